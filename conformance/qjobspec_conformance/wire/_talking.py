"""The clients of websockets: each says hello and listens to the end. What is not installed is not asked.

This file does not know what goes wrong.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any, Final

from ._errands import Errand, chain, each, each_in_turn
from .faults import PATIENCE

#: How many messages are read of one websocket at most.
_MOST: Final = 9


def ask_websocket_client(errand: Errand) -> list[str]:
    import websocket

    def once() -> str:
        connection = websocket.create_connection(errand.url, timeout=PATIENCE, sslopt={"ca_certs": errand.authority})
        try:
            connection.send("hello")
            return " ".join(_listen(lambda: _written(connection.recv_data()[1]), connection.getstatus))
        finally:
            connection.close(timeout=PATIENCE)

    return each(errand.times, once)


class _Bound:
    """Bounds the handshake of every `WebSocketApp`: there is one default for all, so the last to leave puts it back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held = 0
        self._before: float | None = None

    @contextmanager
    def held(self, websocket: Any) -> Generator[None]:
        with self._lock:
            self._held += 1
            if self._held == 1:
                self._before = websocket.getdefaulttimeout()
                websocket.setdefaulttimeout(PATIENCE)
        try:
            yield
        finally:
            with self._lock:
                self._held -= 1
                if not self._held:
                    websocket.setdefaulttimeout(self._before)


_BOUND: Final = _Bound()


def ask_websocket_app(errand: Errand) -> list[str]:
    """Listen as job classes do: with callbacks, pings, and another thread that closes when it has waited long enough."""
    import websocket

    def once() -> str:
        heard: list[str] = []
        app = websocket.WebSocketApp(
            errand.url,
            on_open=lambda app: app.send("hello"),
            on_message=lambda _, message: heard.append(_written(message)),
            on_error=lambda _, error: heard.append(chain(error)),
            on_close=lambda _, code, reason: heard.append(f"code {code} {reason}"),
        )
        timer = Timer(2 * PATIENCE, app.close)
        timer.start()
        try:
            app.run_forever(sslopt={"ca_certs": errand.authority}, ping_interval=0.7 * PATIENCE, ping_timeout=0.5 * PATIENCE)
        finally:
            timer.cancel()
        return " ".join(heard)

    with _BOUND.held(websocket):
        return each(errand.times, once)


def ask_websockets(errand: Errand) -> list[str]:
    from websockets.sync.client import connect

    context = errand.context() if errand.is_secure else None

    def once() -> str:
        with connect(errand.url, ssl=context, open_timeout=PATIENCE, close_timeout=PATIENCE) as connection:
            connection.send("hello")
            return " ".join(_listen(lambda: _written(connection.recv(PATIENCE)), lambda: connection.close_code))

    return each(errand.times, once)


async def ask_websockets_async(errand: Errand) -> list[str]:
    from websockets.asyncio.client import connect

    context = errand.context() if errand.is_secure else None

    async def once() -> str:
        async with connect(errand.url, ssl=context, open_timeout=PATIENCE, close_timeout=PATIENCE) as connection:
            await connection.send("hello")
            heard: list[str] = []
            try:
                while len(heard) < _MOST:
                    heard.append(_written(await asyncio.wait_for(connection.recv(), PATIENCE)))
            except Exception as error:  # noqa: BLE001 # as above
                heard.append(chain(error))
            return " ".join((*heard, f"code {connection.close_code}"))

    return await each_in_turn(errand.times, once)


#: Bytes of a message that are shown.
_SHORT: Final = 20


def _listen(receive: Callable[[], str], code: Callable[[], object]) -> list[str]:
    heard: list[str] = []
    try:
        while len(heard) < _MOST:
            heard.append(receive())
    except Exception as error:  # noqa: BLE001 # as above
        heard.append(chain(error))
    return [*heard, f"code {code()}"]


def _written(message: str | bytes) -> str:
    data = message.encode() if isinstance(message, str) else message
    return repr(data) if len(data) <= _SHORT else f"{data[:_SHORT]!r}... {zlib.crc32(data):08x}"
