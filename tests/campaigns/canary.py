"""A canary: what would notice if anything in a file were run.

The payloads of the campaign try to make this module sing. So that its silence means something, a test lets a loader that is not
safe read them, and hears it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: The file that payloads for a shell make, in the folder in which they are run.
FILE = "canary-sang"

#: How each way of running something is written in YAML.
PAYLOADS = (
    "!!python/object/apply:tests.campaigns.canary.sing []",
    "!!python/object/new:tests.campaigns.canary.Canary []",
    "!!python/object:tests.campaigns.canary.Canary {a: 1}",
    "!!python/name:tests.campaigns.canary.sing ''",
    "!!python/module:tests.campaigns.canary ''",
    f"!!python/object/apply:os.system ['touch {FILE}']",
    f"!!python/object/apply:subprocess.check_output [['touch', '{FILE}']]",
    f"!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {FILE}']",
    "!!python/tuple [1, 2]",
)

#: What reading a file never needs.
FORBIDDEN = (
    "ctypes.",
    "ftplib.",
    "http.client.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.spawn",
    "os.system",
    "pickle.",
    "shutil.",
    "socket.",
    "subprocess.",
    "urllib.",
    "webbrowser.",
)

heard: list[str] = []


class Canary:
    """An object that a file must not be able to make."""

    def __new__(cls, *arguments: Any) -> Canary:
        sing()
        return super().__new__(cls)


def sing() -> None:
    """Be heard."""
    heard.append("tests.campaigns.canary")


def listen(folder: Path) -> Callable[[], list[str]]:
    """Begin to listen for good; what is answered tells what was heard since it was last asked, the file in `folder` too."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN) or (event == "open" and _writes(arguments)):
            heard.append(f"{event} {arguments!r}"[:200])

    def told() -> list[str]:
        found = [*heard, *([FILE] if (folder / FILE).exists() else [])]
        heard.clear()
        (folder / FILE).unlink(missing_ok=True)
        heard.clear()
        return found

    sys.addaudithook(hook)
    return told


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode = arguments[1]
    return isinstance(mode, str) and any(letter in mode for letter in "wax+")
