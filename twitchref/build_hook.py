"""What the wheel gets when it is built: the compendium as one file, and the manual page. Not part of the wheel itself."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelHook(BuildHookInterface[Any]):
    """Builds both from the checkout or the unpacked source distribution that the wheel is made of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the files; an editable install has none of them, so that an edit of the YAML is seen at once."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from twitchref.build import build
        from twitchref.cli.manual import manual

        self._folder = tempfile.TemporaryDirectory()  # goes with the run, also where that ends before `finalize`
        made = Path(self._folder.name)
        data_version, errors = build(Path(self.root) / "data", made / "compendium.sqlite")
        if errors:
            raise ValueError("the data has errors: " + "; ".join(map(str, errors)))
        self.app.display_info(f"data {data_version}")
        (made / "twitchref.1").write_text(manual(), encoding="utf-8")
        build_data["force_include"][str(made / "compendium.sqlite")] = "twitchref/compendium.sqlite"
        build_data["shared_data"][str(made / "twitchref.1")] = "share/man/man1/twitchref.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what was made on the way."""
        if version != "editable":
            self._folder.cleanup()
