"""How an answer reaches a person or a program: streams, terminals, colour, width, letters and the pager."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from twitchref.errors import ReaderGoneError
from twitchref.pages.blocks import Block, Span, listed

# What stands in for letters that a narrow locale lacks, before an accent is simply dropped.
_STAND_INS = {
    "–": "-", "—": "-", "−": "-", "‑": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "…": "...", "•": "-", "·": "-",
    "µ": "u", "μ": "u", "×": "x", "≤": "<=", "≥": ">=", "½": "1/2", "¼": "1/4", "¾": "3/4", "°": "deg ", "→": "->", "ß": "ss",
    "æ": "ae", "œ": "oe", "Æ": "AE", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip


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


def _height(stream: TextIO) -> int:
    """A terminal's height in lines; 24 where it does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).lines or 24
    except OSError:
        return 24


def laid_out(blocks: list[Block], stream: TextIO, choice: str) -> str:
    """The blocks as this stream's reader should see them: painted for a terminal, plain lines for a pipe."""
    from twitchref.pages.text import plain

    blocks = [_readable(block, stream.encoding or "ascii") for block in blocks]
    width, color = width_of(stream), wants_color(choice, stream)
    if os.environ.get("ACCESSIBLE", "0") not in ("", "0"):
        return plain(listed(blocks)) if width is None else _wrapped(plain(listed(blocks)), width)
    if width is None and not color:
        return plain(blocks)
    from twitchref.pages.terminal import painted

    text = painted([block for block in blocks if block.role != "pointer"], width, color)
    pointers = [block for block in blocks if block.role == "pointer"]
    too_long = width is not None and text.count("\n") >= _height(stream)
    return text + painted(pointers, width, color) if pointers and too_long else text


def _wrapped(text: str, width: int) -> str:
    """The text with every line wrapped to the width; a web address stays whole."""
    from textwrap import fill

    def lines() -> Any:
        for line in text.splitlines():
            yield (
                line if "://" in line and " " not in line else fill(line, width, break_on_hyphens=False, break_long_words="://" not in line)
            )

    return "\n".join(lines()) + "\n"


def _readable(block: Block, encoding: str) -> Block:
    return Block(block.role, tuple(Span(readable(span.text, encoding), span.style) for span in block.spans))


def readable(text: str, encoding: str) -> str:
    """The text in letters that the encoding has, with control and direction-changing characters shown harmlessly."""
    if text.isprintable() and _has(encoding, text):
        return text
    return "".join(_letter(char, encoding) for char in text)


def _letter(char: str, encoding: str) -> str:
    if not (char.isprintable() or char == " "):
        return f"<U+{ord(char):04X}>"
    from unicodedata import combining, normalize

    if combining(char):
        return char if _has(encoding, char) else ""
    bare = "".join(part for part in normalize("NFKD", char) if not combining(part))
    candidates = (char, _STAND_INS.get(char, ""), bare)
    return next((each for each in candidates if each and _has(encoding, each)), f"<U+{ord(char):04X}>")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


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


def hint(text: str, laid_out: bool = False) -> None:
    """Writes to stderr what is no answer; where nobody can read it, nothing is lost."""
    try:
        if sys.stderr is not None:
            write(text if laid_out else lines_for(text, sys.stderr), sys.stderr)
    except (OSError, ReaderGoneError):
        with suppress(OSError):
            forget(sys.stderr)


def forget(stream: TextIO) -> None:
    """What is left in the stream's buffer goes nowhere, without a message at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def show(blocks: list[Block], stream: TextIO, choice: str, pager: bool) -> None:
    """Writes an answer, through a pager where someone at a terminal reads it and it is longer than the screen.

    `choice` is that of --color.
    """
    text = laid_out(blocks, stream, choice)
    person = sys.stdin is not None and sys.stdin.isatty() and stream.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
    if pager and person and text.count("\n") >= _height(stream) and (command := _pager()):
        # Only less is known to show colours; to any other pager they go as into a pipe, when they are asked for.
        colors = _is_less(command[0]) or _asked_for_color(choice) is not None
        if _paged(command, text if colors else laid_out(blocks, stream, "never"), width_of(stream) or 80):
            return
    write(text, stream)


def _pager() -> list[str]:
    """The words of $PAGER, the first the path of a program; none where there is no such program, or it is cat."""
    import shlex
    import shutil

    try:
        words = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that is not closed
        return []
    program = shutil.which(os.path.expanduser(words[0])) if words else None  # noqa: PTH111  # a home that is not there is no error
    return [program, *words[1:]] if program and words != ["cat"] else []


def _is_less(program: str) -> bool:
    """Whether a program is less, under its own name or behind a link as Debian's `pager`."""
    return "less" in (Path(program).name, Path(program).resolve().name)


def _paged(command: list[str], text: str, width: int) -> bool:
    """Whether a pager showed the text.

    It did unless it ended with an error: then the answer is better seen twice than not at all. Ctrl-C is the pager's own while
    it runs; a pager that ends by it ends the program. Whatever the pager does to the terminal, it is afterwards as it was before.
    """
    import signal
    import subprocess
    import termios

    pressed: list[int] = []
    keys = (signal.SIGINT, signal.SIGQUIT)
    # A function: what is merely ignored here would be ignored by the pager, too.
    before = [signal.signal(key, lambda number, _: pressed.append(number)) for key in keys]
    terminal = termios.tcgetattr(sys.stdin)
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, encoding=sys.stdout.encoding, errors="replace", env=_for_less(text.count("\n"), width)
        )
        process.communicate(text)
    except (OSError, ValueError):
        return False
    finally:
        with suppress(termios.error):  # a terminal that has gone
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, terminal)
        for key, handler in zip(keys, before, strict=True):
            signal.signal(key, handler)
    if process.returncode and pressed:
        raise KeyboardInterrupt
    return process.returncode == 0


def _for_less(lines: int, width: int) -> dict[str, str]:
    """The environment for less: colours are shown, the prompt says where one is and which keys go on; no history is kept.

    The reader's own $LESS comes last and so overrules the prompt; without one, short pages stay on the screen.
    """
    if width < 60:
        where, on, keys = f"%lt-%lb/{lines}", "space on, ", "/ find, q leave"
    else:
        where, on, keys = f"lines %lt-%lb of {lines}", r"space\: on  ", r"/\: search  q\: leave"
    prompt = f"-Ps?lt{where}  .?e:{on}.{keys}$"  # at the end, nothing goes on
    return {"LESSHISTFILE": "-", **os.environ, "LESS": f"-R {prompt} {os.environ.get('LESS', '-FIRX')}"}
