"""Each figure of the report with the table behind it, for phones and for wider screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import measures, monitoring, tables
from .figures.bars import Bar, horizontal_bars
from .figures.chart import Curve, histogram, time_series
from .figures.corridor_map import NORTH, WHOLE, corridor_map
from .figures.drawing import Drawing
from .results_file import Results
from .summary import ASSUMED_LEVEL
from .wording import (LEGS_SHORT, NOT_SHOWN, capital, fate, interval, measured, number, party, people, people_interval,
                      people_shown, percent, shown)

PHONE = 350.0
PAGE = 880.0
HALF_PAGE = 430.0
SMALLEST_PAYMENT = 50.0  # CFA per person: smaller receipts stand in the table only


@dataclass(frozen=True)
class Table:
    """Columns and rows of text; `title` is the line one opens it with."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class Part:
    """A figure in two widths and the tables behind it."""

    key: str
    title: str
    words: str
    narrow: Drawing
    wide: Drawing
    tables: tuple[Table, ...]


def _part(key: str, draw: Callable[[float], Drawing], width: float, behind: tuple[Table, ...], title: str = "",
          words: str = "") -> Part:
    return Part(key, title, words, draw(PHONE), draw(width), behind)


def fates(results: Results) -> Part:
    rows = measures.fates(results)
    set_out = float(results.tally("departures").mean())
    role = {"dead": "north", "stranded": "north"}

    def name(row) -> str:
        return f"{fate(row.key)} ({ASSUMED_LEVEL})" if row.key == "dead" else fate(row.key)

    bars = [Bar(capital(fate(row.key) + (" (assumed)" if row.key == "dead" else "")),
                ((role.get(row.key, "south"), 0.0 if row.estimate.hidden else row.estimate.mean,
                  shown(row.estimate, "share")),), shown(row.estimate, "share")) for row in rows]
    table = Table("fates", "Table: how journeys end",
                  ("Fate", "share", "95 % interval, chance only", "people"),
                  [(capital(name(row)), shown(row.estimate, "share"), interval(row.estimate, "share"),
                    NOT_SHOWN if row.estimate.hidden else people(row.estimate.mean * set_out, 3)) for row in rows])
    return _part("fates", lambda width: horizontal_bars(bars, width, "How journeys end, of all who set out", 1.0),
                 PAGE, (table,))


def wishes(results: Results) -> Part:
    rows = tables.wishes_of_those_beyond(results)
    bars = [Bar(capital(row.label), (("south", 0.0 if row.estimate.hidden else row.estimate.mean,
                                      people_shown(row.estimate)),), people_shown(row.estimate)) for row in rows]
    table = Table("wishes", "Table: those who left Mali, by the country they wish to reach",
                  ("Wish", "people", "95 % interval, chance only"),
                  [(capital(row.label), people_shown(row.estimate), people_interval(row.estimate)) for row in rows])
    title = "People who left Mali, by the country they wish to reach"
    return _part("wishes", lambda width: horizontal_bars(bars, width, title), PAGE, (table,))


def corridor(results: Results) -> tuple[Part, Part]:
    """The whole corridor with its table of flows, and the road north of Gao with the table of crossings."""
    places, flows = tables.towns(results), tables.flows_by_stretch(results)
    label = {town.name: town.label for town in places}
    stretches = Table("flows", "Table: people who began each stretch in a year", ("Stretch", "leg", "people a year"),
                      [(f"{label[flow.start]} to {label[flow.end]}", LEGS_SHORT.get(flow.leg, flow.leg),
                        people(flow.people)) for flow in flows])
    crossed = Table("crossings", "Table: share of those who crossed into Algeria, by crossing",
                    ("Crossing", "share", "95 % interval, chance only"),
                    [(row.label, shown(row.estimate, "share"), interval(row.estimate, "share"))
                     for row in tables.crossings(results)])
    north = corridor_map(places, flows, 364.0, NORTH)
    return (Part("map", "", "", corridor_map(places, flows, 360.0, WHOLE), corridor_map(places, flows, 556.0, WHOLE),
                 (stretches,)), Part("north", "", "", north, north, (crossed,)))


