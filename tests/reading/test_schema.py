"""The JSON Schemas of the data's files: generated, named in each file, and of one mind with the loader."""

import json
import os
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, MINI, Run, says_more
from jsonschema import Draft202012Validator

from twitchref.checking import check
from twitchref.reading import file_schema
from twitchref.reading.load import load

KINDS = {"sites": "site", "causes": "cause", "terms": "term", "signs.yaml": "signs", "sources.yaml": "sources", "words.yaml": "words"}
FILES = sorted(DATA.rglob("*.yaml"))


def kind_of(file: Path) -> str:
    return KINDS[file.name if file.name in KINDS else file.parent.name]


def text_only(file: Path) -> Any:
    """The file as our own loader sees it: every scalar a string."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `yes` and days are text, but digits are a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's way


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)$"), list("-+.0123456789"))


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(file_schema.files()[f"{kind}.json"]))


def refused(kind: str, document: Any) -> bool:
    return not validator(kind).is_valid(document)


def test_the_files_in_the_data_are_what_is_generated() -> None:
    assert {path.name: path.read_text() for path in (DATA / "schema").iterdir()} == file_schema.files()


def test_every_kind_of_file_has_a_schema_that_is_one() -> None:
    assert list(file_schema.files()) == ["site.json", "cause.json", "term.json", "signs.json", "sources.json", "words.json"]
    for text in file_schema.files().values():
        document = json.loads(text)
        Draft202012Validator.check_schema(document)
        assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert text.endswith("}\n")


def test_check_writes_them_into_a_directory_that_it_makes(tmp_path: Path, run: Callable[..., Run]) -> None:
    directory = tmp_path / "new" / "schema"
    for _ in range(2):
        assert run("check", "--schema", str(directory)) == Run(0, "", "")
        assert {path.name: path.read_text() for path in directory.iterdir()} == file_schema.files()


def _link_to_a_text(file: Path) -> None:
    file.with_name("plan").write_text("x")
    file.symlink_to("plan")


STRANGERS: dict[str, Callable[[Path], object]] = {
    "text": lambda file: file.write_text("the plan of the site\n"),
    "other letters": lambda file: file.write_bytes(b"\xff\xfe"),
    "JSON": lambda file: file.write_text("{}"),
    "a list": lambda file: file.write_text('["title"]'),
    "a schema of somebody's": lambda file: file.write_text('{"title": "site"}'),
    "another schema of ours": lambda file: file.write_text(file_schema.files()["cause.json"]),
    "deep brackets": lambda file: file.write_text("[" * 100_000),
    "a link to a text": _link_to_a_text,
    "folder": lambda file: file.mkdir(),
    "pipe": lambda file: os.mkfifo(file),
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_not_a_schema_of_ours_is_not_written_over(stranger: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    """Nor is any other file written then: the last of the six is somebody else's."""
    last = tmp_path / list(file_schema.files())[-1]
    STRANGERS[stranger](last)
    before = {path.name: (path.lstat().st_ino, path.read_bytes() if path.is_file() else b"") for path in tmp_path.iterdir()}

    ran = run("check", "--schema", str(tmp_path))

    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"twitchref: will not write over {last}: it is ")
    assert {path.name: (path.lstat().st_ino, path.read_bytes() if path.is_file() else b"") for path in tmp_path.iterdir()} == before


def test_an_older_schema_of_ours_an_empty_file_and_what_a_link_leads_to_are_written(tmp_path: Path, run: Callable[..., Run]) -> None:
    directory = tmp_path / "schema"
    directory.mkdir()
    (tmp_path / "older").write_text('{"title": "twitchref site", "type": "object"}')
    (directory / "site.json").symlink_to("../older")
    (directory / "cause.json").write_text('{"title": "twitchref cause"}')
    (directory / "term.json").touch()
    (directory / "notes.txt").write_text("mine")

    assert run("check", "--schema", str(directory)) == Run(0, "", "")
    assert {path.name: path.read_text() for path in directory.iterdir()} == {**file_schema.files(), "notes.txt": "mine"}
    assert (directory / "site.json").is_symlink()


def test_a_place_where_no_folder_can_be_made_is_one_line(tmp_path: Path, run: Callable[..., Run]) -> None:
    (tmp_path / "file").write_text("mine")
    for place, why in ((tmp_path / "file", "File exists"), (tmp_path / "file" / "schema", "Not a directory")):
        assert run("check", "--schema", str(place)) == Run(1, "", f"twitchref: cannot write {place} ({why}); name another place\n")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(DATA)) for file in FILES])
def test_the_first_line_of_a_file_names_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
    assert match
    assert (file.parent / match[1]).resolve() == DATA / "schema" / f"{kind_of(file)}.json"


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(DATA)) for file in FILES])
def test_every_real_file_keeps_to_its_schema(file: Path) -> None:
    assert [error.message for error in validator(kind_of(file)).iter_errors(text_only(file))] == []


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(DATA)) for file in FILES])
def test_an_editor_that_takes_digits_for_a_number_has_nothing_against_a_real_file(file: Path) -> None:
    document = yaml.load(file.read_text(encoding="utf-8"), CoreLoader)
    assert [error.message for error in validator(kind_of(file)).iter_errors(document)] == []


