// SPDX-License-Identifier: Apache-2.0
// A period: half-open, [since, until), never empty; its end may be open.
#pragma once

#include <optional>
#include <string>

#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// From `since`, the first day, to `until`, the first day no longer; no `until`: still open.
class Period {
public:
    /// Throws InvalidPeriod where no day would be left.
    explicit Period(Date since, std::optional<Date> until = std::nullopt) : since_(since), until_(until) {
        if (until && *until <= since)
            throw InvalidPeriod::at("period", "a period ends after it begins", since.text() + " to " + until->text(), "until later than since");
    }
    /// The period whose last day is `last`, as people write it: 4 to 6 August is three days.
    [[nodiscard]] static Period through(Date since, Date last) { return Period(since, last + 1); }

    [[nodiscard]] Date since() const noexcept { return since_; }
    [[nodiscard]] std::optional<Date> until() const noexcept { return until_; }
    [[nodiscard]] std::optional<Date> last_day() const { return until_ ? std::optional(*until_ - 1) : std::nullopt; }
    /// Whole days; nothing while it is open.
    [[nodiscard]] std::optional<int> days() const { return until_ ? std::optional(*until_ - since_) : std::nullopt; }

    [[nodiscard]] bool contains(Date day) const noexcept { return since_ <= day && (!until_ || day < *until_); }
    [[nodiscard]] bool contains(const Period& other) const noexcept {
        return since_ <= other.since_ && (!until_ || (other.until_ && *other.until_ <= *until_));
    }
    [[nodiscard]] bool overlaps(const Period& other) const noexcept {
        return (!until_ || other.since_ < *until_) && (!other.until_ || since_ < *other.until_);
    }

    friend bool operator==(const Period&, const Period&) = default;

private:
    Date since_;
    std::optional<Date> until_;
};

}  // namespace myhao::inline v0
