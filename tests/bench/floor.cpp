// SPDX-License-Identifier: Apache-2.0
// The floor: what flat arrays and plain loops reach on this machine. One extern "C" function per step, called by ctypes.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "keys.hpp"

using namespace flat;

namespace {

constexpr i32 kGone = -2;

// ---------------------------------------------------------------- A: history, tree, roll-up

struct History {
    i32 units = 0;
    std::vector<i64> id;                          // by unit; units are numbered level by level, children of one parent together
    std::vector<i32> unit, parent, since, until;  // by spell, in unit order
    struct Event { i32 day, unit, parent; };
    std::vector<Event> events;  // by day: a unit begins, moves, or ends (parent kGone)
};

struct Tree {
    i64 size = 0;
    std::unique_ptr<i32[]> unit, parent, end;  // by position in preorder
};

// Adds every unit into its parent, leaves first, whatever the order of the rows; parent kNone = root.
void peel(i64 n, const i32* parent, i64* total) {
    std::vector<i32> open(static_cast<std::size_t>(n), 0);
    const auto ready = numbers(n + 1);
    for (i64 i = 0; i < n; ++i) if (parent[i] != kNone) ++open[parent[i]];
    i64 last = 0;
    for (i64 i = 0; i < n; ++i) { ready[last] = static_cast<i32>(i); last += open[i] == 0; }
    for (i64 k = 0; k < last; ++k) {
        const i32 i = ready[k], p = parent[i];
        if (p == kNone) continue;
        total[p] += total[i];
        if (--open[p] == 0) ready[last++] = p;
    }
}

// From raw columns to (row of a valid spell, total of its unit's subtree) for one date; nothing is kept.
template <class Column>
i64 one_shot(i64 spells, Column id, Column parent, const i32* since, const i32* until, i64 units, Column value_id, const i64* value, i32 date, i32* rows, i64* total) {
    struct Picked {
        using Key = typename Column::Key;
        Column column;
        const i32* rows;
        Key operator[](i64 k) const { return column[rows[k]]; }
    };
    i64 n = 0;
    for (i64 s = 0; s < spells; ++s) {
        rows[n] = static_cast<i32>(s);
        n += (since[s] <= date) & (date < until[s]);
    }
    const Index<typename Column::Key> index(units, value_id);  // the ids of the values name every unit once
    std::vector<i32> at(static_cast<std::size_t>(units), kNone);
    const auto found = numbers(n);
    index.rows(n, Picked{id, rows}, found.get());
    for (i64 k = 0; k < n; ++k) { at[found[k]] = static_cast<i32>(k); total[k] = value[found[k]]; }
    index.rows(n, Picked{parent, rows}, found.get());
    for (i64 k = 0; k < n; ++k) found[k] = found[k] == kNone ? kNone : at[found[k]];
    peel(n, found.get(), total);
    return n;
}

// The columns are taken once: ids to numbers, spells by unit, units level by level after their latest parents.
History* build(i64 spells, const i64* id, const i64* parent, const i32* since, const i32* until) {
    auto h = std::make_unique<History>();
    const auto unit = numbers(spells), up = numbers(spells);
    std::vector<i64> ids;
    Index<i64> index;
    index.number(spells, Ints{id}, unit.get(), ids);
    index.rows(spells, Ints{parent}, up.get());
    const auto n = static_cast<i64>(ids.size());

    struct Latest { i32 since, parent; };
    std::vector<Latest> latest(static_cast<std::size_t>(n), {INT32_MIN, kNone});
    std::vector<i32> start(static_cast<std::size_t>(n), 0);
    for (i64 s = 0; s < spells; ++s) {
        ++start[unit[s]];
        if (since[s] > latest[unit[s]].since) latest[unit[s]] = {since[s], up[s]};
    }
    std::vector<i32> first(static_cast<std::size_t>(n) + 2, 0);  // children of u: child[first[u]..first[u + 1]), roots in front
    for (i64 u = 0; u < n; ++u) ++first[latest[u].parent + 2];
    for (i64 u = 0; u <= n; ++u) first[u + 1] += first[u];
    const auto child = numbers(n), order = numbers(n), rank = numbers(n);
    for (i64 u = 0; u < n; ++u) child[first[latest[u].parent + 1]++] = static_cast<i32>(u);
    i64 last = 0;
    for (i32 c = 0; c < first[0]; ++c) order[last++] = child[c];
    for (i64 k = 0; k < last; ++k)
        for (i32 c = first[order[k]]; c < first[order[k] + 1]; ++c) order[last++] = child[c];
    for (i64 k = 0; k < n; ++k) rank[order[k]] = static_cast<i32>(k);

    h->units = static_cast<i32>(n);
    h->id.resize(static_cast<std::size_t>(n));
    i32 sum = 0;
    for (i64 k = 0; k < n; ++k) {
        h->id[k] = ids[order[k]];
        const i32 count = start[order[k]];
        start[order[k]] = sum;
        sum += count;
    }
    struct Row { i32 unit, parent, since, until; };
    const auto rows = std::make_unique_for_overwrite<Row[]>(static_cast<std::size_t>(spells));
    for (i64 s = 0; s < spells; ++s) rows[start[unit[s]]++] = {rank[unit[s]], up[s] == kNone ? kNone : rank[up[s]], since[s], until[s]};
    for (auto* column : {&h->unit, &h->parent, &h->since, &h->until}) column->resize(static_cast<std::size_t>(spells));
    for (i64 s = 0; s < spells; ++s) { h->unit[s] = rows[s].unit; h->parent[s] = rows[s].parent; h->since[s] = rows[s].since; h->until[s] = rows[s].until; }
    return h.release();
}

// The tree of one date, in preorder. Units are numbered level by level, so a forward pass meets parents first.
Tree* tree_at(const History& h, i32 date) {
    const auto spells = static_cast<i64>(h.unit.size());
    struct Valid { i32 unit, parent; };
    struct Place { i32 at, free; };
    const auto valid = std::make_unique_for_overwrite<Valid[]>(static_cast<std::size_t>(spells) + 1);
    const auto place = std::make_unique_for_overwrite<Place[]>(static_cast<std::size_t>(h.units));
    std::vector<i32> size(static_cast<std::size_t>(h.units), 1);
    i64 n = 0;
    for (i64 s = 0; s < spells; ++s) {
        valid[n] = {h.unit[s], h.parent[s]};
        n += (h.since[s] <= date) & (date < h.until[s]);
    }
    for (i64 k = n; k-- > 0;) if (valid[k].parent != kNone) size[valid[k].parent] += size[valid[k].unit];
    auto t = std::make_unique<Tree>(Tree{n, numbers(n), numbers(n), numbers(n)});
    i32 roots = 0;
    for (i64 k = 0; k < n; ++k) {
        const auto [u, p] = valid[k];
        i32& free = p == kNone ? roots : place[p].free;
        const i32 at = free;
        free += size[u];
        place[u] = {at, at + 1};
        t->unit[at] = u;
        t->end[at] = at + size[u];
        t->parent[at] = p == kNone ? kNone : place[p].at;
    }
    return t.release();
}

// Preorder: a subtree is [i, end), so its total is a difference of suffix sums; no unit waits for another.
void by_range(i64 n, const i32* end, const i64* value, i64* total, i64* suffix) {
    suffix[n] = 0;
    u64 sum = 0;
    for (i64 i = n; i-- > 0;) {
        sum += static_cast<u64>(value[i]);
        suffix[i] = static_cast<i64>(sum);
        total[i] = static_cast<i64>(sum - static_cast<u64>(suffix[end[i]]));
    }
}

}  // namespace

