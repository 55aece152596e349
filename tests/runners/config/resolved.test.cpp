// The resolved text: complete, the same bytes again when read, and deaf to order and locale.
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <filesystem>
#include <locale>
#include <random>

namespace piste::test {
namespace {

ReadScenario read(std::string const& text)
{
    return read_scenario_text(text, "small");
}

// The small world with its tables, and the keys within each, in another order.
std::string shuffled(std::string const& text, unsigned seed)
{
    std::mt19937 random(seed);
    auto const shuffle = [&](Lines& lines) {
        for (std::size_t i = lines.size(); i > 1; --i) {
            std::swap(lines[i - 1], lines[random() % i]);
        }
    };
    std::vector<Lines> tables(1);
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string::npos; begin = end + 1, end = text.find('\n', begin)) {
        auto const line = text.substr(begin, end - begin);
        if (line.starts_with('[')) {
            tables.emplace_back();
        }
        tables.back().push_back(line);
    }
    Lines written;
    for (auto& table : tables) {
        Lines keys(table.begin() + (&table == &tables.front() ? 0 : 1), table.end());
        shuffle(keys);
        std::string joined = &table == &tables.front() ? "" : table.front() + "\n";
        for (auto const& key : keys) {
            joined += key + "\n";
        }
        written.push_back(joined);
    }
    Lines rest(written.begin() + 1, written.end());
    shuffle(rest);
    auto whole = written.front();
    for (auto const& table : rest) {
        whole += table;
    }
    return whole;
}

TEST(Resolved, reading_it_gives_the_same_bytes)
{
    auto const first = read(small_world());
    auto const again = read(first.resolved.text);
    EXPECT_EQ(again.resolved.text, first.resolved.text);
    EXPECT_EQ(again.resolved.model_hash, first.resolved.model_hash);
    EXPECT_EQ(again.resolved.text_hash, first.resolved.text_hash);
}

TEST(Resolved, order_carries_no_meaning)
{
    auto const text = small_world();
    auto const expected = read(text).resolved;
    for (unsigned seed = 1; seed <= 3; ++seed) {
        auto const other = shuffled(text, seed);
        ASSERT_NE(other, text);
        auto const found = read(other).resolved;
        EXPECT_EQ(found.text, expected.text);
        EXPECT_EQ(found.model_hash, expected.model_hash);
    }
}

TEST(Resolved, tables_stand_in_the_order_of_their_names)
{
    auto const scenario = read(shuffled(small_world(), 4)).scenario;
    std::vector<std::string> names;
    for (auto const& place : scenario.places) {
        names.push_back(place.name);
    }
    EXPECT_EQ(names,
              (std::vector<std::string>{"bamako", "conakry", "gao", "kidal", "niamey", "tal_handak", "tamanrasset"}));
    EXPECT_EQ(scenario.places[2].id, entity_id("place/gao"));
    EXPECT_EQ(scenario.corridor.main_hub, Index<Place>(2));
}

TEST(Resolved, every_value_arrives_in_its_field)
{
    auto const scenario = read(small_world()).scenario;
    EXPECT_EQ(scenario.title, "A small world for tests");
    EXPECT_EQ(scenario.horizon.start_date, "2016-01-01");
    EXPECT_EQ(scenario.horizon.measured_days, 60);
    auto const& link = scenario.links[1];
    EXPECT_EQ(link.name, "conakry-bamako");
    EXPECT_EQ(scenario.places[link.from.value()].name, "conakry");
    EXPECT_EQ(link.distance_km, 900);
    EXPECT_EQ(link.leg, Leg::south);
    auto const& guinea = scenario.nationalities[0];
    EXPECT_EQ(guinea.leaves_from, (std::vector<double>{0.1, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0}));
    EXPECT_EQ(guinea.citizenship, Citizenship::foreign);
    EXPECT_EQ(guinea.family_able.threshold(), std::uint64_t{1} << 31U);
    EXPECT_EQ(scenario.bus_firms[1].fare_factor.millionths(), 900'000);
    EXPECT_EQ(scenario.itineraries[3].links.size(), 3U);
    EXPECT_EQ(scenario.truck.toll_payer, TollPayer::migrant);
    EXPECT_EQ(scenario.population.migrants_per_year, 1000);
}

TEST(Resolved, the_model_hash_is_over_values_only)
{
    auto const before = read(small_world()).resolved;
    auto text = changed(small_world(), "[gate]", "small world for tests", "another reason");
    text = changed(text, "[gate]", "range = [0.0, 1.0]", "range = [0.5, 1.0]");
    text = changed(text, "[place.gao]", "\"Gao\"", "\"Gao, on the Niger\"");
    text = changed(text, "description", "Two nationalities", "2 nationalities");
    auto const reworded = read(text).resolved;
    EXPECT_EQ(reworded.model_hash, before.model_hash);
    EXPECT_NE(reworded.text_hash, before.text_hash);
    EXPECT_NE(read(changed(small_world(), "[gate]", "value = 0.6", "value = 0.61")).resolved.model_hash,
              before.model_hash);
    EXPECT_NE(read(changed(small_world(), "[crossing", "\"open\"", "\"closed\"")).resolved.model_hash,
              before.model_hash);
}

TEST(Resolved, the_way_a_number_is_written_does_not_matter)
{
    auto text = changed(small_world(), "[gate]", "value = 0.6", "value = 6.0e-1");
    text = changed(text, "[gate]", "value = 5000", "value = +5_000");
    text = changed(text, "[bus_firm.firm-1]", "value = 1.0", "value = 1");
    EXPECT_EQ(read(text).resolved.text, read(small_world()).resolved.text);
}

TEST(Resolved, a_table_without_rows_is_kept)
{
    auto text = small_world();
    for (auto const* const name : {"bamako-gao", "conakry-bamako", "gao-kidal"}) {
        auto const begin = text.find("[posts." + std::string(name) + "]");
        text.erase(begin, text.find("\n[", begin) + 1 - begin);
    }
    auto const missing = problems_of(text);
    EXPECT_EQ(missing, Lines{"small:1:1: error: [posts] is missing: [posts.<name>], groups of posts on a stretch"});
    auto const none = read(changed(text, "[gate]", "[gate]", "[posts]\n[gate]"));
    EXPECT_NE(none.resolved.text.find("\n[posts]\n"), std::string::npos);
    EXPECT_EQ(read(none.resolved.text).resolved.text, none.resolved.text);
}

TEST(Resolved, the_locale_does_not_matter)
{
    struct Comma : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    auto const expected = read(small_world()).resolved.text;
    auto const before = std::locale::global(std::locale(std::locale::classic(), new Comma));
    std::string const c_locale = std::setlocale(LC_ALL, nullptr);
    for (auto const* const name : {"de_DE.utf8", "fr_FR.utf8", "de_DE.UTF-8", "fr_FR.UTF-8"}) {
        if (std::setlocale(LC_ALL, name) != nullptr) {
            break;  // one with a decimal comma, where the machine has any
        }
    }
    auto const found = read(small_world()).resolved.text;
    auto const complaint =
        problems_of(changed(small_world(), "[nationality.guinea]", "conakry = 0.9", "conakry = 0.87"));
    std::setlocale(LC_ALL, c_locale.c_str());
    std::locale::global(before);
    EXPECT_EQ(found, expected);
    ASSERT_EQ(complaint.size(), 1U);
    EXPECT_NE(complaint[0].find("sums to 0.97;"), std::string::npos);
}

TEST(Resolved, shipped_scenarios_are_sound_and_read_back)
{
    std::size_t count = 0;
    for (auto const& file : std::filesystem::directory_iterator(PISTE_CONFIGS "/scenarios")) {
        if (file.path().extension() != ".toml") {
            continue;
        }
        ++count;
        auto const first = read_scenario(file.path(), {}, true);  // strict: no warnings either
        auto const again = read_scenario_text(first.resolved.text, "resolved");
        EXPECT_EQ(again.resolved.text, first.resolved.text) << file.path();
        EXPECT_EQ(again.resolved.model_hash, first.resolved.model_hash) << file.path();
    }
    EXPECT_GT(count, 0U);
}

}  // namespace
}  // namespace piste::test
