"""An offline, cited reference about muscle twitching by body site, to be asked from Python.

>>> import twitchref
>>> reference = twitchref.open()
>>> page = reference.site("my left leg")
>>> page.entry.name
'Leg'
>>> page.entry.help.emergency[0].text[:39]
'Call your local emergency number now if'
>>> reference.site("magnesium").kind  # not a site: what comes near is offered, never shown as exact
'near'

What comes back are the named tuples of `twitchref.answer` and `twitchref.model`; their fields are those of the JSON documents.
Nothing is imported before it is needed: `import twitchref` alone costs next to nothing.
"""

TYPE_CHECKING = False  # mypy takes a name that is spelt so for true; typing's own costs more than all the rest here
if TYPE_CHECKING:
    from os import PathLike
    from typing import Any

    from twitchref.errors import NoDataError as NoDataError
    from twitchref.errors import StoreError as StoreError
    from twitchref.reference import Reference as Reference

__version__ = "0.1.0"


def open(path: "str | PathLike[str] | None" = None) -> "Reference":
    """A reference to ask.

    `path` is a data directory, or a file that `twitchref build` made; without one, what the environment variable TWITCHREF_DATA
    names, or else the data that twitchref comes with. Raises NoDataError where there is no data or the path is empty, and StoreError
    where a file is not a twitchref data file or is damaged; a damaged file may show itself only when it is asked. Any thread may ask.

    >>> try:
    ...     twitchref.open("no-such-directory")
    ... except twitchref.NoDataError as error:
    ...     print(str(error).partition(";")[0])
    there is no data at no-such-directory
    """
    from twitchref.data_path import in_use
    from twitchref.reference import Reference

    if path == "":  # a name that was left empty by mistake must not silently mean other data
        from twitchref.errors import NoDataError

        raise NoDataError("the path is empty; name a data directory or a file that `twitchref build` made")
    return Reference.open(in_use(None if path is None else str(path)))


def __getattr__(name: str) -> "Any":
    """`Reference`, `NoDataError` and `StoreError`, imported when they are first asked for."""
    if name == "Reference":
        from twitchref.reference import Reference

        return Reference
    if name in ("NoDataError", "StoreError"):
        from twitchref import errors

        return getattr(errors, name)
    raise AttributeError(f"module 'twitchref' has no attribute '{name}'")
