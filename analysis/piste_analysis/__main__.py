"""python3 -m piste_analysis summary | findings | compare | curve | report | plots | points: see README.md beside this package."""

from __future__ import annotations

import argparse
import os
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
        options.run(options)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except ResultsError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyError as error:
        return _refuse(f"{getattr(options, 'results', '')}: has no variable or entry {error}; is it of a version that "
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
    _compare_options(commands)
    _curve_options(commands)
    _points_options(commands)
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


def _metric_option(command) -> None:
    command.add_argument("--metric", action="append", metavar="NAME",
                         help="only this quantity or group, such as dead or harm; may be repeated")


def _compare_options(commands) -> None:
    text = "print each intervention against the base: harm first, then where people are instead"
    command = commands.add_parser("compare", help=text, description=text)
    command.add_argument("results", type=Path, help="results file with interventions")
    command.add_argument("--intervention", action="append", metavar="NAME", help="only this one, such as P5; may be repeated")
    _metric_option(command)
    command.add_argument("--format", choices=("text", "csv", "json"), default="text", help="default: text")
    command.add_argument("--brief", action="store_true", help="of the text, only all interventions at a glance")
    command.set_defaults(run=_compare)


def _compare(options) -> None:
    from . import compare_export, compare_text
    from .compare import comparisons_of
    from .levers import read_trials
    found = comparisons_of(read_trials(options.results), options.intervention, options.metric)
    if options.format == "text":
        print(compare_text.text(found, options.brief), end="")
    else:
        print((compare_export.as_csv if options.format == "csv" else compare_export.as_json)(found), end="")
    sys.stdout.flush()


def _curve_options(commands) -> None:
    text = "print what a lever changes over its intensity, or over a number that no source gives, with the break-even"
    command = commands.add_parser("curve", help=text, description=text)
    command.add_argument("results", type=Path, help="results file with a lever at several intensities, or a number at several values")
    command.add_argument("--lever", action="append", metavar="NAME", help="only this one, such as P5; may be repeated")
    _metric_option(command)
    command.add_argument("--against", metavar="HARM", help="also say where less of a harm comes with more of this one, such as stranded")
    command.add_argument("--brief", action="store_true", help="only what an adviser looks for first, a line each")
    command.add_argument("-o", "--output", type=Path, help="folder to write the figures to, as SVG and PNG")
    command.set_defaults(run=_curve)


def _curve(options) -> None:
    from . import curve_figures, curve_text
    from .curves import curves_of
    from .levers import read_trials
    curves = curves_of(read_trials(options.results), options.lever, options.metric)
    print(curve_text.text(curves, options.brief, options.against), end="")
    if options.output:
        written = curve_figures.write(curves, options.output)
        print(f"\nwrote {len(written)} files to {options.output}" if written else
              f"\nwrote no figure to {options.output}: of one set of assumptions only directions are given")
    sys.stdout.flush()


def _points_options(commands) -> None:
    text = "draw parameter points over the ranges of all numbers, to see what is ignorance"
    command = commands.add_parser("points", help=text, description=text)
    command.add_argument("configuration", type=Path, help="scenario or experiment")
    command.add_argument("--number", type=int, default=20, help="points to draw beside the scenario's own (default: 20)")
    command.add_argument("--seed", type=int, default=1, help="another seed gives other points (default: 1)")
    command.add_argument("-o", "--output", type=Path, required=True,
                         help="a .csv, for an experiment to name as `points`, or a .toml: the whole experiment with them")
    command.add_argument("--piste", type=Path, help="the program (default: build/release/piste)")
    command.add_argument("--without-own", action="store_true", help="leave out the point that is the scenario as it stands")
    command.set_defaults(run=_points)


def _points(options) -> None:
    from . import points
    points.check_output(options.output)
    piste = points.program(options.piste)
    drawn, resolved = points.draw(options.configuration, options.number, options.seed, piste, not options.without_own)
    points.write(drawn, resolved, options.output)
    again = f"; {drawn.redrawn} were refused and drawn anew" if drawn.redrawn else ""
    print(f"wrote {options.output}: {len(drawn.rows)} points of {len(drawn.paths)} numbers{again}")


def _load(options):
    from .results_file import load
    return load(options.results, options.point)


def _summary(options) -> None:
    from .evidence import read_facts
    from .summary import summary
    print(summary(_load(options), read_facts(options.evidence)), end="")


def _findings(options) -> None:
    from .findings import caveats, findings
    results = _load(options)
    print("\n".join([*findings(results), *caveats(results)]))


def _report(options) -> None:
    from .evidence import read_facts
    from .report import write_report
    results, levers, note = _with_levers(options)
    output = options.output or options.results.with_name(f"{options.results.stem}.report.html")
    _check_output(output, options.results)
    write_report(results, read_facts(options.evidence), output, levers, note)
    print(f"wrote {output}")


def _with_levers(options) -> tuple:
    """What the page describes, and the comparison that stands before it where the file holds interventions."""
    from . import compare_page, curve_figures
    from .compare import comparisons_of
    from .curves import curves_of, has_curves
    from .levers import base_case, has_levers, trials_of
    from .results_file import load, load_whole
    whole = load_whole(options.results)
    if not has_levers(whole):
        return load(options.results, options.point, lambda _: None), None, ""
    trials = trials_of(whole)
    levers = compare_page.section(comparisons_of(trials)) | {
        "curves": curve_figures.section(curves_of(trials)) if has_curves(trials) else None}
    if options.point is not None:
        return load(options.results, options.point, lambda _: None), levers, f"The rest of the page describes case {options.point}."
    base, point = base_case(trials[0])
    return base, levers, compare_page.base_note(trials[0], point)


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


def _plots(options) -> None:
    from .plots import write_plots
    results = _load(options)
    if options.output.exists() and not options.output.is_dir():
        raise ResultsError(f"{options.output}: is not a folder; name a folder for the figures")
    for path in write_plots(results, options.output, options.format):
        print(f"wrote {path}")


if __name__ == "__main__":
    sys.exit(main())
