// SPDX-License-Identifier: Apache-2.0
// Tables of members, in place: counted by unit and by a value of theirs, and by the badge that is due.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <myhao/base/fold.hpp>
#include <myhao/members/badge_columns.hpp>
#include <myhao/members/member_counts.hpp>
#include <myhao/regulations/badges.hpp>

#include "arrays.hpp"
#include "cells.hpp"
#include "raw_columns.hpp"

namespace myhao_python {

/// A table of numbers, read-only, of `width` columns.
inline py::array read_only_table(myhao::detail::RawVector<std::int32_t>&& values, std::size_t width) {
    using Held = myhao::detail::RawVector<std::int32_t>;
    auto held = std::make_unique<Held>(std::move(values));
    const std::int32_t* const data = held->data();
    const auto rows = static_cast<py::ssize_t>(width == 0 ? 0 : held->size() / width), columns = static_cast<py::ssize_t>(width);
    const py::capsule owner(held.release(), [](void* p) { delete static_cast<Held*>(p); });
    py::array_t<std::int32_t> out({rows, columns}, data, owner);
    out.attr("flags").attr("writeable") = false;
    return out;
}

/// The value of each member as its place in `names`, -1 where it is missing; in place where it came so.
struct MemberCodes {
    const std::int8_t* data = nullptr;
    std::size_t size = 0;
    std::vector<std::int8_t> own{};
    std::vector<std::string> names{};
};

namespace detail {

/// Names of values, found or given, and their places.
class ValueNames {
public:
    explicit ValueNames(const std::optional<std::vector<std::string>>& given) : fixed_(given.has_value()) {
        if (given)
            for (const std::string& name : *given) place_.emplace(name, static_cast<std::int8_t>(names_.size())), names_.push_back(name);
        if (names_.size() > myhao::MemberCounter::most_values) too_many();
    }
    [[nodiscard]] bool fixed() const noexcept { return fixed_; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    /// A value that is none of those given is a problem, once.
    std::int8_t place(std::string_view name, std::size_t row) {
        if (const auto found = place_.find(name); found != place_.end()) return found->second;
        if (fixed_) {
            problems_.add(myhao::InvalidFacts::at("members, row " + std::to_string(row), "no such value" + myhao::suggestion(name, names_), "'" + std::string(name.substr(0, 60)) + "'", listed()).problems()[0]);
            place_.emplace(name, std::int8_t{-1});
            return -1;
        }
        if (names_.size() == myhao::MemberCounter::most_values) too_many();
        place_.emplace(name, static_cast<std::int8_t>(names_.size()));
        names_.emplace_back(name);
        return static_cast<std::int8_t>(names_.size() - 1);
    }
    void problem(std::size_t row, const std::string& found) {
        problems_.add(myhao::InvalidFacts::at("members, row " + std::to_string(row), "no such value", found, "a place from 0 to " + std::to_string(static_cast<std::int64_t>(names_.size()) - 1) + ", or below 0 where it is missing").problems()[0]);
    }
    void check() {
        if (!problems_.empty()) throw myhao::InvalidFacts(std::move(problems_));
    }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

private:
    [[noreturn]] static void too_many() { throw myhao::InvalidFacts::at("by", "members are counted by at most " + std::to_string(myhao::MemberCounter::most_values) + " values", "more"); }
    [[nodiscard]] std::string listed() const {
        std::string out;
        for (const std::string& name : names_) out += (out.empty() ? "" : ", ") + name;
        return out;
    }
    bool fixed_;
    std::vector<std::string> names_;
    std::map<std::string, std::int8_t, std::less<>> place_;
    myhao::Findings problems_;
};

/// In the order of their names, where nobody gave one.
inline void in_order_of_names(MemberCodes& codes, bool numbers) {
    std::vector<std::size_t> order(codes.names.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        const std::string &x = codes.names[a], &y = codes.names[b];
        return numbers && x.size() != y.size() ? x.size() < y.size() : x < y;
    });
    std::vector<std::int8_t> to(order.size());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < order.size(); ++i) to[order[i]] = static_cast<std::int8_t>(i), names.push_back(codes.names[order[i]]);
    for (std::int8_t& code : codes.own)
        if (code >= 0) code = to[static_cast<std::size_t>(code)];
    codes.names = std::move(names);
}

/// Texts of a dictionary, as places of values.
inline std::vector<std::int8_t> entry_places(const myhao::TextColumn& entries, ValueNames& names) {
    std::vector<std::int8_t> out(entries.size(), -1);
    for (std::size_t e = 0; e < out.size(); ++e)
        if (!entries.is_null(e)) out[e] = names.place(entries[e], e);
    return out;
}

/// Codes of a byte each, copied, with -1 for nulls and numbers below 0; false where one is no place of a value.
inline bool copied_codes(const RawPiece& piece, std::int8_t* to, std::size_t values) {
    std::memcpy(to, piece.data, piece.size);
    const std::size_t n = piece.size, whole = piece.first_bit % 8 == 0 ? n / 8 : 0;
    if (piece.bits != nullptr) {
        const std::uint8_t* const bits = piece.bits + piece.first_bit / 8;
        for (std::size_t k = 0; k < whole; ++k)
            for (std::size_t j = 0; bits[k] != 0xFF && j < 8; ++j)
                if ((bits[k] >> j & 1) == 0) to[8 * k + j] = -1;
        for (std::size_t i = 8 * whole; i < n; ++i)
            if (piece.is_null(i)) to[i] = -1;
    }
    std::int8_t most = -1;
    for (std::size_t i = 0; i < n; ++i) to[i] = std::max<std::int8_t>(to[i], -1), most = std::max(most, to[i]);
    return most < static_cast<int>(values);
}

inline void append_whole_codes(const RawPiece& piece, MemberCodes& codes, ValueNames& names) {
    const std::size_t from = codes.own.size();
    codes.own.resize(from + piece.size);
    std::int8_t* const to = codes.own.data() + from;
    if (piece.type == 'c' && names.fixed() && copied_codes(piece, to, names.size())) return;
    with_whole(piece.type, piece.data, [&](const auto* p) {
        const auto limit = static_cast<std::int64_t>(names.size());
        std::int64_t last = -1;  // runs of equal values are common
        std::int8_t last_place = -1;
        for (std::size_t i = 0; i < piece.size; ++i) {
            const auto value = static_cast<std::int64_t>(p[i]);
            if (value < 0 || piece.is_null(i)) to[i] = -1;
            else if (names.fixed() && value < limit) to[i] = static_cast<std::int8_t>(value);
            else if (names.fixed()) to[i] = -1, names.problem(from + i, std::to_string(value));
            else to[i] = value == last ? last_place : (last = value, last_place = names.place(std::to_string(value), from + i));
        }
    });
}

/// Whether the codes can be read where they lie: of a byte each, none null, each a place of a value or -1.
inline bool in_place(const RawColumn& raw, std::size_t values, MemberCodes& codes) {
    if (raw.pieces().size() != 1 || raw.pieces()[0].type != 'c' || raw.pieces()[0].bits != nullptr) return false;
    const auto* const p = static_cast<const std::int8_t*>(raw.pieces()[0].data);
    const std::size_t n = raw.pieces()[0].size;
    std::uint8_t most = 0;  // one more than each code: 0 to `values`
    for (std::size_t i = 0; i < n; ++i) most = std::max(most, static_cast<std::uint8_t>(p[i] + 1));
    if (most > values) return false;
    codes.data = p, codes.size = n;
    return true;
}

}  // namespace detail

