"""Tables, summary, report and plots from a results file of `piste run`."""

from .results_file import Results, ResultsError, load

__all__ = ["Results", "ResultsError", "load"]