extern "C" {

// ---- the limit: read every byte once

u64 read_arrays(i64 count, const u64* const* arrays, const i64* bytes) {
    u64 sum = 0;
    for (i64 a = 0; a < count; ++a)
        for (i64 i = 0; i < bytes[a] / 8; ++i) sum += arrays[a][i];
    return sum;
}

void copy_bytes(char* to, const char* from, i64 bytes) { std::memcpy(to, from, static_cast<std::size_t>(bytes)); }

// ---- A

i64 asof_ids(i64 spells, const i64* id, const i64* parent, const i32* since, const i32* until, i64 units, const i64* value_id,
             const i64* value, i32 date, i32* rows, i64* total) {
    return one_shot(spells, Ints{id}, Ints{parent}, since, until, units, Ints{value_id}, value, date, rows, total);
}
i64 asof_strings(i64 spells, const i64* id, const char* id_bytes, const i64* parent, const char* parent_bytes, const i32* since,
                 const i32* until, i64 units, const i64* value_id, const char* value_bytes, const i64* value, i32 date, i32* rows, i64* total) {
    return one_shot(spells, Strings{id, id_bytes}, Strings{parent, parent_bytes}, since, until, units, Strings{value_id, value_bytes}, value, date, rows, total);
}

History* history_build(i64 spells, const i64* id, const i64* parent, const i32* since, const i32* until) { return build(spells, id, parent, since, until); }
void history_free(History* h) { delete h; }
i32 history_units(const History* h) { return h->units; }
void unit_ids(const History* h, i64* id) { std::copy(h->id.begin(), h->id.end(), id); }
i64 history_scan(const History* h, i32 date) {  // one pass over the spells' dates and nothing else
    i64 count = 0;
    for (std::size_t s = 0; s < h->since.size(); ++s) count += (h->since[s] <= date) & (date < h->until[s]);
    return count;
}
i64 history_scan_all(const History* h, i32 date) {  // the same, with the unit and parent of each
    i64 sum = 0;
    for (std::size_t s = 0; s < h->since.size(); ++s) sum += -((h->since[s] <= date) & (date < h->until[s])) & (h->unit[s] + h->parent[s]);
    return sum;
}

void history_events(History* h) {
    const std::size_t spells = h->unit.size();
    std::vector<i32> order(spells);
    for (std::size_t s = 0; s < spells; ++s) order[s] = static_cast<i32>(s);
    std::sort(order.begin(), order.end(), [&](i32 a, i32 b) { return h->unit[a] != h->unit[b] ? h->unit[a] < h->unit[b] : h->since[a] < h->since[b]; });
    h->events.clear();
    for (std::size_t k = 0; k < spells; ++k) {
        const i32 s = order[k];
        const i32 was = k > 0 && h->unit[order[k - 1]] == h->unit[s] && h->until[order[k - 1]] == h->since[s] ? h->parent[order[k - 1]] : kGone;
        if (was != h->parent[s]) h->events.push_back({h->since[s], h->unit[s], h->parent[s]});
        const bool more = k + 1 < spells && h->unit[order[k + 1]] == h->unit[s] && h->since[order[k + 1]] == h->until[s];
        if (!more && h->until[s] != INT32_MAX) h->events.push_back({h->until[s], h->unit[s], kGone});
    }
    std::sort(h->events.begin(), h->events.end(), [](auto a, auto b) { return a.day < b.day; });
}

// Totals on each date by differences: a unit that begins, moves or ends changes its ancestors, and nothing else is touched.
// Own values are by unit and do not change; total is left as of the last date, sums holds the root's on each date.
void rollup_series(const History* h, const i64* own, i64 dates, const i32* date, i64* total, i32* parent, i64* sums) {
    std::fill_n(parent, h->units, kGone);
    std::copy_n(own, h->units, total);
    const auto shift = [&](i32 from, i64 by) {
        for (i32 p = from; p >= 0; p = parent[p]) total[p] += by;
    };
    auto e = h->events.begin();
    for (i64 d = 0; d < dates; ++d) {
        for (; e != h->events.end() && e->day <= date[d]; ++e) {
            shift(parent[e->unit], -total[e->unit]);
            parent[e->unit] = e->parent;
            shift(e->parent, total[e->unit]);
        }
        sums[d] = total[0];  // unit 0 is the root
    }
}

// The same by making each date's tree.
void rollup_trees(const History* h, const i64* own, i64 dates, const i32* date, i64* total, i64* sums) {
    std::vector<i64> value, suffix;
    for (i64 d = 0; d < dates; ++d) {
        const std::unique_ptr<Tree> t(tree_at(*h, date[d]));
        value.resize(static_cast<std::size_t>(t->size));
        suffix.resize(static_cast<std::size_t>(t->size) + 1);
        for (i64 k = 0; k < t->size; ++k) value[k] = own[t->unit[k]];
        by_range(t->size, t->end.get(), value.data(), value.data(), suffix.data());
        for (i64 k = 0; k < t->size; ++k) total[t->unit[k]] = value[k];
        sums[d] = value[0];
    }
}

Tree* tree_new(const History* h, i32 date) { return tree_at(*h, date); }
void tree_free(Tree* t) { delete t; }
i64 tree_size(const Tree* t) { return t->size; }
void tree_read(const History* h, const Tree* t, i64* id, i32* parent, i32* end) {
    for (i64 k = 0; k < t->size; ++k) id[k] = h->id[t->unit[k]];
    std::copy_n(t->parent.get(), t->size, parent);
    std::copy_n(t->end.get(), t->size, end);
}

void rollup_range(i64 n, const i32* end, const i64* value, i64* total, i64* suffix) { by_range(n, end, value, total, suffix); }

// Preorder: parents stand before their children, so one backward pass adds every unit into its parent.
void rollup_parent(i64 n, const i32* parent, const i64* value, i64* total) {
    std::memcpy(total, value, static_cast<std::size_t>(n) * 8);
    for (i64 i = n - 1; i > 0; --i) total[parent[i]] += total[i];
}

// ---- an index of ids

void* ids_new(i64 n, const i64* ids) { return new Index<i64>(n, Ints{ids}); }
void ids_free(void* index) { delete static_cast<Index<i64>*>(index); }
// ---- C: grades 0 not completed, 1 completed, 2 good, 3 excellent, as a pair low..high

struct Facts { const i8* level[5]; const i32* done; const i32* assigned; const u8* disciplined; const i32* score; };

// Facts and parents in preorder. tie marks the units level with the last place of their parent's quota.
void evaluate(i64 n, const i32* parent, const Facts* facts, i8* low, i8* high, i8* tie) {
    struct Children { u64 all_good, high_top; };  // two counts a word: all and certainly good; possibly good and excellent
    const auto count = static_cast<std::size_t>(n);
    const Facts f = *facts;
    // What a unit's own facts allow, share of children aside: bits excellent 4, good 2, completed 1, high's above low's.
    // low and high start as the grades of units without children.
    // As unsigned bytes a missing -1 is 255 and passes every test; with one added it is 0 and passes none.
    const auto own = std::make_unique_for_overwrite<u8[]>(count);
    for (i64 from = 0; from < n; from += 4096) {
        const i64 size = std::min<i64>(4096, n - from);
        u8 tasks[4096];
        for (i64 i = 0; i < size; ++i) {
            const i64 done = i64{f.done[from + i]} * 100, assigned = f.assigned[from + i];
            const int half = done >= assigned * 50, much = done >= assigned * 80, most = done >= assigned * 90;
            tasks[i] = static_cast<u8>((half | much << 1 | most << 2) & (int{f.disciplined[from + i]} - 1));
        }
        const auto column = [&](int c) { return reinterpret_cast<const u8*>(f.level[c]) + from; };
        const u8 *c0 = column(0), *c1 = column(1), *c2 = column(2), *c3 = column(3), *c4 = column(4);
        u8 bits[2][4096];  // low, high
        for (const u8 add : {u8{1}, u8{0}}) {
            u8* out = bits[1 - add];
            for (i64 i = 0; i < size; ++i) {
                const u8 key = std::min(static_cast<u8>(c0[i] + add), static_cast<u8>(c1[i] + add));
                const u8 rest = std::min(std::min(static_cast<u8>(c2[i] + add), static_cast<u8>(c3[i] + add)), static_cast<u8>(c4[i] + add));
                const u8 top = (key >= 3 + add ? 4 : 0) & (rest >= 2 + add ? 4 : 0);
                const u8 mid = (key >= 2 + add ? 2 : 0) & (rest >= 1 + add ? 2 : 0);
                const u8 end = (key >= 1 + add ? 1 : 0) & (rest >= 1 + add ? 1 : 0);
                out[i] = (top | mid | end) & tasks[i];
            }
        }
        for (i64 i = 0; i < size; ++i) own[from + i] = static_cast<u8>(bits[0][i] | bits[1][i] << 4);
        for (i64 i = 0; i < size; ++i) low[from + i] = static_cast<i8>(bits[0][i] >= 4 ? 3 : bits[0][i] >= 2 ? 2 : bits[0][i]);
        for (i64 i = 0; i < size; ++i) high[from + i] = static_cast<i8>(bits[1][i] >= 4 ? 3 : bits[1][i] >= 2 ? 2 : bits[1][i]);
    }
    // Children stand behind their parent, so a backward pass has graded them all.
    const auto below = std::make_unique<Children[]>(count);
    const auto good_low = [&](i64 p) { return below[p].all_good >> 32; };
    const auto excellent = [&](i64 p) { return below[p].high_top >> 32; };
    static constexpr i8 best[8] = {0, 1, 2, 2, 3, 3, 3, 3};
    for (i64 i = n; i-- > 0;) {
        const Children c = below[i];
        if (const u64 all = c.all_good & 0xFFFFFFFF; all > 0) {
            const auto mask = [&](u64 good) { return (good * 5 >= all * 4) << 2 | (good * 2 >= all) << 1 | 1; };
            low[i] = best[own[i] & mask(c.all_good >> 32)];
            high[i] = best[own[i] >> 4 & mask(c.high_top & 0xFFFFFFFF)];
        }
        if (i > 0) {
            below[parent[i]].all_good += 1 | u64{low[i] >= 2} << 32;
            below[parent[i]].high_top += u64{high[i] >= 2} | u64{low[i] == 3} << 32;
        }
    }
    // Quota: at most a fifth of the children that are certainly good or better, by score. Rivals are gathered by parent.
    std::memset(tie, 0, count);
    const auto next_free = numbers(n), top = numbers(n + 1);
    i64 total = 0, tops = 0;
    for (i64 p = 0; p < n; ++p) { next_free[p] = static_cast<i32>(total); total += excellent(p) > good_low(p) / 5 ? static_cast<i64>(excellent(p)) : 0; }
    for (i64 i = 1; i < n; ++i) { top[tops] = static_cast<i32>(i); tops += low[i] == 3; }
    struct Rival { i32 score, unit; };
    const auto rivals = std::make_unique_for_overwrite<Rival[]>(static_cast<std::size_t>(total));
    for (i64 k = 0; k < tops; ++k)
        if (const i32 p = parent[top[k]]; excellent(p) > good_low(p) / 5) rivals[next_free[p]++] = {f.score[top[k]], top[k]};
    for (i64 p = 0; p < n; ++p) {
        const auto limit = static_cast<i64>(good_low(p) / 5), many = static_cast<i64>(excellent(p));
        if (many <= limit) continue;
        Rival *end = rivals.get() + next_free[p], *begin = end - many;
        if (limit == 0) {
            for (const Rival* r = begin; r != end; ++r) low[r->unit] = high[r->unit] = 2;
        } else if (many <= 24) {
            for (const Rival* r = begin; r != end; ++r) {
                i64 better = 0, level = 0;
                for (const Rival* o = begin; o != end; ++o) { better += o->score > r->score; level += o->score >= r->score; }
                const bool out = better >= limit, over = level > limit;
                low[r->unit] = over ? 2 : 3;
                high[r->unit] = out ? 2 : 3;
                tie[r->unit] = over & !out;
            }
        } else {
            std::nth_element(begin, begin + limit, end, [](Rival a, Rival b) { return a.score > b.score; });
            const i32 next = begin[limit].score;  // the best score outside
            const i32 last = std::min_element(begin, begin + limit, [](Rival a, Rival b) { return a.score < b.score; })->score;
            for (const Rival* r = begin; r != end; ++r) {
                if (r->score > next) continue;
                low[r->unit] = 2;
                if (r->score == next && last == next) tie[r->unit] = 1; else high[r->unit] = 2;
            }
        }
    }
}

// The same with facts in any order: `index` knows the position of each id. Column by column, so each stays in the cache.
void evaluate_keyed(i64 n, const i32* parent, const void* index, const i64* id, const Facts* facts, i8* low, i8* high, i8* tie) {
    const auto at = numbers(n), row = numbers(n);
    static_cast<const Index<i64>*>(index)->rows(n, Ints{id}, at.get());
    for (i64 i = 0; i < n; ++i) row[at[i]] = static_cast<i32>(i);
    const auto bytes = std::make_unique_for_overwrite<i8[]>(6 * static_cast<std::size_t>(n));
    const auto words = numbers(3 * n);
    const auto aligned = [&](auto* to, const auto* from) { for (i64 k = 0; k < n; ++k) to[k] = from[row[k]]; return to; };
    Facts f{};
    for (int c = 0; c < 5; ++c) f.level[c] = aligned(bytes.get() + c * n, facts->level[c]);
    f.disciplined = reinterpret_cast<const u8*>(aligned(bytes.get() + 5 * n, reinterpret_cast<const i8*>(facts->disciplined)));
    f.done = aligned(words.get(), facts->done);
    f.assigned = aligned(words.get() + n, facts->assigned);
    f.score = aligned(words.get() + 2 * n, facts->score);
    evaluate(n, parent, &f, low, high, tie);
}

}  // extern "C"
