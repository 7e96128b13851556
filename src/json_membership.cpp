// SPDX-License-Identifier: Apache-2.0
#include <myhao/interop/json.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

std::string to_json(const Membership& membership, Origin origin) {
    Json out = detail::headed("membership");
    if (origin != Origin::real) detail::put_origin(out, origin);
    Json& events = out["events"] = Json::array();
    for (const MemberRow& row : membership.rows()) {
        Json event = Json::object();
        event["member"] = json_of(row.member);
        event["what"] = name(row.what);
        event["day"] = json_of(row.day);
        put(event, "unit", row.unit);
        put(event, "decided", row.decided);
        put(event, "until", row.until);
        put(event, "badge", row.badge);
        events.push_back(std::move(event));
    }
    return detail::written(out);
}

}  // namespace myhao::inline v0
