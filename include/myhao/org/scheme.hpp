// SPDX-License-Identifier: Apache-2.0
// Which kinds of unit there are and what each may stand under: the kinds of one edition, and the dated series of editions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// A kind of unit: its role in the tree, not what the place is (huyện to thị xã changes the form, not the kind).
struct Kind {
    std::string name;
    int rank = 0;                    // deeper kinds have higher ranks
    std::vector<std::string> under;  // the kinds it may stand under; a root may be of any kind
    bool gradable = true;            // whether units of this kind are graded each year
    std::string role;                // what it is at this time, across editions: "grassroots"; empty: none

    friend bool operator==(const Kind&, const Kind&) = default;
};

/// The kinds of one edition. A free scheme has none of its own: any kind name, any nesting, no ranks.
class Scheme {
public:
    /// Throws InvalidHistory with every fault: a kind named twice, an unknown name in `under`, a parent not strictly above.
    Scheme(std::string name, std::vector<Kind> kinds) : name_(std::move(name)), kinds_(std::move(kinds)) { check(); }

    /// For foreign hierarchies.
    [[nodiscard]] static Scheme free() { return Scheme(); }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool is_free() const noexcept { return free_; }
    [[nodiscard]] const std::vector<Kind>& kinds() const noexcept { return kinds_; }
    /// The kind of that name, or nullptr.
    [[nodiscard]] const Kind* find(std::string_view kind) const noexcept {
        for (const Kind& k : kinds_)
            if (k.name == kind) return &k;
        return nullptr;
    }

    friend bool operator==(const Scheme&, const Scheme&) = default;

private:
    Scheme() : name_("free"), free_(true) {}

    void check() const {
        Findings problems;
        const auto problem = [&](std::string where, std::string what, std::string found, std::string expected) {
            problems.add({State::violated, Severity::error, "history.scheme", std::move(where), std::move(found), std::move(expected), {}, {what, what}});
        };
        if (kinds_.empty()) problem("scheme '" + name_ + "'", "a scheme has at least one kind", {}, {});
        std::vector<std::string> names;
        for (const Kind& k : kinds_) names.push_back(k.name);
        for (std::size_t i = 0; i < kinds_.size(); ++i) {
            const Kind& kind = kinds_[i];
            const std::string where = "scheme '" + name_ + "', kind '" + kind.name + "'";
            if (kind.name.empty()) problem(where, "a kind has a name", {}, {});
            if (find(kind.name) != &kind) problem(where, "a kind is named once", "'" + kind.name + "'", {});
            for (const std::string& above : kind.under) {
                const Kind* parent = find(above);
                if (parent == nullptr)
                    problem(where, "unknown kind in 'under'" + suggestion(above, names), "'" + above + "'", "a kind of this scheme");
                else if (parent->rank >= kind.rank)
                    problem(where, "a kind stands under kinds of a smaller rank only", "'" + above + "' of rank " + std::to_string(parent->rank),
                            "a rank below " + std::to_string(kind.rank));
            }
        }
        if (!problems.empty()) throw InvalidHistory(std::move(problems));
    }

    std::string name_;
    std::vector<Kind> kinds_;
    bool free_ = false;
};

/// One scheme and the days on which it is in force.
struct Edition {
    Scheme scheme;
    Period period;

    friend bool operator==(const Edition&, const Edition&) = default;
};

namespace detail {
struct SeriesData {
    std::string name;
    std::vector<Edition> editions;
    std::vector<std::string> kinds;           // every kind name of every edition, in order of appearance
    std::vector<std::vector<int>> place;      // [edition][kind]: index into the edition's kinds, or -1
    std::vector<std::vector<char>> allowed;   // [edition][child * kinds + parent]
};
}  // namespace detail

/// The dated series of editions; kinds are numbered over the whole series.
class SchemeSeries {
public:
    /// One scheme for all days.
    SchemeSeries(Scheme scheme) : SchemeSeries(only(std::move(scheme))) {}  // NOLINT: a scheme is the series of itself
    /// Throws InvalidHistory where editions overlap or are not in order.
    explicit SchemeSeries(std::vector<Edition> editions, std::string name = {}) : data_(make(std::move(editions), std::move(name))) {}

