"""Names that no network has, led to a server: for as long as it lasts, and in this process alone.

Every client looks names up by `socket.getaddrinfo`, event loops too, so that no client has to be told. This file does not
know what is asked.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

#: The domain that is reserved for such names (RFC 6761).
DOMAIN: Final = ".test"


@contextmanager
def led(to: Callable[[str], tuple[str, int]]) -> Generator[None]:
    """Lead every name in the domain `test` to the host and port that `to` says."""
    look_up = socket.getaddrinfo

    def found(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(host, str) and host.endswith(DOMAIN):
            host, port = to(host)
        return look_up(host, port, *arguments, **options)

    with mock.patch.object(socket, "getaddrinfo", found):
        yield
