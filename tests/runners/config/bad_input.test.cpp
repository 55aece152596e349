// One field of the small world is spoilt at a time, and the answer is compared word for word.
#include "model/world.hpp"
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

constexpr auto toll_cap = "toll_cap = { value = 5000, unit = \"CFA\", range = [1000, 10000], assumption";
constexpr auto posts = "[posts.bamako-gao]";
constexpr auto guinea = "[nationality.guinea]";

TEST(BadInput, the_small_world_itself_is_sound)
{
    EXPECT_EQ(problems_of(small_world()), Lines{});
}

TEST(BadInput, a_misspelt_key_is_unknown_and_the_right_one_missing)
{
    auto const text = changed(small_world(), posts, "toll_cap", "tol_cap");
    EXPECT_EQ(
        problems_of(text),
        (Lines{place_of(text, posts, "[posts") + ": error: [posts.bamako-gao] toll_cap is missing: the most that is "
                                                 "asked of a traveller (CFA, 0 to 1000000)",
               place_of(text, posts, "tol_cap") +
                   ": error: [posts.bamako-gao] tol_cap is not a known key; did you mean 'toll_cap'?"}));
}

TEST(BadInput, a_key_like_no_other_is_answered_with_what_there_is)
{
    auto const text = changed(small_world(), "[holder.state]", "kind =", "colour = \"red\"\nkind =");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[holder.state]", "colour") +
                    ": error: [holder.state] colour is not a known key; known here are 'label', 'kind'"});
}

TEST(BadInput, a_misspelt_table)
{
    auto const text = changed(small_world(), "[border]", "[border]", "[boarder]");
    EXPECT_EQ(problems_of(text),
              (Lines{"small:1:1: error: [border] is missing: [border], Algerian control and further tries",
                     place_of(text, "[boarder]", "boarder") +
                         ": error: [boarder] is not a known table; did you mean 'border'?"}));
}

TEST(BadInput, a_wrong_type)
{
    auto const text = changed(small_world(), posts, "{ value = 5000, ", "{ value = \"5000\", ");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, posts, "\"5000\"") +
                    ": error: [posts.bamako-gao] toll_cap = \"5000\" is text; an integer is expected"});
}

TEST(BadInput, a_real_number_where_francs_are_counted)
{
    auto const text = changed(small_world(), posts, "{ value = 5000, ", "{ value = 5000.5, ");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, posts, "5000.5") +
                    ": error: [posts.bamako-gao] toll_cap = 5000.5 is a real number; an integer is expected"});
}

TEST(BadInput, a_number_that_stands_alone)
{
    auto const text =
        changed(small_world(), "[gate]",
                "{ value = 5000, unit = \"CFA\", range = [0, 10000], assumption = \"small world for tests\" }", "5000");
    EXPECT_EQ(
        problems_of(text),
        Lines{place_of(text, "[gate]", "5000") +
              ": error: [gate] tax_low = 5000 stands alone; write { value = 5000, unit = \"CFA\", range = [low, high], "
              "source = \"a fact id or address\" } or, instead of source, assumption = \"a reason\""});
}

TEST(BadInput, a_unit_that_is_missing_or_another)
{
    auto const none =
        changed(small_world(), posts, toll_cap, "toll_cap = { value = 5000, range = [1000, 10000], assumption");
    EXPECT_EQ(problems_of(none), Lines{place_of(none, posts, "{ value = 5000") +
                                       ": error: [posts.bamako-gao] toll_cap has no unit: write unit = \"CFA\""});
    auto const euro = changed(small_world(), toll_cap, "\"CFA\"", "\"EUR\"");
    EXPECT_EQ(problems_of(euro),
              Lines{place_of(euro, posts, "\"EUR\"") +
                    ": error: [posts.bamako-gao] toll_cap has unit = \"EUR\"; it is given in \"CFA\""});
}

