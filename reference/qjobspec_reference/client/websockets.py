"""One websocket by websocket-client, on a socket that a deadline bounds. This file does not know what is said on it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

import websocket
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError

from .connections import dialled
from .deadlines import SILENCE, Deadline
from .faults import Fault, Refused, Unreachable
from .pauses import retry_after

_PORTS = {"ws": 80, "wss": 443}


class Websocket:
    """An open websocket. `hear()` may be given up and called again; `deadline.end()` from another thread wakes it."""

    def __init__(self, url: str, deadline: Deadline, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        self._place = f"{parts.scheme}://{parts.netloc}{parts.path}"
        self._deadline = deadline
        bound = None
        try:
            bound = dialled(url, parts.hostname or "", parts.port or _PORTS[parts.scheme], deadline)
            self._socket = websocket.create_connection(
                url, timeout=deadline.allowed(SILENCE), header=dict(headers), socket=bound, suppress_origin=True
            )
        except (websocket.WebSocketException, HTTPError, OSError, ValueError, KeyError) as error:
            if bound is not None:
                bound.close()
            raise self._fault(error) from error

    def say(self, text: str) -> None:
        """Send a message."""
        try:
            self._socket.send(text)
        except (websocket.WebSocketException, OSError) as error:
            raise self._fault(error) from error

    def hear(self, seconds: float) -> str | None:
        """The next message; `None` if there was none for so long. Raises `Closed` at the end, `Fault` if it broke."""
        try:
            with self._deadline.nearer(seconds):  # it bounds the wait as a whole, however many pings come
                kind, data = self._socket.recv_data()
        except websocket.WebSocketTimeoutException:
            return None
        except (websocket.WebSocketException, OSError, ValueError) as error:
            raise self._fault(error) from error
        if kind == websocket.ABNF.OPCODE_CLOSE:
            raise Closed(self._place, int.from_bytes(data[:2], "big"))
        return data.decode("utf-8", errors="replace") if isinstance(data, bytes) else str(data)

    def close(self) -> None:
        """Say good-bye without waiting for an answer, and be gone."""
        with suppress(websocket.WebSocketException, OSError):
            self._socket.send_close()
        self._socket.shutdown()  # type: ignore[no-untyped-call] # the library's

    def _fault(self, error: Exception) -> Fault:
        code = getattr(error, "status_code", None)
        if isinstance(code, int) and code >= HTTPStatus.MULTIPLE_CHOICES:
            after = retry_after(CaseInsensitiveDict(getattr(error, "resp_headers", None) or {}))
            message = f"the websocket {self._place} was refused with {code}"
            return Refused(message, code=code, after=after or 0.0, is_timed=after is not None)
        return Unreachable(f"the websocket {self._place} broke: {type(error).__name__}: {error}", is_sent=True)


class Closed(Fault):
    """The service has closed the websocket, with a code (RFC 6455, 7.4); 0 if it gave none."""

    #: The code of an end that is none of anybody's fault.
    NORMAL = 1000

    def __init__(self, place: str, code: int) -> None:
        super().__init__(f"the websocket {place} was closed with code {code}")
        self.code = code
