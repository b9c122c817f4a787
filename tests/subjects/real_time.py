"""Whether a job does the same in the world of the suite as in the real one: `python -m tests.subjects.real_time MODULE:CLASS`.

The same examples are run twice: in virtual time over the wire in memory, and in real time over real sockets of this machine,
TLS included, where a thread for each connection carries bytes between a socket and the same service. This file knows no job class.
"""

from __future__ import annotations

import itertools
import os
import select
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

from qjobspec_conformance import scenes, stage
from qjobspec_conformance.events import Raised, Returned
from qjobspec_conformance.examples import Example, Program, Step
from qjobspec_conformance.harnesses import Subject, load
from qjobspec_conformance.histories import History
from qjobspec_conformance.services import Phase, Plot
from qjobspec_conformance.virtual import Ended
from qjobspec_conformance.wire import Answer, Dialogue, Network, Request, Service, Stage, Trouble
from qjobspec_conformance.wire._lines import Line

#: A job that moves soon, so that nobody waits long for it in real time.
SOON: Final = (Phase("QUEUED", 1.0), Phase("RUNNING", 1.0))
#: What is run, each as one user's calls one after the other.
PLAYS: Final = {
    "done": (Plot(phases=SOON), ("status", "result", "status", "result")),
    "failed": (Plot(phases=SOON, outcome="ERROR"), ("result", "status")),
    "cancelled": (Plot(phases=(Phase("QUEUED", 60.0),)), ("cancel", "status")),
}
#: How long a lane may take, in real seconds.
_PATIENCE: Final = 90.0
#: How often a carrier of bytes looks whether its service has something new to say.
_MOMENT: Final = 0.01


def differences(subject: Subject) -> Iterator[str]:
    """What a job of `subject` does in one world and not in the other, each in a line."""
    if subject.world is None:
        raise ValueError(f"{subject.name} has no service")
    for name, (plot, members) in PLAYS.items():
        offered = [member for member in members if member in subject.profile.members]
        example = Example(plot, Program((tuple(map(Step, offered)),)))
        virtual = stage.drive(subject, example)
        with in_reality():
            real = stage.drive(subject, example, real_seconds=_PATIENCE)
        if virtual.missing:
            print(f"  {name}: left out, since no recording shows {', '.join(virtual.missing)}")
            continue
        for what, one, other in (
            ("outcomes", _outcomes(virtual), _outcomes(real)),
            ("requests", _asked(virtual), _asked(real)),
        ):
            if one != other:
                yield f"{name}: {what} are {one} in virtual time, and {other} in real time"
        print(f"  {name}: {len(_outcomes(real))} calls, {len(real.requests)} requests, {real.ended:.1f} s of real time")


def _outcomes(history: History) -> list[str]:
    """How each call came back: what it gave, or the class of what it raised."""
    return [f"{call.began.member}: {_came(call.end)}" for call in history.all_calls]


def _came(end: Returned | Raised | None) -> str:
    match end:
        case Returned(value=value):
            return f"{value.type} {value.plain if value.plain is not None else value.content}"
        case Raised(error=error):
            return f"raises {error.types[0]}"
        case None:
            return "nothing"


def _asked(history: History) -> list[str]:
    """What was asked for, in order; how often somebody looked while nothing changed depends on the moment."""
    asked = (f"{each.role} {each.method} {each.url.partition('?')[0]}" for each in history.requests)
    return [what for what, _ in itertools.groupby(asked)]


@contextmanager
def in_reality() -> Generator[None]:
    """Let whatever runs an example do so in real time, and over real sockets."""
    with mock.patch.object(stage, "VirtualTime", _RealTime), mock.patch.object(scenes, "serving", _on_loopback):
        yield


