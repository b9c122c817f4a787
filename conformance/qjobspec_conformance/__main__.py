"""`qjobspec` as a command: with the extra `check` it does everything, without it says how to get it.

This file imports nothing that the specification alone does not bring.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Hand over to the command line, or say in one line what is missing."""
    try:
        from .cli import main as run  # noqa: PLC0415 - only here can its absence be told
    except ModuleNotFoundError as error:
        sys.stderr.write(f"qjobspec: the command needs {error.name}: pip install 'qjobspec[check]'\n")
        return 4
    return run()


if __name__ == "__main__":
    sys.exit(main())
