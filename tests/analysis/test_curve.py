"""Curves over an intensity or a number: what is told of them, and where they turn, for files whose differences are known."""

import pytest
import synthetic
from piste_analysis import curve_figures, curve_wording
from piste_analysis.__main__ import main
from piste_analysis.compare import comparisons_of
from piste_analysis.compare_text import COLUMNS
from piste_analysis.curves import Told, curves_of, has_curves
from piste_analysis.levers import read_trials
from test_compare import write  # noqa: F401
from test_compare_page import page_of
from test_figures import boxes
from test_report import Page

LEVERS = ("base", "p12-origin-jobs:0.25", "p12-origin-jobs", "p12-origin-jobs:1", "p05-algerian-tightening:1")
INTENSITIES = {"p12-origin-jobs:0.25": 0.25, "p12-origin-jobs": 0.5, "p12-origin-jobs:1": 1.0}
DIVERTED = ('[experiment.points]\nparameters = ["gate.taken_off", "roadblock.haggles", "population.diverted_share"]\n'
            'names = ["own/0", "own/0.1", "1-1/0", "1-1/0.1"]\nrows = [["", "", 0.0], ["", "", 0.1], [0.7, 0.3, 0.0], [0.7, 0.3, 0.1]]\n')
NAMES = ("own/0", "own/0.1", "1-1/0", "1-1/0.1")


def turning(named, lever, point, replicate):
    """P12: fewer die at a quarter, more at the whole; fewer set out the stronger it is; at one point of two fewer are robbed."""
    at = INTENSITIES.get(lever, 0)
    named["dead"] += {0.25: -60, 0.5: 0, 1.0: 50}.get(at, 0) + (replicate - 1 if at else 0)
    named["departures"] -= int(4000 * at)
    named["robbed"] += int(at * (-600 if point else 100))
    named["stranded"] += int(300 * (at == 1.0))
    named["sexual_violence"] = 4 if at == 1.0 else named["sexual_violence"] - int(400 * at)


def diverted(named, lever, point, replicate):
    if lever == "p12-origin-jobs:1":
        named["departures"] += -500 if NAMES[point].endswith("/0") else 2000 + replicate


def curve(path, **options):
    return curves_of(read_trials(path), **options)[0]


@pytest.fixture(scope="module")
def over_intensity(write):  # noqa: F811
    return write(points=2, change=turning, levers=LEVERS)


@pytest.fixture(scope="module")
def one(over_intensity):
    return curve(over_intensity)


@pytest.fixture
def over_a_number(tmp_path):
    content, table = synthetic.trials(4, 3, LEVERS[:1] + LEVERS[3:4], diverted, DIVERTED, NAMES)
    return synthetic.write(tmp_path / "levers.h5", content, run_table=table)


@pytest.mark.parametrize("directions,words", [
    (("down", "unclear", "up"), "a (down) to c (up)"), (("unclear", "down", "down"), "none, down from b on"),
    (("up", "up", "up"), "none, up at all tried"), (("unclear", "up", "unclear"), "none, up at b only"),
    (("unclear", "unclear", "up"), "none, up at c"), (("up", "down", "up"), "a (up) to b (down); b (down) to c (up)"),
    (("unclear", "nothing", "unclear"), "cannot tell"), (("nothing",) * 3, "changes nothing"),
    (("undefined",) * 3, "fewer than ten: not shown"), (("undefined", "nothing", "nothing"), "cannot tell")])
def test_where_directions_turn(directions, words):
    found = curve_wording.turning([Told(at, direction) for at, direction in zip("abc", directions)])
    assert found == (words if words != "fewer than ten: not shown" else curve_wording.NOT_SHOWN)


def test_a_lever_at_several_intensities_is_a_curve_and_one_at_one_is_none(over_intensity):
    found = curves_of(read_trials(over_intensity), metrics=["departures"])
    assert [(one.sign, one.places, one.points) for one in found] == [("P12 over its intensity", ["0.25", "0.5", "1"], 2)]
    assert [row.difference.centre for row in found[0].rows("departures")] == [-1000, -2000, -4000]


def test_the_break_even_is_where_the_sign_turns_and_its_two_doubts_stand_apart(one):
    assert curve_wording.break_even(one, "dead") == "0.25 (down) to 1 (up)"
    assert curve_wording.break_even(one, "departures") == "none, down at all tried"
    # One of two points has fewer robbed, in every replicate: luck tells it, the points do not agree.
    assert curve_wording.break_evens(one, "robbed") == "by luck: none, down at all tried; by points: cannot tell"
    assert curve_wording.break_even(one, "robbed") == "cannot tell"


def test_luck_alone_is_not_told(write):  # noqa: F811
    def noise(named, lever, point, replicate):
        named["dead"] += (-40, 60, -20)[replicate] - (3 if lever in INTENSITIES else 0)
    one = curve(write(points=2, change=noise, levers=LEVERS[:3]), metrics=["dead"])
    assert curve_wording.break_evens(one, "dead") == "by luck: cannot tell; by points: none, down at all tried"


