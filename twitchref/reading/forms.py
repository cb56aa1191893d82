"""The form of each kind of file: which fields it has, and the model value that they make.

Which sections an entry has, and in which order, is said in `sections.SECTIONS`; `data/README.md` tells editors the same, and
`twitchref check --schema` their tools.
"""

from collections.abc import Iterable
from typing import Any, get_args

from twitchref import model
from twitchref.reading.nodes import Mapping, Text, text_at
from twitchref.reading.shape import Field, ListOf, OneOf, Record, Shape, Table, Words, checked_later, is_date, required
from twitchref.sections import SECTIONS, SITE_LINKS, Holds
from twitchref.texts import ACTIONS

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
FREQUENCIES = get_args(model.Frequency)

_text = Words()
_texts = ListOf(_text)
_word = Words("one word in lower case letters", pattern=r"[a-z]+")
_few_words = Words("one to three words in lower case letters", pattern=r"[a-z]+(?: [a-z]+){0,2}")
DAY = Words("a day written 2026-11-24", rule=is_date, pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_id = Words("an id (lower-case letters, digits and hyphens)", pattern=ID)
_certainty = OneOf(get_args(model.Certainty))
_cited_id = Words("the id of a source, alone or with a passage as in article#ear-2", pattern=rf"{ID}(?:#[a-z0-9-]+)?")

_CERTAINTY = required(_certainty, "How sure medicine is of it as worded.")
_SOURCES = checked_later(ListOf(_cited_id, least=0), "Who says so, by ids in sources.yaml, each with an optional passage (article#ear-2).")
_NOTE = Field(_text, "What the reader should know about it: who says otherwise, and why.")


def _cited(texts: Iterable[Text]) -> tuple[model.Citation, ...]:
    return tuple(_citation(text) if "#" in text else model.Citation(text) for text in texts)


def _citation(text: Text) -> model.Citation:
    id_, _, locator = text.partition("#")
    return model.Citation(text_at(id_, text.place), locator)


def _claim(values: dict[str, Any], node: Mapping) -> model.Claim:
    cited, against = _cited(values.get("sources", ())), _cited(values.get("against", ()))
    return model.Claim(values["text"], values["certainty"], cited, against, values.get("note"))


CLAIM = Record(
    {
        "text": required(_text, "One statement in plain words: what is so, in at most 40 words."),
        "certainty": _CERTAINTY,
        "sources": _SOURCES,
        "against": Field(ListOf(_cited_id), "Who says otherwise, the starting article among them; needs a note."),
        "note": _NOTE,
    },
    _claim,
)
_claims = ListOf(CLAIM)


def _sign(values: dict[str, Any], node: Mapping) -> model.Sign:
    level, sign = values["level"], values["sign"]
    text = f"{ACTIONS[level]} {sign}." if level and sign else ""
    return model.Sign(
        "", level, sign, text, values["certainty"], _cited(values.get("sources", ())), values.get("note"), values["short"], values["why"],
        "generic" in values,
    )  # fmt: skip


SIGN = Record(
    {
        "level": required(OneOf(get_args(model.Level)), "How soon help is needed; the action in front of the sign follows from it."),
        "sign": required(_text, "A phrase that completes 'if …', at most 110 characters, without a full stop."),
        "short": required(_text, "The same on a card, at most 45 characters (routine: 70): it may lose a detail, never a condition."),
        "why": required(_text, "What it may be, in a few words."),
        "certainty": _CERTAINTY,
        "sources": _SOURCES,
        "note": _NOTE,
        "generic": Field(OneOf(("true",)), "Of a twitch without a known cause: for sites and everyday causes alone."),
    },
    _sign,
)


def _names(values: dict[str, Any], node: Mapping) -> tuple[model.Name, ...]:
    registers: tuple[tuple[str, model.Register], ...] = (("lay", "lay"), ("clinical", "clinical"), ("shared", "lay"))
    return tuple(model.Name(text, register, shared=key == "shared") for key, register in registers for text in values.get(key, ()))


def _link(values: dict[str, Any], node: Mapping) -> model.Link:
    return model.Link("cause", values["cause"], values["cause"], values.get("frequency"), values.get("claims", ()))


def _pointers(texts: Iterable[Text]) -> tuple[model.Pointer, ...]:
    found = []
    for text in texts:
        kind, _, id_ = text.partition(":")
        if kind:  # else it could not be read
            found.append(model.Pointer(_KINDS[kind], text_at(id_, text.place), id_))
    return tuple(found)


_KINDS: dict[str, model.Kind] = {kind: kind for kind in get_args(model.Kind)}
_NAMES = Record(
    {
        "lay": Field(_texts, "Words that people use."),
        "clinical": Field(_texts, "Words of the clinic."),
        "shared": Field(_texts, "Words that lead to several entries, each of which lists them here."),
    },
    _names,
)
_CAUSE = required(_id, "The id of a file in causes/.")
_FREQUENCY = required(
    OneOf(FREQUENCIES), "How often the cause lies behind a twitch here; common and sometimes need a claim whose source says so."
)
_SITE_LINK = Record(
    {"cause": _CAUSE, "frequency": _FREQUENCY, "claims": required(_claims, "What is known about the cause at this site.")}, _link
)
_RELATED = Record({"cause": _CAUSE, "claims": Field(_claims, "How the two hang together.")}, _link)
_CODE = Record(
    {
        "system": required(OneOf(get_args(model.CodeSystem)), "An open classification."),
        "code": required(_text, "The code that means exactly this."),
        "label": required(_text, "What the classification calls it."),
    },
    lambda values, node: model.Code(**values),
)
_CODES = Field(ListOf(_CODE), "Codes that mean exactly this.")
_SEE_ALSO = ListOf(Words("another entry, written site:id, cause:id or term:id", pattern=rf"(?:site|cause|term):{ID}"))

_SHAPES: dict[Holds, Shape] = {"signs": ListOf(_id), "claims": _claims, "links": ListOf(_SITE_LINK)}
_SAYS = {  # where the heading alone does not say it
    "help": "Ids in signs.yaml; of a site, signs of all three levels. The levels order them.",
    "summary": "First how it usually turns out (of a cause: what it is), in at most 110 characters.",
    "causes": "What usually lies behind a twitch here.",
    "anywhere": "In whole-body.yaml alone: causes of a twitch in any muscle, shown on every site's page.",
    "rarer_diseases": "Diseases that are seldom the reason.",
    "pattern": "How it behaves: when it comes, what brings it on, what eases it.",
    "special_groups": "Pregnancy, children, older people, people on certain medicines.",
    "self_care": "First the main thing to do oneself, in at most 110 characters; no dose.",
    "treatment": "First the main thing, in at most 110 characters: what it is for, benefit and harm; no dose.",
}
_READ_BACK = ("sites", "sources")  # off other files


def _entry_form(kind: model.Kind, needed: set[str], head: dict[str, Field], tail: dict[str, Field]) -> Record:
    """The form of an entry: its names and what it is, then its sections in page order, then what it leads to, and its review."""
    first = {"name": required(_text, "What the entry is called."), "names": Field(_NAMES, "Other words for it, each once."), **head}
    last = {
        **tail, "see_also": Field(_SEE_ALSO, "Other entries, as site:id, cause:id or term:id."),
        "reviewed": required(DAY, "The day of the last review."), "review_due": required(DAY, "The day of the next one."),
        "reviewer": required(_text, "Who reviewed it."),
    }  # fmt: skip
    fields = [section for section in SECTIONS if kind in section.kinds and section.field not in {*first, *last, *_READ_BACK}]
    among = {
        section.field: Field(
            _SHAPES[section.holds], _SAYS.get(section.field, f"{section.heading}."), "required" if section.field in needed else "optional"
        )
        for section in fields
    }
    return Record({**first, **among, **last}, lambda values, node: _entry(kind, values))


SITE = _entry_form("site", {"help", "summary", "causes"}, {}, {})
CAUSE = _entry_form(
    "cause",
    {"help", "summary"},
    {
        "kind": required(OneOf(get_args(model.CauseKind)), "What kind of thing it is."),
        "codes": _CODES,
    },
    {"related": Field(ListOf(_RELATED), "Other causes; a link stands on one side only and shows on both pages.")},
)
_GLOSS = Field(_text, "What it means in a few plain words, lower case, without a full stop.")
TERM = _entry_form("term", {"summary"}, {"gloss": _GLOSS, "codes": _CODES}, {})


def _source(values: dict[str, Any], node: Mapping) -> model.Source:
    year, address = int(values["year"]) if values.get("year") else None, (values.get("url"), values.get("no_url"))
    return model.Source("", values["title"], values["publisher"], year, values["kind"], values["grade"], *address)


SOURCE = Record(
    {
        "title": required(_text, "The title of the page, paper or book."),
        "publisher": required(_text, "Who publishes it."),
        "year": Field(Words("a year of four digits", pattern=r"[0-9]{4}"), "When it was published or last reviewed, where known."),
        "kind": required(OneOf(get_args(model.SourceKind)), "What kind of publication it is."),
        "grade": required(OneOf(get_args(model.Grade)), "How much weight it has."),
        "url": Field(_text, "The publisher's own address, a DOI or a PubMed link, with https."),
        "no_url": Field(OneOf(get_args(model.NoUrl)), "Why there is no address, where there is none."),
    },
    _source,
)


def _words(values: dict[str, Any], node: Mapping) -> model.Words:
    """What can be read of it."""
    lists = {field: tuple(filter(None, values.get(field, ()))) for field in ("twitch", "beside", "elsewhere", "off_topic", "alone")}
    tables = {field: {key: texts for key, texts in values.get(field, {}).items() if all(texts)} for field in ("synonyms", "near", "signs")}
    return model.Words(**lists, **tables)  # type: ignore[arg-type]


WORDS = Record(
    {
        "twitch": Field(ListOf(_word), "Words for a twitch: beside the name of a place they are read past."),
        "beside": Field(ListOf(_word), "Words that stand around these (constant, night): beside the name of a place they are read past."),
        "synonyms": Field(Table(_word, _texts, "What it means."), "Words, with the words of ours that they mean: each opens their page."),
        "near": Field(Table(_word, _texts, "What it is near to."), "Words near to ours: search tries ours, a look-up offers them."),
        "elsewhere": Field(
            ListOf(_few_words), "Words that people often say of other things: one (iron, calf), or two or three in a row (guitar neck)."
        ),
        "off_topic": Field(
            ListOf(_few_words), "Words that nobody types who means anything here: one (recipe), or two or three in a row (tv show)."
        ),
        "alone": Field(ListOf(_word), "Words that are meant as they are, not in another form (running is not what runs in a family)."),
        "signs": Field(Table(_id, _texts, "What people say who mean it."), "By sign, what people say: the words that must be there."),
    },
    _words,
)

# Every kind of file, by the name of its schema.
FORMS: dict[str, Shape] = {
    "site": SITE, "cause": CAUSE, "term": TERM, "signs": Table(_id, SIGN, "What calls for help, under its id."),
    "sources": Table(_id, SOURCE, "A publication, under its id."), "words": WORDS,
}  # fmt: skip


def _entry(kind: model.Kind, values: dict[str, Any]) -> model.Entry:
    """The entry, without its id, its signs, and the names of what it links to."""
    if "kind" in values:
        values["cause_kind"] = values.pop("kind")
    for name in SITE_LINKS:
        if name in values:
            values[name] = _by_frequency(values[name])
    if "help" in values:
        values["sign_ids"] = values.pop("help")
    if "see_also" in values:
        values["see_also"] = _pointers(values["see_also"])
    if "codes" in values:
        values["names"] = values.get("names", ()) + tuple(model.Name(code.code, "code") for code in values["codes"])
    return model.Entry(kind=kind, id="", **values)


def _by_frequency(links: Iterable[model.Link]) -> tuple[model.Link, ...]:
    """The links by frequency, in the order of the file where it is the same; an unread one keeps its place behind the one before it."""
    ranked, rank = [], 0
    for link in links:
        rank = FREQUENCIES.index(link.frequency) if link.frequency else rank
        ranked.append((rank, link))
    return tuple(link for _, link in sorted(ranked, key=lambda pair: pair[0]))
