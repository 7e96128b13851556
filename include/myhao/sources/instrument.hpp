// SPDX-License-Identifier: Apache-2.0
// An instrument (văn bản): a legal or Party document with its key, and a registry of them. A number alone is not a key.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/label.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// Number, issuer and day of issue: 35-CT/TW is two directives, of 2019 and of 2024. A day that is not known stays empty.
struct InstrumentKey {
    std::string number;  // "35-NQ/TW"; empty where the source names the document without one
    std::string issuer;  // "Bộ Chính trị"
    std::optional<Date> issued;

    /// "35-NQ/TW (Bộ Chính trị, 2018-10-22)".
    [[nodiscard]] std::string text() const {
        std::string inner = issuer;
        if (issued) inner += (inner.empty() ? "" : ", ") + issued->text();
        return inner.empty() ? number : number + " (" + inner + ")";
    }
    friend bool operator==(const InstrumentKey&, const InstrumentKey&) = default;
    friend auto operator<=>(const InstrumentKey&, const InstrumentKey&) = default;
};

/// How one instrument stands to another.
enum class InstrumentRelationKind : std::uint8_t { implements, guides, amends, replaces, suspends };

[[nodiscard]] constexpr std::string_view name(InstrumentRelationKind relation) noexcept {
    constexpr std::string_view names[] = {"implements", "guides", "amends", "replaces", "suspends"};
    return names[static_cast<std::size_t>(relation)];
}

struct InstrumentRelation {
    InstrumentRelationKind relation;
    InstrumentKey target;
    Confidence confidence = Confidence::verified;

    friend bool operator==(const InstrumentRelation&, const InstrumentRelation&) = default;
};

struct Instrument {
    InstrumentKey key;
    Label title;                              // our own short description where the full title was not read
    std::optional<Date> effective, expired;   // first day in force; first day no longer
    std::vector<InstrumentRelation> relations;
    Confidence confidence = Confidence::verified;  // of number, issuer and day

    friend bool operator==(const Instrument&, const Instrument&) = default;
};

/// An immutable list of instruments, looked up by number.
class Instruments {
public:
    Instruments() = default;
    /// Throws InvalidDocument with every instrument without number and day, and every key given twice.
    explicit Instruments(std::vector<Instrument> list) : list_(std::move(list)) {
        std::sort(list_.begin(), list_.end(), [](const Instrument& a, const Instrument& b) { return a.key < b.key; });
        Findings problems;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (list_[i].key.number.empty()) problems.add(problem(list_[i].key.text(), "an instrument has a number"));
            if (i > 0 && list_[i].key == list_[i - 1].key) problems.add(problem(list_[i].key.text(), "this instrument is listed twice"));
        }
        if (!problems.empty()) throw InvalidDocument(std::move(problems));
    }

    [[nodiscard]] std::span<const Instrument> all() const& noexcept { return list_; }
    std::span<const Instrument> all() && = delete;
    [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }

    /// All with this number (case and accents ignored), and this day and issuer where given.
    [[nodiscard]] std::vector<Instrument> find(std::string_view number, std::optional<Date> issued = {}, std::string_view issuer = {}) const {
        std::vector<Instrument> found;
        for (const Instrument& one : list_)
            if (fold(one.key.number) == fold(number) && (!issued || one.key.issued == issued) && (issuer.empty() || fold(one.key.issuer) == fold(issuer)))
                found.push_back(one);
        return found;
    }
    /// The only one that fits; throws InvalidDocument that lists the candidates where there is none or more than one.
    [[nodiscard]] Instrument get(std::string_view number, std::optional<Date> issued = {}, std::string_view issuer = {}) const {
        std::vector<Instrument> found = find(number, issued, issuer);
        if (found.size() == 1) return std::move(found.front());
        const std::string asked = InstrumentKey{std::string(number), std::string(issuer), issued}.text();
        if (!found.empty()) throw InvalidDocument::at(asked, "more than one instrument has this number", listed(found), "a day of issue or an issuer that tells them apart");
        if (found = find(number); !found.empty()) throw InvalidDocument::at(asked, "no instrument of this number has that day and issuer", {}, listed(found));
        std::vector<std::string> numbers;
        for (const Instrument& one : list_) numbers.push_back(one.key.number);
        throw InvalidDocument::at(asked, "no such instrument" + suggestion(number, numbers));
    }
    /// The instruments of this list that stand in `relation` to `key`: which ones replace it, guide it...
    [[nodiscard]] std::vector<Instrument> related(InstrumentRelationKind relation, const InstrumentKey& key) const {
        std::vector<Instrument> found;
        for (const Instrument& one : list_)
            for (const InstrumentRelation& r : one.relations)
                if (r.relation == relation && r.target == key) found.push_back(one);
        return found;
    }

private:
    static Finding problem(std::string subject, std::string what) {
        Finding f;
        f.rule = InvalidDocument::rule;
        f.subject = std::move(subject);
        f.text = {what, what};
        return f;
    }
    static std::string listed(const std::vector<Instrument>& list) {
        std::string text;
        for (const Instrument& one : list) text += (text.empty() ? "" : "; ") + one.key.text();
        return text;
    }

    std::vector<Instrument> list_;
};

}  // namespace myhao::inline v0
