// Reads the plain keys of one table and notes what is wrong with them: missing, of another kind, out of range, unknown.
#pragma once

#include "runners/config/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace piste {

// What is wrong with a key that nobody asked for.
[[nodiscard]] std::string unknown_key(std::string const& key, std::vector<std::string> const& known);

class KeyReader {
public:
    // header: what problems begin with, as "[experiment]". table and problems must outlive the reader.
    KeyReader(Node const& table, std::string header, std::vector<Problem>& problems)
        : table_(table), header_(std::move(header)), problems_(problems)
    {
    }

    // Text that must be there, or may; empty where it is not.
    std::string text(std::string const& key);
    std::string optional_text(std::string const& key);
    // low where it is missing or of another kind.
    std::int64_t integer(std::string const& key, std::int64_t low, std::int64_t high);
    std::optional<double> optional_number(std::string const& key, double low, double high);
    // A list [low, high] of numbers in order.
    std::optional<std::pair<double, double>> optional_range(std::string const& key, double low, double high);
    // A date of the calendar as text; empty where it is missing or none.
    std::string optional_date(std::string const& key);

    // The value under a key, which is then known; none where it is missing.
    Node const* look(std::string const& key);
    // The same, noting that it is missing.
    Node const* take(std::string const& key);
    // Notes keys that nobody asked for.
    void finish();
    void note(Location const& where, std::string const& text);

    [[nodiscard]] Node const& table() const { return table_; }
    [[nodiscard]] std::string const& header() const { return header_; }

private:
    // The text of this node, if there is one; notes what is no text.
    [[nodiscard]] std::string text_in(Node const* node, std::string const& key);
    [[nodiscard]] std::optional<double> number_of(Node const& node, std::string const& name, double low, double high);

    Node const& table_;
    std::string header_;
    std::vector<Problem>& problems_;
    std::vector<std::string> known_;
};

// A number of either kind; only where the node is one.
[[nodiscard]] inline bool is_number(Node const& node)
{
    return node.is(NodeKind::integer) || node.is(NodeKind::real);
}
[[nodiscard]] inline double number_in(Node const& node)
{
    return node.is(NodeKind::integer) ? static_cast<double>(node.integer) : node.real;
}

}  // namespace piste
