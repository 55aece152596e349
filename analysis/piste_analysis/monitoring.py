"""What observers at monitoring points would have reported, beside who really passed there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from .measures import shares_of_whole
from .results_file import Results
from .statistics import Estimate, ratio

DAYS_OF_A_BLOCK = 30
# Shares are of what is written on a form: where people come from, and where they say that they are going.
TRAITS = {"nationality": ("passers", "monitored"), "wish": ("passers_by_wish", "monitored_by_wish")}


@dataclass(frozen=True)
class Post:
    """One monitoring point over the blocks of 30 days that lie in the measured period."""

    name: str
    label: str
    starts: tuple[datetime.date, ...]  # of the blocks
    passed: np.ndarray                 # [run, block]: persons who passed, at any time of the day
    counted: np.ndarray                # [run, block]: of these, whom the observers counted
    at_work: np.ndarray                # by block: whether they worked through all of it
    share: Estimate                    # counted of those who passed, while they were at work


@dataclass(frozen=True)
class Trait:
    """One nationality or destination at a point: its share among those who passed, and among those counted."""

    label: str
    passed: Estimate
    counted: Estimate


def posts(results: Results) -> list[Post]:
    """The monitoring points of the scenario; none in a world without, or before the format knew them."""
    if not results.has("passers") or not results.has("monitored"):
        return []
    days = results.data["month"].values.astype(int)
    inside = _inside(results)
    starts = tuple(results.horizon.start + datetime.timedelta(days=int(day)) for day in days[inside])
    passers, monitored = (results.array(name).sum("nationality").transpose("run", "monitoring_point", "month").values[..., inside]
                          for name in ("passers", "monitored"))
    found = []
    for i, name in enumerate(str(one) for one in results.data["monitoring_point"].values):
        begins, ends = _dates(results, name)
        at_work = (days[inside] >= begins) & (days[inside] + DAYS_OF_A_BLOCK <= ends)
        passed, counted = passers[:, i].astype(float), monitored[:, i].astype(float)
        during, seen = passed[:, at_work].sum(axis=1), counted[:, at_work].sum(axis=1)
        label = str(_entry(results, name).get("label", name))
        found.append(Post(name, label, starts, passed, counted, at_work, ratio(seen, during, 0.0, 1.0).behind(seen, during - seen)))
    return found


def traits(results: Results, post: Post, axis: str) -> list[Trait]:
    """Shares by nationality or by stated destination (`axis` "wish") while the observers were at work."""
    of_all, of_counted = TRAITS[axis]
    days = results.data["month"].values.astype(int)
    chosen = np.isin(days, days[_inside(results)][post.at_work])
    names = [str(name) for name in results.data[axis].values]
    shares = []
    for variable in (of_all, of_counted):
        array = results.array(variable).sel(monitoring_point=post.name).transpose("run", "month", axis)
        shares.append(shares_of_whole(names, array.values[:, chosen].sum(axis=1).astype(float)))
    rows = [Trait(results.label(axis, name), passed, counted) for name, passed, counted in zip(names, *shares)]
    return sorted((row for row in rows if row.passed.known), key=lambda row: -row.passed.mean)


def _inside(results: Results) -> np.ndarray:
    """By block: whether it lies in the measured period."""
    days = results.data["month"].values.astype(int)
    return (days >= 0) & (days + DAYS_OF_A_BLOCK <= results.horizon.measured_days)


def _entry(results: Results, name: str) -> dict:
    found = results.scenario.get("monitoring_point", {}).get(name, {})
    return found if isinstance(found, dict) else {}


def _dates(results: Results, name: str) -> tuple[float, float]:
    """First day of work and first day after it, since day 0."""
    values = []
    for key, missing in (("begins", -np.inf), ("ends", np.inf)):
        given = _entry(results, name).get(key)
        values.append(float(given["value"] if isinstance(given, dict) else missing if given is None else given))
    return values[0], values[1]
