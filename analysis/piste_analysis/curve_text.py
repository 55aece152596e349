"""The text of `piste_analysis curve`, for a terminal of 100 columns."""

from __future__ import annotations

import textwrap

from . import compare_wording as words
from . import curve_wording
from .compare import Row
from .compare_text import COLUMNS, GLANCE, HEADINGS, PLAIN_UNITS, wrapped
from .curves import Curve
from .errors import ResultsError
from .levers import did_you_mean
from .paired import NOTHING
from .quantities import GROUPS, HARM
from .summary import CANNOT

LABEL = 26
LEAST_FOR_BREAK_EVEN = 16


def text(curves: list[Curve], brief: bool = False, against: str | None = None) -> str:
    """All curves: what they rest on, then each at a glance or, of several points, with every figure."""
    parts = []
    for scenario in dict.fromkeys(curve.trials.scenario for curve in curves):
        chosen = [curve for curve in curves if curve.trials.scenario == scenario]
        parts += [_heading(chosen, scenario), *(_one(curve, brief, against) for curve in chosen)]
    return "\n\n".join(parts) + "\n"


def _heading(curves: list[Curve], scenario: str) -> str:
    compared = [step.compared for curve in curves for step in curve.steps]
    several = words.is_several(compared)
    results = curves[0].trials.results
    lines = [] if several else [wrapped(curve_wording.ONE_POINT), ""]
    count = f"{len(curves)} {'curve' if len(curves) == 1 else 'curves'}"
    lines.append(wrapped(f"{results.title}: {count} against the base; scenario {scenario}, people who set out from "
                         f"{results.horizon.start} to {results.horizon.end}; at each value {words.on_what(compared)}"))
    lines += [wrapped(line) for line in (*CANNOT, words.FINDING, words.ELSEWHERE, *words.cautions(compared))]
    legend = [curve_wording.BREAK_EVEN, *([curve_wording.TWO_DOUBTS, *words.legend()] if several else [])]
    return "\n".join([*lines, "", *(wrapped(line, "  ", "    ") for line in legend)])


def _one(curve: Curve, brief: bool, against: str | None) -> str:
    lines = ["=" * COLUMNS, wrapped(f"{curve.sign}: {curve.lever.title}")]
    for member in curve.lever.members:
        lines.append(wrapped(f"assumed, and no finding: {member.assumed} In force {member.window}.", "  ", "    "))
        lines += [wrapped(f"sources warn: {member.side_effect}", "  ", "    ")] if member.side_effect else []
    rows = curve.steps[0].compared.rows
    if brief:
        keys = [key for *_, key in GLANCE]
        # Of quantities that were asked for by name, these; else those that an adviser looks for first.
        rows = [row for row in rows if row.key in keys] or rows
    for group, heading in GROUPS.items():
        keys = [row.key for row in rows if row.quantity.group == group]
        if keys:
            lines += ["", heading, "-" * len(heading), *(_matrix(curve, keys) if brief or curve.points < 2 else _figures(curve, keys))]
    if against:
        lines += ["", *_beside(curve, against)]
    return "\n".join(lines)


def _beside(curve: Curve, against: str) -> list[str]:
    harms = [row.key for row in curve.steps[0].compared.rows if row.quantity.group == HARM]
    if against not in harms:
        raise ResultsError(f"--against {against}: is no harm that is compared" + did_you_mean(against, harms))
    return [wrapped(line, "  ", "    ") for line in (curve_wording.NO_SCORE, *curve_wording.beside(curve, against))]


def _split(curve: Curve, keys: list[str]) -> tuple[list[str], list[str]]:
    """Keys to print, and labels of what is exactly as in the base at every value; of harm every line is printed."""
    same = [key for key in keys if all(row.difference.direction == NOTHING and row.quantity.group != HARM for row in curve.rows(key))]
    labels = [curve.rows(key)[0].quantity.label.removeprefix("... ") for key in same]
    return [key for key in keys if key not in same], labels


def _same(labels: list[str]) -> list[str]:
    return [wrapped(f"exactly as in the base: {'; '.join(labels)}", "  ", "    ")] if labels else []


def _label(row: Row) -> str:
    quantity = row.quantity
    unit = "" if quantity.unit in PLAIN_UNITS or not quantity.unit else f", {quantity.unit}"
    return f"{quantity.label}{unit}"


def _matrix(curve: Curve, keys: list[str]) -> list[str]:
    """A line a quantity, a column a value: of several points the change in per cent of the base, of one its direction."""
    told, same = _split(curve, keys)
    several = curve.points > 1
    cells = {key: [words.glance(row, several) for row in curve.rows(key)] for key in told}
    wide = [max(len(place), *(len(line[i]) for line in cells.values())) if cells else len(place) for i, place in enumerate(curve.places)]
    rest = max(COLUMNS - LABEL - 4 - sum(wide) - 2 * len(wide), LEAST_FOR_BREAK_EVEN)
    figures = lambda line: "".join(f"  {cell:>{width}}" for cell, width in zip(line, wide))  # noqa: E731
    lines = [f"  {curve_wording.axis(curve)[:LABEL]:<{LABEL}}{figures(curve.places)}  break-even"] if told else []
    for key in told:
        labels = textwrap.wrap(_label(curve.rows(key)[0]), LABEL, subsequent_indent="  ")
        turns = textwrap.wrap(curve_wording.break_even(curve, key), rest)
        for i in range(max(len(labels), len(turns))):
            label, turn = (some[i] if i < len(some) else "" for some in (labels, turns))
            lines.append(f"  {label:<{LABEL}}{figures(cells[key] if i == 0 else [''] * len(wide))}  {turn}".rstrip())
    return lines + _same(same)


def _figures(curve: Curve, keys: list[str]) -> list[str]:
    """A block a quantity, a line a value: the change with its two spreads; then where it turns, once for each doubt."""
    told, same = _split(curve, keys)
    blocks = {key: [(place, words.change(row), words.of_base(row), words.interval(row), words.chance(row), words.ignorance(row),
                     words.agreement(row)) for place, row in zip(curve.places, curve.rows(key))] for key in told}
    headings = (curve_wording.axis(curve).rsplit(".", 1)[-1], *HEADINGS)
    wide = [max(len(heading), *(len(line[i]) for block in blocks.values() for line in block if line[3] or i == 0), 0)
            for i, heading in enumerate(headings)] if told else []
    lines = []
    for key, block in blocks.items():
        lines += textwrap.wrap(_label(curve.rows(key)[0]), COLUMNS, initial_indent="  ", subsequent_indent="    ")
        lines.append("  " + "".join(f"  {heading:>{width}}" for heading, width in zip(headings, wide)))
        for line in block:
            cells = zip(line, wide) if line[3] else zip(line[:1], wide)
            lines.append(("  " + "".join(f"  {cell:>{width}}" for cell, width in cells) + ("" if line[3] else f"  {line[1]}")).rstrip())
        lines += [wrapped(f"break-even: {curve_wording.break_evens(curve, key)}", "    ", "      "), ""]
    return lines[:-1 if lines else None] + _same(same)