def money(results: Results) -> Part:
    received = tables.receipts(results)
    whole = measures.cost_in_all(results).mean
    bars = [Bar(capital(party(row.payee)),
                tuple((leg, row.by_leg[leg], f"{LEGS_SHORT[leg]}: {number(row.by_leg[leg], 2)} CFA")
                      for leg in tables.LEGS), shown(row.per_person))
            for row in received if row.per_person.mean >= SMALLEST_PAYMENT and not row.per_person.hidden]
    by_leg = Table("money", "Table: received from travellers and their families, CFA per person who set out",
                   ("Received by", "in all", "95 % interval, chance only", "south", "Gao and Kidal", "north",
                    "a year, million CFA"),
                   [(capital(party(row.payee)), shown(row.per_person), interval(row.per_person, ""),
                     *(NOT_SHOWN if row.per_person.hidden else number(row.by_leg[leg], 2) for leg in tables.LEGS),
                     shown(row.year_million))
                    for row in received])
    onward = [(f"{capital(party(payer))} to {party(payee)}", shown(amount), interval(amount, ""))
              for payer, payee, amount in tables.passed_on(results) if payee != "migrant"]
    earned = [(f"{capital(party(payer))} to people on the way", shown(amount), interval(amount, ""))
              for payer, amount in tables.income(results)]
    passed_on = Table("passed_on", "Table: what receivers paid on to others, and what travellers received on the way",
                      ("From and to", "CFA per person who set out", "95 % interval, chance only"), onward + earned)
    words = (f"Per person who set out, travellers and their families paid about {number(whole, 2)} CFA francs in all. "
             "Part of it is paid on: a passeur pays the driver, a chairman shares the droit de ghetto. The second "
             "table shows how much.")
    title = "Money received from travellers, by receiver and leg"
    return _part("money", lambda width: horizontal_bars(bars, width, title), PAGE, (by_leg, passed_on), words=words)


SERIES_PANELS = (
    ("people", "People passing, a month", "people a month", 1.0,
     (("departures", "set out", "south", ""), ("entered_main_hub", "enter Gao", "hub", ""),
      ("left_northward", "leave north", "north", ""))),
    ("stocks", "People held up, mean of the month", "people", 1.0,
     (("in_ghettos", "in ghettos", "hub", ""), ("waiting_for_vehicle", "paid, waiting", "north", ""),
      ("in_cells", "locked up", "south", "6 3"))),
    ("money", "Money received, a month", "million CFA a month", 1e-3,
     (("kcfa_to_passeurs", "passeurs", "hub", ""), ("kcfa_to_bus_firms", "bus firms", "south", ""),
      ("kcfa_to_state_posts", "state posts", "south", "6 3"), ("kcfa_to_armed_groups", "armed groups", "north", ""))),
    ("strain", "What hinders, a month", "cases a month", 1.0,
     (("border_refusals", "refused", "south", ""), ("family_sent", "helped from home", "hub", ""),
      ("returned", "go home", "north", ""))),
)


def series(results: Results) -> list[Part]:
    return [_series_part(results, *panel) for panel in SERIES_PANELS]


def _series_part(results: Results, key: str, title: str, unit: str, scale: float, lines) -> Part:
    months = [tables.monthly(results, name) for name, *_ in lines]
    curves = []
    for month, (_, label, role, dash) in zip(months, lines):
        low, high = month.band()
        curves.append(Curve(label, role, list(month.median * scale), list(low * scale), list(high * scale), dash))
    ticks = months[0].ticks
    cells = people if key in ("people", "stocks", "strain") else (lambda value: number(value, 2))
    rows = [(f"{start:%B %Y}", *(f"{cells(curve.median[i])} ({cells(curve.low[i])} to {cells(curve.high[i])})"
                                 for curve in curves)) for i, start in enumerate(months[0].starts)]
    columns = ("Month", *(curve.label for curve in curves))
    table = Table(key, f"Table: {unit}, median (5 to 95 % of runs)", columns, rows)
    return _part(f"series-{key}", lambda width: time_series(curves, ticks, width, title, unit), HALF_PAGE, (table,),
                 title=title)


