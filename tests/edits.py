"""Changes to a copied compendium, and what `check` then says: for the tests of every room."""

from pathlib import Path

from conftest import MINI

from twitchref.build import build
from twitchref.checking import check

TODAY = "2026-11-24"
LEG, STRESS, SIGNS, SOURCES, TERM = "sites/leg.yaml", "causes/stress.yaml", "signs.yaml", "sources.yaml", "terms/myokymia.yaml"
SECTION = "{}:\n  - text: {}\n    certainty: high\n    sources: [{}]\nreviewed:"


def change(file: Path, old: str, new: str) -> None:
    """Puts another text where one stands first."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_off(how: str, data: Path) -> None:
    """Makes data that end too early: a YAML file that is `bad`, or a built file that is `damaged`; of any other word, nothing."""
    if how == "bad":
        (data / "sites").mkdir(parents=True)
        (data / "sites" / "leg.yaml").write_text("name: [\n", encoding="utf-8")
    elif how == "damaged":
        assert build(MINI, data)[1] == []
        with data.open("r+b") as file:
            file.truncate(5000)


def found(data: Path, code: str, today: str = TODAY) -> list[str]:
    """The problems with this code, without the word for their level."""
    _, problems = check.check(data, today)
    return [str(problem).replace(f": {problem.level} {code} ", ": ") for problem in problems if problem.code == code]


def add(data: Path, file: str, section: str, text: str, sources: str = "good") -> None:
    """Puts a section with one claim before the review of an entry; its text stands in the next line, at column 11."""
    change(data / file, "reviewed:", SECTION.format(section, text, sources))
