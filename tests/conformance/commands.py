"""The command, run in this process on files that a test writes down."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from qjobspec_conformance import __main__ as command


class Command:
    """Runs `qjobspec`, and keeps what it said; a file is written as `name_ending="text"` and given after the words."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        self.code, self.out, self.err = 0, "", ""
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "400")

    def __call__(self, *words: str, **texts: str | bytes) -> Command:
        files = {name.replace("_", "."): text for name, text in texts.items()}
        for name, text in files.items():
            (self._folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        self._monkeypatch.setattr(sys, "argv", ["qjobspec", *words, *files])
        self.code = command.main()
        self.out, self.err = self._capsys.readouterr()
        return self

    @property
    def document(self) -> Any:
        """What it wrote to standard output, as JSON."""
        return json.loads(self.out)
