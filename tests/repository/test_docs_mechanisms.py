"""Every mechanism, actor and lever of the evidence stands once on docs/mechanisms.md, with files and parameters that exist."""

from __future__ import annotations

import re

import pytest
import repository

PAGE = "docs/mechanisms.md"
NUMBERS = {"M": 93, "A": 42, "P": 39}  # of the evidence
TIERS = ("core", "context", "narrative")
ROW = re.compile(r"^\| ([MAP])(\d+) \|(.*)\|$", re.MULTILINE)
IN_CODE = re.compile(r"`([^`]+)`")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
PARAMETER = re.compile(r"([a-z_]+)\.([a-z_0-9]+)")
PLAN = "docs/patterns-plan.md"
FACTS = "configs/evidence/facts.csv"
COMPARISONS = "analysis/piste_analysis/comparisons.py"
PATTERN = re.compile(r"\b[TX]\d+\b")
NOTHING = "nothing: "
NO_ENTRY = "-"


def described(fields: str) -> set[str]:
    """Every parameter, as table.key, and every table and section, by the list that configurations are read with."""
    body_of = dict(re.findall(r"void describe\(V& v, (\w+)& \w+\)\n\{\n(.*?)^\}", fields, re.MULTILINE | re.DOTALL))
    scenario = repository.texts()["model/scenario.hpp"]
    struct_of = {member: struct for struct, member in re.findall(r"^    (?:std::vector<)?(\w+)>? (\w+);", scenario, re.MULTILINE)}
    found = set()
    for name, member in re.findall(r'v\.(?:table|section)\("(\w+)", scenario\.(\w+)', fields):
        body = body_of.get(struct_of.get(member, ""), "")
        found |= {name, *(f"{name}.{key}" for key in re.findall(r'v\.\w+\(\s*"(\w+)"', body))}
    return found


