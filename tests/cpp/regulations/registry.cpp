// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <myhao/data/instruments.hpp>
#include <myhao/regulations/registry.hpp>
#include <myhao/rules/audit.hpp>

using namespace myhao;

namespace {

std::string message(void (*action)()) {
    try {
        action();
    } catch (const InvalidRules& error) {
        return error.what();
    }
    return "nothing was thrown";
}

struct ListedRow {
    std::string row, mark, kind, rule_set, subject, path;
};

std::vector<std::string> cells(const std::string& line, char separator) {
    std::vector<std::string> found(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == separator && !quoted) found.emplace_back();
        else found.back() += c;
    }
    return found;
}

std::vector<ListedRow> listed() {
    std::ifstream file(MYHAO_TEST_DATA "/evaluation_rows.csv");
    std::vector<ListedRow> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto c = cells(line, ',');
        REQUIRE(c.size() == 7);
        rows.push_back({c[0], c[1], c[2], c[3], c[4], c[5]});
    }
    return rows;
}

/// A clause, ceiling, cap or quota of a rule set.
struct Part {
    std::string path;
    const Citation* citation;
    Confidence confidence;
    const Label* label;
    bool has_value;  // not a gap through and through
};
std::vector<Part> parts_of(const RuleSet& set) {
    std::vector<Part> parts;
    const auto clause = [&](const std::string& where, const Clause& c) {
        const auto& nodes = c.condition.nodes();
        bool unknown = false;
        for (const Node& node : nodes) unknown = unknown || node.op == Op::unknown;
        parts.push_back({where + '.' + c.id, &c.citation, c.confidence, &c.label, !unknown});
    };
    for (const Clause& c : set.not_graded()) clause("not_graded", c);
    for (const Clause& c : set.grades()) clause("grades", c);
    for (const Ceiling& c : set.ceilings()) clause("ceilings", c.clause);
    for (const Relation& c : set.relations()) parts.push_back({"relations." + c.id, &c.citation, c.confidence, &c.label, true});
    for (const Quota& q : set.quotas()) parts.push_back({"quotas." + q.grade, &q.citation, q.confidence, &q.label, q.known()});
    return parts;
}

std::string place(const RuleSet& set, const std::string& path) { return set.id() + ' ' + std::string(name(set.subject())) + ' ' + path; }

/// The rows a citation names: what stands behind "evaluation ".
std::set<std::string> rows_of(const Citation& citation) {
    std::set<std::string> rows;
    const auto at = citation.clause.find("evaluation ");
    if (at == std::string::npos) return rows;
    std::istringstream words(citation.clause.substr(at + 11));
    for (std::string word; words >> word;) rows.insert(word.back() == ',' ? word.substr(0, word.size() - 1) : word);
    return rows;
}

}  // namespace

TEST_CASE("every verified row of the reading notes names a clause or says why there is none, and every clause names a row") {
    const auto rows = listed();
    REQUIRE(rows.size() > 100);
    std::map<std::string, std::set<std::string>> listed_rows;  // of a clause or a gap
    std::map<std::string, std::string> marks;
    std::set<std::string> listed_gaps, clauses;
    for (const ListedRow& r : rows) {
        marks[r.row] = r.mark;
        INFO(r.row << ' ' << r.path);
        CHECK((r.kind == "clause" || r.kind == "gap" || r.kind == "none"));
        CHECK((r.kind == "none") == r.path.empty());
        if (r.kind == "none") continue;
        const std::string full = r.rule_set + ' ' + r.subject + ' ' + r.path;
        listed_rows[full].insert(r.row);
        (r.kind == "gap" ? listed_gaps : clauses).insert(full);
        // A row that was not verified is never a clause with a value.
        if (r.kind == "clause") CHECK((r.mark == "V" || r.mark == "V-tr"));
    }
    std::set<std::string> seen, seen_gaps;
    for (const RuleSet& set : rules::all()) {
        for (const Gap& gap : set.gaps()) {
            const std::string full = place(set, gap.path);
            INFO("gap " << full);
            CHECK(listed_gaps.count(full) == 1);
            seen_gaps.insert(full);
            for (const std::string& row : rows_of(gap.citation)) CHECK(listed_rows[full].count(row) == 1);
        }
        for (const Part& part : parts_of(set)) {
            const std::string full = place(set, part.path);
            INFO("clause " << full);
            REQUIRE(part.citation);
            CHECK_FALSE(part.label->vi.empty());
            CHECK_FALSE(part.label->en.empty());
            const auto cited = rows_of(*part.citation);
            CHECK_FALSE(cited.empty());
            bool verified = false;
            for (const std::string& row : cited) {
                CHECK(marks.count(row) == 1);
                verified = verified || marks[row] == "V" || marks[row] == "V-tr";
                // The row names this part: itself, or a gap of it.
                bool named = false;
                for (const auto& [listed_path, of] : listed_rows) named = named || (of.count(row) && (listed_path == full || listed_path.rfind(full + '.', 0) == 0));
                INFO("row " << row);
                CHECK(named);
            }
            seen.insert(full);
            if (part.has_value && usable(part.confidence)) CHECK(verified);
            // What is no value is listed as a gap, so that nobody takes it for one.
            if (!part.has_value) {
                bool gap = false;
                for (const std::string& one : listed_gaps) gap = gap || one == full || one.rfind(full + '.', 0) == 0;
                CHECK(gap);
            }
        }
    }
    for (const std::string& full : clauses) {
        INFO("listed " << full);
        CHECK(seen.count(full) == 1);
    }
    CHECK(listed_gaps == seen_gaps);
}

