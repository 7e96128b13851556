// SPDX-License-Identifier: Apache-2.0
// A made-up country (dữ liệu giả định) of any size, for tests and measurements: units in five levels, their facts, and members as flat
// columns. Nothing in it is real: not the shape, not the numbers; units and members are whole numbers without names.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/data/synthetic_plan.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/scheme.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/regulations/vocabulary.hpp>
#include <myhao/rules/fact_columns.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

/// A row for each member, in no particular order.
struct SyntheticMembers {
    std::vector<std::int64_t> id;
    std::vector<std::int64_t> unit;       // the id of the cell
    std::vector<std::int8_t> grade;       // position in the scale of 2018, best first; -1: not graded
    std::vector<std::int32_t> admitted;   // the day of official membership, days since 1970
};

struct SyntheticNation {
    History history;
    Tree tree;  // on the last day of 2020
    Facts facts;
    SyntheticMembers members;
    Origin origin = Origin::synthetic;
};

namespace detail {

/// Draws the units of a country level by level, and writes them down as columns.
class NationWriter {
public:
    NationWriter(std::int64_t unit_count, std::int64_t member_count, std::uint64_t seed) : stream_(seed), units_(unit_count), members_(member_count) {}

    [[nodiscard]] SyntheticNation write() {
        draw_units();
        History history = make_history();
        Tree tree = history.at(Date(2020, 12, 31));
        Facts facts = draw_facts(tree);
        return {std::move(history), tree, std::move(facts), draw_members()};
    }

private:
    static constexpr std::array kinds{"central", "province", "district", "grassroots_committee", "cell"};

    /// One unit in 5,000 is a province, one in 450 a district, one in seven a grassroots committee; the rest are cells.
    void draw_units() {
        const std::int64_t provinces = std::max<std::int64_t>(1, units_ / 5000), districts = std::max<std::int64_t>(1, units_ / 450), committees = std::max<std::int64_t>(1, units_ / 7);
        const std::array<std::int64_t, 5> sizes{1, provinces, districts, committees, units_ - 1 - provinces - districts - committees};
        std::int64_t above = 0, first = 0;
        for (std::size_t level = 0; level < sizes.size(); ++level) {
            for (std::int64_t k = 0; k < sizes[level]; ++k) {
                // The smaller of two draws: some have many units under them, some few or none.
                const std::int64_t at = level == 0 ? 0 : above + std::min(stream_.between(0, first - above - 1), stream_.between(0, first - above - 1));
                parent_.push_back(level == 0 ? 0 : at), level_.push_back(static_cast<std::int32_t>(level));
            }
            above = first, first += sizes[level];
        }
        first_cell_ = units_ - sizes[4];
        // Ids are 1..n in an order that says nothing of the tree.
        id_.resize(static_cast<std::size_t>(units_));
        for (std::size_t i = 0; i < id_.size(); ++i) id_[i] = static_cast<std::int64_t>(i) + 1;
        stream_.shuffle(id_);
    }

    [[nodiscard]] History make_history() {
        const std::size_t n = id_.size();
        std::vector<std::int64_t> parent(n), offsets(1, 0);
        std::vector<std::uint8_t> valid(n, 1);
        valid[0] = 0;
        for (std::size_t i = 1; i < n; ++i) parent[i] = id_[static_cast<std::size_t>(parent_[i])];
        std::string words;
        for (const char* kind : kinds) words += kind, offsets.push_back(static_cast<std::int64_t>(words.size()));
        const std::vector<std::int32_t> since(n, Date(2010, 1, 1).days());
        // Of one edition only: a made-up country has no reform before it or after it.
        HistoryColumns columns;
        columns.id.numbers = id_, columns.parent.numbers = parent, columns.parent.valid = valid;
        columns.kind = {words, offsets, level_, {}};
        columns.since = since;
        return History::from_columns(columns, {}, SchemeSeries(SchemeSeries::cpv().on(Date(2020, 12, 31))->scheme));
    }

