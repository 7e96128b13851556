// SPDX-License-Identifier: Apache-2.0
// Digests of the content of a report and of a tally: equal contents have equal digests, wherever they were made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <myhao/org/digest.hpp>
#include <myhao/report/report.hpp>

namespace myhao::inline v0 {

namespace detail {

/// Feeds values to a digest, field after field; an absent one is told from every present one.
class ContentDigest {
public:
    explicit ContentDigest(std::uint64_t what) : row_(what) {}
    [[nodiscard]] Digest value() const noexcept { return row_.value(); }

    template <class... Fields>
    void all(const Fields&... fields) {
        (one(fields), ...);
    }

    template <class T>
    void one(const T& value) {
        if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) row_.add(static_cast<std::int64_t>(value));
        else if constexpr (std::is_convertible_v<const T&, std::string_view>) row_.add(std::string_view(value));
        else put(value);
    }
    template <class T>
    void one(const std::optional<T>& value) {
        one(value.has_value());
        if (value) one(*value);
    }
    template <class T>
    void one(const std::vector<T>& list) {
        one(list.size());
        for (const T& value : list) one(value);
    }

private:
    void put(Date day) { one(day.days()); }
    void put(const Decimal& d) { all(d.units(), d.places()); }
    void put(const Period& p) { all(p.since(), p.until()); }
    void put(const Label& l) { all(l.vi, l.en); }
    void put(const Id& id) { all(id.is_text(), id.text()); }
    void put(const Interval<Decimal>& i) { all(i.low, i.high, i.low_open, i.high_open); }
    void put(const InstrumentKey& k) { all(k.number, k.issuer, k.issued); }
    void put(const InstrumentRelation& r) { all(r.relation, r.target, r.confidence); }
    void put(const Instrument& i) { all(i.key, i.title, i.effective, i.expired, i.relations, i.confidence); }
    void put(const Citation& c) { all(c.instrument, c.clause, c.publication, c.paragraph); }
    void put(const Source& s) { all(s.key, s.title, s.published); }
    void put(const Measure& m) { all(m.id, m.label, m.type, m.unit, m.part); }
    void put(const Figure& f) { all(f.measure, f.qualifier, f.value, f.period, f.source, f.confidence, f.origin); }
    void put(const Statement& s) { all(s.id, s.part, s.text, s.period, s.source, s.confidence, s.contradicts); }
    void put(const Target& t) { all(t.measure, t.required, t.due, t.source, t.confidence); }
    void put(const Mention& m) { all(m.instrument, m.source); }
    void put(const PostCount& p) { all(p.id, p.label, p.post, p.also, p.holders, p.of, p.period, p.source, p.confidence, p.basis); }
    void put(const CongressFacts& c) {
        all(c.id, c.label, c.level, c.unit, c.ordinal, c.term, c.first_day, c.last_day, c.contents_done, c.contents_required, c.directive, c.source, c.confidence);
    }
    void put(const Tally& t) {
        one(t.scale().id());
        for (const Grade& grade : t.scale().grades()) all(grade.code, grade.label, grade.abbreviation);
        for (const TallyEntry& entry : t.entries()) all(entry.grades.bits(), entry.count);
        const TallyAbout& a = t.about();
        all(a.graded, a.of, a.subject, a.source, a.confidence, a.origin);
    }

    RowDigest row_;
};

}  // namespace detail

[[nodiscard]] inline Digest digest(const Tally& tally) {
    detail::ContentDigest content(1);
    content.one(tally);
    return content.value();
}

/// Of all it holds, in its order; findings follow from that and are left out.
[[nodiscard]] inline Digest digest(const Report& report) {
    const ReportData& d = report.data();
    detail::ContentDigest content(2);
    content.all(d.unit, d.name, d.year, d.origin, d.sources, d.figures, d.tallies, d.statements, d.targets, d.posts, d.congresses, d.instruments);
    return content.value();
}

}  // namespace myhao::inline v0
