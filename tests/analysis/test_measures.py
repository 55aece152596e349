"""Every formula against a case small enough to work out by hand."""

import numpy as np
import pytest
import synthetic
from piste_analysis import measures, tables


def set_tally(content, name, values):
    content["tallies"][:, synthetic.TALLIES.index(name)] = values


def pay(content, payer, payee, leg, francs):
    content["cohort_ledger"][:, synthetic.PARTIES.index(payer), synthetic.PARTIES.index(payee),
                             synthetic.LEGS.index(leg)] = francs


def test_harm_per_thousand_is_the_mean_of_ratios(load_with):
    def change(content):
        set_tally(content, "departures", [1000, 4000])
        set_tally(content, "dead", [10, 20])
    count, rate = measures.harms(load_with(change, runs=2))[0]
    assert count.label == "died on the way"
    assert count.estimate.mean == 15
    assert rate.estimate.mean == pytest.approx((10 + 5) / 2)


def test_harm_comes_worst_first_and_deaths_are_not_given_away(load_with):
    assert [name for name, _ in measures.HARMS][:3] == ["dead", "killed_by_bandits", "died_in_desert"]
    found = load_with(lambda content: set_tally(content, "killed_by_bandits", 4))
    assert measures.hidden_harms(found) == {"killed_by_bandits", "died_in_desert"}
    assert measures.hidden_harms(load_with()) == set()


def test_durations_in_days_with_the_spread_between_people(load_with):
    def change(content):
        # Two trips of 24 and 72 hours in one replicate: mean 2 days, standard deviation 1 day.
        set_tally(content, "north_trips", 2)
        set_tally(content, "north_minutes", 60 * (24 + 72))
        set_tally(content, "north_hours_squared", 24**2 + 72**2)
    north = {row.key: row for row in measures.durations(load_with(change))}["north"]
    assert north.mean_days.mean == pytest.approx(2.0)
    assert north.spread_days == pytest.approx(1.0)


def test_costs_count_what_leaves_the_purses_of_travellers_and_families(load_with):
    def change(content):
        content["cohort_ledger"][:] = 0
        set_tally(content, "departures", [10, 20])
        pay(content, "migrant", "police", "south", [1000, 4000])
        pay(content, "migrant", "passeur", "north", [3000, 6000])
        pay(content, "family", "passeur", "north", [1000, 0])
        pay(content, "family", "migrant", "hub", [500, 500])      # help is not a cost
        pay(content, "employer", "migrant", "hub", [700, 700])    # nor are wages
        pay(content, "passeur", "driver", "north", [2000, 2000])  # nor what a passeur pays on
    found = load_with(change, runs=2)
    costs = {row.key: row.estimate.mean for row in measures.costs_by_payee(found)}
    assert costs == {"passeur": pytest.approx((400 + 300) / 2), "police": pytest.approx((100 + 200) / 2)}
    assert measures.cost_in_all(found).mean == pytest.approx((500 + 500) / 2)
    assert measures.share_received(found, ("police",)).mean == pytest.approx((0.2 + 0.4) / 2)
    receipts = {row.payee: row for row in tables.receipts(found)}
    assert receipts["passeur"].by_leg == {"south": 0.0, "hub": 0.0, "north": pytest.approx(350.0)}
    assert receipts["passeur"].year_million.mean == pytest.approx(5000 * 365.25 / 366 / 1e6)
    assert [(payer, payee, value.mean) for payer, payee, value in tables.passed_on(found)] == [
        ("passeur", "driver", pytest.approx((200 + 100) / 2)), ("employer", "migrant", pytest.approx((70 + 35) / 2))]
    assert {payer: value.mean for payer, value in tables.income(found)} == {
        "family": pytest.approx((50 + 25) / 2), "employer": pytest.approx((70 + 35) / 2)}


def test_share_of_the_state_on_each_leg(load_with):
    def change(content):
        content["cohort_ledger"][:] = 0
        pay(content, "migrant", "army", "south", 300)
        pay(content, "migrant", "armed_group", "south", 100)
        pay(content, "migrant", "armed_group", "north", 100)
    found = load_with(change)
    assert measures.state_share_of_extraction(found, "south").mean == pytest.approx(0.75)
    assert measures.state_share_of_extraction(found, "north").mean == 0.0


def test_fates_add_up_and_begin_with_harm(results):
    rows = measures.fates(results)
    assert [row.key for row in rows][:2] == ["dead", "stranded"]
    assert sum(row.estimate.mean for row in rows) == pytest.approx(1.0)


def test_months_are_sums_of_days_and_means_of_stocks(load_with):
    def change(content):
        content["daily"][:] = 2
        content["daily"][1] = 4
    found = load_with(change, runs=2)
    passed, present = tables.monthly(found, "departures"), tables.monthly(found, "in_ghettos")
    assert passed.values.shape == (2, 12)
    assert passed.values[0, :3].tolist() == [62, 58, 62]  # January, February of a leap year, March
    assert present.values[1].tolist() == [4.0] * 12
    assert passed.ticks[:3] == ["J", "F", "M"]


def test_only_whole_months_are_shown(load_with, tmp_path):
    content = synthetic.typical(runs=2, measured_days=45)
    from piste_analysis import load
    found = load(synthetic.write(tmp_path / "short.h5", content))
    assert tables.monthly(found, "departures").values.shape == (2, 1)


def test_flows_by_stretch_are_yearly_means(load_with):
    def change(content):
        content["passages"][:] = 0
        content["passages"][0, 0, 0, 0] = 366
        content["passages"][0, 1, 0, 1] = 366
    flow = tables.flows_by_stretch(load_with(change, runs=2))[0]
    assert (flow.start, flow.end, flow.leg) == ("conakry", "bamako", "south")
    assert flow.people == pytest.approx(365.25)


def test_distribution_is_the_mean_of_shares(load_with):
    def change(content):
        content["truck_loads"][:] = 0
        content["truck_loads"][0, 5:7] = [1, 3]
        content["truck_loads"][1, 5:7] = [10, 10]
    shares = tables.distribution(load_with(change, runs=2), "truck_loads")
    assert shares[5:7] == [pytest.approx((0.25 + 0.5) / 2), pytest.approx((0.75 + 0.5) / 2)]
    assert np.isclose(sum(shares), 1.0)