    [[nodiscard]] Facts draw_facts(const Tree& tree) {
        const std::size_t n = id_.size();
        std::vector<std::int32_t> results(n), others(n);
        std::vector<std::int64_t> met(n), assigned(n), months(n, 131), score(n);
        std::vector<std::uint8_t> disciplined(n), no(n, 0);
        for (std::size_t i = 0; i < n; ++i) {
            // A quarter excellent, three in five good, the rest average, a few poor.
            const std::int64_t draw = stream_.between(0, 99);
            const std::int32_t level = draw < 25 ? 0 : draw < 85 ? 1 : draw < 98 ? 2 : 3;
            results[i] = level;
            others[i] = stream_.one_in(5) ? std::min(level + 1, 3) : std::max(level, 1);
            assigned[i] = stream_.between(10, 30);
            met[i] = level <= 1 ? assigned[i] - (level == 1 && stream_.one_in(3)) : assigned[i] * (level == 2 ? 8 : 4) / 10;
            disciplined[i] = stream_.one_in(100);
            score[i] = std::max<std::int64_t>(0, 95 - 15 * level + stream_.between(-5, 5));
        }
        std::string words;
        std::vector<std::int64_t> offsets(1, 0);
        for (const char* level : {"excellent", "good", "average", "poor"}) words += level, offsets.push_back(static_cast<std::int64_t>(words.size()));
        const auto whole = [](const std::vector<std::int64_t>& v) { return std::span<const std::int64_t>(v); };
        FactTable table;
        table.id.numbers = id_;
        table.origin = Origin::synthetic;
        table.columns = {{"results", TextColumn{words, offsets, results, {}}}, {"others", TextColumn{words, offsets, others, {}}}, {"targets_met", whole(met)}, {"targets_assigned", whole(assigned)},
                         {"months_since_establishment", whole(months)},        {"score", whole(score)},                            {"disciplined", FlagColumn{disciplined}}};
        for (const char* flag : {"key_targets_missed", "discipline_remedied", "unity_lost", "member_degraded", "corruption_disciplined"}) table.columns.push_back({flag, FlagColumn{no}});
        const std::vector<std::uint8_t> yes(n, 1);
        for (const char* body : {"government_grade.na", "front_grade.na", "mass_organizations_grade.na", "government_at_lowest.na"}) table.columns.push_back({body, FlagColumn{yes}});
        return facts_from_table(tree, table, regulations::vocabulary(Subject::organization));
    }

    [[nodiscard]] SyntheticMembers draw_members() {
        const auto n = static_cast<std::size_t>(members_);
        SyntheticMembers made;
        made.id.resize(n), made.unit.resize(n), made.grade.resize(n), made.admitted.resize(n);
        const std::int64_t cells = units_ - first_cell_;
        const std::int32_t last = Date(2020, 12, 31).days(), years_60 = 60 * 365;
        for (std::size_t i = 0; i < n; ++i) {
            made.id[i] = static_cast<std::int64_t>(i) + 1;
            made.unit[i] = id_[static_cast<std::size_t>(first_cell_ + stream_.between(0, cells - 1))];
            const std::int64_t draw = stream_.between(0, 99);
            made.grade[i] = static_cast<std::int8_t>(draw < 15 ? 0 : draw < 80 ? 1 : draw < 92 ? 2 : draw < 93 ? 3 : -1);
            made.admitted[i] = last - static_cast<std::int32_t>(stream_.between(0, years_60));
        }
        return made;
    }

    Stream stream_;
    std::int64_t units_, members_, first_cell_ = 0;
    std::vector<std::int64_t> id_, parent_;
    std::vector<std::int32_t> level_;
};

}  // namespace detail

/// So many units in five levels on the last day of 2020 (at least 20), with facts by the shared vocabulary, and so many members in its cells. The same
/// numbers and seed give the same country on every platform. Throws InvalidFacts where there are too few units, or members fewer than none.
[[nodiscard]] inline SyntheticNation synthetic_nation(std::int64_t unit_count = 330'000, std::int64_t member_count = 5'600'000, std::uint64_t seed = 0) {
    Findings problems;
    if (unit_count < 20 || unit_count > 100'000'000) problems.add(InvalidFacts::at("units", "a made-up country has five levels of units", std::to_string(unit_count), "20 to 100,000,000").problems());
    if (member_count < 0 || member_count > 1'000'000'000) problems.add(InvalidFacts::at("members", "not a number of members", std::to_string(member_count), "0 to 1,000,000,000").problems());
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    return detail::NationWriter(unit_count, member_count, seed).write();
}

}  // namespace myhao::inline v0
