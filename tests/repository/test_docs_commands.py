"""The commands that the README shows are carried out as they stand there, but for the building and with fewer runs."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
import repository

BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = "build/release/piste"
ANALYSIS = "PYTHONPATH=analysis /usr/bin/python3 "


def commands(text: str) -> list[str]:
    """Lines of the README's code blocks that use the program or the analysis, in order, without remarks."""
    lines = [line.partition("#")[0].strip() for block in BLOCK.findall(text) for line in block.splitlines()]
    return [line for line in lines if line.startswith((PROGRAM, "cd ", ANALYSIS))]


def shortened(command: str) -> str:
    """Fewer runs: of replicates, and of parameter points."""
    if command.startswith(PROGRAM + " run"):
        return command + (" --replicates 1" if "levers" in command else " --replicates 3") + " --progress none"
    return re.sub(r"--number \d+", "--number 2", command)


@pytest.fixture
def folder(tmp_path):
    """A place that looks like the repository, so that nothing is written into it."""
    (tmp_path / "build/release").mkdir(parents=True)
    (tmp_path / PROGRAM).symlink_to(os.environ["PISTE_EXECUTABLE"])
    (tmp_path / "configs").symlink_to(repository.ROOT / "configs")
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis/piste_analysis").symlink_to(repository.ROOT / "analysis/piste_analysis")
    return tmp_path


def test_the_commands_of_the_readme_work(folder):
    found = commands((repository.ROOT / "README.md").read_text(encoding="utf-8"))
    assert sum(command.startswith(PROGRAM) for command in found) >= 5 and any(command.startswith(ANALYSIS) for command in found)
    script = "set -e\n" + "\n".join(map(shortened, found))
    environment = {**os.environ, "MPLCONFIGDIR": str(folder)}
    done = subprocess.run(["bash", "-x", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    assert (folder / "results.h5").is_file() and (folder / "report.html").is_file()


def test_every_command_of_the_program_is_shown():
    listed = subprocess.run([os.environ["PISTE_EXECUTABLE"], "--help"], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^  (\w+) +\S", listed[listed.index("Commands:"):], re.MULTILINE)
    text = (repository.ROOT / "README.md").read_text(encoding="utf-8")
    assert len(names) >= 6 and [name for name in names if f"piste {name}" not in text] == []
