"""What goes wrong for a reason that the user can mend."""


class ResultsError(Exception):
    """The file cannot be read as Piste results; the text says why and what would be right."""
