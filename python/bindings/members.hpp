// SPDX-License-Identifier: Apache-2.0
// Members: badges, probation, their events over time, and the balance of a period.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/interop/json.hpp>
#include <myhao/members/membership.hpp>
#include <myhao/members/membership_check.hpp>
#include <myhao/regulations/badges.hpp>
#include <myhao/regulations/member_rules.hpp>
#include <myhao/report/balance.hpp>

#include "member_table.hpp"
#include "tables.hpp"
#include "values.hpp"

namespace myhao_python {

namespace detail {

inline std::optional<MonthEnd> month_end_of(const std::string& policy) {
    if (policy.empty()) return std::nullopt;
    return policy == "clip" ? MonthEnd::clip : policy == "next" ? MonthEnd::next : MonthEnd::error;
}
template <class T>
py::tuple source_of(const Ruled<T>& rule) {
    return py::make_tuple(citation_parts(rule.citation), text(name(rule.confidence)));
}
inline py::tuple badge_rules_parts(const BadgeRules& r) {
    const auto early = list_of(r.early, [](const Ruled<EarlyAward>& e) { return py::make_tuple(text(name(e.value.reason)), e.value.from, e.value.to, e.value.months, source_of(e)); });
    const auto days = list_of(r.award_days.value, [](const AwardDay& d) { return py::make_tuple(d.month, d.day); });
    constexpr const char* policies[] = {"clip", "next", "error"};
    return py::make_tuple(key_parts(r.key), r.label, r.years.value, source_of(r.years), days, source_of(r.award_days), r.other_days.value, early, policies[static_cast<std::size_t>(r.month_end.value)], source_of(r.month_end));
}
inline BadgeRound badge_round_of(const py::tuple& t) {
    const auto count = [&](std::size_t i) { return t[i].cast<std::optional<std::int64_t>>(); };
    const auto day = [&](std::size_t i) { return t[i].cast<std::optional<Date>>(); };
    return {count(0), count(1), count(2), day(3), day(4), day(5)};
}

inline std::vector<MemberRow> member_rows(const py::dict& table) {
    const auto column = [&](const char* name) { return column_of(table, name, "events"); };
    Faults faults{"members.cell", "events, "};
    const IdCells member = ids_from(column("member"), "member", faults), unit = ids_from(column("unit"), "unit", faults);
    const TextCells what = texts_from(column("what"), "what", faults);
    const std::vector<std::int32_t> day = days_from(column("day"), "day", faults, true), decided = days_from(column("decided"), "decided", faults), until = days_from(column("until"), "until", faults);
    const NumberCells badge = numbers_from(column("badge"), "badge", faults);
    const std::size_t rows = day.size();
    const auto same = [&](std::size_t n, const char* name, bool needed) {
        if (n != rows && (needed || n != 0))
            faults.problems.add({State::violated, Severity::error, "members.columns", std::string("events, column '") + name + "'", std::to_string(n), std::to_string(rows), {}, {"các cột có cùng số dòng", "columns have the same number of rows"}});
    };
    const IdColumn members = member.column(), units = unit.column();
    const TextColumn names = what.column();
    same(members.size(), "member", true), same(names.size(), "what", true), same(units.size(), "unit", false);
    same(decided.size(), "decided", false), same(until.size(), "until", false), same(badge.numbers.size(), "badge", false);
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    std::vector<std::string> known;
    for (std::size_t i = 0; i < member_event_count; ++i) known.push_back(text(name(static_cast<MemberEvent>(i))));
    std::vector<MemberRow> out;
    for (std::size_t r = 0; r < rows; ++r) {
        const char* const missing = members.is_null(r) ? "member" : names.is_null(r) ? "what" : day[r] == no_day ? "day" : nullptr;
        if (missing != nullptr) {
            faults.at(r, rows, missing, "the value is missing", "thiếu giá trị", "null", "a value");
            continue;
        }
        MemberRow row;
        const auto event = member_event_named(names[r]);
        if (!event) faults.at(r, rows, "what", "no such event" + suggestion(names[r], known), "không có sự kiện này", "'" + std::string(names[r].substr(0, 60)) + "'", "admitted, confirmed, transferred, ...");
        const auto id = [&](const IdColumn& c) { return c.is_text() ? Id(c.texts[r]) : Id(c.numbers[r]); };
        const auto date = [&](const std::vector<std::int32_t>& days, const char* name) { return days.empty() || days[r] == no_day ? std::nullopt : std::optional(valid_day(days[r], r, rows, name, faults)); };
        row.member = id(members), row.what = event.value_or(MemberEvent::admitted), row.day = valid_day(day[r], r, rows, "day", faults);
        if (units.size() != 0 && !units.is_null(r)) row.unit = id(units);
        row.decided = date(decided, "decided"), row.until = date(until, "until");
        if (!badge.numbers.empty() && (badge.valid.empty() || badge.valid[r] != 0)) row.badge = static_cast<int>(std::clamp<std::int64_t>(badge.numbers[r], -1, 1000));
        out.push_back(std::move(row));
    }
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    return out;
}

inline py::tuple row_parts(const MemberRow& r) { return py::make_tuple(r.member, text(name(r.what)), r.day, r.unit, r.decided, r.until, r.badge); }
inline py::tuple standing_parts(const MemberStanding& s) {
    return py::make_tuple(text(name(s.state)), s.unit, s.host, s.suspended, s.exempt, s.ceremony, s.age_from, s.official_since, s.left);
}

inline py::tuple balance_parts(const Balance& b, const Period& period) {
    const auto bounds = [](const CountInterval& value) { return py::make_tuple(value.low, value.high); };
    py::dict flows, labels;
    for (std::size_t i = 0; i < flow_count; ++i) {
        const auto flow = static_cast<Flow>(i);
        const py::str key(text(name(flow)));
        flows[key] = bounds(b.of(flow)), labels[key] = label(flow);
    }
    return py::make_tuple(py::make_tuple(period.since(), period.until()), bounds(b.change), flows, labels, bounds(b.gains), bounds(b.losses), bounds(b.unstated_gains), bounds(b.unstated_losses), b.findings);
}

inline void register_membership(py::module_& module) {
    using List = std::vector<std::int64_t>;
    py::class_<Membership>(module, "Membership")
        .def(py::init([](const py::dict& rows, const History* history) { return Membership::from_rows(member_rows(rows), regulations::member_rules(), history); }))
        .def("__len__", &Membership::size)
        .def("members", [](const Membership& self) { return self.members(); })
        .def("units", [](const Membership& self) { return self.units(); })
        .def("rows", [](const Membership& self) { return list_of(self.rows(), row_parts); })
        .def("rows_of", [](const Membership& self, py::handle member) { return list_of(self.rows(id_of(member, "member")), row_parts); })
        .def("on", [](const Membership& self, py::handle member, Date day) { return standing_parts(self.on(id_of(member, "member"), day)); })
        .def("contains", [](const Membership& self, py::handle member) { return self.contains(id_of(member, "member")); })
        .def("counts",
             [](const Membership& self, Date day) {
                 List columns[6];
                 for (const UnitMembers& u : self.counts(day)) {
                     const std::int64_t parts[] = {u.official, u.probationary, u.suspended, u.exempt, u.away, u.hosted};
                     for (std::size_t c = 0; c < 6; ++c) columns[c].push_back(parts[c]);
                 }
                 py::list out;
                 for (List& column : columns) out.append(read_only(std::move(column)));
                 return out;
             })
        .def("flows",
             [](const Membership& self, Date since, Date until) {
                 List columns[flow_count + 2];
                 for (const UnitFlows& u : self.flows(Period(since, until))) {
                     columns[0].push_back(u.start), columns[flow_count + 1].push_back(u.end);
                     for (std::size_t f = 0; f < flow_count; ++f) columns[f + 1].push_back(u.flows[f]);
                 }
                 py::list out;
                 for (List& column : columns) out.append(read_only(std::move(column)));
                 return out;
             })
        .def("roll",
             [](const Membership& self, Date day) {
                 py::list out;
                 self.each_on(day, [&](std::size_t m, const myhao::detail::MemberCourse& c) {
                     const std::int32_t d = day.days();
                     out.append(py::make_tuple(self.members()[m], self.units()[c.unit], text(name(c.state)), c.is_attached(d) ? std::optional(self.units()[c.host]) : std::nullopt, c.is_suspended(d), c.exempt));
                 });
                 return out;
             })
        .def("count_on",
             [](const Membership& self, const Tree& tree, Date day, bool rolled_up) {
                 std::vector<std::size_t> row, at(self.units().size(), SIZE_MAX);
                 std::vector<std::int8_t> code;
                 for (std::size_t u = 0; u < at.size(); ++u)
                     if (const auto found = tree.row(self.units()[u])) at[u] = found->at();
                 MemberCounter counter(tree, 2);
                 Findings unknown;
                 std::vector<std::uint8_t> told(at.size(), 0);
                 self.each_on(day, [&](std::size_t, const myhao::detail::MemberCourse& c) {
                     if (at[c.unit] == SIZE_MAX && std::exchange(told[c.unit], std::uint8_t{1}) == 0) unknown.add(UnknownUnit::at("unit '" + self.units()[c.unit].text() + "'", "it has members, and does not stand in the tree of " + tree.date().text()).problems()[0]);
                     row.push_back(at[c.unit]), code.push_back(c.state == MemberState::official ? 0 : 1);
                 });
                 if (!unknown.empty()) throw UnknownUnit(std::move(unknown));
                 counter.add_rows(row.size(), [&](std::size_t i) { return row[i]; }, code.data());
                 auto [table, missing] = std::move(counter).finish(rolled_up).take();
                 return py::make_tuple(read_only_table(std::move(table), 2), read_only_table(std::move(missing), 1));
             })
        .def("badge_round",
             [](const Membership& self, Date since, Date until) {
                 const BadgeRound r = self.badge_round(Period(since, until));
                 return py::make_tuple(*r.proposed, *r.decided, *r.presented);
             })
        .def("check", [](const Membership& self, Date on) { return check(self, regulations::member_rules(), [](Date day) -> const BadgeRules& { return regulations::badge_rules(day); }, on); })
        .def("digest", [](const Membership& self) { return self.digest().text(); })
        .def("to_json",
             [](const Membership& self, const std::string& origin) {
                 const Origin said = origin_named(origin).value_or(Origin::real);
                 const py::gil_scoped_release release;
                 return to_json(self, said);
             })
        .def("same", [](const Membership& self, const Membership& other) { return self == other; });
}

}  // namespace detail

inline void register_members(py::module_& module) {
    using regulations::badge_rules, regulations::member_rules, detail::month_end_of;
    module.def("members_badge_due", [](Date admitted, Date on, const std::string& policy) { return badge_due(admitted, on, badge_rules(on), month_end_of(policy)); });
    module.def("members_probation_ends", [](Date ceremony, const std::string& policy) { return probation_ends(ceremony, member_rules(), month_end_of(policy)); });
    module.def("members_party_age", [](Date admitted, Date on, const std::string& policy) { return party_age(admitted, on, month_end_of(policy).value_or(badge_rules(on).month_end.value)); });
    module.def("members_badge_rules", [](Date on) { return detail::badge_rules_parts(badge_rules(on)); });
    module.def("members_award_day", [](Date day) { return award_day_from(day, badge_rules(day)); });
    module.def("members_badges", [](Date admitted, Date on, const std::string& policy) {
        return list_of(badges(admitted, badge_rules(on), month_end_of(policy)), [](const BadgeDue& b) { return py::make_tuple(b.years, b.due, b.award_day, b.earliest_ill, b.earliest_posthumous); });
    });
    module.def("members_check_award", [](Date admitted, int years, Date day, bool posthumous, std::optional<bool> ill, const std::string& subject, const std::string& policy) {
        const BadgeAward award{admitted, years, day, posthumous, ill};
        return py::make_tuple(text(name(kind_of(award, badge_rules(day), month_end_of(policy)))), check(award, badge_rules(day), subject, month_end_of(policy)));
    });
    module.def("members_check_round", [](const py::tuple& round, const std::string& subject) { return check(detail::badge_round_of(round), subject); });
    module.def("members_balance", [](Date since, Date until, const py::tuple& start, const py::tuple& end, const std::vector<py::tuple>& flows) {
        const auto count = [](const py::tuple& t) { return CountInterval{t[0].cast<std::optional<std::int64_t>>(), t[1].cast<std::optional<std::int64_t>>()}; };
        BalanceFacts facts{Period(since, until), count(start), count(end)};
        constexpr Flow all[] = {Flow::admitted, Flow::readmitted, Flow::transferred_in, Flow::transferred_out, Flow::died, Flow::removed};
        for (const py::tuple& t : flows) facts.flows.push_back({named(t[0].cast<std::string>(), all, "flows"), count(t[1].cast<py::tuple>()), Period(t[2].cast<Date>(), t[3].cast<Date>())});
        return detail::balance_parts(balance(facts), facts.period);
    });
    module.def("members_count", &count_members);
    module.def("members_badge_counts", [](py::handle admitted, Date on, const std::string& policy) { return badge_counts(admitted, BadgesOn(badge_rules(on), on, month_end_of(policy))); });
    module.def("members_badge_codes", [](py::handle admitted, Date on, const std::string& policy) { return badge_codes(admitted, BadgesOn(badge_rules(on), on, month_end_of(policy))); });
    module.def("members_years", &years_of);
    detail::register_membership(module);
}

}  // namespace myhao_python
