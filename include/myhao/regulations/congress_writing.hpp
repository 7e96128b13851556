// SPDX-License-Identifier: Apache-2.0
// What the directives on congresses are written with: levels with their names, limits, and the four things a congress does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/congress/directive.hpp>

namespace myhao::inline v0::regulations::detail {

/// `rows`: of the reading notes on structure, which say where each limit was read.
[[nodiscard]] inline Citation read_at(const InstrumentKey& key, const char* rows) { return Citation::of(key, std::string("structure ") + rows); }

[[nodiscard]] inline LevelRule level(const char* name) {
    const std::string level = name;
    Label label = level == "cell"         ? Label{"chi bộ trực thuộc", "cells"}
                  : level == "grassroots" ? Label{"tổ chức cơ sở đảng", "grassroots organisations"}
                  : level == "district"   ? Label{"cấp huyện và tương đương", "district level"}
                                          : Label{"đảng bộ trực thuộc Trung ương", "directly under the Centre"};
    std::string role = level == "district" ? "above_grassroots" : level;  // one role before 1/7/2025 and after
    return {.level = level, .label = std::move(label), .roles = {std::move(role)}};
}

/// The four things a usual congress does.
[[nodiscard]] inline std::vector<CongressContent> congress_contents() {
    return {{"review_and_directions", {"tổng kết nhiệm kỳ cũ, phương hướng nhiệm kỳ mới", "review of the ending term, directions for the new one"}},
            {"discuss_drafts", {"thảo luận dự thảo văn kiện đại hội cấp trên", "discussion of the drafts of superior congresses"}},
            {"elect_committee", {"bầu ban chấp hành khóa mới", "election of the new committee"}},
            {"elect_delegation", {"bầu đoàn đại biểu dự đại hội cấp trên", "election of the delegation to the superior congress"}}};
}

/// Limits of one directive, all cited alike.
struct Limits {
    InstrumentKey key;
    const char* rows;
    Confidence confidence = Confidence::verified;

    template <class T>
    [[nodiscard]] Ruled<T> limit(T value) const { return {std::move(value), read_at(key, rows), confidence}; }
    /// "trước ngày": whether the day itself counts is open. `inclusive`: the source says a last day or a month.
    [[nodiscard]] Ruled<Deadline> by(Date day, std::optional<bool> inclusive = {}) const { return limit(Deadline{day, inclusive}); }
    [[nodiscard]] SizeLimit size(const char* of, Interval<std::int64_t> number, const char* when = "", Label label = {}) const {
        return {.of = of, .number = std::move(number), .when = when, .label = std::move(label), .citation = read_at(key, rows), .confidence = confidence};
    }
};

}  // namespace myhao::inline v0::regulations::detail
