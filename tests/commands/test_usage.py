"""Help, version, and what is said of a command line that cannot be understood."""

import os
import subprocess

import pytest
from conftest import SCENARIO

COMMANDS = ["run", "select", "check", "verify", "trace", "info", "list"]


def test_help_names_every_command(piste):
    result = piste("--help")
    assert result.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(piste, command):
    result = piste(command, "--help")
    assert result.code == 0
    assert result.out.startswith(f"Usage: piste {command} ")
    assert result.err == ""
    assert piste("help", command).out == result.out


def test_help_of_run_documents_options_and_exit_codes(piste):
    text = piste("run", "--help").out
    for option in ("--set", "--replicates", "--seed", "--threads", "--output", "--progress", "--strict", "--extend",
                   "--fresh", "--break-lock", "--compress", "--max-failures"):
        assert option in text
    for code in ("0 complete", "1 complete, but", "2 bad input", "3 refused", "75 stopped", "70 internal"):
        assert code in text


def test_help_of_select_lists_nothing_that_it_refuses(piste):
    text = piste("select", "--help").out
    assert "--replicates" not in text and "--seed" in text
    assert "--replicates" in piste("check", "--help").out and "--replicates" in piste("trace", "--help").out


def test_version_names_release_build_and_mpi(piste):
    result = piste("--version")
    assert result.code == 0
    assert result.out.startswith("piste 0.")
    assert "MPI" in result.out


@pytest.mark.parametrize("words, text", [
    ([], "piste: error: no command is given; piste --help lists all\n"),
    (["rum"], "piste: error: piste has no command 'rum'; did you mean 'run'?; piste --help lists all\n"),
    (["--hepl"], "piste: error: piste has no option '--hepl'; did you mean '--help'?; the command comes first: piste run, "
                 "select, check, verify, trace, info or list\n"),
    (["run"], "piste: error: piste run needs a file; usage: piste run EXPERIMENT.toml\n"),
    (["run", "a", "b"], "piste: error: 'b' is one argument too many; usage: piste run EXPERIMENT.toml\n"),
    (["run", "--thread", "2", "a"],
     "piste: error: piste run has no option '--thread'; did you mean '--threads'?; piste run --help lists all\n"),
    (["check", "--output", "x", "a"],
     "piste: error: piste check has no option '--output'; piste check --help lists all\n"),
    (["run", "a", "--threads", "two"], "piste: error: --threads: 'two' is not a whole number between 1 and 4096\n"),
    (["run", "a", "--threads", "0"], "piste: error: --threads: '0' is not a whole number between 1 and 4096\n"),
    (["run", "a", "--replicates", "1e3"],
     "piste: error: --replicates: '1e3' is not a whole number between 1 and 4294967295\n"),
    (["run", "a", "--seed", "9223372036854775808"],
     "piste: error: --seed: '9223372036854775808' is too large: it may be at most 9223372036854775807\n"),
    (["run", "a", "--seed=-1"], "piste: error: --seed: '-1' is not a whole number of at least 0\n"),
    (["run", "a", "--max-failures", "9x"],
     "piste: error: --max-failures: '9x' is not a whole number of at least 0\n"),
    (["run", "a", "--progress", "loud"],
     "piste: error: --progress: 'loud' is not a style; expected auto, line, lines or none\n"),
    (["run", "a", "--fresh", "--extend"],
     "piste: error: --extend continues an existing output and --fresh discards it: give one of them\n"),
    (["run", "a", "--replace-finished"], "piste: error: --replace-finished only goes with --fresh\n"),
    (["run", "a", "--output="], None),
    (["run", "a", "--seed", "1", "--seed", "2"], "piste: error: --seed is given more than once; give it once\n"),
    (["run", "a", "--threads"], None),
    (["verify", "a", "--sample", "0"], "piste: error: --sample: '0' is not a whole number of at least 1\n"),
    (["trace", "a", "--migrant", "guinea"],
     "piste: error: --migrant: 'guinea' is not NATIONALITY/NUMBER, such as guinea/123\n"),
    (["trace", "a", "--migrant", "guinea/x"],
     "piste: error: --migrant: 'x' is not a whole number of at least 0\n"),
    (["list"], "piste: error: piste list needs to be told what to list; usage: piste list "
               "scenarios|interventions|metrics|series|parameters [FILE.toml|FOLDER]\n"),
])
def test_bad_usage(piste, tmp_path, words, text):
    result = piste(*words)
    assert result.code == 2
    assert result.out == ""
    if text is None:
        assert result.err.startswith("piste: error: ")
        assert result.err.count("\n") == 1
    else:
        assert result.err == text
    assert list(tmp_path.iterdir()) == []


def test_output_that_cannot_be_written_is_no_success(piste):
    for words in (["--help"], ["list", "metrics"], ["check", str(SCENARIO), "--resolved"]):
        for target in ("> /dev/full", ">&-"):
            done = subprocess.run(["sh", "-c", '"$0" "$@" ' + target, os.environ["PISTE_EXECUTABLE"], *words],
                                  capture_output=True, text=True)
            assert done.returncode == 70, (words, target)
            assert done.stderr == "piste: error: cannot write to the standard output\n"


def test_list_takes_no_file_too_many(piste):
    result = piste("list", "metrics", "foo")
    assert result.code == 2
    assert "'foo' is one argument too many" in result.err
