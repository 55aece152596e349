import os
import subprocess
import sys

import h5py
import pytest
import synthetic
from piste_analysis.__main__ import main
from test_measures import set_tally


def refused(capsys, *words):
    """The printed output is one line of error that holds the words."""
    error = capsys.readouterr().err
    assert error.startswith("error: ") and error.count("\n") == 1, error
    for word in words:
        assert word in error


def test_findings_prints_three_sentences_and_on_what_they_rest(results_path, capsys):
    assert main(["findings", str(results_path)]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == 5
    assert lines[3].startswith("Means over 12 runs; chance only") and lines[4].startswith("Only 12 runs:")


def test_no_findings_where_fewer_than_ten_set_out(tmp_path, capsys):
    content = synthetic.typical(2)
    set_tally(content, "departures", 9)
    path = synthetic.write(tmp_path / "few.h5", content)
    assert main(["findings", str(path)]) == 2
    refused(capsys, "no findings: fewer than 10 people set out")


def test_summary_begins_with_harm(results_path, capsys):
    assert main(["summary", str(results_path)]) == 0
    text = capsys.readouterr().out
    assert text.index("Harm to people") < text.index("Flows of people") < text.index("Time by leg")


def test_report_is_written(results_path, tmp_path, capsys):
    output = tmp_path / "report.html"
    assert main(["report", str(results_path), "-o", str(output)]) == 0
    assert output.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert str(output) in capsys.readouterr().out


def test_plots_are_written_to_a_folder(results_path, tmp_path):
    assert main(["plots", str(results_path), "-o", str(tmp_path / "new"), "--format", "svg"]) == 0
    assert (tmp_path / "new" / "map.svg").is_file()


def test_bad_input_is_one_line_and_code_2(tmp_path, capsys):
    assert main(["summary", str(tmp_path / "absent.h5")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ") and error.count("\n") == 1


def test_unwritable_output_is_code_2(results_path, tmp_path, capsys):
    assert main(["report", str(results_path), "-o", str(tmp_path / "no folder" / "report.html")]) == 2
    assert "no folder" in capsys.readouterr().err


def test_no_command_is_usage():
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2


def test_report_does_not_overwrite_the_results(tmp_path, capsys):
    path = synthetic.write(tmp_path / "results.h5", synthetic.typical(2))
    before = path.read_bytes()
    (tmp_path / "link.html").hardlink_to(path)
    for output in (path, tmp_path / "link.html"):
        assert main(["report", str(path), "-o", str(output)]) == 2
        refused(capsys, "is the results file")
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["other text", "<!DOCTYPE html><title>someone else's page</title>"])
def test_report_replaces_only_reports(tmp_path, capsys, text):
    path = synthetic.write(tmp_path / "results.h5", synthetic.typical(2))
    page = tmp_path / "results.report.html"
    page.write_text(text)
    for arguments in (["report", str(path)], ["report", str(path), "-o", str(page)]):
        assert main(arguments) == 2
        refused(capsys, "is no report of Piste")
    assert page.read_text() == text
    page.unlink()
    assert main(["report", str(path)]) == 0 and main(["report", str(path)]) == 0  # its own page is replaced
    assert "Three findings" in page.read_text(encoding="utf-8")


def test_wrong_evidence_is_one_line(results_path, tmp_path, capsys):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    for file, words in ((tmp_path / "absent.csv", "No such file"), (tmp_path, "s a directory"),
                        (wrong, "has no column `id`"), (results_path, "is no table of facts")):
        assert main(["summary", str(results_path), "--evidence", str(file)]) == 2
        refused(capsys, str(file), words)


def test_a_folder_as_results_is_said(tmp_path, capsys):
    assert main(["summary", str(tmp_path)]) == 2
    refused(capsys, "is a folder")


def test_a_missing_variable_is_named(tmp_path, capsys):
    for variable in ("fates", "cohort_ledger", "metric", "day", "daily"):
        path = synthetic.write(tmp_path / f"{variable}.h5", synthetic.typical(2))
        with h5py.File(path, "a") as file:
            del file[variable]
        assert main(["report", str(path)]) == 2
        refused(capsys, variable)


def test_missing_packages_are_one_line(results_path, tmp_path):
    (tmp_path / "xarray.py").write_text("raise ModuleNotFoundError(\"No module named 'xarray'\")\n")
    path = os.pathsep.join([str(tmp_path), str(synthetic.ROOT / "analysis")])
    done = subprocess.run([sys.executable, "-m", "piste_analysis", "findings", str(results_path)], text=True,
                          env={**os.environ, "PYTHONPATH": path}, capture_output=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "No module named 'xarray'" in done.stderr and "python3-xarray" in done.stderr
    assert "/usr/bin/python3" in done.stderr
