// Every pattern of docs/patterns-plan.md that can be run, against what is known of it. The representative suite runs in CI, the whole with
// PISTE_PATTERNS=all (tests/run --all-patterns). With PISTE_UPDATE_DOCS set, what was found is written to rows.csv and docs/patterns.md.
#include "tests/patterns/judgement.hpp"
#include "tests/patterns/known_failures.hpp"
#include "tests/patterns/page.hpp"
#include "tests/patterns/points.hpp"

#include "runners/config/document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

namespace piste::test {
namespace {

bool is_set(char const* name)
{
    return std::getenv(name) != nullptr;
}

bool is_whole_suite()
{
    auto const* const suite = std::getenv("PISTE_PATTERNS");
    return suite != nullptr && std::string_view(suite) == "all";
}

std::size_t threads()
{
    auto const* const given = std::getenv("PISTE_PATTERN_THREADS");
    return given != nullptr ? std::stoul(given) : std::max(1U, std::thread::hardware_concurrency());
}

// What all tests of one process share: the scenarios, their points, runs of the unchanged world, and what was found.
class Suite {
public:
    SuiteSize size = is_whole_suite() ? whole_suite : representative_suite;
    CaseRunner runner{threads()};
    RowsByPattern rows;

    // Points are drawn for patterns that look at them.
    Sources const& sources_for(Pattern const& pattern)
    {
        auto const path = std::string(PISTE_SCENARIOS) + "/" + pattern.scenario + ".toml";
        auto& sources = sources_[pattern.scenario];
        if (sources.base == nullptr) {
            sources.base = std::make_shared<ReadScenario const>(read_scenario(path));
        }
        if (sources.points.empty() && pattern.kind == PatternClass::E) {
            auto const drawn = scenarios_at_points(path, size.points);
            sources.points = drawn.scenarios;
            std::cout << drawn.refused << " parameter points of " << pattern.scenario << " were refused as unsound\n";
        }
        return sources;
    }

private:
    std::map<std::string, Sources> sources_;
};

Suite& suite()
{
    static Suite shared;
    return shared;
}

std::vector<std::string> known_of(std::string const& pattern)
{
    std::vector<std::string> parts;
    for (auto const& known : known_failures()) {
        if (known.pattern == pattern && known.is_of(is_whole_suite())) {
            parts.emplace_back(known.part);
        }
    }
    return parts;
}

class PatternTest : public testing::TestWithParam<std::string> {};

TEST_P(PatternTest, stands_as_it_is_known_to)
{
    auto const& all = all_patterns();
    auto const pattern = std::find_if(all.begin(), all.end(), [&](Pattern const& p) { return p.id == GetParam(); });
    auto const result = judge(*pattern, suite().sources_for(*pattern), suite().size, suite().runner);
    auto const rows = rows_of(*pattern, result);
    suite().rows[pattern->id] = rows;
    std::string said = pattern->id + " " + pattern->title + " (" + pattern->source + ")\n" + rows_as_text({{pattern->id, rows}});
    if (is_set("PISTE_PATTERN_ROWS")) {
        std::cout << said;
    }
    auto failed = result.failed();
    auto known = known_of(pattern->id);
    std::sort(failed.begin(), failed.end());
    std::sort(known.begin(), known.end());
    EXPECT_EQ(failed, known) << "parts that fail, against the known failures of tests/patterns/known_failures.cpp\n" << said;
}

std::vector<std::string> ids()
{
    std::vector<std::string> found;
    for (auto const& pattern : all_patterns()) {
        found.push_back(pattern.id);
    }
    return found;
}

INSTANTIATE_TEST_SUITE_P(Patterns, PatternTest, testing::ValuesIn(ids()), [](auto const& one) { return one.param; });

// The page and its rows are written at the end; rows of patterns that were not run stay.
class PageWriter : public testing::Environment {
public:
    void TearDown() override
    {
        if (!is_set("PISTE_UPDATE_DOCS")) {
            return;
        }
        auto rows = std::filesystem::exists(PISTE_PATTERN_ROWS_FILE) ? rows_from_text(read_text_file(PISTE_PATTERN_ROWS_FILE))
                                                                     : RowsByPattern();
        for (auto const& [id, found] : suite().rows) {
            rows[id] = found;
        }
        std::ofstream(PISTE_PATTERN_ROWS_FILE, std::ios::binary) << rows_as_text(rows);
        std::ofstream(PISTE_PATTERNS_PAGE, std::ios::binary) << page_as_markdown(rows);
    }
};

auto* const page_writer = testing::AddGlobalTestEnvironment(new PageWriter);

}  // namespace
}  // namespace piste::test
