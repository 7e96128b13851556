// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>

#include <myhao/interop/dot.hpp>
#include <myhao/interop/mermaid.hpp>
#include <myhao/org/history_builder.hpp>

using namespace myhao;

namespace {

SpellRow row(const char* id, std::string name, std::optional<Id> parent) {
    SpellRow r;
    r.id = id, r.name = std::move(name), r.kind = "k", r.parent = std::move(parent), r.since = Date(2000, 1, 1);
    return r;
}
Tree small() {
    return HistoryBuilder(SchemeSeries::free())
        .add(row("A", "Tỉnh", std::nullopt))
        .add(row("B", "x\"];\n evil -> \\ <script>", "A"))
        .add(row("C", "Xã", "A"))
        .add(row("D", "Cell", "B"))
        .build()
        .at(Date(2000, 1, 1));
}

}  // namespace

TEST_CASE("dot has a box for each unit and an arrow for each parent; names cannot break out") {
    const std::string d = dot(small());
    CHECK(d.find("u0 -> u1;") != std::string::npos);
    CHECK(d.find("u1 -> u2;") != std::string::npos);
    CHECK(d.find("u0 -> u3;") != std::string::npos);
    CHECK(d.find("label=\"x\\\"];  evil -> \\\\ <script>\\nk\"") != std::string::npos);
    CHECK(d.find("SYNTHETIC") == std::string::npos);
    ShownTree shown;
    shown.most_units = 2, shown.origin = Origin::synthetic;
    const std::string cut = dot(small(), shown);
    CHECK(cut.find("SYNTHETIC") != std::string::npos);
    CHECK(cut.find("and 2 more") != std::string::npos);
    CHECK(cut.find("u3") == std::string::npos);
}

TEST_CASE("mermaid: names become entities where they could be read as anything else") {
    const std::string m = mermaid(small());
    CHECK(m.find("u0[\"Tỉnh\"]") != std::string::npos);
    CHECK(m.find("u0 --> u1") != std::string::npos);
    CHECK(m.find('<') == std::string::npos);
    CHECK(m.find("#60;script#62;") != std::string::npos);
}

TEST_CASE("text: a line for each unit, with lines to its parent") {
    CHECK(text(small()) ==
          "2000-01-01, 4 units\n"
          "Tỉnh (k, A)\n"
          "├─ x\"];  evil -> \\ <script> (k, B)\n"
          "│  └─ Cell (k, D)\n"
          "└─ Xã (k, C)\n");
    ShownTree shown;
    shown.most_depth = 1, shown.most_units = 2;
    CHECK(text(small(), shown) ==
          "2000-01-01, 4 units\n"
          "Tỉnh (k, A)\n"
          "├─ x\"];  evil -> \\ <script> (k, B) +1\n"
          "... and 1 more\n");
}
