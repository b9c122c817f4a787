"""What the tests of the command share."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.commands import Command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, in a folder of its own."""
    return Command(tmp_path, monkeypatch, capsys)
