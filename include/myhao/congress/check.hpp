// SPDX-License-Identifier: Apache-2.0
// Congresses and campaigns against a directive: deadlines, days, contents, delegates, pauses, and the order from the bottom up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/congress/campaign.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/held.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0::congress {

/// One finding for each limit of the directive that binds a statement, and for each pair of statements of which one must come
/// first; all limits are the directive's. Met or violated only where every day and number that fits what is stated agrees.
///
/// Statements that name another directive, or another term, are left aside; if none is left, a finding says so. Without a tree
/// a campaign is taken to lie under every congress of a higher level, and two single congresses are not compared; with one,
/// a congress is compared with those of the units below it.
///
/// Throws InvalidDocument with every statement that contradicts itself or names a level the directive does not have, and
/// UnknownUnit with every unit that does not stand in the tree.
[[nodiscard]] Findings check(std::span<const Congress> congresses, std::span<const Campaign> campaigns, const Directive& directive, const Tree* tree = nullptr);

[[nodiscard]] inline Findings check(std::span<const Congress> congresses, const Directive& directive, const Tree* tree = nullptr) { return check(congresses, {}, directive, tree); }
[[nodiscard]] inline Findings check(const Campaign& campaign, const Directive& directive, const Tree* tree = nullptr) { return check({}, {&campaign, 1}, directive, tree); }

/// What a report says of congresses: of units where it names them, else of a level.
[[nodiscard]] inline Findings check(std::span<const CongressFacts> stated, const Directive& directive, const Tree* tree = nullptr) {
    std::vector<Congress> congresses;
    std::vector<Campaign> campaigns;
    for (const CongressFacts& facts : stated) {
        if (facts.unit) congresses.push_back(congress_of(facts));
        else campaigns.push_back(campaign_of(facts));
    }
    return check(congresses, campaigns, directive, tree);
}

namespace detail {

class DirectiveCheck {
public:
    DirectiveCheck(const Directive& directive, const Tree* tree) : directive_(directive), tree_(tree) {}

    [[nodiscard]] Findings run(const std::vector<Held>& all) {
        for (const Held& h : all) {
            const LevelRule& rule = *directive_.find(h.level);
            deadline(h, rule);
            first_day(h, rule);
            days(h, rule);
            contents(h);
            delegates(h, rule);
            pauses(h);
        }
        for (const Held& below : all)
            for (const Held& above : all)
                if (directive_.rank(below.level) < directive_.rank(above.level) && lies_under(below, above)) order(below, above);
        return std::move(found_);
    }

private:
    void add(const char* rule, const Held& h, std::optional<bool> holds, std::string observed, std::string required, const Citation& citation, Confidence confidence, Label text) {
        Finding f;
        f.state = state_of(holds);
        f.severity = f.state == State::met ? Severity::info : f.state == State::violated && usable(confidence) ? Severity::error : Severity::warning;
        f.rule = std::string("congress.") + rule;
        f.subject = h.subject;
        f.observed = std::move(observed), f.required = std::move(required);
        f.citation = citation.empty() ? directive_.key.text() : citation.text();
        f.text = std::move(text);
        found_.add(std::move(f));
    }

    void deadline(const Held& h, const LevelRule& rule) {
        if (!rule.deadline) return;
        const Deadline& limit = rule.deadline->value;
        const Interval<std::int64_t> early = days_before(h.last_day, limit);
        const auto holds = [&](std::int64_t days) -> std::optional<bool> { return days == 0 ? limit.inclusive : std::optional(days > 0); };
        std::optional<bool> kept;
        if (early.low && holds(*early.low) == true) kept = true;
        else if (early.high && holds(*early.high) == false) kept = false;
        Label text{"chưa rõ ngày kết thúc so với hạn", "whether it ended in time is open"};
        if (kept == true) text = {"kết thúc trước hạn " + words(early, "ngày"), "finished " + words(early, "days") + " before the deadline"};
        else if (kept == false) text = {"kết thúc sau hạn", "finished after the deadline"};
        else if (early.low && early.high) text = {"kết thúc trước hạn " + words(early, "ngày") + "; chưa rõ", "finished " + words(early, "days") + " before the deadline: open"};
        add("deadline", h, kept, detail::text(h.last_day), std::string(limit.inclusive == true ? "on " : "before ") + limit.day.text() + (limit.inclusive == true ? " at the latest" : ""), rule.deadline->citation,
            rule.deadline->confidence, std::move(text));
    }

    void first_day(const Held& h, const LevelRule& rule) {
        if (!rule.first_day || (!h.first_day.low && !h.first_day.high)) return;
        const Date limit = rule.first_day->value;
        const auto kept = h.first_day.low && *h.first_day.low >= limit ? std::optional(true) : h.first_day.high && *h.first_day.high < limit ? std::optional(false) : std::nullopt;
        add("first_day", h, kept, detail::text(h.first_day), "from " + limit.text(), rule.first_day->citation, rule.first_day->confidence, {"ngày bắt đầu", "first day"});
    }

    void days(const Held& h, const LevelRule& rule) {
        if (!rule.most_days) return;
        const std::int64_t limit = rule.most_days->value;
        const std::string most = std::to_string(limit), took = detail::text(h.days);
        add("days", h, h.days.is_at_most(limit), took, "at most " + most, rule.most_days->citation, rule.most_days->confidence,
            h.days.exact() ? Label{took + " ngày, tối đa " + most, took + " days of at most " + most} : Label{"chưa rõ số ngày; tối đa " + most, "its days are not stated exactly; at most " + most});
    }

