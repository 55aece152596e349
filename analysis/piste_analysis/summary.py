"""The text of `piste_analysis summary`: harm first, then people, time, money, and the comparison with the sources."""

from __future__ import annotations

import numpy as np

from . import comparisons, measures, monitoring, tables
from .comparisons import FOLLOWS, INPUT_REPRODUCED, NO_PARAMETER, Comparison
from .evidence import Fact
from .results_file import Results
from .statistics import CHANCE_ONLY
from .wording import (LEGS, NOT_SHOWN, capital, fate, interval, measured, number, party, people, people_interval, people_shown,
                      per_thousand, shown, with_unit)

ASSUMED_LEVEL = "assumed level, not a finding"
CANNOT = ("It cannot predict what will happen to a person, time or place an operation, or decide an asylum claim.",
          "It ends where people leave Mali or reach the first town beyond: a wish to reach a country is a wish.")


def summary(results: Results, facts: dict[str, Fact]) -> str:
    """The whole summary as text."""
    computed = comparisons.emergent(results, facts)
    parts = [_header(results), _harms(results), _flows(results), _fates(results), _durations(results), _costs(results),
             *_observed(results),
             _comparison(f"{capital(NO_PARAMETER)}, beside the sources", [row for row in computed if not row.assumed]),
             _comparison(capital(FOLLOWS), [row for row in computed if row.assumed]),
             _comparison(capital(INPUT_REPRODUCED), comparisons.inputs_reproduced(results, facts))]
    return "\n\n".join(parts) + "\n"


def _header(results: Results) -> str:
    horizon = results.horizon
    runs = f"{results.replicates} replicates" if results.replicates > 1 else "one replicate"
    return "\n".join([f"{results.title}: {runs}, people who set out from {horizon.start} to {horizon.end}",
                      f"Intervals are 95 % intervals of the mean over replicates. {capital(CHANCE_ONLY)}.", *CANNOT])


def _block(title: str, lines: list[str]) -> str:
    return "\n".join([title, "-" * len(title), *lines])


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Columns padded to the widest entry, the first to the left and the others to the right."""
    if not rows:
        return ["nothing to show"]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  " + "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                             for i, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows]


def _harms(results: Results) -> str:
    set_out = float(results.tally("departures").mean())
    rows = [("", "persons or cases", "95 % interval", "per 1,000 who set out")]
    hidden = measures.hidden_harms(results)
    for count, rate in measures.harms(results):
        if count.key in hidden:
            continue
        rows.append((count.label, people_shown(count.estimate), people_interval(count.estimate),
                     per_thousand(rate.estimate, count.estimate.mean, set_out)))
    title = f"Harm to people ({ASSUMED_LEVEL}; read only as change against a base)"
    return _block(title, [*_aligned(rows), "  One person can stand in several cases, of one line or of several."])


def _flows(results: Results) -> str:
    rows = [(row.label, people_shown(row.estimate), people_interval(row.estimate)) for row in measures.flows(results)]
    rows += [(f"crossed at {row.label}, of those who crossed into Algeria", shown(row.estimate, "share"),
              interval(row.estimate, "share")) for row in tables.crossings(results)]
    rows += [(f"left Mali, {row.label}", people_shown(row.estimate), people_interval(row.estimate))
             for row in tables.wishes_of_those_beyond(results)]
    return _block("Flows of people who set out in the measured period", _aligned(rows))


def _fates(results: Results) -> str:
    rows = [(fate(row.key) + (f" ({ASSUMED_LEVEL})" if row.key == "dead" else ""), shown(row.estimate, "share"),
             interval(row.estimate, "share")) for row in measures.fates(results)]
    return _block("How journeys ended, of those who set out", _aligned(rows))


def _durations(results: Results) -> str:
    rows = [("", "mean", "95 % interval", "spread between people", "completed")]
    for part in measures.durations(results):
        unit, scale = ("days", 1.0) if part.mean_days.mean >= 2 else ("hours", 24.0)
        mean = part.mean_days.scaled(scale)
        spread = number(part.spread_days * scale, 2)
        spread_words = "not recorded" if spread == "unknown" else f"{spread} {unit}"
        rows.append((part.label, with_unit(mean, unit), interval(mean, ""),
                     NOT_SHOWN if mean.hidden else spread_words, people_shown(part.completed)))
    return _block("Time by leg, of those who completed it (spread: one standard deviation)", _aligned(rows))


def _costs(results: Results) -> str:
    rows = [("", "CFA", "95 % interval", *(name.split(":")[0] for name in LEGS.values()))]
    for row in tables.receipts(results):
        rows.append((party(row.payee), shown(row.per_person), interval(row.per_person, ""),
                     *(NOT_SHOWN if row.per_person.hidden else number(row.by_leg[leg]) for leg in LEGS)))
    whole = measures.cost_in_all(results)
    rows.append(("in all", shown(whole), interval(whole, ""), "", "", ""))
    arrived = measured(measures.cost_of_arrived(results), "CFA")
    title = "Paid by travellers and their families per person who set out, by who received it"
    return _block(title, [*_aligned(rows), f"  A person who reached the first town beyond Mali paid {arrived}."])


def _observed(results: Results) -> list[str]:
    """What observers would have counted beside who passed; nothing in a world without them."""
    posts = [post for post in monitoring.posts(results) if post.at_work.any()]
    if not posts:
        return []
    lines = []
    for post in posts:
        work = post.at_work
        passed, counted = (people(float(values[:, work].sum(axis=1).mean()), 3) for values in (post.passed, post.counted))
        lines.append(f"  {post.label}, {int(work.sum())} blocks of 30 days from {post.starts[int(np.argmax(work))]}: {passed} passed, "
                     f"{counted} counted: {measured(post.share, 'share')}")
        rows = [("", "passed", "counted")]
        for axis, start in (("nationality", "from"), ("wish", "wishing to reach")):
            rows += [(f"  {start} {row.label}", shown(row.passed, "share"), shown(row.counted, "share"))
                     for row in monitoring.traits(results, post, axis)]
        lines += [f"  {line}" for line in _aligned(rows)]
    return [_block("What observers would have counted (monitoring points), beside who really passed", lines)]


def _comparison(title: str, rows: list[Comparison]) -> str:
    lines = [f"({CHANCE_ONLY})"]
    for row in rows:
        lines.append(f"  {row.label}: {measured(row.estimate, row.unit)}")
        if row.fact:
            reading = f" ({row.reading})" if row.reading else ""
            lines.append(f"      source: {row.source} [{row.fact}]: {row.verdict}{reading}")
        else:
            lines.append(f"      {row.verdict}" + (f" ({row.reading})" if row.reading else ""))
    return _block(title, lines)
