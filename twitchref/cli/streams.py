"""Stdout and stderr: everything written is there at once, or an exception says why it is not."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from twitchref.errors import ReaderGoneError
from twitchref.pages.encoding import readable


def write(text: str, stream: TextIO) -> None:
    """Writes all of it now: a reader that has gone, or a full disk, is an exception here and not a message at exit."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def lines_for(text: str, stream: TextIO) -> str:
    """Text that was not laid out, with every line of it readable on the stream."""
    return "\n".join(readable(line, stream.encoding or "ascii") for line in text.split("\n"))


def width_of(stream: TextIO) -> int | None:
    """A terminal's width in columns; None for a pipe or a file, where nothing is wrapped."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < 6 and int(columns):  # no ², which is a digit and no number
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80


def wrapped(text: str, width: int, break_words: bool = True) -> str:
    """The text with every line wrapped to the width; a web address stays whole, and with `break_words` off every word."""
    from textwrap import fill

    def lines(line: str) -> str:
        breaks = break_words and "://" not in line
        return fill(line, width, break_on_hyphens=False, break_long_words=breaks) if breaks or " " in line else line

    return "\n".join(map(lines, text.splitlines())) + "\n"


def hint(text: str, laid_out: bool = False) -> None:
    """Writes to stderr what is no answer; where nobody can read it, nothing is lost."""
    try:
        if sys.stderr is not None:
            write(text if laid_out else lines_for(text, sys.stderr), sys.stderr)
    except (OSError, ReaderGoneError):
        with suppress(OSError):
            discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """What is left in the stream's buffer goes nowhere, without a message at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(text: str) -> None:
    """Text as it is on stdout, every line of it readable."""
    write(lines_for(text, sys.stdout), sys.stdout)


def complain(message: str) -> None:
    """One line on stderr, if anyone is there, whatever stands in the message."""
    hint(f"twitchref: {readable(message, 'utf-8')}\n")


def counting(what: str) -> Callable[[int], None]:
    """What tells a person on a terminal how many there are so far, on one line of stderr; elsewhere, nothing."""

    def told(count: int) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            hint(f"{count} {what} ...\n" if os.environ.get("TERM") == "dumb" else f"\r{count} {what} ... \r", laid_out=True)

    return told
