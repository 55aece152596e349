#include "runners/config/document.hpp"

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

namespace piste {
namespace {

using File = std::shared_ptr<std::string const>;

constexpr std::size_t largest_file_bytes = std::size_t{64} << 20U;
constexpr std::size_t deepest_include = 16;

Location location(File const& file, toml::source_region const& region)
{
    return {file, region.begin.line, region.begin.column};
}

Node converted(toml::node const& source, File const& file);

void convert_table(toml::table const& table, File const& file, Node& node)
{
    node.kind = NodeKind::table;
    for (auto const& [key, value] : table) {
        node.entries.push_back({std::string(key.str()), location(file, key.source()), converted(value, file)});
    }
    std::sort(node.entries.begin(), node.entries.end(),
              [](Member const& left, Member const& right) { return left.key < right.key; });
}

Node converted(toml::node const& source, File const& file)
{
    Node node;
    node.where = location(file, source.source());
    if (auto const* table = source.as_table()) {
        convert_table(*table, file, node);
    } else if (auto const* list = source.as_array()) {
        node.kind = NodeKind::list;
        for (auto const& item : *list) {
            node.items.push_back(converted(item, file));
        }
    } else if (auto const* text = source.as_string()) {
        node.kind = NodeKind::text;
        node.text = text->get();
    } else if (auto const* integer = source.as_integer()) {
        node.kind = NodeKind::integer;
        node.integer = integer->get();
    } else if (auto const* real = source.as_floating_point()) {
        node.kind = NodeKind::real;
        node.real = real->get();
    } else if (auto const* boolean = source.as_boolean()) {
        node.kind = NodeKind::boolean;
        node.boolean = boolean->get();
    } else {
        node.kind = NodeKind::date;
    }
    return node;
}

// What the parser says, in our words where its own would puzzle.
std::string syntax_problem(toml::parse_error const& error, std::string_view text)
{
    std::string description(error.description());
    auto const redefined = description.find("cannot redefine existing ");
    if (redefined != std::string::npos) {
        auto const quote = description.find('\'', redefined);
        auto const name = quote == std::string::npos ? std::string("this key") : description.substr(quote);
        return "duplicate name: " + name + " stands twice in this file; rename one or remove it";
    }
    auto const cut_off =
        !text.empty() && text.back() != '\n' &&
        (description.find("end-of-file") != std::string::npos ||
         error.source().begin.line > static_cast<toml::source_index>(std::count(text.begin(), text.end(), '\n')));
    for (std::string_view const filler : {"Error while parsing ", "Error while "}) {
        if (description.starts_with(filler)) {
            description.erase(0, filler.size());
            break;
        }
    }
    return "not valid TOML: " + description + (cut_off ? "; the file ends in mid-line: has it been cut off?" : "");
}

// The keys of `over` replace those of `base`; keyed tables are joined row by row, numbers with a unit are not mixed.
// When `clash` is given, a key that both have is reported there instead.
void join(Node& base, Node const& over, std::vector<Problem>* clash)
{
    for (auto const& entry : over.entries) {
        auto* const present = base.find(entry.key);
        auto const both_tables = present != nullptr && present->is(NodeKind::table) && entry.value.is(NodeKind::table);
        if (both_tables && present->find("value") == nullptr && entry.value.find("value") == nullptr) {
            join(*present, entry.value, clash);
        } else if (present != nullptr && clash != nullptr) {
            clash->push_back(problem_at(entry.where, entry.key + " is given by another included file too (" +
                                                         *present->where.file + ", line " +
                                                         std::to_string(present->where.line) + "); remove one"));
        } else {
            base.put(entry.key, entry.where, entry.value);
        }
    }
}

Node read_with_includes(std::filesystem::path const& path, std::vector<std::filesystem::path>& chain);

Node read_included(Node const& name, std::vector<std::filesystem::path>& chain)
{
    if (!name.is(NodeKind::text)) {
        throw ConfigurationError({problem_at(name.where, "include names a file, as text, or a list of files")});
    }
    auto const path = chain.back().parent_path() / name.text;
    auto const same_file = [&](std::filesystem::path const& other) {
        return other.lexically_normal() == path.lexically_normal();
    };
    if (chain.size() > deepest_include || std::any_of(chain.begin(), chain.end(), same_file)) {
        throw ConfigurationError({problem_at(name.where, "include = \"" + name.text + "\" comes back to itself")});
    }
    try {
        return read_with_includes(path, chain);
    } catch (ConfigurationError const& error) {
        auto problems = error.problems();
        if (problems.size() == 1 && problems.front().line == 0) {  // the file itself: say who asked for it
            problems.front() = problem_at(name.where, "include = \"" + name.text + "\": " + problems.front().text);
        }
        throw ConfigurationError(problems);
    }
}

Node read_with_includes(std::filesystem::path const& path, std::vector<std::filesystem::path>& chain)
{
    auto own = parse_document(read_text_file(path), path.string());
    auto const* const include = own.find("include");
    if (include == nullptr) {
        return own;
    }
    chain.push_back(path);
    Node base;
    base.where = own.where;
    std::vector<Problem> clash;
    auto const names = include->is(NodeKind::list) ? include->items : std::vector<Node>{*include};
    for (auto const& name : names) {
        join(base, read_included(name, chain), &clash);
    }
    chain.pop_back();
    if (!clash.empty()) {
        throw ConfigurationError(clash);
    }
    own.erase("include");
    join(base, own, nullptr);
    return base;
}

ConfigurationError unreadable(std::filesystem::path const& path, std::string const& why)
{
    return ConfigurationError({Problem{path.string(), 0, 0, Severity::error, why}});
}

}  // namespace

Node text_node(std::string text, Location const& where)
{
    Node node;
    node.kind = NodeKind::text;
    node.text = std::move(text);
    node.where = where;
    return node;
}

Node const* Node::find(std::string_view key) const
{
    auto const place = std::lower_bound(entries.begin(), entries.end(), key,
                                        [](Member const& entry, std::string_view name) { return entry.key < name; });
    return place != entries.end() && place->key == key ? &place->value : nullptr;
}

Node* Node::find(std::string_view key)
{
    return const_cast<Node*>(std::as_const(*this).find(key));
}

void Node::put(std::string key, Location place, Node value)
{
    erase(key);
    auto const next = std::lower_bound(entries.begin(), entries.end(), key,
                                       [](Member const& entry, std::string const& name) { return entry.key < name; });
    entries.insert(next, Member{std::move(key), std::move(place), std::move(value)});
}

void Node::erase(std::string_view key)
{
    std::erase_if(entries, [&](Member const& entry) { return entry.key == key; });
}

Node read_document(std::filesystem::path const& path)
{
    std::vector<std::filesystem::path> chain;
    return read_with_includes(path, chain);
}

Node parse_document(std::string_view text, std::string const& name)
{
    auto const file = std::make_shared<std::string const>(name);
    try {
        auto node = converted(toml::parse(text, std::string_view(name)), file);
        node.where = {file, 1, 1};
        return node;
    } catch (toml::parse_error const& error) {
        throw ConfigurationError({problem_at(location(file, error.source()), syntax_problem(error, text))});
    }
}

std::string read_text_file(std::filesystem::path const& path)
{
    std::error_code failure;
    auto const status = std::filesystem::status(path, failure);
    if (status.type() == std::filesystem::file_type::not_found) {
        throw unreadable(path, "no such file");
    }
    if (status.type() == std::filesystem::file_type::directory) {
        throw unreadable(path, "is a directory; a TOML file is expected");
    }
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw unreadable(path, std::string("cannot be read: ") + std::strerror(errno));
    }
    std::string text;
    std::vector<char> piece(std::size_t{1} << 16U);
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
        if (text.size() > largest_file_bytes) {
            throw unreadable(path, "is larger than 64 MiB, which no configuration is");
        }
    }
    if (stream.bad()) {
        throw unreadable(path, std::string("cannot be read: ") + std::strerror(errno));
    }
    return text;
}

Problem problem_at(Location const& where, std::string text, Severity severity)
{
    return {where.file ? *where.file : std::string(), where.line, where.column, severity, std::move(text)};
}

std::string_view kind_in_words(NodeKind kind)
{
    switch (kind) {
    case NodeKind::boolean: return "true or false";
    case NodeKind::integer: return "an integer";
    case NodeKind::real: return "a real number";
    case NodeKind::text: return "text";
    case NodeKind::date: return "a date or time without quotes";
    case NodeKind::list: return "a list";
    case NodeKind::table: return "a table";
    }
    return "a value";
}

}  // namespace piste
