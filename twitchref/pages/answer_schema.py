"""The JSON Schema of every answer, read off the answers' own fields, with a line on what each field means."""

import json
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from twitchref import answer, model
from twitchref.codec import seen
from twitchref.json_schema import head
from twitchref.model import FLAT, OPTIONAL
from twitchref.pages.json import SCHEMA_VERSION
from twitchref.sections import SECTIONS

Schema = dict[str, Any]

# What each field means, whichever answer has it; where a word has a meaning of its own in one answer, that is written before it.
# A section of a page that is not here means what its heading says.
MEANINGS = {section.field: f"{section.heading}." for section in SECTIONS} | {
    "schema_version": "The version of this contract; it changes when a key is taken away or changes its meaning.",
    "data_version": "The newest review and the start of the data's checksum: the exact data. Empty where no data was opened.",
    "kind": "What this is; on a document, which kind of answer.",
    "id": "The id: lower-case letters, digits and hyphens.",
    "name": "The name to show.",
    "names": "Words and phrases that lead to the entry.",
    "register": "Who says it so: lay people, clinicians, or a classification (code).",
    "text": "The words to show.",
    "matched": "The name that led to the entry.",
    "help": "When to get help: the signs by care level.",
    "emergency": "Call the local emergency number now.",
    "urgent": "Speak to a doctor or nurse today.",
    "routine": "Book an appointment.",
    "level": "The care level of a sign.",
    "sign": "A phrase that completes the sentence after the care level's action and `if`.",
    "signs": "What calls for help; on a source, the signs that rest on it.",
    "certainty": "How sure medicine is of this as worded.",
    "sources": "The publications that it rests on.",
    "against": "The publications that say otherwise.",
    "note": "What the reader should know about the statement itself.",
    "locator": "The passage of the source, where one is known.",
    "summary": "What it is, and how it usually turns out.",
    "causes": "Causes of a twitch there, the most frequent first; in a comparison, all that any of its sites names.",
    "anywhere": "Causes of a twitch in any muscle, less those that the site itself names.",
    "rarer_diseases": "Diseases that seldom lie behind a twitch there.",
    "cause_kind": "What kind of cause.",
    "codes": "Codes of open classifications that mean exactly this.",
    "system": "The classification.",
    "code": "The code within its classification.",
    "label": "What the classification calls it.",
    "sites": "Where it shows; in a comparison, the sites that are compared.",
    "related": "Causes that go together with it.",
    "special_groups": "What is different for some people.",
    "self_care": "What people can do themselves.",
    "treatment": "What treatment is for, its benefit and its harm.",
    "gloss": "The word in a few plain words.",
    "see_also": "Other entries worth reading.",
    "reviewed": "The day of the last review.",
    "review_due": "The day the next review is due.",
    "reviewer": "Who reviewed it.",
    "disclaimer": "What this is for, and what it is not for.",
    "frequency": "How often the cause lies behind a twitch: at the site, or in a search hit at the site where it is most frequent.",
    "rests": "How many claims and signs rest on the source.",
    "beside": "The causes that are compared: what each is, how it shows, what goes with it, help and treatment; absent between sites.",
    "unknown": "What is not known or disputed.",
    "Comparison.unknown": "Names that lead nowhere, each with what may be meant; absent where there is none.",
    "frequencies": "How often the cause lies behind a twitch at each site, by the site's id; null where the site does not name it.",
    "claims": "Statements, each with its certainty and sources.",
    "title": "What the publication is called.",
    "publisher": "Who published it.",
    "year": "The year of publication, where it is known.",
    "source_kind": "What kind of publication.",
    "grade": "How much weight a source has, A to D; `twitchref about` explains.",
    "url": "The address, where there is one.",
    "entries": "The rows of the list; with --all, the page of every entry.",
    "pages": "The entries that show the sign.",
    "section": "The section of the entry's page, by its field.",
    "query": "What was asked, as typed.",
    "corrected": "What was searched for instead of what was typed.",
    "unknown_words": "Words of the query that are on no page.",
    "hits": "The entries whose text matches, best text match first.",
    "matches": "The passages that match.",
    "spans": "The start and end of each matching word, in characters from 0.",
    "candidates": "The entries that may be meant; none is shown as exact.",
    "counts": "How much the reference holds.",
    "Counts.sites": "How many sites.",
    "Counts.causes": "How many causes.",
    "Counts.claims": "How many different claims.",
    "Counts.signs": "How many signs.",
    "Counts.sources": "How many sources.",
    "examined": "How many statements were examined; absent where the data does not say.",
    "statements": "How many claims and signs of different texts.",
    "Examined.source": "How many were examined against a source that was read.",
    "Examined.abstract": "How many were examined against no more than an abstract.",
    "Examined.knowledge": "How many were examined from what the examiner knew, with nothing read.",
    "method": "How the reference is written, and what its words mean.",
    "purpose": "What the reference is for, and what it is not for.",
    "report": "How to report an error.",
    "problems": "What is wrong with the data, by place.",
    "old": "The data version of what was before.",
    "new": "The data version of what it is compared with.",
    "changes": "What differs: signs first, then entry by entry its signs, claims, links and names, then sources.",
    "change": "Whether it came, went, or became something else.",
    "what": "What it is that changed.",
    "Change.kind": "What it belongs to: an entry's kind, or a sign or a source itself.",
    "Change.section": "The field it stands in; at a link, behind a slash, the other page's id; of a name, its register.",
    "before": "What stood there, as text; null for nothing. Of a claim, what else differs stands behind it in brackets.",
    "after": "What stands there now, in the same way.",
    "file": "The file, relative to the data directory.",
    "line": "The line, from 1.",
    "column": "The column, from 1.",
    "message": "What is wrong, for a person.",
    "Found.level": "Whether the problem is an error or a warning.",
    "Found.code": "The rule that found the problem; `twitchref check --list` explains.",
    "Failed.code": "The exit code of the run.",
}  # fmt: skip
# What each document is, by its kind, and each object within one, by the name of its definition.
OBJECTS = {
    "site": "The page of a place on the body.",
    "cause": "The page of something that can lie behind a twitch.",
    "term": "The page of a clinical word.",
    "several": "Several entries have the name that was asked for (exit code 4).",
    "near": "No entry has the name that was asked for; these may be meant (exit code 4).",
    "list": "Every entry of a kind, or every source; with --all, the whole page of each.",
    "comparison": "Sites side by side, or causes.",
    "signs": "Every sign that calls for help, once, or those of one entry.",
    "source": "One publication with all that rests on it, or that it contradicts.",
    "search": "The signs and entries whose text matches.",
    "none": "Nothing was found, and nothing near (exit code 3): this says nothing about a symptom.",
    "about": "Who publishes the reference, how it is made, and how much it holds.",
    "check": "What is wrong with a data directory.",
    "changes": "What changed from one state of the data to another.",
    "error": "Why a run gave no answer.",
    "Astray": "A name among several that leads nowhere.",
    "Beside": "A cause as it is compared with others.",
    "Candidate": "An entry or a source that may be meant.",
    "CausePage": "The page of a cause, within a list.",
    "Citation": "A pointer at a source, by its id.",
    "Change": "One thing that differs.",
    "Cited": "A claim, with the page and section it stands in.",
    "Claim": "One statement, how sure medicine is of it, who says so and who says otherwise.",
    "Code": "A code of an open classification.",
    "Compared": "A cause as it is compared between sites.",
    "Counts": "How many there are of each.",
    "Examined": "How many statements there are, and how many were examined in which way.",
    "Found": "One thing that is wrong with the data, and where.",
    "Help": "The signs of an entry, by care level.",
    "Hit": "An entry whose text matches.",
    "Link": "Another entry, and what is known about the two together.",
    "Listed": "A row of a list: an entry or a source.",
    "Match": "A passage that matches.",
    "Name": "A word or phrase that leads to the entry.",
    "Named": "An entry by kind, id and name.",
    "Pointer": "Another entry that is worth reading.",
    "Shown": "A sign with the pages that show it.",
    "Sign": "What calls for help.",
    "SitePage": "The page of a site, within a list.",
    "Source": "A publication.",
    "SourcePage": "All that rests on a source, within a list.",
    "TermPage": "The page of a term, within a list.",
}
_FROM_ONE = ("line", "column")
_FAILURES = (1, 2, 5)


