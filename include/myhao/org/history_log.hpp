// SPDX-License-Identifier: Apache-2.0
// Recorded time: of the rows recorded for one key (id, since) the last one holds, unless it takes the key back.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/org/history_deal.hpp>

namespace myhao::inline v0::detail {

/// Marks the rows that a later row replaces or that are taken back; empty where nothing is recorded.
[[nodiscard]] inline std::vector<std::uint8_t> superseded_rows(Making& m, const Dealt& dealt) {
    const HistoryColumns& in = m.in;
    bool some = false;
    for (const std::int32_t day : in.recorded) some |= day != no_day;
    for (const std::uint8_t flag : in.withdrawn) some |= flag != 0;
    if (!some) return {};
    const auto recorded = [&](std::uint32_t r) { return in.recorded.empty() ? no_day : in.recorded[r]; };
    std::vector<std::uint8_t> out(m.rows, 0);
    std::vector<std::uint32_t> same;  // rows of one id and first day
    for (std::uint32_t x = 0; x < dealt.ids(); ++x) {
        for (std::uint32_t from = dealt.first[x], to; from < dealt.first[x + 1]; from = to) {
            same.clear();
            for (to = from; to < dealt.first[x + 1] && dealt.rows[to].since() == dealt.rows[from].since(); ++to) same.push_back(dealt.rows[to].row);
            std::stable_sort(same.begin(), same.end(), [&](std::uint32_t a, std::uint32_t b) { return recorded(a) < recorded(b); });
            for (std::size_t k = 0; k + 1 < same.size(); ++k) {
                out[same[k]] = 1;
                if (recorded(same[k]) != recorded(same[k + 1])) continue;
                m.problem("history.recorded", at_rows(same[k], same[k + 1]), "two rows with the same id, since and day of recording", "hai dòng trùng mã, ngày bắt đầu và ngày ghi nhận",
                          "since " + shown_day(in.since[same[k]]) + ", recorded " + (recorded(same[k]) == no_day ? "always" : shown_day(recorded(same[k]))), "one row for each");
            }
            if (!in.withdrawn.empty() && in.withdrawn[same.back()] != 0) out[same.back()] = 1;
        }
    }
    return out;
}

/// One row of the columns, as a value.
[[nodiscard]] inline SpellRow row_of(const HistoryColumns& in, std::size_t r) {
    SpellRow out;
    const auto id = [&](const IdColumn& column) { return column.is_text() ? Id(column.texts[r]) : Id(column.numbers[r]); };
    const auto text = [&](const TextColumn& column) { return column.is_null(r) ? std::nullopt : std::optional<std::string>(column[r]); };
    out.id = id(in.id);
    if (!in.parent.is_null(r)) out.parent = id(in.parent);
    out.name = text(in.name).value_or(std::string()), out.kind = text(in.kind).value_or(std::string());
    out.since = Date(in.since[r]);
    if (!in.until.empty() && in.until[r] != no_day) out.until = Date(in.until[r]);
    out.ended = !in.ended.empty() && in.ended[r] != 0;
    out.form = text(in.form), out.code = text(in.code), out.system = text(in.system), out.instrument = text(in.instrument);
    if (!in.recorded.empty() && in.recorded[r] != no_day) out.recorded = Date(in.recorded[r]);
    out.withdrawn = !in.withdrawn.empty() && in.withdrawn[r] != 0;
    return out;
}

/// Rows as columns that own what they show. All ids are of the type of the first; see `misfit`.
class OwnedColumns {
public:
    explicit OwnedColumns(const std::vector<SpellRow>& rows) : text_ids_(!rows.empty() && rows.front().id.is_text()) {
        const std::size_t n = rows.size();
        bool recorded = false, withdrawn = false, ended = false;
        for (const SpellRow& row : rows) {
            add_id(id_, row.id);
            add_id(parent_, row.parent);
            name_.add(row.name);
            if (row.kind.empty()) kind_.add(std::nullopt); else kind_.add(row.kind);
            form_.add(row.form), code_.add(row.code), system_.add(row.system), instrument_.add(row.instrument);
            since_.push_back(row.since.days());
            until_.push_back(row.until ? row.until->days() : no_day);
            recorded_.push_back(row.recorded ? row.recorded->days() : no_day);
            ended_.push_back(row.ended), withdrawn_.push_back(row.withdrawn);
            recorded |= row.recorded.has_value(), withdrawn |= row.withdrawn, ended |= row.ended;
        }
        if (n == 0) return;
        columns_.id = id_.column(text_ids_), columns_.parent = parent_.column(text_ids_);
        columns_.name = name_.column(), columns_.kind = kind_.column();
        columns_.form = form_.column(), columns_.code = code_.column(), columns_.system = system_.column(), columns_.instrument = instrument_.column();
        columns_.since = since_, columns_.until = until_;
        if (recorded) columns_.recorded = recorded_;
        if (ended) columns_.ended = ended_;
        if (withdrawn) columns_.withdrawn = withdrawn_;
    }
    OwnedColumns(const OwnedColumns&) = delete;
    OwnedColumns& operator=(const OwnedColumns&) = delete;

    [[nodiscard]] const HistoryColumns& columns() const noexcept { return columns_; }
    /// Whether a row has an id, or a parent, of another type than the first row's id; it counts as missing.
    [[nodiscard]] static bool misfit(const std::vector<SpellRow>& rows, const Id& id) { return id.is_text() != rows.front().id.is_text(); }

private:
    struct Texts {
        std::string bytes;
        std::vector<std::int64_t> offsets{0};
        std::vector<std::uint8_t> valid;
        bool some = false;

        void add(const std::optional<std::string>& text) {
            if (text) bytes += *text;
            valid.push_back(text.has_value());
            some |= text.has_value();
            offsets.push_back(static_cast<std::int64_t>(bytes.size()));
        }
        [[nodiscard]] TextColumn column() const { return some ? TextColumn{bytes, offsets, {}, valid} : TextColumn{}; }
    };
    struct Ids {
        Texts texts;
        std::vector<std::int64_t> numbers;
        std::vector<std::uint8_t> valid;

        [[nodiscard]] IdColumn column(bool text) const {
            IdColumn out;
            if (text) out.texts = TextColumn{texts.bytes, texts.offsets, {}, texts.valid};
            else out.numbers = numbers, out.valid = valid;
            return out;
        }
    };
    void add_id(Ids& ids, const std::optional<Id>& id) const {
        const bool fits = id && id->is_text() == text_ids_;
        if (text_ids_) return ids.texts.add(fits ? std::optional(id->text()) : std::nullopt);
        ids.numbers.push_back(fits ? id->number() : 0);
        ids.valid.push_back(fits);
    }

    bool text_ids_;
    Ids id_, parent_;
    Texts name_, kind_, form_, code_, system_, instrument_;
    std::vector<std::int32_t> since_, until_, recorded_;
    std::vector<std::uint8_t> ended_, withdrawn_;
    HistoryColumns columns_;
};

}  // namespace myhao::inline v0::detail
