// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include <myhao/interop/html.hpp>
#include <myhao/org/history_builder.hpp>

using namespace myhao;

namespace {

SpellRow row(std::string id, std::string name, std::optional<Id> parent) {
    SpellRow r;
    r.id = Id(std::move(id)), r.name = std::move(name), r.kind = "k", r.parent = std::move(parent), r.since = Date(2000, 1, 1);
    return r;
}
std::size_t count(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}
Tree small(const std::string& name) {
    return HistoryBuilder(SchemeSeries::free()).add(row("A", "Tỉnh", std::nullopt)).add(row("B", name, "A")).add(row("C", "Xã", "A")).add(row("D", "Chi bộ", "B")).add(row("E", "Tổ", "D")).build().at(Date(2000, 1, 1));
}

}  // namespace

TEST_CASE("html: a unit with units below it folds, the first two levels are open, and every fold is closed again") {
    const std::string page = html(small("Huyện"));
    CHECK(count(page, "<details open><summary>") == 2);  // A, B
    CHECK(count(page, "<details><summary>") == 1);       // D
    CHECK(count(page, "</details>") == 3);
    CHECK(count(page, "<div") == count(page, "</div>"));
    CHECK(page.find("5 units on 2000-01-01") != std::string::npos);
    CHECK(page.find("origin: real") != std::string::npos);
    CHECK(page.find("Tỉnh <small>A · k</small>") != std::string::npos);
}

TEST_CASE("html: no name is markup, none turns the text around it, none is endless") {
    const std::string plain = html(small("x"));
    for (const std::string name : {"<script>alert(1)</script>", "</div></details><img src=x onerror=alert(1)>", "\" onload='x'", "&lt;", "\xE2\x80\xAEgnp.exe"}) {
        const std::string page = html(small(name));
        CHECK(count(page, "<") == count(plain, "<"));
        CHECK(count(page, "\"") == count(plain, "\""));
        CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
    }
    CHECK(html(small(std::string(100'000, 'x'))).size() < 2'000);
}

TEST_CASE("html: a large tree is cut and says so, a deep one is counted, invented data say so") {
    HistoryBuilder b(SchemeSeries::free());
    for (int i = 0; i < 50; ++i) b.add(row("u" + std::to_string(100 + i), "x", i == 0 ? std::nullopt : std::optional<Id>("u" + std::to_string(99 + i))));
    const Tree t = b.build().at(Date(2000, 1, 1));
    ShownTree shown;
    shown.most_units = 10, shown.origin = Origin::synthetic;
    const std::string cut = html(t, shown);
    CHECK(cut.find("10 of 50 units") != std::string::npos);
    CHECK(cut.find("SYNTHETIC") != std::string::npos);
    CHECK(count(cut, "<details") == count(cut, "</details>"));
    shown.most_units = 200, shown.most_depth = 5;
    const std::string flat = html(t, shown);
    CHECK(flat.find("</small> +44") != std::string::npos);
    CHECK(flat.find(" of 50 units") == std::string::npos);
    CHECK(html(History().at(Date(2000, 1, 1))).find("0 units") != std::string::npos);
}
