"""piste trace: a person's journey as lines."""

import os
import re

import h5py
import numpy as np
import pytest
from conftest import SCENARIO, SMALL, SOURCE

LINE = re.compile(r"^\d{4}-\d\d-\d\d  \d\d:\d\d  [ \d,]{10}  .{32}  \S.*$")


@pytest.fixture
def journey(piste):
    result = piste("trace", SCENARIO, *SMALL)
    assert result.code == 0, result.err
    return result.out


def test_tells_the_first_who_sets_out(journey):
    heading, empty, columns, *lines = journey.splitlines()
    assert re.fullmatch(r"mali-2016, replicate 0, seed 1: \w+/\d+, a person who exists only in this simulation", heading)
    assert empty == ""
    assert columns.startswith("date        time   purse, CFA  where")
    assert len(lines) >= 2
    for line in lines:
        assert LINE.match(line), line
    assert "sets out" in lines[0]
    times = [line[:17] for line in lines]
    assert times == sorted(times)


def test_the_same_person_by_name_has_the_same_journey(piste, journey):
    name = re.search(r": (\w+/\d+),", journey).group(1)
    result = piste("trace", SCENARIO, *SMALL, "--migrant", name)
    assert result.code == 0
    assert result.out == journey


def test_an_intervention_that_stands_alone_is_named(piste, tmp_path):
    (tmp_path / "alone.toml").write_text(f'name = "alone"\nscenario = "{SCENARIO}"\nreplicates = 2\nseed = 1\n'
                                         'interventions = ["p10-fewer-roadblocks-rights:1"]\n')
    result = piste("trace", tmp_path / "alone.toml", *SMALL, cwd=SOURCE)
    assert result.out.startswith("mali-2016, p10-fewer-roadblocks-rights:1, replicate 0, seed 1: "), result.err


def test_another_replicate_is_another_life(piste, journey):
    assert piste("trace", SCENARIO, *SMALL, "--replicate", 5).out != journey


def test_purses_fall_by_what_is_paid(journey):
    purse = None
    for line in journey.splitlines()[3:]:
        text = line[19:29].strip()
        paid = re.search(r"pays a toll: ([\d,]+) CFA", line)
        now = int(text.replace(",", "")) if text else purse
        if paid and purse is not None:
            assert now == purse - int(paid.group(1).replace(",", "")), line
        purse = now


def test_unknown_nationality(piste):
    result = piste("trace", SCENARIO, *SMALL, "--migrant", "guinee/1")
    assert result.code == 2
    assert "'guinee' is no nationality of mali-2016; did you mean 'guinea'?" in result.err


def test_somebody_who_never_sets_out(piste):
    result = piste("trace", SCENARIO, *SMALL, "--migrant", "guinea/4000000000")
    assert result.code == 2
    assert "guinea/4000000000 does not set out on this corridor in replicate 0" in result.err
    assert result.out == ""


def test_a_replicate_beyond_the_last_is_refused(piste):
    result = piste("trace", SCENARIO, *SMALL, "--replicates", 20, "--replicate", 20)
    assert result.code == 2
    assert "--replicate: there is no replicate 20; the last of mali-2016 is 19" in result.err


def versus(piste, lever, reach, columns=80):
    """The first of some replicates in which the lever parts the journeys, and reaches the person in this way."""
    for replicate in range(20):   # some journeys are the same in both
        result = piste("trace", SCENARIO, *SMALL, "--versus", lever, "--replicate", replicate, env={**os.environ, "COLUMNS": str(columns)})
        assert result.code == 0, result.err
        if reach in result.out:
            return result.out
    raise AssertionError(f"{lever} reaches nobody: {reach}")


DIRECTLY = "It meets this person directly"
THROUGH_OTHERS = "It reaches this person through others"


@pytest.mark.parametrize(("lever", "parameter", "reach"), [
    ("p10-fewer-roadblocks-rights", r"(nationality\.\w+\.knows_rights|posts\.)", DIRECTLY),
    ("p12-origin-jobs", r"nationality\.\w+\.departure_factor", THROUGH_OTHERS),
])
def test_tells_two_journeys_from_where_they_part(piste, lever, parameter, reach):
    same, as_it_stands, under = re.split(r"^Then .*:$", versus(piste, lever, reach), flags=re.MULTILINE)
    assert "The same in both for" in same or "The two part from the beginning" in same
    first_lines = [next(line for line in part.splitlines() if LINE.match(line)) for part in (as_it_stands, under)]
    assert first_lines[0] != first_lines[1]
    difference, cause = under.split("\nThe cause:\n")
    when, what = re.search(rf"^The first difference under {lever}, (.*):\n  (.*)$", difference, re.MULTILINE).groups()
    assert when == min(f"{line[:10]} {line[12:17]}" for line in first_lines)
    # In words, what the two lines say: the event of one of them, and another amount, place, person, time or event.
    assert any(re.sub(r"[:(].*", "", line[63:]).strip() in what for line in first_lines), (what, first_lines)
    assert re.search(r"instead of|not happen|later|earlier|left|nothing more|not after", what), what
    assert re.search(r"^In the end:\n  \S", difference, re.MULTILINE)
    assert re.search(rf"^  {lever}: {parameter}", cause, re.MULTILINE), cause
    assert reach in cause


def test_who_does_not_set_out_has_no_end_to_compare(piste):
    told = versus(piste, "p12-origin-jobs", "does not set out on this corridor")
    assert re.search(r"^The first difference under p12-origin-jobs, .*:\n  does not set out on this corridor\n\nThe cause:", told, re.MULTILINE), told