TEST_CASE("the list has every row of the reading notes with its mark") {
    std::ifstream notes(MYHAO_SHARED "/domain/evaluation.md");
    if (!notes) return;  // the notes lie beside the source tree, not in it
    std::map<std::string, std::string> marks;
    for (const ListedRow& r : listed()) marks[r.row] = r.mark;
    std::string line, section;
    int number = 0, compared = 0;
    while (std::getline(notes, line)) {
        if (line.rfind("#", 0) == 0) {
            const auto digit = line.find_first_of("0123456789");
            section = digit == std::string::npos ? "" : line.substr(digit, line.find_first_of(" ", digit) - digit);
            if (!section.empty() && section.back() == '.') section.pop_back();
            number = 0;
            continue;
        }
        if (section.empty() || section[0] < '4' || section[0] > '7' || line.rfind("|", 0) != 0) continue;
        if (line.rfind("|---", 0) == 0) {
            number = 0;
            continue;
        }
        const std::string row = section + '.' + std::to_string(++number);
        if (number == 1 && line.find("Conf") != std::string::npos) continue;  // a header
        if (number == 1 && line.find("Decided by") != std::string::npos) continue;
        auto c = cells(line, '|');
        std::string mark = c[c.size() - 2];
        mark.erase(std::remove_if(mark.begin(), mark.end(), [](char x) { return x == ' ' || x == '*'; }), mark.end());
        if (mark.rfind("coll.", 0) == 0) mark = mark.substr(5);
        if (section == "5.4") mark = "V";  // its heading carries the mark
        INFO(row << " in the notes: " << mark);
        REQUIRE(marks.count(row) == 1);
        const std::string& ours = marks[row];
        CHECK(mark.rfind(ours, 0) == 0);
        if (ours == "V") CHECK(mark.rfind("V-tr", 0) != 0);
        ++compared;
    }
    CHECK(compared == static_cast<int>(marks.size()) - 1);  // the paragraph 7.3 is no table
}

TEST_CASE("the evaluated year chooses the rules") {
    const auto id = [](int year) { return rules::in_force(year, Subject::organization).id(); };
    CHECK(id(2014) == "27-HD/BTCTW");
    CHECK(id(2017) == "27-HD/BTCTW");
    CHECK(id(2018) == "16-HD/BTCTW");
    CHECK(id(2019) == "21-HD/BTCTW");
    CHECK(id(2020) == "21-HD/BTCTW");
    CHECK(id(2022) == "21-HD/BTCTW");
    CHECK(id(2023) == "124-QĐ/TW");
    CHECK(id(2024) == "124-QĐ/TW");
    CHECK(id(2025) == "366-QĐ/TW");
    CHECK(id(2031) == "366-QĐ/TW");
    const RuleBook book = rules::in_force(2020);
    CHECK(book.year() == 2020);
    CHECK(book.sets().size() == 4);
    CHECK(book[Subject::member].quotas()[0].base == std::vector{QuotaBase::good_only});
    CHECK(rules::in_force(2018).find(Subject::leader) == nullptr);
}

TEST_CASE("no two rule sets of one subject are in force for one year") {
    for (int year = 2014; year <= 2030; ++year) CHECK_NOTHROW(rules::in_force(year));
}