/// `by`: texts, a categorical, truth values, or whole numbers, which are places in `values` where these are given. `raw` must outlive the result.
inline MemberCodes codes_from(py::handle by, const std::optional<std::vector<std::string>>& values, const RawColumn& raw) {
    using namespace myhao;
    MemberCodes codes;
    detail::ValueNames names(values);
    bool numbers = false, ordered = false;
    if (raw.read()) {
        if (values && detail::in_place(raw, values->size(), codes)) {
            codes.names = *values;
            return codes;
        }
        for (const RawPiece& piece : raw.pieces()) {
            const std::size_t from = codes.own.size();
            if (is_whole_type(piece.type)) {
                numbers = true;
                detail::append_whole_codes(piece, codes, names);
            } else if (piece.type == 'D') {
                Column entries;
                detail::append_arrow(entries, *piece.schema, *piece.array, "by");
                Faults faults{"members.cell", "members, "};
                const TextCells cells = texts_from(std::move(entries), "by", faults);
                const std::vector<std::int8_t> place = detail::entry_places(cells.column(), names);
                ordered = true;
                codes.own.resize(from + piece.size);
                with_whole(piece.codes, piece.data, [&](const auto* p) {
                    for (std::size_t i = 0; i < piece.size; ++i) codes.own[from + i] = piece.is_null(i) || static_cast<std::size_t>(p[i]) >= place.size() ? std::int8_t{-1} : place[static_cast<std::size_t>(p[i])];
                });
            } else if (piece.type == 'u' || piece.type == 'U' || piece.type == 'v') {
                codes.own.resize(from + piece.size);
                with_texts(piece, [&](const auto& text) {
                    std::string_view last;
                    std::int8_t last_place = -1;
                    for (std::size_t i = 0; i < piece.size; ++i) {
                        if (piece.is_null(i)) codes.own[from + i] = -1;
                        else if (const std::string_view t = text(i); t == last && last.data() != nullptr) codes.own[from + i] = last_place;
                        else codes.own[from + i] = last_place = names.place(t, from + i), last = t;
                    }
                });
            } else {
                throw py::type_error("by: members are counted by texts, whole numbers or truth values, not by days");
            }
        }
    } else {
        Column column = decode(by, "by");
        const std::size_t rows = column.rows;
        Faults faults{"members.cell", "members, "};
        codes.own.assign(rows, -1);
        if (column.shape == Column::Shape::flag || (column.shape == Column::Shape::object && rows > 0 && PyBool_Check(PyList_GET_ITEM(column.objects.ptr(), 0)))) {
            std::vector<std::uint8_t> known(rows);
            for (std::size_t i = 0; i < rows; ++i) known[i] = !detail::is_missing(column, i);
            const std::vector<std::uint8_t> flags = flags_from(std::move(column), "by", faults);
            if (!names.fixed()) (void)names.place("false", 0), (void)names.place("true", 0);
            ordered = true;
            for (std::size_t i = 0; i < rows && i < flags.size(); ++i)
                if (known[i] != 0) codes.own[i] = names.place(flags[i] != 0 ? "true" : "false", i);
        } else {
            const bool dictionary = column.dictionary;
            const IdCells cells = ids_from(std::move(column), "by", faults);
            const IdColumn ids = cells.column();
            if (ids.is_text() && dictionary) {
                TextColumn entries = ids.texts;
                entries.codes = {};
                const std::vector<std::int8_t> place = detail::entry_places(entries, names);
                ordered = true;
                for (std::size_t i = 0; i < rows; ++i)
                    if (!ids.texts.is_null(i)) codes.own[i] = place[static_cast<std::size_t>(ids.texts.codes[i])];
            } else if (ids.is_text()) {
                for (std::size_t i = 0; i < rows; ++i)
                    if (!ids.is_null(i)) codes.own[i] = names.place(ids.texts[i], i);
            } else {
                numbers = true;
                for (std::size_t i = 0; i < ids.size(); ++i) {
                    if (ids.is_null(i) || ids.numbers[i] < 0) continue;
                    if (!names.fixed()) codes.own[i] = names.place(std::to_string(ids.numbers[i]), i);
                    else if (ids.numbers[i] < static_cast<std::int64_t>(names.size())) codes.own[i] = static_cast<std::int8_t>(ids.numbers[i]);
                    else names.problem(i, std::to_string(ids.numbers[i]));
                }
            }
        }
        if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    }
    names.check();
    codes.names = names.names();
    if (!names.fixed() && !ordered) detail::in_order_of_names(codes, numbers);
    codes.data = codes.own.data(), codes.size = codes.own.size();
    return codes;
}

