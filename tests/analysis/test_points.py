"""Points drawn over the ranges of a scenario, and the way from nothing to a comparison."""

import csv
import os
import subprocess
import tomllib

import pytest
import synthetic
from piste_analysis import points
from piste_analysis.__main__ import main
from piste_analysis.points import Parameter, hypercube, parameters_in

PISTE = os.environ.get("PISTE_EXECUTABLE")
EXPERIMENT = synthetic.ROOT / "configs" / "experiments" / "levers-over-ranges.toml"
SMALL = """include = "{scenario}"
name = "small"
[population]
migrants_per_year = {{ value = 2000, unit = "persons/year", range = [1500, 2500], assumption = "Few, for a test." }}
[horizon]
warm_up = {{ value = 30, unit = "days", range = [30, 30], assumption = "Short, for a test." }}
measured = {{ value = 60, unit = "days", range = [60, 60], assumption = "Short, for a test." }}
run_out = {{ value = 30, unit = "days", range = [30, 30], assumption = "Short, for a test." }}
"""
LISTING = """gate.tax_low = 2000 CFA
    least tax; range [1000, 6000]; source: gate
gate.tax_high = 5000 CFA
    most tax; range [3000, 8000]; source: gate
gate.taken_off = 0.8 probability
    taken off the bus; range [0.5, 1]; assumption: Most.
wish.italy.share = 0.5 share
    of all; range [0.2, 0.6]; source: box
wish.spain.share = 0.5 share
    of all; range [0.4, 0.9]; source: box
place.gao.latitude = 16.27 degrees
    for maps; range [16, 17]; assumption: Gazetteer.
link.gao-kidal.distance = 300 km
    long; range [290, 310]; source: road
horizon.measured = 366 days
    whose departures; range [300, 400]; source: year
road.fixed = 3 days
    always; range [3, 3]; source: road
gate.label = "Gate"
    name for people
roadblock.toll_basis = "per_post"
    how; source: toll
"""


@pytest.fixture
def listed():
    return parameters_in(LISTING)


def test_only_numbers_that_may_be_wrong_are_moved(listed):
    assert [one.path for one in listed] == ["gate.tax_low", "gate.tax_high", "gate.taken_off", "wish.italy.share", "wish.spain.share"]
    assert [one.whole for one in listed] == [True, True, False, False, False]
    assert listed[2] == Parameter("gate.taken_off", 0.5, 1.0, False, "probability")


def test_each_part_of_a_range_holds_one_point(listed):
    values = sorted(point["gate.taken_off"] for point in hypercube(listed, 40, "1"))
    width = 0.5 / 40
    assert [int((value - 0.5) / width) for value in values] == list(range(40))


def test_points_are_sound(listed):
    for point in hypercube(listed, 200, "2"):
        assert point["gate.tax_low"] <= point["gate.tax_high"]
        assert isinstance(point["gate.tax_low"], int) and 1000 <= point["gate.tax_low"] <= 8000
        assert point["wish.italy.share"] + point["wish.spain.share"] == pytest.approx(1.0)


def test_a_seed_gives_the_same_points_whatever_else_there_is(listed):
    alone = [one for one in listed if one.path == "gate.taken_off"]
    assert [point["gate.taken_off"] for point in hypercube(listed, 10, "1")] == \
           [point["gate.taken_off"] for point in hypercube(alone, 10, "1")]
    assert hypercube(listed, 10, "1") != hypercube(listed, 10, "2")


def test_coefficients_of_one_kind_err_together_in_every_second_point():
    rows = [Parameter(f"posts.{name}.stop", 0.0, 1.0, False, "probability") for name in "abc"]
    for i, point in enumerate(hypercube(rows, 20, "1")):
        assert len(set(point.values())) == (1 if i % 2 else 3)


def test_bad_input_is_one_line(tmp_path, capsys):
    for arguments, words in ((["absent.toml", "-o", "a.csv", "--piste", str(tmp_path / "none")], "no such program"),
                             (["absent.toml", "-o", str(tmp_path), "--piste", "/bin/false"], "is a folder"),
                             (["absent.toml", "-o", "a.csv", "--number", "0", "--piste", "/bin/false"], "at least one point")):
        assert main(["points", *arguments]) == 2
        error = capsys.readouterr().err
        assert words in error and error.count("\n") == 1, error


def test_nothing_else_is_overwritten(tmp_path, capsys):
    for name, text in (("scenario.toml", 'name = "mine"\n'), ("facts.csv", "id,description\n")):
        file = tmp_path / name
        file.write_text(text)
        assert main(["points", str(file), "-o", str(file), "--piste", "/bin/false"]) == 2
        assert "holds no points; it is not overwritten" in capsys.readouterr().err
        assert file.read_text() == text
    for name, text in (("ours.csv", "point,a.b\n"), ("ours.toml", 'name = "x"\n\n[experiment.points]\n')):
        (tmp_path / name).write_text(text)
        points.check_output(tmp_path / name)


CURVE = '[experiment]\nname = "x"\n\n[experiment.points]\nnames = ["none", "some"]\nparameters = ["c.d"]\nrows = [\n[0.0],\n[""],\n]\n\n[scenario]\n'


