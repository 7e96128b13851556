// SPDX-License-Identifier: Apache-2.0
// The library's C++ as Python calls the floor: a nation evaluated by the rules of grade_peers.py, and the reasons of its units.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/explain.hpp>
#include <myhao/rules/fact_columns.hpp>

namespace {

using namespace myhao;
using i32 = std::int32_t;
using i64 = std::int64_t;

const std::vector<std::string> levels = {"excellent", "good", "average", "poor"};

/// Texts one behind another, and where they begin.
struct Texts {
    std::string bytes;
    std::vector<i64> offsets{0};

    explicit Texts(const std::vector<std::string>& all) {
        for (const std::string& one : all) bytes += one, offsets.push_back(static_cast<i64>(bytes.size()));
    }
};

Clause clause(const char* grade, const char* key, const char* rest, const char* tasks, const char* below) {
    std::vector<Condition> all;
    for (int i = 0; i < 5; ++i) all.push_back(fact("c" + std::to_string(i)).at_least(i < 2 ? key : rest));
    all.push_back(fact("disciplined").is_false());
    all.push_back(ratio("done", "assigned").at_least(tasks));
    if (below != nullptr) all.push_back(subordinates.share(outcome.at_least("good")).at_least(below));
    return {.id = grade, .condition = all_of(all)};
}

RuleSet rules() {
    RuleSetParts parts;
    parts.id = "bench", parts.since_year = 2020;
    std::vector<Grade> grades;
    for (const char* code : {"excellent", "good", "completed", "not_completed"}) grades.push_back({code, {}});
    parts.scale = Scale("bench", {}, grades);
    for (int i = 0; i < 5; ++i) parts.facts.push_back({.name = "c" + std::to_string(i), .type = FactType::level, .values = levels});
    for (const char* count : {"done", "assigned", "score"}) parts.facts.push_back({.name = count, .type = FactType::count});
    parts.facts.push_back({.name = "disciplined", .type = FactType::flag});
    parts.grades = {clause("excellent", "excellent", "good", "90%", "80%"), clause("good", "good", "average", "80%", "50%"), clause("completed", "average", "average", "50%", nullptr)};
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_or_better}, .rank_by = "score"}};
    return RuleSet(parts);
}

}  // namespace

extern "C" {

/// A parent of -1 is none; `depth`: of each unit, its kind; `code`: five columns of levels one behind another, 0 the best, -1 missing.
Evaluation* evaluation_new(i64 units, const i64* id, const i64* parent, const i32* depth, const i32* code, const i64* done, const i64* assigned, const std::uint8_t* disciplined, const i64* score) {
    const auto n = static_cast<std::size_t>(units);
    const std::vector<std::string> names = {"country", "province", "district", "grassroots", "cell"};
    std::vector<Kind> kinds;
    for (std::size_t i = 0; i < names.size(); ++i) kinds.push_back({names[i], static_cast<int>(i), i == 0 ? std::vector<std::string>{} : std::vector<std::string>{names[i - 1]}, true, {}});
    const Texts kind(names), level(levels);
    std::vector<std::uint8_t> valid(n);
    for (std::size_t i = 0; i < n; ++i) valid[i] = parent[i] != -1;
    const std::vector<i32> since(n, Date(2010, 1, 1).days()), until(n, no_day);
    HistoryColumns columns;
    columns.id.numbers = {id, n}, columns.parent.numbers = {parent, n}, columns.parent.valid = valid;
    columns.kind.bytes = kind.bytes, columns.kind.offsets = kind.offsets, columns.kind.codes = {depth, n}, columns.name = columns.kind;
    columns.since = since, columns.until = until;
    FactTable table;
    table.id = columns.id;
    for (std::size_t c = 0; c < 5; ++c) table.columns.push_back({"c" + std::to_string(c), TextColumn{level.bytes, level.offsets, {code + c * n, n}, {}}});
    table.columns.push_back({"done", std::span(done, n)});
    table.columns.push_back({"assigned", std::span(assigned, n)});
    table.columns.push_back({"score", std::span(score, n)});
    table.columns.push_back({"disciplined", FlagColumn{{disciplined, n}}});
    try {
        const Tree tree = History::from_columns(columns, {}, SchemeSeries({{Scheme("nation", kinds), Period(Date(Date::first_days), std::nullopt)}})).at(Date(2020, 12, 31));
        const RuleSet set = rules();
        return new Evaluation(evaluate(tree, {facts_from_table(tree, table, set.facts(), Subject::organization, set.scale())}, RuleBook({set}, 2020)));
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return nullptr;
    }
}
void evaluation_free(Evaluation* e) { delete e; }

/// How many of these units' outcomes are decided, by their reasons.
i64 explain_all(const Evaluation* e, i64 units, const i64* id) {
    i64 decided = 0;
    for (i64 i = 0; i < units; ++i) decided += explain(*e, Id(id[i])).outcome.decided();
    return decided;
}
/// The same with each reason put into words: the number of clauses.
i64 explain_in_words(const Evaluation* e, i64 units, const i64* id) {
    i64 clauses = 0;
    for (i64 i = 0; i < units; ++i) clauses += static_cast<i64>(explain(*e, Id(id[i])).cases().front().clauses.size());
    return clauses;
}
/// How many outcomes differ from what their reasons come to when they are recomputed.
i64 replay(const Evaluation* e, i64 units, const i64* id) {
    i64 differ = 0;
    for (i64 i = 0; i < units; ++i) differ += verify(explain(*e, Id(id[i]))).bits() != e->possible()[e->position(Subject::organization, Id(id[i]))];
    return differ;
}

}  // extern "C"
