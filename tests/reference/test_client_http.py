"""What the reference's client sends again, when, and what it makes of what comes back. In virtual time."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

from qjobspec_reference.client import Deadline, OutOfTime, Refused, Request, Unreachable, Unreadable, Web
from qjobspec_reference.client.pauses import Quiet, retry_after

from .services import TOKEN, URL, Service, elapsed, lasting, virtually

READ, WRITE = Request("GET", f"{URL}/a"), Request("POST", f"{URL}/a", document={"b": 1})


def asked(service: Service, request: Request, seconds: float | None = None) -> tuple[float, Any]:
    """How long asking took, and what came of it."""
    told: list[tuple[float, Any]] = []

    def play() -> None:
        with Web({"X-Access-Token": TOKEN}, (TOKEN, "")).call(Deadline(seconds)) as call:
            told.append(elapsed(lambda: call.ask(request)))

    virtually(service, play)
    return told[0]


@pytest.mark.parametrize("fault", [500, 502, 503, 504, 429, 408, requests.ConnectionError("reset"), requests.Timeout()])
def test_what_only_reads_is_sent_again(fault: Any) -> None:
    """With longer and longer pauses, and not without end."""
    service = Service().on("GET /a", fault, fault, {"ok": True})

    took, answer = asked(service, READ)

    assert took == 0.75
    assert answer.document() == {"ok": True}

    service = Service().on("GET /a", fault)
    took, outcome = asked(service, READ)
    assert took == 7.75
    assert isinstance(outcome, (Refused, Unreachable))
    assert service.count("GET /a") == 6


@pytest.mark.parametrize("fault", [400, 401, 404, 409, 302, "{"])
def test_what_will_not_pass_is_not_sent_again(fault: Any) -> None:
    """A no is a no, and an answer is an answer."""
    service = Service().on("GET /a", fault)

    asked(service, READ)

    assert service.count("GET /a") == 1


@pytest.mark.parametrize(
    "fault", [500, 503, 429, requests.ConnectionError("reset"), requests.ReadTimeout(), requests.ConnectionError()]
)
def test_what_changes_something_is_sent_once(fault: Any) -> None:
    """The service may have taken it."""
    service = Service().on("POST /a", fault)

    asked(service, WRITE)

    assert service.count("POST /a") == 1


@pytest.mark.parametrize(
    "fault", [requests.ConnectTimeout(), (429, "", {"Retry-After": "3"}), (503, "", {"Retry-After": "3"})]
)
def test_what_was_not_taken_is_sent_again(fault: Any) -> None:
    """There was no connection, or the service says itself that it did not."""
    service = Service().on("POST /a", fault, {"ok": 1})

    asked(service, WRITE)

    assert service.bodies("POST /a") == [{"b": 1}] * 2


def test_the_services_time_is_kept_across_calls() -> None:
    """What asks before that time waits for it, or is told if it cannot."""
    service = Service().on("GET /a", (429, "", {"Retry-After": "20"}), "{}")
    web = Web({}, ())

    def play() -> None:
        with web.call(Deadline(5)) as call:
            took, outcome = elapsed(lambda: call.ask(READ))
            assert (took, type(outcome)) == (0, Refused)
        with web.call(Deadline(5)) as call:
            took, outcome = elapsed(lambda: call.once(READ))
            assert (took, type(outcome)) == (0, Refused)
            assert "left alone for 20 s" in str(outcome)
        with web.call(Deadline(30)) as call:
            assert elapsed(lambda: call.once(READ))[0] == 20

    virtually(service, play)

    assert service.moments("GET /a") == [0, 20]


def test_the_longest_silence_that_was_asked_for_is_kept() -> None:
    """A shorter one that comes later does not shorten it."""
    quiet = Quiet()

    quiet.keep(30)
    quiet.keep(1)

    assert quiet.left() > 29


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("7", None, 7),
        ("1.5", None, 1.5),
        ("-7", None, 0),
        ("inf", None, None),
        ("soon", None, None),
        ("", None, None),
        ("Fri, 16 Jul 2021 15:21:00 GMT", "Fri, 16 Jul 2021 15:20:00 GMT", 60),
        ("Fri, 16 Jul 2021 15:21:00 -0000", "Fri, 16 Jul 2021 15:20:00", 60),
        ("Fri, 16 Jul 2021 15:21:00 GMT", "yesterday", None),
        ("Fri, 16 Jul 2021 15:21:00 GMT", None, 0),
    ],
)
def test_a_time_may_be_seconds_or_a_date_by_the_services_own_clock(
    said: str, date: str | None, seconds: float | None
) -> None:
    """What nobody understands is no time."""
    headers = {"Retry-After": said} | ({} if date is None else {"Date": date})

    assert retry_after(headers) == seconds


def test_a_call_ends_with_its_deadline() -> None:
    """What comes too late is out of time, and so is what was never sent."""
    took, outcome = asked(Service().on("GET /a", lasting(9, requests.Timeout())), READ, 5)
    assert (took, type(outcome)) == (9, OutOfTime)

    service = Service()
    took, outcome = asked(service, READ, 0)
    assert (took, type(outcome)) == (0, OutOfTime)
    assert service.asked == []

    took, outcome = asked(Service().on("GET /a", 500), READ, 2)
    assert (took, type(outcome)) == (1.75, Refused)


def test_an_ended_deadline_wakes_who_sleeps() -> None:
    """From another thread, at once."""
    deadline = Deadline()

    def sleeps() -> None:
        assert elapsed(lambda: deadline.sleep(50))[0] == 3
        assert deadline.left() == 0

    def ends() -> None:
        time.sleep(3)
        deadline.end()

    virtually(Service(), sleeps, ends)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"error": {"message": "no", "code": 7}}, "no (code 7)"),
        ({"message": f"token {TOKEN}", "code": "X"}, "token … (code X)"),
        ({"error": "a sentence"}, "a sentence"),
        ({"error": {"code": 7}}, "(code 7)"),
        ("<html>", "without a reason"),
        ("[]", "without a reason"),
        ({"error": None}, "without a reason"),
    ],
)
def test_a_refusal_says_why_without_secrets(body: Any, reason: str) -> None:
    """Both forms of error reports are read."""
    _, outcome = asked(Service().on("GET /a", (400, body)), READ)

    assert str(outcome) == f"GET {URL}/a was refused with 400: {reason}"


def test_what_is_read_has_to_be_readable() -> None:
    """Neither nonsense nor a pit of brackets nor a list is a document; text is always text."""
    for body in ("", "{", "[" * 100_000, "[]"):
        _, answer = asked(Service().on("GET /a", body), READ)
        with pytest.raises(Unreadable):
            answer.document()

    assert asked(Service().on("GET /a", b"\xff"), READ)[1].text == "\ufffd"


def test_requests_are_shown_without_what_may_be_a_permission() -> None:
    """Neither a query nor a password."""
    assert str(Request("GET", "https://user:word@s.example/r?sig=1")) == "GET https://s.example/r"


def test_an_address_that_is_none_is_a_fault() -> None:
    """Whatever a service gives as an address, nothing else comes of it."""
    for url in ("http://", "http://[", "gopher://x", "http://" + "a" * 300):
        _, outcome = asked(Service(), Request("GET", url, is_bare=True), 1)
        assert isinstance(outcome, (Unreachable, Refused))


def test_a_redirect_leaves_credentials_behind_where_it_leads_elsewhere() -> None:
    """The same host may see them again, another may not."""
    service = (
        Service()
        .on("GET /a", (302, "", {"Location": f"{URL}/b"}))
        .on("GET /b", (302, "", {"Location": "https://s.example/"}))
    )

    asked(service.on("GET https://s.example/", "{}"), READ)

    assert [("X-Access-Token" in each) for each in service.headers] == [True, True, False]
