// SPDX-License-Identifier: Apache-2.0
// A date is not a number, and month arithmetic names what becomes of a missing day.
#include <myhao/time/date.hpp>

using myhao::add_months;
using myhao::Date;
using myhao::MonthEnd;

int use(Date day, Date other) {
    day = add_months(day, 12, MonthEnd::clip) + 1;
    return day < other ? other - day : 0;
}

#ifdef MISUSE
bool compared(Date day) { return day == 18262; }  // refused
bool ordered(Date day) { return day < 18262; }  // refused
Date from_number() { return 18262; }  // refused
Date added(Date day, Date other) { return day + other; }  // refused
Date unnamed_policy(Date day) { return add_months(day, 1); }  // refused
Date from_text() { return "2020-08-05"; }  // refused
#endif
