// SPDX-License-Identifier: Apache-2.0
// A day, in four bytes, over Boost's proleptic Gregorian calendar; and the one function for month arithmetic.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <myhao/base/error.hpp>

namespace myhao::inline v0 {

/// Days since 1970-01-01, from 1400-01-01 to 9999-12-31. A day that is not known is an empty std::optional<Date>.
class Date {
public:
    static constexpr std::int32_t first_days = -208188, last_days = 2932896;

    constexpr Date() = default;
    /// Throws InvalidDate outside the calendar's range.
    constexpr explicit Date(std::int32_t days_since_1970) : days_(days_since_1970) {
        if (days_ < first_days || days_ > last_days) throw InvalidDate::at("date", "day outside 1400-01-01 to 9999-12-31", std::to_string(days_));
    }
    /// Throws InvalidDate where there is no such day.
    Date(int year, int month, int day) : Date(checked(year, month, day, "date")) {}

    /// Strictly YYYY-MM-DD; throws InvalidDate that names `where`.
    [[nodiscard]] static Date parse(std::string_view text, std::string_view where = "date") {
        if (text.size() != 10 || text[4] != '-' || text[7] != '-') throw bad(text, where);
        return checked(number(text.substr(0, 4), text, where), number(text.substr(5, 2), text, where), number(text.substr(8), text, where), where);
    }
    /// d/m/yyyy, as Vietnamese tables write it, leading zeros or not; throws InvalidDate that names `where`.
    [[nodiscard]] static Date parse_vietnamese(std::string_view text, std::string_view where = "date") {
        const auto first = text.find('/');
        const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
        if (second == std::string_view::npos || first > 2 || second - first > 3 || text.size() - second != 5) throw bad(text, where);
        return checked(number(text.substr(second + 1), text, where), number(text.substr(first + 1, second - first - 1), text, where),
                       number(text.substr(0, first), text, where), where);
    }

    [[nodiscard]] constexpr std::int32_t days() const noexcept { return days_; }
    [[nodiscard]] int year() const { return ymd().year; }
    [[nodiscard]] int month() const { return ymd().month; }
    [[nodiscard]] int day() const { return ymd().day; }
    /// YYYY-MM-DD.
    [[nodiscard]] std::string text() const {
        const auto [y, m, d] = ymd();
        std::string out = "0000-00-00";
        for (int i = 3, rest = y; i >= 0; --i, rest /= 10) out[static_cast<std::size_t>(i)] = static_cast<char>('0' + rest % 10);
        out[5] = static_cast<char>('0' + m / 10), out[6] = static_cast<char>('0' + m % 10);
        out[8] = static_cast<char>('0' + d / 10), out[9] = static_cast<char>('0' + d % 10);
        return out;
    }
    [[nodiscard]] boost::gregorian::date boost() const {
        const auto [y, m, d] = ymd();
        return {static_cast<unsigned short>(y), static_cast<unsigned short>(m), static_cast<unsigned short>(d)};
    }

    friend constexpr auto operator<=>(Date, Date) = default;
    friend constexpr Date operator+(Date date, std::int32_t days) { return Date(date.days_ + days); }
    friend constexpr Date operator-(Date date, std::int32_t days) { return Date(date.days_ - days); }
    /// Whole days from `b` to `a`.
    friend constexpr std::int32_t operator-(Date a, Date b) noexcept { return a.days_ - b.days_; }

private:
    struct YearMonthDay { int year, month, day; };
    using Calendar = boost::gregorian::gregorian_calendar;
    static constexpr std::int32_t epoch = 2440588;  // the Julian day number of 1970-01-01

    [[nodiscard]] YearMonthDay ymd() const {
        const auto found = Calendar::from_day_number(static_cast<Calendar::date_int_type>(days_ + epoch));
        return {found.year, found.month, found.day};
    }
    static InvalidDate bad(std::string_view text, std::string_view where) {
        return InvalidDate::at(std::string(where), "not a date", "'" + std::string(text) + "'", "YYYY-MM-DD");
    }
    static int number(std::string_view digits, std::string_view text, std::string_view where) {
        int value = 0;
        if (digits.empty()) throw bad(text, where);
        for (const char c : digits) {
            if (c < '0' || c > '9') throw bad(text, where);
            value = value * 10 + (c - '0');
        }
        return value;
    }
    static Date checked(int year, int month, int day, std::string_view where) {
        const bool fits = year >= 1400 && year <= 9999 && month >= 1 && month <= 12;
        if (!fits || day < 1 || day > Calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month)))
            throw InvalidDate::at(std::string(where), "no such day", std::to_string(year) + '-' + std::to_string(month) + '-' + std::to_string(day),
                                  "a day from 1400-01-01 to 9999-12-31");
        const auto number = Calendar::day_number({static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)});
        return Date(static_cast<std::int32_t>(number) - epoch);
    }

    std::int32_t days_ = 0;
};

/// What becomes of a day that the month reached does not have (31 January and a month).
enum class MonthEnd {
    clip,   // the last day of that month
    next,   // the first day of the month after
    error,  // InvalidDate
};

/// The same day of the month `months` months later (earlier, if negative). Month ends do not snap: 28 February + 1 month is 28 March.
[[nodiscard]] inline Date add_months(Date date, int months, MonthEnd month_end) {
    const int index = date.year() * 12 + date.month() - 1 + months;
    const int year = index >= 0 ? index / 12 : -1, month = index >= 0 ? index % 12 + 1 : 1;
    if (year < 1400 || year > 9999) throw InvalidDate::at(date.text(), "months lead outside 1400-01-01 to 9999-12-31", std::to_string(months));
    const int last = boost::gregorian::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
    if (date.day() <= last) return {year, month, date.day()};
    if (month_end == MonthEnd::clip) return {year, month, last};
    if (month_end == MonthEnd::next) return Date(year, month, last) + 1;
    throw InvalidDate::at(date.text(), "the month reached has no such day", std::to_string(date.day()), "at most " + std::to_string(last));
}

/// Whole months from `from` to `to`: the most `n` with add_months(from, n, clip) <= to. Negative where `to` is before `from`.
[[nodiscard]] inline int months_between(Date from, Date to) {
    int n = (to.year() - from.year()) * 12 + to.month() - from.month();
    if (n != 0 || to < from) {
        if (add_months(from, n, MonthEnd::clip) > to) --n;
    }
    return n;
}

}  // namespace myhao::inline v0
