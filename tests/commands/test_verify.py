"""piste verify: the same, or which run, variable, index and values are not."""

import pytest

h5py = pytest.importorskip("h5py")
np = pytest.importorskip("numpy")


def overwrite_characters(dataset, characters):
    """Writes characters as they are: h5py would make each of them a terminated, thus empty, text."""
    dataset.id.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(characters), dataset.id.get_type())


def test_an_honest_file_passes(piste, small_run, tmp_path):
    path = small_run("good.h5", 5)
    before = path.read_bytes()
    result = piste("verify", path)
    assert result.code == 0
    assert result.out.startswith("PASS: 5 runs of 5 repeated, every digest and stored value is the same; ")
    assert "every label, coordinate and attribute" in result.out
    assert path.read_bytes() == before


def test_a_sample_is_spread_over_the_runs(piste, small_run):
    result = piste("verify", small_run("good.h5", 9), "--sample", 3, "--threads", 2)
    assert result.code == 0
    assert result.out.startswith("PASS: 3 runs of 9 repeated")
    assert piste("verify", "good.h5", "--sample", 100).out.startswith("PASS: 9 runs of 9")


def test_compressed_and_plain_files_pass(piste, small_run):
    assert piste("verify", small_run("packed.h5", 4, "--compress")).code == 0


@pytest.mark.parametrize("variable, index, name", [
    ("tallies", (3, 5), "tallies[metric=departures]"),
    ("ledger", (3, 0, 4, 0), "ledger[payer=migrant, payee=police, leg=south]"),
    ("daily", (3, 0, 12), "daily[series=departures, day=-18]"),
])
def test_an_altered_number_is_named(piste, small_run, variable, index, name):
    path = small_run("bad.h5", 6)
    with h5py.File(path, "r+") as file:
        right = int(file[variable][index])
        file[variable][index] = right + 1
    result = piste("verify", path)
    assert result.code == 4
    assert "run 3 (mali-2016, replicate 3):" in result.out
    assert f"  {name}: {right + 1} in the file, {right} here" in result.out
    assert "DIFFER: 1 of 6 runs compared" in result.out
    assert "so it was altered or damaged after it was written" in result.out and "computed so" not in result.out
    assert "run 2 " not in result.out


def test_an_altered_digest_is_named(piste, small_run):
    path = small_run("bad.h5", 3)
    with h5py.File(path, "r+") as file:
        digests = file["run_digest"][:]
        digests[1, 0] = b"0" if digests[1, 0] != b"0" else b"1"
        overwrite_characters(file["run_digest"], digests)
    result = piste("verify", path)
    assert result.code == 4
    assert "run 1 " in result.out and "  digest: " in result.out
    assert "DIFFER: 1 of 3 runs compared" in result.out
    assert "so it was altered or damaged after it was written" in result.out


@pytest.mark.parametrize("attribute, text, explained", [
    ("compiler_flags", None, "The file was made by the same version, compiler and flags"),
    ("compiler_flags", "-O3 -ffast-math", "'-O3 -ffast-math'; this is piste"),
])
def test_a_run_that_another_machine_computed_otherwise(piste, small_run, attribute, text, explained):
    """Values and digest of another run in its place: what is stored fits together, and is not what is computed here."""
    path = small_run("bad.h5", 3)
    with h5py.File(path, "r+") as file:
        runs = file["run_replicate"].shape[0]
        for name, dataset in file.items():
            if dataset.ndim > 1 and dataset.shape[0] == runs and name not in ("run_scenario", "run_point"):
                values = dataset[:]
                values[1] = values[2]
                if dataset.dtype.kind == "S":
                    overwrite_characters(dataset, values)
                else:
                    dataset[...] = values
        if text is not None:
            file.attrs[attribute] = np.bytes_(text)
    result = piste("verify", path)
    assert result.code == 4
    assert "DIFFER: 1 of 3 runs compared" in result.out, result.out
    assert "Values and digests in the file fit each other, so they were computed so." in result.out
    assert explained in result.out
    assert ("-ffast-math among the file's may break that" in result.out) == (text is not None)


