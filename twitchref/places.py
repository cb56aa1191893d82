"""Where the data is."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def default_data() -> Path:
    """The built file of an installed program; else the YAML inside the package, or at the top of a checkout."""
    return next((path for path in (PACKAGE / "compendium.sqlite", PACKAGE / "data") if path.exists()), PACKAGE.parent / "data")


def yaml_data(chosen: str | None) -> Path:
    """The YAML of the chosen data; without a choice, that which `default_data` is or was built from."""
    default = default_data()
    return Path(chosen) if chosen else default.with_name("data") if default.suffix == ".sqlite" else default
