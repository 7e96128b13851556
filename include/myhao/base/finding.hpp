// SPDX-License-Identifier: Apache-2.0
// A finding: one outcome of any check, from a bad row of an input to a quota that was exceeded; and a list of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/label.hpp>

namespace myhao::inline v0 {

/// Whether what was checked holds. `undetermined`: what is known allows both.
enum class State : std::uint8_t { met, violated, undetermined };
enum class Severity : std::uint8_t { info, warning, error };

[[nodiscard]] constexpr std::string_view name(State state) noexcept {
    constexpr std::string_view names[] = {"met", "violated", "undetermined"};
    return names[static_cast<std::size_t>(state)];
}
[[nodiscard]] constexpr std::string_view name(Severity severity) noexcept {
    constexpr std::string_view names[] = {"info", "warning", "error"};
    return names[static_cast<std::size_t>(severity)];
}

/// Where a text is empty, there is nothing to say.
struct Finding {
    State state = State::violated;
    Severity severity = Severity::error;
    std::string rule;      // dotted name of what was checked: "history.overlap", "quotas.excellent"
    std::string subject;   // what it is about: a unit's id, "row 12, column 'since'", a path in a document
    std::string observed;  // the value found
    std::string required;  // what was expected
    std::string citation;  // instrument and clause, or publication and paragraph
    Label text;

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Findings in the order in which they were made; filters keep that order.
class Findings {
public:
    Findings() = default;
    Findings(std::initializer_list<Finding> list) : list_(list) {}
    explicit Findings(std::vector<Finding> list) : list_(std::move(list)) {}

    void add(Finding finding) { list_.push_back(std::move(finding)); }
    void add(const Findings& others) { list_.insert(list_.end(), others.list_.begin(), others.list_.end()); }

    [[nodiscard]] Findings with(State state) const {
        return where([&](const Finding& f) { return f.state == state; });
    }
    [[nodiscard]] Findings with(Severity severity) const {
        return where([&](const Finding& f) { return f.severity == severity; });
    }
    /// Those whose rule is `rule` or stands under it ("quotas" finds "quotas.excellent").
    [[nodiscard]] Findings with_rule(std::string_view rule) const {
        return where([&](const Finding& f) {
            return f.rule.starts_with(rule) && (f.rule.size() == rule.size() || f.rule[rule.size()] == '.');
        });
    }
    template <class Predicate>
    [[nodiscard]] Findings where(Predicate keep) const {
        Findings kept;
        for (const Finding& f : list_)
            if (keep(f)) kept.add(f);
        return kept;
    }

    [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
    [[nodiscard]] const Finding& operator[](std::size_t i) const { return list_[i]; }
    [[nodiscard]] auto begin() const noexcept { return list_.begin(); }
    [[nodiscard]] auto end() const noexcept { return list_.end(); }

    friend bool operator==(const Findings&, const Findings&) = default;

private:
    std::vector<Finding> list_;
};

}  // namespace myhao::inline v0
