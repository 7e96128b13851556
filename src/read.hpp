// SPDX-License-Identifier: Apache-2.0
// Reading a JSON document with a place for every problem: unknown keys, wrong types and bad values are collected, not thrown,
// so that one reading names them all. Private to src/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>

#include "json.hpp"

namespace myhao::inline v0::detail {

inline constexpr std::size_t most_depth = 64;

/// Parses a document. Throws InvalidDocument where it is not JSON, nested deeper than 64, or a key stands twice in an object.
[[nodiscard]] Json parsed(std::string_view text);

/// One place of a document, below others that outlive it. A place may be absent.
class In {
public:
    In(const Json& root, Findings& problems) : json_(&root), problems_(&problems) {}

    [[nodiscard]] bool absent() const noexcept { return json_ == nullptr; }
    [[nodiscard]] const Json& json() const noexcept { return *json_; }
    [[nodiscard]] bool is_text() const noexcept { return json_ && json_->is_string(); }
    [[nodiscard]] bool is_object() const noexcept { return json_ && json_->is_object(); }

    /// "spells[3].since"; "document" at the root.
    [[nodiscard]] std::string path() const;
    void problem(std::string what, std::string expected = {}) const;
    /// Adds the problems of an error that building a value from here threw.
    void problem(const Error& error) const;

    /// Whether it is an object; keys that are not among `known` are problems, with the nearest known one.
    bool object(std::initializer_list<std::string_view> known) const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// The place of a key, absent where there is none.
    [[nodiscard]] In operator[](std::string_view key) const;
    /// Reads each entry of a list; an absent list has none.
    template <class Read>
    void each(Read&& read) const {
        if (absent()) return;
        if (!json_->is_array()) return problem("not a list", "a list");
        for (std::size_t i = 0; i < json_->size(); ++i) read(In(*this, (*json_)[i], i));
    }
    template <class T, class Read>
    [[nodiscard]] std::vector<T> list(Read&& read) const {
        std::vector<T> out;
        each([&](const In& one) { out.push_back(read(one)); });
        return out;
    }

    // Values. Absent where one is required, or of another type, is a problem; something harmless is returned then.

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string text_or(std::string otherwise) const { return absent() ? std::move(otherwise) : text(); }
    [[nodiscard]] std::optional<std::string> text_if() const { return absent() ? std::nullopt : std::optional(text()); }
    [[nodiscard]] std::int64_t whole() const;
    [[nodiscard]] std::int64_t whole_or(std::int64_t otherwise) const { return absent() ? otherwise : whole(); }
    [[nodiscard]] int small() const;  // a whole number that fits an int
    [[nodiscard]] bool flag_or(bool otherwise) const;

    /// Runs `make`; an error it throws becomes a problem here, and `otherwise` the value.
    template <class Make, class T>
    [[nodiscard]] T made(Make&& make, T otherwise) const {
        try {
            return make();
        } catch (const Error& error) {
            problem(error);
        }
        return otherwise;
    }

private:
    In(const In& above, const Json& json, std::size_t index) : json_(&json), above_(&above), index_(index), problems_(above.problems_) {}
    In(const In& above, const Json* json, std::string_view key) : json_(json), above_(&above), key_(key), problems_(above.problems_) {}

    const Json* json_ = nullptr;
    const In* above_ = nullptr;
    std::string_view key_;
    std::size_t index_ = 0;
    Findings* problems_ = nullptr;
};

[[nodiscard]] Label label_in(const In& in);                  // required
[[nodiscard]] Label label_if(const In& in);                  // empty where absent
[[nodiscard]] Id id_in(const In& in);
[[nodiscard]] std::optional<Id> id_if(const In& in);
[[nodiscard]] std::vector<std::string> texts_in(const In& in);
[[nodiscard]] std::optional<std::int64_t> whole_if(const In& in);
[[nodiscard]] Date day_in(const In& in);
[[nodiscard]] std::optional<Date> day_if(const In& in);
[[nodiscard]] Interval<Date> day_bounds_in(const In& in);  // {"low": ..., "high": ...}, either may be absent
[[nodiscard]] Period period_in(const In& in);
[[nodiscard]] Decimal decimal_in(const In& in);
[[nodiscard]] Ratio ratio_in(const In& in);                  // a text; a number with a point is refused
[[nodiscard]] Interval<Decimal> interval_in(const In& in);
[[nodiscard]] InstrumentKey key_in(const In& in);
[[nodiscard]] std::optional<InstrumentKey> key_if(const In& in);
[[nodiscard]] Citation citation_if(const In& in);
[[nodiscard]] Scale scale_in(const In& in);

/// The value among `all` that `name` writes as this text.
template <class E, std::size_t n>
[[nodiscard]] E named_in(const In& in, const E (&all)[n]) {
    const std::string text = in.text();
    std::vector<std::string> names;
    std::string listed;
    for (const E one : all) {
        if (name(one) == text) return one;
        names.emplace_back(name(one));
        listed += (listed.empty() ? "" : ", ") + names.back();
    }
    if (in.is_text()) in.problem("no such value" + suggestion(text, names), listed);
    return all[0];
}
template <class E, std::size_t n>
[[nodiscard]] E named_or(const In& in, const E (&all)[n], E otherwise) {
    return in.absent() ? otherwise : named_in(in, all);
}

/// What `make` builds from a document that was read without a problem. All that is wrong with it is InvalidDocument.
template <class Make>
[[nodiscard]] auto built(const In& root, Findings& problems, Make&& make) {
    if (problems.empty()) {
        try {
            return make();
        } catch (const Error& error) {
            root.problem(error);
        }
    }
    throw InvalidDocument(std::move(problems));
}

/// Every value of an enumeration whose last one is `last`.
template <class E, E last>
struct Every {
    E all[static_cast<std::size_t>(last) + 1];
    constexpr Every() : all() {
        for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) all[i] = static_cast<E>(i);
    }
};
inline constexpr Every<Confidence, Confidence::unknown> every_confidence;
inline constexpr Every<InstrumentRelationKind, InstrumentRelationKind::suspends> every_relation;
inline constexpr Every<Origin, Origin::synthetic> every_origin;
inline constexpr Every<Subject, Subject::leader> every_subject;

/// Of clauses, figures and relations: verified where nothing is said.
[[nodiscard]] inline Confidence confidence_in(const In& in) { return named_or(in["confidence"], every_confidence.all, Confidence::verified); }

}  // namespace myhao::inline v0::detail
