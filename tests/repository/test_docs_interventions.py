"""The policy levers: one file each, complete headers whose sources exist, and a page that says what the files say.

PISTE_UPDATE_DOCS=1 writes the table of docs/interventions.md anew.
"""

from __future__ import annotations

import csv
import os
import re
import tomllib

import pytest
import repository

LEVERS = 39
PAGE = "docs/interventions.md"
FOLDER = repository.ROOT / "configs" / "interventions"
BEGIN, END = "<!-- The table below is written from the files: tests/repository/test_docs_interventions.py -->\n", "<!-- End of the table. -->\n"
WORDS = ("name", "lever", "title", "predicted", "predicted_source", "side_effect", "side_effect_source", "assumed", "follows")
OPERATIONS = ("set", "factor", "add")
CURVE = "curve"
# What would make a lever an operation against somebody: a day, an hour, one numbered post or passeur, a position.
TOO_FINE = re.compile(r"\b(?:latitude|longitude|departure|coordinates?|hour of the day|at night|post \d|passeur \d|ghetto \d)\b", re.IGNORECASE)


def read(path: str) -> str:
    return (repository.ROOT / path).read_text(encoding="utf-8")


def files() -> dict[str, dict]:
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def facts() -> set[str]:
    return {row["id"] for row in csv.DictReader(read("configs/evidence/facts.csv").splitlines())}


def effects(overlay: dict) -> list[dict]:
    return overlay.get("effect", [])


def problems(name: str, overlay: dict, known: set[str]) -> list[str]:
    """What is wrong with one lever's file."""
    found = []
    header = overlay.get("intervention", {})
    found += [f"{name}: {word} is missing" for word in WORDS if not str(header.get(word, "")).strip()]
    if found:
        return found
    if f"{header['name']}.toml" != name or not re.fullmatch(r"p\d\d-[a-z0-9-]+\.toml", name):
        found.append(f"{name}: is named {header['name']}")
    if header["lever"] != f"P{int(name[1:3])}":
        found.append(f"{name}: says lever {header['lever']}")
    for word in ("predicted_source", "side_effect_source"):
        found += [f"{name}: {word} {source}" for source in header[word].split(",") if source.strip() not in known]
    intensity, (low, high) = header.get("intensity", -1), header.get("intensity_range", (0, 0))
    if not 0 <= low <= intensity <= high <= 1:
        found.append(f"{name}: intensity needs a value within its range in [0, 1]")
    if (intensity < 1) != (CURVE in header["assumed"]):
        found.append(f"{name}: an effect of unknown size is a curve over intensity, and says so; one of known size stands at 1")
    for number, effect in enumerate(effects(overlay), 1):
        if sum(operation in effect for operation in OPERATIONS) != 1:
            found.append(f"{name}: effect {number} needs one of {OPERATIONS}")
        if ("source" in effect) == ("assumption" in effect):
            found.append(f"{name}: effect {number} needs a source or an assumption")
        found += [f"{name}: effect {number} cites {source}" for source in effect.get("source", "").split(",")
                  if source and not source.startswith("https://") and source.strip() not in known]
        if TOO_FINE.search(effect["path"]):
            found.append(f"{name}: effect {number} is finer than a class")
    if TOO_FINE.search(" ".join(str(header[word]) for word in WORDS)):
        found.append(f"{name}: its header is finer than a class")
    return found


def moves(overlay: dict) -> str:
    """The parameters that a lever moves at full intensity, in short."""
    lines = []
    for effect in effects(overlay):
        where = effect.get("where", {})
        among = " where " + ", ".join(f"{key} is {value}" for key, value in where.items()) if where else ""
        operation = next(word for word in OPERATIONS if word in effect)
        sign = {"set": "set to", "factor": "x", "add": "plus"}[operation]
        lines.append(f"`{effect['path']}`{among} {sign} {effect[operation]}")
    return "; ".join(lines)


def row(name: str, overlay: dict) -> str:
    header = overlay["intervention"]
    size = "{:g} to {:g}".format(*header["intensity_range"]) if header["intensity"] < 1 else "1"
    days = " ".join([f"from {header['onset']}" if "onset" in header else "from day 0", f"to {header['end']}" if "end" in header else ""])
    cells = [f"[{header['lever']}](../configs/interventions/{name})", header["title"], moves(overlay), f"{size}; {days}",
             header["predicted"], header["side_effect"], header["follows"]]
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"


def table() -> str:
    head = ["lever", "what", "moves, at full intensity", "intensity; days", "the sources predict", "the sources warn of", "follows"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + [row(name, overlay) for name, overlay in files().items()]) + "\n"


def not_yet(page: str) -> list[int]:
    """The levers that the page lists as not expressible."""
    return [int(number) for number in re.findall(r"^\| P(\d+) \|", page, re.MULTILINE)]


def test_every_lever_has_one_file_or_a_reason():
    have = [int(overlay["intervention"]["lever"][1:]) for overlay in files().values()]
    assert sorted(have + not_yet(read(PAGE))) == list(range(1, LEVERS + 1))


def test_every_file_is_complete():
    assert sum((problems(name, overlay, facts()) for name, overlay in files().items()), []) == []


def does_nothing(overlay: dict) -> bool:
    return all(effect.get("factor") == 1 or effect.get("add") == 0 for effect in effects(overlay))


def test_only_the_reference_moves_nothing():
    assert [overlay["intervention"]["lever"] for overlay in files().values() if does_nothing(overlay)] == ["P38"]


def test_the_page_says_what_the_files_say():
    page = read(PAGE)
    before, rest = page.split(BEGIN)
    old, after = rest.split(END)
    wanted = "\n" + table() + "\n"
    if os.environ.get("PISTE_UPDATE_DOCS"):
        (repository.ROOT / PAGE).write_text(before + BEGIN + wanted + END + after, encoding="utf-8")
    else:
        assert old == wanted, "stale: write it anew with PISTE_UPDATE_DOCS=1"


GOOD = {"intervention": {**{word: "a curve" for word in WORDS}, "name": "p05-x", "lever": "P5", "predicted_source": "a", "side_effect_source": "a",
                         "intensity": 0.5, "intensity_range": [0.0, 1.0]},
        "effect": [{"path": "posts.*.stop", "factor": 0.5, "assumption": "why"}]}


def changed(**keys) -> dict:
    return {**GOOD, "intervention": {**GOOD["intervention"], **keys}}


@pytest.mark.parametrize("bad", [
    changed(title=""), changed(lever="P6"), changed(name="p05-y"), changed(predicted_source="a,b"), changed(assumed="one number"),
    changed(intensity=2.0, intensity_range=[0.0, 2.0]), changed(intensity_range=[0.6, 1.0]), changed(follows="what post 7 takes"),
    {**GOOD, "effect": [{"path": "posts.*.stop", "factor": 0.5}]}, {**GOOD, "effect": [{"path": "posts.*.stop", "assumption": "why"}]},
    {**GOOD, "effect": [{"path": "posts.*.stop", "factor": 0.5, "source": "b"}]},
    {**GOOD, "effect": [{"path": "place.gao.latitude", "set": 0.5, "assumption": "why"}]},
])
def test_a_bad_file_is_found(bad):
    assert problems("p05-x.toml", GOOD, {"a"}) == []
    assert problems("p05-x.toml", bad, {"a"}) != []