namespace detail {

/// Texts that were gathered.
struct TextList {
    const std::vector<std::string_view>* all;

    [[nodiscard]] std::string_view operator()(std::size_t i) const noexcept { return (*all)[i]; }
    [[nodiscard]] std::size_t size(std::size_t i) const noexcept { return (*all)[i].size(); }
    [[nodiscard]] const char* begin(std::size_t i) const noexcept { return (*all)[i].data(); }
};
template <class Texts>
void add_texts(myhao::MemberCounter& counter, std::size_t n, const Texts& texts, const std::int8_t* code) {
    constexpr std::size_t ahead = 24;  // views name texts that lie anywhere
    counter.add_texts(n, texts, [&](std::size_t i) {
        if constexpr (std::is_same_v<Texts, RawViews>)
            if (i + ahead < n) __builtin_prefetch(texts.begin(i + ahead));
        return myhao::detail::ShortText::of(texts.begin(i), texts.size(i));
    }, code);
}
template <class Number>
void add_rows(myhao::MemberCounter& counter, std::size_t n, const Number* p, const std::int8_t* code) {
    counter.add_rows(n, [p](std::size_t i) { return static_cast<std::size_t>(p[i]); }, code);
}
template <class Number>
void add_whole(myhao::MemberCounter& counter, bool rows, std::size_t n, const Number* p, const std::int8_t* code) {
    if (rows) add_rows(counter, n, p, code);
    else counter.add_numbers(n, [p](std::size_t i) { return std::int64_t{p[i]}; }, code);
}

/// The places that are not null, and their codes; the others are members without a unit.
struct Stated {
    myhao::detail::RawVector<std::uint32_t> at;
    myhao::detail::RawVector<std::int8_t> code;
    std::size_t nulls = 0;