def printed(page: str) -> set[str]:
    """Every parameter that the page of parameters prints, as section.key: also of sections that several functions describe."""
    found = set()
    for section, body in re.findall(r"^## (\w+)$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL):
        found |= {section, *(f"{section}.{key}" for key in re.findall(r"^\| `(\w+)` \|", body, re.MULTILINE))}
    return found


def fields_of_scenario(files: dict[str, str]) -> str:
    return "".join(text for path, text in sorted(files.items()) if re.fullmatch(r"model/\w+_fields\.hpp", path))


def known_to_notice(files: dict[str, str]) -> set[str]:
    """Patterns of the plan, and facts that the analysis sets beside a run and judges it by: of these alone an absence can show."""
    judged = set(re.findall(r'"(\w+)",\s*_(?:above|below|in_range)\b', files[COMPARISONS]))
    facts = {line.partition(",")[0] for line in files[FACTS].splitlines()[1:]}
    return set(re.findall(r"^### ([TX]\d+)\.", files[PLAN], re.MULTILINE)) | (judged & facts)


def problems_of_noticing(name: str, tier: str, noticed: str, notices: set[str]) -> list[str]:
    if tier != "core":
        return [] if noticed == NO_ENTRY else [f"{name}: only what is core says what would notice its absence"]
    named = set(PATTERN.findall(noticed)) | set(IN_CODE.findall(noticed))
    found = [f"{name}: {one} is no pattern of the plan, and no fact that a run is judged by" for one in sorted(named - notices)]
    if not named and not noticed.startswith(NOTHING):
        found.append(f"{name}: names no pattern and no fact that would notice its absence, and does not say \"{NOTHING}...\"")
    return found


def problems(page: str, parameters: set[str], notices: set[str], exists) -> list[str]:
    found = []
    rows = ROW.findall(page)
    for letter, count in NUMBERS.items():
        numbers = sorted(int(number) for kind, number, _ in rows if kind == letter)
        if numbers != list(range(1, count + 1)):
            wrong = sorted(set(range(1, count + 1)) ^ set(numbers)) or sorted({n for n in numbers if numbers.count(n) > 1})
            found.append(f"{letter}: missing, doubled or unknown: {wrong}")
    for letter, number, rest in rows:
        name, cells = letter + number, [cell.strip() for cell in rest.split("|")]
        if not all(cells) or len(cells) != (2 if letter == "P" else 5):
            found.append(f"{name}: a cell is empty, or there are too many")
            continue
        if letter != "P":
            tier, where = cells[1], cells[2]
            if tier not in TIERS:
                found.append(f"{name}: {tier} is no tier")
            if (where == "nowhere") != (tier == "narrative"):
                found.append(f"{name}: narrative is what stands nowhere, and nothing else")
            found += problems_of_noticing(name, tier, cells[4], notices)
        for code in IN_CODE.findall(rest):
            if FILE.fullmatch(code) and not exists(code):
                found.append(f"{name}: names {code}, which does not exist")
            elif PARAMETER.fullmatch(code) and code not in parameters:
                found.append(f"{name}: names {code}, which is no parameter")
    return found


def test_every_mechanism_actor_and_lever_stands_once_with_what_exists():
    files = repository.texts()
    parameters = described(fields_of_scenario(files)) | printed(files["docs/parameters.md"])
    assert len(parameters) > 100 and "link.ambush_per_day" in parameters
    assert problems(files[PAGE], parameters, known_to_notice(files), lambda path: (repository.ROOT / path).exists()) == []


def test_most_rows_of_core_name_a_file_and_a_parameter():
    for letter, number, rest in ROW.findall(repository.texts()[PAGE]):
        cells = [cell.strip() for cell in rest.split("|")]
        if letter != "P" and cells[1] == "core":
            assert FILE.search(cells[2]), letter + number
        if letter == "M" and cells[1] == "core":
            assert any(PARAMETER.fullmatch(code) for code in IN_CODE.findall(cells[3])), letter + number


def test_what_can_notice_is_known():
    notices = known_to_notice(repository.texts())
    assert {"T1", "T44", "X10", "inkhalil_to_talhandak", "gao_entry_revenue_implied"} <= notices
    assert not {"T20", "X11", "ghetto_stay_rule_", "gao_handover"} & notices  # the last has no figure to agree with


@pytest.mark.parametrize(("row", "word"), [
    ("| M1 | a | core | `model/gone.cpp` | `gate.taken_off` | T1 |", "model/gone.cpp"),
    ("| M1 | a | core | `model/gate.cpp` | `gate.gone` | T1 |", "gate.gone"),
    ("| M1 | a | central | `model/gate.cpp` | `gate.taken_off` | - |", "central"),
    ("| M1 | a | narrative | `model/gate.cpp` | what | - |", "narrative"),
    ("| M1 | a | core | nowhere | `gate.taken_off` | T1 |", "narrative"),
    ("| M1 | a | core | `model/gate.cpp` |  | T1 |", "empty"), ("| M1 | a | core | `model/gate.cpp` | `gate.taken_off` |", "empty"),
    ("| M1 | a | core | `model/gate.cpp` | `gate.taken_off` | - |", "names no pattern"),
    ("| M1 | a | core | `model/gate.cpp` | `gate.taken_off` | surely some |", "names no pattern"),
    ("| M1 | a | core | `model/gate.cpp` | `gate.taken_off` | T20 |", "T20"),
    ("| M1 | a | core | `model/gate.cpp` | `gate.taken_off` | T1, `no_such_fact` |", "no_such_fact"),
    ("| M1 | a | context | `model/gate.cpp` | `gate.taken_off` | T1 |", "only what is core"),
    ("| M2 | a | core | `model/gate.cpp` | `gate.taken_off` | T1 |", "M: missing"),
    ("| M94 | a | core | `model/gate.cpp` | `gate.taken_off` | T1 |", "M: missing"),
])
def test_a_wrong_row_is_found(row, word):
    files = repository.texts()
    first = re.search(r"^\| M1 \|.*$", files[PAGE], re.MULTILINE).group()
    parameters = described(fields_of_scenario(files))
    found = problems(files[PAGE].replace(first, row), parameters, known_to_notice(files), lambda path: (repository.ROOT / path).exists())
    assert any(word in problem for problem in found)


def test_a_core_row_may_say_that_nothing_notices_it():
    assert problems_of_noticing("A1", "core", "nothing: no figure tells", set()) == []
    assert problems_of_noticing("A1", "core", "T1 of the way; nothing: of the price", {"T1"}) == []
