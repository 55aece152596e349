#include "runners/config/settings.hpp"

#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace piste {
namespace {

bool is_bare_word(std::string_view text)
{
    auto const is_letter = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
    };
    auto const fits = [&](char letter) {
        return is_letter(letter) || (letter >= '0' && letter <= '9') || letter == '-';
    };
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

void relocate(Node& node, Location const& where)
{
    node.where = where;
    for (auto& item : node.items) {
        relocate(item, where);
    }
    for (auto& entry : node.entries) {
        entry.where = where;
        relocate(entry.value, where);
    }
}

class SettingInHand {
public:
    SettingInHand(Setting const& setting, std::vector<Problem>& problems)
        : setting_(setting), where_{std::make_shared<std::string const>("--set #" + std::to_string(setting.number)), 0,
                                    0},
          problems_(problems)
    {
    }

    void apply(Node& document)
    {
        auto const equals = setting_.text.find('=');
        if (equals == std::string::npos || equals == 0) {
            return note("'" + setting_.text + "' is not of the form path.to.key=value");
        }
        auto path = setting_.text.substr(0, equals);
        std::erase_if(path, [](char letter) { return letter == ' ' || letter == '"'; });
        path_ = split(path, '.');
        if (auto value = parsed(std::string_view(setting_.text).substr(equals + 1))) {
            put(document, std::move(*value));
        }
    }

private:
    void note(std::string const& text) { problems_.push_back(problem_at(where_, text)); }

    std::string path_until(std::size_t count) const
    {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += (i == 0 ? "" : ".") + path_[i];
        }
        return text;
    }

    std::optional<Node> parsed(std::string_view text)
    {
        auto const first = text.find_first_not_of(' ');
        auto const word =
            first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
        Node value;
        try {
            auto const document = parse_document("value = " + std::string(word), *where_.file);
            if (document.entries.size() != 1) {
                note(path_until(path_.size()) + ": one value is expected");
                return std::nullopt;
            }
            value = document.entries.front().value;
        } catch (ConfigurationError const& error) {
            if (!is_bare_word(word)) {
                auto const& why = error.problems().front().text;
                note(path_until(path_.size()) + " = " + std::string(word) + " is " + why.substr(0, why.find(';')));
                return std::nullopt;
            }
            value.kind = NodeKind::text;
            value.text = word;
        }
        relocate(value, where_);
        return value;
    }

    void no_such_key(Node const& table, std::size_t depth)
    {
        if (path_.size() == 1 && (path_[0] == "replicates" || path_[0] == "seed")) {
            return note("key " + path_[0] + ": is not part of a scenario; give it as --" + path_[0]);
        }
        std::vector<std::string> known;
        for (auto const& entry : table.entries) {
            known.push_back(entry.key);
        }
        auto const guess = did_you_mean(path_[depth], known);
        note("key " + path_until(path_.size()) + ": there is no '" + path_[depth] + "'" +
             (depth == 0 ? "" : " in [" + path_until(depth) + "]") +
             (guess.empty() ? "; known here are " + listed(known) : guess));
    }

    // The table that holds the last part of the path; sets sourced_ where that is a number's table or lies within.
    Node* holder(Node& document)
    {
        auto* table = &document;
        for (std::size_t depth = 0; depth + 1 < path_.size(); ++depth) {
            auto* child = table->find(path_[depth]);
            if (child == nullptr) {
                no_such_key(*table, depth);
                return nullptr;
            }
            auto* const value = child->find("value");
            if (child->is(NodeKind::table) && value != nullptr && child->find(path_[depth + 1]) == nullptr) {
                sourced_ = child;
                child = value;
            }
            if (!child->is(NodeKind::table)) {
                note("key " + path_until(path_.size()) + ": [" + path_until(depth + 1) + "] has no parts, it is " +
                     std::string(kind_in_words(child->kind)));
                return nullptr;
            }
            table = child;
        }
        return table;
    }

    void put(Node& document, Node value)
    {
        auto* const table = holder(document);
        if (table == nullptr) {
            return;
        }
        auto const& key = path_.back();
        auto* const present = table->find(key);
        if (present == nullptr && sourced_ == nullptr) {
            return no_such_key(*table, path_.size() - 1);
        }
        if (sourced_ != nullptr) {  // a share: a name that is not there yet has had none so far
            sourced_->setting = setting_.number;
            table->put(key, where_, std::move(value));
            table->where = where_;
        } else if (present->find("value") != nullptr && value.find("value") == nullptr) {
            present->setting = setting_.number;
            present->put("value", where_, std::move(value));
        } else {
            if (key == "value") {
                table->setting = setting_.number;
            }
            table->put(key, where_, std::move(value));
        }
    }

    Setting const& setting_;
    Location where_;
    std::vector<Problem>& problems_;
    std::vector<std::string> path_;
    Node* sourced_ = nullptr;
};

}  // namespace

std::vector<Setting> numbered(std::vector<std::string> const& texts)
{
    std::vector<Setting> settings;
    for (auto const& text : texts) {
        settings.push_back({settings.size() + 1, text});
    }
    return settings;
}

std::vector<Problem> apply_settings(Node& document, std::vector<Setting> const& settings)
{
    std::vector<Problem> problems;
    for (auto const& setting : settings) {
        SettingInHand(setting, problems).apply(document);
    }
    return problems;
}

}  // namespace piste
