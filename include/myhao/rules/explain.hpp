// SPDX-License-Identifier: Apache-2.0
// Explains an outcome: makes its reason from the evaluation.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <myhao/rules/reason_words.hpp>
#include <myhao/rules/teller.hpp>

namespace myhao::inline v0 {

/// Why the object has its outcome. Throws UnknownUnit as `Evaluation::of` does.
[[nodiscard]] inline Reason explain(const Evaluation& evaluation, const Id& object, Subject subject = Subject::organization) {
    const std::size_t at = evaluation.position(subject, object);
    const auto& candidates = evaluation.data().candidates;
    std::vector<detail::Grounds> grounds;
    grounds.reserve(candidates.size());
    for (const detail::Candidate& candidate : candidates) grounds.push_back(detail::Teller(evaluation.data(), candidate, subject, at).tell());
    return {object, subject, evaluation.at(subject, at), std::move(grounds), evaluation};
}

}  // namespace myhao::inline v0
