"""The manual page, `man twitchref`, made of the commands' own help."""

import typer

from twitchref import __version__
from twitchref.cli import app
from twitchref.frame import Context, Group
from twitchref.texts import HELP_TOPICS, PURPOSE, REPORT

_WIDTH = 78  # columns, as the lines are not filled again


def manual() -> str:
    """The page as roff."""
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    outer = Context(group, info_name="twitchref", terminal_width=_WIDTH)
    lines = [
        f'.TH TWITCHREF 1 "" "twitchref {__version__}" "User Commands"',
        ".SH NAME",
        r"twitchref \- look up muscle twitching by body site, cause or word",
        ".SH SYNOPSIS",
        *_verbatim("twitchref [OPTIONS] COMMAND [ARGS]..."),
        ".SH DESCRIPTION",
        *_verbatim(group.get_help(outer)),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(outer):
        command = group.get_command(outer, name)
        inner = Context(command, parent=outer, info_name=name, terminal_width=_WIDTH)
        lines += [f".SS {name}", *_verbatim(command.get_help(inner))]
    for heading, topic in (("EXIT STATUS", "exit-codes"), ("ENVIRONMENT", "environment"), ("OUTPUT", "formats")):
        formatter = outer.make_formatter()
        formatter.write_dl(HELP_TOPICS[topic])
        lines += [f".SH {heading}", *_verbatim(formatter.getvalue())]
    lines += [".SH PURPOSE", _safe(PURPOSE), ".SH REPORTING BUGS", _safe(REPORT)]
    return "\n".join(lines) + "\n"


def _verbatim(text: str) -> list[str]:
    return [".nf", *map(_safe, text.splitlines()), ".fi"]


def _safe(line: str) -> str:
    """The line with nothing in it that roff would read as a request or an escape."""
    escaped = line.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{escaped}" if escaped.startswith((".", r"\(aq")) else escaped
