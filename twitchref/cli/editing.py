"""The commands of editors; behind those of readers they are all that the program has."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from twitchref.cli.commands import app as app
from twitchref.cli.run import BEGINNINGS, AsFormat, AsJson, Beginning, Color, Data, NoPager, Options, dump, is_json, lay_out
from twitchref.cli.streams import complain, say
from twitchref.data_path import chosen, origin, quoted, yaml_data
from twitchref.errors import NoDataError

if TYPE_CHECKING:
    from twitchref.model import Compendium
    from twitchref.problem import Problem


@app.command("check", help="Check a data directory and list every problem in it.")
def check(
    context: typer.Context,
    directory: Annotated[str | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
    format: Annotated[Literal["text", "json", "github"], typer.Option("--format", help="What to print.")] = "text",
    json: AsJson = False,
    select: Annotated[str, typer.Option("--select", metavar="CODES", help="Only codes that begin so, as E,W4.")] = "E,W",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors, but for what can wait (W401, W417, W418).")] = False,
    codes: Annotated[bool, typer.Option("--list", help="List the codes and what they mean.")] = False,
    schema: Annotated[
        str | None, typer.Option("--schema", metavar="DIR", help="Write JSON Schemas of the files.", show_default=False)
    ] = None,
    examined: Annotated[
        tuple[str, str] | None,
        typer.Option("--examined", metavar="HOW WHAT", help="Record that WHAT was examined.", show_default=False),
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Why a code is there, and how to mend it.", show_default=False)
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is mechanical: order, doubles, line ends, texts for >-; ask first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Let --fix write without asking.")] = False,
    data: Data = None,
) -> None:
    from twitchref import answer, clock
    from twitchref.checking import check as checker
    from twitchref.cli import checked
    from twitchref.pages import json as as_json
    from twitchref.pages.encoding import readable
    from twitchref.reading import file_schema as schemas

    _not_empty(directory, data, schema)
    before = context.obj["options"]
    as_document = json or before.json or "json" in (format, before.format)
    _fit_together(context, as_document)
    if explain is not None:
        try:
            return checked.explain(explain, before.color or "auto")
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    if codes:
        return say("".join(f"{code}  {meaning}\n" for code, meaning in checker.meanings().items()))
    if schema is not None:
        return schemas.write(Path(schema))
    named = directory or data or before.data
    folder = yaml_data(named)
    where = f"{folder} ({origin(None)})" if not named and chosen(None) else str(folder)
    try:
        chosen_codes = checker.starts(select)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with checked.reading(where):
        if folder.is_file():
            raise typer.BadParameter(f"{where} is a file; name the directory of YAML files that it was built from")
    written = checked.mended(folder, where, yes) if fix else None
    with checked.reading(where):
        compendium, problems = checker.looked_at(folder, clock.today())
        if examined and _recorded(folder, compendium, problems, *examined):
            compendium, problems = checker.looked_at(folder, clock.today())
    wrong = checker.selected(problems, chosen_codes)
    given = answer.Checked(tuple(problem.found for problem in wrong), strict)
    if as_document:
        say(as_json.dumped(given, compendium.version, pretty=False))
    else:
        looked_at = f"{readable(where, 'utf-8')}: {checker.counted(compendium)}"
        lines = checker.lines(wrong, folder if format == "github" else None, looked_at)
        if fix and not written:
            lines = [f"{checked.nothing_to_mend(wrong)}; {lines[-1]}"] if written is None else []
        elif format == "text":
            lines = checked.with_carets(wrong, lines, folder)
        say("".join(f"{line}\n" for line in lines))
    raise typer.Exit(answer.exit_code(given))


def _not_empty(*paths: str | None) -> None:
    """A usage error where a path is given that is empty, as a variable that was never set: it must not come to mean another place."""
    if "" in paths:
        raise typer.BadParameter("a path is empty; name a place, or leave it out")


def _fit_together(context: typer.Context, as_document: bool) -> None:
    """A usage error where --explain, --fix or --yes stand beside what makes no sense with them."""
    defaults = {each.name: each.default for each in context.command.params}
    given = {name for name, value in context.params.items() if value != defaults[name]} | ({"json"} if as_document else set())
    if context.params["explain"] is not None and (others := given - {"explain", "data"}):
        raise typer.BadParameter(f"--explain stands alone, without {_shown(others)}")
    if context.params["fix"] and (others := given & {"json", "format", "select", "codes", "schema", "examined"}):
        raise typer.BadParameter(f"--fix cannot stand with {_shown(others)}")
    if context.params["yes"] and not context.params["fix"]:
        raise typer.BadParameter("--yes lets --fix write; give both, or neither")


def _shown(names: set[str]) -> str:
    return " or ".join("a directory" if name == "directory" else "--list" if name == "codes" else f"--{name}" for name in sorted(names))


def _recorded(folder: Path, compendium: "Compendium", problems: "list[Problem]", how: str, what: str) -> bool:
    """Whether the ledger of the data has it now that something was examined; it says so, or why not."""
    from twitchref import clock
    from twitchref.checking.examined import record

    if errors := sum(problem.level == "error" for problem in problems):
        complain(f"nothing was recorded: the data has {errors} error(s).")
        return False
    try:
        count = record(folder, compendium, how, what, clock.today())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    complain(f"{count} recorded in {folder / 'examined.tsv'}")
    return True


@app.command("build", help="Build one SQLite file, for --data, from a data directory.")
def build(
    directory: Annotated[str, typer.Argument(metavar="DIR", show_default=False)],
    file: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The file to write.", show_default=False)],
) -> None:
    from twitchref import build as builder

    quiet = sys.stderr is None or not sys.stderr.isatty()
    version, errors = builder.build(Path(directory), file, (lambda message: None) if quiet else complain)
    for error in errors:
        complain(str(error))
    if errors:
        complain(f"nothing was built: the data has {len(errors)} error(s).")
        raise typer.Exit(5)
    say(f"built {file}, data {version}\n")


@app.command("new", help="Begin a site, cause, term, sign or source: its file or record, with prompts to fill in.")
def new(
    context: typer.Context,
    kind: Annotated[Beginning, typer.Argument(metavar="|".join(BEGINNINGS), show_default=False)],
    id: Annotated[list[str], typer.Argument(metavar="ID", show_default=False)],
    data: Annotated[str | None, typer.Option("--data", metavar="DIR", help="Write into this data directory.", show_default=False)] = None,
) -> None:
    from twitchref import clock
    from twitchref.cli.checked import reading
    from twitchref.editing import new as beginning

    _not_empty(data)
    named = data or context.obj["options"].data
    folder = yaml_data(named)
    try:
        with reading(folder):
            if folder.is_file():
                raise typer.BadParameter(f"{folder} is a file; name the directory of YAML files that it was built from")
            place, errors = beginning.new(folder, kind, " ".join(id), clock.today())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    for problem in errors:
        complain(str(problem))
    if errors:
        complain(f"nothing was written: {place.file} cannot be read.")
        raise typer.Exit(5)
    move = " Move it among the signs of its level." if kind == "sign" else ""
    say(f"{folder / place.file}:{place.line} is begun. Write over each TODO.{move} Then: twitchref check {quoted(str(folder))}\n")


@app.command("changes", help="What changed between two data directories or built files, for a changelog.")
def changes(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", show_default=False)],
    new: Annotated[str | None, typer.Argument(metavar="[NEW]", show_default=False)] = None,
    data: Data = None,
    color: Color = None,
    format: AsFormat = None,
    json: AsJson = False,
    no_pager: NoPager = False,
) -> None:
    from twitchref.editing.changelog import blocks
    from twitchref.editing.changes import changes as compared
    from twitchref.reference import Reference

    _not_empty(old, new, data)
    options = Options(data, color, format, json, no_pager=no_pager).over(context.obj["options"])
    paths = (Path(old), Path(new) if new else yaml_data(options.data))
    both = [Reference.open(path) for path in paths]
    for path, reference in zip(paths, both, strict=True):
        if reference.problems:
            raise NoDataError(f"{path} has {len(reference.problems)} error(s), so it cannot be compared; mend what `twitchref check` names")
    given = compared(*both)
    if is_json(options):
        dump(given, given.new)
    else:
        lay_out(blocks(given), options)
