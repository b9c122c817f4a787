"""`qjobspec` as a command: with the extra `check` it does everything, without it says how to get it.

This file imports nothing that the specification alone does not bring.
"""

from __future__ import annotations

import os
import subprocess
import sys

#: Decides the order of sets of words, which Python otherwise takes by chance: a client may send them.
_ORDER = "PYTHONHASHSEED"


def command() -> int:
    """What a shell calls: the same, in a process that puts sets of words in one order."""
    return _again({**os.environ, _ORDER: "0"}) if os.environ.get(_ORDER, "random") == "random" else main()


def main() -> int:
    """Hand over to the command line, or say in one line what is missing."""
    try:
        from .cli import main as run  # noqa: PLC0415 - only here can its absence be told
    except ModuleNotFoundError as error:
        sys.stderr.write(f"qjobspec: the command needs {error.name}: pip install 'qjobspec[check]'\n")
        return 4
    return run()


def _again(environment: dict[str, str]) -> int:
    """Begin anew in an environment: in place of this process, or beside it where a shell would not wait for that."""
    words = [sys.executable, *sys.orig_argv[1:]]
    if os.name == "posix":
        os.execve(sys.executable, words, environment)  # noqa: S606 - the words of this very command
    return subprocess.call(words, env=environment)  # noqa: S603 - the same


if __name__ == "__main__":
    sys.exit(command())
