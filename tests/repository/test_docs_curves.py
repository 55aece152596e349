"""The page on curves shows what its commands print; every lever of unknown size stands in the experiment of curves.

PISTE_UPDATE_DOCS=1 writes the printed part of docs/curves.md anew. Its directions are those of the results when it was written, as the
page says: what is compared is everything else, so that a change of the model does not make the page wrong.
"""

from __future__ import annotations

import os
import subprocess
import tomllib

import repository

PAGE = repository.ROOT / "docs" / "curves.md"
BEGIN, END = "<!-- What follows is printed by the commands that it shows: tests/repository/test_docs_curves.py -->\n", "<!-- End of what is printed. -->\n"
COMMANDS = ("build/release/piste run configs/experiments/niger-closure-curve.toml --replicates 4 -o closure.h5",
            "PYTHONPATH=analysis /usr/bin/python3 -m piste_analysis curve closure.h5 --brief --against stranded")
LABELS = 28   # columns
CONFIGS = repository.ROOT / "configs"


def experiment(name: str) -> dict:
    return tomllib.loads((CONFIGS / "experiments" / f"{name}.toml").read_text(encoding="utf-8"))


def headers() -> dict[str, dict]:
    found = [tomllib.loads(path.read_text(encoding="utf-8"))["intervention"] for path in sorted((CONFIGS / "interventions").glob("*.toml"))]
    return {header["name"]: header for header in found}


def printed(folder) -> str:
    run, curve = (command.replace("build/release/piste", os.environ["PISTE_EXECUTABLE"]).replace("closure.h5", str(folder / "closure.h5"))
                  for command in COMMANDS)
    subprocess.run(f"{run} --progress none", shell=True, cwd=repository.ROOT, check=True, capture_output=True)
    return subprocess.run(curve, shell=True, cwd=repository.ROOT, check=True, capture_output=True, text=True).stdout


def form(text: str) -> list[str]:
    """What is printed without its directions: the lines above the tables, and the labels in these."""
    above, tables = text.split("Harm to people", 1)
    labels = [line[:LABELS].strip() for line in tables.split("Different harms")[0].splitlines()]
    return [*above.splitlines(), *(label for label in labels if label)]


def test_every_lever_of_unknown_size_is_a_curve():
    unknown = [name for name, header in headers().items() if "curve" in header["assumed"]]
    listed = [item.partition(":") for item in experiment("lever-curves")["interventions"] if item != "base"]
    assert sorted(name for name, _, _ in listed) == unknown
    for name, _, intensities in listed:
        tried = [float(one) for one in intensities.split(",")]
        assert len(tried) >= 4 and max(tried) == headers()[name]["intensity_range"][1], name


def test_the_closure_is_over_the_whole_range_of_the_share_that_diverts():
    scenario = tomllib.loads((CONFIGS / "scenarios" / "mali-2016.toml").read_text(encoding="utf-8"))
    values = [row[0] for row in experiment("niger-closure-curve")["points"]["rows"]]
    assert values[0] == 0 and values[-1] == scenario["population"]["diverted_share"]["range"][1] and len(values) >= 5


def test_the_page_shows_what_the_commands_print(tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    old, after = rest.split(END)
    wanted = "\n```\n" + "\n".join(COMMANDS) + "\n```\n\n```text\n" + printed(tmp_path) + "```\n\n"
    if os.environ.get("PISTE_UPDATE_DOCS"):
        PAGE.write_text(before + BEGIN + wanted + END + after, encoding="utf-8")
    else:
        assert form(old) == form(wanted), "stale: write it anew with PISTE_UPDATE_DOCS=1"
