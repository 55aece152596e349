"""The tables behind the figures: flows by stretch, months, wishes, money by payee and leg, trucks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import numpy as np

from . import measures
from .figures.corridor_map import Flow, Town
from .measures import Row
from .results_file import Results, ResultsError
from .statistics import Estimate, estimate, hidden_parts, ratio, ratios

MONTHS = ("J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D")
LEGS = ("south", "hub", "north")
# Of a series: people (or francs) that pass in a month are summed; people who are somewhere are averaged.
STOCKS = ("under_way", "in_ghettos", "in_cells", "waiting_for_vehicle", "vehicles_waiting", "passports_in_use")


@dataclass(frozen=True)
class Months:
    """A series by whole calendar month of the measured period: one row per replicate, one column per month."""

    name: str
    starts: tuple[datetime.date, ...]
    values: np.ndarray

    @property
    def median(self) -> np.ndarray:
        return np.median(self.values, axis=0)

    def band(self) -> tuple[np.ndarray, np.ndarray]:
        """The 5 and 95 % quantiles over replicates."""
        low, high = np.quantile(self.values, [0.05, 0.95], axis=0)
        return low, high

    @property
    def ticks(self) -> list[str]:
        return [MONTHS[start.month - 1] for start in self.starts]


def monthly(results: Results, name: str) -> Months:
    """Sums by calendar month, or means where the series counts what is there at the end of a day."""
    horizon = results.horizon
    days = results.series(name)
    starts, columns = [], []
    first = horizon.start
    while True:
        following = (first.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        begin, end = (first - horizon.start).days, (following - horizon.start).days
        if end > horizon.measured_days:
            break
        part = days.loc[begin:end - 1]
        columns.append((part.mean() if name in STOCKS else part.sum()).values)
        starts.append(first)
        first = following
    values = np.stack(columns, axis=1) if columns else np.zeros((results.replicates, 0))
    return Months(name, tuple(starts), values)


def towns(results: Results) -> list[Town]:
    """The places of the scenario with their coordinates. Raises ResultsError when the file does not describe them."""
    kinds = results.column("place", "kind")
    if not kinds:
        raise ResultsError(f"{results.path}: says nothing about places, so no map can be drawn")
    latitudes, longitudes = results.column("place", "latitude"), results.column("place", "longitude")
    return [Town(name, results.label("place", name), str(kind), float(latitudes[name]), float(longitudes[name]))
            for name, kind in kinds.items()]


def flows_by_stretch(results: Results) -> list[Flow]:
    """People who began each stretch of road in a year: mean over replicates, all nationalities and months."""
    passages = results.array("passages").sum(["cohort", "nationality"]).mean("run")
    per_year = 365.25 / results.horizon.measured_days
    places = [str(name) for name in results.data["place"].values]
    starts, ends, legs = (results.column("link", what) for what in ("from", "to", "leg"))
    return [Flow(places[starts[name]], places[ends[name]], str(legs[name]), float(passages.sel(link=name)) * per_year)
            for name in starts]


def crossings(results: Results) -> list[Row]:
    """Share of those who passed a crossing into Algeria, by crossing; none in a world without crossings."""
    if not results.has("crossings"):
        return []
    passed = results.array("crossings").sum("nationality").transpose("run", "crossing")
    names = [str(name) for name in passed["crossing"].values]
    shares = measures.shares_of_whole(names, passed.values.astype(float))
    return [Row(name, results.label("crossing", name), share, "share") for name, share in zip(names, shares)]


def wishes_of_those_beyond(results: Results) -> list[Row]:
    """People who reached the first town beyond Mali, by where they wish to go. Where they went is not simulated."""
    exits = results.array("exits").sum(["beyond", "nationality"]).transpose("run", "wish")
    names = [str(name) for name in exits["wish"].values]
    hidden = hidden_parts(dict(zip(names, exits.values.mean(axis=0))))
    rows = [Row(name, f"wishing to reach {results.label('wish', name)}",
                replace(estimate(exits.values[:, i], 0.0), hidden=name in hidden), "persons")
            for i, name in enumerate(names)]
    return sorted(rows, key=lambda row: -row.estimate.mean)


@dataclass(frozen=True)
class Receipt:
    """What one class of payee took from travellers: per person who set out, by leg and in all, and a year's total."""

    payee: str
    by_leg: dict[str, float]
    per_person: Estimate
    year_million: Estimate


def receipts(results: Results) -> list[Receipt]:
    """Who receives what from travellers and their families, most first. CFA francs."""
    paid = measures.paid_by_travellers(results)
    set_out = results.tally("departures")
    per_year = 365.25 / results.horizon.measured_days
    rows = []
    for row in measures.costs_by_payee(results):
        mine = paid.sel(payee=row.key)
        legs = {leg: float(np.nanmean(ratios(mine.sel(leg=leg).values, set_out))) for leg in LEGS}
        year = replace(estimate(mine.sum("leg").values * per_year / 1e6, 0.0), hidden=row.estimate.hidden)
        rows.append(Receipt(row.key, legs, row.estimate, year))
    return rows


def passed_on(results: Results) -> list[tuple[str, str, Estimate]]:
    """What those who received money paid on to others, per person who set out: payer, payee, CFA francs."""
    ledger = results.array("cohort_ledger").sum("leg").transpose("run", "payer", "payee")
    set_out = results.tally("departures")
    payers = [str(name) for name in ledger["payer"].values if name not in measures.OWN_PURSES]
    rows = [(payer, str(payee), ratio(ledger.sel(payer=payer, payee=payee).values, set_out))
            for payer in payers for payee in ledger["payee"].values
            if float(ledger.sel(payer=payer, payee=payee).sum()) > 0]
    return sorted(rows, key=lambda row: -row[2].mean)


def income(results: Results) -> list[tuple[str, Estimate]]:
    """What people received on the way, per person who set out: from work and from home. CFA francs."""
    ledger = results.array("cohort_ledger").sum("leg").sel(payee="migrant")
    set_out = results.tally("departures")
    return [(str(payer), ratio(ledger.sel(payer=payer).values, set_out)) for payer in ledger["payer"].values
            if payer != "migrant" and float(ledger.sel(payer=payer).sum()) > 0]


def distribution(results: Results, variable: str) -> list[float]:
    """Share of trucks in each bin of `truck_loads` or `truck_waits`: the mean over replicates of shares."""
    counts = results.array(variable).values.astype(float)
    total = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)
    if np.isnan(shares).all():
        return [0.0] * counts.shape[1]
    return list(np.nanmean(shares, axis=0))
