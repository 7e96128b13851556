// SPDX-License-Identifier: Apache-2.0
// The directives on congresses that were read, by number and day: 35-CT/TW is two of them.
#pragma once

#include <optional>
#include <string_view>

#include <myhao/congress/directive_list.hpp>
#include <myhao/regulations/ct_35_2019.hpp>
#include <myhao/regulations/ct_35_2024.hpp>
#include <myhao/regulations/ct_36_2014.hpp>
#include <myhao/regulations/ct_45_2025.hpp>

namespace myhao::inline v0::directives {

/// Oldest first.
[[nodiscard]] inline const Directives& registry() {
    static const Directives all({regulations::ct_36_2014(), regulations::ct_35_2019(), regulations::ct_35_2024(), regulations::ct_45_2025()});
    return all;
}

/// Throws InvalidDocument where there is none, or more than one.
[[nodiscard]] inline const Directive& get(std::string_view number, std::optional<Date> issued = std::nullopt) { return registry().get(number, issued); }

/// The one that binds congresses of a term on a day; nullptr where none was issued by then.
[[nodiscard]] inline const Directive* for_term(std::string_view term, Date on) { return registry().for_term(term, on); }

}  // namespace myhao::inline v0::directives