    template <class IsNull>
    Stated(std::size_t n, const std::int8_t* codes, const IsNull& is_null) : at(n), code(codes == nullptr ? 0 : n) {
        std::size_t stated = 0;
        for (std::size_t i = 0; i < n; ++i) {
            at[stated] = static_cast<std::uint32_t>(i);
            if (codes != nullptr) code[stated] = codes[i];
            stated += !is_null(i);
        }
        nulls = n - stated;
        at.resize(stated);
        if (codes != nullptr) code.resize(stated);
    }
    [[nodiscard]] const std::int8_t* codes() const noexcept { return code.empty() ? nullptr : code.data(); }
    /// `add()` takes them.
    template <class Add>
    void hand_to(myhao::MemberCounter& counter, const Add& add) const {
        counter.stand_at(at);
        add();
        counter.stand_at({});
        counter.add_unplaced(nulls);
    }
};

/// Whole numbers of any width, copied as wide as they are counted.
template <class Number>
void add_copied(myhao::MemberCounter& counter, const RawPiece& piece, bool rows, const std::int8_t* code) {
    myhao::detail::RawVector<Number> values(piece.size);
    with_whole(piece.type, piece.data, [&](const auto* p) {
        for (std::size_t i = 0; i < piece.size; ++i) values[i] = static_cast<Number>(p[i]);
    });
    if (piece.bits == nullptr) return add_whole(counter, rows, piece.size, values.data(), code);
    const Stated stated(piece.size, code, [&](std::size_t i) { return piece.is_null(i); });
    for (std::size_t k = 0; k < stated.at.size(); ++k) values[k] = values[stated.at[k]];
    stated.hand_to(counter, [&] { add_whole(counter, rows, stated.at.size(), values.data(), stated.codes()); });
}

inline void add_dictionary(myhao::MemberCounter& counter, const RawPiece& codes, const myhao::IdColumn& entries, const std::int8_t* code, bool minus_is_null) {
    const std::vector<std::uint32_t> rows = counter.tree().rows_of(entries);
    const auto shown = [&](std::size_t e) { return entries.is_null(e) ? std::string_view("null") : entries.texts[e]; };
    if (codes.codes == 'i' && codes.bits == nullptr) {
        const auto* const p = static_cast<const std::int32_t*>(codes.data);
        return counter.add_entries(codes.size, [p](std::size_t i) { return std::int64_t{p[i]}; }, rows, shown, code);
    }
    if (codes.codes == 'I' && codes.bits == nullptr) {
        const auto* const p = static_cast<const std::uint32_t*>(codes.data);
        return counter.add_entries(codes.size, [p](std::size_t i) { return std::int64_t{p[i]}; }, rows, shown, code);
    }
    std::vector<std::int32_t> plain(codes.size);
    with_whole(codes.codes, codes.data, [&](const auto* p) {
        for (std::size_t i = 0; i < codes.size; ++i) plain[i] = codes.is_null(i) || (minus_is_null && static_cast<std::int64_t>(p[i]) < 0) ? -1 : static_cast<std::int32_t>(p[i]);
    });
    counter.add_entries(codes.size, [&](std::size_t i) { return std::int64_t{plain[i]}; }, rows, shown, code);
}

inline void add_piece(myhao::MemberCounter& counter, const RawPiece& piece, bool rows, const std::int8_t* code) {
    const bool nulls = piece.bits != nullptr;
    if (piece.type == 'D') {
        Column column;
        append_arrow(column, *piece.schema, *piece.array, "unit");
        Faults faults{"members.cell", "members, "};
        const IdCells entries = ids_from(std::move(column), "unit", faults);
        return add_dictionary(counter, piece, entries.column(), code, false);
    }
    if (is_whole_type(piece.type)) {
        const bool wide = piece.type == 'l' || piece.type == 'L' || piece.type == 'I';
        if (nulls && wide) return add_copied<std::int64_t>(counter, piece, rows, code);
        if (nulls) return add_copied<std::int32_t>(counter, piece, rows, code);
        if (piece.type == 'i') return add_whole(counter, rows, piece.size, static_cast<const std::int32_t*>(piece.data), code);
        if (piece.type == 'l') return add_whole(counter, rows, piece.size, static_cast<const std::int64_t*>(piece.data), code);
        if (piece.type == 'I' && rows) return add_rows(counter, piece.size, static_cast<const std::uint32_t*>(piece.data), code);
        return wide ? add_copied<std::int64_t>(counter, piece, rows, code) : add_copied<std::int32_t>(counter, piece, rows, code);
    }
    if (rows || piece.type == 'd' || piece.type == 't') throw py::type_error(rows ? "unit: rows of a tree are whole numbers" : "unit: ids are texts or whole numbers, not days");
    with_texts(piece, [&](const auto& texts) {
        if (!nulls) return add_texts(counter, piece.size, texts, code);
        const Stated stated(piece.size, code, [&](std::size_t i) { return piece.is_null(i); });
        std::vector<std::string_view> all;
        all.reserve(stated.at.size());
        for (const std::size_t i : stated.at) all.push_back(texts(i));
        stated.hand_to(counter, [&] { add_texts(counter, all.size(), TextList{&all}, stated.codes()); });
    });
}

inline void add_decoded(myhao::MemberCounter& counter, py::handle unit, bool rows, const std::int8_t* code, std::size_t size) {
    using namespace myhao;
    Faults faults{"members.cell", "members, "};
    if (py::isinstance<py::tuple>(unit) && py::reinterpret_borrow<py::tuple>(unit)[0].cast<std::string>() == "codes") {
        const auto parts = py::reinterpret_borrow<py::tuple>(unit);
        const RawColumn codes(parts[1], "unit");
        const IdCells entries = ids_from(decode(parts[2], "unit"), "unit", faults);
        if (codes.read() && codes.pieces().size() == 1 && codes.pieces()[0].size == size && !rows) {
            RawPiece piece = codes.pieces()[0];
            piece.codes = piece.type;
            return add_dictionary(counter, piece, entries.column(), code, true);
        }
    }
    const IdCells cells = ids_from(decode(unit, "unit"), "unit", faults);
    if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    const IdColumn ids = cells.column();
    if (ids.is_text() && rows) throw py::type_error("unit: rows of a tree are whole numbers");
    const Stated stated(ids.size(), code, [&](std::size_t i) { return ids.is_null(i); });
    stated.hand_to(counter, [&] {
        if (ids.is_text()) {
            std::vector<std::string_view> all;
            for (const std::size_t i : stated.at) all.push_back(ids.texts[i]);
            add_texts(counter, all.size(), TextList{&all}, stated.codes());
        } else {
            std::vector<std::int64_t> values;
            for (const std::size_t i : stated.at) values.push_back(ids.numbers[i]);
            add_whole(counter, rows, values.size(), values.data(), stated.codes());
        }
    });
}

inline std::size_t rows_of(py::handle unit, const RawColumn& raw) {
    if (raw.read()) return raw.size();
    if (py::isinstance<py::tuple>(unit)) return py::len(py::reinterpret_borrow<py::tuple>(unit)[1]);
    return py::hasattr(unit, "__len__") ? py::len(unit) : decode(unit, "unit").rows;
}

}  // namespace detail

