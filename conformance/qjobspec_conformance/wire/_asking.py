"""The clients of HTTP, each asking as its users do. What is not installed is not asked.

This file does not know what goes wrong.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, cast

from ._errands import Errand, each, each_in_turn
from .faults import PATIENCE


def _seen(status: int, body: bytes) -> str:
    return f"{status}, {len(body)} bytes, {zlib.crc32(body):08x}"


def ask_http_client(errand: Errand) -> list[str]:
    import http.client
    from urllib.parse import urlsplit

    place = urlsplit(errand.url)
    connection: http.client.HTTPConnection
    if place.scheme == "https":
        connection = http.client.HTTPSConnection(place.netloc, timeout=PATIENCE, context=errand.context())
    else:
        connection = http.client.HTTPConnection(place.netloc, timeout=PATIENCE)

    def once() -> str:
        try:
            connection.request("GET", place.path)
            response = connection.getresponse()
            return _seen(response.status, response.read())
        except Exception:
            connection.close()
            raise

    try:
        return each(errand.times, once)
    finally:
        connection.close()


def ask_urllib_request(errand: Errand) -> list[str]:
    import urllib.request

    context = errand.context()

    def once() -> str:
        with urllib.request.urlopen(errand.url, timeout=PATIENCE, context=context) as response:  # noqa: S310 # the address is ours
            return _seen(response.status, response.read())

    return each(errand.times, once)


def ask_urllib3_with(retries: Callable[[Any], Any]) -> Callable[[Errand], list[str]]:
    def ask(errand: Errand) -> list[str]:
        import urllib3

        with urllib3.PoolManager(timeout=PATIENCE, retries=retries(urllib3.Retry), ca_certs=errand.authority) as pool:

            def once() -> str:
                response = pool.request("GET", errand.url)
                return _seen(response.status, response.data)

            return each(errand.times, once)

    return ask


def patient(retry: Any) -> Any:
    """Retry as a careful provider does."""
    return retry(total=3, backoff_factor=0.1, status_forcelist=(429, 503))


def ask_requests_with(retries: Callable[[Any], Any] | None) -> Callable[[Errand], list[str]]:
    def ask(errand: Errand) -> list[str]:
        import requests
        import urllib3
        from requests.adapters import HTTPAdapter

        with requests.Session() as session:
            session.verify = errand.authority or True
            if retries is not None:
                for scheme in ("http://", "https://"):
                    session.mount(scheme, HTTPAdapter(max_retries=retries(urllib3.Retry)))

            def once() -> str:
                response = session.get(errand.url, timeout=PATIENCE)
                return _seen(response.status_code, response.content)

            return each(errand.times, once)

    return ask


def ask_botocore(errand: Errand) -> list[str]:
    from botocore.awsrequest import AWSRequest  # pyright: ignore[reportMissingTypeStubs] # it has none
    from botocore.httpsession import URLLib3Session  # pyright: ignore[reportMissingTypeStubs] # as above

    session = URLLib3Session(
        timeout=PATIENCE, verify=cast("bool", errand.authority or True)
    )  # what is inferred of it forgets the file

    def once() -> str:
        response = session.send(AWSRequest("GET", errand.url).prepare())
        return _seen(response.status_code, response.content)

    try:
        return each(errand.times, once)
    finally:
        session.close()


def ask_httpx(errand: Errand) -> list[str]:
    import httpx

    with httpx.Client(timeout=PATIENCE, follow_redirects=True, verify=errand.context()) as client:

        def once() -> str:
            response = client.get(errand.url)
            return _seen(response.status_code, response.content)

        return each(errand.times, once)


async def ask_httpx_async(errand: Errand) -> list[str]:
    import httpx

    async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=True, verify=errand.context()) as client:

        async def once() -> str:
            response = await client.get(errand.url)
            return _seen(response.status_code, response.content)

        return await each_in_turn(errand.times, once)


async def ask_aiohttp(errand: Errand) -> list[str]:
    import aiohttp

    context = errand.context()
    limits = aiohttp.ClientTimeout(total=None, sock_connect=PATIENCE, sock_read=PATIENCE)
    async with aiohttp.ClientSession(timeout=limits) as session:

        async def once() -> str:
            async with session.get(errand.url, ssl=context) as response:
                return _seen(response.status, await response.read())

        return await each_in_turn(errand.times, once)
