"""What `compare` prints, exports and refuses, for files whose differences are known."""

import csv
import io
import json
import re

import pytest
import synthetic
from piste_analysis import compare_wording
from piste_analysis.__main__ import main
from piste_analysis.compare import comparisons_of
from piste_analysis.compare_text import COLUMNS, text
from piste_analysis.levers import base_case, read_trials


def fewer(named, lever, point, replicate):
    """P12 takes 3,500 of those who set out, 80 to 120 of the dead by point, and the share of violence stays."""
    if lever == "p12-origin-jobs":
        named["departures"] -= 3500
        named["chose_niger"] += 3500
        named["arrived"] -= 3500
        named["returned"] += 60 + replicate
        named["dead"] -= 80 + 10 * point + replicate
        named["robbed"] += 3 if replicate else -3


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    """Writes a file with interventions, once for all tests that want the same."""
    known = {}

    def written(points=4, replicates=3, change=fewer, levers=synthetic.LEVERS, **table):
        key = (points, replicates, change, levers, str(table))
        if key not in known:
            content, run_table = synthetic.trials(points, replicates, levers, change)
            path = tmp_path_factory.mktemp("levers") / "levers.h5"
            known[key] = synthetic.write(path, content, run_table=run_table | table)
        return known[key]
    return written


def compared(path, **options):
    return comparisons_of(read_trials(path), **options)


def line_of(words, printed):
    return next(line for line in printed.splitlines() if words in line)


def test_pairs_are_found_and_differences_right(write):
    one, combination = compared(write())
    assert (one.lever.sign, one.points, one.replicates) == ("P12 at 0.5", 4, (3, 3))
    assert combination.lever.sign == "P5 at 1 with P12 at 0.5" and combination.lever.title == "Stricter control; Jobs at home"
    assert one.row("departures").difference.centre == -3500
    dead = one.row("dead").difference
    assert dead.centre == pytest.approx(-96) and (dead.low, dead.high) == (-111, -81)
    assert one.row("dead_per_1000").difference.centre < 0


def test_a_combination_that_changes_nothing_says_so(write, capsys):
    path = write()
    assert all(row.difference.direction == "nothing" for row in compared(path)[1].rows if row.difference.points)
    assert main(["compare", str(path), "--intervention", "P5"]) == 0
    printed = capsys.readouterr().out
    assert line_of("died on the way, per 1,000", printed).endswith("changes nothing")
    assert "exactly as in the base: thought of leaving" in printed


def test_text_is_for_a_terminal_and_begins_with_harm(write):
    printed = text(compared(write()))
    assert max(map(len, printed.splitlines())) <= COLUMNS
    first = " ".join(printed.split("=" * COLUMNS)[1].split())
    order = ["assumed: What is put in.", "sources expect: What sources expect.", "sources warn:", "Harm to people",
             "died on the way, per 1,000", "in number", "Where people are instead", "take the corridor through Niger",
             "... went home", "in ghettos in Gao", "People on the way", "Who receives money"]
    places = [first.index(words) for words in order]
    assert places == sorted(places)
    for words in ("harm met there is not counted", "chance:", "ignorance:", "4 parameter points (the scenario's own values are one) x 3 replicates",
                  "Only 4 points: the intervals are the lowest and the highest", "Only 3 replicates a point"):
        assert words in " ".join(printed.split())


def test_at_most_two_significant_digits(write):
    for record in csv.DictReader(io.StringIO(main_output(write(), "csv"))):
        for column in ("change", "low", "high", "chance", "ignorance", "share_of_base"):
            digits = re.sub(r"e.*|[-.]", "", record[column]).strip("0")
            assert len(digits) <= 2, record
    printed = text(compared(write()))
    for number in re.findall(r"(?<![\d,.])[+-][\d,.]+", printed.split("Harm to people")[1]):
        assert len(re.sub(r"[+\-,.]", "", number).strip("0")) <= 2, number


def main_output(path, form, *more):
    import contextlib
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["compare", str(path), "--format", form, *more]) == 0
    return out.getvalue()


def test_one_point_says_so_first_and_gives_directions_only(write):
    path = write(points=1, replicates=4)
    printed = text(compared(path))
    assert printed.startswith("ONE PARAMETER POINT ONLY")
    assert re.search(r"died on the way +down +down", printed)
    body = printed.split("Harm to people", 1)[1]
    assert not re.search(r"[+-]\d", body) and "%" not in body.replace("% points", "")
    for record in csv.DictReader(io.StringIO(main_output(path, "csv"))):
        assert record["change"] in ("", "0") and record["low"] in ("", "0") and record["same_sign_share"] == ""
        assert record["change"] == "" or record["direction"] == "changes nothing"
    assert json.loads(main_output(path, "json"))["cautions"][0].startswith("ONE PARAMETER POINT ONLY")


def test_one_replicate_of_one_point_tells_no_direction(write):
    printed = text(compared(write(points=1, replicates=1)))
    assert re.search(r"set out through Mali +cannot tell", printed)
    assert "One replicate a point" in printed


def test_small_cells_are_hidden(write):
    def few(named, lever, point, replicate):
        fewer(named, lever, point, replicate)
        named["killed_by_bandits"], named["died_in_desert"] = 4, named["died_in_desert"] - 20
    path = write(change=few)
    printed = text(compared(path))
    for words in ("killed by bandits, per 1,000", "died after being abandoned"):  # the other part would tell it
        assert "not shown" in printed.split(words)[1][:200]
    assert "within 10" in printed  # robbed: one person more or fewer
    for record in csv.DictReader(io.StringIO(main_output(path, "csv"))):
        if record["metric"].startswith("killed_by") and record["intervention"] == "p12-origin-jobs":
            assert record["shown"] == "not shown" and record["change"] == record["direction"] == ""


