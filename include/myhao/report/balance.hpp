// SPDX-License-Identifier: Apache-2.0
// The balance of membership: end = start + admitted + readmitted + transferred in - transferred out - deaths - removed.
// From what is known of some of these it says what follows for the others: bounds, never a rate.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// What changes a membership: three ways in, then three ways out.
enum class Flow : std::uint8_t { admitted, readmitted, transferred_in, transferred_out, died, removed };
inline constexpr std::size_t flow_count = 6;

[[nodiscard]] constexpr bool adds(Flow flow) noexcept { return flow <= Flow::transferred_in; }
[[nodiscard]] constexpr std::string_view name(Flow flow) noexcept {
    constexpr std::string_view names[] = {"admitted", "readmitted", "transferred_in", "transferred_out", "died", "removed"};
    return names[static_cast<std::size_t>(flow)];
}
[[nodiscard]] inline Label label(Flow flow) {
    constexpr const char* vi[] = {"kết nạp", "kết nạp lại", "chuyển đến", "chuyển đi", "từ trần", "khai trừ, xóa tên, xin ra"};
    constexpr const char* en[] = {"admitted", "readmitted", "transferred in", "transferred out", "died", "expelled, struck off or left"};
    return {vi[static_cast<std::size_t>(flow)], en[static_cast<std::size_t>(flow)]};
}

using CountInterval = Interval<std::int64_t>;

/// A number of one flow in a period that lies within that of the balance: known for a part, it bounds the whole from below.
struct FlowFact {
    Flow flow;
    CountInterval value;
    Period period;
};

struct BalanceFacts {
    Period period;             // from the day after the first count to the day of the last
    CountInterval start, end;  // the two counts
    std::vector<FlowFact> flows = {};
};

/// Bounds that the identity and the facts leave; every bound is attained. Empty intervals where the facts contradict each other.
struct Balance {
    CountInterval change;                          // end - start
    CountInterval flows[flow_count];               // of the whole period, by `Flow`
    CountInterval gains, losses;                   // the three ways in and the three ways out together
    CountInterval unstated_gains, unstated_losses; // the part of them of which no fact speaks
    Findings findings;                             // the contradiction, if there is one
    std::vector<std::string> conflict;             // then: statements that cannot all hold, none of which can be left out

    [[nodiscard]] const CountInterval& of(Flow flow) const noexcept { return flows[static_cast<std::size_t>(flow)]; }
    [[nodiscard]] bool consistent() const noexcept { return findings.empty(); }
};

namespace detail {

/// Sums and differences of closed integer intervals; a missing bound is no bound. Values are far from 64 bits (checked on entry).
[[nodiscard]] inline CountInterval plus(const CountInterval& a, const CountInterval& b) {
    CountInterval sum;
    if (a.low && b.low) sum.low = *a.low + *b.low;
    if (a.high && b.high) sum.high = *a.high + *b.high;
    return sum;
}
[[nodiscard]] inline CountInterval minus(const CountInterval& a, const CountInterval& b) {
    CountInterval difference;
    if (a.low && b.high) difference.low = *a.low - *b.high;
    if (a.high && b.low) difference.high = *a.high - *b.low;
    return difference;
}
/// Open ends made closed (whole numbers), and nothing below 0.
[[nodiscard]] inline CountInterval counted(CountInterval value) {
    if (value.low && value.low_open) ++*value.low;
    if (value.high && value.high_open) --*value.high;
    value.low_open = value.high_open = false;
    value.low = std::max<std::int64_t>(value.low.value_or(0), 0);
    return value;
}
[[nodiscard]] inline std::string text(const CountInterval& value) {
    return (value.low ? "[" + std::to_string(*value.low) : "(...") + ", " + (value.high ? std::to_string(*value.high) + "]" : "...)");
}

/// What the facts say of one flow: the part they speak of, and the rest of the period.
struct FlowParts {
    CountInterval stated = CountInterval::exactly(0), rest = CountInterval::at_least(0);
};
[[nodiscard]] inline FlowParts parts_of(Flow flow, const BalanceFacts& facts) {
    std::vector<const FlowFact*> own;
    for (const FlowFact& fact : facts.flows)
        if (fact.flow == flow) own.push_back(&fact);
    std::sort(own.begin(), own.end(), [](const FlowFact* a, const FlowFact* b) {
        return a->period.until() != b->period.until() ? *a->period.until() < *b->period.until() : a->period.since() > b->period.since();
    });
    FlowParts parts;
    std::optional<CountInterval> whole;
    Date reached = facts.period.since();
    bool gapless = true;
    for (const FlowFact* fact : own) {
        const CountInterval value = counted(fact->value);
        if (fact->period == facts.period) {
            whole = whole ? whole->intersect(value) : value;
        } else if (fact->period.since() >= reached) {  // one that overlaps what is already added says nothing more here: sound, if not sharp
            gapless = gapless && fact->period.since() == reached;
            parts.stated = plus(parts.stated, value);
            reached = *fact->period.until();
        }
    }
    const bool covered = gapless && reached == *facts.period.until();
    if (whole) {
        if (!covered) parts.stated.high.reset();
        parts.stated = parts.stated.intersect(*whole);
    }
    if (whole || covered) parts.rest = CountInterval::exactly(0);
    return parts;
}

[[nodiscard]] inline Balance balance_of(const BalanceFacts& facts);

/// Statements that contradict each other, as few as do: each is left out in turn, and stays out where the others still do.
[[nodiscard]] inline std::vector<std::string> conflict_of(BalanceFacts facts) {
    std::vector<std::string> kept;
    const auto said = [](std::string_view what, const CountInterval& value, const Period& period) {
        return std::string(what) + ' ' + (value.exact() ? std::to_string(*value.low) : text(counted(value))) + " (" + period.since().text() + " to " + period.last_day()->text() + ')';
    };
    const CountInterval anything = CountInterval::at_least(0);
    const Date eve = facts.period.since() - 1;
    for (CountInterval* count : {&facts.start, &facts.end}) {
        const CountInterval value = std::exchange(*count, anything);
        if (balance_of(facts).consistent()) {
            *count = value;
            const Date day = count == &facts.start ? eve : *facts.period.last_day();
            kept.push_back("members on " + day.text() + ' ' + (value.exact() ? std::to_string(*value.low) : text(counted(value))));
        }
    }
    for (std::size_t i = 0; i < facts.flows.size();) {
        const FlowFact fact = facts.flows[i];
        facts.flows.erase(facts.flows.begin() + static_cast<std::ptrdiff_t>(i));
        if (!balance_of(facts).consistent()) continue;
        facts.flows.insert(facts.flows.begin() + static_cast<std::ptrdiff_t>(i++), fact);
        kept.push_back(said(name(fact.flow), fact.value, fact.period));
    }
    return kept;
}

}  // namespace detail

