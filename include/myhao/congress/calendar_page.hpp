// SPDX-License-Identifier: Apache-2.0
// A calendar of congresses to be read, in Vietnamese or English, as plain text or as HTML: by level, its pauses, and unit by unit; what
// cannot be in time is marked, and with what was held and a day, who is late on it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/page.hpp>
#include <myhao/congress/planner.hpp>
#include <myhao/congress/progress.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0::congress {

/// The units of one level together.
struct LevelPlan {
    std::uint32_t level = 0;  // of the directive
    std::size_t units = 0;
    int days = 1;                                     // of each congress
    bool days_stated = false;
    std::optional<Date> earliest_first = {};          // of any of them
    std::optional<Date> latest_first = {}, latest_last = {};  // of the one that must be first, and of the one that may be last
    std::size_t impossible = 0;                       // that cannot be held in time, however early they begin

    friend bool operator==(const LevelPlan&, const LevelPlan&) = default;
};

/// Level by level, bottom-up; those of which a unit stands in the tree.
[[nodiscard]] inline std::vector<LevelPlan> levels(const Calendar& plan) {
    std::vector<LevelPlan> all(plan.directive().levels.size());
    for (const PlannedCongress& planned : plan.all()) {
        LevelPlan& level = all[planned.level];
        if (level.units++ == 0) level.level = planned.level, level.days = planned.days, level.days_stated = planned.days_stated;
        if (const auto& day = planned.earliest_first; day && (!level.earliest_first || *day < *level.earliest_first)) level.earliest_first = day;
        if (const auto& day = planned.latest_first; day && (!level.latest_first || *day < *level.latest_first)) level.latest_first = day;
        if (const auto& day = planned.latest_last; day && (!level.latest_last || *day > *level.latest_last)) level.latest_last = day;
        level.impossible += !planned.fits();
    }
    all.erase(std::remove_if(all.begin(), all.end(), [](const LevelPlan& level) { return level.units == 0; }), all.end());
    return all;
}

/// How a calendar is shown.
struct ShownCalendar {
    Language language = Language::vi;
    std::size_t most_units = 200;      // the first by their latest days; how many more there are is said
    Origin origin = Origin::derived;   // a plan from a synthetic tree says so
};

namespace detail {

class CalendarPage {
public:
    CalendarPage(const Calendar& plan, const ShownCalendar& shown, const Stated* stated, std::optional<Date> on) : plan_(plan), shown_(shown), stated_(stated), on_(on) {
        out_.of = "calendar", out_.language = shown.language;
        if (stated != nullptr) standing_ = progress(plan, *stated, *on);
    }

