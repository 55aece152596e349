"""piste run --until: blocks of replicates until a paired interval is narrow, and the file that those replicates give anyway."""

import os
import re
import signal
import subprocess

import h5py
import numpy as np
import pytest
from conftest import SMALL, experiment_in
from scipy import stats

LEVER = "p10-fewer-roadblocks-rights"
TARGET = f"put_off_bus of {LEVER} vs base: halfwidth <="
RULE = f"{TARGET} 0.5"


@pytest.fixture
def experiment(tmp_path):
    return experiment_in(tmp_path, "pair", ["base", LEVER])


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The bytes of a run that is told the number of replicates, carried out once for each number."""
    folder = tmp_path_factory.mktemp("plain")
    experiment_in(folder, "pair", ["base", LEVER])

    def carried_out(replicates):
        path = folder / f"{replicates}.h5"
        if not path.exists():
            subprocess.run([os.environ["PISTE_EXECUTABLE"], "run", "pair.toml", *SMALL, "--replicates", str(replicates), "-o", path], cwd=folder,
                           check=True, capture_output=True, timeout=60)
        return path.read_bytes()

    return carried_out


def looks(text):
    """What was said after each block: replicates and half-width."""
    return [(int(count), float(width)) for count, width in re.findall(r"piste: (\d+) replicates: half-width (\S+) cases", text)]


def halfwidth(path, replicates):
    """The same from the file, by another library."""
    with h5py.File(path) as file:
        names = [bytes(name).rstrip(b"\0").decode() for name in file["metric"][:].view("S1").reshape(len(file["metric"]), -1)]
        values = file["tallies"][:, names.index("put_off_bus")].reshape(-1, 2)[:replicates]
        names = [b"".join(name).rstrip(b"\0").decode() for name in file["intervention"][:]]
    pairs = values[:, names.index(LEVER)] - values[:, names.index("base")]
    return stats.t.ppf(0.975, replicates - 1) * pairs.std(ddof=1) / np.sqrt(replicates)


@pytest.fixture
def met_late(plain, tmp_path):
    """A half-width that is met after three blocks of eight or more, whatever luck the model gives: found from a plain run."""
    path = tmp_path / "plain.h5"
    path.write_bytes(plain(64))
    widths = [halfwidth(path, replicates) for replicates in range(8, 65, 8)]
    block = next(b for b in range(2, len(widths)) if widths[b] < 0.99 * min(widths[:b]))
    return (widths[block] + min(widths[:block])) / 2


def test_it_stops_at_the_first_narrow_interval_with_the_file_of_a_plain_run(piste, experiment, plain, met_late, tmp_path):
    told = {}
    rule = f"{TARGET} {met_late:.6f}"
    for threads in (1, 2):
        result = piste("run", experiment, *SMALL, "--until", rule, "--block", 8, "--threads", threads, "-o", f"{threads}.h5")
        assert result.code == 0, result.err
        told[threads] = looks(result.err)
    assert told[1] == told[2]
    counts = [count for count, _ in told[1]]
    assert len(counts) >= 3 and counts == list(range(8, 8 * len(counts) + 1, 8))
    for count, width in told[1]:
        assert width == pytest.approx(halfwidth(tmp_path / "1.h5", count), rel=5e-3)
        assert (halfwidth(tmp_path / "1.h5", count) <= met_late) == (count == counts[-1])
    assert f"the target is met after {counts[-1]} replicates" in result.out and "covers a little less often" in result.out
    assert (tmp_path / "1.h5").read_bytes() == plain(counts[-1]) and (tmp_path / "2.h5").read_bytes() == plain(counts[-1])
    assert not list(tmp_path.glob("*.parts")) and not list(tmp_path.glob("*.lock"))
    again = piste("run", experiment, *SMALL, "--until", rule, "--block", 8, "-o", "1.h5")
    assert again.code == 0 and "nothing to do" in again.out and "the target is met" in again.out
    assert '"complete: the target is met' in (tmp_path / "1.h5.provenance.json").read_text()


def test_it_ends_where_it_must_and_is_continued_only_when_told(piste, experiment, plain, met_late, tmp_path):
    rule = f"{TARGET} {met_late:.6f}"
    result = piste("run", experiment, *SMALL, "--until", rule, "--block", 8, "--max-replicates", 12, "-o", "cap.h5")
    assert result.code == 0
    assert [count for count, _ in looks(result.err)] == [8, 12]
    assert "the target is not met after the most that --max-replicates allows, 12 replicates" in result.out
    kept = (tmp_path / "cap.h5").read_bytes()
    assert kept == plain(12)
    more = ["--until", rule, "--block", 8, "--max-replicates", 16, "-o", "cap.h5"]
    refused = piste("run", experiment, *SMALL, *more)
    assert refused.code == 3 and "--extend" in refused.err
    assert (tmp_path / "cap.h5").read_bytes() == kept
    assert piste("run", experiment, *SMALL, *more, "--extend").code == 0
    assert (tmp_path / "cap.h5").read_bytes() == plain(16)
    fresh = piste("run", experiment, *SMALL, *more, "--fresh", "--replace-finished")
    assert fresh.code == 0 and [count for count, _ in looks(fresh.err)] == [8, 16], fresh.err
    assert (tmp_path / "cap.h5").read_bytes() == plain(16)


def test_several_points_wait_for_the_widest(piste, tmp_path):
    (tmp_path / "points.csv").write_text("point,roadblock.haggles\nown,\nlow,0.3\n")
    experiment = experiment_in(tmp_path, "pair", ["base", LEVER], more='points = "points.csv"\n')
    result = piste("run", experiment, *SMALL, "--until", RULE, "--block", 8, "--max-replicates", 8, "-o", "p.h5")
    assert result.code == 0
    assert re.search(r"8 replicates: half-width \S+ cases \(the widest: point (own|low)\)", result.out)


@pytest.mark.parametrize("sent, code", [(signal.SIGKILL, -9), (signal.SIGTERM, 75)])
def test_stopped_at_any_moment_the_same_command_goes_on(piste, experiment, plain, tmp_path, sent, code):
    """Whole blocks done before are not looked at again, and runs that are on disk are not run again."""
    rule = ["--until", f"put_off_bus of {LEVER} vs base: halfwidth <= 0.001", "--block", "8", "--max-replicates", "40", "-o", "x.h5",
            "--threads", "1"]
    command = [os.environ["PISTE_EXECUTABLE"], "run", str(experiment), *SMALL, *rule]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    line = ""
    while "16 replicates" not in line:
        line = running.stderr.readline()
        assert line, "it was to be stopped in the third block"
    running.send_signal(sent)
    told = running.communicate(timeout=60)[1]
    assert running.returncode == code
    if code == 75:
        assert f"--until '{rule[1]}' --block 8 --max-replicates 40" in told, told
    assert not (tmp_path / "x.h5").exists()
    finished = piste(*command[1:])
    assert finished.code == 0, finished.err
    counts = [int(count) for count in re.findall(r"piste: (\d+) replicates", finished.err)]
    assert counts[0] >= 16 and counts[-1] == 40
    assert (tmp_path / "x.h5").read_bytes() == plain(40)
    assert not list(tmp_path.glob("*.parts"))


@pytest.mark.parametrize("rule, text", [
    ("put_off_bus", "is not of the form 'METRIC of INTERVENTION vs BASE: halfwidth <= X'"),
    (f"put_of_bus of {LEVER} vs base: halfwidth <= 1", "there is no metric 'put_of_bus'; did you mean 'put_off_bus'?"),
    (f"put_off_bus of {LEVER}s vs base: halfwidth <= 1", f"did you mean '{LEVER}'?"),
    (f"put_off_bus of {LEVER} vs bass: halfwidth <= 1", "did you mean 'base'?"),
    (f"put_off_bus of {LEVER} vs base: halfwidth <= 0", "'0' is not a positive number; give the half-width in the metric's unit (cases)"),
    (f"put_off_bus of {LEVER} vs base: halfwidth <= 1%", "'1%' is not a positive number"),
    ("put_off_bus of base vs base: halfwidth <= 1", "'base' is compared with itself"),
])
def test_a_bad_rule_is_explained(piste, experiment, tmp_path, rule, text):
    result = piste("run", experiment, *SMALL, "--until", rule, "-o", "x.h5")
    assert result.code == 2
    assert text in result.err
    assert not list(tmp_path.glob("x.h5*"))


@pytest.mark.parametrize("more, text", [
    (["--until", RULE, "--replicates", "5"], "give --max-replicates instead of --replicates"),
    (["--until", RULE, "--join"], "give it without --join and --merge-only"),
    (["--block", "5"], "--block and --max-replicates only go with --until"),
])
def test_options_that_do_not_go_together(piste, experiment, more, text):
    result = piste("run", experiment, *more)
    assert result.code == 2
    assert text in result.err
