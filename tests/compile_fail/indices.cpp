// SPDX-License-Identifier: Apache-2.0
// A unit's number in a history and its row in a tree are different spaces.
#include <myhao/base/ids.hpp>

using myhao::Row;
using myhao::UnitNo;

bool use(UnitNo unit, UnitNo other, Row row) {
    row = Row(std::uint32_t{3});
    return unit == other && row < Row(std::uint32_t{4});
}

#if MISUSE == 1
bool mixed(UnitNo unit, Row row) { return unit == row; }
#elif MISUSE == 2
bool ordered(UnitNo unit, Row row) { return unit < row; }
#elif MISUSE == 3
Row converted(UnitNo unit) { return unit; }
#elif MISUSE == 4
Row cast(UnitNo unit) { return Row(unit); }
#elif MISUSE == 5
UnitNo from_number() { return 3; }
#elif MISUSE == 6
bool to_number(Row row) { return row == 3; }
#endif
