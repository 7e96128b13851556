// SPDX-License-Identifier: Apache-2.0
// A unit's number in a history and its row in a tree are different spaces.
#include <myhao/base/ids.hpp>

using myhao::Row;
using myhao::UnitNo;

bool use(UnitNo unit, UnitNo other, Row row) {
    row = Row(std::uint32_t{3});
    return unit == other && row < Row(std::uint32_t{4});
}

#ifdef MISUSE
bool mixed(UnitNo unit, Row row) { return unit == row; }  // refused
bool ordered(UnitNo unit, Row row) { return unit < row; }  // refused
Row converted(UnitNo unit) { return unit; }  // refused
Row cast(UnitNo unit) { return Row(unit); }  // refused
UnitNo from_number() { return 3; }  // refused
bool to_number(Row row) { return row == 3; }  // refused
#endif
