"""The manual page, `man twitchref`, made of the commands' own help."""

import typer

from twitchref import __version__
from twitchref.cli.editing import app
from twitchref.cli.group import Context, Group, topic_help
from twitchref.texts import PURPOSE, REPORT

_RELEASED = "2026-11-24"  # the day of this version, as the changelog has it; two builds on different days are the same
_WIDTH = 70  # columns, as the lines are not filled again; what `man` leaves of 80


def manual() -> str:
    """The page as roff."""
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    outer = Context(group, info_name="twitchref", terminal_width=_WIDTH, help_option_names=["-h", "--help"])
    lines = [
        f'.TH TWITCHREF 1 "{_RELEASED}" "twitchref {__version__}" "User Commands"',
        ".SH NAME",
        r"twitchref \- look up muscle twitching by body site, cause or word",
        ".SH SYNOPSIS",
        *_verbatim("twitchref [OPTIONS] NAME | COMMAND [ARGS]..."),
        ".SH DESCRIPTION",
        *_verbatim(group.get_help(outer)),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(outer):
        command = group.get_command(outer, name)
        inner = Context(command, parent=outer, info_name=name, terminal_width=_WIDTH)
        lines += [f".SS {name}", *_verbatim(command.get_help(inner))]
    for heading, topic in (("OPTIONS", "options"), ("EXIT STATUS", "exit-codes"), ("ENVIRONMENT", "environment"), ("OUTPUT", "formats")):
        lines += [f".SH {heading}", *_verbatim(topic_help(outer, topic))]
    lines += [".SH PURPOSE", _safe(PURPOSE), ".SH REPORTING BUGS", _safe(REPORT)]
    return "\n".join(lines) + "\n"


def _verbatim(text: str) -> list[str]:
    return [".nf", *map(_safe, text.splitlines()), ".fi"]


def _safe(line: str) -> str:
    """The line with nothing in it that roff would read as a request or an escape."""
    escaped = line.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{escaped}" if escaped.startswith((".", r"\(aq")) else escaped
