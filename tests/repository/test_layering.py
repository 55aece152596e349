"""Dependencies point one way: model <- config, results, ensemble <- commands <- piste; libraries stay behind one file each."""

from __future__ import annotations

import re

import pytest
import repository

# Who may include what of ours, by folder. The order is that of CMakeLists.txt and runners/CMakeLists.txt.
MAY_INCLUDE = {
    "model": {"model"},
    "runners/config": {"model", "runners/config"},
    "runners/results": {"model", "runners/results"},
    "runners/ensemble": {"model", "runners/ensemble"},
    "runners/procedures": {"runners/procedures"},
    "runners/commands": {"model", "runners/config", "runners/results", "runners/ensemble", "runners/procedures", "runners/commands"},
    "runners": {"runners/commands"},
}
# A library is known to these files only.
KNOWN_ONLY_TO = {
    r"mpi\.h": r"runners/ensemble/mpi_session\.cpp",
    r"hdf5(_hl)?\.h": r"runners/results/hdf5_(handle|comparison|storage)\.[ch]pp",
    r"toml\+\+/.*": r"runners/config/\w+\.cpp",
    r"xxhash\.h": r"runners/(config|results)/\w+\.cpp",
    r"boost/math/.*": r"runners/procedures/constants\.cpp",
    r"boost/program_options.*": r"runners/commands/command_(line\.cpp|options\.[ch]pp)",
    r"Random123/.*": r"model/\w+\.[ch]pp",
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def problems(files: dict[str, str]) -> list[str]:
    found = []
    for path, text in repository.sources(files, "model", "runners").items():
        for bracket, name in INCLUDE.findall(text):
            found += [f"{path}: includes {name}: {why}" for why in wrong_with(path, bracket, name)]
    return found + circles(files)


def wrong_with(path: str, bracket: str, name: str) -> list[str]:
    if bracket == '"':
        if folder_of(path) not in MAY_INCLUDE:
            return [f"nobody has said what {folder_of(path)} may include (tests/repository/test_layering.py)"]
        allowed = MAY_INCLUDE[folder_of(path)]
        return [] if folder_of(name) in allowed else [f"{folder_of(path)} may include {', '.join(sorted(allowed))} only"]
    why = [f"only {where} may" for library, where in KNOWN_ONLY_TO.items()
           if re.fullmatch(library, name) and not re.fullmatch(where, path)]
    is_standard = re.fullmatch(r"[a-z_]+", name) is not None
    if path.startswith("model/") and not is_standard and not name.startswith("Random123/"):
        why.append("the model uses the standard library and Random123 only")
    return why


def circles(files: dict[str, str]) -> list[str]:
    """Files that include themselves in the end."""
    ours = repository.sources(files, "model", "runners")
    includes = {path: [name for bracket, name in INCLUDE.findall(text) if bracket == '"' and name in ours]
                for path, text in ours.items()}
    found, finished = [], set()

    def follow(path: str, way: list[str]) -> None:
        if path in way:
            found.append("a circle of includes: " + " -> ".join([*way[way.index(path):], path]))
        elif path not in finished:
            for name in includes[path]:
                follow(name, [*way, path])
            finished.add(path)

    for path in includes:
        follow(path, [])
    return found


def test_dependencies_point_one_way():
    files = repository.texts()
    assert len(repository.sources(files, "model")) > 10 and len(repository.sources(files, "runners")) > 20
    assert problems(files) == []


@pytest.mark.parametrize(("path", "line"), [
    ("model/yard.cpp", '#include "runners/config/document.hpp"'),
    ("model/yard.cpp", '#include "../model/world.hpp"'),
    ("model/yard.cpp", "#include <mpi.h>"),
    ("model/yard.cpp", "#include <hdf5.h>"),
    ("model/yard.cpp", "#include <boost/container/flat_map.hpp>"),
    ("model/yard.cpp", "#include <unistd.h>"),
    ("runners/config/document.cpp", '#include "runners/results/digest.hpp"'),
    ("runners/results/digest.cpp", '#include "runners/ensemble/ensemble.hpp"'),
    ("runners/results/digest.cpp", '#include "runners/config/document.hpp"'),
    ("runners/ensemble/ensemble.cpp", '#include "runners/commands/plan.hpp"'),
    ("runners/ensemble/session.cpp", "  #  include <mpi.h>"),
    ("runners/results/digest.cpp", "#include <hdf5_hl.h>"),
    ("runners/commands/plan.cpp", "#include <toml++/toml.h>"),
    ("runners/commands/plan.cpp", "#include <boost/program_options/variables_map.hpp>"),
    ("runners/commands/plan.cpp", "#include <Random123/philox.h>"),
    ("runners/commands/until.cpp", "#include <boost/math/distributions/students_t.hpp>"),
    ("runners/procedures/good_selection.cpp", '#include "model/outcome.hpp"'),
    ("runners/elsewhere/new.cpp", '#include "model/world.hpp"'),
    ("runners/commands/plan.cpp", '#include "tests/support/tiny_world.hpp"'),
])
def test_a_wrong_include_is_found(path, line):
    assert len(problems({path: f"// Good.\n#include <vector>\n{line}\n"})) >= 1


def test_a_circle_is_found():
    files = {"model/a.hpp": '#include "model/b.hpp"\n', "model/b.hpp": '#include "model/a.hpp"\n'}
    assert problems(files) == ["a circle of includes: model/a.hpp -> model/b.hpp -> model/a.hpp"]
