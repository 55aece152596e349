"""Tables, summary, report and plots from a results file of `piste run`."""

__all__ = ["Results", "ResultsError", "load"]


def __getattr__(name: str):
    # Read when first used, so that the commands can say in one line which packages are missing.
    if name in __all__:
        from . import results_file
        return getattr(results_file, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