def test_an_altered_configuration_is_noticed(piste, small_run):
    path = small_run("bad.h5", 3)
    with h5py.File(path, "r+") as file:
        text = file["configuration"][:].tobytes()
        changed = text.replace(b"{ value = 2000, unit = \"persons/year\"", b"{ value = 2001, unit = \"persons/year\"")
        assert changed != text
        overwrite_characters(file["configuration"], np.frombuffer(changed, dtype="S1"))
    result = piste("verify", path)
    assert result.code == 4
    assert "hash" in result.err and "altered" in result.err


def test_another_model_version_names_the_release(piste, small_run):
    path = small_run("old.h5", 3)
    with h5py.File(path, "r+") as file:
        file.attrs.modify("model_version", np.int64(999))
        release = file.attrs["piste_version"]
        release = release.decode() if isinstance(release, bytes) else str(release)
    result = piste("verify", path)
    assert result.code == 5
    assert "model version 999" in result.err
    assert f"piste {release}" in result.err


def test_files_that_are_no_results(piste, small_run, tmp_path):
    (tmp_path / "text.h5").write_text("hello\n")
    with h5py.File(tmp_path / "foreign.h5", "w") as file:
        file["x"] = [1, 2]
    whole = small_run("whole.h5", 3).read_bytes()
    (tmp_path / "cut.h5").write_bytes(whole[: len(whole) // 2])
    for name in ("missing.h5", "text.h5", "foreign.h5", "cut.h5", "."):
        result = piste("verify", name)
        assert result.code == 2, name
        assert result.err.startswith("piste: error: "), name
        assert result.out == "", name


def swap_two_metrics(file):
    names = file["metric"][:]
    names[[0, 1]] = names[[1, 0]]
    overwrite_characters(file["metric"], names)


def blank_a_label(file):
    labels = file["place_label"][:]
    labels[0] = b"\0"
    overwrite_characters(file["place_label"], labels)


def lengthen_a_link(file):
    file["link_distance"][0] += 1


def same_type_text(holder, name):
    """Changes the last character of a text of fixed length, which stays one."""
    attribute = h5py.h5a.open(holder.id, name.encode())
    value = np.empty((), dtype=attribute.dtype)
    attribute.read(value)
    text = bytes(value)
    attribute.write(np.array(text[:-1] + (b"1" if text[-1:] != b"1" else b"2"), dtype=attribute.dtype))


@pytest.mark.parametrize("alter, name", [
    (swap_two_metrics, "variable metric: its values differ"),
    (blank_a_label, "variable place_label: its values differ"),
    (lengthen_a_link, "variable link_distance: its values differ"),
    (lambda file: same_type_text(file, "seed"), "attribute seed: differs"),
    (lambda file: same_type_text(file, "title"), "attribute title: differs"),
    (lambda file: same_type_text(file, "layout_hash"), "attribute layout_hash: differs"),
    (lambda file: same_type_text(file["daily"], "long_name"), "attribute daily:long_name: differs"),
    (lambda file: file.attrs.create("remark", 1), "attribute remark: the file has it, but it does not belong there"),
    (lambda file: file.create_dataset("extra", data=[1]), "variable extra: the file has it, but it does not belong"),
    (lambda file: file.pop("place_label"), "variable place_label: is missing in the file"),
    (lambda file: file["place_label"].dims[0].detach_scale(file["place"]), "variable place_label: its dimensions differ"),
])
def test_an_altered_description_is_named(piste, small_run, alter, name):
    path = small_run("bad.h5", 3)
    with h5py.File(path, "r+") as file:
        alter(file)
    result = piste("verify", path, "--sample", 1)
    assert result.code == 4, result.out + result.err
    assert name in result.out
    assert "of the file's description" in result.out
    assert "PASS" not in result.out


def test_a_run_table_that_is_not_the_plans_is_named(piste, small_run):
    path = small_run("bad.h5", 3)
    with h5py.File(path, "r+") as file:
        file["run_replicate"][1] = 7
    result = piste("verify", path)
    assert result.code == 4
    assert "row 1 of the run table is not the run that the plan has there" in result.out
