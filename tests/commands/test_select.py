"""piste select: the best of some interventions with a stated probability, its files, and what it does when it is stopped."""

import json
import os
import shutil
import signal
import subprocess

import h5py
import numpy as np
import pytest
from conftest import SMALL, experiment_in, listing

FIRST, SECOND = "p10-fewer-roadblocks-rights", "p27-rescue-and-return"
BATCH, ROUNDS = 20, 12  # enough that somebody falls out while they are screened
ASKED = ["--metric", "put_off_bus", "--smallest", "--indifference", "1.2", "--first-stage", "10", "--batch", str(BATCH), "--rounds", str(ROUNDS)]
INDEPENDENT = ["--set", 'experiment.randomness="independent"']


def three(folder, more=""):
    return experiment_in(folder, "three", ["base", FIRST, SECOND], seed=6, more=more)


@pytest.fixture
def experiment(tmp_path):
    return three(tmp_path)


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    """A selection carried out on one thread: its folder, and what was told."""
    folder = tmp_path_factory.mktemp("decided")
    command = [os.environ["PISTE_EXECUTABLE"], "select", str(three(folder)), *SMALL, *ASKED, "-o", "best", "--threads", "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    return folder / "best", done.stdout


def values(path):
    with h5py.File(path) as file:
        names = [b"".join(name).rstrip(b"\0").decode() for name in file["metric"][:]]
        return file["tallies"][:, names.index("put_off_bus")].astype(float)


def results(folder):
    """All that must not depend on how it came about."""
    return {name: content for name, content in listing(folder).items() if "provenance" not in name}


def test_a_selection_says_how_it_was_decided_and_keeps_every_run(decided):
    folder, told = decided
    record = json.loads((folder / "selection.json").read_text())
    systems = {one["name"]: one for one in record["interventions"]}
    assert set(systems) == {"base", FIRST, SECOND} and record["selected"] == FIRST
    assert f"best: {FIRST} has the smallest put_off_bus" in told and "with a probability of at least 95 %" in told
    for name, system in systems.items():
        runs = values(folder / system["file"])
        assert len(runs) == system["replicates"] >= 10
        assert system["standard_deviation"] == pytest.approx(runs[:10].std(ddof=1))
    # The bound of the paper, worked out anew for whatever fell out last.
    last = max((one for one in systems.values() if one["out_in_round"] is not None), key=lambda one: one["out_in_round"])
    worse, better = (values(folder / systems[name]["file"]) for name in (last["name"], FIRST))
    batch = {name: int(np.ceil(BATCH * one["standard_deviation"] / np.mean([each["standard_deviation"] for each in systems.values()])))
             for name, one in systems.items()}
    then = {name: 10 + last["out_in_round"] * batch[name] for name in (last["name"], FIRST)}
    variance = lambda counts: sum(systems[name]["standard_deviation"] ** 2 / counts(name) for name in (last["name"], FIRST))  # noqa: E731
    now, end = variance(lambda name: then[name]), variance(lambda name: 10 + ROUNDS * batch[name])
    assert len(worse) == then[last["name"]]
    assert worse.mean() - better[:then[FIRST]].mean() > record["eta"] * np.sqrt(9 / end) * now
    assert sorted(results(folder)) == sorted([f"{name}.h5" for name in systems] + ["selection.json"])


def test_each_file_is_that_of_a_plain_run(piste, experiment, decided, tmp_path):
    for one in json.loads((decided[0] / "selection.json").read_text())["interventions"]:
        alone = ["--set", f'experiment.interventions=["{one["name"]}"]', "--replicates", one["replicates"]]
        assert piste("run", experiment, *SMALL, *INDEPENDENT, *alone, "-o", "alone.h5", "--fresh", "--replace-finished").code == 0
        assert (tmp_path / "alone.h5").read_bytes() == (decided[0] / one["file"]).read_bytes()


@pytest.mark.parametrize("sent, code", [(signal.SIGKILL, -9), (signal.SIGTERM, 75)])
def test_stopped_between_two_rounds_the_same_command_goes_on_on_more_threads(piste, experiment, decided, tmp_path, sent, code):
    command = [os.environ["PISTE_EXECUTABLE"], "select", str(experiment), *SMALL, *ASKED, "-o", "best", "--threads", "2"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    line = ""
    while "screening round 1" not in line:
        line = running.stderr.readline()
        assert line, "it was to be stopped in the first round"
    running.send_signal(sent)
    told = running.communicate(timeout=60)[1]
    assert running.returncode == code, told
    assert code != 75 or "to go on: piste select" in told
    assert not (tmp_path / "best/selection.json").exists()
    assert piste(*command[1:]).code == 0
    assert results(tmp_path / "best") == results(decided[0])


def test_a_decided_selection_has_nothing_to_do_and_no_other_takes_its_folder(piste, experiment, decided, tmp_path):
    shutil.copytree(decided[0], tmp_path / "best")
    kept = listing(tmp_path / "best")
    again = piste("select", experiment, *SMALL, *ASKED, "-o", "best")
    assert again.code == 0 and f"decided already: {FIRST} is selected; nothing to do" in again.out
    refused = piste("select", experiment, *SMALL, *ASKED[:4], "1", "-o", "best")
    assert refused.code == 3 and "is the record of another selection" in refused.err
    assert listing(tmp_path / "best") == kept


@pytest.mark.parametrize("more, text", [
    (["--metric", "put_of_bus", "--smallest", "--indifference", "1"], "did you mean 'put_off_bus'?"),
    (["--metric", "put_off_bus", "--indifference", "1"], "either --smallest or --largest"),
    (["--metric", "put_off_bus", "--smallest", "--largest", "--indifference", "1"], "either --smallest or --largest"),
    (["--metric", "put_off_bus", "--smallest"], "--indifference X"),
    ([*ASKED[:4], "0"], "--indifference: '0' is not a number above 0"),
    ([*ASKED, "--probability", "1"], "--probability: '1' is not a number above 0 and below 1"),
    ([*ASKED, "--replicates", "5"], "a selection finds out by itself how many it takes"),
    ([*ASKED, "--set", 'experiment.interventions=["base"]'], "there is nothing to select from"),
    ([*ASKED, "-o", "nowhere/best"], "nowhere/best: cannot create this folder"),
])
def test_what_cannot_be_selected_is_explained(piste, experiment, tmp_path, more, text):
    before = listing(tmp_path)
    result = piste("select", experiment, *SMALL, *more)
    assert result.code == (3 if "nowhere" in text else 2), result.err
    assert text in result.err
    assert listing(tmp_path) == before and not (tmp_path / "selection").exists()


def test_points_are_too_much(piste, tmp_path):
    (tmp_path / "points.csv").write_text("point,roadblock.haggles\nown,\nlow,0.3\n")
    result = piste("select", three(tmp_path, 'points = "points.csv"\n'), *SMALL, *ASKED)
    assert result.code == 2
    assert "takes one scenario and one parameter point, and this has 1 scenario and 2 points" in result.err