TEST(BadInput, neither_source_nor_assumption_or_both)
{
    auto const neither = changed(small_world(), toll_cap, ", assumption = \"small world for tests\"", "");
    EXPECT_EQ(
        problems_of(neither),
        Lines{place_of(neither, posts, "{ value = 5000") +
              ": error: [posts.bamako-gao] toll_cap has neither source nor assumption: write source = \"a fact id or "
              "address\" or assumption = \"a reason\""});
    auto const both = changed(small_world(), toll_cap, "assumption =", "source = \"a_fact\", assumption =");
    EXPECT_EQ(problems_of(both),
              Lines{place_of(both, "source = \"a_fact\"", "\"small world for tests\"") +
                    ": error: [posts.bamako-gao] toll_cap has both source and assumption; keep the one "
                    "that the number rests on"});
}

TEST(BadInput, a_negative_toll)
{
    auto const text = changed(small_world(), toll_cap, "value = 5000", "value = -100");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, posts, "-100") +
                    ": error: [posts.bamako-gao] toll_cap = -100 is out of range: it must lie in [0, 1000000] (CFA)"});
}

TEST(BadInput, numbers_that_are_none)
{
    for (std::string const odd : {"nan", "inf", "-inf"}) {
        auto const text = changed(small_world(), posts, "value = 0.5", "value = " + odd);
        EXPECT_EQ(problems_of(text), Lines{place_of(text, posts, odd + ",") + ": error: [posts.bamako-gao] stop = " +
                                           odd + " is out of range: it must lie in [0, 1] (probability)"});
    }
}

TEST(BadInput, a_value_outside_its_own_range)
{
    auto const text = changed(small_world(), toll_cap, "value = 5000", "value = 20000");
    EXPECT_EQ(problems_of(text), Lines{place_of(text, posts, "20000") +
                                       ": error: [posts.bamako-gao] toll_cap = 20000 lies outside its own range "
                                       "[1000, 10000]: correct the one or the other"});
}

TEST(BadInput, ranges_that_are_none)
{
    auto const unordered = changed(small_world(), toll_cap, "[1000, 10000]", "[10000, 1000]");
    EXPECT_EQ(
        problems_of(unordered),
        Lines{place_of(unordered, posts, "[10000, 1000]") +
              ": error: [posts.bamako-gao] toll_cap.range = [10000, 1000] is not in order: the lower number comes "
              "first"});
    auto const missing = changed(small_world(), toll_cap, "range = [1000, 10000], ", "");
    EXPECT_EQ(problems_of(missing),
              Lines{place_of(missing, posts, "{ value = 5000") +
                    ": error: [posts.bamako-gao] toll_cap has no range: write range = [low, high], the "
                    "values that are plausible"});
    auto const illegal = changed(small_world(), toll_cap, "[1000, 10000]", "[1000, 2000000]");
    EXPECT_EQ(problems_of(illegal),
              Lines{place_of(illegal, posts, "2000000") +
                    ": error: [posts.bamako-gao] toll_cap.range = 2000000 is out of range: it must lie "
                    "in [0, 1000000] (CFA)"});
}

TEST(BadInput, shares_that_do_not_sum_to_one)
{
    auto const text = changed(small_world(), guinea, "conakry = 0.9", "conakry = 0.87");
    EXPECT_EQ(
        problems_of(text),
        Lines{place_of(text, guinea, "{ conakry") +
              ": error: [nationality.guinea] leaves_from sums to 0.97; shares over all of 'place' must sum to 1"});
}

TEST(BadInput, shares_of_a_place_that_there_is_not)
{
    auto const text = changed(small_world(), guinea, "conakry = 0.9", "conakri = 0.9");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, guinea, "conakri") +
                    ": error: [nationality.guinea] leaves_from.conakri: there is no place 'conakri'; did "
                    "you mean 'conakry'?"});
}

