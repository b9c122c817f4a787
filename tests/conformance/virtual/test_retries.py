"""Libraries that wait between tries: they do so by `time`, and so in virtual time without a word about them."""

import io
import time
from collections.abc import Callable
from typing import Any

import pytest

from qjobspec_conformance.virtual import VirtualTime


def moments_of(lane: Callable[[Callable[[], None]], Any]) -> list[float]:
    """Run a lane that notes when it tries; return the moments of the tries and of the end."""
    virtual = VirtualTime()
    tries: list[float] = []
    virtual.run({"main": lambda: lane(lambda: tries.append(virtual.now))})
    return [*tries, virtual.now]


def installed(name: str) -> Any:
    """Import a library that tests may do without, or skip, and say aloud what is not shown."""
    return pytest.importorskip(name, reason=f"{name} is not installed: that its waiting is virtual is not shown here")


@pytest.mark.parametrize("bound", [False, True])
def test_tenacity_waits_in_virtual_time(bound: bool) -> None:
    """Exponential waiting, and giving up after 60 s, go by the virtual clock; sleeping by an event does too."""
    tenacity = installed("tenacity")
    more = {"sleep": tenacity.sleep_using_event(__import__("threading").Event())} if bound else {}

    def lane(tries: Callable[[], None]) -> None:
        @tenacity.retry(wait=tenacity.wait_exponential(max=30), stop=tenacity.stop_after_delay(60), **more)
        def ask() -> None:
            tries()
            raise OSError

        with pytest.raises(tenacity.RetryError):
            ask()

    assert moments_of(lane) == [0, 1, 3, 7, 15, 31, 61, 61]


def test_tenacity_waits_in_a_loop() -> None:
    """A coroutine that is tried again sleeps in its loop."""
    import asyncio

    tenacity = installed("tenacity")

    def lane(tries: Callable[[], None]) -> None:
        @tenacity.retry(wait=tenacity.wait_fixed(7), stop=tenacity.stop_after_attempt(3))
        async def ask() -> None:
            tries()
            raise OSError

        with pytest.raises(tenacity.RetryError):
            asyncio.run(ask())

    assert moments_of(lane) == [0, 7, 14, 14]


def test_backoff_waits_in_virtual_time() -> None:
    """Fibonacci waiting without jitter, and giving up after 30 s, go by the virtual clock."""
    backoff = installed("backoff")

    def lane(tries: Callable[[], None]) -> None:
        @backoff.on_exception(backoff.fibo, OSError, max_time=30, jitter=None)
        def ask() -> None:
            tries()
            raise OSError

        with pytest.raises(OSError, match=r"^$"):
            ask()

    moments = moments_of(lane)

    assert moments[:6] == [0, 1, 2, 4, 7, 12]
    assert moments[-1] == 30


class Answers:
    """Answers of a server, one after another."""

    def __init__(self, urllib3: Any, *headers: dict[str, str]) -> None:
        self._responses = [urllib3.HTTPResponse(status=503, headers=each, body=b"") for each in headers]
        self._responses.append(urllib3.HTTPResponse(status=200, body=io.BytesIO(), preload_content=False))

    def next(self) -> Any:
        return self._responses.pop(0)


@pytest.mark.parametrize(
    ("headers", "moments"),
    [
        ([{}, {}, {}], [0, 0, 4, 12, 12]),
        ([{"Retry-After": "30"}, {"Retry-After": "60"}], [0, 30, 90, 90]),
        ([{"Retry-After": "Sat, 01 Nov 2025 12:28:40 GMT"}], [0, 120, 120]),
    ],
    ids=["back-off", "seconds", "date"],
)
def test_urllib3_waits_in_virtual_time(
    headers: list[dict[str, str]], moments: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back-off, `Retry-After` in seconds and `Retry-After` as a date go by the virtual clock."""
    urllib3 = installed("urllib3")
    answers = Answers(urllib3, *headers)

    def lane(tries: Callable[[], None]) -> None:
        def answer(*_: Any, **__: Any) -> Any:
            tries()
            return answers.next()

        monkeypatch.setattr(urllib3.HTTPConnectionPool, "_make_request", answer)
        retry = urllib3.Retry(5, status_forcelist=[503], backoff_factor=2)
        with urllib3.PoolManager(retries=retry) as pool:
            assert pool.request("GET", "http://nowhere.test/").status == 200

    assert moments_of(lane) == moments


def test_requests_waits_in_virtual_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session with urllib3's retries mounted does as urllib3 does."""
    requests, urllib3 = installed("requests"), installed("urllib3")
    answers = Answers(urllib3, {"Retry-After": "30"})

    def lane(tries: Callable[[], None]) -> None:
        def answer(*_: Any, **__: Any) -> Any:
            tries()
            return answers.next()

        monkeypatch.setattr(urllib3.HTTPConnectionPool, "_make_request", answer)
        with requests.Session() as session:
            session.trust_env = False
            session.mount("http://", requests.adapters.HTTPAdapter(max_retries=urllib3.Retry(5, status_forcelist=[503])))
            response = session.get("http://nowhere.test/")
        assert (response.status_code, response.elapsed.total_seconds()) == (200, 30.0)

    assert moments_of(lane) == [0, 30, 30]


def test_trio_waits_in_virtual_time() -> None:
    """Trio's clock and its waiting are made of the same calls."""
    trio = installed("trio")

    def lane(tries: Callable[[], None]) -> None:
        async def work() -> None:
            with trio.move_on_after(50):
                while True:
                    tries()
                    await trio.sleep(20)
            await trio.to_thread.run_sync(time.sleep, 10)

        trio.run(work)

    assert [round(moment) for moment in moments_of(lane)] == [0, 20, 40, 60]
