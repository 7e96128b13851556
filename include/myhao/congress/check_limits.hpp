// SPDX-License-Identifier: Apache-2.0
// One statement of a congress or of many against the limits of a directive: days, contents, who meets, sizes and pauses.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/held.hpp>

namespace myhao::inline v0::congress::detail {

/// What one check says. `holds`: nothing where what is stated allows both.
[[nodiscard]] inline Finding finding(const char* rule, const std::string& subject, std::optional<bool> holds, std::string observed, std::string required, std::string citation, Confidence confidence, Label text) {
    Finding f;
    f.state = state_of(holds);
    f.severity = f.state == State::met ? Severity::info : f.state == State::violated && usable(confidence) ? Severity::error : Severity::warning;
    f.rule = std::string("congress.") + rule;
    f.subject = subject;
    f.observed = std::move(observed), f.required = std::move(required), f.citation = std::move(citation), f.text = std::move(text);
    return f;
}

class LimitCheck {
public:
    LimitCheck(const Directive& directive, Findings& found) : directive_(directive), found_(found) {}

    void run(const Held& h) {
        const LevelRule& rule = *directive_.find(h.level);
        deadline(h, rule), first_day(h, rule), days(h, rule), contents(h), pauses(h);
        if (h.single) form(h, rule), preparatory(h, rule), sizes(h, rule), rounds(h);
    }

private:
    void add(const char* rule, const Held& h, std::optional<bool> holds, std::string observed, std::string required, const Citation& citation, Confidence confidence, Label text) {
        found_.add(finding(rule, h.subject, holds, std::move(observed), std::move(required), citation.empty() ? directive_.key.text() : citation.text(), confidence, std::move(text)));
    }

    void deadline(const Held& h, const LevelRule& rule) {
        const auto limit = directive_.deadline(rule);
        if (!limit) return;
        const Interval<std::int64_t> early = days_before(h.last_day, *limit);
        const auto holds = [&](std::int64_t days) -> std::optional<bool> { return days == 0 ? limit->inclusive : std::optional(days > 0); };
        std::optional<bool> kept;
        if (early.low && holds(*early.low) == true) kept = true;
        else if (early.high && holds(*early.high) == false) kept = false;
        Label text{"chưa rõ ngày kết thúc so với hạn", "whether it ended in time is open"};
        if (kept == true) text = {"kết thúc trước hạn " + words(early, "ngày"), "finished " + words(early, "days") + " before the deadline"};
        else if (kept == false) text = {"kết thúc sau hạn", "finished after the deadline"};
        else if (early.low && early.high) text = {"kết thúc trước hạn " + words(early, "ngày") + "; chưa rõ", "finished " + words(early, "days") + " before the deadline: open"};
        add("deadline", h, kept, detail::text(h.last_day), std::string(limit->inclusive == true ? "on " : "before ") + limit->day.text() + (limit->inclusive == true ? " at the latest" : ""), rule.deadline->citation,
            rule.deadline->confidence, std::move(text));
    }

    /// A pilot congress may come before the others; a single one that is not said to be none may be one.
    void first_day(const Held& h, const LevelRule& rule) {
        if (!rule.first_day || (!h.first_day.low && !h.first_day.high) || (h.single && h.single->pilot == true)) return;
        const Date limit = rule.first_day->value;
        auto kept = h.first_day.low && *h.first_day.low >= limit ? std::optional(true) : h.first_day.high && *h.first_day.high < limit ? std::optional(false) : std::nullopt;
        const bool early = kept == false;
        if (early && !(h.single && h.single->pilot == false)) kept = std::nullopt;
        add("first_day", h, kept, detail::text(h.first_day), "from " + limit.text(), rule.first_day->citation, rule.first_day->confidence,
            early && !kept ? Label{"bắt đầu sớm: chỉ đại hội điểm mới được", "begins early, as only a pilot congress may"} : Label{"ngày bắt đầu", "first day"});
    }

