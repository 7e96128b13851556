// SPDX-License-Identifier: Apache-2.0
// The bodies of Mỹ Hào's Party organisation that sources name, each over the days for which there is evidence. Data only.
#pragma once

#include <utility>
#include <vector>

#include <myhao/data/my_hao_history.hpp>
#include <myhao/org/body.hpp>

namespace myhao::inline v0 {

struct SourcedBody {
    BodyRow row;
    Citation source;
    Confidence confidence = Confidence::verified;
    Label note = {};
};

namespace datasets {

/// A committee, its standing committee and its inspection committee stand as long as the organisation does; of the other bodies only the year 2020 is known.
[[nodiscard]] inline std::vector<SourcedBody> my_hao_body_rows() {
    const Date town(2019, 5, 1), end_of_districts(2025, 7, 1), reported(2020, 12, 31);
    const Label stands{"tồn tại cùng tổ chức đảng", "stands as long as the organisation does"};
    const Label in_2020{"chỉ biết là có trong năm 2020; ngày lập và ngày kết thúc không nêu", "known of the year 2020 only; its first and last day are not stated"};
    std::vector<SourcedBody> bodies;
    const auto add = [&](const char* id, const char* name, const char* kind, Date since, Date until, const char* publication, int paragraph, Confidence confidence, Label note) {
        bodies.push_back({BodyRow{Id(id), name, kind, Id("my-hao"), since, until, {}, {}}, Citation::of(publication, paragraph), confidence, std::move(note)});
    };
    add("my-hao-committee", "Ban Chấp hành Đảng bộ thị xã Mỹ Hào", "committee", town, end_of_districts, "article-2020", 3, Confidence::derived, stands);
    add("my-hao-standing-committee", "Ban Thường vụ Thị ủy Mỹ Hào", "standing_committee", town, end_of_districts, "article-2020", 9, Confidence::derived, stands);
    add("my-hao-inspection-committee", "Ủy ban Kiểm tra Thị ủy Mỹ Hào", "inspection_committee", town, end_of_districts, "article-2020", 17, Confidence::derived, stands);
    add("my-hao-propaganda-board", "Ban Tuyên giáo Thị ủy Mỹ Hào", "propaganda_board", reported, reported + 1, "article-2020", 8, Confidence::derived, in_2020);
    add("my-hao-training-centre", "Trung tâm bồi dưỡng chính trị thị xã Mỹ Hào", "training_centre", reported, reported + 1, "article-2020", 8, Confidence::derived, in_2020);
    add("my-hao-committee-35", "Ban Chỉ đạo 35 Thị ủy Mỹ Hào", "committee_35", reported, reported + 1, "article-2020", 7, Confidence::derived,
        {"kiện toàn trong năm 2020, không nêu ngày và văn bản; ngày lập và ngày kết thúc không nêu", "re-formed in 2020, day and instrument not stated; its first and last day are not stated either"});
    return bodies;
}

[[nodiscard]] inline Bodies my_hao_bodies() {
    std::vector<BodyRow> rows;
    for (SourcedBody& body : my_hao_body_rows()) rows.push_back(std::move(body.row));
    return Bodies(my_hao_history(), std::move(rows));
}

}  // namespace datasets

}  // namespace myhao::inline v0
