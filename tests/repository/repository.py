"""The files of this repository as the checks see them: a dictionary from path to text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEVER = {".git", "build", "__pycache__", ".pytest_cache", "quickstart-output"}


def paths() -> list[str]:
    """What git knows or would take up; every file where there is no git."""
    try:
        listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
                                check=True, capture_output=True).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")]
    return sorted(name for name in names if (ROOT / name).is_file() and not NEVER & set(Path(name).parts))


def texts() -> dict[str, str]:
    """Every text file; a file that is not UTF-8 is left out."""
    found = {}
    for path in paths():
        try:
            found[path] = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def sources(files: dict[str, str], *folders: str) -> dict[str, str]:
    """The C++ files below these folders (all if none is named)."""
    return {path: text for path, text in files.items()
            if path.endswith((".cpp", ".hpp")) and (not folders or path.startswith(tuple(f"{f}/" for f in folders)))}


_NOT_CODE = re.compile(r"""
      //[^\n]* | /\*.*?\*/                                     # comments
    | R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"                     # raw strings
    | "(?:[^"\\\n]|\\.)*"                                      # strings
    | (?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+'                      # characters, but not the marks inside 10'000
    """, re.VERBOSE | re.DOTALL)


def code_only(text: str) -> str:
    """The text without comments, and with strings and characters emptied; lines keep their numbers."""
    def emptied(match: re.Match) -> str:
        return ("" if match.group().startswith("/") else '""') + "\n" * match.group().count("\n")
    return _NOT_CODE.sub(emptied, text)


def line_of(text: str, position: int) -> int:
    """The number of the line, from 1, on which a position of a text lies."""
    return text.count("\n", 0, position) + 1
