// SPDX-License-Identifier: Apache-2.0
// A target: a required value of a measure by a date; and the check of a figure against it.
#pragma once

#include <optional>
#include <string>

#include <myhao/base/decimal.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/report/figure.hpp>
#include <myhao/report/measure.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

struct Target {
    Measure measure;
    Interval<Decimal> required;  // from 11: [11, ...); more than 90: (90, ...)
    Date due;                    // the last day on which it may be reached
    Citation source;
    Confidence confidence = Confidence::verified;

    friend bool operator==(const Target&, const Target&) = default;
};

/// Met where every value the figure allows is required, violated where none is, else undetermined. Periods are the caller's matter.
[[nodiscard]] inline Finding check(const Figure& figure, const Target& target) {
    const Interval<Decimal>&stated = figure.value, &required = target.required;
    const auto above = [&] {  // whether the lower side of the requirement is kept by all
        if (!required.low) return true;
        if (!stated.low) return false;
        return *required.low < *stated.low || (*required.low == *stated.low && (!required.low_open || stated.low_open));
    };
    const auto below = [&] {
        if (!required.high) return true;
        if (!stated.high) return false;
        return *stated.high < *required.high || (*required.high == *stated.high && (!required.high_open || stated.high_open));
    };
    Finding f;
    f.rule = "target." + target.measure.id;
    f.subject = figure.measure.id;
    f.observed = text(stated);
    f.required = text(required);
    f.citation = target.source.text();
    if (figure.measure.id != target.measure.id || figure.measure.unit != target.measure.unit) {
        f.state = State::undetermined, f.severity = Severity::warning;
        f.text = {"số liệu và chỉ tiêu không cùng một thước đo", "the figure and the target are of different measures"};
    } else if (stated.intersect(required).empty()) {
        f.state = State::violated, f.severity = Severity::warning;
        f.text = {"chưa đạt chỉ tiêu", "the target is missed"};
    } else if (above() && below()) {
        f.state = State::met, f.severity = Severity::info;
        f.text = {"đạt chỉ tiêu", "the target is met"};
    } else {
        f.state = State::undetermined, f.severity = Severity::info;
        f.text = {"số liệu nêu trong nguồn chưa đủ để kết luận", "what is stated does not decide it"};
    }
    return f;
}

}  // namespace myhao::inline v0
