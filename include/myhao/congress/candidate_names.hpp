// SPDX-License-Identifier: Apache-2.0
// Names on a list of candidates: sound texts without markup, and no two that are, or may be, one person written twice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/fold.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/congress/majority.hpp>

namespace myhao::inline v0::elections::detail {

/// How two names that are not the same bytes stand to each other.
enum class Alike { no, composed, accents };

/// A letter without its marks, and the marks.
struct Letter {
    std::uint32_t base = 0;
    std::vector<std::uint32_t> marks = {};
};

[[nodiscard]] inline std::vector<Letter> letters(std::string_view text) {
    constexpr std::uint32_t stroke = 0x335;
    const std::string apart = taken_apart(text);
    std::vector<Letter> out;
    for (std::size_t at = 0; at < apart.size();) {
        const std::uint32_t point = myhao::detail::code_point(apart, at);
        if (point >= 0x300 && point <= 0x36F) {
            if (!out.empty()) out.back().marks.push_back(point);
        } else if (point == ' ' || point == '\t' || point == '\n' || point == 0xA0) {
            if (!out.empty() && out.back().base != ' ') out.push_back({' '});
        } else if (point == 0x110 || point == 0x111) {
            out.push_back({'d', {stroke}});
        } else {
            out.push_back({point >= 'A' && point <= 'Z' ? point + 32 : point});
        }
    }
    if (!out.empty() && out.back().base == ' ') out.pop_back();
    for (Letter& letter : out) std::sort(letter.marks.begin(), letter.marks.end());
    return out;
}

/// "Lê Hung" may be "Lê Hùng", and "Hoà" is "Hòa"; but "Hùng" and "Hưng" are two people: each has a mark that the other lacks.
[[nodiscard]] inline Alike alike(std::string_view a, std::string_view b) {
    if (taken_apart(a) == taken_apart(b)) return Alike::composed;
    if (fold(a) != fold(b)) return Alike::no;
    const std::vector<Letter> one = letters(a), other = letters(b);
    if (one.size() != other.size()) return Alike::accents;
    const auto within = [](const std::vector<std::uint32_t>& few, const std::vector<std::uint32_t>& many) { return std::includes(many.begin(), many.end(), few.begin(), few.end()); };
    bool plainer = true, richer = true, moved = true;
    std::vector<std::uint32_t> left, right;  // marks of one word
    for (std::size_t i = 0; i <= one.size(); ++i) {
        if (i == one.size() || one[i].base == ' ') {
            std::sort(left.begin(), left.end()), std::sort(right.begin(), right.end());
            moved = moved && left == right;
            left.clear(), right.clear();
            continue;
        }
        plainer = plainer && within(one[i].marks, other[i].marks), richer = richer && within(other[i].marks, one[i].marks);
        left.insert(left.end(), one[i].marks.begin(), one[i].marks.end()), right.insert(right.end(), other[i].marks.begin(), other[i].marks.end());
    }
    return plainer || richer || moved ? Alike::accents : Alike::no;
}

/// Adds what is wrong with a name by itself.
inline void check_name(const std::string& name, const std::string& where, Findings& problems) {
    if (fault_of(name) != TextFault::sound) return add_problem(problems, where, {"văn bản không hợp lệ", "not UTF-8, or a NUL"}, "a text", "UTF-8 without NUL");
    if (fold(name).empty()) return add_problem(problems, where, {"tên trống", "an empty name"}, "'" + name + "'", "a name");
    const auto amp = name.find('&');
    const bool entity = amp != std::string::npos && name.find(';', amp) != std::string::npos;
    if (name.find_first_of("<>") != std::string::npos || entity) add_problem(problems, where, {"tên có mã đánh dấu", "a name with markup"}, "'" + name + "'", "a plain name");
    else if (myhao::detail::one_line(name) != name) add_problem(problems, where, {"tên có ký tự điều khiển", "a name with control characters"}, "'" + name + "'", "a plain name");
}

/// Adds every fault of every name, and every pair that is one name twice; names that differ only in accents pass where `distinct` says so.
template <class Where>
void check_names(std::span<const std::string> names, bool distinct, Findings& problems, Where where) {
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < names.size(); ++i) {
        check_name(names[i], where(i), problems);
        auto& group = groups[fold(names[i])];
        for (const std::size_t k : group) {
            const std::string both = "'" + names[k] + "' and '" + names[i] + "'";
            if (names[k] == names[i]) {
                add_problem(problems, where(i), {"một tên ghi hai lần", "the same name twice"}, "'" + names[i] + "'", "each name once");
                break;
            }
            const Alike how = alike(names[k], names[i]);
            if (how == Alike::composed) add_problem(problems, where(i), {"hai tên chỉ khác cách tổ hợp chữ", "two names differ only in how their letters are composed"}, both, "each name once, in one form");
            else if (how == Alike::accents && !distinct)
                add_problem(problems, where(i), {"hai tên chỉ khác dấu, chữ hoa hoặc khoảng trắng", "two names differ only in accents, case or spaces: one person twice?"}, both,
                            "each person once; say that such names are distinct people where they are");
        }
        group.push_back(i);
    }
}

}  // namespace myhao::inline v0::elections::detail
