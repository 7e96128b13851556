// SPDX-License-Identifier: Apache-2.0
// Conditions and what is known about them, in words.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/decimal.hpp>
#include <myhao/rules/image.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0::detail {

[[nodiscard]] inline Label label(Compare compare) {
    constexpr const char* vi[] = {"từ", "trên", "không quá", "dưới", "bằng"};
    constexpr const char* en[] = {"at least", "more than", "at most", "less than", "equal to"};
    return {vi[static_cast<std::size_t>(compare)], en[static_cast<std::size_t>(compare)]};
}

[[nodiscard]] inline Label label(Population population) {
    constexpr const char* vi[] = {"tổ chức trực thuộc", "đảng viên", "thành viên lãnh đạo", "tiêu chí trong nhóm", "các năm trước"};
    constexpr const char* en[] = {"subordinates", "members", "leadership", "facts of the group", "years before"};
    return {vi[static_cast<std::size_t>(population)], en[static_cast<std::size_t>(population)]};
}

[[nodiscard]] inline Label fact_label(const RuleSet& rules, const std::string& fact) {
    const auto index = rules.facts().index(fact);
    const Label label = index ? rules.facts()[*index].label : Label{};
    return {label.vi.empty() ? fact : label.vi, label.en.empty() ? fact : label.en};
}

/// One node in words; `where` is the condition on the population, for a share or a count.
[[nodiscard]] inline Label describe(const RuleSet& rules, const Node& n, const Label& where) {
    const Label compare = label(n.compare);
    const auto phrase = [&](const Label& what, const std::string& value) { return Label{what.vi + ' ' + compare.vi + ' ' + value, what.en + ' ' + compare.en + ' ' + value}; };
    switch (n.op) {
        case Op::fact:
            if (n.value == "true" || n.value == "false") {
                const Label fact = fact_label(rules, n.fact);
                return n.value == "true" ? fact : Label{"không " + fact.vi, "not " + fact.en};
            }
            return phrase(fact_label(rules, n.fact), n.value);
        case Op::every: return phrase({"mọi tiêu chí " + n.fact, "every criterion of " + n.fact}, n.value);
        case Op::ratio: {
            const Label count = fact_label(rules, n.fact), over = fact_label(rules, n.over);
            return phrase({count.vi + " trên " + over.vi, count.en + " of " + over.en}, n.share.percent());
        }
        case Op::months: {
            const Label date = fact_label(rules, n.fact);
            return phrase({"số tháng từ " + date.vi, "months since " + date.en}, std::to_string(n.number));
        }
        case Op::value: return phrase({"giá trị", "value"}, n.value);
        case Op::outcome: return phrase({"mức xếp loại", "graded"}, n.value);
        case Op::share:
        case Op::count: {
            Label of = label(n.population);
            if (n.population == Population::facts) of.vi += ' ' + n.fact, of.en += ' ' + n.fact;
            if (n.op == Op::share) return phrase({"tỷ lệ " + of.vi + " (" + where.vi + ")", "share of " + of.en + " (" + where.en + ")"}, n.share.percent());
            return phrase({"số " + of.vi + " (" + where.vi + ")", "number of " + of.en + " (" + where.en + ")"}, std::to_string(n.number));
        }
        case Op::all_of: return {"tất cả", "all of"};
        case Op::any_of: return {"một trong", "any of"};
        case Op::negation: return {"không", "not"};
        default: return {"nguồn không nêu", "the source leaves this unknown"};
    }
}

[[nodiscard]] inline Label joined(const Label& a, const Label& between, const Label& b) { return {a.vi + between.vi + b.vi, a.en + between.en + b.en}; }
inline const Label nothing_known{"chưa biết gì", "nothing known"}, or_not_applicable{" hoặc không áp dụng", " or not applicable"}, only_not_applicable{"không áp dụng", "not applicable"};

/// A set of values, in words: "good", "excellent or good", "nothing known".
[[nodiscard]] inline Label observed_mask(std::uint8_t may, const std::vector<std::string>& values, bool na) {
    const auto all = static_cast<std::uint8_t>(((1u << values.size()) - 1u) | (na ? na_bit : 0u));
    if (may == all) return nothing_known;
    if (may == na_bit) return only_not_applicable;
    Label text;
    for (std::size_t v = 0; v < values.size(); ++v)
        if (may >> v & 1) text = text.en.empty() ? Label{values[v], values[v]} : joined(text, {" hoặc ", " or "}, {values[v], values[v]});
    return may & na_bit ? joined(text, or_not_applicable, {}) : text;
}

[[nodiscard]] inline Label observed_number(const FactColumn& column, std::size_t object, FactType type) {
    const auto text = [&](std::int64_t value) {
        const std::string digits = type == FactType::date ? Date(static_cast<std::int32_t>(value)).text() : type == FactType::decimal ? Decimal(value, Decimal::most_places).text() : std::to_string(value);
        return Label{digits, digits};
    };
    if (column.may[object] == na_bit) return only_not_applicable;
    const auto [least, most] = range_of(type);
    const std::int64_t low = column.low[object], high = column.high[object];
    const Label known = low == high                  ? text(low)
                        : low == least && high == most ? nothing_known
                        : low == least               ? joined({"nhiều nhất", "at most"}, {" ", " "}, text(high))
                        : high == most               ? joined({"ít nhất", "at least"}, {" ", " "}, text(low))
                                                     : joined(text(low), {" đến ", " to "}, text(high));
    return column.may[object] & na_bit ? joined(known, or_not_applicable, {}) : known;
}

[[nodiscard]] inline Label observed_crowd(const Crowd& crowd, std::size_t size) {
    const std::int64_t sure = crowd.must_yes + crowd.must_no, rest = static_cast<std::int64_t>(size) - sure;
    const std::string yes = std::to_string(crowd.must_yes), no = std::to_string(crowd.must_no), open = std::to_string(rest), all = std::to_string(size);
    return {yes + " đúng, " + no + " sai" + (rest > 0 ? ", " + open + " chưa rõ hoặc không tính" : "") + " trên " + all, yes + " true, " + no + " false" + (rest > 0 ? ", " + open + " open or not counted" : "") + " of " + all};
}

}  // namespace myhao::inline v0::detail