def observed(results: Results) -> list[Part]:
    """Each monitoring point: who passed and who was counted, by block of 30 days, and the shares that a report would give."""
    return [_observed_part(results, post) for post in monitoring.posts(results) if post.at_work.any()]


def _observed_part(results: Results, post: monitoring.Post) -> Part:
    curves = []
    for values, label, role, dash in ((post.passed, "passed", "south", ""), (post.counted, "counted", "north", "6 3")):
        low, high = np.quantile(values, [0.05, 0.95], axis=0)
        curves.append(Curve(label, role, list(np.median(values, axis=0)), list(low), list(high), dash))
    ticks = [tables.MONTHS[start.month - 1] for start in post.starts]
    rows = [(f"from {start}" + ("" if works else ", not all of it observed"),
             *(f"{people(curve.median[i])} ({people(curve.low[i])} to {people(curve.high[i])})" for curve in curves))
            for i, (start, works) in enumerate(zip(post.starts, post.at_work))]
    by_block = Table("blocks", "Table: people in 30 days, median (5 to 95 % of runs)", ("30 days", "passed", "counted"), rows)
    shares = [(f"{capital(start)} {row.label}", shown(row.passed, "share"), shown(row.counted, "share"))
              for axis, start in (("nationality", "from"), ("wish", "wishing to reach")) for row in monitoring.traits(results, post, axis)]
    by_trait = Table("traits", "Table: what a report would have said of them", ("Share", "of those who passed", "of those counted"), shares)
    words = f"Of those who passed while observers were at work, they counted {measured(post.share, 'share')}."
    title = f"{post.label}: people in 30 days"
    return _part(f"observed-{post.name}", lambda width: time_series(curves, ticks, width, title, "people in 30 days"), HALF_PAGE,
                 (by_block, by_trait), title=post.label, words=words)


def loads(results: Results) -> Part:
    shares = tables.distribution(results, "truck_loads")
    starts = [int(start) for start in results.array("truck_loads")["load_bin"].values]
    names = [f"{start} to {start + 9}" for start in starts[:-1]] + [f"{starts[-1]} and more"]
    ticks = [(i, str(start)) for i, start in enumerate(starts) if start % 20 == 0]
    words = "what a truck can take, by the source: 60 to 100"
    marks = [(starts.index(60), len(starts), words)] if 60 in starts else []
    table = Table("loads", "Table: trucks by people aboard", ("People aboard", "share of trucks"),
                  [(name, percent(share)) for name, share in zip(names, shares)])
    return _part("loads", lambda width: histogram(shares, ticks, width, "Trucks by people aboard", "people aboard",
                                                  "north", marks), HALF_PAGE, (table,))


def waits(results: Results) -> Part:
    shares = tables.distribution(results, "truck_waits")
    starts = [int(start) for start in results.array("truck_waits")["wait_bin"].values]
    names = [f"{number(start / 24, 2)} to {number((start + 12) / 24, 2)}" for start in starts[:-1]]
    names.append(f"{number(starts[-1] / 24, 2)} and more")
    ticks = [(i, str(start // 24)) for i, start in enumerate(starts) if start % 24 == 0]
    marks = [(0, starts.index(168), "at most a week, by the source")] if 168 in starts else []
    table = Table("waits", "Table: trucks by days in Gao before they leave with people", ("Days", "share of trucks"),
                  [(name, percent(share)) for name, share in zip(names, shares)])
    return _part("waits", lambda width: histogram(shares, ticks, width, "Trucks by time in Gao", "days",
                                                  "north", marks), HALF_PAGE, (table,))
