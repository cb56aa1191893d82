"""The Tab key pressed for real: bash, zsh and fish on a terminal, each taught by `--install-completion`."""

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sysconfig
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest
from conftest import MINI
from edits import break_off

from twitchref.cli import completion

# The shell, how it starts, and what it is told, after what it was taught, so that its lines can be compared.
SHELLS = {
    "bash": (("bash", "--noprofile", "-i"), ".bashrc", "PS1='> '\nbind 'set show-all-if-ambiguous on'\nbind 'set bell-style none'\n"),
    "zsh": (("zsh", "-i"), ".zshrc", "PS1='> '\nunsetopt beep\n"),
    "fish": (
        ("fish", "-i"),
        ".config/fish/config.fish",
        "function fish_prompt; echo -n '> '; end\nset -g fish_greeting\nset -g fish_autosuggestion_enabled 0\n",
    ),
}
SIZE = (40, 120)  # lines, columns
END = "#"  # typed after the key: when it stands there, the shell is through with the key


class Shell:
    """A shell on a terminal of its own, in a folder with a file and the small compendium, and what that terminal shows."""

    def __init__(self, shell: str, folder: Path, data: Path) -> None:
        command, start_up, told = SHELLS[shell]
        home, here = folder / "home", folder / "here"
        (home / start_up).parent.mkdir(parents=True)
        here.mkdir()
        (here / "xfile").touch()
        (here / "mini").symlink_to(MINI)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOME", str(home))
            completion.install(shell)
        with (home / start_up).open("a", encoding="utf-8") as file:
            file.write(told)
        kept = {name: value for name, value in os.environ.items() if name in ("PYTHONPATH", "TMPDIR")}
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
        self.outer, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=here,
            env=kept | {"HOME": str(home), "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "TWITCHREF_DATA": str(data)},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(inner, termios.TIOCSCTTY, 0),
        )
        os.close(inner)
        self.screen = pyte.Screen(SIZE[1], SIZE[0])
        self.stream = pyte.ByteStream(self.screen)
        self.wait_for(lambda lines: lines == [">"])

    def wait_for(self, shown: Callable[[list[str]], bool]) -> list[str]:
        """The lines that the terminal shows, as soon as they are so."""
        deadline = time.monotonic() + 60
        while not shown(lines := [line.rstrip() for line in self.screen.display if line.strip()]):
            assert time.monotonic() < deadline, lines
            if select.select([self.outer], [], [], 1.0)[0]:
                more = os.read(self.outer, 65536)
                self.stream.feed(more)
                if b"\x1b[c" in more or b"\x1b[0c" in more:  # fish asks the terminal what it is, and waits
                    os.write(self.outer, b"\x1b[?1;2c")
        return lines

    def completed(self, line: str) -> list[str]:
        """All that is shown when the key was pressed behind the line, which then can go on in one way or in none."""
        os.write(self.outer, f"{line}\t{END}".encode())
        return self.wait_for(lambda lines: bool(lines) and lines[-1].endswith(END))

    def listed(self, line: str, words: list[str]) -> list[str]:
        """All that is shown when the key was pressed behind the line, and these words are."""
        os.write(self.outer, f"{line}\t".encode())
        return self.wait_for(lambda lines: set(words) <= {word.rpartition("=")[2] for each in lines[1:] for word in each.split()})

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.outer)


@pytest.fixture(params=SHELLS)
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Path], Shell]]:
    """Starts the shell with this data."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    started: list[Shell] = []

    def begin(data: Path) -> Shell:
        started.append(Shell(request.param, tmp_path, data))
        return started[0]

    yield begin
    started[0].close()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("se", "search "),  # a command
        ("le", "leg "),  # a place, without one
        ("search --lim", "search --limit "),
        ("site leg --format j", "site leg --format json "),
        ("--data mini cause st", "--data mini cause stress "),
        ("--data=mini cause st", "--data=mini cause stress "),
        ("cause --data=mini st", "cause --data=mini stress "),
        ("cause rest", "cause restless-legs-syndrome "),
        ("cause Parkin", "cause Parkinsons-disease "),
        ("cause HUNT", "cause HUNTingtons-disease "),
        (r"cause bell\'s p", r"cause bell\'s palsy "),
        ("""cause "bell's p""", """cause "bell's palsy" """),
        ('cause "motor neurone d', 'cause "motor neurone disease" '),
        ("cause motor neurone d", "cause motor neurone disease "),
        ("motor neurone d", "motor neurone disease "),
        ("cause guillain-b", "cause guillain-barre-syndrome "),
        ("site leg su", "site leg summary "),
        ("leg su", "leg summary "),
        ("cause restless legs mech", "cause restless legs mechanism "),
        ("help exit", "help exit-codes "),
        ("site xf", "site xf"),  # a file, where no file can stand
        ("search xf", "search xf"),
        ("no-such-thing xf", "no-such-thing xf"),
        ("site 'xf", "site 'xf"),
        ("build xf", "build xfile "),
        ("--data xf", "--data xfile "),
        ("--data=xf", "--data=xfile "),
        ("web -o xf", "web -o xfile "),
    ],
)
def test_the_key_writes_what_can_stand_there_and_shows_nothing_else(
    typed: str, shown: str, start: Callable[[Path], Shell], real_file: Path
) -> None:
    assert start(real_file).completed(f"twitchref {typed}") == [f"> twitchref {shown}{END}"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ["about", "cause", "check", "compare", "help", "search", "sheet", "signs", "site", "source", "term", "web"]),
        ("s", ["search", "sheet", "signs", "site", "source"]),
        ("site --data mini ", ["ear", "leg", "lip"]),
        ("site --data mini L", ["Leg", "Lip"]),
        ("compare ear --data mini l", ["leg", "lip", "low-calcium"]),
        ("site leg ", ["causes", "help", "treatment", "sources"]),
        ("restless l", ["legs", "limbs"]),
        ('cause "restless l', ["legs", "limbs"]),
        ("site leg --format=", ["text", "json", "markdown", "html"]),
    ],
)
def test_the_key_lists_what_can_stand_there(typed: str, words: list[str], start: Callable[[Path], Shell], real_file: Path) -> None:
    start(real_file).listed(f"twitchref {typed}", words)


@pytest.mark.parametrize("broken", ["missing", "bad", "damaged"])
def test_with_broken_data_the_key_shows_nothing(broken: str, start: Callable[[Path], Shell], tmp_path: Path) -> None:
    data = tmp_path / "data"
    break_off(broken, data)

    assert start(data).completed("twitchref site x") == [f"> twitchref site x{END}"]