def test_tells_them_side_by_side_where_there_is_room(piste):
    narrow = versus(piste, "p10-fewer-roadblocks-rights", DIRECTLY)
    wide = versus(piste, "p10-fewer-roadblocks-rights", DIRECTLY, columns=120)
    assert re.search(r"^Then as it stands +\| Then under p10-fewer-roadblocks-rights$", wide, re.MULTILINE)
    rows = [line for line in wide.splitlines() if " | " in line]
    assert len(rows) > 3 and max(map(len, rows)) <= 120
    assert any(re.match(r"\d{4}-\d\d-\d\d .* \| \d{4}-\d\d-\d\d ", row) for row in rows), "one minute, one row"
    assert narrow.partition("\nThe first difference")[2] == wide.partition("\nThe first difference")[2]


@pytest.mark.parametrize(("name", "words"), [
    ("p10-fewer-roadblocks-right", "--versus: error: there is no intervention 'p10-fewer-roadblocks-right'; did you mean "
                                   "'p10-fewer-roadblocks-rights'?"),
    ("P10", "--versus: error: there is no intervention 'P10'; did you mean 'p10-fewer-roadblocks-rights'?"),
    ("nothing", "--versus: error: there is no intervention 'nothing'; known are 'p01-close-niger', "),
    ("p10-fewer-roadblocks-rights:3", "--versus: error: 'p10-fewer-roadblocks-rights:3': the intensity '3' must be a number from 0 to 1"),
    ("base", "--versus: error: 'base' is what an intervention is compared with; name an intervention"),
    ("", "--versus: the name is empty; give an intervention"),
])
def test_an_unknown_intervention_is_named(piste, name, words):
    result = piste("trace", SCENARIO, *SMALL, "--intervention", "p27-rescue-and-return", "--versus", name)
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


def test_an_experiment_may_hold_what_is_compared_and_begin_with_it(piste, tmp_path):
    name = "p10-fewer-roadblocks-rights"
    alone = piste("trace", SCENARIO, *SMALL, "--versus", name)
    (tmp_path / "interventions").symlink_to(SCENARIO.parents[1] / "interventions")
    for interventions in (f'["{name}", "base"]', f'["{name}:1", "{name}"]'):
        text = f'name = "trial"\nscenario = "{SCENARIO}"\nreplicates = 1\nseed = 1\ninterventions = {interventions}\n'
        (tmp_path / "trial.toml").write_text(text)
        result = piste("trace", "trial.toml", *SMALL, "--versus", name)
        assert result.code == 0, result.err
        assert result.out == alone.out


def test_a_lever_that_does_nothing_parts_nobody(piste):
    result = piste("trace", SCENARIO, *SMALL, "--versus", "p10-fewer-roadblocks-rights:0")
    assert result.code == 0, result.err
    assert "The two journeys are the same in every event, minute and franc" in result.out


def test_any_run_of_a_plan_is_told_by_its_number(piste, tmp_path):
    """As `piste run` asks for where one fails: with its own scenario, intervention and point."""
    (tmp_path / "interventions").symlink_to(SCENARIO.parents[1] / "interventions")
    (tmp_path / "points.csv").write_text("point,roadblock.haggles\nlow,0.1\nown,\n")
    (tmp_path / "low.csv").write_text("point,roadblock.haggles\nlow,0.1\n")
    listed = ["base", "p10-fewer-roadblocks-rights"]
    experiment = 'name = "plan"\nscenario = "{}"\ninterventions = {}\npoints = "{}.csv"\nreplicates = 3\nseed = 5\n'
    (tmp_path / "plan.toml").write_text(experiment.format(SCENARIO, listed, "points"))
    told = {}
    for run, (point, intervention) in enumerate([("low", name) for name in listed] + [("own", name) for name in listed], start=8):
        result = piste("trace", "plan.toml", *SMALL, "--run", run)
        assert result.code == 0, result.err
        heading, told[run] = result.out.split("\n", 1)
        assert heading.startswith(f"mali-2016, {intervention}, point {point}, replicate 2, seed 5: "), heading
    assert len(set(told.values())) == 4, "each is another run"
    (tmp_path / "alone.toml").write_text(experiment.format(SCENARIO, listed[1:], "low"))
    assert piste("trace", "alone.toml", *SMALL, "--replicate", 2).out.split("\n", 1)[1] == told[9]
    refused = piste("trace", "plan.toml", *SMALL, "--run", 12)
    assert refused.code == 2 and "--run: there is no run 12; the last of plan is 11" in refused.err
    assert piste("trace", "plan.toml", "--run", 1, "--replicate", 1).code == 2


def test_a_run_of_a_results_file_is_repeated_from_the_file_alone(piste, small_run):
    """As `piste info` says for a run that failed: whatever has become of what it was made from."""
    path = small_run("made.h5", 6, "--seed", 7)
    from_file = piste("trace", path.name, "--run", 4)
    assert from_file.code == 0, from_file.err
    again = piste("trace", SCENARIO, *SMALL, "--seed", 7, "--replicates", 6, "--run", 4)
    assert from_file.out == again.out and ", replicate 4, seed 7: " in again.out
    with h5py.File(path, "r+") as file:
        file.attrs.modify("model_version", np.int64(999))
    other = piste("trace", path.name, "--run", 4)
    assert other.code == 2 and "made by model version 999" in other.err, other.err
