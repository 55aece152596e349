"""python3 -m piste_analysis summary | findings | report | plots: see README.md beside this package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .errors import ResultsError

PACKAGES = "python3-numpy python3-pandas python3-xarray python3-h5netcdf python3-h5py python3-scipy python3-jinja2 " \
           "python3-matplotlib"
# How every report begins, and what only a report of Piste holds.
BEGINNING = "<!DOCTYPE html>"
MARK = '<p class="kicker">Piste'


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it succeeded, 2 for bad input or usage."""
    options = _parser().parse_args(arguments)
    try:
        from .results_file import load
        results = load(options.results, options.point)
        options.run(results, options)
    except ResultsError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyError as error:
        return _refuse(f"{options.results}: has no variable or entry {error}; is it of a version that "
                       "this package reads?")
    except ImportError as error:
        return _refuse(f"{error}; install the packages {PACKAGES} and use /usr/bin/python3, not {sys.executable}")
    return 0


def _refuse(why: str) -> int:
    print("error: " + " ".join(why.split()), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="piste_analysis", description="Reads a results file of `piste run`.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (("summary", _summary, "print flows, fates, times, money and the comparison with sources"),
                            ("findings", _findings, "print three sentences of findings"),
                            ("report", _report, "write one HTML page that needs no network"),
                            ("plots", _plots, "write the figures as files")):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("results", type=Path, help="results file")
        command.add_argument("--point", type=int, help="which case of the file, if it holds several, from 0")
        command.add_argument("--evidence", type=Path, help="the facts (default: configs/evidence/facts.csv)")
        command.set_defaults(run=run)
        if name == "report":
            command.add_argument("-o", "--output", type=Path,
                                 help="page to write (default: RESULTS.report.html beside the results)")
        if name == "plots":
            command.add_argument("-o", "--output", type=Path, required=True, help="folder to write to")
            command.add_argument("--format", choices=("svg", "png", "both"), default="both", help="default: both")
    return parser


def _summary(results, options) -> None:
    from .evidence import read_facts
    from .summary import summary
    print(summary(results, read_facts(options.evidence)), end="")


def _findings(results, options) -> None:
    from .findings import caveats, findings
    print("\n".join([*findings(results), *caveats(results)]))


def _report(results, options) -> None:
    from .evidence import read_facts
    from .report import write_report
    output = options.output or options.results.with_name(f"{options.results.stem}.report.html")
    _check_output(output, options.results)
    write_report(results, read_facts(options.evidence), output)
    print(f"wrote {output}")


def _check_output(output: Path, results: Path) -> None:
    """Raises ResultsError for an output that would overwrite the results, or a file that is no report of Piste."""
    if output.is_dir():
        raise ResultsError(f"{output}: is a folder; name the page to write")
    if not output.is_file():
        return
    if output.samefile(results):
        raise ResultsError(f"{output}: is the results file; the report must go to another file")
    text = output.read_text(encoding="utf-8", errors="replace")
    if text and not (text.startswith(BEGINNING) and MARK in text):
        raise ResultsError(f"{output}: exists and is no report of Piste; it is not overwritten")


def _plots(results, options) -> None:
    from .plots import write_plots
    if options.output.exists() and not options.output.is_dir():
        raise ResultsError(f"{options.output}: is not a folder; name a folder for the figures")
    for path in write_plots(results, options.output, options.format):
        print(f"wrote {path}")


if __name__ == "__main__":
    sys.exit(main())
