// SPDX-License-Identifier: Apache-2.0
// The library's C++ as Python calls the floor: many dates of one history, by differences or a tree for each.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <myhao/org/history.hpp>
#include <myhao/org/rollup.hpp>
#include <myhao/org/sweep.hpp>
#include <myhao/org/tree.hpp>

namespace {

using namespace myhao;
using i32 = std::int32_t;
using i64 = std::int64_t;
using u64 = std::uint64_t;

constexpr i32 kOpen = INT32_MAX;

SchemeSeries nation() {
    const std::vector<std::string> names = {"country", "province", "district", "grassroots", "cell"};
    std::vector<Kind> kinds;
    for (std::size_t i = 0; i < names.size(); ++i)
        kinds.push_back({names[i], static_cast<int>(i), i == 0 ? std::vector<std::string>{} : std::vector<std::string>{names[i - 1]}, true, {}});
    return SchemeSeries({{Scheme("nation", kinds), Period(Date(Date::first_days), std::nullopt)}});
}

/// Of a unit and its total, so that sums of it over all units tell sets of totals apart.
u64 mixed(std::uint32_t unit, i64 total) { return (static_cast<u64>(total) * 0x9E3779B97F4A7C15u + 1) * (2 * u64{unit} + 1); }

i64 root_total(const Tree& tree, const Rollup& sums) {
    i64 total = 0;
    for (const Row root : tree.roots()) total += sums[root];
    return total;
}

template <class PerDate>
void each_tree(const History& h, const i64* own, i64 dates, const i32* date, PerDate&& work) {
    std::vector<i64> value;
    for (i64 d = 0; d < dates; ++d) {
        const Tree tree = h.at(Date(date[d]));
        const auto units = tree.unit_column();
        value.resize(units.size());
        for (std::size_t r = 0; r < units.size(); ++r) value[r] = own[units[r]];
        work(d, tree, rollup(tree, value));
    }
}

}  // namespace

extern "C" {

/// Ids are numbers, a parent of -1 is none; levels are those of the kinds. Null where it is refused.
History* history_new(i64 spells, const i64* id, const i64* parent, const i32* level, const i32* since, const i32* until) {
    const auto n = static_cast<std::size_t>(spells);
    std::vector<std::uint8_t> valid(n);
    std::vector<i32> end(n);
    std::string bytes;
    std::vector<i64> offsets{0};
    const SchemeSeries schemes = nation();
    for (const Kind& kind : schemes.editions()[0].scheme.kinds()) bytes += kind.name, offsets.push_back(static_cast<i64>(bytes.size()));
    for (std::size_t s = 0; s < n; ++s) valid[s] = parent[s] != -1, end[s] = until[s] == kOpen ? no_day : until[s];
    HistoryColumns columns;
    columns.id.numbers = {id, n};
    columns.parent.numbers = {parent, n}, columns.parent.valid = valid;
    columns.kind.bytes = bytes, columns.kind.offsets = offsets, columns.kind.codes = {level, n};
    columns.since = {since, n}, columns.until = end;
    try {
        return new History(History::from_columns(columns, {}, schemes));
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return nullptr;
    }
}
void history_free(History* h) { delete h; }

/// Values given by id, in the order of the history's units.
void values_by_unit(const History* h, i64 n, const i64* id, const i64* value, i64* out) {
    for (i64 i = 0; i < n; ++i) out[h->unit(Id(id[i])).at()] = value[i];
}

void sweep(const History* h, const i64* own, i64 dates, const i32* date, i64* sums) {
    Sweep cursor(*h, {own, h->size()});
    const Tree last = h->at(Date(date[dates - 1]));
    std::vector<UnitNo> roots;
    for (const Row root : last.roots()) roots.push_back(last.unit(root));
    for (i64 d = 0; d < dates; ++d) {
        cursor.advance(Date(date[d]));
        sums[d] = 0;
        for (const UnitNo root : roots) sums[d] += cursor.stands(root) ? cursor.total(root) : 0;
    }
}
void trees(const History* h, const i64* own, i64 dates, const i32* date, i64* sums) {
    each_tree(*h, own, dates, date, [&](i64 d, const Tree& tree, const Rollup& totals) { sums[d] = root_total(tree, totals); });
}

/// One number for each date, of the totals of all units that stand.
void sweep_digests(const History* h, const i64* own, i64 dates, const i32* date, i64* out) {
    Sweep cursor(*h, {own, h->size()});
    for (i64 d = 0; d < dates; ++d) {
        cursor.advance(Date(date[d]));
        u64 sum = 0;
        for (std::uint32_t u = 0; u < h->size(); ++u)
            if (cursor.stands(UnitNo(u))) sum += mixed(u, cursor.total(UnitNo(u)));
        out[d] = static_cast<i64>(sum);
    }
}
void trees_digests(const History* h, const i64* own, i64 dates, const i32* date, i64* out) {
    each_tree(*h, own, dates, date, [&](i64 d, const Tree& tree, const Rollup& totals) {
        u64 sum = 0;
        for (std::size_t r = 0; r < tree.size(); ++r) {
            const Row row(static_cast<std::uint32_t>(r));
            sum += mixed(tree.unit(row).value(), totals[row]);
        }
        out[d] = static_cast<i64>(sum);
    });
}

}  // extern "C"
