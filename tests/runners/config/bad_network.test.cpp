// Roads, ways, hubs and people that do not fit together.
#include "tests/runners/config/small_world.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace piste::test {
namespace {

TEST(BadNetwork, a_link_to_an_unknown_place)
{
    auto const text = changed(small_world(), "[link.gao-kidal]", "to = \"kidal\"", "to = \"kidall\"");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[link.gao-kidal]", "\"kidall\"") +
                    ": error: [link.gao-kidal] to = \"kidall\": there is no place of that name; did you "
                    "mean 'kidal'?"});
}

TEST(BadNetwork, a_duplicate_name)
{
    auto const text = small_world() + "\n[place.gao]\nlabel = \"Gao once more\"\n";
    EXPECT_EQ(problems_of(text), Lines{place_of(text, "[border]", "[place.gao]") +
                                       ": error: duplicate name: 'place.gao' stands twice in this file; rename one or "
                                       "remove it"});
    auto const key = changed(small_world(), "[holder.state]", "kind =", "kind = \"state\"\nkind =");
    auto const lines = problems_of(key);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_NE(lines[0].find(": error: duplicate name: 'kind' stands twice in this file; rename one or remove it"),
              std::string::npos);
}

TEST(BadNetwork, a_place_that_nobody_can_reach)
{
    auto const text =
        changed(small_world(), "[place.kidal]", "[place.kidal]",
                "[place.timbuktu]\n"
                "label = \"Timbuktu\"\nkind = \"town\"\ncountry = \"Mali\"\n"
                "latitude = { value = 16.8, unit = \"degrees\", range = [16.0, 17.0], assumption = \"a map\" }\n"
                "longitude = { value = -3.0, unit = \"degrees\", range = [-4.0, -2.0], assumption = \"a map\" }\n"
                "\n[place.kidal]");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[place.timbuktu]", "\"town\"") +
                    ": error: [place.timbuktu] nobody can reach this place: no stretch of road leads to "
                    "it from where people set out (nationality.<name>.leaves_from)"});
}

TEST(BadNetwork, a_road_shorter_than_the_great_circle)
{
    auto const text = changed(small_world(), "[link.gao-kidal]", "{ value = 350, unit = \"km\", range = [300, 450]",
                              "{ value = 250, unit = \"km\", range = [200, 450]");
    auto const place = place_of(text, "[link.gao-kidal]", "250");
    auto const said =
        ": [link.gao-kidal] distance = 250 km is shorter than the great circle from 'gao' to 'kidal', 277 km; "
        "correct it or the coordinates";
    EXPECT_EQ(problems_of(text), Lines{place + ": warning" + said});
    EXPECT_EQ(problems_of(text, {}, true), Lines{place + ": error" + said});
}

TEST(BadNetwork, a_way_whose_stretches_do_not_join_up)
{
    auto const text =
        changed(small_world(), "[itinerary.gao-tamanrasset]", "\"gao-kidal\", \"kidal-tal_handak\"", "\"gao-kidal\"");
    EXPECT_EQ(problems_of(text), Lines{place_of(text, "[itinerary.gao-tamanrasset]", "[\"gao-kidal\"") +
                                       ": error: [itinerary.gao-tamanrasset] links do not join up: 'gao-kidal' ends in "
                                       "'kidal', but 'tal_handak-tamanrasset' begins in 'tal_handak'"});
}

TEST(BadNetwork, a_way_of_another_leg_than_its_stretch)
{
    auto const text = changed(small_world(), "[link.tal_handak-tamanrasset]", "leg = \"north\"", "leg = \"south\"");
    EXPECT_EQ(problems_of(text).front(), place_of(text, "[itinerary.gao-tamanrasset]", "[\"gao-kidal\"") +
                                             ": error: [itinerary.gao-tamanrasset] leg = \"north\", but "
                                             "'tal_handak-tamanrasset' belongs to leg \"south\"");
}

TEST(BadNetwork, ways_that_end_in_the_wrong_place)
{
    auto const text =
        changed(small_world(), "[itinerary.bamako-gao]", "\"bamako-gao\"]", "\"bamako-gao\", \"gao-niamey\"]");
    auto const place = place_of(text, "[itinerary.bamako-gao]", "[\"bamako-gao\"");
    EXPECT_EQ(
        problems_of(text),
        (Lines{place + ": error: [itinerary.bamako-gao] leg = \"south\", but 'gao-niamey' belongs to leg \"hub\"",
               place + ": error: [itinerary.bamako-gao] ends in 'niamey'; a way of leg \"south\" ends in the main hub, "
                       "'gao'"}));
    auto const short_way = changed(small_world(), "[itinerary.kidal-tamanrasset]", ", \"tal_handak-tamanrasset\"", "");
    auto const links = place_of(short_way, "[itinerary.kidal-tamanrasset]", "[\"kidal");
    EXPECT_EQ(
        problems_of(short_way),
        (Lines{links +
                   ": error: [itinerary.kidal-tamanrasset] ends in 'tal_handak', which is not of kind \"beyond\"; a "
                   "way out of Mali ends in such a place",
               links + ": error: [itinerary.kidal-tamanrasset] crosses no border: the last stretch of a way of leg "
                       "\"north\" begins in a place of kind \"crossing\", and 'kidal' is none"}));
}

TEST(BadNetwork, people_who_leave_from_where_no_way_begins)
{
    auto const text = changed(small_world(), "[nationality.mali]", "bamako = 1.0", "bamako = 0.9, kidal = 0.1");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[nationality.mali]", "{ bamako") +
                    ": error: [nationality.mali] people leave from 'kidal', but no open itinerary of leg "
                    "\"south\" begins there"});
}

