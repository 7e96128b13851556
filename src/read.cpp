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

constexpr std::size_t most_keys = 4096;  // of one object

/// Builds a document while it is parsed, and stops where it is too deep.
class Builder {
public:
    explicit Builder(Json& root) : root_(root) {}

    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(std::int64_t value) { return put(value); }
    bool number_unsigned(std::uint64_t value) { return put(value); }
    bool number_float(double value, const std::string&) { return put(value); }  // kept to be refused where it stands
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        Json& object = *open_.back();
        if (object.contains(name)) problem("a key stands twice in one object", "'" + name + "'", {});
        if (object.size() >= most_keys) return problem("an object with too many keys", {}, "at most " + std::to_string(most_keys)), false;
        place_ = &(object[name] = nullptr);
        return true;
    }
    bool parse_error(std::size_t byte, const std::string&, const Json::exception&) {
        fault_ = byte;
        return false;
    }

    [[nodiscard]] std::optional<std::size_t> fault() const noexcept { return fault_; }
    [[nodiscard]] Findings& problems() noexcept { return problems_; }

private:
    Json* put(Json&& value, Json*& into) {
        if (open_.empty()) return into = &(root_ = std::move(value));
        if (open_.back()->is_object()) return into = &(*place_ = std::move(value));
        open_.back()->push_back(std::move(value));
        return into = &open_.back()->back();
    }
    bool put(Json value) {
        Json* at = nullptr;
        (void)put(std::move(value), at);
        return true;
    }
    bool open(Json value) {
        if (open_.size() == most_depth) return problem("nested too deep", {}, "at most " + std::to_string(most_depth) + " levels"), false;
        Json* at = nullptr;
        open_.push_back(put(std::move(value), at));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    void problem(std::string what, std::string found, std::string expected) { problems_.add(InvalidDocument::at("document", std::move(what), std::move(found), std::move(expected)).problems()); }

    Json& root_;
    std::vector<Json*> open_;  // only the last of them grows, so none of them moves
    Json* place_ = nullptr;
    std::optional<std::size_t> fault_;
    Findings problems_;
};

}  // namespace

Json parsed(std::string_view text) {
    Json json;
    Builder builder(json);
    Json::sax_parse(text, &builder);
    if (const auto fault = builder.fault()) {
        const std::size_t at = std::min(text.size(), *fault);
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        const std::string where = "line " + std::to_string(line) + ", byte " + std::to_string(*fault);
        throw InvalidDocument::at(where, text.find_first_not_of(" \t\r\n") == std::string_view::npos ? "nothing but white space" : "not JSON", {}, "a JSON document in UTF-8");
    }
    if (!builder.problems().empty()) throw InvalidDocument(std::move(builder.problems()));
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
