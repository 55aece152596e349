"""The model's description and the model say the same: sections and files, the schedule, names, purposes, mechanisms."""

from __future__ import annotations

import csv
import re

import repository

FIRST_LINE = re.compile(r"// ODD (\d+(?:\.\d+)?)(?: ([^\n:]+))?")
ELEMENTS = ["1 Purpose and patterns", "2 Entities, state variables, and scales", "3 Process overview and scheduling",
            "4 Design concepts", "5 Initialization", "6 Input data", "7 Submodels"]
CONCEPTS = ["Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
            "Stochasticity", "Collectives", "Observation"]
MECHANISMS = 93


def read(path: str) -> str:
    return (repository.ROOT / path).read_text(encoding="utf-8")


ODD = read("docs/odd.md")


def section(text: str, heading: str) -> str:
    """What stands under a heading that begins so, up to the next of its level or above."""
    begin = re.search(rf"^(#+) {re.escape(heading)}.*$", text, re.MULTILINE)
    assert begin, heading
    end = re.search(rf"^#{{1,{len(begin.group(1))}}} ", text[begin.end():], re.MULTILINE)
    return text[begin.start():begin.end() + end.start()] if end else text[begin.start():]


def submodels() -> dict[str, str]:
    """Number of each submodel's section -> its title."""
    return dict(re.findall(r"^### (7\.\d+) (.+)$", ODD, re.MULTILINE))


def test_the_elements_of_the_protocol_are_there_in_order():
    headings = [heading for heading in re.findall(r"^## (.+)$", ODD, re.MULTILINE) if heading[0].isdigit()]
    assert headings == ELEMENTS
    assert re.findall(r"^\*\*(.+?)\.\*\* ", section(ODD, "4 Design concepts"), re.MULTILINE) == CONCEPTS
    assert list(submodels()) == [f"7.{number}" for number in range(1, len(submodels()) + 1)] and len(submodels()) > 10


def test_submodels_and_files_name_each_other():
    for number, title in submodels().items():
        named = re.findall(r"`(model/\w+\.cpp)`", re.search(r"^Files?: .*?\n\n", section(ODD, number + " "), re.MULTILINE | re.DOTALL)
                           .group())
        assert named, number
        for path in named:
            assert (repository.ROOT / path).is_file(), f"{number} names {path}"
            first = FIRST_LINE.match(read(path))
            assert first and first.group(1) == number and first.group(2) == title, f"{path} names its section: {number} {title}"


def test_every_file_that_names_a_section_is_in_the_description():
    for path, text in repository.sources(repository.texts(), "model").items():
        first = FIRST_LINE.match(text)
        if first:
            number = first.group(1)
            assert f"`{path}`" in section(ODD, number + " "), f"{path} says ODD {number}, where it is not named"


def test_submodels_declared_under_a_section_are_those_of_the_file():
    declared = dict(re.findall(r"^// (7\.\d+) .*?\((\w+)\.cpp", read("model/submodels.hpp"), re.MULTILINE))
    declared["7.7"] = declared.get("7.7", "hubs")
    for number, title in submodels().items():
        assert declared.get(number, "") and f"`model/{declared[number]}.cpp`" in section(ODD, number + " "), f"{number} {title}"


def test_the_schedule_is_that_of_the_code():
    code = read("model/simulation.cpp")
    overview = section(ODD, "3 Process overview and scheduling")
    begin_day = re.search(r"void begin_day\(.*?^}", code, re.MULTILINE | re.DOTALL).group()
    calls = [call for call in re.findall(r"^    (\w+)\(run\);", begin_day, re.MULTILINE)]
    assert calls and re.findall(r"^        (\w+) +7\.\d+", overview, re.MULTILINE) == calls
    enumeration = re.search(r"enum class EventKind.*?\{(.*?)\};", read("model/event_queue.hpp"), re.DOTALL).group(1)
    kinds = re.findall(r"^    (\w+),", enumeration, re.MULTILINE)
    assert len(kinds) > 10 and re.findall(r"^\| `(\w+)` \|", overview, re.MULTILINE) == kinds


def fields_of(path: str, name: str) -> list[str]:
    body = re.search(rf"^struct {name} \{{\n(.*?)^\}};", read(path), re.MULTILINE | re.DOTALL).group(1)
    return re.findall(r"^    (?!static)[\w:<>]+ (\w+)(?: = [^;]+)?;", body, re.MULTILINE)


