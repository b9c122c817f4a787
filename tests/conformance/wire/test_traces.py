"""Installing and removing the wire leaves no trace."""

from __future__ import annotations

import os
import socket
import ssl
import threading
import urllib.request
from asyncio import BaseEventLoop
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import certifi
import pytest
import requests.utils

from qjobspec_conformance.wire import Unscripted, installed, serving

from .over import GOOD, URL, Over, script

OWNERS = (socket, socket.socket, ssl, ssl.SSLContext, BaseEventLoop, BaseSelectorEventLoop, urllib.request, requests.utils)


def world() -> object:
    """Everything that the wire could have changed."""
    names = [dict(vars(owner)) for owner in OWNERS]
    return names, dict(os.environ), threading.active_count()


def raising() -> None:
    """Leave through an exception while a request is under way."""
    with serving(script()):
        urlopen(URL).close()
        raise KeyError


def nested() -> None:
    """Hold it open around runs."""
    with installed(), installed():
        with serving(script()):
            urlopen(URL).close()
        Over(lambda: urlopen(URL).close())


def unscripted() -> None:
    """Ask for what nobody answers."""
    with pytest.raises(Unscripted), installed():
        urlopen(URL)


@pytest.mark.parametrize("use", [raising, nested, unscripted])
def test_afterwards_everything_is_as_before(use: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same functions under the same names, the same environment, no thread left over."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:1")
    monkeypatch.setenv("NETRC", "/somewhere")
    before = world()

    with suppress(KeyError):
        use()

    assert world() == before


def test_sockets_that_were_there_before_are_not_touched() -> None:
    """A socket pair goes on working while the wire is there, and has the class it had."""
    one, other = socket.socketpair()

    with one, other, installed():
        one.send(b"hello")

        assert other.recv(9) == b"hello"
        assert type(one) is socket.socket


def test_the_wire_is_not_there_for_sockets_of_this_machine(tmp_path: Path) -> None:
    """Sockets of the file system are nobody's network: they connect for real, also with `connect_ex`."""
    with socket.socket(socket.AF_UNIX) as server, installed():
        server.bind(str(tmp_path / "s"))
        server.listen()

        with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:
            one.connect(str(tmp_path / "s"))
            assert other.connect_ex(str(tmp_path / "s")) == 0


def test_a_connection_that_outlives_its_run_finds_its_peer_gone() -> None:
    """What is kept beyond the run reads an end, and never the next run's answers."""
    kept: list[socket.socket] = []
    Over(lambda: kept.append(socket.create_connection(("service.example", 80))))

    with kept[0] as sock, serving(script()):
        assert sock.recv(1) == b""
        assert sock.send(b"GET / HTTP/1.1\r\n\r\n") > 0
        assert sock.recv(1) == b""


def test_one_service_at_a_time() -> None:
    """Two of them would have to share the world."""
    with serving(script(GOOD)), pytest.raises(RuntimeError, match="one service at a time"), serving(script()):
        pass


class TestEnvironment:
    """The user's environment is not seen, and given back."""

    def test_proxies_are_not_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Neither by name nor through functions that a module has bound to a name of its own."""
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:1")

        with installed():
            assert requests.utils.getproxies() == urllib.request.getproxies() == {}
            assert not requests.utils.proxy_bypass("localhost")
            assert not urllib.request.proxy_bypass_environment("localhost")
            assert urllib.request.getproxies_environment() == {}
            assert "HTTPS_PROXY" not in os.environ

        assert urllib.request.getproxies()["https"] == "http://proxy.example:1"

    def test_passwords_are_not_seen(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """No client finds the user's netrc and sends what is in it."""
        (tmp_path / ".netrc").write_text("machine service.example login me password secret\n")
        monkeypatch.setenv("HOME", str(tmp_path))

        run = Over(lambda: requests.get(URL).status_code)

        assert run.requests[0].header("authorization") is None

    def test_large_stores_of_certificates_are_read_only_when_they_are_needed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Not in a run, where nobody has a certificate; but a context that outlives it has them after all."""
        with installed():
            late = ssl.create_default_context(cafile=certifi.where())
            lost = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            lost.load_verify_locations(certifi.where())
            del lost
            in_the_run = late.cert_store_stats()["x509_ca"]

        assert (in_the_run, late.cert_store_stats()["x509_ca"] > 100) == (0, True)

    def test_a_file_that_is_not_there_is_missed_at_once(self) -> None:
        """As without the wire."""
        with installed(), pytest.raises(FileNotFoundError):
            ssl.create_default_context(cafile="/nowhere.pem")

    def test_what_loads_nothing_raises_what_it_raises(self) -> None:
        """A user's own small file is read at once, so that its faults are seen."""
        with installed(), pytest.raises(ssl.SSLError):
            ssl.create_default_context(cafile=__file__)
