// SPDX-License-Identifier: Apache-2.0
// The smallest repairs of a condition: which facts must turn out or become otherwise, and which grades be decided, so that it is
// certainly true, or certainly false. Derived from the compiled condition, part by part; nothing is tried at random.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/plan.hpp>
#include <myhao/rules/why_not_truth.hpp>

namespace myhao::inline v0::detail {

/// Repairs of conditions of one program, as one evaluation knows its objects.
class Repairer {
public:
    using Repairs = std::vector<Repair>;
    using Item = TouchedTruth::Item;
    static constexpr std::size_t most = 64;  // alternatives that are kept of each part

    explicit Repairer(const Touchable& touchable) : touch_(touchable), data_(touchable.data()), truth_(touchable), program_(truth_.program()) {
        const RuleSet& rules = *touch_.rules_of(touch_.subject());
        for (const Range& r : program_.not_graded) clauses_.push_back(part_of(program_, r.first, r.last));
        for (const Range& r : program_.grades) clauses_.push_back(part_of(program_, r.first, r.last));
        for (const Range& r : program_.ceilings) clauses_.push_back(part_of(program_, r.first, r.last));
        for (const Clause& c : rules.not_graded()) told_.push_back({"not_graded." + c.id, &c});
        for (const Clause& c : rules.grades()) told_.push_back({"grades." + c.id, &c});
        for (const Ceiling& c : rules.ceilings()) told_.push_back({"ceilings." + c.clause.id, &c.clause});
    }

    /// The clauses in the order of the program: not_graded, grades, ceilings.
    [[nodiscard]] const StepTree& clause(std::size_t i) const { return clauses_[i]; }
    [[nodiscard]] const std::string& path(std::size_t clause) const { return told_[clause].path; }
    [[nodiscard]] std::size_t not_graded() const noexcept { return program_.not_graded.size(); }
    [[nodiscard]] std::size_t grades() const noexcept { return program_.grades.size(); }
    [[nodiscard]] std::size_t ceilings() const noexcept { return program_.ceilings.size(); }
    [[nodiscard]] const TouchedTruth& truth() const noexcept { return truth_; }
    [[nodiscard]] const Program& program() const noexcept { return program_; }

    /// The repairs, smallest first, that leave nothing but `want` of the truth values; none where it cannot be, and then why.
    [[nodiscard]] Repairs repair(const StepTree& part, std::size_t s, std::size_t object, std::uint8_t want, const Repair& from, std::vector<Blocked>& why) const {
        Repairs out;
        if ((truth_.of(part, s, object, from) & ~want) == 0) return {from};
        const Step& step = program_.steps[part.step];
        switch (step.kind) {
            case Step::Kind::mask: {
                const auto wanted = static_cast<std::uint8_t>((want & yes_bit ? step.yes : 0) | (want & no_bit ? step.no : 0) | (want & 4 ? na_bit : 0));
                if (auto made = touch_.narrow(from, s, object, step.column, wanted)) out.push_back(std::move(*made));
                break;
            }
            case Step::Kind::outcome: {
                const auto wanted = static_cast<std::uint8_t>((want & yes_bit ? step.yes : 0) | (want & no_bit ? step.no : 0) | (want & 4 ? not_graded_bit : 0));
                if (auto made = touch_.narrow(from, s, object, grade_slot, wanted)) out.push_back(std::move(*made));
                break;
            }
            case Step::Kind::number: number(step, s, object, want, from, out); break;
            case Step::Kind::ratio: ratio(part, s, object, want, from, out); break;
            case Step::Kind::negation: return repair(part.parts[0], s, object, flipped(want), from, why);
            case Step::Kind::all_of: return joined(part, s, object, want, false, from, why);
            case Step::Kind::any_of: return joined(part, s, object, want, true, from, why);
            case Step::Kind::share_of:
            case Step::Kind::count_of: {
                std::vector<Item> own;
                for (const StepTree& p : part.parts) own.push_back({&p, s, object});
                crowd(step, own, want, from, out, why);
                return out;
            }
            case Step::Kind::share:
            case Step::Kind::count:
                if (step.population != Population::previous && truth_.listed(step, object)) {
                    crowd(step, truth_.items(part, object), want, from, out, why);
                    if (out.empty() && why.empty()) blocked(part, s, object, why);
                    return out;
                }
                break;
            default: break;
        }
        if (out.empty()) blocked(part, s, object, why);
        return tidy(std::move(out));
    }

