// SPDX-License-Identifier: Apache-2.0
// A spell: one unit's name, kind, form and parent over one period; as a row that goes in, and as a value that comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <myhao/base/ids.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// A row of the table of spells. Several rows of one id are its spells; one key (id, since) may be recorded several times.
struct SpellRow {
    Id id;
    std::string name, kind;
    std::optional<Id> parent;    // none: a root
    Date since;                  // first day
    std::optional<Date> until;   // first day no longer; none: still open, or ended on an unknown day
    bool ended = false;          // it has ended; where there is no `until`, on a day that is not known
    std::optional<std::string> form, code, system, instrument;
    std::optional<Date> recorded;  // when this row was written down; none: always known
    bool withdrawn = false;        // column `void`: what was recorded for this key is taken back
};

/// What a history holds of one unit over one period, half-open.
struct Spell {
    Id id;
    std::string name, kind;
    std::optional<Id> parent;
    Date since;
    std::optional<Date> until;  // none: open, or ended on an unknown day
    bool ended = false;         // ended, day unknown
    std::optional<Date> certain_until;  // where the end is unknown: the first day on which no record says that it stands
    std::optional<std::string> form, code, system, instrument;
    std::optional<Date> recorded;
    std::uint32_t row = 0;  // of the input

    /// Equal in what it says, wherever the row stood.
    friend bool operator==(const Spell& a, const Spell& b) {
        return a.id == b.id && a.name == b.name && a.kind == b.kind && a.parent == b.parent && a.since == b.since && a.until == b.until &&
               a.ended == b.ended && a.form == b.form && a.code == b.code && a.system == b.system && a.instrument == b.instrument && a.recorded == b.recorded;
    }
};

}  // namespace myhao::inline v0
