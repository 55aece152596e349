import math

import pytest
from piste_analysis import comparisons, evidence
from piste_analysis.evidence import AGREES, HIGHER, LOWER, NO_FIGURE, NO_SOURCE
from piste_analysis.statistics import CHANCE_ONLY
from test_measures import pay, set_tally


@pytest.mark.parametrize(("value", "verdict"), [(60, AGREES), (100, AGREES), (59.9, LOWER), (101, HIGHER),
                                               (math.nan, evidence.NOTHING)])
def test_verdict_against_a_range(value, verdict):
    assert evidence.against_range(value, 60, 100) == verdict


def test_open_ended_range():
    assert evidence.against_range(1e9, 7, math.nan) == AGREES
    assert evidence.against_range(6, math.nan, 7) == AGREES


def test_every_fact_that_is_cited_exists(facts):
    cited = {quantity.fact for quantity in comparisons.COMPUTED if quantity.fact}
    cited |= {*comparisons.ORIGINS.values(), *comparisons.WISHES.values(), "mali_transit_flow"}
    assert cited - set(facts) == set()


def test_ranges_that_are_judged_have_figures(facts):
    for quantity in comparisons.COMPUTED:
        if quantity.judge is comparisons._in_range:
            assert facts[quantity.fact].has_figure, quantity.key


def test_truck_loads_beside_their_source(load_with, facts):
    def change(content):
        set_tally(content, "trucks_left", [100, 100, 100, 100])
        set_tally(content, "truck_passengers", [4000, 4200, 3800, 4000])
    rows = {row.key: row for row in comparisons.emergent(load_with(change), facts)}
    load = rows["truck_load"]
    assert load.estimate.mean == 40
    assert (load.source, load.fact, load.verdict) == ("60 to 100 persons/vehicle", "truck_capacity", LOWER)
    assert rows["trucks_per_day"].estimate.mean == pytest.approx(100 / 366)
    assert rows["trucks_per_day"].verdict == LOWER


def test_quantities_without_a_source_say_so(results, facts):
    rows = {row.key: row for row in comparisons.emergent(results, facts)}
    assert rows["retrying"].verdict == NO_SOURCE
    assert rows["weeks_in_gao"].verdict == NO_FIGURE
    assert rows["cost_to_passeur"].verdict == NO_SOURCE


def test_weeks_in_gao_by_hand(load_with, facts):
    def change(content):
        set_tally(content, "hub_stays", 2)
        set_tally(content, "hub_minutes", 3 * 7 * 1440)
    rows = {row.key: row for row in comparisons.emergent(load_with(change), facts)}
    assert rows["weeks_in_gao"].estimate.mean == pytest.approx(1.5)


def test_money_taken_by_the_state_by_hand(load_with, facts):
    def change(content):
        content["cohort_ledger"][:] = 0
        set_tally(content, "tolls_paid", 40)
        pay(content, "migrant", "police", "south", 50000)
        pay(content, "migrant", "army", "south", 10000)
        pay(content, "migrant", "gendarmerie", "hub", 366)
        pay(content, "passeur", "gendarmerie", "hub", 999)  # not taken from travellers
    rows = {row.key: row for row in comparisons.emergent(load_with(change), facts)}
    assert rows["south_toll"].estimate.mean == pytest.approx(1500)
    assert rows["south_toll"].verdict == AGREES
    assert rows["gate"].estimate.mean == pytest.approx(365.25)
    assert rows["gate"].verdict == LOWER


def test_lead_of_a_crossing_in_percentage_points(load_with, facts):
    def change(content):
        content["crossings"][:] = 0
        content["crossings"][:, 0, 0] = 70
        content["crossings"][:, 3, 0] = 30
    rows = {row.key: row for row in comparisons.emergent(load_with(change), facts)}
    assert rows["talhandak_lead"].estimate.mean == pytest.approx(40)


def test_inputs_reproduced(results, facts):
    rows = {row.key: row for row in comparisons.inputs_reproduced(results, facts)}
    assert rows["flow"].verdict == AGREES
    assert rows["nationality_guinea"].fact == "origin_guinea"
    assert rows["nationality_other_africa"].fact == "origin_other"
    assert rows["wish_other_africa"].fact == "dest_africa_unlisted"
    assert all(row.fact for row in rows.values())


def test_box_that_is_missed_is_said_plainly(load_with, facts):
    def change(content):
        content["entered_by_wish"][:] = 5
        content["entered_by_wish"][:, 0, :] = 100
    rows = {row.key: row for row in comparisons.inputs_reproduced(load_with(change), facts)}
    assert rows["nationality_guinea"].verdict == HIGHER
    assert rows["nationality_mali"].verdict == LOWER


def test_missing_evidence_is_named(results):
    rows = {row.key: row for row in comparisons.emergent(results, {})}
    assert rows["truck_load"].verdict == "fact truck_capacity is missing from the evidence file"


def test_labels_are_the_agreed_words():
    assert CHANCE_ONLY == "chance only: says nothing about whether the assumptions are right"
    assert comparisons.INPUT_REPRODUCED == "input reproduced: a check of the program, not a validation"


def test_near_echoes_of_assumptions_stand_apart(results, facts):
    assumed = {row.key for row in comparisons.emergent(results, facts) if row.assumed}
    assert assumed == {"forced_into_ghetto", "state_share_south", "state_share_north", "south_toll", "refusals",
                       "cost_to_bus_firm", "cost_to_passeur"}
