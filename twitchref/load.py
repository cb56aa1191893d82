"""A data directory as a compendium: every file's nodes into entries, every unknown, missing or misshapen field a problem.

An entry whose file has an error is left out whole, so that nothing is shown half-read; the others still answer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, get_args

from twitchref import model, yamltree
from twitchref.problem import Place, Problem
from twitchref.shape import Field, ListOf, OneOf, Record, Shape, Table, Words, is_date, required, ruled
from twitchref.yamltree import Mapping, Text, text_at

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
FREQUENCIES = get_args(model.Frequency)

E = TypeVar("E", bound=model.Entry)

_text = Words()
_date = Words("a day written 2026-11-24", rule=is_date, pattern=r"\d{4}-\d{2}-\d{2}")
_id = Words("an id (lower-case letters, digits and hyphens)", pattern=ID)


def _claim(values: dict[str, Any], node: Mapping) -> model.Claim:
    cited = tuple(_citation(text) for text in values.get("sources", ()))
    return model.Claim(values["text"], values["evidence"], cited, values.get("note"), place=node.place)


def _citation(text: Text) -> model.Citation:
    id_, _, locator = text.partition("#")
    return model.Citation(text_at(id_, text.place), locator or None)


def _names(values: dict[str, Any], node: Mapping) -> tuple[model.Name, ...]:
    registers: tuple[tuple[str, model.Register], ...] = (("lay", "lay"), ("clinical", "clinical"), ("shared", "lay"))
    return tuple(model.Name(text, register) for key, register in registers for text in values.get(key, ()))


def _link(values: dict[str, Any], node: Mapping) -> model.Link:
    return model.Link("cause", values["cause"], values["cause"], values.get("frequency"), values.get("claims", ()))


def _pointers(texts: Iterable[Text]) -> tuple[model.Pointer, ...]:
    found = []
    for text in texts:
        kind, _, id_ = text.partition(":")
        found.append(model.Pointer("site" if kind == "site" else "cause", text_at(id_, text.place), id_))
    return tuple(found)


def _source(values: dict[str, Any], node: Mapping) -> model.Source:
    year = int(values["year"]) if "year" in values else None
    return model.Source(
        "", values["title"], values["publisher"], year, values["kind"], values["grade"], values.get("url"), place=node.place
    )


_citations = ListOf(Words("a source id, or id#locator", pattern=rf"{ID}(?:#[a-z0-9-]+)?"), least=0)
CLAIM = Record(
    {"text": required(_text), "evidence": required(OneOf(get_args(model.Evidence))), "sources": ruled(_citations), "note": _text}, _claim
)
_claims = ListOf(CLAIM)
_NAMES = Record({"lay": ListOf(_text), "clinical": ListOf(_text), "shared": ListOf(_text)}, _names)
_SITE_LINK = Record({"cause": required(_id), "frequency": required(OneOf(FREQUENCIES)), "claims": required(_claims)}, _link)
_RELATED = Record({"cause": required(_id), "claims": _claims}, _link)
_CODE = Record(
    {"system": required(OneOf(get_args(model.CodeSystem))), "code": required(_text), "label": required(_text)},
    lambda values, node: model.Code(**values),
)
_SEE_ALSO = ListOf(Words("another entry, written site:id or cause:id", pattern=rf"(?:site|cause):{ID}"))


def _help(level: Callable[[Shape], Field]) -> Record:
    return Record({name: level(_claims) for name in ("emergency", "urgent", "routine")}, _build_help)


def _build_help(values: dict[str, Any], node: Mapping) -> model.Help:
    return model.Help(**values, place=node.place)


def _entry_fields(before: dict[str, Shape | Field], help_: Record, after: dict[str, Shape | Field]) -> dict[str, Shape | Field]:
    """The fields of an entry in the order they are written: what all share, with a kind's own fields among them."""
    return {
        "name": required(_text), "names": required(_NAMES), **before, "help": required(help_), "summary": required(_claims),
        **after, "see_also": _SEE_ALSO, "reviewed": required(_date), "review_due": required(_date), "reviewer": required(_text),
    }  # fmt: skip


_ABOUT_CARE = {name: _claims for name in ("self_care", "treatment", "unknown")}
SITE = Record(
    _entry_fields(
        {},
        _help(ruled),
        {"causes": required(ListOf(_SITE_LINK)), "rarer_diseases": ListOf(_SITE_LINK), "pattern": _claims, **_ABOUT_CARE},
    ),
    lambda values, node: _entry(model.Site, values, node),
)
CAUSE = Record(
    _entry_fields(
        {"kind": required(OneOf(get_args(model.CauseKind))), "codes": ListOf(_CODE)},
        _help(Field),
        {"mechanism": _claims, "pattern": _claims, "special_groups": _claims, **_ABOUT_CARE, "related": ListOf(_RELATED)},
    ),
    lambda values, node: _entry(model.Cause, values, node),
)
SOURCES = Table(
    _id,
    Record(
        {
            "title": required(_text), "publisher": required(_text), "year": Words("a year of four digits", pattern=r"\d{4}"),
            "kind": required(OneOf(get_args(model.SourceKind))), "grade": required(OneOf(get_args(model.Grade))), "url": _text,
        },
        _source,
    ),
)  # fmt: skip
SYNONYMS = Table(Words("one word in lower case", pattern=r"[a-z]+(?: [a-z]+)*"), ListOf(_text))


