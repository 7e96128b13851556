// SPDX-License-Identifier: Apache-2.0
// The fields of a quota by the names they have in dotted paths: quotas.excellent.base. Written as texts, as `replace` and gaps give them.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <myhao/base/error.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/rules/quota.hpp>

namespace myhao::inline v0::detail {

inline constexpr const char* quota_fields[] = {"base", "share", "group", "at_least", "on_tie", "rank_by"};

/// "quotas.excellent": of its id, or of its grade where it has none.
[[nodiscard]] inline std::string quota_path(const Quota& quota) { return "quotas." + (quota.id.empty() ? quota.grade : quota.id); }

/// "parent", "whole", "ancestor(role)", "fact(name)", "unknown".
[[nodiscard]] inline std::optional<std::optional<Group>> group_named(std::string_view text) {
    const auto open = text.find('(');
    const std::string_view by = text.substr(0, open);
    const std::string name(open == std::string_view::npos || !text.ends_with(')') ? "" : text.substr(open + 1, text.size() - open - 2));
    if (text == "unknown") return std::optional<Group>();
    if (text == "parent") return by_parent();
    if (text == "whole") return whole();
    if (by == "ancestor" && !name.empty()) return by_ancestor(name);
    if (by == "fact" && !name.empty()) return by_fact(name);
    return std::nullopt;
}

/// Says what does not fit, or nothing.
[[nodiscard]] inline std::string set_field(Quota& quota, std::string_view field, std::string_view value) {
    if (field == "base") {
        quota.base.clear();
        for (std::string_view rest = value; !rest.empty();) {
            const auto comma = rest.find(',');
            const std::string_view one = rest.substr(0, comma);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
            bool found = false;
            for (const QuotaBase base : every_quota_base)
                if (name(base) == one) quota.base.push_back(base), found = true;
            if (!found) return "good_only, good_or_better, graded, or some of them with commas";
        }
        return {};
    }
    if (field == "share") {
        try {
            quota.share = value == "unknown" ? std::nullopt : std::optional(Ratio::parse(value));
        } catch (const Error&) {
            return "\"20%\", \"1/5\" or \"unknown\"";
        }
        return {};
    }
    if (field == "group") {
        const auto group = group_named(value);
        if (group) quota.group = *group;
        return group ? "" : "parent, whole, ancestor(role), fact(name) or unknown";
    }
    if (field == "at_least") {
        const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), quota.at_least);
        return fault == std::errc{} && end == value.data() + value.size() ? "" : "a whole number";
    }
    if (field == "on_tie") {
        for (const OnTie on_tie : {OnTie::choice, OnTie::none, OnTie::all})
            if (name(on_tie) == value) {
                quota.on_tie = on_tie;
                return {};
            }
        return "choice, none or all";
    }
    quota.rank_by = value;
    return {};
}

}  // namespace myhao::inline v0::detail