    /// A case that the statement names ("central_bloc") may have a limit of its own.
    void days(const Held& h, const LevelRule& rule) {
        if (!rule.most_days) return;
        std::int64_t limit = rule.most_days->value;
        for (const SizeLimit& size : rule.sizes)
            if (size.of == "days" && size.number.high && h.is(size.when)) limit = *size.number.high;
        const std::string most = std::to_string(limit), took = detail::text(h.days);
        add("days", h, h.days.is_at_most(limit), took, "at most " + most, rule.most_days->citation, rule.most_days->confidence,
            h.days.exact() ? Label{took + " ngày, tối đa " + most, took + " days of at most " + most} : Label{"chưa rõ số ngày; tối đa " + most, "its days are not stated exactly; at most " + most});
    }

    /// Fewer contents are in order where a variant allows them and its case is stated; open where it might be that case.
    void contents(const Held& h) {
        if (!directive_.contents_required || !h.contents_done) return;
        const std::int64_t required = static_cast<std::int64_t>(directive_.contents_required->value), done = *h.contents_done;
        const Ruled<std::size_t>& rule = *directive_.contents_required;
        std::optional<bool> kept;
        Citation citation = rule.citation;
        Confidence confidence = rule.confidence;
        Label text{std::to_string(done) + " trên " + std::to_string(required) + " nội dung", std::to_string(done) + " of " + std::to_string(required) + " contents"};
        if (done >= required) kept = true;
        else if (done == 0) kept = false;
        else if (directive_.variants) {
            kept = false;
            for (const ContentsVariant& variant : *directive_.variants) {
                if (kept == true || !fits(h, variant)) continue;
                kept = h.is(variant.when) ? std::optional(true) : std::nullopt;
                citation = variant.citation, confidence = variant.confidence;
                text.vi += ": " + variant.label.vi, text.en += ": " + variant.label.en;
            }
        }
        add("contents", h, kept, std::to_string(done), std::to_string(required), citation, confidence, std::move(text));
    }
    [[nodiscard]] static bool fits(const Held& h, const ContentsVariant& variant) {
        if (*h.contents_done != static_cast<std::int64_t>(variant.contents.size())) return false;
        return !h.contents || std::is_permutation(h.contents->begin(), h.contents->end(), variant.contents.begin(), variant.contents.end());
    }

    void form(const Held& h, const LevelRule& rule) {
        if (!rule.delegates_from || !h.single->form || !h.single->members) return;
        const std::int64_t from = rule.delegates_from->value;
        const bool many = *h.single->members >= from, all_meet = *h.single->form == CongressForm::all_members;
        const std::string limit = std::to_string(from);
        std::optional<bool> kept = all_meet != many;
        if (!many && !all_meet) kept = std::nullopt;  // the superior may agree to delegates
        add("form", h, kept, std::to_string(*h.single->members) + " members, congress of " + std::string(name(*h.single->form)), many ? "delegates from " + limit + " members" : "all members below " + limit,
            rule.delegates_from->citation, rule.delegates_from->confidence,
            kept ? Label{"hình thức đại hội", "who meets"} : Label{"dưới " + limit + " đảng viên: đại hội đại biểu nếu cấp trên đồng ý", "fewer than " + limit + " members: delegates only where the superior agrees"});
    }

    void preparatory(const Held& h, const LevelRule& rule) {
        if (!rule.most_preparatory_half_days || !h.single->preparatory_half_days) return;
        const int limit = rule.most_preparatory_half_days->value, took = *h.single->preparatory_half_days;
        add("preparatory", h, took <= limit, std::to_string(took) + " half-days", "at most " + std::to_string(limit), rule.most_preparatory_half_days->citation, rule.most_preparatory_half_days->confidence,
            {"phiên trù bị", "preparatory session"});
    }

