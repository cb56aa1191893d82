"""Real files, damaged: nothing raises, and what makes them invalid is told in the file and at the line where it stands."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import DATA
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twitchref.checking import check
from twitchref.problem import Problem
from twitchref.reading import load, yamltree
from twitchref.reading.nodes import Mapping, Node, Sequence, Text
from twitchref.store import reader as store

EXAMPLES = 800  # in CI: half of them fields that are wrong, half spliced bytes
FULL = 100_000  # with --full

TODAY = "2026-11-24"
SITE, CAUSE, TERM = "sites/chest.yaml", "causes/palpitations.yaml", "terms/myokymia.yaml"
SIGNS, SOURCES = "signs.yaml", "sources.yaml"

# Which fields a record must have, and the code that tells of one that is missing.
ENTRY = dict.fromkeys(("name", "summary", "reviewed", "review_due", "reviewer"), "E202")
NEEDED = {
    "sites": {**ENTRY, "help": "E202", "causes": "E202"},
    "causes": {**ENTRY, "help": "E202", "kind": "E202"},
    "terms": ENTRY,
    "source": dict.fromkeys(("title", "publisher", "kind", "grade"), "E202"),
    "claim": {"text": "E202", "certainty": "E202", "sources": "E401"},
    "sign": {**dict.fromkeys(("level", "sign", "short", "why", "certainty"), "E202"), "sources": "E401"},
    "link": dict.fromkeys(("cause", "frequency", "claims"), "E202"),
    "related": {"cause": "E202"},
    "code": dict.fromkeys(("system", "code", "label"), "E202"),
}
# What may be put in place of a field's value, and the code that tells of it.
WRONG = {
    "certainty": ("sure", "E206"),
    "level": ("soon", "E206"),
    "generic": ("yes", "E206"),
    "frequency": ("often", "E206"),
    "kind": ("other", "E206"),
    "grade": ("E", "E206"),
    "system": ("SNOMED", "E206"),
    "reviewed": ("2026-02-30", "E205"),
    "review_due": ("1999-01-01", "E404"),
    "year": ("last year", "E205"),
    "url": ("http://example.org/", "E405"),
    "cause": ("no-such-cause", "E301"),
    "sources": ("[no-such-source]", "E302"),
    "against": ("[no-such-source]", "E302"),
    "help": ("[no-such-sign]", "E305"),
    "see_also": ("[site:no-such-site]", "E303"),
}


class Mutation(NamedTuple):
    """A change to a file, and the problem that it makes."""

    file: str
    what: str
    start: int
    end: int
    new: str
    code: str
    line: int


class Field(NamedTuple):
    """A field of a record in a file: which, in which mapping, and from where to where it stands in the text."""

    record: str
    key: Text
    value: Node
    mapping: Mapping
    start: int
    end: int


def _record(key: str, record: str) -> str:
    """What kind of record stands under a field."""
    if record.startswith("table of "):
        return record.removeprefix("table of ").removesuffix("s")
    if key in ("causes", "anywhere", "rarer_diseases"):
        return "link"
    return {"names": "names", "codes": "code", "related": "related"}.get(key, "claim")


def _fields(text: str, node: Node, record: str) -> Iterator[Field]:
    """Every field in the file, however deep; `record` is what the node is."""
    if isinstance(node, Sequence):
        for item in node:
            yield from _fields(text, item, record)
    elif isinstance(node, Mapping):
        keys = list(node)
        for at, (key, value) in enumerate(node.items()):
            start = _offset(text, key)
            end = _offset(text, keys[at + 1]) if at + 1 < len(keys) else _end(text, start, key.place.column - 1)
            yield Field(record, key, value, node, start, end)
            yield from _fields(text, value, _record(key, record))


def _offset(text: str, key: Text) -> int:
    lines = text.splitlines(keepends=True)
    offset = sum(map(len, lines[: key.place.line - 1])) + key.place.column - 1
    assert text.startswith(f"{key}:", offset), key
    return offset


def _end(text: str, start: int, indent: int) -> int:
    """Where the last field of a mapping ends: before the first line that is indented less."""
    if indent == 0:
        return len(text)
    match = re.compile(rf"\n(?! {{{indent}}}| *\n)").search(text, start)
    return match.start() + 1 if match and match.end() < len(text) else len(text)


def _mutations(file: str, text: str) -> Iterator[Mutation]:
    """Every way to drop, double, retype, rename or misstate a field of the file."""
    node, problems = yamltree._parsed(text, file)
    assert node is not None
    assert not problems
    kind = f"table of {file.removesuffix('.yaml')}" if file in (SIGNS, SOURCES) else file.partition("/")[0]
    for record, key, value, mapping, start, end in _fields(text, node, kind):
        whole = text[start:end]
        core = whole.rstrip()
        line, indent = key.place.line, " " * (key.place.column - 1)

        def put(what: str, new: str, code: str, at: int = line, start: int = start, end: int = start + len(core)) -> Mutation:
            return Mutation(file, what, start, end, new, code, at)

        if code := NEEDED.get(record, {}).get(key):
            last = end == _end(text, start, key.place.column - 1)
            if len(mapping) > 1:
                before = text.rfind("\n", 0, start) + 1 if last else start
                yield put(f"drop {key}", "", code, mapping.place.line, before, end)
        yield put(f"double {key}", f"{core}\n{indent}{core}", "E113", line + core.count("\n") + 1)
        yield put(f"retype {key}", f"{key}: {'[x]' if isinstance(value, Text) else 'x'}", "E203")
        if not record.startswith("table"):
            yield put(f"rename {key}", core.replace(f"{key}:", f"{key}zq:", 1), "E201")
        if isinstance(value, Text):
            yield put(f"empty {key}", f"{key}: ''", "E206" if WRONG.get(key, ("", ""))[1] == "E206" else "E204")
        elif isinstance(value, Sequence) and key != "sources":
            yield put(f"empty {key}", f"{key}: []", "E204")
        if key in WRONG and not record.startswith("table"):
            wrong, code = WRONG[key]
            yield put(f"wrong {key}", f"{key}: {wrong}", code)
        if key == "certainty" and "note" not in mapping:
            yield put("argue", "certainty: conflicting", "E402")
        if core == f"{key}: {value}":
            yield put(f"comment behind {key}", f"{core} #1", "E114")
            yield put(f"open a quote at {key}", f'{key}: "{value}', "E106")
        elif core.endswith("]") and "\n" not in core:
            yield put(f"leave open {key}", core[:-1], "E106")


def _named(table: str, texts: list[str]) -> str:
    """The rows of a real table that some texts name."""
    named = {id_ for text in texts for id_ in re.findall(r"[a-z0-9-]+", text)}
    rows = re.findall(r"^([a-z0-9-]+):\n((?:  .*\n)+)", (DATA / table).read_text(), re.MULTILINE)
    return "".join(f"{id_}:\n{fields}" for id_, fields in rows if id_ in named)


@cache
def files() -> dict[str, str]:
    """Every real file that is mutated, with its text; of the signs and sources, those that the small directory names."""
    entries = {
        f"{folder}/{path.name}": path.read_text() for folder in ("sites", "causes", "terms") for path in sorted((DATA / folder).iterdir())
    }
    texts = [entries[file] for file in (SITE, CAUSE, TERM)]
    signs = _named(SIGNS, texts)
    return {**entries, SIGNS: signs, SOURCES: _named(SOURCES, [*texts, signs])}


class Small:
    """A small copied directory: a site, a cause, a term, their signs and sources, one of which at a time is another."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.kept = {file: files()[file] for file in (SITE, CAUSE, TERM, SIGNS, SOURCES)}
        for file, text in self.kept.items():
            (directory / file).parent.mkdir(exist_ok=True)
            (directory / file).write_text(text)

    @contextmanager
    def holding(self, file: str, content: bytes) -> Iterator[None]:
        """With this file in place of the one of its kind."""
        kept = next(kept for kept in self.kept if kept.partition("/")[0] == file.partition("/")[0])
        (self.directory / kept).unlink()
        (self.directory / file).write_bytes(content)
        yield
        (self.directory / file).unlink()
        (self.directory / kept).write_text(self.kept[kept])


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


