"""The Python door: `twitchref.open()` gives the answers, its examples run, and importing it costs next to nothing."""

import doctest
import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import MINI, ROOT, Run

import twitchref
from twitchref import answer, reference
from twitchref.build import build
from twitchref.pages.json import document


@pytest.fixture
def on_real_data(real_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples ask the real data, as a reader's own do."""
    monkeypatch.setenv("TWITCHREF_DATA", str(real_file))


@pytest.mark.usefixtures("on_real_data")
@pytest.mark.parametrize("module", [twitchref, reference], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_are_true(module: object) -> None:
    failed, tried = doctest.testmod(module, extraglobs={"twitchref": twitchref})  # type: ignore[arg-type]

    assert tried > 4
    assert failed == 0


@pytest.mark.usefixtures("on_real_data")
def test_the_examples_in_the_readme_are_true() -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    text = "\n".join(blocks)
    test = doctest.DocTestParser().get_doctest(text, {}, "README", "README.md", 0)

    failed, tried = doctest.DocTestRunner().run(test)

    assert tried > 4
    assert failed == 0


def test_the_readme_says_truly_that_each_look_up_is_a_method() -> None:
    """Of the first table, but for what only prints or writes."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Read an answer")[0]
    commands = [*dict.fromkeys(re.findall(r"^\| `twitchref (\w+)", text, re.MULTILINE))]

    assert len(commands) > 10
    assert [name for name in commands if not hasattr(reference.Reference, name)] == ["leg", "help", "web"]


# A question of the door, and the command line that asks the same.
QUESTIONS: dict[str, Callable[[reference.Reference], answer.Answer]] = {
    "site my left leg": lambda door: door.site("my left leg"),
    "cause E83.42": lambda door: door.cause("E83.42"),
    "term myokymia": lambda door: door.term("myokymia"),
    "site magnesium": lambda door: door.site("magnesium"),
    "cause strain": lambda door: door.cause("strain"),
    "term xylophone": lambda door: door.term("xylophone"),
    "search dopamine": lambda door: door.search("dopamine"),
    "search magnesium --limit 2 --in cause": lambda door: door.search("magnesium", limit=2, kind="cause"),
    "signs": lambda door: door.signs(),
    "compare ear leg": lambda door: door.compare(["ear", "leg"]),
    "source good": lambda door: door.source("good"),
    "source": lambda door: door.sources(),
    "site": lambda door: door.listing("site"),
    "about": lambda door: door.about(),
    "sheet leg": lambda door: door.sheet("leg"),
}


@pytest.mark.parametrize("line", QUESTIONS)
def test_the_door_answers_as_the_command_line_does(line: str, run: Callable[..., Run]) -> None:
    door = twitchref.open(MINI)

    assert document(QUESTIONS[line](door), door.version) == json.loads(run(*line.split(), "--json").out)


def test_a_page_that_is_ready_made_is_the_page(real_file: Path) -> None:
    """JSON goes from the file to stdout without being read; it says the same as the page that people get."""
    whole, ready = reference.Reference.open(real_file), reference.Reference.open(real_file)
    ready.ready = True

    for kind, names in {"site": ("ear", "my left leg"), "cause": ("magnesium", "E83.42", "bells palsy"), "term": ("myokymia",)}.items():
        for name in names:
            texts = ready.page(kind, name)  # type: ignore[arg-type]

            assert isinstance(texts, answer.Ready)
            assert document(texts, "v") == document(whole.page(kind, name), "v")  # type: ignore[arg-type]


def test_what_can_go_wrong_has_a_name_at_the_door(tmp_path: Path) -> None:
    with pytest.raises(twitchref.NoDataError, match="there is no data at"):
        twitchref.open(tmp_path)
    (tmp_path / "thesis").write_text("thesis\n", encoding="utf-8")
    with pytest.raises(twitchref.StoreError, match="is not a twitchref data file"):
        twitchref.open(str(tmp_path / "thesis"))
    with pytest.raises(AttributeError, match="has no attribute 'diagnose'"):
        twitchref.diagnose  # noqa: B018


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda door: door.search("leg", limit=0), ValueError, "limit is 0; it must be at least 1"),
        (lambda door: door.search("leg", kind="place"), ValueError, "there is no kind 'place'; the kinds are site, cause, term"),
        (lambda door: door.compare("ear"), TypeError, r"several names, not one text; write compare\(\['ear'\]\)"),
        (lambda door: door.compare([]), ValueError, "at least one site"),
        (lambda door: twitchref.open(""), twitchref.NoDataError, "the path is empty"),
    ],
)
def test_a_question_that_makes_no_sense_is_an_error_that_says_why(
    ask: Callable[[reference.Reference], object], error: type[Exception], message: str
) -> None:
    door = twitchref.open(MINI)

    with pytest.raises(error, match=message):
        ask(door)


@pytest.mark.parametrize("built", [True, False], ids=["file", "YAML"])
def test_any_thread_may_ask_and_many_may_at_once(built: bool, tmp_path: Path) -> None:
    if built:
        build(MINI, tmp_path / "built")
    data = tmp_path / "built" if built else MINI
    questions = [*QUESTIONS.values()] * 4
    expected = [ask(twitchref.open(data)) for ask in questions]
    door = twitchref.open(data)

    with ThreadPoolExecutor(8) as threads:
        assert expected == list(threads.map(lambda ask: ask(door), questions))


def test_a_file_that_has_errors_is_an_answer_and_no_exception(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "leg.yaml").write_text("name: Leg\n", encoding="utf-8")

    found = twitchref.open(tmp_path).site("leg")

    assert isinstance(found, answer.Unreadable)
    assert {problem.place.file for problem in found.problems} == {"sites/leg.yaml"}


def test_importing_it_imports_nothing_of_weight() -> None:
    script = "import sys; before = set(sys.modules); import twitchref; print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)

    assert ran.stdout.split() == ["twitchref"]