    /// Delegates, and the seats that were to be filled of each body. Of several cases the stated one; else all of them must agree.
    void sizes(const Held& h, const LevelRule& rule) {
        const Congress& c = *h.single;
        if (c.delegates) size(h, rule, "delegates", *c.delegates, {});
        for (const ElectionRound& r : c.rounds)
            if (r.round == 1 && r.seats) size(h, rule, r.of, *r.seats, r.before);
    }
    void size(const Held& h, const LevelRule& rule, const std::string& of, std::int64_t number, const std::optional<std::int64_t>& before) {
        std::vector<const SizeLimit*> cases;
        for (const SizeLimit& limit : rule.sizes) {
            if (limit.of != of) continue;
            if (limit.of_before) relative(h, limit, number, before);
            else if (limit.when.empty() || h.is(limit.when)) {
                if (!limit.when.empty()) cases.clear();
                cases.push_back(&limit);
                if (!limit.when.empty()) break;
            } else cases.push_back(&limit);
        }
        if (cases.empty()) return;
        const auto within = [&](const SizeLimit* limit) { return limit->number.contains(number); };
        const bool all = std::all_of(cases.begin(), cases.end(), within), none = std::none_of(cases.begin(), cases.end(), within);
        const SizeLimit& first = *cases.front();
        std::string required, vi, en;
        for (const SizeLimit* limit : cases) {
            required += (required.empty() ? "" : "; ") + detail::text(limit->number) + (cases.size() > 1 ? " (" + limit->when + ")" : "");
            if (!limit->label.en.empty()) vi += ": " + limit->label.vi, en += ": " + limit->label.en;
        }
        add(of.c_str(), h, all ? std::optional(true) : none ? std::optional(false) : std::nullopt, std::to_string(number), std::move(required), first.citation, first.confidence,
            {(of == "delegates" ? "số đại biểu chính thức" : "số lượng " + of) + vi, (of == "delegates" ? "official delegates" : "size of the " + of) + en});
    }
    /// "About" so much: more than in the term before is too many for certain, and nothing else is.
    void relative(const Held& h, const SizeLimit& limit, std::int64_t number, const std::optional<std::int64_t>& before) {
        const std::optional<bool> kept = before && number > *before ? std::optional(false) : std::nullopt;
        add(limit.of.c_str(), h, kept, std::to_string(number) + (before ? " after " + std::to_string(*before) : ""), "about " + std::to_string(limit.of_before->numerator()) + "/" + std::to_string(limit.of_before->denominator()) + " of the term before",
            limit.citation, limit.confidence, limit.label);
    }

    /// How many seats of each body stay empty after all its rounds. It is no fault: the election may go on, or the seat stay vacant.
    void rounds(const Held& h) {
        const std::vector<ElectionRound>& all = h.single->rounds;
        for (const ElectionRound& first : all) {
            if (first.round != 1 || !first.seats) continue;
            std::int64_t elected = 0;
            bool known = true;
            for (const ElectionRound& r : all)
                if (r.of == first.of) known = known && r.elected, elected += std::min<std::int64_t>(r.elected.value_or(0), *first.seats);
            const std::int64_t vacant = std::max<std::int64_t>(0, *first.seats - elected);
            const std::string seats = std::to_string(*first.seats);
            Label text{"chưa rõ số người trúng cử", "how many were elected is not stated"};
            if (known) text = {"bầu được " + std::to_string(elected) + " trên " + seats + ", khuyết " + std::to_string(vacant), std::to_string(elected) + " of " + seats + " elected, " + std::to_string(vacant) + " vacant"};
            add("seats", h, known && vacant == 0 ? std::optional(true) : std::nullopt, known ? std::to_string(elected) : "not stated", seats + " of the " + first.of, h.source, Confidence::verified, std::move(text));
        }
    }

    /// Of single congresses: a campaign may begin before a pause and end after it.
    void pauses(const Held& h) {
        if (!h.single || !h.first_day.low || !h.last_day.high) return;
        for (const Suspension& pause : directive_.suspensions) {
            if (!pause.binds(h.level)) continue;
            const auto outside = [&](const std::optional<Date>& since, const std::optional<Date>& until) { return (since && *h.last_day.high < *since) || (until && *h.first_day.low >= *until); };
            std::optional<bool> kept;
            if (outside(pause.since.low, pause.until.high)) kept = true;  // of the longest pause
            else if (pause.since.high && pause.until.low && h.first_day.high && h.last_day.low && *h.first_day.high < *pause.until.low && *h.last_day.low >= *pause.since.high) kept = false;
            add("pause", h, kept, detail::text(h.first_day) + " to " + detail::text(h.last_day), "not within the pause", pause.citation, pause.confidence, pause.label);
        }
    }

    [[nodiscard]] static std::string words(const Interval<std::int64_t>& days, const char* unit) { return detail::text(days) + ' ' + unit; }

    const Directive& directive_;
    Findings& found_;
};

}  // namespace myhao::inline v0::congress::detail