def test_less_of_one_harm_beside_more_of_another(over_intensity, capsys):
    assert main(["curve", str(over_intensity), "--metric", "harm", "--against", "stranded"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "Different harms are not added up" in printed
    assert 'less of "died on the way", beside "were stranded: can neither go on nor go home": without more at 0.25' in printed
    assert main(["curve", str(over_intensity), "--against", "strand"]) == 2
    assert "is no harm that is compared; did you mean `stranded`?" in capsys.readouterr().err


def test_the_text_is_for_a_terminal_and_holds_both_spreads(over_intensity, capsys):
    assert main(["curve", str(over_intensity), "--lever", "P12"]) == 0
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= COLUMNS
    dead = printed.split("died on the way\n")[0] if "died on the way\n" in printed else printed
    for words in ("intensity  change  of base", "over points  chance  ignorance", "agree"):
        assert words in dead
    for words in ("P12 over its intensity: Jobs at home", "assumed, and no finding: What is put in.", "two doubts, never merged",
                  "break-even: by luck: 0.25 (down) to 1 (up); by points: 0.25 (down) to 1 (up)",
                  "exactly as in the base: thought of leaving"):
        assert words in " ".join(printed.split()), words


def test_small_cells_are_hidden_at_their_value(one, over_intensity, capsys):
    assert [row.hidden for row in one.rows("sexual_violence")] == [False, False, True]
    assert main(["curve", str(over_intensity), "--brief"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "sexual" in line)
    assert "(<10)" in line
    drawing = curve_figures.drawing(one)
    panel = [shape.text for shape in drawing.shapes if shape.kind == "text"]
    assert "Sexual violence, per 1,000" in panel


def test_one_point_gives_directions_and_says_so_first(write, capsys, tmp_path):  # noqa: F811
    path = write(points=1, change=turning, levers=LEVERS)
    assert main(["curve", str(path), "-o", str(tmp_path / "figures")]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("ONE SET OF ASSUMPTIONS ONLY")
    line = next(line for line in printed.splitlines() if line.startswith("  set out through Mali"))
    assert line.split()[4:] == ["down", "down", "down", "none,", "down", "at", "all", "tried"]
    assert "wrote no figure" in printed and not (tmp_path / "figures").exists()


def test_a_number_at_several_values_is_a_curve_and_the_other_columns_are_ignorance(over_a_number, capsys):
    one = curve(over_a_number)
    assert (one.sign, one.places, one.points) == ("P12 at 1 over population.diverted_share", ["0", "0.1"], 2)
    assert [row.difference.centre for row in one.rows("departures")] == [-500, 2001]
    assert curve_wording.break_even(one, "departures") == "0 (down) to 0.1 (up)"
    assert main(["compare", str(over_a_number), "--brief"]) == 0
    assert "at several values of population.diverted_share" in " ".join(capsys.readouterr().out.split())
    assert main(["curve", str(over_a_number), "--brief"]) == 0
    assert "`piste_analysis curve` takes them apart" not in " ".join(capsys.readouterr().out.split())


def test_a_file_without_a_curve_is_refused(write, capsys):  # noqa: F811
    path = write()
    assert not has_curves(read_trials(path))
    assert main(["curve", str(path)]) == 2
    assert "holds no curve, since each lever stands at one intensity" in capsys.readouterr().err
    assert main(["curve", str(write(change=turning, levers=LEVERS)), "--lever", "P5"]) == 2
    assert "holds no curve of P5" in capsys.readouterr().err


def test_figures_are_written_and_stay_on_their_canvas(one, over_intensity, tmp_path, capsys):
    for width in (curve_figures.PHONE, curve_figures.PAGE):
        drawing = curve_figures.drawing(one, width)
        for words, left, top, right, bottom in boxes(drawing):
            assert left >= -1 and right <= width + 1 and top >= -1 and bottom <= drawing.height + 1, words
    assert main(["curve", str(over_intensity), "--brief", "--metric", "people", "-o", str(tmp_path / "figures")]) == 0
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == ["curve-p12-origin-jobs.png", "curve-p12-origin-jobs.svg"]
    assert "wrote 2 files" in capsys.readouterr().out


def test_the_report_shows_curves(over_intensity):
    text = Page(page_of(over_intensity)).text.replace("\u00a0", " ")
    part = text.split("Over the intensity: curves with their break-even")[1]
    assert "P12 over its intensity" in part
    assert "0.25 (down) to 1 (up)" in part and "Two doubts, never merged" in part


def test_differences_are_those_of_compare(one, over_intensity):
    alone = {found.lever.name: found for found in comparisons_of(read_trials(over_intensity), metrics=["dead"])}
    for step in one.steps:
        assert alone[step.compared.lever.name].row("dead").difference == step.compared.row("dead").difference
