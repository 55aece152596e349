"""Runs one small experiment with several builds of piste: every stored number must be the same, bit for bit.

Usage: same_results.py PISTE PISTE...   the first is what the others are compared with.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy

EXPERIMENT = Path(__file__).resolve().parents[2] / "configs/experiments/quick.toml"
REPLICATES = 3


def contents(program: Path, folder: Path) -> dict[str, numpy.ndarray]:
    output = folder / "results.h5"
    command = [program, "run", EXPERIMENT, "--replicates", str(REPLICATES), "--threads", "2", "--progress", "none",
               "--output", output]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, numpy.ndarray] = {}
    with h5py.File(output, "r") as file:
        file.visititems(lambda name, item: found.__setitem__(name, item[()]) if isinstance(item, h5py.Dataset) else None)
    return found


def differences(expected: dict[str, numpy.ndarray], given: dict[str, numpy.ndarray]) -> list[str]:
    found = [f"{name} is only in one of them" for name in sorted(expected.keys() ^ given.keys())]
    return found + [f"{name} differs" for name in sorted(expected.keys() & given.keys())
                    if not numpy.array_equal(expected[name], given[name])]


def main(programs: list[Path]) -> int:
    if len(programs) < 2:
        print(__doc__)
        return 2
    found = []
    for program in programs:
        with tempfile.TemporaryDirectory() as folder:
            found.append(contents(program, Path(folder)))
    datasets = len(found[0])
    if not any("digest" in name for name in found[0]):
        print("the results hold no digest")
        return 1
    failed = False
    for program, given in zip(programs[1:], found[1:]):
        wrong = differences(found[0], given)
        failed |= bool(wrong)
        print(f"{program}: " + ("; ".join(wrong) if wrong else f"all {datasets} variables equal those of {programs[0]}"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