/// Throws InvalidFacts with every period that is open or not within that of the balance, and every count that is too large.
[[nodiscard]] inline Balance balance(const BalanceFacts& facts) {
    Findings problems;
    const auto wrong = [&](std::string where, std::string vi, std::string en) {
        Finding f;
        f.rule = "facts", f.subject = std::move(where), f.text = {std::move(vi), std::move(en)};
        problems.add(std::move(f));
    };
    const auto small = [](const CountInterval& v) { return v.low.value_or(0) >= -1'000'000'000'000 && v.high.value_or(0) <= 1'000'000'000'000 && v.low.value_or(0) <= 1'000'000'000'000; };
    if (!facts.period.until()) wrong("balance", "kỳ cân đối phải có ngày kết thúc", "the period of a balance has an end");
    if (!small(facts.start) || !small(facts.end)) wrong("balance", "số quá lớn", "a count beyond a million million");
    for (std::size_t i = 0; i < facts.flows.size(); ++i) {
        const std::string where = "flow " + std::to_string(i + 1) + ", " + std::string(name(facts.flows[i].flow));
        if (!facts.flows[i].period.until() || !facts.period.contains(facts.flows[i].period)) wrong(where, "kỳ nằm ngoài kỳ cân đối", "its period is not within that of the balance");
        if (!small(facts.flows[i].value)) wrong(where, "số quá lớn", "a count beyond a million million");
    }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    Balance result = detail::balance_of(facts);
    if (result.consistent()) return result;
    result.conflict = detail::conflict_of(facts);
    std::string listed;
    for (const std::string& one : result.conflict) listed += (listed.empty() ? ": " : "; ") + one;
    Finding named = result.findings[0];
    named.text.vi += listed, named.text.en += listed;
    result.findings = {std::move(named)};
    return result;
}

namespace detail {

inline Balance balance_of(const BalanceFacts& facts) {
    // One equation over independent parts: gains - losses = change. The image on any part, or sum of parts, is exact in one step.
    Balance result;
    const CountInterval change = minus(detail::counted(facts.end), detail::counted(facts.start));
    detail::FlowParts parts[flow_count];
    CountInterval stated[2] = {CountInterval::exactly(0), CountInterval::exactly(0)}, rest[2] = {CountInterval::exactly(0), CountInterval::exactly(0)};
    for (std::size_t i = 0; i < flow_count; ++i) {
        parts[i] = detail::parts_of(static_cast<Flow>(i), facts);
        const std::size_t side = adds(static_cast<Flow>(i)) ? 0 : 1;
        stated[side] = plus(stated[side], parts[i].stated), rest[side] = plus(rest[side], parts[i].rest);
    }
    const CountInterval in = plus(stated[0], rest[0]), out = plus(stated[1], rest[1]);
    result.change = change.intersect(minus(in, out));
    result.gains = in.intersect(plus(change, out));
    result.losses = out.intersect(minus(in, change));
    result.unstated_gains = rest[0].intersect(minus(plus(change, out), stated[0]));
    result.unstated_losses = rest[1].intersect(minus(minus(in, change), stated[1]));
    for (std::size_t i = 0; i < flow_count; ++i) {
        CountInterval others = CountInterval::exactly(0);  // of the same side
        for (std::size_t j = 0; j < flow_count; ++j)
            if (j != i && adds(static_cast<Flow>(j)) == adds(static_cast<Flow>(i))) others = plus(others, plus(parts[j].stated, parts[j].rest));
        const CountInterval side = adds(static_cast<Flow>(i)) ? plus(change, out) : minus(in, change);
        result.flows[i] = plus(parts[i].stated, parts[i].rest).intersect(minus(side, others));
    }
    bool empty = result.change.empty();
    for (const detail::FlowParts& part : parts) empty = empty || part.stated.empty();
    if (empty) {
        const CountInterval nothing{1, 0};
        result.change = result.gains = result.losses = result.unstated_gains = result.unstated_losses = nothing;
        for (CountInterval& flow : result.flows) flow = nothing;
        Finding f;
        f.rule = "report.balance";
        f.subject = facts.period.since().text() + " to " + facts.period.last_day()->text();
        f.observed = "change " + text(change) + ", in " + text(in) + ", out " + text(out);
        f.required = "change = in - out";
        f.text = {"các số liệu về biến động đảng viên mâu thuẫn nhau", "the facts about the change of membership contradict each other"};
        result.findings.add(std::move(f));
    }
    return result;
}

}  // namespace detail

}  // namespace myhao::inline v0
