#include "runners/config/evidence.hpp"

#include "runners/config/document.hpp"
#include "runners/config/suggestion.hpp"

#include <algorithm>

namespace piste {
namespace {

// The first field of each record.
std::vector<std::string> first_column(std::string_view text)
{
    std::vector<std::string> column;
    std::string field;
    bool in_quotes = false;
    bool in_first = true;
    for (char const letter : text) {
        if (letter == '"') {
            in_quotes = !in_quotes;
        } else if (letter == '\n' && !in_quotes) {
            column.push_back(field);
            field.clear();
            in_first = true;
        } else if (letter == ',' && !in_quotes) {
            in_first = false;
        } else if (in_first && letter != '\r') {
            field += letter;
        }
    }
    if (!field.empty()) {
        column.push_back(field);
    }
    return column;
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\n");
    return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

bool is_word(std::string_view text)
{
    auto const fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace

std::vector<std::string> read_fact_ids(std::filesystem::path const& path)
{
    auto ids = first_column(read_text_file(path));
    if (ids.empty() || ids.front() != "id") {
        throw ConfigurationError({Problem{path.string(), 1, 1, Severity::error, "the first column must be 'id'"}});
    }
    ids.erase(ids.begin());
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string source_problem(std::string_view source, std::vector<std::string> const* ids)
{
    if (source.starts_with("https://") && source.find_first_of(" \t\n") == std::string_view::npos) {
        return "";
    }
    for (std::size_t begin = 0; begin <= source.size();) {
        auto const end = std::min(source.find(',', begin), source.size());
        auto const part = trimmed(source.substr(begin, end - begin));
        begin = end + 1;
        if (part.starts_with("https://") && part.find_first_of(" \t\n") == std::string_view::npos) {
            continue;
        }
        if (!is_word(part)) {
            return "source = \"" + std::string(source) +
                   "\" is neither fact ids between commas nor an https address; a reason in words is an assumption";
        }
        if (ids != nullptr && !std::binary_search(ids->begin(), ids->end(), part)) {
            return "source '" + std::string(part) + "' is not in the evidence file" + did_you_mean(part, *ids);
        }
    }
    return "";
}

}  // namespace piste
