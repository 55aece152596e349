"""The README says how many parameters are free and how many observations stand against them, and is right."""

from __future__ import annotations

import re

import repository

README = "README.md"
PARAMETERS = "docs/parameters.md"
MECHANISMS = "docs/mechanisms.md"
COMPARISONS = "analysis/piste_analysis/comparisons.py"
SCENARIO = "configs/scenarios/mali-2016.toml"
# Maps and calendars: they decide nothing, or are no guess about people.
NOT_FREE = {"place", "horizon", "link.distance", "link.travel_time"}
ASSUMED = re.compile(r"^\| `([\w.-]+)` \| ([^|]*) \|(.*)\| assumption: ", re.MULTILINE)
RANGE = re.compile(r"\[([^,\]]+), ([^\]]+)\]")
# Of these sections every rule is a mechanism's: whatever is free in them stands beside one, core or context.
ALL_NAMED = ("bandits", "border", "gate", "hostage", "learning", "news", "north", "roadblock", "truck", "vehicle", "way_on")
OF_CORE = re.compile(r"(\d+)\s+of\s+them\s+core\b")
SENTENCE = re.compile(r"(\d+)\s+free\s+parameters\s+\((?:some\s+)?(\d+)\s+numbers\b[^.]*?(\d+)\s+independent\s+observations", re.DOTALL)


def free(page: str) -> tuple[set[str], int]:
    """Parameters that rest on an assumption and may vary, coefficients of one kind counted once; and how many numbers they are."""
    kinds, numbers = set(), 0
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        kind, _, body = section.partition("\n")
        for name, _, rest in ASSUMED.findall(body):
            key = f"{kind.strip()}.{name.rpartition('.')[2]}"
            limits = RANGE.search(rest)
            if kind.strip() in NOT_FREE or key in NOT_FREE or not limits or limits[1] == limits[2]:
                continue
            kinds.add(key)
            numbers += 1
    return kinds, numbers


def named_by_mechanisms(page: str, *tiers: str) -> set[str]:
    """Parameters that stand beside a mechanism or an actor of these tiers: those by which it acts or is turned off."""
    rows = (row.split("|") for row in re.findall(r"^\| [MA]\d+ \|.*$", page, re.MULTILINE))
    return {name for row in rows if row[3].strip() in tiers for name in re.findall(r"`([a-z_]+\.[a-z_]+)`", row[5])}


def independent_observations(comparisons: str, scenario: str) -> set[str]:
    """Facts that a computed quantity is judged against, that no parameter rests on and that no assumption already gives."""
    blocks = re.findall(r"Quantity\((\"\w+\",.*?)\),\n(?=    Quantity|\)\n)", comparisons, re.DOTALL)
    assert len(blocks) > 10
    facts = set()
    for block in blocks:
        if "assumed=True" not in block and "in part from the assumed" not in block:
            facts |= set(re.findall(r'"(\w+)",\s*_(?:above|below|in_range)\b', block))
    return {fact for fact in facts if not re.search(rf'source = "(?:""\\\s*)?{fact}"', scenario)}


def test_the_readme_counts_rightly():
    files = repository.texts()
    found = SENTENCE.search(files[README])
    assert found, "the README says: N free parameters (M numbers) ... K independent observations"
    kinds, numbers = free(files[PARAMETERS])
    parameters = len(kinds)
    assert parameters > 50
    core = len(kinds & named_by_mechanisms(files[MECHANISMS], "core"))
    assert core > 20
    core_said = OF_CORE.search(files[README])
    assert core_said, "the README says: N of them core"
    assert abs(int(core_said[1]) - core) <= 0.1 * core, f"{core} free core parameters"
    observations = independent_observations(files[COMPARISONS], files[SCENARIO])
    said = tuple(map(int, found.groups()))
    # The README rounds, so that a new parameter does not always change it.
    assert abs(said[0] - parameters) <= 0.1 * parameters, f"{parameters} free parameters"
    assert abs(said[1] - numbers) <= 0.1 * numbers, f"{numbers} numbers"
    assert said[2] == len(observations), sorted(observations)


def test_nothing_that_a_rule_reads_is_left_out():
    files = repository.texts()
    kinds, _ = free(files[PARAMETERS])
    named = named_by_mechanisms(files[MECHANISMS], "core", "context")
    assert {kind.partition(".")[0] for kind in kinds} >= set(ALL_NAMED)
    assert sorted(kind for kind in kinds - named if kind.startswith(tuple(f"{section}." for section in ALL_NAMED))) == []


def test_what_is_counted():
    page = ("## gate\n\n| `taken_off` | 0.6 | probability | [0.0, 1.0] | 0 to 1 | that | assumption: one |\n"
            "| `tax` | 5 | CFA | [5, 5] | 0 to 9 | that | assumption: fixed |\n| `bribe` | 5 | CFA | [1, 9] | 0 to 9 | that | source: a |\n"
            "## link\n\n| `a.fare` | 5 | [1, 9] | assumption: b |\n| `c.fare` | 5 | [1, 9] | assumption: d |\n"
            "| `c.distance` | 5 | [1, 9] | assumption: e |\n## place\n\n| `a.latitude` | 5 | [1, 9] | assumption: b |\n")
    assert free(page) == ({"gate.taken_off", "link.fare"}, 3)
    mechanisms = ("| M1 | that | core | `model/gate.cpp` | `gate.taken_off`, `link.fare` |\n"
                  "| M2 | this | context | `model/gate.cpp` | `gate.tax` |\n| P1 | a lever | core | `gate.cpp` | `gate.bribe` |\n")
    assert named_by_mechanisms(mechanisms, "core") == {"gate.taken_off", "link.fare"}
    assert named_by_mechanisms(mechanisms, "core", "context") == {"gate.taken_off", "link.fare", "gate.tax"}