    /// Of several conditions at once: each with what is wanted of it.
    struct Wanted {
        const StepTree* part = nullptr;
        std::uint8_t want = 0;
    };
    [[nodiscard]] Repairs all(std::span<const Wanted> wanted, std::size_t s, std::size_t object, const Repairs& from, std::vector<Blocked>& why) const {
        Repairs now = from;
        for (const Wanted& one : wanted) {
            Repairs next;
            std::vector<Blocked> reasons;
            for (const Repair& r : now)
                for (Repair& made : repair(*one.part, s, object, one.want, r, reasons)) next.push_back(std::move(made));
            if (next.empty()) {
                why.insert(why.end(), reasons.begin(), reasons.end());
                return {};
            }
            now = tidy(std::move(next));
        }
        return now;
    }

    [[nodiscard]] static Repairs tidy(Repairs repairs) {
        std::stable_sort(repairs.begin(), repairs.end(), [](const Repair& a, const Repair& b) { return a.size() < b.size(); });
        Repairs out;
        for (Repair& r : repairs)
            if (out.size() < most && std::find(out.begin(), out.end(), r) == out.end()) out.push_back(std::move(r));
        return out;
    }

private:
    /// `dual`: any_of, which is all_of of the negations, negated.
    [[nodiscard]] Repairs joined(const StepTree& part, std::size_t s, std::size_t object, std::uint8_t want, bool dual, const Repair& from, std::vector<Blocked>& why) const {
        const std::uint8_t wanted = dual ? flipped(want) : want;
        const auto of = [&](std::uint8_t each) { return dual ? flipped(each) : each; };
        const auto each_is = [&](std::uint8_t each) {
            std::vector<Wanted> list;
            for (const StepTree& p : part.parts) list.push_back({&p, of(each)});
            return list;
        };
        Repairs out;
        std::vector<Blocked> reasons;
        const auto one_is = [&](std::uint8_t each, const Repair& start) {
            for (const StepTree& p : part.parts)
                for (Repair& made : repair(p, s, object, of(each), start, reasons)) out.push_back(std::move(made));
        };
        const Repairs start{from};
        if (wanted == yes_bit) {
            for (const Repair& r : all(each_is(yes_bit | 4), s, object, start, reasons)) {
                if (truth_.of(part, s, object, r) == want) out.push_back(r);
                else one_is(yes_bit, r);
            }
        } else if (wanted == (yes_bit | 4) || wanted == 4) {
            out = all(each_is(wanted), s, object, start, reasons);
        } else {  // one that is false is enough; one that applies makes it apply
            one_is(wanted == (yes_bit | no_bit) ? applies : no_bit, from);
            if (wanted == not_true) {
                std::vector<Blocked> unused;
                for (Repair& r : all(each_is(4), s, object, start, unused)) out.push_back(std::move(r));
            }
        }
        if (out.empty()) why.insert(why.end(), reasons.begin(), reasons.end());
        return tidy(std::move(out));
    }

    void number(const Step& step, std::size_t s, std::size_t object, std::uint8_t want, const Repair& from, Repairs& out) const {
        const auto [least, most_value] = range_of(touch_.fact(s, step.column).type);
        const auto na = static_cast<std::uint8_t>(want & 4 ? na_bit : 0);
        const auto within = [&](std::int64_t low, std::int64_t high, std::uint8_t may) {
            if (low > high) return;
            if (auto made = touch_.narrow(from, s, object, step.column, may, low, high)) out.push_back(std::move(*made));
        };
        const auto value = static_cast<std::uint8_t>(1 | na);
        if ((want & applies) == applies) return within(least, most_value, value);
        if (want & yes_bit) within(std::max(least, step.low), std::min(most_value, step.high), value);
        if (want & no_bit) {
            if (step.low > step.high) within(least, most_value, value);
            else {
                if (step.low > least) within(least, step.low - 1, value);
                if (step.high < most_value) within(step.high + 1, most_value, value);
            }
        }
        if (na && out.empty()) within(least, most_value, na);
    }

