#include "runners/config/key_reader.hpp"

#include "runners/config/calendar.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>

namespace piste {

std::string unknown_key(std::string const& key, std::vector<std::string> const& known)
{
    auto const guess = did_you_mean(key, known);
    return key + " is not a known key" + (guess.empty() ? "; known here are " + listed(known) : guess);
}

Node const* KeyReader::look(std::string const& key)
{
    known_.push_back(key);
    return table_.find(key);
}

Node const* KeyReader::take(std::string const& key)
{
    auto const* const node = look(key);
    if (node == nullptr) {
        note(table_.where, key + " is missing");
    }
    return node;
}

void KeyReader::note(Location const& where, std::string const& text)
{
    problems_.push_back(problem_at(where, header_ + " " + text));
}

std::string KeyReader::text(std::string const& key)
{
    return text_in(take(key), key);
}

std::string KeyReader::optional_text(std::string const& key)
{
    return text_in(look(key), key);
}

std::string KeyReader::text_in(Node const* node, std::string const& key)
{
    if (node != nullptr && (!node->is(NodeKind::text) || node->text.empty())) {
        note(node->where, key + " must be text in quotes, and not empty");
    }
    return node == nullptr ? "" : node->text;
}

std::int64_t KeyReader::integer(std::string const& key, std::int64_t low, std::int64_t high)
{
    auto const* const node = take(key);
    auto const range = "an integer from " + toml_integer(low) + " to " + toml_integer(high);
    if (node == nullptr) {
        return low;
    }
    if (!node->is(NodeKind::integer)) {
        note(node->where, key + " is " + std::string(kind_in_words(node->kind)) + "; " + range + " is expected");
    } else if (node->integer < low || node->integer > high) {
        note(node->where, key + " = " + toml_integer(node->integer) + " is out of range: it must be " + range);
    }
    return node->integer;
}

std::optional<double> KeyReader::number_of(Node const& node, std::string const& name, double low, double high)
{
    auto const range = "a number from " + readable(low) + " to " + readable(high);
    if (!is_number(node)) {
        note(node.where, name + " is " + std::string(kind_in_words(node.kind)) + "; " + range + " is expected");
        return std::nullopt;
    }
    auto const value = number_in(node);
    if (!(value >= low && value <= high)) {
        note(node.where, name + " = " + readable(value) + " is out of range: it must be " + range);
        return std::nullopt;
    }
    return value == 0.0 ? 0.0 : value;
}

std::optional<double> KeyReader::optional_number(std::string const& key, double low, double high)
{
    auto const* const node = look(key);
    return node == nullptr ? std::nullopt : number_of(*node, key, low, high);
}

std::optional<std::pair<double, double>> KeyReader::optional_range(std::string const& key, double low, double high)
{
    auto const* const node = look(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is(NodeKind::list) || node->items.size() != 2) {
        note(node->where, key + " must be a list of two numbers, [low, high]");
        return std::nullopt;
    }
    auto const first = number_of(node->items[0], key, low, high);
    auto const second = number_of(node->items[1], key, low, high);
    if (!first || !second) {
        return std::nullopt;
    }
    if (*first > *second) {
        note(node->where, key + " = [" + readable(*first) + ", " + readable(*second) +
                              "] is not in order: the lower number comes first");
        return std::nullopt;
    }
    return std::pair(*first, *second);
}

std::string KeyReader::optional_date(std::string const& key)
{
    auto const* const node = look(key);
    if (node == nullptr) {
        return "";
    }
    if (!node->is(NodeKind::text)) {
        note(node->where, key + " is " + std::string(kind_in_words(node->kind)) + "; a date in quotes, as \"2016-07-01\", is expected");
        return "";
    }
    if (!date_of(node->text)) {
        note(node->where, key + " = " + toml_string(node->text) + " is not a date of the calendar; write it as \"2016-07-01\"");
        return "";
    }
    return node->text;
}

void KeyReader::finish()
{
    for (auto const& entry : table_.entries) {
        if (std::find(known_.begin(), known_.end(), entry.key) == known_.end()) {
            note(entry.where, unknown_key(entry.key, known_));
        }
    }
}

}  // namespace piste
