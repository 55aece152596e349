// What the suite found, as rows that are kept (tests/patterns/rows.csv), and the page made of them (docs/patterns.md).
#pragma once

#include "tests/patterns/judgement.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace piste::test {

// One metric of one pattern, as text; the columns stand in `row_columns`.
using Row = std::vector<std::string>;
using RowsByPattern = std::map<std::string, std::vector<Row>>;

[[nodiscard]] std::vector<Row> rows_of(Pattern const& pattern, PatternResult const& result);

// A file of rows with its heading line; fields hold no commas and no quotes but are separated by semicolons.
[[nodiscard]] std::string rows_as_text(RowsByPattern const& rows);
[[nodiscard]] RowsByPattern rows_from_text(std::string const& text);

// The parts that failed of one pattern, with the metric's letter, as "a size".
[[nodiscard]] std::set<std::string> failures_of(std::vector<Row> const& rows);
[[nodiscard]] bool is_of_whole_suite(std::vector<Row> const& rows);

[[nodiscard]] std::string page_as_markdown(RowsByPattern const& rows);

// At most two significant digits, for people.
[[nodiscard]] std::string two_digits(double value);

}  // namespace piste::test