/// -> (names of the values, a table of counts, how many values are missing, members without a unit).
inline py::tuple count_members(const myhao::Tree& tree, py::handle unit, bool rows, py::handle by, const std::optional<std::vector<std::string>>& values, bool rolled_up) {
    using namespace myhao;
    const RawColumn units(unit, "unit"), value(by, "by");
    MemberCodes codes;
    const std::size_t size = detail::rows_of(unit, units);
    if (by.is_none()) codes.names = {"members"}, codes.size = size;
    else codes = codes_from(by, values, value);
    if (codes.size != size) throw InvalidFacts::at("members", "columns have the same number of rows", std::to_string(codes.size), std::to_string(size));
    MemberCounter counter(tree, codes.names.size());
    std::size_t from = 0;
    for (const RawPiece& piece : units.pieces()) {
        detail::add_piece(counter, piece, rows, codes.data == nullptr ? nullptr : codes.data + from);
        from += piece.size;
    }
    if (!units.read()) detail::add_decoded(counter, unit, rows, codes.data, size);
    MemberCounts counts = std::move(counter).finish(rolled_up);
    const std::int64_t unplaced = counts.unplaced();
    auto [table, missing] = std::move(counts).take();
    return py::make_tuple(codes.names, read_only_table(std::move(table), codes.names.size()), read_only_table(std::move(missing), 1), unplaced);
}

