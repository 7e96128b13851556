// SPDX-License-Identifier: Apache-2.0
#include <myhao/data/my_hao_history.hpp>

#include <map>
#include <set>

#include <myhao/org/tree.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {
const Date end_2020(2020, 12, 31);
std::vector<std::string> names_under(const Tree& tree, const char* id) {
    std::vector<std::string> names;
    for (const Row row : tree.child_rows(tree.at(Id(id)))) names.emplace_back(tree.name(row));
    return names;
}
}  // namespace

TEST_CASE("on 31/12/2020 the town has 43 direct organisations, 13 of them by name") {
    const Tree tree = datasets::my_hao_history().at(end_2020);
    const auto names = names_under(tree, "my-hao");
    CHECK(names.size() == 43);
    // The 7 wards and 6 communes, by hand from the yearbook's list.
    const std::set<std::string> known{"Đảng bộ phường Bạch Sam",       "Đảng bộ phường Bần Yên Nhân", "Đảng bộ phường Dị Sử",        "Đảng bộ phường Minh Đức", "Đảng bộ phường Nhân Hòa",
                                      "Đảng bộ phường Phan Đình Phùng", "Đảng bộ phường Phùng Chí Kiên", "Đảng bộ xã Cẩm Xá",          "Đảng bộ xã Dương Quang",  "Đảng bộ xã Hòa Phong",
                                      "Đảng bộ xã Hưng Long",          "Đảng bộ xã Ngọc Lâm",         "Đảng bộ xã Xuân Dục"};
    REQUIRE(known.size() == 13);
    std::set<std::string> found;
    int unnamed = 0;
    for (const std::string& name : names) {
        if (known.contains(name)) found.insert(name);
        else if (name.find("chưa biết tên") != std::string::npos) ++unnamed;
        else FAIL("a name that no source gives: " << name);
    }
    CHECK(found == known);
    CHECK(unnamed == 30);
}

TEST_CASE("of the 30 no name, form or kind is invented, and nothing says how long they stood") {
    const History history = datasets::my_hao_history();
    const Tree tree = history.at(end_2020);
    int checked = 0;
    for (int n = 14; n <= 43; ++n) {
        const Id id("my-hao-" + std::to_string(n));
        const Row row = tree.at(id);
        CHECK(tree.name(row) == "(tổ chức cơ sở đảng chưa biết tên, " + std::to_string(n) + " của 43)");
        CHECK(tree.kind(row) == "grassroots_unspecified");
        CHECK(tree.role(row) == "grassroots");
        CHECK(tree.gradable(row));
        CHECK(tree.form(row).empty());
        CHECK(history.life(id) == std::vector<Period>{Period::through(end_2020, end_2020)});
        ++checked;
    }
    CHECK(checked == 30);
    CHECK(history.at(Date(2021, 1, 1)).uncertain().size() == 30);
    CHECK(history.at(Date(2020, 12, 30)).uncertain().empty());
}

TEST_CASE("huyện to thị xã on 1/5/2019 changes name and form, not identity") {
    const History history = datasets::my_hao_history();
    const auto spells = history.spells(Id("my-hao"));
    REQUIRE(spells.size() == 2);
    CHECK(spells[0].name == "Đảng bộ huyện Mỹ Hào");
    CHECK(spells[0].form == "huyện");
    CHECK(spells[1].name == "Đảng bộ thị xã Mỹ Hào");
    CHECK(spells[1].form == "thị xã");
    CHECK(spells[0].kind == spells[1].kind);
    CHECK(spells[1].since == Date(2019, 5, 1));
    CHECK(history.life(Id("my-hao")) == std::vector<Period>{Period(Date(1999, 9, 1), Date(2025, 7, 1))});
    const Tree before = history.at(Date(2019, 4, 30));
    CHECK(before.name(before.at(Id("my-hao"))) == "Đảng bộ huyện Mỹ Hào");
}

TEST_CASE("seven become wards on 1/5/2019 and keep their identity; six stay communes") {
    const History history = datasets::my_hao_history();
    const Tree before = history.at(Date(2019, 4, 30)), after = history.at(Date(2019, 5, 1));
    std::map<std::string, int> forms;
    for (const Row row : after.child_rows(after.at(Id("my-hao")))) {
        ++forms[std::string(after.form(row))];
        CHECK(before.contains(after.id(row)));
    }
    CHECK(forms == std::map<std::string, int>{{"phường", 7}, {"xã", 6}});
    forms.clear();
    for (const Row row : before.child_rows(before.at(Id("my-hao")))) ++forms[std::string(before.form(row))];
    CHECK(forms == std::map<std::string, int>{{"thị trấn", 1}, {"xã", 12}});
}

