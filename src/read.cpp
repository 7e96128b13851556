// SPDX-License-Identifier: Apache-2.0
#include "read.hpp"

#include <algorithm>
#include <limits>

namespace myhao::inline v0::detail {

namespace {

/// A value as a message shows it: short, and safe to print.
std::string shown(const Json& json) {
    if (json.is_object()) return "an object";
    if (json.is_array()) return "a list of " + std::to_string(json.size());
    if (json.is_number_float()) return "a number with a point or an exponent";
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    constexpr std::size_t most = 80;
    if (text.size() <= most) return text;
    text.resize(most);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    return text + "...";
}

/// Watches a document while it is parsed: its depth, and the keys of each open object.
class Watch {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& value) {
        switch (event) {
            case Json::parse_event_t::object_start:
            case Json::parse_event_t::array_start:
                deepest_ = std::max(deepest_, depth + 1);
                if (depth >= most_depth) return false;  // nothing of it is kept
                keys_.emplace_back();
                return true;
            case Json::parse_event_t::object_end:
            case Json::parse_event_t::array_end:
                if (!keys_.empty()) keys_.pop_back();
                return true;
            case Json::parse_event_t::key:
                if (depth <= most_depth && !keys_.empty()) {
                    std::string key = value.get<std::string>();
                    auto& seen = keys_.back();
                    const auto at = std::lower_bound(seen.begin(), seen.end(), key);
                    if (at != seen.end() && *at == key) twice_.push_back(std::move(key));
                    else seen.insert(at, std::move(key));
                }
                return true;
            default: return true;
        }
    }
    [[nodiscard]] int deepest() const noexcept { return deepest_; }
    [[nodiscard]] const std::vector<std::string>& twice() const noexcept { return twice_; }

private:
    int deepest_ = 0;
    std::vector<std::vector<std::string>> keys_;
    std::vector<std::string> twice_;
};

}  // namespace

Json parsed(std::string_view text) {
    Watch watch;
    Json json;
    try {
        json = Json::parse(text, [&](int depth, Json::parse_event_t event, Json& value) { return watch(depth, event, value); });
    } catch (const Json::parse_error& error) {
        const auto at = std::min(text.size(), static_cast<std::size_t>(error.byte));
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        const std::string where = "line " + std::to_string(line) + ", byte " + std::to_string(error.byte);
        throw InvalidDocument::at(where, text.find_first_not_of(" \t\r\n") == std::string_view::npos ? "nothing but white space" : "not JSON", {}, "a JSON document in UTF-8");
    }
    Findings problems;
    if (watch.deepest() > most_depth) problems.add(InvalidDocument::at("document", "nested too deep", std::to_string(watch.deepest()) + " levels", "at most " + std::to_string(most_depth)).problems());
    for (const std::string& key : watch.twice()) problems.add(InvalidDocument::at("document", "a key stands twice in one object", "'" + key + "'").problems());
    if (!problems.empty()) throw InvalidDocument(std::move(problems));
    return json;
}

std::string In::path() const {
    std::vector<const In*> places;
    for (const In* place = this; place->above_; place = place->above_) places.push_back(place);
    std::string out;
    for (auto at = places.rbegin(); at != places.rend(); ++at) {
        if ((*at)->key_.empty()) out += '[' + std::to_string((*at)->index_) + ']';
        else out += (out.empty() ? "" : ".") + std::string((*at)->key_);
    }
    return out.empty() ? "document" : out;
}

void In::problem(std::string what, std::string expected) const {
    Finding f;
    f.rule = InvalidDocument::rule;
    f.subject = path();
    if (json_) f.observed = shown(*json_);
    f.required = std::move(expected);
    f.text = {what, what};
    problems_->add(std::move(f));
}

void In::problem(const Error& error) const {
    for (Finding f : error.problems()) {
        f.rule = std::string(InvalidDocument::rule) + '.' + f.rule;
        if (above_) f.subject = f.subject.empty() ? path() : path() + ": " + f.subject;
        problems_->add(std::move(f));
    }
}

bool In::object(std::initializer_list<std::string_view> known) const {
    if (absent()) return problem("missing", "an object"), false;
    if (!json_->is_object()) return problem("not an object", "an object"), false;
    for (const auto& [key, value] : json_->items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::vector<std::string> names(known.begin(), known.end());
        In(*this, &value, key).problem("unknown key" + suggestion(key, names));
    }
    return true;
}

bool In::has(std::string_view key) const { return is_object() && json_->contains(key); }

In In::operator[](std::string_view key) const {
    const Json* found = nullptr;
    if (is_object())
        if (const auto at = json_->find(key); at != json_->end()) found = &*at;
    return In(*this, found, key);
}

std::string In::text() const {
    if (absent()) return problem("missing", "a text"), std::string();
    if (!json_->is_string()) return problem(json_->is_number_float() ? "a number with a point is not exact: write it as a text" : "not a text", "a text"), std::string();
    return json_->get<std::string>();
}

std::int64_t In::whole() const {
    if (absent()) return problem("missing", "a whole number"), 0;
    if (json_->is_number_unsigned() && json_->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return problem("beyond 64 bits", "a whole number"), 0;
    if (!json_->is_number_integer()) return problem("not a whole number", "a whole number"), 0;
    return json_->get<std::int64_t>();
}

int In::small() const {
    const std::int64_t number = whole();
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) return problem("beyond 32 bits", "a smaller number"), 0;
    return static_cast<int>(number);
}

bool In::flag_or(bool otherwise) const {
    if (absent()) return otherwise;
    if (!json_->is_boolean()) return problem("neither true nor false", "true or false"), otherwise;
    return json_->get<bool>();
}

}  // namespace myhao::inline v0::detail