def test_every_state_variable_is_described():
    described = set(re.findall(r"`(\w+)`", section(ODD, "2 Entities")))
    traits = re.search(r"enum class Trait.*?\{(.*?)\};", read("model/population.hpp"), re.DOTALL).group(1)
    people = fields_of("model/population.hpp", "Person")
    bits = re.findall(r"^    (\w+) =", traits, re.MULTILINE)
    others = [field for name in ("Vehicle", "Queue") for field in fields_of("model/run.hpp", name)]
    assert len(people) > 15 and len(bits) > 10 and len(others) > 10
    assert [name for name in people + bits + others if name not in described] == []


def test_every_purpose_is_listed_with_its_number():
    code = re.findall(r"^    (\w+) = (\d+),", read("model/random_purpose.hpp"), re.MULTILINE)
    page = re.findall(r"^\| (\d+) \| `(\w+)` \|", read("docs/reproducibility.md"), re.MULTILINE)
    assert len(code) > 20 and page == [(number, name) for name, number in code]


def test_facts_that_are_cited_exist():
    facts = {row["id"] for row in csv.DictReader(read("configs/evidence/facts.csv").splitlines())}
    sources = " ".join(re.findall(r"^- \*Sources:\*.*?(?=^- |\Z|\n\n)", section(ODD, "7 Submodels"), re.MULTILINE | re.DOTALL))
    cited = [name for name in re.findall(r"`(\w+)`", sources)]
    assert len(cited) > 40 and [name for name in cited if name not in facts] == []


def fields_of_scenario() -> str:
    """All that describes parameters: model/scenario_fields.hpp and the files beside it that it includes."""
    return "".join(read(path) for path in sorted(repository.paths()) if re.fullmatch(r"model/\w+_fields\.hpp", path))


def test_parameters_that_are_named_exist():
    fields = fields_of_scenario()
    keys = set(re.findall(r'v\.\w+\("(\w+)"', fields))
    kinds = set(re.findall(r'v\.(?:table|section)\("(\w+)"', fields))
    named = re.findall(r"`(\w+)\.(\w+|\*)`", section(ODD, "7 Submodels"))
    assert len(named) > 20
    assert [f"{kind}.{key}" for kind, key in named if kind not in kinds or (key != "*" and key not in keys)] == []


def keys_of_scenario() -> dict[str, list[str]]:
    """The numbers and choices of each table and section, as the descriptions of fields give them; plain structure apart."""
    fields, scenario = fields_of_scenario(), read("model/scenario.hpp")
    members = {member: struct for struct, member in
               re.findall(r"^    (?:std::vector<)?(\w+)>? (\w+);", section_of_struct(scenario, "Scenario"), re.MULTILINE)}
    bodies: dict[str, str] = {}  # a long description may be written in parts
    for struct, body in re.findall(r"void describe\w*\(V& v, (\w+)& \w+\)\n\{\n(.*?)^\}", fields, re.MULTILINE | re.DOTALL):
        bodies[struct] = bodies.get(struct, "") + body
    number = re.compile(r'v\.(?:amount|real|probability|ratio|shares|choice)\(\s*"(\w+)"')
    return {kind: number.findall(bodies[members[member]])
            for kind, member in re.findall(r'v\.(?:table|section)\("(\w+)", scenario\.(\w+)', fields)}


def section_of_struct(text: str, name: str) -> str:
    return re.search(rf"^struct {name} \{{\n(.*?)^\}};", text, re.MULTILINE | re.DOTALL).group(1)


def test_every_parameter_is_described():
    described = {word for name in re.findall(r"`([\w.]+)`", ODD) for word in name.split(".")}
    keys = keys_of_scenario()
    assert sum(map(len, keys.values())) > 100
    for_maps_only = {"place.latitude", "place.longitude", "link.distance"}
    assert [f"{kind}.{key}" for kind, names in keys.items() for key in names
            if key not in described and f"{kind}.{key}" not in for_maps_only] == []


def test_every_mechanism_is_in_or_left_out():
    mechanisms = section(ODD, "Mechanisms of the evidence")
    numbers = [int(number) for number in re.findall(r"^\| M(\d+) \|", mechanisms, re.MULTILINE)]
    assert sorted(numbers) == list(range(1, MECHANISMS + 1))
    for row in re.findall(r"^\| M\d+ \|.*$", mechanisms, re.MULTILINE):
        assert all(cell.strip() for cell in row.strip("|").split("|")) and row.count("|") == 4, row


def test_the_reading_order_leaves_nothing_out():
    order = read("model/README.md")
    named = set(re.findall(r"`(\w+)\.[ch]pp`", order))
    stems = {path.removeprefix("model/").rpartition(".")[0] for path in repository.paths()
             if path.startswith("model/") and path.endswith((".cpp", ".hpp"))}
    assert stems - named == set(), "model/README.md does not name these"
    for name in re.findall(r"`(\w+\.[ch]pp)`", order):
        assert (repository.ROOT / "model" / name).is_file(), f"model/README.md names {name}"