@pytest.fixture
def half(request: pytest.FixtureRequest) -> settings:
    """Half of the examples: always the same ones in CI, others in each full run."""
    full = bool(request.config.getoption("--full"))
    count = (FULL if full else EXAMPLES) // 2
    return settings(max_examples=count, deadline=None, database=None, derandomize=not full, suppress_health_check=list(HealthCheck))


def _apart(first: Mutation, second: Mutation) -> bool:
    """Whether a file can have both: neither within the other, neither what ends the reading, no day compared with one that is broken."""
    ends_before = first.end <= second.start or second.end <= first.start
    broken_day = "E404" in (first.code, second.code) and any(mutation.what.endswith(" reviewed") for mutation in (first, second))
    return ends_before and "E106" not in (first.code, second.code) and not broken_day


def _mutated(text: str, mutations: list[Mutation]) -> tuple[str, list[Mutation]]:
    """The text with the mutations, and these with the lines that they are then to be told in."""
    told = []
    for mutation in mutations:
        before = [other for other in mutations if other.start < mutation.start and text.count("\n", 0, other.start) + 1 < mutation.line]
        shift = sum(other.new.count("\n") - text.count("\n", other.start, other.end) for other in before)
        told.append(mutation._replace(line=mutation.line + shift))
    for mutation in sorted(mutations, key=lambda mutation: mutation.start, reverse=True):
        text = text[: mutation.start] + mutation.new + text[mutation.end :]
    return text, told


