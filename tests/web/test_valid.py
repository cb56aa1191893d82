"""The pages are valid HTML and the styles valid CSS, by the Nu Html Checker."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from webpages import ANSWERS, OF_THE_SITE, UNDER, from_npm, write

JAVA = shutil.which("java")


@pytest.fixture(scope="module")
def checked(real_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that the checker says of a page of each kind and of the styles, in one run."""
    if not JAVA:
        pytest.skip("there is no Java to run the Nu Html Checker with, so this was not tested")
    jar = from_npm("vnu-jar/build/dist/vnu.jar")
    folder = tmp_path_factory.mktemp("pages")
    write(folder, real_file)
    pages = [f"{UNDER}/{path}" for path in OF_THE_SITE.values() if "?" not in path] + [f"{kind}.html" for kind in ANSWERS]
    (folder / "broken.html").write_text("<p>This is no page.", encoding="utf-8")
    (folder / "broken.css").write_text("p { colour: red }", encoding="utf-8")
    command = [JAVA, "-jar", str(jar), "--stdout", "--exit-zero-always", "--format", "gnu", "--also-check-css"]
    ran = subprocess.run([*command, *pages, f"{UNDER}/style.css", "broken.html", "broken.css"], cwd=folder, capture_output=True, text=True)
    assert not ran.stderr and not ran.returncode
    return ran.stdout


def test_the_checker_finds_what_is_broken_and_nothing_in_ours(checked: str) -> None:
    """Nothing is left out: neither a warning nor a remark."""
    assert {"broken.html", "broken.css"} <= set(re.findall(r"broken\.\w+", checked))
    assert [line for line in checked.splitlines() if line.strip() and "broken." not in line] == []