    /// The editions of the Party's structure: four levels to 30/6/2025, and without the district level from 1/7/2025.
    [[nodiscard]] static SchemeSeries cpv() {
        const std::string above = "above_grassroots", base = "grassroots";
        std::vector<Kind> kinds = {{"central", 0, {}, false, "central"}, {"province", 1, {"central"}, false, "province"}};
        std::vector<Kind> later = kinds;
        kinds.push_back({"district", 2, {"province"}, true, above});
        later.push_back({"commune", 2, {"province"}, true, above});
        for (auto [list, direct] : {std::pair{&kinds, "district"}, std::pair{&later, "commune"}}) {
            list->push_back({"grassroots_committee", 3, {direct, "province"}, true, base});
            list->push_back({"grassroots_cell", 3, {direct, "province"}, true, base});
            list->push_back({"sub_committee", 4, {"grassroots_committee"}, true, "sub_grassroots"});
            list->push_back({"cell", 5, {"grassroots_committee", "sub_committee"}, true, "cell"});
            list->push_back({"group", 6, {"grassroots_cell", "cell"}, false, "group"});
        }
        const Date change(2025, 7, 1);
        return SchemeSeries({{Scheme("cpv to 30/6/2025", std::move(kinds)), Period(Date(Date::first_days), change)},
                             {Scheme("cpv from 1/7/2025", std::move(later)), Period(change)}}, "cpv");
    }
    [[nodiscard]] static SchemeSeries free() { return Scheme::free(); }

    [[nodiscard]] const std::string& name() const noexcept { return data_->name; }
    [[nodiscard]] const std::vector<Edition>& editions() const noexcept { return data_->editions; }
    /// The edition in force on that day, or nullptr.
    [[nodiscard]] const Edition* on(Date day) const noexcept {
        const auto e = index_on(day);
        return e ? &data_->editions[*e] : nullptr;
    }
    [[nodiscard]] std::optional<std::size_t> index_on(Date day) const noexcept {
        for (std::size_t e = 0; e < data_->editions.size(); ++e)
            if (data_->editions[e].period.contains(day)) return e;
        return std::nullopt;
    }
    /// Whether some edition is free; then cycles are searched for, on every day.
    [[nodiscard]] bool has_free() const noexcept {
        for (const Edition& e : data_->editions)
            if (e.scheme.is_free()) return true;
        return false;
    }

    /// Names of the kinds of all editions; their places in this list number the kinds.
    [[nodiscard]] const std::vector<std::string>& kinds() const noexcept { return data_->kinds; }
    /// The kind in one edition, or nullptr where that edition does not have it.
    [[nodiscard]] const Kind* kind(std::size_t edition, std::size_t kind) const noexcept {
        if (kind >= data_->kinds.size()) return nullptr;
        const int at = data_->place[edition][kind];
        return at < 0 ? nullptr : &data_->editions[edition].scheme.kinds()[static_cast<std::size_t>(at)];
    }
    /// Whether a unit of kind `child` may stand under one of kind `parent` in that edition.
    [[nodiscard]] bool may_stand_under(std::size_t edition, std::size_t child, std::size_t parent) const noexcept {
        if (data_->editions[edition].scheme.is_free()) return true;
        const std::size_t n = data_->kinds.size();
        return child < n && parent < n && data_->allowed[edition][child * n + parent] != 0;
    }

    friend bool operator==(const SchemeSeries& a, const SchemeSeries& b) noexcept {
        return a.data_ == b.data_ || a.data_->editions == b.data_->editions;
    }

private:
    static SchemeSeries only(Scheme scheme) {
        std::string name = scheme.name();
        return SchemeSeries({{std::move(scheme), Period(Date(Date::first_days))}}, std::move(name));
    }

    static std::shared_ptr<const detail::SeriesData> make(std::vector<Edition> editions, std::string name) {
        Findings problems;
        if (editions.empty()) problems.add(InvalidHistory::at("scheme series", "a series has at least one edition").problems()[0]);
        for (std::size_t e = 1; e < editions.size(); ++e) {
            const auto end = editions[e - 1].period.until();
            if (!end || *end > editions[e].period.since())
                problems.add(InvalidHistory::at("edition " + std::to_string(e), "editions follow each other and do not overlap",
                                                editions[e].period.since().text(), end ? "from " + end->text() : "an end of the edition before").problems()[0]);
        }
        if (!problems.empty()) throw InvalidHistory(std::move(problems));

        auto data = std::make_shared<detail::SeriesData>();
        data->name = std::move(name);
        data->editions = std::move(editions);
        const auto number = [&](const std::string& kind) {
            for (std::size_t i = 0; i < data->kinds.size(); ++i)
                if (data->kinds[i] == kind) return i;
            data->kinds.push_back(kind);
            return data->kinds.size() - 1;
        };
        for (const Edition& e : data->editions)
            for (const Kind& k : e.scheme.kinds()) number(k.name);
        const std::size_t n = data->kinds.size();
        for (const Edition& e : data->editions) {
            auto& place = data->place.emplace_back(n, -1);
            auto& allowed = data->allowed.emplace_back(n * n, char{0});
            for (std::size_t i = 0; i < e.scheme.kinds().size(); ++i) {
                const Kind& kind = e.scheme.kinds()[i];
                const std::size_t child = number(kind.name);
                place[child] = static_cast<int>(i);
                for (const std::string& above : kind.under) allowed[child * n + number(above)] = 1;
            }
        }
        return data;
    }

    std::shared_ptr<const detail::SeriesData> data_;
};

}  // namespace myhao::inline v0