    void contents(const Held& h) {
        if (!directive_.contents_required || !h.contents_done) return;
        const std::size_t required = directive_.contents_required->value, done = *h.contents_done;
        std::optional<bool> kept;
        if (done == required) kept = true;
        else if (done > directive_.contents.size() || done == 0) kept = false;
        else if (directive_.reduced) {
            bool allowed = false;
            for (const std::size_t number : directive_.reduced->value) allowed = allowed || number == done;
            if (!allowed) kept = false;  // where it is allowed, only in some cases
        }
        const std::string of = std::to_string(done) + " of " + std::to_string(required);
        add("contents", h, kept, std::to_string(done), std::to_string(required), directive_.contents_required->citation, directive_.contents_required->confidence,
            {std::to_string(done) + " trên " + std::to_string(required) + " nội dung", of + " contents"});
    }

    void delegates(const Held& h, const LevelRule& rule) {
        if (!rule.most_delegates || !h.delegates) return;
        const std::int64_t limit = rule.most_delegates->value;
        add("delegates", h, *h.delegates <= limit, std::to_string(*h.delegates), "at most " + std::to_string(limit), rule.most_delegates->citation, rule.most_delegates->confidence,
            {"số đại biểu chính thức", "official delegates"});
    }

    /// Of single congresses: a campaign may begin before a pause and end after it.
    void pauses(const Held& h) {
        if (!h.single() || !h.first_day.low || !h.last_day.high) return;
        for (const Suspension& pause : directive_.suspensions) {
            bool bound = false;
            for (const std::string& level : pause.levels) bound = bound || level == h.level;
            if (!bound) continue;
            const auto outside = [&](const std::optional<Date>& since, const std::optional<Date>& until) { return (since && *h.last_day.high < *since) || (until && *h.first_day.low >= *until); };
            std::optional<bool> kept;
            if (outside(pause.since.low, pause.until.high)) kept = true;  // of the longest pause
            else if (pause.since.high && pause.until.low && h.first_day.high && h.last_day.low && *h.first_day.high < *pause.until.low && *h.last_day.low >= *pause.since.high) kept = false;
            add("pause", h, kept, detail::text(h.first_day) + " to " + detail::text(h.last_day), "not within the pause", pause.citation, pause.confidence, pause.label);
        }
    }

    [[nodiscard]] bool lies_under(const Held& below, const Held& above) const {
        if (below.single() && above.single()) return tree_ && tree_->is_within(tree_->at(*below.unit), tree_->at(*above.unit));
        if (below.single()) return tree_ && above.under && tree_->is_within(tree_->at(*below.unit), tree_->at(*above.under));
        if (!below.under) return true;
        if (above.single()) return *below.under == *above.unit || (tree_ && tree_->is_within(tree_->at(*below.under), tree_->at(*above.unit)));
        return !above.under || *below.under == *above.under;
    }

    /// No unit holds its congress before the last of its subordinates.
    void order(const Held& below, const Held& above) {
        std::optional<bool> kept = before(below.last_day, above.first_day);
        if (kept == false && !above.single() && !below.single() && !(below.first_day.low && above.last_day.high && *below.first_day.low > *above.last_day.high)) kept = std::nullopt;
        if (kept == false && !above.single() && below.single()) kept = std::nullopt;  // another unit of the level may have begun
        add("order", above, kept, below.subject + ": " + detail::text(below.last_day) + "; " + above.subject + ": " + detail::text(above.first_day), "after " + below.subject, {}, Confidence::verified,
            {"cấp dưới trước, cấp trên sau", "subordinate congresses first"});
    }

    [[nodiscard]] static std::string words(const Interval<std::int64_t>& days, const char* unit) { return detail::text(days) + ' ' + unit; }

    const Directive& directive_;
    const Tree* tree_;
    Findings found_;
};

}  // namespace detail

inline Findings check(std::span<const Congress> congresses, std::span<const Campaign> campaigns, const Directive& directive, const Tree* tree) {
    std::vector<detail::Held> all;
    for (const Campaign& c : campaigns)
        if (detail::concerns(c, directive)) all.push_back(detail::held(c));
    for (const Congress& c : congresses)
        if (detail::concerns(c, directive)) all.push_back(detail::held(c));
    Findings problems, strangers;
    for (const detail::Held& h : all) {
        detail::find_faults(h, directive, problems);
        for (const auto& unit : {h.unit, h.under})
            if (tree && unit && !tree->contains(*unit)) strangers.add(UnknownUnit::at(h.subject, "the unit does not stand in the tree of " + tree->date().text(), unit->text()).problems());
    }
    if (!problems.empty()) {
        problems.add(strangers);
        throw InvalidDocument(std::move(problems));
    }
    if (!strangers.empty()) throw UnknownUnit(std::move(strangers));
    if (all.empty()) {
        Finding f;
        f.state = State::undetermined, f.severity = Severity::warning;
        f.rule = "congress", f.required = directive.key.text(), f.citation = directive.key.text();
        f.text = {"không có đại hội nào của nhiệm kỳ " + directive.term, "no congress of the term " + directive.term + " is stated"};
        return {std::move(f)};
    }
    return detail::DirectiveCheck(directive, tree).run(all);
}

}  // namespace myhao::inline v0::congress
