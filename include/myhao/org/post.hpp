// SPDX-License-Identifier: Apache-2.0
// Posts and who held them when. People are opaque ids. Two posts at once is a query over holdings, or a counted statement.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/org/body.hpp>
#include <myhao/sources/citation.hpp>

namespace myhao::inline v0 {

/// A seat, or several alike, of a unit or of a body: its secretary, its members.
struct Post {
    std::string kind;  // "cell_secretary", "village_head"
    Id of;             // a unit or a body
    int seats = 1;
};

enum class HoldingMode : std::uint8_t { elected, appointed, acting };

[[nodiscard]] constexpr std::string_view name(HoldingMode mode) noexcept {
    constexpr std::string_view names[] = {"elected", "appointed", "acting"};
    return names[static_cast<std::size_t>(mode)];
}

/// One person in one post of one unit or body over a period.
struct Holding {
    Id person, unit;
    std::string post;
    Date since;
    std::optional<Date> until;
    std::optional<HoldingMode> mode = std::nullopt;  // none: not stated
    std::optional<std::string> instrument = std::nullopt;

    [[nodiscard]] bool holds(Date day) const noexcept { return since <= day && (!until || day < *until); }
    friend bool operator==(const Holding&, const Holding&) = default;
};

/// People with both posts on one day. From holdings they are named; from a counted statement there is only their number.
struct Concurrent {
    std::vector<Id> people;  // by id, each once
    std::int64_t holders = 0;  // of both posts
    std::int64_t of = 0;       // holders of the first post
    std::optional<Citation> source;

    /// Nothing where nobody holds the first post.
    [[nodiscard]] std::optional<Ratio> share() const { return of == 0 ? std::nullopt : std::optional(Ratio(holders, of)); }
};

/// All holdings; immutable.
class Holdings {
public:
    /// Throws InvalidHistory with every row whose period is inverted, or whose person holds the same post of the same unit twice at once.
    explicit Holdings(std::vector<Holding> rows) {
        Findings problems;
        std::vector<std::size_t> order;
        const auto problem = [&](std::string where, const char* en, const char* vi, std::string found, std::string expected) {
            problems.add({State::violated, Severity::error, "posts.row", std::move(where), std::move(found), std::move(expected), {}, {vi, en}});
        };
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const std::string where = "holdings, row " + std::to_string(r);
            if (rows[r].post.empty()) problem(where, "the post is missing", "thiếu chức danh", "''", "a post");
            if (rows[r].until && *rows[r].until <= rows[r].since) problem(where, "it ends before it begins", "kết thúc trước khi bắt đầu", rows[r].until->text(), "later than " + rows[r].since.text());
            else order.push_back(r);
        }
        std::sort(order.begin(), order.end(), [&](auto a, auto b) {
            const Holding &x = rows[a], &y = rows[b];
            if (x.person != y.person) return x.person < y.person;
            if (x.post != y.post) return x.post < y.post;
            if (x.unit != y.unit) return x.unit < y.unit;
            return x.since != y.since ? x.since < y.since : a < b;
        });
        for (std::size_t k = 1; k < order.size(); ++k) {
            const Holding &a = rows[order[k - 1]], &b = rows[order[k]];
            if (a.person == b.person && a.post == b.post && a.unit == b.unit && (!a.until || b.since < *a.until))
                problem("holdings, " + detail::at_rows(order[k - 1], order[k]), "one person holds one post twice at once", "một người giữ một chức danh hai lần cùng lúc", b.since.text(),
                        a.until ? "from " + a.until->text() : "an end of the first");
        }
        if (!problems.empty()) throw InvalidHistory(std::move(problems));
        rows_ = std::make_shared<const std::vector<Holding>>(std::move(rows));
    }

    /// As they came.
    [[nodiscard]] const std::vector<Holding>& rows() const& noexcept { return *rows_; }
    const std::vector<Holding>& rows() && = delete;
    [[nodiscard]] std::vector<Holding> on(Date day) const {
        std::vector<Holding> out;
        std::copy_if(rows_->begin(), rows_->end(), std::back_inserter(out), [&](const Holding& h) { return h.holds(day); });
        return out;
    }
    [[nodiscard]] std::vector<Holding> of(const Id& unit, Date day) const {
        std::vector<Holding> out;
        std::copy_if(rows_->begin(), rows_->end(), std::back_inserter(out), [&](const Holding& h) { return h.unit == unit && h.holds(day); });
        return out;
    }

private:
    std::shared_ptr<const std::vector<Holding>> rows_;
};

namespace posts {

/// People who hold both posts on that day, in whatever units. A post that no holding names is an error with the nearest name.
[[nodiscard]] inline Concurrent concurrent(const Holdings& holdings, std::string_view post, std::string_view also, Date day) {
    std::set<std::string> names;
    std::set<Id> first, second;
    for (const Holding& h : holdings.rows()) {
        names.insert(h.post);
        if (!h.holds(day)) continue;
        if (h.post == post) first.insert(h.person);
        if (h.post == also) second.insert(h.person);
    }
    for (const std::string_view wanted : {post, also})
        if (!names.empty() && !names.count(std::string(wanted)))
            throw InvalidFacts::at("post '" + std::string(wanted) + "'", "no holding names this post" + suggestion(wanted, {names.begin(), names.end()}));
    Concurrent out;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(out.people));
    out.holders = static_cast<std::int64_t>(out.people.size()), out.of = static_cast<std::int64_t>(first.size());
    return out;
}

