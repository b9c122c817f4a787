"""The rows of the table that strike the wire: connections, HTTP, bodies."""

from __future__ import annotations

from typing import Final

from . import bends, blows
from .answers import Answer, Frames, Reply
from .parameters import Choice, Number
from .reach import BURSTS, FAILS, LATE, LOST, REFUSES, UNREADABLE, WAITS, Roles, among, asked, every
from .rows import Blow, Context, Given, Kind, Perturbation, StreamBlow


def _both(blow: Blow) -> StreamBlow:
    """The frames of a websocket that is never opened: what `blow` makes of any answer."""

    def opening(frames: Frames, context: Context, given: Given) -> Reply:
        del frames
        return blow(Answer(), context, given)

    return opening


def _connection(name: str, says: str, kind: str, *exercises: str, taken: bool) -> Perturbation:
    blow = blows.no_answer(kind)
    exercised = (*FAILS, *WAITS, "WAIT-14", *exercises)
    return Perturbation(name, Kind.CONNECTION, says, exercised, every, blow, _both(blow), bursts=BURSTS, taken=taken)


def _http(
    name: str, says: str, blow: Blow, *exercises: str, roles: Roles = every, taken: bool = False, **parameters: Choice
) -> Perturbation:
    return Perturbation(
        name, Kind.HTTP, says, exercises, roles, blow, _both(blow), parameters=parameters, bursts=BURSTS, taken=taken
    )


#: They strike a request whatever it asks.
WIRE: Final = (
    _connection("connection-refused", "Nobody listens.", "refused", "ERROR-7", *REFUSES, taken=False),
    _connection("dns-failure", "The name of the service means nothing.", "dns", taken=False),
    _connection("connect-timeout", "The connection is never made.", "connect-timeout", taken=False),
    _connection("tls-failure", "The certificate is not to be trusted.", "tls", taken=False),
    _connection("connection-reset", "The connection is reset before the answer.", "reset", *LOST, taken=True),
    _connection("connection-closed", "The connection ends before the answer.", "eof", *LOST, taken=True),
    _connection("read-timeout", "The answer never comes.", "silence", *LOST, "RESOURCE-6", "RESOURCE-7", taken=True),
    _http(
        "server-error",
        "The service fails.",
        blows.refused,
        *FAILS,
        *WAITS,
        *REFUSES,
        "RESOURCE-3",
        "SET-5",
        "SET-7",
        "SET-8",
        "STATUS-13",
        "SUBMIT-11",
        status=Choice((500, 503)),
    ),
    _http(
        "gateway-error",
        "Something in front of the service fails, with a page.",
        blows.gateway,
        *FAILS,
        *WAITS,
        *LOST,
        taken=True,
        status=Choice((502, 504)),
    ),
    _http("too-many-requests", "429, without a time.", blows.too_many, *FAILS, "RESOURCE-3"),
    _http(
        "too-many-requests-until",
        "429, with the time to wait (Retry-After).",
        blows.too_many,
        "RESILIENCE-7",
        *WAITS,
        seconds=Choice((1, 60), more=(0, 3600)),
    ),
    _http(
        "unauthorised",
        "401: the token has expired.",
        blows.refused,
        "RESILIENCE-1",
        "ERROR-7",
        *REFUSES,
        status=Choice((401,), more=(403,)),
    ),
    _http(
        "not-found",
        "404.",
        blows.refused,
        "RESILIENCE-1",
        "RESILIENCE-13",
        "LOG-4",
        "METADATA-10",
        "METADATA-13",
        "METADATA-15",
        status=Choice((404,), more=(410,)),
    ),
    _http(
        "too-many-jobs",
        "The user has as many jobs as they may have.",
        blows.too_many_jobs,
        "SUBMIT-14",
        "SUBMIT-13",
        roles=among("submit"),
    ),
    _http(
        "conflict-on-cancel",
        "409.",
        blows.refused,
        "CANCEL-12",
        "CANCEL-16",
        "CANCEL-17",
        roles=among("cancel"),
        status=Choice((409,)),
    ),
    Perturbation(
        "slow-answer",
        Kind.HTTP,
        "The answer takes long.",
        (*WAITS, *LATE, "IDENTITY-10", "RESULT-21", "SET-6", "STATUS-14", "STREAM-6", "SUBMIT-9"),
        asked,
        blows.slow,
        parameters={"seconds": Number((2, 60), 1, 600)},
    ),
    Perturbation(
        "slow-service",
        Kind.HTTP,
        "Every answer takes long.",
        (*WAITS, *LATE, "CALLBACK-5", "CALLBACK-6", "RESOURCE-1"),
        asked,
        bends=bends.slow_service,
        parameters={"seconds": Number((2,), 1, 60)},
    ),
    Perturbation(
        "dripping-body",
        Kind.BODY,
        "The body comes in pieces, with pauses.",
        WAITS,
        asked,
        blows.dripping,
        parameters={"pieces": Number((4,), 2, 8), "seconds": Number((4,), 1, 60)},
    ),
    Perturbation(
        "stalled-body",
        Kind.BODY,
        "The body stops in the middle, and the connection stays open.",
        (*WAITS, "RESILIENCE-1", "RESOURCE-6", "RESOURCE-7"),
        asked,
        blows.stalled,
    ),
    Perturbation(
        "truncated-body",
        Kind.BODY,
        "The connection ends in the middle of the body.",
        (*UNREADABLE, "RESILIENCE-6", "RESILIENCE-9", *LOST),
        asked,
        blows.truncated,
        parameters={"ends": Choice(("eof", "reset"))},
        bursts=BURSTS,
    ),
    Perturbation(
        "invalid-json",
        Kind.BODY,
        "The body is no JSON.",
        (*UNREADABLE, "RESILIENCE-9", "ERROR-5"),
        asked,
        blows.other_body,
        parameters={"body": Choice(("<html>gateway</html>", "{"), more=("NaN", "\u0000", "undefined"))},
    ),
    Perturbation(
        "empty-body", Kind.BODY, "There is no body.", (*UNREADABLE, "RESILIENCE-9", "ERROR-5", "LOG-4"), asked, blows.empty
    ),
)