TEST_CASE("what is not verified can be left out: then nothing is said of the 13 before 2019, nor of the wards of 2025") {
    const History history = datasets::my_hao_history_of_evidence();
    CHECK(names_under(history.at(Date(2019, 4, 30)), "my-hao").empty());
    CHECK(names_under(history.at(Date(2019, 5, 1)), "my-hao").size() == 13);
    CHECK(names_under(history.at(end_2020), "my-hao").size() == 43);
    CHECK_FALSE(history.contains(Id("phuong-my-hao")));
    CHECK_FALSE(history.at(Date(2025, 7, 1)).contains(Id("my-hao")));
    CHECK(history.at(Date(2025, 7, 1)).contains(Id("hung-yen-2025")));
}

TEST_CASE("on 1/7/2025 the provinces merge, the district level ends, and three new wards stand directly under the province") {
    const History history = datasets::my_hao_history();
    const Tree before = history.at(Date(2025, 6, 30)), after = history.at(Date(2025, 7, 1));
    CHECK(before.contains(Id("my-hao")));
    CHECK(before.contains(Id("thai-binh")));
    CHECK_FALSE(after.contains(Id("my-hao")));
    CHECK_FALSE(after.contains(Id("hung-yen")));
    CHECK(names_under(after, "hung-yen-2025") == std::vector<std::string>{"Đảng bộ phường Đường Hào", "Đảng bộ phường Mỹ Hào", "Đảng bộ phường Thượng Hồng"});
    CHECK(after.kind(after.at(Id("phuong-my-hao"))) == "commune");
    int merged = 0, dissolved = 0, reorganized = 0;
    for (const Succession& s : history.successions()) {
        if (s.day != Date(2025, 7, 1)) continue;
        if (s.event == Event::merge) {
            ++merged;
            CHECK(s.before == std::vector<Id>{Id("hung-yen"), Id("thai-binh")});
        }
        if (s.event == Event::dissolve) {
            ++dissolved;
            CHECK(s.before == std::vector<Id>{Id("my-hao")});
        }
        if (s.event != Event::reorganize) continue;
        ++reorganized;
        CHECK(s.before.size() == 13);
        CHECK(s.after.size() == 3);
        CHECK(s.shares.size() == 39);
        for (const Share& share : s.shares) CHECK_FALSE(share.share);  // which went where was not verified
    }
    CHECK(merged == 1);
    CHECK(dissolved == 1);
    CHECK(reorganized == 1);
}

TEST_CASE("the believed make-up of 2025 covers each of the 13 once, and is marked unverified") {
    std::map<std::string, int> into;
    std::set<std::string> before;
    for (const auto& one : datasets::my_hao_unverified_memberships()) {
        CHECK(one.confidence == Confidence::unverified);
        CHECK(before.insert(one.before.text()).second);
        ++into[one.after.text()];
    }
    CHECK(before.size() == 13);
    CHECK(into == std::map<std::string, int>{{"phuong-my-hao", 4}, {"phuong-duong-hao", 5}, {"phuong-thuong-hong", 4}});
}

TEST_CASE("every spell and succession has a source of the list, and what is not just as the source says has a note") {
    std::set<std::string> sources;
    for (const Source& source : datasets::my_hao_history_sources()) sources.insert(source.key);
    int spells = 0, successions = 0;
    for (const SourcedSpell& one : datasets::my_hao_spells()) {
        INFO(one.row.id.text());
        ++spells;
        CHECK(sources.contains(one.source.publication));
        if (one.confidence != Confidence::verified) CHECK_FALSE(one.note.vi.empty());
        if (one.source.publication == "background") CHECK(one.confidence == Confidence::unverified);
    }
    for (const SourcedSuccession& one : datasets::my_hao_successions()) {
        ++successions;
        CHECK(sources.contains(one.source.publication));
        if (one.source.publication == "background") CHECK(one.confidence == Confidence::unverified);
    }
    CHECK(spells == 3 + 2 + 13 * 2 + 30 + 3);
    CHECK(successions == 1 + 2 + 1 + 39);
}

TEST_CASE("the town is found without marks") {
    const auto found = datasets::my_hao_history().unit(Id("my-hao"));
    CHECK(datasets::my_hao_history().id(found) == Id("my-hao"));
    CHECK_THROWS_WITH(datasets::my_hao_history().unit(Id("my-hoa")), Contains("did you mean 'my-hao'?"));
}

TEST_CASE("what was chosen and what is unknown is listed, in both languages") {
    const Findings findings = datasets::my_hao_history_findings();
    CHECK(findings.with(State::undetermined).size() == findings.size());
    for (const char* rule : {"first_mention", "unnamed", "unknown_end", "before_2019", "memberships", "other_years"})
        CHECK(findings.with_rule(std::string("history.my_hao.") + rule).size() == 1);
    for (const Finding& f : findings) {
        CHECK_FALSE(f.text.vi.empty());
        CHECK_FALSE(f.text.en.empty());
    }
}
