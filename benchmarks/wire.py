"""What a request over the wire costs, as ratios to the client's own cheapest way of being answered, taken in one process.

Rounds are interleaved: each runs every case in turn, and a ratio is the median over rounds. Run it on a quiet machine.

python benchmarks/wire.py
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median

import httpx
import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from qjobspec_conformance.wire import Answer, Network, Request, Scripted, installed, serving

URL = "https://api.example.com/v1/jobs/abc"
BODY = b'{"id": "abc", "status": "RUNNING", "fields": {' + b", ".join(b'"field%d": "%d"' % (n, n) for n in range(30)) + b"}}"
JSON = (("Content-Type", "application/json"), ("Content-Length", str(len(BODY))))
REQUESTS, ROUNDS = 100, 15


class InMemory(BaseAdapter):
    """The least that requests can do: no pool, no socket, no parser."""

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:  # type: ignore[override]
        """Answer at once."""
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, URL
        response.headers.update(JSON)
        response.raw = HTTPResponse(io.BytesIO(BODY), headers=dict(JSON), preload_content=False)
        return response

    def close(self) -> None:
        """Have nothing to close."""


def answer(request: Request) -> Answer:
    del request
    return Answer(200, JSON, BODY)


def asking(get: Callable[[str], object], times: int = REQUESTS) -> Callable[[], float]:
    def ask() -> float:
        began = time.process_time()
        for _ in range(times):
            get(URL).json()  # type: ignore[attr-defined]
        return (time.process_time() - began) / times

    return ask


def in_turn(cases: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, case in cases.items():
            spent[name].append(case())
    return spent


def ratio(spent: dict[str, list[float]], name: str, floor: str) -> float:
    return median(one / other for one, other in zip(spent[name], spent[floor], strict=True))


def over_the_wire(get: Callable[[str], object], times: int = REQUESTS) -> Callable[[], float]:
    def ask() -> float:
        with serving(Scripted(answer)) as network:
            spent = asking(get, times)()
        assert isinstance(network, Network)
        return spent

    return ask


def main() -> None:
    bare, adapted, wired = requests.Session(), requests.Session(), requests.Session()
    for session in (bare, adapted):
        session.mount("https://", InMemory())
    transport = httpx.MockTransport(lambda _: httpx.Response(200, headers=dict(JSON), content=BODY))
    mocked, plain = httpx.Client(transport=transport), httpx.Client()
    unwired = in_turn({"adapter": asking(bare.get)})
    with installed():
        cases = {
            "adapter": asking(adapted.get),
            "requests": over_the_wire(wired.get),
            "mock": asking(mocked.get),
            "httpx": over_the_wire(plain.get),
            "ten": over_the_wire(wired.get, 10),
            "thousand": over_the_wire(wired.get, 1000),
        }
        spent = in_turn(cases)
    outside = median(unwired["adapter"])
    shown = {name: f"{median(values) * 1e6:7.0f} us" for name, values in spent.items()}
    print(f"requests over an in-memory adapter, as users have it   {outside * 1e6:7.0f} us")
    print(f"the same in the hermetic environment                   {shown['adapter']}")
    print(f"requests over the wire                                 {shown['requests']}", end="")
    print(f"   {median(spent['requests']) / outside:.2f} times the adapter (at most 1.3)", end="")
    print(f", {ratio(spent, 'requests', 'adapter'):.2f} times the hermetic one")
    print(f"httpx over its MockTransport                           {shown['mock']}")
    print(f"httpx over the wire                                    {shown['httpx']}", end="")
    print(f"   {ratio(spent, 'httpx', 'mock'):.2f} times the MockTransport (at most 2.2)")
    print(f"requests over the wire, 10 and 1000 exchanges a run    {shown['ten']} {shown['thousand']}", end="")
    print(f"   {ratio(spent, 'thousand', 'ten'):.2f} times")


if __name__ == "__main__":
    main()
