"""piste run --extend: a plan that grows in interventions, points, scenarios and replicates, at once or one after the other, interrupted
or not, gives the bytes of the same plan run at once."""

import itertools
import os
import signal
import subprocess

import pytest
from conftest import SCENARIO, SMALL

FIRST, SECOND = "p10-fewer-roadblocks-rights", "p27-rescue-and-return"
POINTS = {
    "two": "point,roadblock.haggles\nown,\nlow,0.3\n",
    "more": "point,roadblock.haggles\nhigh,0.7\nown,\nlow,0.3\n",
    "another": "point,north.death_when_abandoned,roadblock.haggles\nown,,\nother,0.2,\nlow,,0.3\n",
    "strong": f"point,intervention.{FIRST}.intensity\nown,\nfull,1\n",
}
PLANS = {  # scenarios, interventions, points, replicates
    "small": (("first",), f'["base", "{FIRST}"]', "", 2),
    "base": (("first",), '["base"]', "", 2),
    "replicates": (("first",), f'["base", "{FIRST}"]', "", 5),
    "interventions": (("first",), f'["{SECOND}", "base", "{FIRST}:1", "{FIRST}", ["{FIRST}", "{SECOND}"]]', "", 2),
    "scenarios": (("another", "first"), f'["base", "{FIRST}"]', "", 2),
    "points": (("first",), f'["base", "{FIRST}"]', "two", 2),
    "more points": (("first",), f'["base", "{FIRST}"]', "more", 2),
    "another column": (("first",), f'["base", "{FIRST}"]', "another", 2),
    "intensities": (("first",), f'["base", "{FIRST}"]', "strong", 2),
    "all": (("another", "first"), f'["base", "{SECOND}", ["{FIRST}", "{SECOND}"], "{FIRST}"]', "more", 3),
}
GROWTH = [("base", "small"), ("small", "replicates"), ("small", "interventions"), ("small", "scenarios"), ("small", "points"),
          ("points", "more points"), ("points", "another column"), ("small", "intensities"), ("small", "all"), ("points", "all"),
          ("scenarios", "all")]


@pytest.fixture
def plan(tmp_path):
    """Writes one of the plans, with all that it needs, and returns its file and the number of its runs."""
    (tmp_path / "interventions").symlink_to(SCENARIO.parents[1] / "interventions")
    (tmp_path / "first.toml").write_text(f'include = "{SCENARIO}"\nname = "first"\n')
    (tmp_path / "another.toml").write_text(
        'include = "first.toml"\nname = "another"\n[roadblock]\nhaggles = { value = 0.35, unit = "probability", '
        'range = [0.1, 0.9], assumption = "A second world, for a test." }\n')
    for name, table in POINTS.items():
        (tmp_path / f"{name}.csv").write_text(table)

    def written(name, randomness="common", **changed):
        scenarios, interventions, points, replicates = PLANS[name]
        replicates = changed.get("replicates", replicates)
        listed = ", ".join(f'"{one}.toml"' for one in scenarios)
        text = (f'name = "grow"\nscenarios = [{listed}]\ninterventions = {interventions}\nreplicates = {replicates}\nseed = 5\n'
                f'randomness = "{randomness}"\n' + (f'points = "{points}.csv"\n' if points else ""))
        file = tmp_path / f"{name} {randomness} {replicates}.toml"
        file.write_text(text)
        number = POINTS[points].count("\n") - 1 if points else 1
        overlays = {"base": 1, "interventions": 5, "all": 4}.get(name, 2)
        return file, len(scenarios) * overlays * number * replicates

    return written


def bytes_at_once(piste, tmp_path, file):
    result = piste("run", file, *SMALL, "-o", "once.h5")
    assert result.code == 0, result.err
    return (tmp_path / "once.h5").read_bytes()


@pytest.mark.parametrize(("before", "after"), GROWTH)
def test_a_grown_file_is_that_of_one_run(piste, plan, tmp_path, before, after):
    file, done = plan(before)
    assert piste("run", file, *SMALL, "-o", "grown.h5").code == 0
    whole, runs = plan(after)
    refused = piste("run", whole, *SMALL, "-o", "grown.h5")
    assert refused.code == 3 and "--extend" in refused.err
    grown = piste("run", whole, *SMALL, "-o", "grown.h5", "--extend")
    assert grown.code == 0, grown.err
    assert f"{runs - done} runs to do, {done} done before" in grown.err
    assert (tmp_path / "grown.h5").read_bytes() == bytes_at_once(piste, tmp_path, whole)
    assert piste("verify", "grown.h5").code == 0


def test_points_with_luck_of_their_own_keep_it(piste, plan, tmp_path):
    assert piste("run", plan("points", "independent")[0], *SMALL, "-o", "grown.h5").code == 0
    whole = plan("all", "independent")[0]
    assert piste("run", whole, *SMALL, "-o", "grown.h5", "--extend").code == 0
    assert (tmp_path / "grown.h5").read_bytes() == bytes_at_once(piste, tmp_path, whole)


def test_growth_in_steps_is_growth_at_once(piste, plan, tmp_path):
    for name in ("base", "small", "scenarios", "all"):
        result = piste("run", plan(name)[0], *SMALL, "-o", "grown.h5", "--extend")
        assert result.code == 0, result.err
    assert (tmp_path / "grown.h5").read_bytes() == bytes_at_once(piste, tmp_path, plan("all")[0])


def test_growth_survives_being_killed(piste, plan, tmp_path):
    """Killed before and after it grows: what was done stays done, whatever its number in the grown plan."""
    for name in ("points", "all"):
        command = [os.environ["PISTE_EXECUTABLE"], "run", plan(name, replicates=40)[0], *SMALL, "-o", "grown.h5", "--extend"]
        running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            running.wait(0.4)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
    whole = plan("all", replicates=40)[0]
    finished = piste("run", whole, *SMALL, "-o", "grown.h5", "--extend")
    assert finished.code == 0, finished.err
    assert (tmp_path / "grown.h5").read_bytes() == bytes_at_once(piste, tmp_path, whole)


def test_what_is_no_growth_is_refused_and_left_alone(piste, plan, tmp_path):
    for before, after in itertools.chain([("interventions", "points"), ("scenarios", "points"), ("more points", "points")],
                                         [("another column", "more points")]):
        file = tmp_path / f"{before}.h5"
        if not file.exists():
            assert piste("run", plan(before)[0], *SMALL, "-o", file).code == 0
        kept = file.read_bytes()
        refused = piste("run", plan(after)[0], *SMALL, "-o", file, "--extend")
        assert refused.code == 3, (before, after, refused.err)
        assert file.read_bytes() == kept