def _ruled(problems: list[Problem]) -> set[tuple[str, str, str]]:
    """What the rules say, as file, code and message without its figures."""
    ruled = (problem for problem in problems if problem.code[:2] not in ("E1", "E2"))
    return {(problem.place.file, problem.code, re.sub(r"\d", "", problem.message)) for problem in ruled}


def _may_follow(mutation: Mutation) -> set[str]:
    """The rules that are broken as well where what stood in the file is gone: what was cited or linked there, clinical names."""
    gone = {"W401", "W406", "W407", "W409", "W410"} if mutation.what.split()[0] in ("drop", "retype", "empty", "wrong") else set()
    gone |= {"E412"} if mutation.what == "argue" else set()  # of what was not found
    return {mutation.code} | gone | ({"W405"} if mutation.what.split()[-1] in ("name", "names", "clinical") else set())


def test_each_field_that_is_wrong_is_told_where_it_stands_and_no_rule_is_misled_by_it(small: Small, half: settings) -> None:
    every = {file: list(_mutations(file, text)) for file, text in files().items()}
    before = {}
    for file, text in files().items():
        with small.holding(file, text.encode()):
            before[file] = _ruled(check.check(small.directory, TODAY)[1])

    @half
    @given(st.sampled_from(sorted(every)).flatmap(lambda file: st.lists(st.sampled_from(every[file]), min_size=1, max_size=2)))
    def told(drawn: list[Mutation]) -> None:
        file = drawn[0].file
        text, mutations = _mutated(files()[file], drawn if len(drawn) == 2 and _apart(*drawn) else drawn[:1])
        with small.holding(file, text.encode()):
            _, problems = check.check(small.directory, TODAY)
        for mutation in mutations:
            found = [problem.place.line for problem in problems if (problem.place.file, problem.code) == (file, mutation.code)]
            assert any(abs(line - mutation.line) <= 1 for line in found), (mutation, [str(problem) for problem in problems])
        may_follow = set().union(*map(_may_follow, mutations))
        assert {code for _, code, _ in _ruled(problems) - before[file]} <= may_follow, (mutations, [str(problem) for problem in problems])

    told()


def test_there_is_a_mutation_for_every_code_that_a_field_can_have() -> None:
    found = {mutation.code for file, text in files().items() for mutation in _mutations(file, text)}
    assert found == {
        "E106", "E113", "E114",
        "E201", "E202", "E203", "E204", "E205", "E206", "E301", "E302", "E303", "E305", "E401", "E402", "E404", "E405",
    }  # fmt: skip


def test_the_files_are_valid_before_they_are_mutated(small: Small) -> None:
    for file, text in files().items():
        with small.holding(file, text.encode()):
            _, problems = check.check(small.directory, TODAY)
        assert {problem.code for problem in problems if problem.level == "error"} <= {"E301", "E302", "E303", "E305"}, file


SPLICES = [
    b"\n", b": ", b"- ", b"[", b"]", b"{", b"}", b"'", b'"', b"#", b"&a ", b"*a ", b"!!str ", b"---\n", b">-\n", b"\t", b"\r\n", b"\0",
    b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\x1b[31m", b"  ", b"? ", b"<<: ", b"on", b"12:30",
]  # fmt: skip
splices = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8) | st.sampled_from(SPLICES)), min_size=1, max_size=3)


def test_spliced_bytes_raise_nothing(small: Small, half: settings) -> None:
    every = {file: text.encode() for file, text in files().items()}

    @half
    @given(st.sampled_from(sorted(every)), splices)
    def bears(file: str, damage: list[tuple[float, int, bytes]]) -> None:
        content = every[file]
        for where, length, put in damage:
            start = round(where * len(content))
            content = content[:start] + put + content[start + length :]
        with small.holding(file, content):
            _, problems = check.check(small.directory, TODAY)
            if not any(problem.code < "E3" for problem in problems):
                store.build(load.load(small.directory)[0]).connection.close()
        lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        assert problems == sorted(problems)
        for problem in problems:
            assert problem.place.file in {file, *small.kept}
            assert problem.place.file != file or 1 <= problem.place.line <= lines
            assert str(problem).isprintable()

    bears()