class _RealTime:
    """The clock of the machine, where virtual time stood."""

    def __init__(self, **_: object) -> None:
        self._began = time.monotonic()

    @property
    def now(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._began

    def name(self) -> str:
        """The calling thread's."""
        return threading.current_thread().name

    def last_word(self, patience: object) -> None:
        """Nobody's patience is counted."""

    def run(self, lanes: Mapping[str, Callable[[], None]]) -> Ended:
        """Run each lane in a thread, and wait for them all; what a lane raises is raised here."""
        raised: list[BaseException] = []
        threads = [threading.Thread(target=_noting(play, raised), name=name, daemon=True) for name, play in lanes.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(_PATIENCE)
        for error in raised:
            raise error
        return Ended(self.now, tuple(thread.name for thread in threads if thread.is_alive()))


def _noting(play: Callable[[], None], raised: list[BaseException]) -> Callable[[], None]:
    def noted() -> None:
        try:
            play()
        except BaseException as error:
            raised.append(error)

    return noted


class _OneAtATime:
    """A service that is asked by many threads, one after the other."""

    def __init__(self, service: Service) -> None:
        self._service, self._lock = service, threading.Lock()

    def meets(self, at: Stage, host: str, port: int) -> Trouble | None:
        """As the service does."""
        with self._lock:
            return self._service.meets(at, host, port)

    def answer(self, request: Request) -> Answer | Dialogue | None:
        """As the service does."""
        with self._lock:
            return self._service.answer(request)


@contextmanager
def _on_loopback(service: Service) -> Generator[Network]:
    """Lead whatever name a client looks up to this machine, to a port of its own, behind which `service` answers."""
    look_up, wrap, wrap_bio = socket.getaddrinfo, ssl.SSLContext.wrap_socket, ssl.SSLContext.wrap_bio
    with TemporaryDirectory() as folder, ExitStack() as stack:
        network = Network(_OneAtATime(service), time.monotonic)
        harbour = _Harbour(network, Path(folder))
        stack.callback(harbour.close)

        def found(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
            name = host.decode() if isinstance(host, bytes) else host
            if name in (None, "localhost", "127.0.0.1", "::1"):
                return look_up(host, port, *arguments, **options)
            return look_up("127.0.0.1", harbour.port(name, int(port or 443)), *arguments, **options)

        def trusting(real: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(context: ssl.SSLContext, *arguments: Any, **options: Any) -> Any:
                name = options.get("server_hostname")
                if name is not None and not options.get("server_side"):
                    context.load_verify_locations(harbour.certificate(name))
                return real(context, *arguments, **options)

            return wrapped

        stack.enter_context(mock.patch.object(socket, "getaddrinfo", found))
        stack.enter_context(mock.patch.object(ssl.SSLContext, "wrap_socket", trusting(wrap)))
        stack.enter_context(mock.patch.object(ssl.SSLContext, "wrap_bio", trusting(wrap_bio)))
        yield network
        if network.verdict is not None:
            raise network.verdict


class _Harbour:
    """A listening socket for each host and port that a client has looked up."""

    def __init__(self, network: Network, folder: Path) -> None:
        self._network, self._folder = network, folder
        self._listeners: dict[tuple[str, int], socket.socket] = {}
        self._open: list[socket.socket] = []

    def port(self, host: str, port: int) -> int:
        """The port of this machine that stands for it."""
        if (host, port) not in self._listeners:
            listener = self._listeners[host, port] = socket.create_server(("127.0.0.1", 0))
            threading.Thread(target=self._accept, args=(listener, host, port), daemon=True).start()
        return int(self._listeners[host, port].getsockname()[1])

    def certificate(self, host: str) -> Path:
        """A certificate for the host, with its key in the same file."""
        file = self._folder / f"{host}.pem"
        if not file.exists():
            words = [
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-days",
                "2",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
            ]
            names = [
                "-subj",
                "/CN=test",
                "-addext",
                f"subjectAltName=DNS:{host}",
                "-addext",
                "keyUsage=digitalSignature,keyCertSign",
            ]
            part = file.with_suffix(f".{threading.get_ident()}")
            subprocess.run([*words, *names, "-out", part, "-keyout", f"{part}.key"], check=True, capture_output=True)
            part.write_bytes(part.read_bytes() + Path(f"{part}.key").read_bytes())
            part.replace(file)
        return file

    def close(self) -> None:
        """Hang up."""
        for sock in (*self._listeners.values(), *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self, listener: socket.socket, host: str, port: int) -> None:
        with suppress(OSError):  # it is closed
            while True:
                sock, _ = listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.append(sock)
                threading.Thread(target=self._serve, args=(sock, host, port), daemon=True).start()

    def _serve(self, sock: socket.socket, host: str, port: int) -> None:
        with suppress(OSError, ValueError):  # somebody has hung up
            line = Line(self._network, host, port)
            if sock.recv(1, socket.MSG_PEEK) == b"\x16":
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self.certificate(host))
                sock = context.wrap_socket(sock, server_side=True)
                self._open.append(sock)
                line.is_secure = True
            _carry(sock, line)


def _carry(sock: socket.socket, line: Line) -> None:
    """Carry bytes between a socket and a line until one of them ends."""
    while True:
        waits = isinstance(sock, ssl.SSLSocket) and sock.pending()
        if waits or select.select([sock], [], [], _MOMENT)[0]:
            data = sock.recv(65536)
            if not data:
                return
            line.send(data)
        while line.is_due():
            if line.end is not None and not line.left():
                sock.shutdown(socket.SHUT_RDWR)
                return
            sock.sendall(line.take(1 << 20) or b"")


def main(names: list[str]) -> int:
    """Compare, and say what differs; 0 if nothing does."""
    code = 0
    for name in names:
        subject = load(name)
        print(f"{name}: in virtual time and over memory, and in real time over sockets")
        for line in differences(subject):
            print(f"  differs: {line}")
            code = 1
    return code


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # a client may have left threads behind that wait for ever