# A file of each kind in the small compendium, with fields of every shape.
MINI_FILES = {
    "site": "sites/leg.yaml",
    "cause": "causes/magnesium-deficiency.yaml",
    "term": "terms/myokymia.yaml",
    "signs": "signs.yaml",
    "sources": "sources.yaml",
    "words": "words.yaml",
}


def _whole(kind: str) -> Any:
    return text_only(MINI / MINI_FILES[kind])


def _paths(node: Any, *before: str | int) -> list[tuple[str | int, ...]]:
    """The way to every value in a document."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path for key, child in items for path in [(*before, key), *_paths(child, *before, key)]]


def _parent(document: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        document = document[key]
    return document


def _drop(parent: Any, key: Any) -> None:
    del parent[key]


def _retype(parent: Any, key: Any) -> None:
    parent[key] = ["x"] if isinstance(parent[key], str) else "x"


def _empty(parent: Any, key: Any) -> None:
    parent[key] = type(parent[key])()


def _rename(parent: Any, key: Any) -> None:
    if isinstance(parent, dict):
        parent[f"{key}-zq"] = parent.pop(key)
    else:
        parent[key] = "ZQ zq"


CHANGES = {"drop": _drop, "retype": _retype, "empty": _empty, "rename": _rename}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("kind", KINDS.values())
def test_the_schema_and_the_loader_refuse_the_same(kind: str, change: Callable[[Any, Any], None], tmp_path: Path) -> None:
    """But for what a rule tells in better words: a claim or a sign without sources."""
    whole = _whole(kind)
    for folder in ("sites", "causes", "terms"):
        (tmp_path / folder).mkdir()
    for path in _paths(whole):
        document = deepcopy(whole)
        change(_parent(document, path), path[-1])
        (tmp_path / MINI_FILES[kind]).write_text(yaml.safe_dump(document, sort_keys=False))
        codes = {problem.code for problem in check.check(tmp_path, "2026-11-24")[1] if problem.place.file == MINI_FILES[kind]}
        misshapen = any(code < "E3" for code in codes)
        if misshapen or "E401" not in codes:
            assert refused(kind, document) is misshapen, (path, codes)


@pytest.mark.parametrize(
    ("kind", "path"), [("site", ("help",)), ("site", ("summary", 0, "sources")), ("cause", ("help",)), ("signs", ("worried", "sources"))]
)
def test_the_schema_demands_what_a_rule_demands(kind: str, path: tuple[str | int, ...]) -> None:
    document = _whole(kind)
    _drop(_parent(document, path), path[-1])
    assert refused(kind, document)


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("site", ("summary", 0, "certainty"), "sure"),
        ("site", ("causes", 0, "frequency"), "often"),
        ("site", ("causes", 0, "cause"), "Not an id"),
        ("site", ("see_also", 0), "leg"),
        ("site", ("reviewed",), "24.11.2026"),
        ("site", ("summary", 0, "sources", 0), "good#"),
        ("site", ("help", 0), "Not an id"),
        ("signs", ("worried", "level"), "soon"),
        ("signs", ("worried", "generic"), "yes"),
        ("words", ("twitch", 0), "two words"),
        ("cause", ("kind",), "other"),
        ("cause", ("codes", 0, "system"), "SNOMED"),
        ("sources", ("good", "grade"), "E"),
        ("sources", ("good", "year"), "24"),
        ("sources", ("good", "kind"), "blog"),
    ],
)
def test_a_schema_refuses_a_wrong_value(kind: str, path: tuple[str | int, ...], value: str) -> None:
    document = _whole(kind)
    assert not refused(kind, document)
    parent = _parent(document, path)
    parent[path[-1]] = value
    assert refused(kind, document)


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_schema_says_what_it_is_for_and_every_field_and_row_in_it(kind: str) -> None:
    """In a sentence that has more in it than the name."""

    def undescribed(schema: dict[str, Any], name: str) -> list[str]:
        says = schema.get("description", "")
        bare = [] if re.fullmatch(r"[A-Z].+\.|\w+\.yaml: .+\.", says) and says_more(says, name) else [name]
        fields = {**schema.get("properties", {}), **schema.get("patternProperties", {})}
        items = schema.get("items", {})
        fields |= {**items.get("properties", {}), **items.get("patternProperties", {})}
        return [*bare, *(inner for each, field in fields.items() for inner in undescribed(field, each))]

    assert undescribed(json.loads(file_schema.files()[f"{kind}.json"]), kind) == []


def test_a_schema_has_an_id_of_its_own_that_stays() -> None:
    """An editor's tools may have it by that; nobody owns a web address that it could have."""
    ids = {name: json.loads(text)["$id"] for name, text in file_schema.files().items()}

    assert len(set(ids.values())) == len(ids)
    assert ids["site.json"] == "urn:uuid:25a4cf10-d8a0-5025-9e16-244cadc4657f"
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", id_) for id_ in ids.values())


def test_the_small_compendium_keeps_to_the_schemas_and_the_loader_agrees() -> None:
    assert load(MINI)[1] == []
    for file in sorted(MINI.rglob("*.yaml")):
        assert not refused(kind_of(file), text_only(file)), file
