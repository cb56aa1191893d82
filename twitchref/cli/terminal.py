"""How an answer looks where it goes: width, colour, and which layout; on a terminal, through the pager where it is long."""

import os
import sys
from typing import TextIO

from twitchref.cli.streams import width_of, wrapped, write
from twitchref.pages.blocks import Block, Span, listed
from twitchref.pages.encoding import readable
from twitchref.pages.text import plain

# Terminals that follow links: by $TERM_PROGRAM, by a variable of their own, by a version in one; and what stands between and does not.
_FOLLOWING = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_OWN = ("KITTY_WINDOW_ID", "WT_SESSION", "WEZTERM_PANE")
_SINCE = {"VTE_VERSION": 5000, "KONSOLE_VERSION": 201200}
_BETWEEN = ("TMUX", "STY")


def wants_color(choice: str, stream: TextIO) -> bool:
    """Whether colour and bold go to a stream: the option first, then the environment, then whether a terminal reads it."""
    asked = _asked_for_color(choice)
    return stream.isatty() if asked is None else asked


def _asked_for_color(choice: str) -> bool | None:
    """What the option or the environment says; None where neither does."""
    if choice != "auto":
        return choice == "always"
    environ = os.environ
    if environ.get("NO_COLOR") or environ.get("TWITCHREF_NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0") or environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return None


def _height(stream: TextIO) -> int:
    """A terminal's height in lines; 24 where it does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).lines or 24
    except OSError:
        return 24


def _follows_links() -> bool:
    """Whether the terminal is one that is known to follow a link in its text (OSC 8); none within tmux or screen is asked."""
    environ = os.environ
    if asked := environ.get("FORCE_HYPERLINK"):
        return asked != "0"
    if any(map(environ.get, _BETWEEN)):
        return False
    versions = ((environ.get(name, ""), since) for name, since in _SINCE.items())
    return (
        environ.get("TERM_PROGRAM") in _FOLLOWING
        or any(map(environ.get, _OWN))
        or any(version.isascii() and version.isdigit() and int(version[:9]) >= since for version, since in versions)
    )


def laid_out(blocks: list[Block], stream: TextIO, choice: str, links: bool = False) -> str:
    """The blocks as this stream's reader should see them: painted for a terminal, plain lines for a pipe."""

    blocks = [_readable(block, stream.encoding or "ascii") for block in blocks]
    width, color = width_of(stream), wants_color(choice, stream)
    if os.environ.get("ACCESSIBLE", "0") not in ("", "0"):
        return plain(listed(blocks)) if width is None else wrapped(plain(listed(blocks)), width)
    if width is None and not color:
        return plain(blocks)
    from twitchref.pages.terminal import Marks, painted

    marks = Marks(*(readable(mark, stream.encoding or "ascii") for mark in Marks()))
    text = painted([block for block in blocks if block.role != "pointer"], width, color, marks, links)
    pointers = [block for block in blocks if block.role == "pointer"]
    too_long = width is not None and text.count("\n") >= _height(stream)
    return text + painted(pointers, width, color) if pointers and too_long else text


def _readable(block: Block, encoding: str) -> Block:
    return Block(block.role, tuple(Span(readable(span.text, encoding), span.style) for span in block.spans))


def show(blocks: list[Block], stream: TextIO, choice: str, page: bool) -> None:
    """Writes an answer, through a pager where someone at a terminal reads it and it is longer than the screen.

    `choice` is that of --color.
    """
    links = stream.isatty() and _follows_links()
    text = laid_out(blocks, stream, choice, links)
    person = sys.stdin is not None and sys.stdin.isatty() and stream.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
    if page and person and text.count("\n") >= _height(stream):
        from twitchref.cli import pager

        command = pager.chosen()
        # Only less is known to show colours; to any other pager they go as into a pipe, when they are asked for.
        colors = bool(command) and (pager.is_less(command[0]) or _asked_for_color(choice) is not None)
        if not colors:
            text_there = laid_out(blocks, stream, "never")
        else:
            text_there = laid_out(blocks, stream, choice) if links and not pager.shows_links(command) else text
        if command and pager.paged(command, text_there, width_of(stream) or 80):
            return
    write(text, stream)
