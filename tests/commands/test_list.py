"""piste list: the model's own lists, and what is in the folders of configurations."""

from conftest import SCENARIO, SOURCE


def test_scenarios_of_this_project(piste):
    result = piste("list", "scenarios", cwd=SOURCE)
    assert result.code == 0
    assert "configs/scenarios/mali-2016.toml: mali-2016, " in result.out


def test_scenarios_of_a_folder_with_a_broken_one(piste, tmp_path):
    (tmp_path / "good.toml").write_text('name = "good"\ntitle = "A good one"\n')
    (tmp_path / "bad.toml").write_text("name = \n")
    (tmp_path / "notes.txt").write_text("x")
    result = piste("list", "scenarios", tmp_path)
    assert result.code == 0
    bad, good = result.out.splitlines()
    assert bad.endswith("bad.toml lists all") and "cannot be read: 1 problem" in bad
    assert good.endswith("good.toml: good, A good one")


def test_folders_that_are_not_there(piste, tmp_path):
    result = piste("list", "scenarios")
    assert result.code == 2
    assert "configs/scenarios: cannot be listed" in result.err
    (tmp_path / "configs").mkdir()
    result = piste("list", "interventions")
    assert result.code == 0
    assert result.out == "no interventions: there is no folder configs/interventions\n"


def test_metrics_and_series_have_units_and_meanings(piste):
    for topic, known in (("metrics", "ransom_paid"), ("series", "in_ghettos")):
        result = piste("list", topic)
        assert result.code == 0
        line = next(line for line in result.out.splitlines() if line.startswith(known + " "))
        assert len(line.split()) > 3


def test_parameters_have_value_unit_range_and_source(piste):
    result = piste("list", "parameters", SCENARIO)
    assert result.code == 0
    assert "population.migrants_per_year = 35000 persons/year\n" in result.out
    assert "; source: " in result.out and "; assumption: " in result.out and "; range [" in result.out
    changed = piste("list", "parameters", SCENARIO, "--set", "population.migrants_per_year=31000")
    assert "population.migrants_per_year = 31000 persons/year\n" in changed.out


def test_unknown_topic(piste):
    result = piste("list", "metric")
    assert result.code == 2
    assert "piste cannot list 'metric'; did you mean 'metrics'?" in result.err
