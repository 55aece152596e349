// The fields of FieldReader that are words, text and references rather than numbers.
#include "runners/config/field_reader.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>

namespace piste {
namespace {

std::string in_list(std::span<std::string_view const> words)
{
    return "one of " + listed({words.begin(), words.end()});
}

}  // namespace

std::optional<std::size_t> FieldReader::word_position(Node const& value, Field const& field, std::string_view part,
                                                      std::span<std::string_view const> words)
{
    auto name = std::string(field.key);
    if (!part.empty()) {
        name.append(".").append(part);
    }
    if (!value.is(NodeKind::text)) {
        note(value.where,
             name + " is " + std::string(kind_in_words(value.kind)) + "; " + in_list(words) + " is expected");
        return std::nullopt;
    }
    auto const place = std::find(words.begin(), words.end(), value.text);
    if (place == words.end()) {
        auto const guess = did_you_mean(value.text, {words.begin(), words.end()});
        note(value.where, name + " = " + toml_string(value.text) + " is not " + in_list(words) + guess);
        return std::nullopt;
    }
    return static_cast<std::size_t>(place - words.begin());
}

std::optional<std::size_t> FieldReader::read_choice(Field const& field, std::span<std::string_view const> words)
{
    auto const* const sourced = take_sourced(field, ParameterType::choice, in_list(words));
    if (sourced == nullptr) {
        return std::nullopt;
    }
    current().words.assign(words.begin(), words.end());
    apply_setting(*sourced);
    if (auto const* const alternatives = sourced->find("alternatives")) {
        if (!alternatives->is(NodeKind::list)) {
            note(alternatives->where, std::string(field.key) + ".alternatives must be a list of words");
        }
        for (auto const& item : alternatives->items) {
            if (word_position(item, field, "alternatives", words)) {
                current().alternatives.push_back(toml_string(item.text));
            }
        }
    }
    auto const& value = *sourced->find("value");
    auto const found = word_position(value, field, "", words);
    current().valid = found.has_value();
    current().value = toml_string(value.text);
    return found;
}

std::optional<std::size_t> FieldReader::read_word(Field const& field, std::span<std::string_view const> words)
{
    auto const* const value = take(field, ParameterType::word, in_list(words));
    if (value == nullptr) {
        return std::nullopt;
    }
    auto const found = word_position(*value, field, "", words);
    current().valid = found.has_value();
    current().value = toml_string(value->text);
    return found;
}

std::optional<std::string> FieldReader::read_text(Field const& field)
{
    auto const* const value = take(field, ParameterType::text, "text");
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is(NodeKind::text)) {
        note(value->where, std::string(field.key) + " is " + std::string(kind_in_words(value->kind)) +
                               "; text in quotes is expected");
        return std::nullopt;
    }
    if (value->text.empty()) {
        note(value->where, std::string(field.key) + " is empty: " + std::string(field.meaning));
        return std::nullopt;
    }
    current().valid = true;
    current().value = toml_string(value->text);
    return value->text;
}

std::optional<std::size_t> FieldReader::position(Node const& value, Field const& field, std::string_view kind)
{
    if (!value.is(NodeKind::text)) {
        note(value.where, std::string(field.key) + " is " + std::string(kind_in_words(value.kind)) +
                              "; the name of a " + std::string(kind) + ", in quotes, is expected");
        return std::nullopt;
    }
    auto const& names = names_of(kind);
    auto const place = std::lower_bound(names.begin(), names.end(), value.text);
    if (place == names.end() || *place != value.text) {
        note(value.where, std::string(field.key) + " = " + toml_string(value.text) + ": there is no " +
                              std::string(kind) + " of that name" + did_you_mean(value.text, names));
        return std::nullopt;
    }
    return static_cast<std::size_t>(place - names.begin());
}

std::optional<std::size_t> FieldReader::read_reference(Field const& field, std::string_view kind)
{
    auto const* const value = take(field, ParameterType::reference, "the name of a " + std::string(kind));
    if (value == nullptr) {
        return std::nullopt;
    }
    auto const found = position(*value, field, kind);
    current().refers_to = kind;
    if (kind == "holder") {
        current().words = names_of(kind);
    }
    current().valid = found.has_value();
    current().value = toml_string(value->text);
    return found;
}

std::optional<std::vector<std::size_t>> FieldReader::read_references(Field const& field, std::string_view kind)
{
    auto const* const value = take(field, ParameterType::references, "a list of names of " + std::string(kind));
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is(NodeKind::list) || value->items.empty()) {
        note(value->where,
             std::string(field.key) + " must be a list of at least one " + std::string(kind) + ", [\"...\"]");
        return std::nullopt;
    }
    std::vector<std::size_t> positions;
    std::vector<std::string> written;
    for (auto const& item : value->items) {
        if (auto const found = position(item, field, kind)) {
            positions.push_back(*found);
            written.push_back(toml_string(item.text));
        }
    }
    current().valid = positions.size() == value->items.size();
    current().value = toml_list(written);
    return current().valid ? std::optional(positions) : std::nullopt;
}

}  // namespace piste
