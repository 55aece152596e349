"""python3 -m piste_analysis summary | findings | report | plots: see README.md beside this package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .evidence import read_facts
from .findings import findings
from .results_file import Results, ResultsError, load


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it succeeded, 2 for bad input or usage."""
    options = _parser().parse_args(arguments)
    try:
        results = load(options.results, options.point)
        options.run(results, options)
    except (ResultsError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


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
            command.add_argument("-o", "--output", type=Path, default=Path("report.html"), help="page to write")
        if name == "plots":
            command.add_argument("-o", "--output", type=Path, required=True, help="folder to write to")
            command.add_argument("--format", choices=("svg", "png", "both"), default="both", help="default: both")
    return parser


def _summary(results: Results, options) -> None:
    from .summary import summary
    print(summary(results, read_facts(options.evidence)), end="")


def _findings(results: Results, options) -> None:
    print("\n".join(findings(results)))


def _report(results: Results, options) -> None:
    from .report import write_report
    write_report(results, read_facts(options.evidence), options.output)
    print(f"wrote {options.output}")


def _plots(results: Results, options) -> None:
    from .plots import write_plots
    for path in write_plots(results, options.output, options.format):
        print(f"wrote {path}")


if __name__ == "__main__":
    sys.exit(main())
