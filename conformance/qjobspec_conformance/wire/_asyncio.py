"""Looking up and connecting, for event loops of asyncio: nobody blocks, and no thread is started.

What a loop's transport then does with a socket on a line is the standard library's business. This file does not know
where these coroutines are put.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from ._dialling import call_failed, delay_of, found, line_to, port_of, text_of
from ._networks import Network
from ._sockets import put_on
from ._troubles import Stage, connect_error, lookup_error


async def look_up(network: Network, host: Any, port: Any, family: int, kind: int, protocol: int) -> list[tuple[Any, ...]]:
    """Look a host up as `loop.getaddrinfo` does."""
    name, number = text_of(host), port_of(port)
    trouble = None if network.address_of(name) == name else network.meets(Stage.LOOKUP, name, number)
    if trouble is not None:
        await asyncio.sleep(trouble.after)
        error = lookup_error(trouble)
        if error is not None:
            raise error
    return found(network, name, number, family, kind, protocol)


async def connect(network: Network, sock: socket.socket, address: Any) -> None:
    """Connect a socket as `loop.sock_connect` does."""
    host, port = network.host_of(address[0]), address[1]
    trouble = network.meets(Stage.CONNECT, host, port)
    await asyncio.sleep(0 if trouble is None else delay_of(trouble))
    error = None if trouble is None else connect_error(trouble)
    if error is not None:
        raise call_failed(error, address)
    put_on(sock, line_to(network, host, port, trouble))
