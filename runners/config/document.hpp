// A TOML document as a tree in which everything knows where it stands. Knows nothing of scenarios.
#pragma once

#include "runners/config/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// Line 0 where the place has no lines.
struct Location {
    std::shared_ptr<std::string const> file;
    std::size_t line = 0;
    std::size_t column = 0;
};

enum class NodeKind { boolean, integer, real, text, date, list, table };

struct Member;

struct Node {
    NodeKind kind = NodeKind::table;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0.0;
    std::string text;
    std::vector<Node> items;      // of a list
    std::vector<Member> entries;  // of a table, in the order of their keys
    Location where;
    std::size_t setting = 0;  // number of the setting of the command line that gave or changed it; 0 for none

    [[nodiscard]] bool is(NodeKind expected) const { return kind == expected; }
    // The value under a key of a table, or none.
    [[nodiscard]] Node const* find(std::string_view key) const;
    [[nodiscard]] Node* find(std::string_view key);
    // Puts a value under a key, in place of any that stands there.
    void put(std::string key, Location place, Node value);
    // Takes the key out, if it is there.
    void erase(std::string_view key);
};

struct Member {
    std::string key;
    Location where;
    Node value;
};

// A text that stands at a place.
[[nodiscard]] Node text_node(std::string text, Location const& where);

// Reads a file and the files that it includes (`include = "other.toml"`, or a list; paths relative to the file that
// names them). The keys of a file replace those of the files it includes; two included files that give one key are a
// problem. Throws ConfigurationError.
[[nodiscard]] Node read_document(std::filesystem::path const& path);

// Reads TOML from memory; name stands where a file's name would in problems. Throws ConfigurationError for a syntax
// error, of which there can only be one: nothing after it can be understood.
[[nodiscard]] Node parse_document(std::string_view text, std::string const& name);

// The whole content of a file. Throws ConfigurationError: no such file, a directory, unreadable, or too large to be
// a configuration.
[[nodiscard]] std::string read_text_file(std::filesystem::path const& path);

[[nodiscard]] Problem problem_at(Location const& where, std::string text, Severity severity = Severity::error);

// How a value would be called in a sentence: "an integer", "text", ...
[[nodiscard]] std::string_view kind_in_words(NodeKind kind);

}  // namespace piste
