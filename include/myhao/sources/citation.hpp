// SPDX-License-Identifier: Apache-2.0
// A citation: where a thing was read, as an instrument and its clause, or a publication and its paragraph.
#pragma once

#include <string>
#include <utility>

#include <myhao/sources/instrument.hpp>

namespace myhao::inline v0 {

/// Either `instrument` or `publication` is set, or neither where nothing is cited.
struct Citation {
    InstrumentKey instrument;
    std::string clause;       // "II.B 1.3.a"
    std::string publication;  // "baohungyen.vn, Mỹ Hào 2020"
    int paragraph = 0;        // from 1, counting lines that are not empty; 0: the whole

    [[nodiscard]] static Citation of(InstrumentKey instrument, std::string clause = {}) {
        Citation c;
        c.instrument = std::move(instrument), c.clause = std::move(clause);
        return c;
    }
    [[nodiscard]] static Citation of(std::string publication, int paragraph = 0) {
        Citation c;
        c.publication = std::move(publication), c.paragraph = paragraph;
        return c;
    }

    [[nodiscard]] bool empty() const noexcept { return instrument.number.empty() && publication.empty(); }
    /// "21-HD/BTCTW (Ban Tổ chức Trung ương, 2019-10-18), 4.6" or "Mỹ Hào 2020, ¶11".
    [[nodiscard]] std::string text() const {
        if (!instrument.number.empty()) return clause.empty() ? instrument.text() : instrument.text() + ", " + clause;
        return paragraph > 0 ? publication + ", ¶" + std::to_string(paragraph) : publication;
    }

    friend bool operator==(const Citation&, const Citation&) = default;
};

}  // namespace myhao::inline v0
