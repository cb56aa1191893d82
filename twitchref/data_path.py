"""Where the data is, who said so, and how to call the program again with it."""

import os
from pathlib import Path

PACKAGE = Path(__file__).parent
BUILT = PACKAGE / "compendium.sqlite"


def default_data() -> Path:
    """The built file of an installed program; else the YAML inside the package, or at the top of a checkout.

    Of a package inside a zip, none of them is on the disk: then it is the built file, which `packed` reads.
    """
    places = (BUILT, PACKAGE / "data", PACKAGE.parent / "data")
    return next((path for path in places if path.exists()), places[-1] if PACKAGE.exists() else BUILT)


def is_built(data: Path) -> bool:
    """Whether the data is one built file rather than a directory of YAML."""
    return data.is_file() or data == BUILT


def packed(path: Path) -> bytes | None:
    """The bytes of the package's own built file inside a zip (`/x/twitchref.pyz/twitchref/...`); None for any other path."""
    if path != BUILT:
        return None
    from importlib.resources import files  # slow: only where nothing is on the disk

    built = files("twitchref") / BUILT.name
    return built.read_bytes() if built.is_file() else None


def resource(folder: str, name: str) -> str:
    """The text of a file of the package that is no Python, also where the package is in a zip."""
    from importlib.resources import files  # slow: only where it is needed

    return (files("twitchref") / folder / name).read_text(encoding="utf-8")


def chosen(data: str | None) -> str | None:
    """The data that was named, by the option or else by the environment."""
    return data or os.environ.get("TWITCHREF_DATA") or None


def in_use(data: str | None) -> Path:
    """The data to read: what was named, or what the program came with."""
    named = chosen(data)
    return Path(named) if named else default_data()


def origin(data: str | None) -> str:
    """Who chose the data in use, to stand in brackets after its path; `data` is the option's value."""
    return "from --data" if data else "from TWITCHREF_DATA" if chosen(None) else "the program's own"


def program(data: str | None) -> str:
    """How a command line begins that reads the same data as this run; every command that is printed begins so.

    What stands in the environment stands there for the next command too; an option has to be given again.
    """
    return f"twitchref --data {quoted(data)}" if data else "twitchref"


def quoted(word: str) -> str:
    """The word as a shell takes it back; letters that cannot be seen are escapes, which bash, zsh and ksh understand."""
    from shlex import quote

    if word.isprintable():
        return quote(word)
    seen = ("".join(f"\\x{byte:02x}" for byte in os.fsencode(char)) if char in "\\'" or not char.isprintable() else char for char in word)
    return f"$'{''.join(seen)}'"


def yaml_data(data: str | None) -> Path:
    """The YAML of the named data; without a name, of `data` in the current folder, else what the program's own is or was built from."""
    if named := chosen(data):
        return Path(named)
    here, default = Path("data"), default_data()
    if any((here / folder).is_dir() for folder in ("sites", "causes")):
        return here
    return default.with_name("data") if default.suffix == ".sqlite" else default
