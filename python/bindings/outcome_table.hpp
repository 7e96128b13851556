// SPDX-License-Identifier: Apache-2.0
// The outcomes of an evaluation as columns. Few outcomes differ, so each one is put into words once, and a row is the place of its words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <myhao/rules/evaluation.hpp>

#include "arrays.hpp"
#include "bindings.hpp"
#include "casters.hpp"
#include "rule_values.hpp"

namespace myhao_python {

/// One entry for each object that is graded: in preorder for organizations.
class OutcomeTable {
public:
    OutcomeTable(const myhao::Evaluation& e, const std::string& subject_name, std::size_t most) : e_(e), subject_(subject_of(subject_name)), facts_(e.facts(subject_)) {
        using namespace myhao;
        if (facts_ == nullptr) throw py::value_error("by subject: the " + subject_name + "s were not evaluated");
        const bool units = subject_ == Subject::organization;
        const auto& graded = e.data().graded[static_cast<std::size_t>(subject_)];
        std::unordered_map<std::uint32_t, std::uint16_t> seen;
        std::uint32_t last = 0;
        std::uint16_t place = 0;
        for (std::size_t i = 0; i < graded.may.size() && rows_.size() < most; ++i) {
            const std::size_t p = units ? e.tree().position(Row(i)) : i;
            if (graded.may[p] == 0) continue;
            const std::uint32_t outcome = graded.may[p] | std::uint32_t{graded.about[p]} << 8 | std::uint32_t{graded.by[p]} << 16;
            if (outcome != last) {
                const auto [at, is_new] = seen.try_emplace(outcome, static_cast<std::uint16_t>(seen.size()));
                if (is_new) put_into_words(e.at(subject_, p));
                last = outcome, place = at->second;
            }
            rows_.push_back(static_cast<std::uint32_t>(p));
            places_.push_back(place);
        }
    }

    /// Of lists, or of pairs of places and the words they are places of.
    [[nodiscard]] py::dict columns(bool coded) const {
        using namespace myhao;
        const Tree& tree = e_.tree();
        py::dict out;
        if (coded && subject_ == Subject::organization && !tree.history().has_text_ids()) {
            std::vector<std::int64_t> ids;
            for (const std::uint32_t p : rows_) ids.push_back(facts_->id(p).number());
            out["id"] = read_only(std::move(ids));
        } else {
            out["id"] = listed([&](std::uint32_t p) { return id_object(facts_->id(p)); });
        }
        if (subject_ != Subject::organization) {
            out["unit"] = listed([&](std::uint32_t p) { return id_object(tree.id(tree.level_order()[facts_->data().unit[p]])); });
        } else {
            py::list kinds;
            for (const std::string& kind : tree.kind_names()) kinds.append(py::str(kind));
            std::vector<std::uint16_t> kind;
            for (const std::uint32_t p : rows_) kind.push_back(static_cast<std::uint16_t>(tree.kind_no(tree.level_order()[p])));
            out["kind"] = column(std::move(kind), kinds, coded);
        }
        constexpr const char* names[] = {"possible", "best", "worst", "decided", "open", "clause", "confidence", "precision"};
        for (std::size_t c = 0; c < std::size(names); ++c) out[names[c]] = column(places_, words_[c], coded);
        return out;
    }

private:
    void put_into_words(const myhao::Outcome& o) {
        using namespace myhao;
        const auto joined = [](const std::vector<std::string>& list) {
            std::string all;
            for (const std::string& one : list) all += (all.empty() ? "" : "|") + one;
            return all;
        };
        std::vector<std::string> why;
        for (const Open one : every_open)
            if (o.open(one)) why.push_back(text(name(one)));
        words_[0].append(joined(o.possible())), words_[1].append(o.best()), words_[2].append(o.worst()), words_[3].append(o.decided()), words_[4].append(joined(why));
        words_[5].append(o.clause()), words_[6].append(text(name(o.confidence()))), words_[7].append(text(name(o.precision())));
    }
    template <class Cell>
    [[nodiscard]] py::list listed(Cell cell) const {
        py::list out(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) out[i] = cell(rows_[i]);
        return out;
    }
    [[nodiscard]] static py::object column(std::vector<std::uint16_t> places, const py::list& words, bool coded) {
        if (coded) return py::make_tuple(read_only(std::move(places)), words);
        py::list out(places.size());
        for (std::size_t i = 0; i < places.size(); ++i) out[i] = words[places[i]];
        return out;
    }

    const myhao::Evaluation& e_;
    myhao::Subject subject_;
    const myhao::Facts* facts_;
    std::vector<std::uint32_t> rows_;    // positions
    std::vector<std::uint16_t> places_;  // of each row's words
    py::list words_[8];
};

}  // namespace myhao_python
