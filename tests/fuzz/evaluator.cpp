// SPDX-License-Identifier: Apache-2.0
// Any bytes as rules, a small tree and facts: refused with a typed error, or graded; then every object has an outcome, every reason
// recomputes to it, and a fact that arrives widens nothing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/explain.hpp>

namespace {

using namespace myhao;

/// Draws small numbers from the bytes; 0 when they are used up.
class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    unsigned below(unsigned n) { return at_ < size_ ? data_[at_++] % n : 0; }

private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

const char* const levels[] = {"excellent", "good", "average", "poor"};
const char* const grades[] = {"excellent", "good", "completed", "not_completed"};

Condition condition(Bytes& bytes, unsigned depth) {
    switch (const unsigned kind = bytes.below(depth == 0 ? 6 : 10)) {
        case 0: return fact("results").at_least(levels[bytes.below(4)]);
        case 1: return fact("others").equals(levels[bytes.below(4)]);
        case 2: return fact("flagged").is_true();
        case 3: return ratio("met", "assigned").at_least(std::to_string(bytes.below(101)) + "%");
        case 4: return fact("score").at_least(std::to_string(bytes.below(101)) + ".5");
        case 5: return subordinates.share(outcome.at_least(grades[bytes.below(4)])).at_least(std::to_string(bytes.below(101)) + "%");
        case 6: return not_(condition(bytes, depth - 1));
        case 7: return subordinates.count(fact("flagged").is_true()).at_most(bytes.below(3));
        default: {
            std::vector<Condition> parts;
            for (unsigned n = 1 + bytes.below(3); n > 0; --n) parts.push_back(condition(bytes, depth - 1));
            return kind == 8 ? all_of(std::move(parts)) : any_of(std::move(parts));
        }
    }
}

RuleSetParts rules(Bytes& bytes) {
    RuleSetParts parts;
    parts.id = "fuzz";
    parts.facts = {{.name = "results", .type = FactType::level}, {.name = "others", .type = FactType::level, .na = true}, {.name = "flagged", .type = FactType::flag}, {.name = "met", .type = FactType::count},
                   {.name = "assigned", .type = FactType::count}, {.name = "score", .type = FactType::decimal}};
    if (bytes.below(4) == 0) parts.not_graded.push_back({.id = "left out", .condition = condition(bytes, 1)});
    for (std::size_t g = 0; g < 3; ++g) parts.grades.push_back({.id = grades[g], .condition = condition(bytes, 2)});
    for (unsigned n = bytes.below(3); n > 0; --n) parts.ceilings.push_back({grades[1 + bytes.below(3)], {.id = "ceiling " + std::to_string(n), .condition = condition(bytes, 1)}});
    for (unsigned q = bytes.below(3); q > 0; --q) {
        Quota quota;
        quota.grade = grades[2 - q];
        quota.share = Ratio(1 + bytes.below(4), 5);
        quota.base = {static_cast<QuotaBase>(bytes.below(3))};
        if (bytes.below(2)) quota.rank_by = "score";
        quota.at_least = bytes.below(3);
        quota.on_tie = static_cast<OnTie>(bytes.below(3));
        parts.quotas.push_back(quota);
    }
    return parts;
}

Tree tree(Bytes& bytes) {
    HistoryBuilder history{SchemeSeries::free()};
    const unsigned size = 1 + bytes.below(6);
    for (unsigned u = 0; u < size; ++u) {
        SpellRow row;
        row.id = "u" + std::to_string(u), row.name = "u", row.kind = "unit", row.since = Date(2000, 1, 1);
        if (u > 0) row.parent = "u" + std::to_string(bytes.below(u));
        history.add(row);
    }
    return history.build().at(Date(2020, 12, 31));
}

FactValue value(Bytes& bytes, const Fact& fact) {
    if (fact.na && bytes.below(4) == 0) return NotApplicable{};
    if (fact.type == FactType::level) return std::string(levels[bytes.below(4)]);
    if (fact.type == FactType::flag) return bytes.below(2) == 1;
    if (fact.type == FactType::decimal) return Decimal(static_cast<std::int64_t>(bytes.below(21)) * 5);
    return static_cast<std::int64_t>(bytes.below(12));
}

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    try {
        const RuleSet set(rules(bytes));
        const Tree town = tree(bytes);
        FactsBuilder builder(town, set.facts());
        std::optional<std::pair<Id, Fact>> open;
        for (std::size_t r = 0; r < town.size(); ++r)
            for (const Fact& fact : set.facts()) {
                if (bytes.below(4) == 0) open = {town.id(Row(r)), fact};
                else builder.set(town.id(Row(r)), fact.name, value(bytes, fact));
            }
        const Facts facts = builder.build();
        const Evaluation made = evaluate(town, {facts}, set);
        for (std::size_t r = 0; r < town.size(); ++r) {
            const Id id = town.id(Row(r));
            const Outcome found = made[id];
            require(!found.possible().empty());
            const GradeSet again = verify(explain(made, id));
            require(again.bits() == (found.grades().bits() | (found.may_be_ungraded() ? 0x80 : 0)));
        }
        if (open) {
            const Evaluation more = evaluate(town, {facts.with({{open->first, open->second.name, value(bytes, open->second)}})}, set);
            for (std::size_t p = 0; p < town.size(); ++p) require((more.possible()[p] & ~made.possible()[p]) == 0);
        }
    } catch (const Error& error) {
        require(!error.problems().empty());
    }
    return 0;
}
