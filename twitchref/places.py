"""Where the data is."""

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


def yaml_data(chosen: str | None) -> Path:
    """The YAML of the chosen data; without a choice, that which `default_data` is or was built from."""
    default = default_data()
    return Path(chosen) if chosen else default.with_name("data") if default.suffix == ".sqlite" else default