def answers() -> str:
    """The schema of every answer as JSON text: one of a few documents, told apart by `kind`."""
    defs: dict[str, Schema] = {}
    documents = [_document(cls, kind, defs) for cls, kind in _documents()]
    says = f"Every document that twitchref prints with --json: one of these, told apart by `kind`. Version {SCHEMA_VERSION}."
    described = {name: {"description": OBJECTS[name], **defs[name]} for name in sorted(defs)}
    schema = {**head(f"answer {SCHEMA_VERSION}", "An answer of twitchref", says), "oneOf": documents, "$defs": described}
    return json.dumps(schema, indent=2) + "\n"


def _documents() -> list[tuple[type, str]]:
    """Every class of answer with each kind of document that it can be."""
    pages = [(answer.Page, kind) for kind in get_args(model.Kind)]
    offers = [(answer.Many, kind) for kind in get_args(answer.Many.__annotations__["kind"])]
    return [*pages, *offers, *answer.KINDS.items()]


def _document(cls: type, kind: str, defs: dict[str, Schema]) -> Schema:
    first: Schema = {"schema_version": {"const": SCHEMA_VERSION}, "data_version": {"type": "string"}}
    made = _object(cls, kind, defs)
    properties: Schema = {**{name: {**shape, "description": MEANINGS[name]} for name, shape in first.items()}, **made["properties"]}
    properties["kind"] = {"const": kind, "description": MEANINGS["kind"]}
    needed = list(dict.fromkeys([*first, "kind", *made["required"]]))
    return {"title": kind, "description": OBJECTS[kind], **made, "properties": properties, "required": needed}


