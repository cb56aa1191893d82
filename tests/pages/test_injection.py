"""Nothing typed and nothing in the data is read as markup, as a picture or as an order to the terminal."""

import json
import re
import unicodedata
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import MINI, Run
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from twitchref import model
from twitchref.build import build
from twitchref.model import Compendium
from twitchref.store import reader as store

# What something on the way might read as more than letters.
MARKUP = [
    "[/x]", "[see doctor]", "[red]", "[[a]b]", "[link=https://evil.example]x[/link]", "\\[bold]", ":leg:", ":warning:", "<b>", "&lt;b&gt;",
    "**x**", "__x__", "~~x~~", "`x`", "# x", "> x", "| a | b |", "![x](https://evil.example/x.png)", "[x](https://evil.example)",
    "<https://evil.example>", "<script>x</script>", "{x}", "%s", "$x", "\\", "\\e[31m",
]  # fmt: skip
ORDERS = [
    "\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\x", "\x9b31m", "\x1bc", "\x07", "\x08", "\r", "\x00", "\x7f",
    "\x0b", "\x0c", "\x85", "\u2028", "\u2029",
]  # fmt: skip
INVISIBLE = [
    "\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff",
    "\u00ad", "\ufff9", "\U000e0041", "\udcff",
]  # fmt: skip
NASTY = [*MARKUP, *ORDERS, *INVISIBLE]

