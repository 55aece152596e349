"""What documents point at exists: links, paths of files, and the commands at the top of the README."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

import pytest
import repository

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# A file of ours, named in code type: `docs/odd.md`, `model/yard.cpp`. Patterns such as `tests/*.py` are not files.
PATH_IN_TEXT = re.compile(r"`((?:model|runners|configs|analysis|tests|docs|slurm|cmake|\.ci)/[\w./-]*\w)`")
WAY_OF_SPEAKING = re.compile(r"\b(?:ses" r"sion \d|hel" r"per \d|sub" r"agent|language mo" r"del|chat" r"bot|as an A" r"I)\b", re.IGNORECASE)


def markdown(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path.endswith(".md")}


def anchor(heading: str) -> str:
    """The anchor that a web page gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def broken_links(files: dict[str, str], exists=lambda path: (repository.ROOT / path).exists()) -> list[str]:
    found = []
    for path, text in markdown(files).items():
        for target in LINK.findall(CODE_BLOCK.sub("", text)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, part = target.partition("#")
            there = os.path.normpath(PurePosixPath(path).parent / file) if file else path
            if not exists(there):
                found.append(f"{path}: links to {target}, which does not exist")
            elif part and there in files and part not in map(anchor, HEADING.findall(files[there])):
                found.append(f"{path}: links to {target}, where no heading has that name")
    return found


def missing_files(files: dict[str, str], exists=lambda path: (repository.ROOT / path).exists()) -> list[str]:
    return [f"{path}: names {name}, which does not exist"
            for path, text in markdown(files).items() for name in PATH_IN_TEXT.findall(text) if not exists(name)]


def test_links_lead_somewhere():
    assert broken_links(repository.texts()) == []


def test_files_that_are_named_exist():
    files = repository.texts()
    assert sum(len(PATH_IN_TEXT.findall(text)) for text in markdown(files).values()) > 40
    assert missing_files(files) == []


@pytest.mark.parametrize(("text", "problems"), [
    ("[b](b.md)", 0), ("[b](b.md#two-words)", 0), ("[web](https://example.org/x)", 0), ("[me](#one)", 0),
    ("```\n[not](a-link)\n```", 0), ("[b](c.md)", 1), ("[b](b.md#three)", 1), ("[me](#two)", 1), ("![a](no.png)", 1),
])
def test_a_broken_link_is_found(text, problems):
    files = {"docs/a.md": f"# One\n{text}\n", "docs/b.md": "# Two words\n"}
    assert len(broken_links(files, lambda path: path in files)) == problems


def test_a_missing_file_is_found():
    files = {"docs/a.md": "`docs/a.md` and `model/*.cpp` are here, `model/gone.cpp` is not.\n"}
    assert missing_files(files, lambda path: path in files) == ["docs/a.md: names model/gone.cpp, which does not exist"]


def first_code_block(text: str) -> list[str]:
    """The lines of the first code block, without what follows a number sign."""
    block = CODE_BLOCK.search(text)
    lines = block.group().splitlines()[1:-1] if block else []
    return [line.partition("#")[0].strip() for line in lines if line.partition("#")[0].strip()]


def test_the_readme_begins_with_two_commands_that_exist():
    text = (repository.ROOT / "README.md").read_text(encoding="utf-8")
    assert text.splitlines()[2] == "```", "the commands stand directly under the title"
    assert first_code_block(text) == ["runners/quickstart", "tests/run"]
    for command in first_code_block(text):
        assert os.access(repository.ROOT / command, os.X_OK), f"{command} cannot be executed"


def test_the_readme_is_short():
    assert len((repository.ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_configurations_that_commands_name_exist():
    named = {match for path, text in markdown(repository.texts()).items() for block in CODE_BLOCK.findall(text)
             for match in re.findall(r"configs/[\w/-]+\.toml", block)}
    assert named and [path for path in sorted(named) if not (repository.ROOT / path).is_file()] == []


def test_the_documents_of_a_repository_are_there():
    for path in ("README.md", "LICENSE", "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md", "docs/odd.md", "docs/architecture.md",
                 "docs/reproducibility.md", "docs/results.md", "docs/ethics.md", "model/README.md"):
        assert (repository.ROOT / path).is_file(), path
    assert "BSD 3-Clause" in Path(repository.ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_changelog_says_what_happened_to_results():
    text = (repository.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert releases[0].startswith("Unreleased")
    for release in releases[1:]:
        assert re.search(r"^Results: .", release, re.MULTILINE), release.splitlines()[0]


def test_versions_agree():
    build = re.search(r"project\(Piste VERSION ([\d.]+)", (repository.ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    citation = re.search(r"^version: ([\d.]+)$", (repository.ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    changelog = (repository.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert build and citation and build.group(1) == citation.group(1)
    assert f"\n## {build.group(1)}" in changelog


def test_decisions_are_numbered_and_say_how_they_stand():
    paths = [path for path in repository.paths() if path.startswith("docs/decisions/")]
    numbers = [int(Path(path).name[:4]) for path in paths]
    assert numbers == sorted(set(numbers)), "no number is given twice; one may be missing while work on it goes on"
    for number, path in zip(numbers, paths):
        text = (repository.ROOT / path).read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ") and "\nStatus: " in text, path


def test_documents_speak_of_the_work_only():
    found = [f"{path}:{repository.line_of(text, match.start())}: {match.group()}"
             for path, text in markdown(repository.texts()).items() for match in WAY_OF_SPEAKING.finditer(text)]
    assert found == []


def test_labels_of_tests_are_explained():
    labels = set()
    for path, text in repository.texts().items():
        if path.startswith("tests/") and path.endswith("CMakeLists.txt"):
            for words in re.findall(r'\bLABELS\s+("[^"]+"|\w+)', text):
                labels |= set(words.strip('"').split(";"))
    text = (repository.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    explained = {label for cell in re.findall(r"^\| (`[^|]*`) \|", text[text.index("## Tests"):], re.MULTILINE)
                 for label in re.findall(r"`(\w+)`", cell)}
    assert len(labels) > 4 and labels <= explained, labels - explained