TEST(BadInput, shares_over_tables_that_do_not_sum_to_one)
{
    auto const text = changed(small_world(), guinea, "value = 0.75", "value = 0.72");
    EXPECT_EQ(problems_of(text), Lines{place_of(text, guinea, "0.72") +
                                       ": error: [nationality.guinea] share sums to 0.97 over the 2 tables "
                                       "[nationality.<name>]; these shares must sum to 1"});
    auto const firms = changed(small_world(), "[bus_firm.firm-2]", "value = 0.3", "value = 0.4");
    EXPECT_EQ(problems_of(firms), Lines{place_of(firms, "[bus_firm.firm-1]", "0.7") +
                                        ": error: [bus_firm.firm-1] market_share sums to 1.1 over the 2 tables "
                                        "[bus_firm.<name>]; these shares must sum to 1"});
}

TEST(BadInput, low_above_high)
{
    auto const text =
        changed(small_world(), "[population]", "bamako_stay_low = { value = 1, ", "bamako_stay_low = { value = 10, ");
    auto const higher =
        changed(text, "[population]", "bamako_stay_high = { value = 10, ", "bamako_stay_high = { value = 9, ");
    EXPECT_EQ(problems_of(higher),
              Lines{place_of(higher, "bamako_stay_low", "10,") +
                    ": error: [population] bamako_stay_low = 10 is above bamako_stay_high = 9; the "
                    "first must not exceed the second"});
    auto const floor = changed(small_world(), posts, "toll_floor = { value = 1000, unit = \"CFA\", range = [0, 5000]",
                               "toll_floor = { value = 6000, unit = \"CFA\", range = [0, 6000]");
    EXPECT_EQ(problems_of(floor),
              Lines{place_of(floor, posts, "6000") +
                    ": error: [posts.bamako-gao] toll_floor = 6000 is above toll_cap = 5000; the first "
                    "must not exceed the second"});
}

TEST(BadInput, a_word_that_is_not_among_the_words)
{
    auto const text = changed(small_world(), "[crossing.tal_handak]", "{ value = \"open\"", "{ value = \"opne\"");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[crossing.tal_handak]", "\"opne\"") +
                    ": error: [crossing.tal_handak] state = \"opne\" is not one of 'open', 'closed'; did "
                    "you mean 'open'?"});
}

TEST(BadInput, ghetto_shares_above_one)
{
    auto const text =
        changed(small_world(), "[ghetto_life]", "residents_share = { value = 0.1", "residents_share = { value = 0.7");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "authorities_share", "0.2") +
                    ": error: [ghetto_life] authorities_share, security_share and residents_share sum to "
                    "1.1; as shares of the droit de ghetto they must not exceed 1 together"});
}

TEST(BadInput, a_date_that_is_none)
{
    auto const text = changed(small_world(), "[horizon]", "2016-01-01", "2015-02-29");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[horizon]", "\"2015-02-29\"") +
                    ": error: [horizon] start_date = \"2015-02-29\" is not a date of the calendar; write "
                    "it as \"2016-01-01\""});
}

TEST(BadInput, more_cohorts_than_a_run_keeps_apart)
{
    auto const text = changed(small_world(), "measured = ", "value = 60, unit = \"days\", range = [1, 366]",
                              "value = 36500, unit = \"days\", range = [1, 36500]");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "measured", "36500") +
                    ": error: [horizon] measured = 36500 days make 1197 monthly cohorts; 254 is the most "
                    "that a run keeps apart"});
}

TEST(BadInput, people_whose_addresses_would_meet)
{
    auto const text =
        changed(small_world(), "migrants_per_year", "value = 1000, unit = \"persons/year\", range = [100, 100000]",
                "value = 100000000, unit = \"persons/year\", range = [100, 100000000]");
    auto const long_run = changed(text, "measured = ", "value = 60, unit = \"days\", range = [1, 366]",
                                  "value = 7300, unit = \"days\", range = [1, 36500]");
    EXPECT_EQ(
        problems_of(long_run),
        Lines{
            place_of(long_run, "[nationality.guinea]", "0.75") +
            ": error: [nationality.guinea] about 3034907597 people think of leaving over the horizon, and their random "
            "addresses may run into those of nationality 'mali', 797576950 further; rename one of the two (or ask for "
            "fewer "
            "migrants or days)"});
}