def test_each_point_gets_the_whole_curve():
    resolved, curve = points._curve_apart(CURVE)
    assert resolved == '[experiment]\nname = "x"\n\n[scenario]\n'
    drawn = points.Points(["a.b"], ["own", "1-1"], [[""], ["0.5"]], 0).times(curve)
    assert drawn.as_csv() == "point,a.b,c.d\nown/none,,0.0\nown/some,,\n1-1/none,0.5,0.0\n1-1/some,0.5,\n"
    again, back = points._curve_apart(resolved + drawn.as_toml())
    assert again == resolved and back.names == ["own/none", "own/some", "1-1/none", "1-1/some"]
    plain = points.Points(["a.b"], ["own"], [[""]], 0)
    assert plain.times(points._curve_apart(resolved)[1]) == plain


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The shipped experiment in a small world with three interventions, in a folder like that of the configurations."""
    if not PISTE:
        pytest.skip("PISTE_EXECUTABLE does not name a program")
    folder = tmp_path_factory.mktemp("way")
    (folder / "interventions").symlink_to(synthetic.ROOT / "configs" / "interventions")
    (folder / "scenarios").mkdir()
    base = synthetic.ROOT / "configs" / "scenarios" / "mali-2016.toml"
    (folder / "scenarios" / "mali-2016.toml").write_text(SMALL.format(scenario=base))
    (folder / "experiments").mkdir()
    text = EXPERIMENT.read_text(encoding="utf-8")
    first, rest = text.split('    "p01-close-niger:0.25",')
    (folder / "experiments" / "levers.toml").write_text(first + rest[rest.index('    "p27-rescue'):].replace("= 8", "= 2"))
    return folder


def test_from_nothing_to_a_comparison_in_three_commands(small, capsys):
    experiment, results = small / "levers.toml", small / "levers.h5"
    assert main(["points", str(small / "experiments" / "levers.toml"), "--number", "3", "-o", str(experiment), "--piste", PISTE]) == 0
    assert "4 points of" in capsys.readouterr().out
    subprocess.run([PISTE, "run", experiment, "-o", results], check=True, capture_output=True)
    assert main(["compare", str(results)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "3 interventions against the base; scenario small" in printed and "4 parameter points" in printed
    assert "P27 at 0.5: Rescue in the desert and assisted return" in printed and "P5 at 0.5 with P27 at 0.5" in printed
    assert main(["report", str(results)]) == 0
    assert "What each intervention changes" in (small / "levers.report.html").read_text(encoding="utf-8")


def test_a_curve_is_drawn_over_the_ranges_of_all_other_numbers(small, capsys):
    shipped = synthetic.ROOT / "configs" / "experiments" / "niger-closure-curve.toml"
    experiment, drawn = small / "experiments" / "closure.toml", small / "closure.toml"
    experiment.write_text(shipped.read_text(encoding="utf-8"))
    assert main(["points", str(experiment), "--number", "2", "-o", str(drawn), "--piste", PISTE]) == 0
    assert "21 points of" in capsys.readouterr().out
    table = tomllib.loads(drawn.read_text(encoding="utf-8"))["experiment"]["points"]
    assert table["parameters"].count("population.diverted_share") == 1
    assert [row[-1] for row in table["rows"][:7]] == [row[-1] for row in table["rows"][-7:]] == [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3]
    assert len({tuple(row[:-1]) for row in table["rows"]}) == 3


def test_a_table_of_points_can_be_named_in_an_experiment(small, capsys):
    scenario, table = small / "scenarios" / "mali-2016.toml", small / "experiments" / "points.csv"
    assert main(["points", str(scenario), "--number", "2", "--seed", "7", "-o", str(table), "--piste", PISTE]) == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert [row["point"] for row in rows] == ["own", "7-1", "7-2"]
    assert set(rows[0].values()) == {"own", ""} and all(rows[1].values())
    text = 'name = "named"\nscenario = "../scenarios/mali-2016.toml"\nreplicates = 1\nseed = 1\npoints = "points.csv"\n'
    (small / "experiments" / "named.toml").write_text(text)
    done = subprocess.run([PISTE, "check", small / "experiments" / "named.toml"], capture_output=True, text=True)
    assert done.returncode == 0 and "3 points" in done.stdout, done.stdout + done.stderr
    assert main(["points", str(small / "experiments" / "named.toml"), "-o", str(table), "--piste", PISTE]) == 2
    assert "has points already" in capsys.readouterr().err


def test_other_output_and_wrong_configurations_are_refused(small, tmp_path, capsys):
    scenario = small / "scenarios" / "mali-2016.toml"
    for arguments, words in (([str(scenario), "--number", "1", "-o", str(tmp_path / "points.txt")], "name a .csv"),
                             ([str(tmp_path / "absent.toml"), "-o", str(tmp_path / "a.csv")], "no such file")):
        assert main(["points", *arguments, "--piste", PISTE]) == 2
        error = capsys.readouterr().err
        assert words in error and error.count("\n") == 1, error


def test_what_the_program_refuses_is_drawn_anew(small, monkeypatch):
    scenario = small / "scenarios" / "mali-2016.toml"
    answers = iter([False, True, True])
    monkeypatch.setattr(points, "_accepted", lambda *_: next(answers))
    drawn, _ = points.draw(scenario, 2, 1, points.program(None if not PISTE else points.Path(PISTE)))
    assert drawn.redrawn == 1 and len({tuple(row) for row in drawn.rows}) == 3
