"""What can go wrong outside the data's YAML, and ends a run."""


class StoreError(Exception):
    """A data file is not one of ours, or is damaged; the message is for the person at the terminal."""


class WriteError(Exception):
    """A file must not or cannot be written where it was asked for; the message is for the person at the terminal."""


class NoDataError(Exception):
    """There is no data where it was looked for; the message names the path, who chose it and what to do."""


class ReaderGoneError(Exception):
    """Nobody reads what we write any more: no reason to say anything."""