TEST(BadInput, vehicles_whose_addresses_would_meet)
{
    // Found by trying: 25 days and a vehicle apart.
    ASSERT_EQ(entity_id("vehicle/vfzgby").value() - entity_id("stand/conakry-gao/0/firm-1").value(), 25U * vehicles_a_day + 1);
    auto const text = changed(small_world(), "[vehicle.kidal]", "kidal", "vfzgby");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[itinerary.conakry-gao]", "[\"conakry-bamako\"") +
                    ": error: [itinerary.conakry-gao] the random addresses of the buses of 'firm-1' on stretch 1 of 'conakry-gao' may meet "
                    "those of the vehicles of kind 'vfzgby'; rename one of the two"});
}

TEST(BadInput, more_tables_than_a_run_keeps_apart)
{
    auto text = small_world();
    for (int i = 0; i < 256; ++i) {
        text += "\n[holder.h" + std::to_string(i) + "]\nlabel = \"one of many\"\nkind = \"state\"\n";
    }
    EXPECT_EQ(problems_of(text), Lines{place_of(text, "[holder.h98]", "\"one of many\"") +
                                       ": error: [holder.h98] there are more than 255 tables of this kind"});
}

TEST(BadInput, two_names_of_one_address)
{
    // Found by trying: these two have the same 32 bits.
    ASSERT_EQ(entity_id("wish/srlswq"), entity_id("wish/tibzcp"));
    auto text = changed(small_world(), "[wish.algeria]", "algeria", "srlswq");
    text = changed(text, "[wish.europe]", "europe", "tibzcp");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[wish.tibzcp]", "\"Europe\"") +
                    ": error: [wish.tibzcp] has the same address as wish/srlswq (a 32-bit hash of the name, used for "
                    "random numbers); rename one of the two"});
}

TEST(BadInput, a_name_that_cannot_be_a_label)
{
    auto const text = changed(small_world(), "[wish.europe]", "europe", "\"Süd Europe\"");
    EXPECT_EQ(
        problems_of(text),
        Lines{place_of(text, "[wish.\"", "\"Europe\"") +
              ": error: [wish.Süd Europe] the name may hold small letters, digits, '-' and '_' only, 64 at most, and "
              "not begin with '-'"});
}

TEST(BadInput, headings)
{
    auto const none = changed(small_world(), "name", "name = \"small-world\"\n", "");
    EXPECT_EQ(problems_of(none),
              Lines{"small:1:1: error: name is missing: write name = \"...\" above the first table"});
    auto const number = changed(small_world(), "title", "\"A small world for tests\"", "3");
    EXPECT_EQ(problems_of(number),
              Lines{place_of(number, "title", "3") + ": error: title must be text in quotes, and not empty"});
}

TEST(BadInput, all_problems_come_at_once_in_the_order_of_the_file)
{
    auto text = changed(small_world(), toll_cap, "value = 5000", "value = -100");
    text = changed(text, guinea, "conakry = 0.9", "conakry = 0.87");
    text = changed(text, "[link.bamako-gao]", "to = \"gao\"", "to = \"goa\"");
    auto const lines = problems_of(text);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0],
              place_of(text, "[link.bamako-gao]", "\"goa\"") +
                  ": error: [link.bamako-gao] to = \"goa\": there is no place of that name; did you mean 'gao'?");
    EXPECT_NE(lines[1].find("toll_cap = -100"), std::string::npos);
    EXPECT_NE(lines[2].find("sums to 0.97"), std::string::npos);
}

}  // namespace
}  // namespace piste::test
