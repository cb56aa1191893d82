"""The compendium as one file: what goes in comes out, nothing can be changed through it, and a bad file is one clear line.

So is an SQLite that lacks what we need; an old one is enough.
"""

import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from unittest.mock import Mock

import pytest
from conftest import DATA, MINI, Run

from twitchref import model
from twitchref.answer import Hits, Listing, Page
from twitchref.build import build
from twitchref.codec import to_plain
from twitchref.errors import StoreError
from twitchref.model import Compendium
from twitchref.reading import load
from twitchref.reference import Reference
from twitchref.rows import Counts, Listed, Named
from twitchref.sections import SECTIONS
from twitchref.store import reader as store
from twitchref.store import sql
from twitchref.store.database import Connection

KINDS: tuple[model.Kind, ...] = get_args(model.Kind)


def kept(entry: model.Entry) -> model.Entry:
    """What a file keeps of an entry: all but what only `check` needs."""
    signs = (tuple(sign._replace(generic=False) for sign in signs) for signs in entry.help)
    names = tuple(name._replace(shared=False) for name in entry.names)
    return entry._replace(names=names, help=model.Help(*signs), sign_ids=())


@pytest.fixture(scope="module")
def mini() -> Compendium:
    """The small compendium."""
    return load.load(MINI)[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small compendium as a built file."""
    path = tmp_path / "mini.sqlite"
    assert build(MINI, path)[1] == []
    return path


def altered(file: Path, *orders: str) -> Path:
    """The file after these orders to SQLite."""
    connection = sqlite3.connect(file)
    with connection:
        for order in orders:
            connection.execute(order)
    connection.close()
    return file


def by_hand(file: Path, sql: str) -> list[Any]:
    """The rows that a person gets with a tool of their own."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


# ---- what goes in comes out


def test_a_built_file_gives_equal_entries(mini: Compendium, file: Path) -> None:
    opened = store.open(file)
    assert [opened.entry(entry.kind, entry.id) for entry in mini.entries] == list(map(kept, mini.entries))
    assert {kind: opened.ids(kind) for kind in KINDS} == {kind: [entry.id for entry in mini.of(kind)] for kind in KINDS}


def test_an_entry_is_ready_as_the_json_of_what_it_decodes_to(real: Compendium, real_file: Path) -> None:
    opened = store.open(real_file)
    for entry in real.entries:
        body, sources = opened.ready(entry.kind, entry.id)
        assert body == json.dumps(to_plain(entry), ensure_ascii=False, separators=(",", ":"))
        assert [json.loads(source) for source in sources] == [to_plain(source) for source in opened.sources_of(entry.kind, entry.id)]


def test_a_built_file_gives_equal_sources(mini: Compendium, file: Path) -> None:
    opened = store.open(file)
    assert opened.ids("source") == [source.id for source in mini.sources]
    assert list(opened.sources([source.id for source in mini.sources]).values()) == list(mini.sources)
    assert opened.sources(["no-such-source"]) == {}


def test_a_built_file_gives_the_version_and_the_counts(mini: Compendium, file: Path) -> None:
    opened = store.open(file)
    assert opened.version == mini.version
    assert opened.counts == Counts(
        sites=3, causes=len(mini.of("cause")), claims=len(mini.claims()), signs=len(mini.signs), sources=len(mini.sources)
    )


def test_sources_come_in_the_order_in_which_a_page_cites_them(real: Compendium, real_store: store.Store) -> None:
    """Signs first, as on the page, then section after section; those that say otherwise are cited as well."""
    opened = store.build(real)  # of which no page has been read yet
    for entry in real.entries[::7]:
        cited = [citation for signs in entry.help for sign in signs for citation in sign.sources]
        by_section = {section.field: section for section in SECTIONS if section.holds in ("claims", "links")}
        for field in by_section:
            said = (claim for section, claim in entry.claims() if section == field)
            cited += [citation for claim in said for citation in (*claim.sources, *claim.against)]
        expected = list(dict.fromkeys(citation.id for citation in cited))
        assert [source.id for source in opened.sources_of(entry.kind, entry.id)] == expected
        assert opened.sources_of(entry.kind, entry.id) == real_store.sources_of(entry.kind, entry.id)


def test_an_unknown_source_is_left_out(mini: Compendium) -> None:
    opened = store.build(mini._replace(sources=mini.sources[1:]))
    assert [source.id for source in opened.sources_of("site", "ear")] == ["good"]


def test_every_sign_comes_once_with_the_pages_that_show_it(mini: Compendium, file: Path) -> None:
    """By level, then in the order of the file; the pages by name, sites first."""
    shown = store.open(file).signs()
    assert [each.sign._replace(generic=False) for each in shown] == [sign._replace(generic=False) for sign in mini.signs]
    assert shown[0].pages == (Named("site", "ear", "Ear"), Named("site", "leg", "Leg"), Named("site", "lip", "Lip"))
    assert [page.id for page in shown[-1].pages] == [id_ for id_, _, _ in store.open(file).listing("cause")]


def test_signs_are_ordered_by_level_whatever_their_order_in_the_file(mini: Compendium) -> None:
    opened = store.build(mini._replace(signs=mini.signs[::-1]))
    assert [each.sign.id for each in opened.signs()] == ["face-droops", "goes-weak", "worried", "two-weeks"]
    assert [sign.id for sign in opened.signs_of("site", "leg")] == ["face-droops", "goes-weak", "two-weeks"]


def test_what_people_say_comes_with_what_they_mean(mini: Compendium, file: Path) -> None:
    """From a file, and from a store in memory that nobody has searched yet."""
    said = mini._replace(words=mini.words._replace(signs={"worried": ("I am Scared",)}, near={"Jabs": ("shot",)}))
    spoken = store.build(said).spoken()
    leg, magnesium = (next(each for each in spoken.entries if each.id == id_) for id_ in ("leg", "magnesium-deficiency"))

    assert [sign.phrases for sign in spoken.signs if sign.id == "worried"] == [("i am scared",)]
    assert (spoken.synonyms["tummy"], spoken.near) == (("belly",), {"jab": ("shot",)})
    assert spoken.lists["twitch"] == ("twitch", "twitching")
    assert leg.names == (("Leg", "lay"), ("leg twitch", "lay"), ("jumpy legs", "lay"), ("calf", "lay"))
    assert (magnesium.frequency, magnesium.telling, leg.telling, magnesium.signs) == ("sometimes", True, False, ("worried",))
    assert "advice" in spoken.others and "calf" not in spoken.others
    assert store.open(file).spoken() == store.build(mini).spoken()


def test_entries_are_listed_by_name_with_the_kind_of_cause(mini: Compendium, file: Path) -> None:
    opened = store.open(file)
    assert opened.listing("site") == [("ear", "Ear", None), ("leg", "Leg", None), ("lip", "Lip", None)]
    causes = sorted((cause.id, cause.name, cause.cause_kind) for cause in mini.of("cause"))
    assert sorted(opened.listing("cause")) == causes
    assert [name.lower() for _, name, _ in opened.listing("cause")] == sorted(cause.name.lower() for cause in mini.of("cause"))


def test_the_entries_that_cite_a_source_come_sites_first(mini: Compendium, file: Path) -> None:
    def cites(entry: model.Entry) -> bool:
        return any(at.id == "article" for _, claim in entry.claims() for at in (*claim.sources, *claim.against))

    found = [(entry.kind, entry.id) for entry in store.open(file).citing("article")]
    assert {id_ for _, id_ in found} == {entry.id for entry in mini.entries if cites(entry)}
    assert [kind for kind, _ in found] == sorted((kind for kind, _ in found), key=KINDS.index)


def test_a_cause_of_any_muscle_is_cited_by_the_whole_body_first(real: Compendium, real_store: store.Store) -> None:
    """Every other site repeats it."""
    (whole,) = (entry for entry in real.of("site") if entry.id == model.WHOLE_BODY)
    source = whole.anywhere[0].claims[0].sources[0].id
    assert next(entry.id for entry in real_store.citing(source)) == model.WHOLE_BODY


def test_a_clinical_word_in_the_claims_comes_with_its_gloss(file: Path) -> None:
    opened = store.open(file)
    assert opened.glosses("site", "lip") == {"myokymia": "fine rippling of a muscle"}
    assert opened.glosses("site", "ear") == {}


def test_every_real_entry_comes_out_of_the_file_as_it_went_in(real: Compendium, real_file: Path) -> None:
    opened = store.open(real_file)
    assert [opened.entry(entry.kind, entry.id) for entry in real.entries] == list(map(kept, real.entries))


def test_the_same_data_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    build(MINI, again)
    assert again.read_bytes() == file.read_bytes()


def test_in_memory_and_in_a_file_it_is_the_same_store(real: Compendium, real_file: Path) -> None:
    """However little was filled in at first, and whatever was read before the rest was; but for what is there for other programs."""
    in_memory, in_file = store.build(real), store.open(real_file)
    assert in_memory.ready("site", "leg") == in_file.ready("site", "leg")
    assert in_memory.glosses("cause", "caffeine") == in_file.glosses("cause", "caffeine")
    in_memory.whole()
    for (table,) in in_file.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'claim%'"
    ):
        assert in_memory.rows(f"SELECT * FROM {table}") == in_file.rows(f"SELECT * FROM {table}"), table


