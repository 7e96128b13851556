// SPDX-License-Identifier: Apache-2.0
// What is thrown: one class for each kind of bad input, each with every problem found in that input.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <myhao/base/finding.hpp>

#if defined(__GNUC__)
#define MYHAO_EXCEPTION __attribute__((visibility("default")))
#else
#define MYHAO_EXCEPTION
#endif

namespace myhao::inline v0 {

namespace detail {
/// A text from data without what could break a line or move a cursor: controls, and the marks of Unicode that separate lines or turn their direction, become spaces.
[[nodiscard]] inline std::string one_line(std::string_view text) {
    std::string out;
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0); };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool high_control = byte(i) == 0xC2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xA0;                                            // U+0080 to U+009F
        const bool mark = byte(i) == 0xE2 && ((byte(i + 1) == 0x80 && byte(i + 2) >= 0xA8 && byte(i + 2) <= 0xAE) ||   // U+2028 to U+202E
                                              (byte(i + 1) == 0x81 && byte(i + 2) >= 0xA6 && byte(i + 2) <= 0xA9));  // U+2066 to U+2069
        out += byte(i) < 0x20 || byte(i) == 0x7F || high_control || mark ? ' ' : text[i];
        i += high_control ? 1 : mark ? 2 : 0;
    }
    return out;
}
}  // namespace detail

/// The base of all that this library throws on bad input.
class MYHAO_EXCEPTION Error : public std::runtime_error {
public:
    explicit Error(Findings problems) : std::runtime_error(message(problems)), problems_(std::move(problems)) {}

    /// All problems of the input, in its order; never empty.
    [[nodiscard]] const Findings& problems() const noexcept { return problems_; }

    /// The first 20 problems, a line each, and how many there are.
    [[nodiscard]] static std::string message(const Findings& problems) {
        constexpr std::size_t shown = 20;
        std::string text;
        if (problems.size() > 1) text = std::to_string(problems.size()) + " problems:\n";
        for (std::size_t i = 0; i < problems.size() && i < shown; ++i) {
            if (i > 0) text += '\n';
            text += line(problems[i]);
        }
        if (problems.size() > shown) text += "\n... and " + std::to_string(problems.size() - shown) + " more";
        return text;
    }

private:
    static std::string line(const Finding& f) {
        std::string text = f.subject.empty() ? f.text.en : f.subject + ": " + f.text.en;
        if (!f.observed.empty()) text += "; found " + f.observed;
        if (!f.required.empty()) text += "; expected " + f.required;
        constexpr std::size_t most = 600;
        if (text.size() > most) {
            std::size_t end = most;
            while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a letter
            text = text.substr(0, end) + "...";
        }
        return detail::one_line(text);
    }

    Findings problems_;
};

namespace detail {
/// Gives each kind of error its constructors: from all problems, or from one.
template <class Self>
class MYHAO_EXCEPTION ErrorOf : public Error {
public:
    explicit ErrorOf(Findings problems) : Error(std::move(problems)) {}

    /// `where`: the place (row, column, path, unit); `what`: what is wrong with it.
    [[nodiscard]] static Self at(std::string where, std::string what, std::string found = {}, std::string expected = {}) {
        Finding f;
        f.rule = Self::rule;
        f.subject = std::move(where);
        f.observed = std::move(found);
        f.required = std::move(expected);
        f.text = {what, what};
        return Self(Findings{std::move(f)});
    }
};
}  // namespace detail

class MYHAO_EXCEPTION InvalidDate : public detail::ErrorOf<InvalidDate> {
public:
    static constexpr const char* rule = "date";
    using ErrorOf::ErrorOf;
};
class MYHAO_EXCEPTION InvalidPeriod : public detail::ErrorOf<InvalidPeriod> {
public:
    static constexpr const char* rule = "period";
    using ErrorOf::ErrorOf;
};
class MYHAO_EXCEPTION InvalidHistory : public detail::ErrorOf<InvalidHistory> {
public:
    static constexpr const char* rule = "history";
    using ErrorOf::ErrorOf;
};
class MYHAO_EXCEPTION UnknownUnit : public detail::ErrorOf<UnknownUnit> {
public:
    static constexpr const char* rule = "unit";
    using ErrorOf::ErrorOf;
};
class MYHAO_EXCEPTION InvalidFacts : public detail::ErrorOf<InvalidFacts> {
public:
    static constexpr const char* rule = "facts";
    using ErrorOf::ErrorOf;
};
class MYHAO_EXCEPTION InvalidRules : public detail::ErrorOf<InvalidRules> {
public:
    static constexpr const char* rule = "rules";
    using ErrorOf::ErrorOf;
};
class MYHAO_EXCEPTION InvalidDocument : public detail::ErrorOf<InvalidDocument> {
public:
    static constexpr const char* rule = "document";
    using ErrorOf::ErrorOf;
};

}  // namespace myhao::inline v0