    [[nodiscard]] Page write() {
        head();
        by_level();
        pauses();
        units();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string in(const char* vi, const char* en) const { return shown_.language == Language::vi ? vi : en; }
    [[nodiscard]] std::string in(const Label& label) const { return label.in(shown_.language).empty() ? label.en : label.in(shown_.language); }
    [[nodiscard]] static std::string n(std::size_t number) { return std::to_string(number); }
    [[nodiscard]] static std::string text_of(const std::optional<Date>& day) { return day ? day->text() : ""; }
    [[nodiscard]] std::string text_of(const Interval<Date>& day) const {
        if (!day.low && !day.high) return in("chưa rõ", "not stated");
        if (day.low && day.high) return *day.low == *day.high ? day.low->text() : day.low->text() + in(" đến ", " to ") + day.high->text();
        return day.low ? in("từ ", "from ") + day.low->text() : in("đến ", "to ") + day.high->text();
    }
    [[nodiscard]] std::string text_of(const Citation& citation, Confidence confidence) const { return citation.empty() ? "" : citation.text() + " (" + in(label(confidence)) + ")"; }
    [[nodiscard]] std::string named(const LevelRule& level) const { return level.label.en.empty() && level.label.vi.empty() ? level.level : in(level.label); }
    [[nodiscard]] std::string named(const std::vector<std::string>& levels) const {
        std::string all;
        for (const std::string& level : levels) {
            const LevelRule* rule = plan_.directive().find(level);
            all += (all.empty() ? "" : ", ") + (rule != nullptr ? named(*rule) : level);
        }
        return all.empty() ? in("mọi cấp", "all levels") : all;
    }
    [[nodiscard]] std::string named(Row row) const { return plan_.tree().name(row).empty() ? plan_.tree().id(row).text() : std::string(plan_.tree().name(row)); }
    [[nodiscard]] std::string days(int count, bool stated) const { return std::to_string(count) + (stated ? "" : in(" (tạm tính)", " (taken)")); }
    PagePart& part(std::string heading) { return out_.parts.emplace_back(PagePart{.heading = std::move(heading)}); }

    void head() {
        const Directive& directive = plan_.directive();
        out_.title = in("LỊCH ĐẠI HỘI, NHIỆM KỲ ", "CALENDAR OF CONGRESSES, TERM ") + directive.term;
        const std::string loud(warning(shown_.origin));
        out_.lines.push_back((loud.empty() ? in("Nguồn: ", "Origin: ") : loud + ": ") + in(label(shown_.origin)));
        out_.lines.push_back(in("Theo: ", "Directive: ") + directive.key.text());
        out_.lines.push_back(n(plan_.all().size()) + in(" đại hội, hệ thống tổ chức ngày ", " congresses, tree of ") + plan_.tree().date().text());
        if (const auto& by = plan_.options().by) out_.lines.push_back(in("Không đại hội nào kết thúc sau ngày ", "No congress ends after ") + by->text());
        if (std::any_of(directive.levels.begin(), directive.levels.end(), [](const LevelRule& level) { return level.deadline && !level.deadline->value.inclusive; }))
            out_.lines.push_back(plan_.options().open_day_counts ? in("Hạn \"trước ngày\": tính cả ngày đó", "A deadline \"before\" a day: that day is taken to count")
                                                                 : in("Hạn \"trước ngày\": không tính ngày đó, để chắc chắn kịp", "A deadline \"before\" a day: the day before it, to be in time for certain"));
        if (stated_ == nullptr) return;
        std::size_t in_time = 0, late = 0;
        for (const Finding& f : standing_) in_time += f.state == State::met, late += f.state == State::violated;
        out_.lines.push_back(in("Tính đến ngày ", "On ") + on_->text() + in(": kịp hạn ", ": in time ") + n(in_time) + in(", quá hạn ", ", late ") + n(late) + in(", chưa rõ ", ", open ") + n(standing_.size() - in_time - late));
    }

    void by_level() {
        PagePart& here = part(in("Theo cấp", "By level"));
        here.headers = {in("Cấp", "Level"), in("Số đại hội", "Congresses"), in("Số ngày", "Days of each"), in("Không sớm hơn", "Not before"), in("Muộn nhất, từ", "Latest from"), in("đến", "to"), in("Không thể kịp", "Cannot be in time"), in("Hạn", "Deadline"), in("Căn cứ", "Citation")};
        for (const LevelPlan& level : levels(plan_)) {
            if (level.impossible > 0) here.marked.push_back(here.rows.size());
            const LevelRule& rule = plan_.directive().levels[level.level];
            std::string deadline, cited;
            if (const auto by = plan_.directive().deadline(rule)) {
                deadline = (by->inclusive == true ? in("đến hết ngày ", "to the end of ") : in("trước ngày ", "before ")) + by->day.text();
                cited = text_of(rule.deadline->citation, rule.deadline->confidence);
            }
            here.rows.push_back({named(rule), n(level.units), days(level.days, level.days_stated), text_of(level.earliest_first), text_of(level.latest_first), text_of(level.latest_last), n(level.impossible), std::move(deadline), std::move(cited)});
        }
    }

    void pauses() {
        const Directive& directive = plan_.directive();
        if (directive.suspensions.empty() && plan_.options().pauses.empty()) return;
        PagePart& here = part(in("Tạm dừng", "Pauses"));
        here.headers = {in("Cấp", "Levels"), in("Từ ngày", "From"), in("Họp lại từ", "Held again from"), in("Nội dung", "What"), in("Căn cứ", "Citation")};
        for (const Suspension& one : directive.suspensions) here.rows.push_back({named(one.levels), text_of(one.since), text_of(one.until), in(one.label), text_of(one.citation, one.confidence)});
        for (const Pause& one : plan_.options().pauses) here.rows.push_back({named(one.levels), one.since.text(), one.until.text(), in("lịch này không xếp vào những ngày đó", "this calendar leaves these days free"), ""});
    }

    void units() {
        const auto all = plan_.all();
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const auto &first = all[a].latest_first, &second = all[b].latest_first;
            return first && (!second || *first < *second);
        });
        PagePart& here = part(in("Từng tổ chức, theo ngày muộn nhất", "Unit by unit, by the latest days"));
        if (order.size() > shown_.most_units) {
            order.resize(shown_.most_units);
            here.lines.push_back(n(order.size()) + in(" trên ", " of ") + n(all.size()));
        }
        here.headers = {in("TT", "No."), in("Tổ chức", "Unit"), in("Cấp", "Level"), in("Số ngày", "Days"), in("Sớm nhất, từ", "Earliest from"), in("Muộn nhất, từ", "Latest from"), in("đến", "to"), in("Dự phòng", "Slack"), in("Ghi chú", "Remark")};
        if (stated_ != nullptr) here.headers.insert(here.headers.end() - 1, {in("Đã họp", "Held"), in("Ngày ", "On ") + on_->text()});
        for (const std::size_t i : order) {
            const PlannedCongress& planned = all[i];
            const bool late = stated_ != nullptr && standing_[i].state == State::violated;
            if (late || !planned.fits()) here.marked.push_back(here.rows.size());
            std::vector<std::string> row = {n(here.rows.size() + 1), named(planned.row), named(plan_.level(planned)), days(planned.days, planned.days_stated), text_of(planned.earliest_first), text_of(planned.latest_first), text_of(planned.latest_last),
                                            planned.slack() ? std::to_string(*planned.slack()) : "", remark(planned)};
            if (stated_ != nullptr) {
                const auto& held = (*stated_)[planned.row];
                row.insert(row.end() - 1, {held ? days_of(*held) : "", in(standing_[i].text)});
            }
            here.rows.push_back(std::move(row));
        }
    }
    [[nodiscard]] std::string days_of(const StatedDays& held) const { return held.first == held.last ? text_of(held.first) : text_of(held.first) + " - " + text_of(held.last); }
    [[nodiscard]] std::string remark(const PlannedCongress& planned) const {
        std::string text;
        if (!planned.fits()) text = in("không thể kịp, thiếu ", "cannot be in time, ") + std::to_string(-*planned.slack()) + in(" ngày", *planned.slack() == -1 ? " day short" : " days short");
        if (planned.bound_by) text += (text.empty() ? "" : "; ") + in("trước đại hội ", "before the congress of ") + named(*planned.bound_by);
        return text;
    }

    const Calendar& plan_;
    const ShownCalendar& shown_;
    const Stated* stated_;
    std::optional<Date> on_;
    Findings standing_;
    Page out_;
};

}  // namespace detail

[[nodiscard]] inline Page page(const Calendar& plan, const ShownCalendar& shown = {}) { return detail::CalendarPage(plan, shown, nullptr, {}).write(); }

/// With what was held, and how each unit stands on day `on`: see `progress`.
[[nodiscard]] inline Page page(const Calendar& plan, const Stated& stated, Date on, const ShownCalendar& shown = {}) { return detail::CalendarPage(plan, shown, &stated, on).write(); }

}  // namespace myhao::inline v0::congress
