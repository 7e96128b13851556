// SPDX-License-Identifier: Apache-2.0
// The minutes of a count (biên bản kiểm phiếu), in Vietnamese or English, as plain text or as HTML in which every text from data is escaped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/page.hpp>
#include <myhao/congress/election_check.hpp>

namespace myhao::inline v0::elections {

using Minutes = Page;

namespace detail {

/// "50.25%": rounded half up to two places, for reading; the ratio stands beside it.
[[nodiscard]] inline std::string percent(std::int64_t part, std::int64_t of, Language language) {
    const auto hundredths = static_cast<std::int64_t>((static_cast<myhao::detail::Wide>(part) * 20000 + of) / (static_cast<myhao::detail::Wide>(of) * 2));
    const std::int64_t rest = hundredths % 100;
    return std::to_string(hundredths / 100) + (language == Language::vi ? ',' : '.') + (rest < 10 ? "0" : "") + std::to_string(rest) + '%';
}

class MinutesOf {
public:
    MinutesOf(const Election& election, const ElectionResult& result, Language language) : e_(election), result_(result), language_(language) { out_.of = "minutes", out_.language = language; }

    [[nodiscard]] Minutes write() {
        head();
        base();
        for (std::size_t r = 0; r < e_.rounds.size(); ++r) round(r);
        result();
        checks();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string in(const char* vi, const char* en) const { return language_ == Language::vi ? vi : en; }
    [[nodiscard]] std::string in(const Label& label) const { return label.in(language_).empty() ? label.en : label.in(language_); }
    [[nodiscard]] static std::string n(std::int64_t number) { return std::to_string(number); }
    PagePart& part(std::string heading) { return out_.parts.emplace_back(PagePart{.heading = std::move(heading)}); }

    void head() {
        out_.title = in("BIÊN BẢN KIỂM PHIẾU", "MINUTES OF THE COUNT");
        if (const std::string_view loud = warning(e_.origin); !loud.empty()) out_.lines.push_back(std::string(loud) + ": " + in(label(e_.origin)));
        else out_.lines.push_back(in("Nguồn: ", "Origin: ") + in(label(e_.origin)));
        if (!e_.unit.empty()) out_.lines.push_back(in("Đơn vị: ", "Unit: ") + e_.unit);
        const std::string what = in(e_.label);
        out_.lines.push_back(in("Cuộc bầu cử: ", "Election: ") + (what.empty() ? e_.body : what));
        if (e_.day) out_.lines.push_back(in("Ngày: ", "Day: ") + e_.day->text());
        out_.lines.push_back(in("Số lượng cần bầu: ", "Seats: ") + n(e_.seats));
        out_.lines.push_back(in("Quy chế: ", "Rule: ") + in(e_.rule.label));
        if (!e_.source.empty()) out_.lines.push_back(in("Theo: ", "Source: ") + e_.source.text());
    }
    void base() {
        const Ruled<Ratio>& threshold = e_.rule.threshold;
        PagePart& here = part(in("Căn cứ tính đa số", "Base of the majority"));
        if (e_.base) here.lines.push_back(in(e_.base->text()));
        else here.lines.push_back(in("số phiếu hợp lệ của từng lần bầu", "the valid ballots of each round"));
        here.lines.push_back(in("Trúng cử: quá ", "Elected: more than ") + threshold.value.text() + (e_.base ? in(", tức từ ", ", that is from ") + n(required_votes(threshold.value, e_.base->value())) + in(" phiếu", " votes") : std::string()));
        if (!threshold.citation.empty()) here.lines.push_back(in("Căn cứ: ", "Cited: ") + threshold.citation.text() + " (" + in(label(threshold.confidence)) + ")");
    }
    void round(std::size_t r) {
        const Round& round = e_.rounds[r];
        const RoundResult& one = result_.rounds[r];
        const Count& count = one.count;
        PagePart& here = part(in("Lần bầu thứ ", "Round ") + n(static_cast<std::int64_t>(r) + 1) + (round.run_off ? in(" (giữa những người bằng phiếu)", " (among those tied)") : ""));
        here.lines.push_back(in("Số lượng cần bầu: ", "Seats: ") + n(count.terms.seats) + in("; danh sách: ", "; candidates: ") + n(static_cast<std::int64_t>(round.list.size())));
        if (round.issued) here.lines.push_back(in("Phiếu phát ra: ", "Ballots issued: ") + n(*round.issued));
        if (round.ballots) {
            const BallotCounts& b = *round.ballots;
            here.lines.push_back(in("Phiếu thu về: ", "Ballots cast: ") + n(b.cast) + in("; hợp lệ: ", "; valid: ") + n(b.valid()) + in("; không hợp lệ: ", "; invalid: ") + n(b.invalid) + in("; phiếu trống: ", "; blank: ") + n(b.blank));
        } else {
            here.lines.push_back(in("Số phiếu thu về: chưa nêu", "Ballots cast: not stated"));
        }
        if (count.terms.threshold && e_.rule.counts_ballots()) here.lines.push_back(in("Căn cứ tính: ", "Base: ") + in(count.terms.base->text()) + in("; cần từ ", "; from ") + n(*count.required) + in(" phiếu", " votes"));
        here.headers = {in("TT", "No."), in("Họ và tên", "Name"), in("Số phiếu", "Votes"), in("Tỷ lệ", "Share"), in("Kết quả", "Outcome")};
        for (const NamedVotes& v : count.votes) {
            const std::int64_t of = count.terms.base ? count.terms.base->value() : 0;
            const auto is = [&](const std::vector<std::string>& names) { return std::find(names.begin(), names.end(), v.name) != names.end(); };
            const std::string outcome = is(count.elected)     ? in("trúng cử", "elected")
                                        : is(one.by_age)      ? in("trúng cử (nhiều tuổi hơn)", "elected (the older)")
                                        : is(one.still_tied)  ? in("bằng phiếu ở vị trí cuối", "tied for the last seats")
                                        : count.required && v.votes < *count.required ? in("không đủ phiếu", "too few votes")
                                                              : in("không trúng cử", "not elected");
            here.rows.push_back({n(static_cast<std::int64_t>(here.rows.size()) + 1), v.name, n(v.votes), of > 0 ? n(v.votes) + "/" + n(of) + " (" + percent(v.votes, of, language_) + ")" : "", outcome});
        }
    }
    void result() {
        PagePart& here = part(in("Kết quả", "Result"));
        here.lines.push_back(in("Trúng cử ", "Elected ") + n(static_cast<std::int64_t>(result_.elected.size())) + in(" trên ", " of ") + n(e_.seats) + ": " + (result_.elected.empty() ? in("không ai", "nobody") : joined(result_.elected)));
        if (!result_.tied.empty()) here.lines.push_back(in("Bằng phiếu, chưa ai trúng cử: ", "Tied, none of them elected: ") + joined(result_.tied) + in("; số vị trí còn tranh: ", "; seats contested: ") + n(result_.contested));
        if (result_.vacant > 0) here.lines.push_back(in("Còn khuyết: ", "Vacant: ") + n(result_.vacant));
        if (result_.ending == Ending::appointed) here.lines.push_back(in("Cấp trên chỉ định", "The superior appoints"));
        if (result_.ending == Ending::vacant) here.lines.push_back(in("Hội nghị quyết định không bầu thêm", "The meeting decided not to go on"));
    }
    void checks() {
        PagePart& here = part(in("Đối chiếu quy định", "Checked against the rule"));
        here.headers = {in("Quy định", "Rule"), in("Kết luận", "State"), in("Thực tế", "Observed"), in("Yêu cầu", "Required"), in("Căn cứ", "Citation")};
        for (const Finding& f : check(e_, result_)) {
            const std::string state = f.state == State::met ? in("đúng", "met") : f.state == State::violated ? in("không đúng", "violated") : in("chưa xác định", "undetermined");
            here.rows.push_back({in(f.text), state, f.observed, f.required, f.citation});
        }
    }

    const Election& e_;
    const ElectionResult& result_;
    Language language_;
    Minutes out_;
};

}  // namespace detail

/// The minutes of an election that was run: its numbers, its base with its parts, and how it stands to its rule.
[[nodiscard]] inline Minutes minutes(const Election& election, const ElectionResult& result, Language language) { return detail::MinutesOf(election, result, language).write(); }

}  // namespace myhao::inline v0::elections
