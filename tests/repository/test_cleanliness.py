"""Nothing here belongs to one machine, and nothing is left for later."""

from __future__ import annotations

import ipaddress
import re

import pytest
import repository

# Written in pieces, so that this file does not contain what it forbids.
LATER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
OWN_PATH = re.compile(r"(?<![\w.$}~/])/(?:home|Users|root|work|scratch|mnt)/[\w.-]+|(?<![\w.$}/])/tmp/(?:build|piste|work)[\w-]*")
MACHINES_OF_ONE_HOUSE = re.compile(
    r"https?://[\w.-]*\b(?:proxy|mirror|mirrors|registry|artifactory|nexus|internal|intranet|local|lan|corp)\b[\w.:-]*", re.IGNORECASE)
HOST_AND_PORT = re.compile(r"\b(?:localhost|[a-z][\w-]*(?:\.[a-z][\w-]*)+):\d{2,5}\b(?!:)")
FOUR_NUMBERS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
SOURCE_POSITION = re.compile(r"\.(?:toml|cpp|hpp|py|md|csv|h5|nc|txt|json)(?::\d+)+$")
THE_SAME_EVERYWHERE = {"127.0.0.1", "0.0.0.0"}


def is_address(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return text not in THE_SAME_EVERYWHERE


def problems(files: dict[str, str]) -> list[str]:
    found = []

    def add(path: str, text: str, match: re.Match, why: str) -> None:
        found.append(f"{path}:{repository.line_of(text, match.start())}: {match.group()}: {why}")

    for path, text in files.items():
        for match in LATER.finditer(text):
            add(path, text, match, "is left for later")
        for pattern in (OWN_PATH, MACHINES_OF_ONE_HOUSE):
            for match in pattern.finditer(text):
                add(path, text, match, "is of one machine or house")
        for match in HOST_AND_PORT.finditer(text):
            if not SOURCE_POSITION.search(match.group()):
                add(path, text, match, "is of one machine or house")
        for match in FOUR_NUMBERS.finditer(text):
            if is_address(match.group()):
                add(path, text, match, "is the address of a machine")
    return found


def test_nothing_is_of_one_machine_or_left_for_later():
    mine = {"tests/repository/test_cleanliness.py"}
    assert problems({path: text for path, text in repository.texts().items() if path not in mine}) == []


@pytest.mark.parametrize("text", [
    "// TO" + "DO: later", "# FIX" + "ME", "X" + "XX", "HA" + "CK around it",
    "/home/" + "someone/piste", "cd /wo" + "rk/main", "/ro" + "ot/piste", "BUILD=/tmp/" + "build-mine",
    "http://deb.mirror.example.org/debian", "https://registry.example.com:5000/x", "proxy.example.net:3128",
    "10.1.2.3", "see 192.168.0.17 for it", "local" + "host:8080",
])
def test_what_does_not_belong_is_found(text):
    assert problems({"docs/example.md": f"One.\n{text}\n"}) != []


@pytest.mark.parametrize("text", [
    "mktemp piste.XXXXXX", "/usr/bin/python3", "/tmp", "https://www.imf.org/report", "range.toml:2:17: error", "0.1.0",
    "todo is a word", "${HOME}" + "/work" + "/main", "tests" + "/work" + "/file", "std::chrono::seconds:3", "2016:07:18",
])
def test_what_may_stand_is_left_alone(text):
    assert problems({"docs/example.md": f"One.\n{text}\n"}) == []
