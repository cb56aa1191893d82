"""The pager for answers that are longer than the screen: $PAGER, or else less."""

import os
import sys
from contextlib import suppress
from pathlib import Path

_LINKS_SINCE = 590  # of less


def chosen() -> list[str]:
    """The words of $PAGER, the first the path of a program; none where there is no such program, or it is cat."""
    import shlex
    import shutil

    try:
        words = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that is not closed
        return []
    program = shutil.which(os.path.expanduser(words[0])) if words else None  # noqa: PTH111  # a home that is not there is no error
    return [program, *words[1:]] if program and words != ["cat"] else []


def is_less(program: str) -> bool:
    """Whether a program is less, under its own name or behind a link as Debian's `pager`."""
    return "less" in (Path(program).name, Path(program).resolve().name)


def shows_links(command: list[str]) -> bool:
    """Whether the pager is a less that passes links on to the terminal, as it does from version 590 on."""
    import re
    import subprocess

    try:
        said = subprocess.run([command[0], "--version"], capture_output=True, encoding="utf-8", errors="replace", timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"less (\d{1,6})\b", said.stdout)
    return version is not None and int(version[1]) >= _LINKS_SINCE


def paged(command: list[str], text: str, width: int) -> bool:
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