/// What a counted statement says ("75 of 75 cell secretaries also head a village"); nobody is named. A statement has `post`, `also`,
/// `holders`, `of` and `source`. Throws InvalidFacts where more hold both posts than the first one.
template <class Counted>
    requires requires(const Counted& c) { c.post, c.also, c.holders, c.of, c.source; }
[[nodiscard]] Concurrent concurrent(const Counted& counted) {
    if (counted.holders < 0 || counted.of < counted.holders)
        throw InvalidFacts::at(counted.post + ", " + counted.also, "more hold both posts than the first one", std::to_string(counted.holders), "0 to " + std::to_string(counted.of));
    return {{}, counted.holders, counted.of, counted.source};
}

/// Double holders (one person in the same post of two units at once), posts with more holders than seats, holdings outside the life of
/// their unit, body or area (a village has a head), and acting holders; each is a finding.
[[nodiscard]] inline Findings check(const Holdings& holdings, const History& history, const Bodies* bodies = nullptr, const std::vector<Post>& posts = {}, const History* areas = nullptr) {
    Findings out;
    const std::vector<Holding>& rows = holdings.rows();
    const auto add = [&](State state, Severity severity, const char* rule, std::string where, std::string found, std::string expected, std::string en, std::string vi) {
        out.add({state, severity, rule, std::move(where), std::move(found), std::move(expected), {}, {std::move(vi), std::move(en)}});
    };
    const auto at = [](std::size_t r) { return "holdings, row " + std::to_string(r); };
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const Holding& h = rows[r];
        const std::string title = h.post + " of '" + h.unit.text() + "'";
        std::vector<std::pair<std::int32_t, std::int32_t>> gaps;
        if (const auto unit = history.find(h.unit)) {
            gaps = detail::uncovered(history.data(), unit->value(), h.since.days(), h.until ? h.until->days() : detail::open_day);
        } else if (bodies != nullptr && bodies->contains(h.unit)) {
            std::int32_t since = h.since.days();
            const std::int32_t until = h.until ? h.until->days() : detail::open_day;
            for (const BodyRow& spell : bodies->spells(h.unit)) {
                const std::int32_t a = spell.since.days(), b = spell.until ? spell.until->days() : detail::open_day;
                if (b <= since || a >= until) continue;
                if (a > since) gaps.emplace_back(since, a);
                since = b;
            }
            if (since < until) gaps.emplace_back(since, until);
        } else if (const auto area = areas != nullptr ? areas->find(h.unit) : std::nullopt) {
            gaps = detail::uncovered(areas->data(), area->value(), h.since.days(), h.until ? h.until->days() : detail::open_day);
        } else {
            add(State::violated, Severity::error, "posts.unknown", at(r), "'" + h.unit.text() + "'", areas != nullptr ? "the id of a unit, a body or an area" : "the id of a unit or a body", "a post of an unknown unit",
                "chức danh của tổ chức không có trong lịch sử");
        }
        for (const auto& [a, b] : gaps)
            add(State::violated, Severity::error, "posts.past_end", at(r), detail::shown_period(a, b), "within the life of '" + h.unit.text() + "'",
                "'" + h.person.text() + "' holds " + title + " on days on which it does not stand", "người giữ chức danh ngoài thời gian tồn tại của tổ chức");
        if (h.mode == HoldingMode::acting)
            add(State::undetermined, Severity::info, "posts.acting", at(r), "acting since " + h.since.text(), "an elected or appointed holder", "'" + h.person.text() + "' is the acting " + title, "quyền giữ chức danh");
    }
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < rows.size(); ++r) order.push_back(r);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        if (rows[a].person != rows[b].person) return rows[a].person < rows[b].person;
        if (rows[a].post != rows[b].post) return rows[a].post < rows[b].post;
        return rows[a].since != rows[b].since ? rows[a].since < rows[b].since : a < b;
    });
    for (std::size_t k = 0; k < order.size(); ++k)
        for (std::size_t j = k + 1; j < order.size() && rows[order[j]].person == rows[order[k]].person && rows[order[j]].post == rows[order[k]].post; ++j) {
            const Holding &a = rows[order[k]], &b = rows[order[j]];
            if (a.until && *a.until <= b.since) continue;
            add(State::violated, Severity::warning, "posts.double_holder", "holdings, " + detail::at_rows(order[k], order[j]), "'" + a.unit.text() + "' and '" + b.unit.text() + "' from " + b.since.text(),
                "one unit at a time", "'" + a.person.text() + "' is " + a.post + " of two units at once", "một người giữ cùng một chức danh ở hai tổ chức");
        }
    for (const Post& post : posts) {
        std::vector<std::pair<std::int32_t, int>> days;  // (day, how many more)
        for (const Holding& h : rows)
            if (h.post == post.kind && h.unit == post.of) {
                days.emplace_back(h.since.days(), 1);
                if (h.until) days.emplace_back(h.until->days(), -1);
            }
        std::sort(days.begin(), days.end());
        int now = 0, most = 0;
        std::int32_t on = 0;
        for (const auto& [day, change] : days)
            if ((now += change) > most) most = now, on = day;
        if (most > post.seats)
            add(State::violated, Severity::warning, "posts.crowded", post.kind + " of '" + post.of.text() + "'", std::to_string(most) + " on " + detail::shown_day(on), "at most " + std::to_string(post.seats),
                "more holders at once than seats", "nhiều người giữ hơn số vị trí");
    }
    return out;
}

}  // namespace posts

}  // namespace myhao::inline v0