    void ratio(const StepTree& part, std::size_t s, std::size_t object, std::uint8_t want, const Repair& from, Repairs& out) const {
        const Step& step = program_.steps[part.step];
        const std::int64_t p = step.p, q = step.q;
        const auto keep = [&](const Repair& r) {
            if ((truth_.of(part, s, object, r) & ~want) == 0) out.push_back(r);
        };
        const auto clamped = [](Wide value) { return static_cast<std::int64_t>(std::clamp<Wide>(value, -1, Wide(most_count) + 1)); };
        const auto up = [](Wide a, Wide b) { return (a + b - 1) / b; };
        std::vector<Compare> ways;
        if (want & yes_bit) ways.push_back(step.compare);
        if (want & no_bit) switch (step.compare) {
                case Compare::at_least: ways.push_back(Compare::less_than); break;
                case Compare::more_than: ways.push_back(Compare::at_most); break;
                case Compare::at_most: ways.push_back(Compare::more_than); break;
                case Compare::less_than: ways.push_back(Compare::at_least); break;
                case Compare::equals: ways.push_back(Compare::less_than), ways.push_back(Compare::more_than); break;
            }
        // It must apply: over more than nothing.
        std::optional<Repair> start = from;
        if (!(want & 4)) {
            start = touch_.narrow(from, s, object, step.over, 1, 1, most_count);
            if (start) start = touch_.narrow(*start, s, object, step.column, 1, 0, most_count);
            if (start) keep(*start);
        } else if (auto nothing = touch_.narrow(from, s, object, step.over, 1 | na_bit, 0, 0)) {
            keep(*nothing);
        }
        if (!start) return;
        const auto may_be_na = static_cast<std::uint8_t>(want & 4 ? na_bit : 0);
        const auto count_for = [&](const Repair& r, Compare compare) {  // the count, whatever it is over
            const HeldFact over = touch_.known(s, object, step.over, r);
            const Wide b0 = std::max<std::int64_t>(over.low, 1), b1 = over.high;
            Wide low = 0, high = most_count;
            switch (compare) {
                case Compare::at_least: low = up(p * b1, q); break;
                case Compare::more_than: low = p * b1 / q + 1; break;
                case Compare::at_most: high = p * b0 / q; break;
                case Compare::less_than: high = up(p * b0, q) - 1; break;
                case Compare::equals: low = high = b0 == b1 && p * b0 % q == 0 ? p * b0 / q : -1; break;
            }
            if (low > high || high < 0) return;
            if (auto made = touch_.narrow(r, s, object, step.column, static_cast<std::uint8_t>(1 | may_be_na), clamped(low), clamped(high))) keep(*made);
        };
        const auto over_for = [&](const Repair& r, Compare compare) {
            const HeldFact count = touch_.known(s, object, step.column, r);
            const Wide a0 = count.low, a1 = count.high;
            Wide low = 1, high = most_count;
            if (p == 0) return;
            switch (compare) {
                case Compare::at_least: high = q * a0 / p; break;
                case Compare::more_than: high = up(q * a0, p) - 1; break;
                case Compare::at_most: low = up(q * a1, p); break;
                case Compare::less_than: low = q * a1 / p + 1; break;
                case Compare::equals: low = high = a0 == a1 && q * a0 % p == 0 ? q * a0 / p : 0; break;
            }
            low = std::max<Wide>(low, 1);
            if (low > high) return;
            if (auto made = touch_.narrow(r, s, object, step.over, static_cast<std::uint8_t>(1 | may_be_na), clamped(low), clamped(high))) keep(*made);
        };
        for (const Compare compare : ways) {
            count_for(*start, compare), over_for(*start, compare);
            // Both, each of which fixes the other.
            for (const std::uint32_t column : {step.over, step.column}) {
                const auto all = touch_.domain(s, object, column);
                if (!all) continue;
                const HeldFact now = touch_.known(s, object, column, *start);
                std::vector<std::int64_t> values{std::max<std::int64_t>(now.low, column == step.over), std::min<std::int64_t>(now.high, most_count), q, p, 1};
                for (const std::int64_t value : values) {
                    const auto fixed = touch_.narrow(*start, s, object, column, 1, value, value);
                    if (!fixed || fixed->size() == start->size()) continue;
                    keep(*fixed);
                    column == step.over ? count_for(*fixed, compare) : over_for(*fixed, compare);
                }
            }
        }
    }

