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


def problems(page: str, parameters: set[str], exists) -> list[str]:
    found = []
    rows = ROW.findall(page)
    for letter, count in NUMBERS.items():
        numbers = sorted(int(number) for kind, number, _ in rows if kind == letter)
        if numbers != list(range(1, count + 1)):
            wrong = sorted(set(range(1, count + 1)) ^ set(numbers)) or sorted({n for n in numbers if numbers.count(n) > 1})
            found.append(f"{letter}: missing, doubled or unknown: {wrong}")
    for letter, number, rest in rows:
        name, cells = letter + number, [cell.strip() for cell in rest.split("|")]
        if not all(cells) or len(cells) != (2 if letter == "P" else 4):
            found.append(f"{name}: a cell is empty, or there are too many")
            continue
        if letter != "P":
            tier, where = cells[1], cells[2]
            if tier not in TIERS:
                found.append(f"{name}: {tier} is no tier")
            if (where == "nowhere") != (tier == "narrative"):
                found.append(f"{name}: narrative is what stands nowhere, and nothing else")
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
    assert problems(files[PAGE], parameters, lambda path: (repository.ROOT / path).exists()) == []


def test_most_rows_of_core_name_a_file_and_a_parameter():
    for letter, number, rest in ROW.findall(repository.texts()[PAGE]):
        cells = [cell.strip() for cell in rest.split("|")]
        if letter != "P" and cells[1] == "core":
            assert FILE.search(cells[2]), letter + number
        if letter == "M" and cells[1] == "core":
            assert any(PARAMETER.fullmatch(code) for code in IN_CODE.findall(cells[3])), letter + number


@pytest.mark.parametrize("row", [
    "| M1 | a | core | `model/gone.cpp` | `gate.taken_off` |", "| M1 | a | core | `model/gate.cpp` | `gate.gone` |",
    "| M1 | a | central | `model/gate.cpp` | `gate.taken_off` |", "| M1 | a | narrative | `model/gate.cpp` | what |",
    "| M1 | a | core | nowhere | `gate.taken_off` |", "| M1 | a | core | `model/gate.cpp` |  |",
    "| M2 | a | core | `model/gate.cpp` | `gate.taken_off` |", "| M94 | a | core | `model/gate.cpp` | `gate.taken_off` |",
])
def test_a_wrong_row_is_found(row):
    page = repository.texts()[PAGE]
    first = re.search(r"^\| M1 \|.*$", page, re.MULTILINE).group()
    parameters = described(fields_of_scenario(repository.texts()))
    assert problems(page.replace(first, row), parameters, lambda path: (repository.ROOT / path).exists()) != []
