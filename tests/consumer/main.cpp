// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <myhao/myhao.hpp>

int main() {
    const auto held = myhao::Date::parse("2020-08-05");
    const auto next = myhao::add_months(held, 60, myhao::MonthEnd::clip);
    std::printf("%s\n", next.text().c_str());
    return next == myhao::Date(2025, 8, 5) ? 0 : 1;
}
