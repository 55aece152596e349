import pytest
from piste_analysis.__main__ import main


def test_findings_prints_three_sentences(results_path, capsys):
    assert main(["findings", str(results_path)]) == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 3


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