def test_json_and_csv_hold_every_quantity(write):
    path = write()
    rows = list(csv.DictReader(io.StringIO(main_output(path, "csv"))))
    assert json.loads(main_output(path, "json"))["rows"][0]["metric"] == rows[0]["metric"] == "dead_per_1000"
    keys = {row["metric"] for row in rows}
    assert len(rows) == 2 * len(keys) and len(keys) > 100
    assert {"mean_legitimacy", "to_armed_group", "border_refusals", "crossing_tal_handak"} <= keys


def test_filters(write):
    path = write()
    assert [one.lever.name for one in compared(path, interventions=["p12-origin-jobs"])] == list(synthetic.LEVERS[1:])
    assert [one.lever.name for one in compared(path, interventions=["P5"])] == [synthetic.LEVERS[2]]
    assert {row.key for row in compared(path, metrics=["dead"])[0].rows} == {"dead"}
    assert {row.quantity.group for row in compared(path, metrics=["money"])[0].rows} == {"money"}
    assert text(compared(path, metrics=["robbed"]))


@pytest.mark.parametrize(("arguments", "words"), [
    (["--metric", "ded"], "compares no metric `ded`; did you mean `dead`?"),
    (["--intervention", "p12"], "holds no intervention `p12`; did you mean `p12-origin-jobs`?"),
    (["--intervention", "nothing"], "it holds p12-origin-jobs, p05-algerian-tightening:1+p12-origin-jobs"),
])
def test_unknown_names_are_refused(write, capsys, arguments, words):
    path = write()
    if arguments[1] == "p12":
        arguments = ["--intervention", "p12-origin-job"]
        words = words.replace("`p12`", "`p12-origin-job`")
    assert main(["compare", str(path), *arguments]) == 2
    error = capsys.readouterr().err
    assert words in error and error.count("\n") == 1


def test_files_without_interventions_or_base_are_refused(write, results_path, tmp_path, capsys):
    assert main(["compare", str(results_path)]) == 2
    assert "holds no intervention, so there is nothing to compare" in capsys.readouterr().err
    assert main(["compare", str(write(levers=synthetic.LEVERS[1:]))]) == 2
    assert "holds no runs of the base" in capsys.readouterr().err
    other = tmp_path / "other.h5"
    other.write_text("no results")
    for path, words in ((other, "not a results file"), (tmp_path / "absent.h5", "no such file")):
        assert main(["compare", str(path)]) == 2
        assert words in capsys.readouterr().err


def test_failed_runs_leave_their_pairs_out(write, capsys):
    path = write(run_status=[1] + [0] * 35)  # the base of the first point and replicate
    one = compared(path)[0]
    assert one.points == 4 and one.replicates == (2, 3)
    assert "1 of 36 runs failed" in capsys.readouterr().err


def test_two_scenarios_are_compared_apart(tmp_path, capsys):
    """The second half of the replicates stands for those of another scenario, in which P12 takes twice as many."""
    def by_scenario(named, lever, point, replicate):
        if lever == "p12-origin-jobs":
            named["departures"] -= 1000 * (1 + replicate // 2)
    content, table = synthetic.trials(2, 4, synthetic.LEVERS, by_scenario)
    content["labels"]["scenario"] = ["calm", "stormy"]
    content["configuration"] = "\n".join(
        [content["configuration"].split("[scenario]")[0]] +
        [f'[scenarios.{name}]\nname = "{name}"\n[scenarios.{name}.horizon]\nstart_date = "2016-01-0{i}"\n'
         'measured = { value = 366, unit = "days", assumption = "a year" }\n' for i, name in ((1, "calm"), (2, "stormy"))])
    table |= {"run_scenario": table["run_replicate"] // 2, "run_replicate": table["run_replicate"] % 2}
    path = synthetic.write(tmp_path / "two.h5", content, run_table=table)
    found = compared(path, interventions=["p12-origin-jobs"], metrics=["departures"])
    assert [(one.trials.scenario, one.replicates, one.rows[0].difference.centre) for one in found[::2]] == [
        ("calm", (2, 2), -1000), ("stormy", (2, 2), -2000)]
    assert main(["compare", str(path), "--brief"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "scenario calm, people who set out from 2016-01-01" in printed
    assert "scenario stormy, people who set out from 2016-01-02" in printed
    assert main(["report", str(path)]) == 0
    assert "<h3>Scenario stormy</h3>" in (tmp_path / "two.report.html").read_text(encoding="utf-8")


def test_the_base_of_the_own_point_is_described(write):
    trials = read_trials(write())[0]
    base, point = base_case(trials)
    assert point == 0 and base.replicates == 3
    assert set(base.data["run_intervention"].values) == {0} and set(base.data["run_point"].values) == {0}


def test_rounding_keeps_the_mean_within_its_interval(write):
    for row in compared(write())[0].rows:
        if row.hidden or row.difference.direction in ("nothing", "undefined"):
            continue
        low, _, high = compare_wording.interval(row).partition(" to ")
        values = [float(part.replace(",", "").replace("~", "")) for part in (low, compare_wording.change(row), high)
                  if part and "<" not in part and "within" not in part]
        assert values == sorted(values), row.key