def _object(cls: type, kind: str, defs: dict[str, Schema]) -> Schema:
    """An object with the seen fields of a named tuple; `kind` is that of an entry. What it refers to is added to `defs`."""
    properties: Schema = {}
    needed: list[str] = []
    for name, of, marks in seen(cls, kind):
        if FLAT in marks:
            inner = _object(of, kind, defs)
            properties |= inner["properties"]
            needed += inner["required"]
        else:
            properties[name] = {**_type(name, of, defs), "description": MEANINGS.get(f"{cls.__name__}.{name}", MEANINGS.get(name, ""))}
            needed += [] if OPTIONAL in marks else [name]
    if cls is answer.Failed:
        properties["code"] |= {"enum": list(_FAILURES)}
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _type(name: str, of: Any, defs: dict[str, Schema]) -> Schema:
    """The schema of a type that a field of this name has."""
    parts = get_args(of)
    if get_origin(of) is Literal:
        return {"enum": list(parts)}
    if get_origin(of) is tuple and parts[-1] is Ellipsis:
        return {"type": "array", "items": _type(name, parts[0], defs)}
    if get_origin(of) is tuple:
        return {"type": "array", "items": _type(name, parts[0], defs), "minItems": len(parts), "maxItems": len(parts)}
    if get_origin(of) is dict:
        return {"type": "object", "additionalProperties": _type(name, parts[1], defs)}
    if get_origin(of) in (UnionType, Union):
        return {"anyOf": [_type(name, part, defs) for part in parts]}
    if of is answer.Page:
        for kind in get_args(model.Kind):
            defs.setdefault(f"{kind.capitalize()}Page", _object(of, kind, defs))
        return {"anyOf": [{"$ref": f"#/$defs/{kind.capitalize()}Page"} for kind in get_args(model.Kind)]}
    if hasattr(of, "_fields"):
        if of.__name__ not in defs:
            defs[of.__name__] = _object(of, "", defs)
        return {"$ref": f"#/$defs/{of.__name__}"}
    if of is int:
        return {"type": "integer", "minimum": int(name in _FROM_ONE)}
    return {"type": {str: "string", NoneType: "null"}[of]}