def _entry(kind: type[E], values: dict[str, Any], node: Mapping) -> E:
    """The entry, without its id and with links that do not know their names yet."""
    if "kind" in values:
        values["cause_kind"] = values.pop("kind")
    for name in ("causes", "rarer_diseases"):
        if name in values:
            values[name] = tuple(sorted(values[name], key=lambda link: FREQUENCIES.index(link.frequency)))
    values["see_also"] = _pointers(values.get("see_also", ()))
    codes = tuple(model.Name(code.code, "code") for code in values.get("codes", ()))
    return kind(**{**values, "names": values["names"] + codes}, id="", place=node.place)


def load(directory: Path) -> tuple[model.Compendium, list[Problem]]:
    """What the directory holds, and what is wrong with its files (rules across entries are `check`'s)."""
    problems: list[Problem] = []
    digest = sha256()
    sites = _folder(directory, "sites", SITE, problems, digest)
    causes = _folder(directory, "causes", CAUSE, problems, digest)
    sources = _file(directory, "sources.yaml", SOURCES, problems, digest) or {}
    synonyms = _file(directory, "synonyms.yaml", SYNONYMS, problems, digest) if (directory / "synonyms.yaml").exists() else {}
    if not sites and not causes and not problems:
        problems.append(Problem(Place("."), "E100", "no entries here; a data directory has sites/*.yaml and causes/*.yaml"))
    whole_sites, whole_causes = _linked([site for site in sites.values() if site], [cause for cause in causes.values() if cause])
    broken = [("site", id_) for id_, site in sites.items() if not site] + [("cause", id_) for id_, cause in causes.items() if not cause]
    compendium = model.Compendium(
        sites=whole_sites,
        causes=whole_causes,
        sources=tuple(replace(source, id=id_) for id_, source in sorted(sources.items())),
        synonyms=synonyms or {},
        broken=frozenset(broken),
        checksum=digest.hexdigest(),
    )
    return compendium, sorted(problems)


def _folder(directory: Path, folder: str, shape: Record, problems: list[Problem], digest: Any) -> dict[str, Any]:
    """Each file's entry by id, sorted; None for an entry that cannot be read."""
    try:
        paths = sorted((directory / folder).iterdir())
    except OSError as error:
        problems.append(Problem(Place(folder), "E101", f"the folder cannot be read ({error.strerror}); it holds one YAML file an entry"))
        return {}
    found: dict[str, Any] = {}
    for path in paths:
        file = f"{folder}/{path.name}"
        if path.suffix != ".yaml":
            if not path.name.startswith("."):
                problems.append(Problem(Place(file), "W502", "the file is not read: entries end in .yaml"))
            continue
        entry = _file(directory, file, shape, problems, digest)
        found[path.stem] = replace(entry, id=text_at(path.stem, Place(file))) if entry is not None else None
    return found


def _file(directory: Path, file: str, shape: Shape, problems: list[Problem], digest: Any) -> Any:
    node, raw, found = yamltree.read(directory / file, file)
    problems += found
    digest.update(f"{file}\0{len(raw)}\0".encode() + raw)
    if node is None or any(problem.level == "error" for problem in found):
        return None
    return shape.read(node, problems)


def _linked(sites: list[model.Site], causes: list[model.Cause]) -> tuple[tuple[model.Site, ...], tuple[model.Cause, ...]]:
    """The entries with the names of what they link to, and each cause with the links that lead to it."""
    names: dict[tuple[model.Kind, str], str] = {(entry.kind, entry.id): entry.name for entry in (*sites, *causes)}
    at: defaultdict[str, list[model.Link]] = defaultdict(list)
    back: defaultdict[str, list[model.Link]] = defaultdict(list)
    for site in sites:
        for link in (*site.causes, *site.rarer_diseases):
            at[link.id].append(model.Link("site", site.id, site.name, link.frequency, link.claims))
    for cause in causes:
        for link in cause.related:
            back[link.id].append(model.Link("cause", cause.id, cause.name, None, link.claims))
    return (
        tuple(_named(site, names) for site in sites),
        tuple(_with_links_back(_named(cause, names), at[cause.id], back[cause.id]) for cause in causes),
    )


def _named(entry: E, names: dict[tuple[model.Kind, str], str]) -> E:
    """The entry with the names of what it links to; an unknown id stays its own name."""
    given: dict[str, Any] = {
        field: tuple(replace(link, name=names.get((link.kind, link.id), link.id)) for link in getattr(entry, field))
        for field in ("causes", "rarer_diseases", "related", "see_also")
        if hasattr(entry, field)
    }
    return replace(entry, **given)


def _with_links_back(cause: model.Cause, at: list[model.Link], back: list[model.Link]) -> model.Cause:
    """The cause with the sites that link it, and with the causes that name it as related beside those it names itself."""
    given: dict[str, Any] = {
        "sites": tuple(sorted(at, key=lambda link: FREQUENCIES.index(link.frequency or "unknown"))),
        "related": cause.related + tuple(link for link in back if link.id not in {own.id for own in cause.related}),
    }
    return replace(cause, **given)