TEST(BadNetwork, two_open_ways_from_one_place)
{
    auto const again =
        std::string("[itinerary.bamako-gao-2]\nlabel = \"the same\"\nleg = \"south\"\nlinks = "
                    "[\"bamako-gao\"]\nstate = { value = \"open\", assumption = \"a test\" }\nappeal = { value = "
                    "0.0, unit = \"1\", range = [-5.0, 5.0], assumption = \"a test\" }\n\n");
    auto const text = changed(small_world(), "[itinerary.gao-niamey]", "[itinerary", again + "[itinerary");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[itinerary.bamako-gao-2]", "[\"bamako-gao\"]") +
                    ": warning: [itinerary.bamako-gao-2] nobody takes this way: 'bamako-gao' begins in "
                    "'bamako' too and comes first by name; close one of the two"});
    EXPECT_EQ(problems_of(changed(text, "[itinerary.bamako-gao-2]", "\"open\"", "\"closed\"")), Lines{});
}

TEST(BadNetwork, a_hub_without_rules)
{
    auto const text = changed(small_world(), "[hub.kidal]", "place = \"kidal\"", "place = \"gao\"");
    EXPECT_EQ(
        problems_of(text),
        (Lines{place_of(text, "[place.kidal]", "\"hub\"") +
                   ": error: [place.kidal] kind = \"hub\" has no rules: add a table [hub.kidal] with place = \"kidal\"",
               place_of(text, "[hub.kidal]", "\"gao\"") +
                   ": error: [hub.kidal] 'gao' has rules already, in [hub.gao]"}));
}

TEST(BadNetwork, a_nationality_without_passeur)
{
    auto const text =
        changed(small_world(), "[passeur.gao-mali]", "nationality = \"mali\"", "nationality = \"guinea\"");
    EXPECT_EQ(
        problems_of(text),
        (Lines{
            place_of(text, "[nationality.mali]", "\"Mali\"") +
                ": error: [nationality.mali] has no passeur at the main hub: add a table [passeur.<name>] with hub = "
                "\"gao\" and nationality = \"mali\"",
            place_of(text, "[passeur.gao-mali]", "\"guinea\"") +
                ": error: [passeur.gao-mali] there is another table of this kind for 'guinea' in 'gao'; make them one "
                "and add up their numbers"}));
}

TEST(BadNetwork, people_who_leave_where_the_way_is_closed)
{
    EXPECT_EQ(
        problems_of(small_world(), {"itinerary.conakry-gao.state=closed"}),
        Lines{
            place_of(small_world(), "[nationality.guinea]", "{ conakry") +
            ": error: [nationality.guinea] people leave from 'conakry', but no open itinerary of leg \"south\" begins "
            "there"});
}

TEST(BadNetwork, a_nationality_without_passeur_at_the_second_hub)
{
    auto const text = changed(small_world(), "[passeur.kidal-mali]", "hub = \"kidal\"", "hub = \"gao\"");
    auto const lines = problems_of(text);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0],
              place_of(text, "[nationality.mali]", "\"Mali\"") +
                  ": error: [nationality.mali] has no passeur at the second hub: add a table [passeur.<name>] with hub "
                  "= \"kidal\" and nationality = \"mali\"");
}

TEST(BadNetwork, a_hub_that_is_none)
{
    auto const text = changed(small_world(), "[corridor]", "second_hub = \"kidal\"", "second_hub = \"niamey\"");
    EXPECT_EQ(problems_of(text), Lines{place_of(text, "[corridor]", "\"niamey\"") +
                                       ": error: [corridor] second_hub = \"niamey\" is not of kind \"hub\""});
}

TEST(BadNetwork, a_force_that_answers_to_the_wrong_holder)
{
    auto const text = changed(small_world(), "[posts.gao-kidal]", "holder = \"coalition\"", "holder = \"state\"");
    EXPECT_EQ(problems_of(text),
              Lines{place_of(text, "[posts.gao-kidal]", "\"armed_group\"") +
                    ": error: [posts.gao-kidal] force and holder disagree: a force of the state answers to a "
                    "holder of kind \"state\", an armed group to one of kind \"armed_group\""});
}

TEST(BadNetwork, posts_on_a_leg_whose_rules_do_not_know_them)
{
    auto const text = changed(small_world(), "[posts.gao-kidal]", "link = \"gao-kidal\"", "link = \"bamako-gao\"");
    auto const lines = problems_of(text);
    auto const expected = place_of(text, "[posts.gao-kidal]", "\"bamako-gao\"") +
                          ": error: [posts.gao-kidal] link = \"bamako-gao\" is of another leg: the rules know posts of "
                          "the state on stretches of leg \"south\" and \"north\", and posts of armed groups on those of leg "
                          "\"north\" only";
    EXPECT_NE(std::find(lines.begin(), lines.end(), expected), lines.end()) << testing::PrintToString(lines);
}

TEST(BadNetwork, a_way_that_passes_two_crossings)
{
    auto const text = changed(small_world(), "[place.kidal]", "kind = \"hub\"", "kind = \"crossing\"");
    auto const said = std::string("passes the crossing 'kidal' before its last stretch; a way has one crossing, before "
                                  "its last stretch");
    auto const lines = problems_of(text);
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [&](auto const& line) {
        return line.find("[itinerary.gao-tamanrasset]") != std::string::npos && line.find(said) != std::string::npos;
    })) << testing::PrintToString(lines);
}

}  // namespace
}  // namespace piste::test
