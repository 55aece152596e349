"""How a curve is put into words: where it turns, where it does not, and where the model cannot tell."""

from __future__ import annotations

from itertools import pairwise

from . import compare_wording as words
from .curves import INTENSITY, Curve, Told, by_both, by_luck, by_points
from .paired import AGREEMENT, DOWN, NOTHING, UNDEFINED, UP
from .quantities import HARM
from .wording import NOT_SHOWN

BREAK_EVEN = (
    "break-even: between which of the values tried the change turns from down to up or from up to down. \"none, down from 0.5 on\" says that "
    "it does not turn, and from where on it is told from zero; \"cannot tell\", that it nowhere is")
TWO_DOUBTS = ("two doubts, never merged: \"by luck\" is the mean over points, where chance does not explain it (95 %); \"by points\" the sign "
              f"that at least {AGREEMENT:.0%} of points agree on".replace("90%", "90 %"))
ONE_POINT = ("ONE SET OF ASSUMPTIONS ONLY: at each value this file tries one parameter point, so only directions are given. How large a "
             "change is, and whether it survives other assumptions, it cannot say.")
NO_SCORE = ("Different harms are not added up nor set off against each other: what stands here is where less of one comes with more of "
            "another.")


def axis(curve: Curve) -> str:
    """What the values along the curve are."""
    return "intensity" if curve.over == INTENSITY else curve.over


def turning(told: list[Told]) -> str:
    """Where directions turn along a curve, in few words."""
    known = [one for one in told if one.direction in (UP, DOWN)]
    if not known:
        kinds = {one.direction for one in told}
        return words.CHANGES_NOTHING if kinds == {NOTHING} else NOT_SHOWN if kinds == {UNDEFINED} else words.CANNOT_TELL
    turns = [f"{a.at} ({a.direction}) to {b.at} ({b.direction})" for a, b in pairwise(known) if a.direction != b.direction]
    if turns:
        return "; ".join(turns)
    if len(known) == len(told):
        where = "at all tried"
    elif told[-len(known):] == known:
        where = f"from {known[0].at} on" if len(known) > 1 else f"at {known[0].at}"
    else:
        where = f"at {', '.join(one.at for one in known)} only"
    return f"none, {known[0].direction} {where}"


def break_even(curve: Curve, key: str) -> str:
    """As `compare` tells directions: beyond luck, and as points agree."""
    return turning(by_both(curve, key))


def break_evens(curve: Curve, key: str) -> str:
    """Of several points once for each doubt; of one point, as luck lets it be told."""
    if curve.points < 2:
        return break_even(curve, key)
    luck, points = turning(by_luck(curve, key)), turning(by_points(curve, key))
    same = {luck, points} & {words.CHANGES_NOTHING, NOT_SHOWN}
    return luck if same else f"by luck: {luck}; by points: {points}"


def beside(curve: Curve, against: str) -> list[str]:
    """For each harm of which there is less at some value: where that comes with more of the harm `against`, and where without."""
    side = by_both(curve, against)
    side_label = curve.rows(against)[0].quantity
    found = []
    for row in curve.steps[0].compared.rows:
        if row.quantity.group != HARM or row.key == against or row.quantity.unit != side_label.unit:
            continue
        pairs = [(one.at, other.direction) for one, other in zip(by_both(curve, row.key), side) if one.direction == DOWN]
        if not pairs:
            continue
        parts = []
        for directions, said in (((UP,), "with more"), ((DOWN, NOTHING), "without more"), (("unclear",), "cannot tell whether with more"),
                                 ((UNDEFINED,), "too few of the other to show")):
            places = [at for at, direction in pairs if direction in directions]
            parts += [f"{said} at {', '.join(places)}"] if places else []
        found.append(f"less of \"{row.quantity.label}\", beside \"{side_label.label}\": {'; '.join(parts)}")
    return found or [f"at none of the values is any harm told to be less {side_label.unit}"]