nasty_text = st.lists(
    st.sampled_from(NASTY) | st.text(max_size=4) | st.sampled_from(["leg", "magnesium", " "]), min_size=1, max_size=6
).map("".join)
quick = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failure here is short as it is, and finding a shorter one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small compendium as a file, quicker to open some thousand times."""
    file = tmp_path_factory.mktemp("built") / "mini.sqlite"
    assert build(MINI, file)[1] == []
    return file


def unpainted(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def unsafe(text: str) -> list[str]:
    """The characters that do something to a terminal or to the order of letters, or that cannot be seen."""
    return [f"U+{ord(char):04X}" for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\n\t"]


def harmless(text: str) -> str:
    """The text as it is shown: on one line, what cannot be seen by its number."""
    return "".join(f"<U+{ord(char):04X}>" if not (char.isprintable() or char == " ") else char for char in " ".join(text.split()))


def compendium(text: str) -> Compendium:
    """One of everything, with the text in every field that is shown; the loader would refuse most of it."""
    cited = (model.Citation("good", text),)
    claim = model.Claim(text, "moderate", cited, cited, text)
    signs = tuple(model.Sign(level, level, text, f"If {text}.", "moderate", cited, text, text, text) for level in get_args(model.Level))
    name = (model.Name(text, "lay"), model.Name("leg", "lay"))
    reviewed: dict[str, Any] = {"reviewed": "2026-01-02", "review_due": "2999-01-02", "reviewer": text}
    every: dict[str, Any] = {
        "names": name,
        "help": model.Help(*((sign,) for sign in signs)),
        "sign_ids": get_args(model.Level),
        "summary": (claim,),
        "pattern": (claim,),
        **reviewed,
    }
    ends: dict[str, Any] = {
        "self_care": (claim,),
        "treatment": (claim,),
        "unknown": (claim,),
        "see_also": (model.Pointer("term", "t", text),),
    }
    links = (model.Link("cause", "magnesium", text, "common", (claim,)),)
    site = model.Entry("site", "leg", text, causes=links, anywhere=links, **every, **ends)
    sites = (model.Link("site", "leg", text, "common", (claim,)),)
    code = (model.Code("HP", text, text),)
    related = (model.Link("cause", "other", text, None, ()),)
    cause = model.Entry(
        "cause", "magnesium", text, cause_kind="deficiency", codes=code, mechanism=(claim,), sites=sites, related=related, **every, **ends
    )
    term = model.Entry("term", "t", "a plain term", gloss=text, summary=(claim,), **reviewed)
    source = model.Source("good", text, text, 2024, "review", "A", f"https://example.org/{text}")
    return Compendium((site, cause, term), signs, (source,), model.Words(), frozenset(), "0" * 64)


PAGES = [
    ("site", "leg"), ("site",), ("cause", "magnesium"), ("cause",), ("term", "t"), ("search", "leg"), ("source", "good"), ("source",),
    ("compare", "leg"), ("signs",), ("sheet", "leg"), ("site", "magnesium"), ("site", "legg"), ("site", "leg", "--all"),
    ("cause", "magnesium", "--all"), ("site", "leg", "causes"), ("compare", "magnesium"), ("signs", "leg"), ("site", "--all"),
]  # fmt: skip


def written(text: str, tmp_path: Path) -> Path:
    file = tmp_path / "nasty.sqlite"
    file.unlink(missing_ok=True)
    store.build(compendium(text), str(file)).connection.close()
    return file


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_that_is_typed_is_repeated_as_typed(typed: str, run: Callable[..., Run], mini: Path) -> None:
    for command in ("site", "cause", "search", "term", "source"):
        for color in ("never", "always"):
            first = run(command, f"{typed} zzyq xqqz", "--color", color, data=mini).err.splitlines()[0]

            assert f'"{typed} zzyq xqqz"' in first
    assert json.loads(run("site", f"{typed} zzyq xqqz", "--json", data=mini).out)["query"] == f"{typed} zzyq xqqz"


@pytest.mark.parametrize("typed", ORDERS + INVISIBLE, ids=ascii)
def test_what_cannot_be_seen_is_shown_by_its_number(typed: str, run: Callable[..., Run], mini: Path) -> None:
    for command in ("site", "search", "source"):
        err = run(command, f"zz{typed}yq", data=mini).err

        assert err.startswith(f'Nothing found for "{harmless(f"zz{typed}yq")}".')


@quick
@given(typed=nasty_text)
def test_nothing_typed_as_a_name_reaches_the_terminal_raw(typed: str, run: Callable[..., Run], mini: Path) -> None:
    for command in ("site", "search", "source", "sheet", "compare"):
        plain = run(command, "--", typed, data=mini)
        painted = run(command, "--color", "always", "--", typed, width=40, data=mini)

        assert plain.code == painted.code
        assert plain.code in (0, 2, 3, 4)
        assert unsafe(plain.out + plain.err + unpainted(painted.out + painted.err)) == []


@quick
@given(typed=nasty_text)
def test_nothing_typed_elsewhere_reaches_the_terminal_raw(typed: str, run: Callable[..., Run], mini: Path) -> None:
    """Usage errors, hints and paths repeat what was typed as well."""
    for arguments in (
        (typed,),
        ("leg", typed),
        (typed, "leg"),
        ("help", typed),
        ("site", "leg", f"--{typed}"),
        ("site", "leg", "--format", typed),
        ("search", "leg", "--limit", typed),
        ("--color", typed, "site", "leg"),
        ("check", f"no-such-directory/{typed}"),
        ("--data", f"no-such-directory/{typed}", "site", "leg"),
    ):
        if not ({"\0", "\n"} & set(typed)):
            shown = run(*arguments, data=None, env={"TWITCHREF_DATA": str(mini)})

            assert unsafe(shown.out + shown.err) == []


@pytest.mark.parametrize(
    "arguments",
    [("legg", "\u202e"), ("help", "\u202ex"), ("help", "\x1b]0;x\x07"), ("site", "-\u202e"), ("search", "x", "--in", "\u202e")],
    ids=ascii,
)
def test_a_usage_error_shows_harmlessly_what_cannot_be_seen(arguments: tuple[str, ...], run: Callable[..., Run], mini: Path) -> None:
    shown = run(*arguments, data=mini)

    assert shown.code == 2
    assert shown.err
    assert unsafe(shown.out + shown.err) == []


@quick
@given(text=nasty_text)
def test_nothing_in_the_data_reaches_the_terminal_raw(text: str, run: Callable[..., Run], tmp_path: Path) -> None:
    data = written("x" + text.replace("\udcff", "") + "x", tmp_path)

    for page in PAGES:
        plain, painted = run(*page, data=data), run(*page, "--color", "always", width=200, data=data)
        markdown = run(*page, "--format", "markdown", data=data)

        assert plain.code in (0, 4)
        assert unsafe(plain.out + plain.err + markdown.out + unpainted(painted.out + painted.err)) == []


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_the_data_is_shown_as_it_stands(text: str, run: Callable[..., Run], tmp_path: Path) -> None:
    data = written(f"x {text} x", tmp_path)

    for width, color in product((None, 80), ("never", "always")):
        shown = run("site", "leg", "--all", "--color", color, data=data, width=width)

        said = " ".join(word for word in unpainted(shown.out).split() if word not in "-·▌")
        cited = f"(moderate) [1 x {text} x]"
        otherwise = f"Otherwise: [1 x {text} x] Note: x {text} x"
        for stated in (f"x {text} x Site:", f"x {text} x {cited}", f"x {text} x {cited} {otherwise}", f"x {text} x (term)"):
            assert " ".join(stated.split()) in said


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_the_data_is_text_in_markdown(text: str, run: Callable[..., Run], tmp_path: Path) -> None:
    """Read by a Markdown reader, the page says what the plain page says, and has no link, picture, code or HTML but its addresses."""
    page = run("site", "leg", "--all", "--format", "markdown", data=written(f"x {text} x", tmp_path)).out

    tokens = [
        token
        for block in MarkdownIt("commonmark").enable("strikethrough").enable("table").parse(page)
        for token in (block, *(block.children or ()))
    ]
    said = ["".join(t.content for t in token.children or ()) for token in tokens if token.type == "inline"]
    assert said[0] == f"x {text} x"
    assert f"x {text} x (moderate) [1 x {text} x] Note: x {text} x" in said
    assert f"x {text} x (moderate) [1 x {text} x] Otherwise: [1 x {text} x] Note: x {text} x" in said
    shapes = {token.type for token in tokens}
    assert not shapes & {
        "image",
        "html_inline",
        "html_block",
        "code_inline",
        "code_block",
        "fence",
        "em_open",
        "s_open",
        "blockquote_open",
        "table_open",
    }
    assert [token for token in tokens if token.type == "link_open" and token.markup != "autolink"] == []


@pytest.mark.parametrize("name", ["\x1b[31mleg", "leg\u202e", "[red]leg", ":leg:"], ids=ascii)
def test_a_file_s_own_name_is_shown_harmlessly(name: str, run: Callable[..., Run], tmp_path: Path) -> None:
    """File names come from the disk; what cannot be seen in one keeps its file from being read."""
    (tmp_path / "sites").mkdir()
    (tmp_path / "sources.yaml").write_bytes((MINI / "sources.yaml").read_bytes())
    text = (MINI / "sites" / "lip.yaml").read_text(encoding="utf-8")
    (tmp_path / "sites" / f"{name}.yaml").write_text(text, encoding="utf-8")

    listed, checked, hint = run("site", data=tmp_path), run("check", str(tmp_path)), run("check", str(tmp_path), "--format", "github")

    assert (f"Lip ({name})" in listed.out.splitlines()) is name.isprintable()
    assert any(line.startswith(f"sites/{ascii(name)[1:-1]}.yaml:") for line in checked.out.splitlines())
    assert unsafe(listed.out + checked.out + hint.out) == []
