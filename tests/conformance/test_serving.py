"""`qjobspec serve`: what it hands over, and what it says if it cannot."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from .commands import Command

pytest.importorskip("starlette", reason="the service needs the extra `serve`")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command."""
    return Command(tmp_path, monkeypatch, capsys)


def test_an_unknown_plot_is_misuse(run: Command) -> None:
    """In one line, with the plots there are."""
    run("serve", "--port", "0", "--plot", "fialed")

    assert run.code == 4
    assert run.err.startswith("qjobspec: no plot 'fialed'; there are done, watched")


def test_a_port_that_is_taken_is_misuse(run: Command) -> None:
    """In one line, with the port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run("serve", "--port", str(min(port, 65_532)))

    assert run.code == 4
    assert f"cannot serve at 127.0.0.1:{port}: " in run.err


def test_without_its_extra_it_says_how_to_get_it(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    for name in [name for name in sys.modules if name.startswith("qjobspec_reference.bindings")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    run("serve", "--port", "0", "--plot", "fialed")

    assert run.code == 4
    assert run.err == "qjobspec: serving needs uvicorn: pip install 'qjobspec[serve]'\n"
