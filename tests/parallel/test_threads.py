"""The same bytes on any number of threads."""


def test_threads(run):
    one = run("one.h5", 40, "--threads", "1")
    for threads in (2, 3, 4, 8):
        assert run(f"threads{threads}.h5", 40, "--threads", str(threads)) == one, threads


def test_compressed_too(run):
    one = run("one.h5", 20, "--threads", "1", "--compress")
    assert run("four.h5", 20, "--threads", "4", "--compress") == one