namespace detail {

/// `take(from, count, day, is_null)` for each piece of a column of days; a time of day is a problem with its row.
template <class Take>
void each_day(py::handle column, Take&& take) {
    const RawColumn raw(column, "admitted");
    const auto is_days = [](const RawPiece& p) { return p.type == 'd' || p.type == 't'; };
    if (raw.read() && std::all_of(raw.pieces().begin(), raw.pieces().end(), is_days)) {
        std::size_t from = 0;
        for (const RawPiece& piece : raw.pieces()) {
            const auto* const ticks = static_cast<const std::int64_t*>(piece.data);
            const bool marks_null = piece.minus_is_null;
            const auto null = [&](std::size_t i) { return marks_null ? ticks[i] == std::numeric_limits<std::int64_t>::min() : piece.is_null(i); };
            std::int64_t odd = 0;
            bool any_null = piece.bits != nullptr;
            if (piece.type == 't' && marks_null)
                for (std::size_t i = 0; i < piece.size; ++i) any_null |= ticks[i] == std::numeric_limits<std::int64_t>::min();
            with_days(piece, [&](const auto& day) {
                if (piece.type == 't' && piece.per_day != 1)
                    for (std::size_t i = 0; i < piece.size; ++i) odd += static_cast<std::int64_t>(day(i) * piece.per_day != ticks[i] && !null(i));
                if (odd == 0) take(from, piece.size, day, null, any_null);
            });
            if (odd > 0) throw myhao::InvalidDate::at("admitted", "a day without time or zone was expected", std::to_string(odd) + " rows with a time of day", "midnight without a zone");
            from += piece.size;
        }
        return;
    }
    Faults faults{"members.cell", "members, "};
    const std::vector<std::int32_t> days = days_from(decode(column, "admitted"), "admitted", faults);
    if (!faults.problems.empty()) throw myhao::InvalidDate(std::move(faults.problems));
    take(std::size_t{0}, days.size(), [&](std::size_t i) { return std::int64_t{days[i]}; }, [&](std::size_t i) { return days[i] == myhao::no_day; }, std::find(days.begin(), days.end(), myhao::no_day) != days.end());
}

}  // namespace detail

