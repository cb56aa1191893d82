"""Teaching a shell the Tab key: a script for it, and where that goes. What the key then offers is in `tab`."""

import os
from pathlib import Path

import typer

from twitchref.cli.streams import complain

# For each shell: the file for the script, the file that the shell reads when it starts, and the line there that leads to the script.
_PLACES = {
    "bash": (".bash_completions/twitchref.sh", ".bashrc", "source '{}'"),
    "zsh": (".zfunc/_twitchref", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": (".config/fish/completions/twitchref.fish", "", ""),
}

# Where the program ends with another code than 0, as where it is gone, the shell offers files. (The framework's scripts offer them wherever
# nothing else is to be had, its bash does not know --data=FILE, and its zsh does nothing when the key is pressed the first time.)
_SCRIPTS = {
    "bash": """\
_twitchref_completion() {
    local IFS=$'\\n'
    COMPREPLY=( $(
        COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _TWITCHREF_COMPLETE=complete_bash "$1" 2>/dev/null
    ) ) || compopt -o default
}
complete -F _twitchref_completion twitchref
""",
    "zsh": """\
#compdef twitchref
_twitchref() {
    local found
    found=$(
        COMP_WORDS=${(F)words[1,CURRENT]} COMP_CWORD=$((CURRENT - 1)) _TWITCHREF_COMPLETE=complete_zsh ${~words[1]} 2>/dev/null
    ) || { compset -P '--*='; _files; return }
    local -a offered=(${(f)found})
    _describe twitchref offered
}
if [[ $funcstack[1] == _twitchref ]]; then _twitchref "$@"; else compdef _twitchref twitchref; fi
""",
    "fish": """\
function _twitchref_offered
    set -l words (commandline -opc)
    env COMP_WORDS=(commandline -pc | string collect) COMP_CWORD=(count $words) _TWITCHREF_COMPLETE=complete_fish $words[1] 2>/dev/null
    and return
    set -l option (string match -r -- '^--[^=]+=' (commandline -ct))
    printf "$option%s\\n" (__fish_complete_path (string replace -r -- '^--[^=]+=' '' (commandline -ct)))
end
complete --command twitchref --no-files --arguments '(_twitchref_offered)'
""",
}


def shell() -> str:
    """The shell that runs the program; one line and exit code 1 where it is none that can be taught."""
    from typer._completion_shared import _get_shell_name

    name = _get_shell_name()
    if name not in _PLACES:
        found = f"this is {name}" if name else "which shell this is cannot be seen"
        complain(f"there is completion for bash, zsh and fish; {found}.")
        raise typer.Exit(1)
    return name


def script(shell: str) -> str:
    """What the shell has to be told."""
    return _SCRIPTS[shell]


def install(shell: str) -> str:
    """Writes the script and the line that leads to it, and returns what to say about that.

    What cannot be written whole is left as it was: one line, exit code 1. (The framework's own way would break off half-way.)
    """
    home = Path(os.environ.get("HOME", os.path.expanduser("~")))  # noqa: PTH111  # without a home, this one does not raise
    place, read_first, line = _PLACES[shell]
    file = home / place
    try:
        if not home.is_absolute():
            raise OSError(0, "there is no home directory; set HOME", "HOME")
        if read_first:
            (home / read_first).open("ab").close()  # nothing is written if this cannot be
        _write(file, script(shell))
        if read_first:
            _add_line(home / read_first, os.fsencode(line.format(str(file).replace("'", r"'\''"))))
    except OSError as error:
        complain(f"cannot install completion: {error.filename or file}: {error.strerror}.")
        raise typer.Exit(1) from None
    return f"{shell} completion installed in {file}\nIt works in every {shell} that you start from now on.\n"


def _write(file: Path, text: str) -> None:
    half = file.with_name(f".{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def _add_line(file: Path, line: bytes) -> None:
    """Ends the file with the line, unless it has it already."""
    with file.open("ab+", buffering=0) as opened:
        opened.seek(0)
        before = opened.read()
        if line in before.splitlines():
            return
        added = (b"" if before.endswith(b"\n") or not before else b"\n") + line + b"\n"
        try:
            if opened.write(added) < len(added):
                raise OSError(0, "no room is left", str(file))
        except OSError:
            opened.truncate(len(before))
            raise