def test_a_page_is_read_once(mini: Compendium, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = store.build(mini)
    expected = (opened.entry("site", "lip"), opened.sources_of("site", "lip"), opened.glosses("site", "lip"), None)
    rows = Mock(side_effect=opened.rows)
    monkeypatch.setattr(opened, "rows", rows)

    assert opened.page("site", "lip") == expected
    assert len([call for call in rows.call_args_list if "body FROM entries" in call.args[0]]) == 1


def test_one_look_up_in_memory_fills_one_page(mini: Compendium) -> None:
    opened = store.build(mini)
    opened.entry("site", "leg")
    assert opened.rows("SELECT id FROM entries WHERE body IS NOT NULL") == [("leg",)]
    assert opened.rows("SELECT name FROM sqlite_master WHERE name = 'pages'") == []


def test_the_file_lists_the_kind_and_the_frequency_of_every_cause(real: Compendium, real_file: Path) -> None:
    held = store.open(real_file).rows("SELECT id, cause_kind, frequency FROM entries WHERE kind = 'cause' ORDER BY id")
    assert held == sorted((cause.id, cause.cause_kind, cause.sites[0].frequency if cause.sites else None) for cause in real.of("cause"))
    assert len({kind for _, kind, _ in held}) > 5 and len({frequency for *_, frequency in held}) > 2


def test_the_file_is_at_most_three_times_the_size_of_its_yaml(real_file: Path) -> None:
    yaml = sum(path.stat().st_size for pattern in ("*.yaml", "*/*.yaml") for path in DATA.glob(pattern))
    assert real_file.stat().st_size <= 3 * yaml


# ---- the file to other programs


def test_the_tables_and_views_are_those_that_are_documented(file: Path) -> None:
    documented = dict(re.findall(r"(?m)^    (\w+) +([\w, …]+?)  +\S", sql.__doc__ or ""))
    held = {name for (name,) in by_hand(file, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    inner = {table for table in held for virtual in ("word_forms", "pages", "sign_texts", "claim_texts") if table.startswith(f"{virtual}_")}
    assert set(documented) == held - inner
    for table, columns in documented.items():
        named = [column for column in re.split(r"[, ]+", columns) if column.isascii()]
        has = [row[1] for row in by_hand(file, f"PRAGMA table_info({table})")]
        assert named == has[: len(named)] and (columns.endswith("…") or named == has), table


def test_any_sqlite_tool_can_read_it(file: Path) -> None:
    sql = "SELECT id FROM pages JOIN entries ON pages.rowid = entry WHERE pages MATCH 'dopamine'"
    assert by_hand(file, sql) == [("restless-legs",)]
    assert by_hand(file, "PRAGMA integrity_check") == [("ok",)]


def test_a_view_has_every_claim_with_the_entry_it_is_written_at(real: Compendium, real_file: Path) -> None:
    """What a cause shows of its sites or of a cause that names it, and what a site shows of any muscle, stands once."""

    def cited(citations: tuple[model.Citation, ...]) -> str | None:
        return ", ".join(citation.id for citation in citations) or None

    expected = Counter(
        (entry.kind, entry.id, entry.name, section, claim.text, claim.certainty, cited(claim.sources), cited(claim.against), claim.note)
        for entry in real.entries
        for section, claim in entry.claims()
        if section != "sites" and claim.text.place.file == f"{entry.kind}s/{entry.id}.yaml"  # type: ignore[attr-defined]  # it was read
    )
    related = Counter(text for _, _, _, section, text, *_ in expected.elements() if section == "related")
    assert len(related) > 9 and set(related.values()) == {1}
    assert {text for _, _, _, _, text, *_ in expected} == {claim.text for claim in real.claims()}
    columns = "kind, id, name, section, text, certainty, sources, against, note"
    assert Counter(by_hand(real_file, f"SELECT {columns} FROM claim_view")) == expected
    assert {certainty for *_, certainty, _, _, _ in expected} == set(get_args(model.Certainty))


def test_a_view_has_every_link_between_a_site_and_a_cause(real: Compendium, real_file: Path) -> None:
    expected = Counter(
        (site.id, link.id, link.frequency)
        for site in real.of("site")
        for link in (*site.causes, *site.rarer_diseases, *(site.anywhere if site.id == model.WHOLE_BODY else ()))
    )
    assert Counter(by_hand(real_file, "SELECT site, cause, frequency FROM link_view")) == expected


def test_a_view_has_every_sign_with_its_pages(real: Compendium, real_file: Path) -> None:
    found = by_hand(real_file, "SELECT level, sign, certainty, sources, pages FROM sign_view")
    assert [row[:4] for row in found] == [
        (sign.level, sign.sign, sign.certainty, ", ".join(citation.id for citation in sign.sources)) for sign in real.signs
    ]
    showing = [
        {f"{entry.kind}:{entry.id}" for entry in real.entries for shown in entry.help if sign.id in {each.id for each in shown}}
        for sign in real.signs
    ]
    assert [set((pages or "").split(", ")) - {""} for *_, pages in found] == showing


@pytest.mark.parametrize(
    "order",
    [
        "DELETE FROM entries",
        "UPDATE names SET text = 'x'",
        "CREATE TABLE more (x)",
        "DROP TABLE meta",
        "INSERT INTO sources VALUES (1, 2, 3)",
    ],
)
def test_an_open_file_cannot_be_changed(file: Path, order: str) -> None:
    before = file.read_bytes()
    with pytest.raises(StoreError):
        store.open(file).rows(order)
    assert file.read_bytes() == before


def test_reading_leaves_nothing_beside_the_file(file: Path, run: Callable[..., Run]) -> None:
    assert run("site", "ear", data=file).code == 0
    assert run("search", "twitch", data=file).code == 0
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_in_a_strange_place_opens(file: Path) -> None:
    """A `?`, a `#` and a `%` mean something in the address by which SQLite opens a file."""
    place = file.parent / "100% what? #1 é"
    place.mkdir()
    assert store.open(file.rename(place / file.name)).ids("site") == ["ear", "leg", "lip"]


def test_nothing_in_a_foreign_schema_is_run(file: Path) -> None:
    """A view may name functions that do things; the schema of a file is not trusted."""
    opened = store.open(altered(file, "ALTER TABLE meta RENAME TO kept", "CREATE VIEW meta AS SELECT key, value FROM kept"))
    assert opened.rows("PRAGMA trusted_schema") == [(0,)] * (sqlite3.sqlite_version_info >= (3, 31))


# ---- a bad file


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _page_of_ones(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:2048] + b"\xff" * 2048 + whole[4096:])


NOT_OURS = "is not a twitchref data file"
DAMAGED = "the data file is damaged"
BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda file: file.write_bytes(b""), NOT_OURS),
    "text": (lambda file: file.write_text("name: Ear\n" * 99), NOT_OURS),
    "foreign": (lambda file: altered(file, "PRAGMA application_id = 0"), NOT_OURS),
    "half": (_half, NOT_OURS),
    "newer": (lambda file: altered(file, "PRAGMA user_version = 999"), "has format 999, this program reads format 7"),
    "older": (lambda file: altered(file, "PRAGMA user_version = 0"), "has format 0, this program reads format 7"),
    "page": (_page_of_ones, DAMAGED),
    "no names": (lambda file: altered(file, "DROP TABLE names"), DAMAGED),
    "no version": (lambda file: altered(file, "DELETE FROM meta"), DAMAGED),
    "cut entry": (lambda file: altered(file, "UPDATE entries SET body = substr(body, 1, 200)"), DAMAGED),
    "other entry": (lambda file: altered(file, "UPDATE entries SET body = '{}'"), DAMAGED),
    "entries changed over": (lambda file: altered(file, "UPDATE entries SET body = (SELECT body FROM entries WHERE id = 'leg')"), DAMAGED),
    "list for an entry": (lambda file: altered(file, "UPDATE entries SET body = '[]'"), DAMAGED),
    "cut source": (lambda file: altered(file, "UPDATE sources SET body = '{'"), DAMAGED),
    "no text": (lambda file: altered(file, "UPDATE names SET text = CAST(x'ff' AS TEXT)"), DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_bad_file_is_one_clear_line(file: Path, run: Callable[..., Run], bad: str, more: tuple[str, ...]) -> None:
    spoil, message = BAD[bad]
    spoil(file)
    shown = run("site", "ear", *more, data=file)
    assert shown.code == 1
    assert shown.out == "" or (more and json.loads(shown.out)["kind"] == "error")
    (line,) = shown.err.splitlines()
    assert line.startswith("twitchref: ")
    assert message in line


@pytest.mark.parametrize("bad", ["foreign", "newer"])
def test_a_file_of_another_program_or_format_is_named_whole(file: Path, run: Callable[..., Run], bad: str) -> None:
    BAD[bad][0](file)
    said = {
        "foreign": f"twitchref: {file} (from TWITCHREF_DATA) is not a twitchref data file\n",
        "newer": f"twitchref: {file} (from TWITCHREF_DATA) has format 999, this program reads format 7; "
        "build it again with `twitchref build`\n",
    }
    assert run("cause", "stress", data=file).err == said[bad]


def test_a_directory_or_a_missing_file_is_no_store(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.sqlite"):
        with pytest.raises(StoreError) as raised:
            store.open(path)
        assert str(raised.value) == f"there is no data at {path}; name a data directory or a file that `twitchref build` made"


def test_whatever_is_damaged_it_is_an_answer_or_one_clear_error(file: Path) -> None:
    """Every page in turn is zeros; then every question either has an answer or says that the file is damaged."""
    whole = file.read_bytes()
    questions: list[Callable[[Reference], object]] = [
        lambda opened: opened.page("site", "jumpy legs"),
        lambda opened: opened.page("cause", "magnesum"),
        lambda opened: opened.search("nerves", 10, None),
        lambda opened: opened.search("coffe", 10, None),
        lambda opened: opened.source("good"),
        lambda opened: opened.signs(),
        lambda opened: opened.about(),
        lambda opened: opened.version,
    ]
    errors = set()
    for start in range(0, len(whole), 2048):
        file.write_bytes(whole[:start] + bytes(2048) + whole[start + 2048 :])
        for question in questions:
            try:
                question(Reference.open(file))
            except StoreError as error:
                errors.add(str(error))
    assert errors
    assert [error for error in errors if NOT_OURS not in error and DAMAGED not in error] == []


@pytest.mark.parametrize("error", [MemoryError(), UnicodeDecodeError("utf-8", b"\xa0", 0, 1, "invalid start byte")])
def test_a_damage_that_sqlite_has_no_words_for_is_a_damage_too(error: Exception) -> None:
    class Damaged:
        def execute(self, sql: str, values: object) -> None:
            raise error

    with pytest.raises(StoreError, match=DAMAGED):
        store.Store(Damaged()).rows("SELECT 1")  # type: ignore[arg-type]


def test_a_file_that_sqlite_cannot_open_is_not_called_damaged(file: Path, run: Callable[..., Run]) -> None:
    """It takes no path of more than 512 bytes, for one."""
    deep = file.parent.joinpath(*["d" * 100] * 6)
    deep.mkdir(parents=True)
    far = file.rename(deep / file.name)
    assert run("site", "ear", data=far) == (
        1,
        "",
        f"twitchref: {far} (from TWITCHREF_DATA) cannot be read (unable to open database file)\n",
    )


# ---- an SQLite that is old, or lacks something

# Of the functions that SQLite 3.26 has without JSON, those that a reference may want.
OLD_FUNCTIONS = set("coalesce count instr length lower max min substr sum upper match bm25 highlight snippet".split())


class Old(Connection):
    """A connection as SQLite 3.26 without JSON gives it (RHEL 8): 999 values in a query, the tokenizers and functions of its time."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        self.set_authorizer(self._allowed)

    @staticmethod
    def _allowed(action: int, _: str | None, name: str | None, *__: str | None) -> int:
        return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_FUNCTION and name not in OLD_FUNCTIONS else sqlite3.SQLITE_OK

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        if "remove_diacritics 2" in script:
            raise sqlite3.OperationalError("error in tokenizer constructor")
        return super().executescript(script)


class WithoutFullText(Connection):
    """A connection of an SQLite that was built without FTS5."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(self._known(sql), *values)

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        return super().executescript(self._known(script))

    @staticmethod
    def _known(sql: str) -> str:
        if "fts5" in sql or "MATCH" in sql:
            raise sqlite3.OperationalError("no such module: fts5")
        return sql


class Full(Connection):
    """A connection where the disk is full after ten pages."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.execute("PRAGMA max_page_count = 10")


def connecting(monkeypatch: pytest.MonkeyPatch, kind: type[sqlite3.Connection]) -> None:
    """From here on, every connection is of this kind."""
    known = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **options: known(*given, **{**options, "factory": kind}))


QUESTIONS = ["site", "site ear", "cause", "cause magnesum", "search nerves", "search coffe", "source", "source good", "signs", "about"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("built", [True, False], ids=["built", "YAML"])
def test_an_old_sqlite_gives_the_same_answer(
    question: str, built: bool, file: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file if built else MINI
    expected = run(*question.split(), data=data)
    connecting(monkeypatch, Old)
    assert expected.out or expected.err
    assert run(*question.split(), data=data) == expected


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> Reference:
    """On an old SQLite: 1,500 sources, all cited by one cause, and a word that means as many others."""
    connecting(monkeypatch, Old)
    sources = tuple(model.Source(f"source-{n:04}", f"Title {n}", "Publisher", 2020, "review", "B", None) for n in range(1500))
    claim = model.Claim("It twitches.", "high", tuple(model.Citation(source.id) for source in sources))
    cause = model.Entry("cause", "one", "one", (model.Name("meaning1499", "lay"),), summary=(claim,), cause_kind="nerve")
    synonyms = {"umbrella": tuple(f"meaning{n}" for n in range(1500))}
    return Reference(store.build(Compendium((cause,), (), sources, model.Words((), (), synonyms), frozenset(), "0" * 64)))


def test_more_sources_than_a_query_takes_are_listed(crowded: Reference) -> None:
    listed = crowded.sources()
    assert isinstance(listed, Listing)
    assert [entry.name for entry in listed.entries if isinstance(entry, Listed)] == [f"Title {n}" for n in range(1500)]


def test_a_page_may_cite_more_sources_than_a_query_takes(crowded: Reference) -> None:
    page = crowded.page("cause", "one")
    assert isinstance(page, Page)
    assert [source.id for source in page.sources] == [f"source-{n:04}" for n in range(1500)]


def test_a_word_may_mean_more_than_a_query_takes(crowded: Reference) -> None:
    found = crowded.search("umbrella", 10, None)
    assert isinstance(found, Hits)
    assert [hit.id for hit in found.hits] == ["one"]


def test_a_long_question_has_more_phrases_than_a_query_takes(crowded: Reference) -> None:
    """Numbers decide nothing, so that the one name at the end is what is asked for."""
    question = " ".join([*map(str, range(190)), "meaning1499"])
    page, found = crowded.page("cause", question), crowded.search(question, 10, None)
    assert isinstance(page, Page) and isinstance(found, Hits)
    assert (page.entry.id, [hit.id for hit in found.hits]) == ("one", ["one"])


LACKS_FULL_TEXT = (
    f"twitchref: SQLite {sqlite3.sqlite_version}, which this Python uses, lacks full-text search (FTS5); "
    "to search or to build, use a Python whose SQLite has it\n"
)


def test_without_full_text_search_that_is_said(file: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    connecting(monkeypatch, WithoutFullText)
    assert run("search", "nerves", data=MINI) == (1, "", LACKS_FULL_TEXT)
    assert run("search", "nerves", data=file) == (1, "", LACKS_FULL_TEXT)
    assert run("build", str(MINI), "-o", str(file.with_name("new.sqlite")), data=None) == (1, "", LACKS_FULL_TEXT)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("built", [True, False], ids=["built", "YAML"])
def test_without_full_text_search_a_name_still_opens_its_page(
    built: bool, file: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file if built else MINI
    expected = run("site", "ear", data=data)
    connecting(monkeypatch, WithoutFullText)
    assert expected.code == 0
    assert run("site", "ear", data=data) == expected


def test_a_damaged_file_is_called_damaged_without_full_text_search_too(
    file: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    altered(file, "DROP TABLE names")
    connecting(monkeypatch, WithoutFullText)
    assert run("site", "ear", data=file) == (1, "", "twitchref: the data file is damaged (no such table: names); build it again\n")


def test_a_full_disk_is_no_damage(file: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    connecting(monkeypatch, Full)
    said = f"twitchref: cannot write {file} (database or disk is full); name another place\n"
    assert run("build", str(MINI), "-o", str(file), data=None) == (1, "", said)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_python_without_sqlite_is_one_clear_line() -> None:
    script = "import sys; sys.modules['_sqlite3'] = None; from twitchref.cli.main import run; sys.exit(run(['site', 'ear']))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    (line,) = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (1, "")
    assert re.fullmatch(r"twitchref: this Python comes without SQLite \(.*\); use one that has it", line)
