"""Everything that is wrong with a data directory, all at once: what loading found, and what the rules find.

To add a rule, write it in a module beside this one, say with `@means` what `check --list` prints of it, and add a row to the table.
What certainly is wrong is an error (E); what may be, or can wait, is a warning (W).
"""

from pathlib import Path

from twitchref.checking import claims, duplicates, examined, links, signs, style, wording
from twitchref.checking.rule import Rule
from twitchref.model import ANY, Compendium
from twitchref.problem import FOR_LEDGER, Problem
from twitchref.reading.codes import READING
from twitchref.reading.examined import FILE
from twitchref.reading.load import load

RULES: dict[str, Rule] = {
    "E301": links.unknown_cause,
    "E302": links.unknown_source,
    "E303": links.unknown_see_also,
    "E304": links.shared_name,
    "E305": links.unknown_sign,
    "E401": claims.no_source,
    "E402": claims.no_note,
    "E403": signs.no_help,
    "E404": claims.due_before_review,
    "E405": claims.not_https,
    "E406": wording.dose,
    "E407": signs.sign_too_long,
    "E408": signs.weak_sign,
    "E409": signs.generic_sign,
    "E410": claims.first_too_long,
    "E411": claims.both_sides,
    "E412": claims.nothing_found,
    "E413": wording.phone_number,
    "E414": links.anywhere_elsewhere,
    "E415": claims.unfit_grade,
    "E416": claims.no_address,
    "W401": claims.overdue,
    "W403": claims.weak_alone,
    "W404": claims.too_long,
    "W405": claims.hard_to_read,
    "W406": links.unused_source,
    "W407": links.unlinked_cause,
    "W409": links.linked_twice,
    "W410": links.unused_sign,
    "W411": signs.sign_twice,
    "W412": duplicates.signs_alike,
    "W413": duplicates.said_twice,
    "W414": wording.filler,
    "W415": wording.leaning,
    "W416": wording.myth_first,
    "W417": examined.unexamined,
    "W418": examined.gone,
    "W419": duplicates.source_twice,
    "W420": signs.full_stop,
    "W503": style.bad_id,
    "W504": style.out_of_order,
    "W505": style.name_twice,
    "W507": style.several_names,
}


def check(directory: Path, today: str) -> tuple[str, list[Problem]]:
    """The data version of a directory, and its problems, sorted by place; `today` is written 2026-11-24."""
    compendium, problems = looked_at(directory, today)
    return compendium.version, problems


def looked_at(directory: Path, today: str) -> tuple[Compendium, list[Problem]]:
    """What a directory holds, and its problems, sorted by place; `today` is written 2026-11-24."""
    compendium, problems = load(directory, partly=True)
    found = {Problem(place, code, message) for code, rule in RULES.items() for place, message in rule(compendium, today)}
    return compendium, sorted(found.union(problems))


def counted(compendium: Compendium) -> str:
    """How much there is of each kind in the data, with what is there but cannot be read."""
    found: dict[str, set[str]] = {kind: set() for kind in ("site", "cause", "term", "sign", "source")}
    found["sign"].update(sign.id for sign in compendium.signs)
    found["source"].update(source.id for source in compendium.sources)
    for kind, id_ in [*((entry.kind, entry.id) for entry in compendium.entries), *compendium.broken]:
        found[kind].add(id_)
    return ", ".join(_number(len(ids - {ANY}), kind) for kind, ids in found.items())


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def meanings() -> dict[str, str]:
    """Every code with what it means, sorted."""
    return dict(sorted({**READING, **{code: (rule.__doc__ or "").strip() for code, rule in RULES.items()}}.items()))


def starts(chosen: str) -> tuple[str, ...]:
    """The comma-separated starts of codes: `E`, `W4`, `E301`. A ValueError names one that no code has."""
    found = tuple(start.strip().upper() for start in chosen.split(","))
    codes = meanings()
    for start in found:
        if not start or not any(code.startswith(start) for code in codes):
            raise ValueError(f"no code begins with '{start}'; `twitchref check --list` lists them")
    return found


def selected(problems: list[Problem], chosen: tuple[str, ...]) -> list[Problem]:
    """The problems whose code begins with one of the starts."""
    return [problem for problem in problems if problem.code.startswith(chosen)]


def lines(problems: list[Problem], github: Path | None, looked_at: str) -> list[str]:
    """A line per problem, `file:line:col: level CODE message`, and a last one: what was looked at, and how many problems it has.

    What is for the ledger of what was examined is counted by itself, so that whoever edits sees whether all else is well. With the
    directory that was checked, problems are written as GitHub shows them beside the lines.
    """
    shown = map(str, problems) if github is None else (_annotation(problem, github) for problem in problems)
    errors = sum(problem.level == "error" for problem in problems)
    waiting = sum(problem.code in FOR_LEDGER for problem in problems)
    warnings = len(problems) - errors - waiting
    last = f", {waiting} for {FILE}" if waiting else ""
    return [*shown, f"{looked_at}: {_number(errors, 'error')}, {_number(warnings, 'warning')}{last}"]


def _annotation(problem: Problem, directory: Path) -> str:
    place, path = problem.place, str(directory / problem.place.file)
    for char in "%,:\r\n":
        path = path.replace(char, f"%{ord(char):02X}")
    spot = f"file={path},line={place.line},col={place.column}"
    return f"::{problem.level} {spot},title={problem.code}::{problem.message.replace('%', '%25')}"