/// -> (badge years, 0 first, how many members have each, how many have no day).
inline py::tuple badge_counts(py::handle admitted, const myhao::BadgesOn& badges) {
    std::vector<std::int64_t> counts(badges.years().size(), 0);
    std::int64_t missing = 0;
    detail::each_day(admitted, [&](std::size_t, std::size_t n, const auto& day, const auto& null, bool any_null) {
        const std::vector<std::int64_t> part = badges.counts(n, day);
        for (std::size_t c = 0; c < counts.size(); ++c) counts[c] += part[c];
        if (!any_null) return;
        for (std::size_t i = 0; i < n; ++i)
            if (null(i)) ++missing, --counts[static_cast<std::size_t>(badges.code(day(i)))];
    });
    return py::make_tuple(badges.years(), counts, missing);
}

/// -> (badge years, 0 first, the place of each member's among them, -1 without a day).
inline py::tuple badge_codes(py::handle admitted, const myhao::BadgesOn& badges) {
    std::vector<std::int8_t> out;
    detail::each_day(admitted, [&](std::size_t from, std::size_t n, const auto& day, const auto& null, bool any_null) {
        out.resize(from + n);
        for (std::size_t i = 0; i < n; ++i) out[from + i] = any_null && null(i) ? std::int8_t{-1} : badges.code(day(i));
    });
    return py::make_tuple(badges.years(), read_only(std::move(out)));
}

/// -> the year of each day, -1 without one.
inline py::array years_of(py::handle admitted) {
    std::vector<std::int16_t> out;
    detail::each_day(admitted, [&](std::size_t from, std::size_t n, const auto& day, const auto& null, bool any_null) {
        out.resize(from + n);
        constexpr std::int64_t first = -14'610, last = 47'482;  // 1930 to 2100, as most days are
        std::vector<std::int16_t> year;
        for (std::int64_t d = first; d < last;) {
            const int y = myhao::Date(static_cast<std::int32_t>(d)).year();
            const std::int64_t end = std::min<std::int64_t>(last, myhao::Date(y + 1, 1, 1).days());
            year.resize(static_cast<std::size_t>(end - first), static_cast<std::int16_t>(y));
            d = end;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const std::int64_t d = day(i);
            if (any_null && null(i)) out[from + i] = -1;
            else if (d >= first && d < last) out[from + i] = year[static_cast<std::size_t>(d - first)];
            else if (d < myhao::Date::first_days || d > myhao::Date::last_days) throw myhao::InvalidDate::at("members, row " + std::to_string(from + i), "no such day", std::to_string(d) + " days since 1970");
            else out[from + i] = static_cast<std::int16_t>(myhao::Date(static_cast<std::int32_t>(d)).year());
        }
    });
    return read_only(std::move(out));
}

}  // namespace myhao_python
