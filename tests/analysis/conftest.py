import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "analysis"), str(Path(__file__).parent)]

import synthetic  # noqa: E402
from piste_analysis import load  # noqa: E402
from piste_analysis.evidence import read_facts  # noqa: E402


@pytest.fixture(scope="session")
def results_path(tmp_path_factory):
    return synthetic.write(tmp_path_factory.mktemp("results") / "results.h5", synthetic.typical(runs=12))


@pytest.fixture(scope="session")
def results(results_path):
    return load(results_path)


@pytest.fixture(scope="session")
def facts():
    return read_facts()


@pytest.fixture
def load_with(tmp_path):
    """Loads a typical file after `change` has altered its arrays."""
    def loaded(change=lambda content: None, runs=4, **options):
        content = synthetic.typical(runs=runs)
        change(content)
        return load(synthetic.write(tmp_path / "changed.h5", content, **options))
    return loaded