    /// Of a share or a count: the fewest objects for which the condition must be certainly true, or certainly false.
    void crowd(const Step& step, const std::vector<Item>& all, std::uint8_t want, const Repair& from, Repairs& out, std::vector<Blocked>& why) const {
        struct Way {
            std::size_t item = 0, cost = 0;
            int gain = 0, distance = 0;
            bool open = false;
            Repair repair;
        };
        std::vector<std::uint8_t> now;
        for (const Item& item : all) now.push_back(truth_.of(*item.part, item.subject, item.object, from));
        const bool more_helps = (step.compare == Compare::at_least || step.compare == Compare::more_than) == ((want & yes_bit) != 0);
        for (const std::uint8_t to : {yes_bit, no_bit}) {
            std::vector<Way> ways;
            std::vector<Blocked> unused, &reasons = (to == yes_bit) == more_helps ? why : unused;
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (now[i] == to || now[i] == 0) continue;
                for (Repair& made : repair(*all[i].part, all[i].subject, all[i].object, to, from, reasons)) {
                    const unsigned may = touch_.grades(all[i].subject, all[i].object);
                    ways.push_back({i, made.size() - from.size(), now[i] & (to ^ applies) ? 1 : 0, std::countr_zero(may | 0x100u), !single(now[i]), std::move(made)});
                    break;
                }
            }
            for (const bool nearest : {true, false}) {
                std::sort(ways.begin(), ways.end(), [&](const Way& a, const Way& b) {
                    if (a.cost != b.cost) return a.cost < b.cost;
                    if (a.gain != b.gain) return a.gain > b.gain;
                    if (a.open != b.open) return a.open;
                    if (a.distance != b.distance) return nearest == (a.distance < b.distance);
                    return a.item < b.item;
                });
                std::vector<std::uint8_t> values = now;
                Repair made = from;
                for (const Way& way : ways) {
                    for (const Touch& t : way.repair) {
                        const Touch* before = touched(from, t.subject, t.object, t.column);
                        if (!before || *before != t) made = with(std::move(made), t);
                    }
                    values[way.item] = to;
                    Crowd crowd;
                    for (const std::uint8_t v : values) crowd.add(v);
                    if ((TouchedTruth::of_crowd(step, crowd) & ~want) != 0) continue;
                    out.push_back(made);
                    break;
                }
            }
        }
        out = tidy(std::move(out));
    }

    /// Why a test stays as it is.
    void blocked(const StepTree& part, std::size_t s, std::size_t object, std::vector<Blocked>& why) const {
        const Step& step = program_.steps[part.step];
        const auto& told = told_[step.clause];
        const Node& node = told.clause->condition.nodes()[step.node];
        const bool own = s == touch_.subject() && object == touch_.object();
        const auto add = [&](std::string by, std::string vi, std::string en) {
            Blocked b{std::move(by), told.path, {std::move(vi), std::move(en)}, {}};
            auto at = std::find_if(why.begin(), why.end(), [&](const Blocked& o) { return o.by == b.by && o.path == b.path && o.text == b.text && o.objects.empty() == own; });
            if (at == why.end()) at = why.insert(at, std::move(b));
            if (const Id id = data_.facts[s]->id(object); !own && std::find(at->objects.begin(), at->objects.end(), id) == at->objects.end()) at->objects.push_back(id);
        };
        switch (step.kind) {
            case Step::Kind::mask:
            case Step::Kind::number:
            case Step::Kind::ratio: {
                const bool over = step.kind == Step::Kind::ratio && touch_.known(s, object, step.column).may == 1 && touch_.domain(s, object, step.column);
                const std::uint32_t column = over ? step.over : step.column;
                const Label label = fact_label(*touch_.rules_of(s), touch_.fact(s, column).name);
                const HeldFact now = touch_.known(s, object, column);
                if (node.op == Op::months) add("months", "còn phải đủ số tháng từ " + label.vi, "months must pass since " + label.en);
                else if (now.may == na_bit) add("not_applicable", label.vi + " không áp dụng", label.en + " is not applicable");
                else if (touch_.domain(s, object, column)) add("fact", label.vi + " không thể thành giá trị cần có", label.en + " cannot become what is needed");
                else add("fact", label.vi + " không thể thay đổi", label.en + " is not changeable");
                return;
            }
            case Step::Kind::outcome:
                if (touch_.is_decided(s, object)) add("decided", "mức xếp loại đã quyết định", "its grade is decided");
                else add("relation", "mức xếp loại không thể quyết định", "its grade cannot be decided");
                return;
            case Step::Kind::share:
            case Step::Kind::count:
                if (step.population == Population::previous) return add("previous", "các năm trước đã qua", "the years before are past");
                if (!truth_.listed(step, object)) {
                    const Label of_whom = label(step.population);
                    return add("incomplete", "chưa liệt kê đủ " + of_whom.vi, "not all " + of_whom.en + " are listed");
                }
                return add("population", "không đủ đối tượng để đạt tỷ lệ hoặc số lượng", "there are not enough objects for the share or the number");
            default: return add("gap", "nguồn không nêu điều kiện này", "the source leaves this condition unknown");
        }
    }

    struct Told {
        std::string path;
        const Clause* clause = nullptr;
    };
    const Touchable& touch_;
    const Evaluation::Data& data_;
    TouchedTruth truth_;
    const Program& program_;
    std::vector<StepTree> clauses_;
    std::vector<Told> told_;
};

}  // namespace myhao::inline v0::detail