TEST_CASE("a rule set is found by the number of its instrument, and errors say what there is") {
    CHECK(rules::get("21-hd/btctw").subject() == Subject::organization);
    CHECK(rules::get("124-QD/TW", Subject::member).id() == "124-QĐ/TW");
    CHECK(rules::get("132-QĐ/TW", Subject::leader).id() == "21-HD/BTCTW");
    CHECK(rules::get("21-HD/BTCTW", Subject::organization, Date(2019, 10, 18)).id() == "21-HD/BTCTW");
    CHECK(message([] { (void)rules::get("21-HD/BTCW"); }) == "rules.get: no rule set rests on this instrument; did you mean '21-HD/BTCTW'?; found '21-HD/BTCW' for organization");
    CHECK(message([] { (void)rules::get("132-QĐ/TW"); }) == "rules.get: more than one rule set rests on this instrument; found '132-QĐ/TW' for organization; expected 16-HD/BTCTW, 21-HD/BTCTW");
    CHECK(message([] { (void)rules::get("366-QĐ/TW", Subject::member, Date(2024, 8, 30)); }).find("of 2024-08-30") != std::string::npos);
    CHECK(message([] { (void)rules::in_force(2013); }) == "rules.in_force: no rules were read for this evaluated year; found 2013; expected from 2014 on");
    CHECK(message([] { (void)rules::in_force(2018, Subject::leader); }) == "rules.in_force(2018): no rules were read for this subject; found leader; expected organization, member");
}

TEST_CASE("the instruments of the rules are those of the list of instruments") {
    for (const RuleSet& set : rules::all())
        for (const InstrumentKey& key : set.instruments()) {
            INFO(key.text());
            const auto found = instruments::registry().find(key.number, key.issued, key.issuer);
            CHECK(found.size() == 1);
        }
}

TEST_CASE("the rules of 2020 as far as they were read") {
    const RuleSet organizations = rules::in_force(2020, Subject::organization), of_members = rules::in_force(2020, Subject::member);
    SECTION("the quota of organisations has a believed share, three bases and no group") {
        REQUIRE(organizations.quotas().size() == 1);
        const Quota& quota = organizations.quotas()[0];
        CHECK(quota.share == Ratio(1, 5));
        CHECK(quota.base.size() == 3);
        CHECK_FALSE(quota.known());
        CHECK_FALSE(usable(quota.confidence));
    }
    SECTION("that of members is a fifth of the good, in each grassroots organisation") {
        const Quota& quota = of_members.quotas()[0];
        CHECK(quota.share == Ratio(1, 5));
        CHECK(quota.base == std::vector{QuotaBase::good_only});
        CHECK(quota.group == by_ancestor("grassroots"));
        CHECK(quota.confidence == Confidence::verified);
    }
    SECTION("the audit of the town: exceeded under the narrow base, open under the others, and nothing more than a warning") {
        const auto found = audit(Tally(scales::cpv_2018(), {{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, {.graded = 43}), organizations);
        CHECK(found[0].state == State::violated);
        CHECK(found[1].state == State::undetermined);
        CHECK(found[2].state == State::undetermined);
        for (const auto& f : found) {
            CHECK(f.in_rules);
            CHECK(f.severity == Severity::warning);
            CHECK(f.citation.find("21-HD/BTCTW") != std::string::npos);
        }
    }
    SECTION("the member quota is per grassroots organisation: 667 to 702 of 4,215") {
        const auto found = audit(Tally(scales::cpv_2018(), {{{"excellent", "good"}, 4215}}, {.subject = Subject::member}), of_members, 43);
        CHECK(found[0].most_attainable == Interval<std::int64_t>::between(667, 702));
        CHECK(found[0].in_rules);
        CHECK_FALSE(found[1].in_rules);
    }
}

TEST_CASE("a ratio that was not read leaves an audit undetermined") {
    const Tally tally(scales::cpv_2018(), {{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, {.graded = 43});
    for (const int year : {2018, 2025})
        for (const auto& f : audit(tally, rules::in_force(year, Subject::organization))) CHECK(f.state == State::undetermined);
}

TEST_CASE("the shared dictionary names each fact once, with labels, and for each subject its own") {
    const Vocabulary& all = regulations::vocabulary();
    for (const Fact& fact : all) {
        INFO(fact.name);
        CHECK_FALSE(fact.label.vi.empty());
        CHECK_FALSE(fact.label.en.empty());
        if (fact.type == FactType::grade) CHECK(fact.values.size() == 4);
    }
    CHECK(all["results"].type == FactType::level);
    CHECK(all["civil_grade"].na);
    CHECK_FALSE(all["disciplined"].changeable);
    CHECK(all["months_since_establishment"].derivable);
    std::set<std::string> used;
    for (const RuleSet& set : rules::all())
        for (const Fact& fact : set.facts()) {
            used.insert(fact.name);
            CHECK(fact.subject == set.subject());
            CHECK(regulations::vocabulary(set.subject())[fact.name] == fact);
        }
    for (const Fact& fact : all) {
        INFO(fact.name << " is read by some rule set");
        CHECK(used.count(fact.name) == 1);
    }
    CHECK_THROWS_AS(regulations::facts(Subject::member, {"government_grade"}), InvalidRules);
}
