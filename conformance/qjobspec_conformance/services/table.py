"""The table of perturbations: everything that a service does to its users, a row for each.

This file does not know when a row strikes. A row names the requirements that it exists to exercise; others may notice it too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from . import bends, blows, stream_blows
from .answers import Answer, Frames, Reply
from .parameters import Choice, Field, Number
from .plots import Comes, Goes
from .rows import Blow, Context, Given, Kind, Perturbation, StreamBlow
from .speech import CHANGING_ROLES, POLL_ROLES, RESULT_ROLES, Speech

Roles = Callable[[Speech], tuple[str, ...]]

#: One, and more than the five times that both IBM clients try again.
BURSTS: Final = (1, 8)
#: Every way to close a websocket that the documented services have, and the ways of the standard; 0 is no closing frame.
CLOSE_CODES: Final = (0, 1000, 1001, 1006, 1011, 1012, 1013, 4001, 4002, 4003)
#: The content of a result that a client could take for something else (RESULT-26, STREAM-13).
LOOKALIKES: Final = (
    '{"url": "https://example.org/result"}',
    '{"error": {"code": 1, "message": "not an error"}}',
    '{"type": "authenticated"}',
    '{"status": "COMPLETED"}',
)
#: Results that a client could take for none (RESULT-25).
NOTHINGS: Final = ("null", "[]", "{}", '""', "false", "0")

_WAITS: Final = ("TIMEOUT-7", "WAIT-13")
_FAILS: Final = ("RESILIENCE-1", "RESILIENCE-5", "RESILIENCE-6", "RESILIENCE-13", "ERROR-8")
_UNREADABLE: Final = ("RESILIENCE-1", "RESILIENCE-5", "RESILIENCE-13")
_LOST: Final = ("RESOURCE-5", "SUBMIT-15")


def _every(speech: Speech) -> tuple[str, ...]:
    return speech.roles


def _asked(speech: Speech) -> tuple[str, ...]:
    return tuple(role for role in speech.roles if role != "stream")


def _changing(speech: Speech) -> tuple[str, ...]:
    return tuple(role for role in speech.roles if role in CHANGING_ROLES)


def _told(speech: Speech) -> tuple[str, ...]:
    return tuple(role for role in speech.status if role != "stream")


def _among(*roles: str) -> Roles:
    return lambda _: roles


def _both(blow: Blow) -> StreamBlow:
    """The frames of a websocket that is never opened: what `blow` makes of any answer."""

    def opening(frames: Frames, context: Context, given: Given) -> Reply:
        del frames
        return blow(Answer(), context, given)

    return opening


def _connection(name: str, says: str, kind: str, *exercises: str, taken: bool) -> Perturbation:
    blow = blows.no_answer(kind)
    return Perturbation(
        name, Kind.CONNECTION, says, (*_FAILS, *_WAITS, *exercises), _every, blow, _both(blow), bursts=BURSTS, taken=taken
    )


def _http(
    name: str, says: str, blow: Blow, *exercises: str, roles: Roles = _every, taken: bool = False, **parameters: Choice
) -> Perturbation:
    return Perturbation(
        name, Kind.HTTP, says, exercises, roles, blow, _both(blow), parameters=parameters, bursts=BURSTS, taken=taken
    )


_DATA: Final = _among("result", "result-download")

_ROWS: Final = (
    _connection("connection-refused", "Nobody listens.", "refused", "ERROR-7", taken=False),
    _connection("dns-failure", "The name of the service means nothing.", "dns", taken=False),
    _connection("connect-timeout", "The connection is never made.", "connect-timeout", taken=False),
    _connection("tls-failure", "The certificate is not to be trusted.", "tls", taken=False),
    _connection("connection-reset", "The connection is reset before the answer.", "reset", *_LOST, taken=True),
    _connection("connection-closed", "The connection ends before the answer.", "eof", *_LOST, taken=True),
    _connection("read-timeout", "The answer never comes.", "silence", *_LOST, "RESOURCE-6", "RESOURCE-7", taken=True),
    _http("server-error", "The service fails.", blows.refused, *_FAILS, *_WAITS, "RESOURCE-3", status=Choice((500, 503))),
    _http(
        "gateway-error",
        "Something in front of the service fails, with a page.",
        blows.gateway,
        *_FAILS,
        *_WAITS,
        *_LOST,
        taken=True,
        status=Choice((502, 504)),
    ),
    _http("too-many-requests", "429, without a time.", blows.too_many, *_FAILS, "RESOURCE-3"),
    _http(
        "too-many-requests-until",
        "429, with the time to wait (Retry-After).",
        blows.too_many,
        "RESILIENCE-7",
        *_WAITS,
        seconds=Choice((1, 60), more=(0, 3600)),
    ),
    _http(
        "unauthorised",
        "401: the token has expired.",
        blows.refused,
        "RESILIENCE-1",
        "ERROR-7",
        status=Choice((401,), more=(403,)),
    ),
    _http("not-found", "404.", blows.refused, "RESILIENCE-1", "RESILIENCE-13", "LOG-4", status=Choice((404,), more=(410,))),
    _http(
        "conflict-on-cancel",
        "409.",
        blows.refused,
        "CANCEL-12",
        "CANCEL-16",
        "CANCEL-17",
        roles=_among("cancel"),
        status=Choice((409,)),
    ),
    Perturbation(
        "slow-answer",
        Kind.HTTP,
        "The answer takes long.",
        (*_WAITS, "RESOURCE-3"),
        _asked,
        blows.slow,
        parameters={"seconds": Number((2, 60), 1, 600)},
    ),
    Perturbation(
        "dripping-body",
        Kind.BODY,
        "The body comes in pieces, with pauses.",
        _WAITS,
        _asked,
        blows.dripping,
        parameters={"pieces": Number((4,), 2, 8), "seconds": Number((4,), 1, 60)},
    ),
    Perturbation(
        "stalled-body",
        Kind.BODY,
        "The body stops in the middle, and the connection stays open.",
        (*_WAITS, "RESILIENCE-1", "RESOURCE-6", "RESOURCE-7"),
        _asked,
        blows.stalled,
    ),
    Perturbation(
        "truncated-body",
        Kind.BODY,
        "The connection ends in the middle of the body.",
        (*_UNREADABLE, "RESILIENCE-6", "RESILIENCE-9", *_LOST),
        _asked,
        blows.truncated,
        parameters={"ends": Choice(("eof", "reset"))},
        bursts=BURSTS,
    ),
    Perturbation(
        "invalid-json",
        Kind.BODY,
        "The body is no JSON.",
        (*_UNREADABLE, "RESILIENCE-9", "ERROR-5"),
        _asked,
        blows.other_body,
        parameters={"body": Choice(("<html>gateway</html>", "{"), more=("NaN", "\u0000", "undefined"))},
    ),
    Perturbation("empty-body", Kind.BODY, "There is no body.", (*_UNREADABLE, "RESILIENCE-9"), _asked, blows.empty),
    Perturbation(
        "wrong-type",
        Kind.ANSWER,
        "A field that is always there has a value of another type.",
        _UNREADABLE,
        _asked,
        blows.wrong_type,
        parameters={"field": Field("required", body=True), "value": Choice((None, 7), more=("text", True, 1e400))},
    ),
    Perturbation(
        "missing-field",
        Kind.ANSWER,
        "A field that is always there is not.",
        _UNREADABLE,
        _asked,
        blows.missing,
        parameters={"field": Field("required")},
    ),
    Perturbation(
        "null-optional-field",
        Kind.ANSWER,
        "A field that may be null is.",
        ("RESILIENCE-8", "ERROR-5"),
        _asked,
        blows.null,
        parameters={"field": Field("nullable")},
    ),
    Perturbation(
        "absent-optional-field",
        Kind.ANSWER,
        "A field that may be left out is.",
        ("RESILIENCE-8", "METADATA-2"),
        _asked,
        blows.missing,
        parameters={"field": Field("optional")},
    ),
    Perturbation(
        "extra-field",
        Kind.ANSWER,
        "A field of the future is there.",
        ("RESILIENCE-8",),
        _asked,
        blows.extra,
        parameters={"value": Choice(("object",), more=(None, 7, "text"))},
    ),
    Perturbation(
        "unknown-word",
        Kind.ANSWER,
        "A status word of the future.",
        ("RESILIENCE-3", "RESILIENCE-4", "RESILIENCE-5"),
        _told,
        blows.other_word,
        parameters={"word": Choice(("PAUSED", "CANCELLED - BY ADMIN"), more=("DONE!", "Finishing"))},
    ),
    Perturbation(
        "other-case-word",
        Kind.ANSWER,
        "The status word in another case.",
        ("RESILIENCE-2", "STATUS-15"),
        _told,
        blows.other_case,
        parameters={"case": Choice(("lower", "title"))},
    ),
    Perturbation(
        "repeated-poll",
        Kind.STATE,
        "The last answer once more, byte for byte.",
        ("RESOURCE-1", "STATUS-16"),
        _among(*POLL_ROLES),
        blows.repeated,
        bursts=BURSTS,
    ),
    Perturbation(
        "stale-re-read",
        Kind.STATE,
        "A copy that has not caught up answers.",
        ("RESILIENCE-12", "RESOURCE-2", "REFRESH-4", "STATUS-2", "CONCURRENCY-4"),
        _told,
        blows.stale,
    ),
    Perturbation(
        "out-of-order-state",
        Kind.STATE,
        "A state that the job has left, or can no longer come to.",
        ("RESILIENCE-12", "RESOURCE-2", "STATUS-3"),
        _told,
        blows.out_of_order,
        parameters={"says": Choice(("QUEUED", "RUNNING"), more=("CANCELLED", "ERROR"))},
    ),
    Perturbation(
        "longer-queue",
        Kind.STATE,
        "The job waits long.",
        ("RESOURCE-1", "CANCEL-5"),
        _among(*POLL_ROLES, "stream"),
        bends=bends.longer_queue,
        parameters={"seconds": Number((60, 3600), 1, 86_400)},
    ),
    Perturbation(
        "skipped-state",
        Kind.STATE,
        "A state passes before anybody can ask.",
        ("STATUS-3", "STATUS-16"),
        _among(*POLL_ROLES, "stream"),
        bends=bends.skipped_state,
        parameters={"phase": Choice((0, 1))},
    ),
    Perturbation(
        "final-state-overwritten",
        Kind.STATE,
        "The service takes back the end of the job.",
        ("RESILIENCE-12", "RESOURCE-2", "REFRESH-4"),
        _among(*POLL_ROLES, "stream"),
        bends=bends.overwritten,
        parameters={"says": Choice(("RUNNING", "CANCELLED", "ERROR"), more=("QUEUED",)), "seconds": Number((2,), 1, 60)},
    ),
    Perturbation(
        "result-fetch-fails",
        Kind.RESULT,
        "One stage of fetching the result is refused.",
        ("RESILIENCE-9", "STATUS-18"),
        _among(*RESULT_ROLES),
        blows.refused,
        parameters={"status": Choice((403, 404), more=(400, 500, 503))},
        bursts=BURSTS,
        taken=False,
    ),
    Perturbation(
        "late-result",
        Kind.RESULT,
        "The result is not there yet when the job is done.",
        ("RESILIENCE-9",),
        _among(*RESULT_ROLES),
        bends=bends.result_comes(Comes.LATER),
        parameters={"requests": Number((1, 0), 0, 4), "seconds": Number((0, 10), 0, 120)},
    ),
    Perturbation(
        "result-consumed-once",
        Kind.RESULT,
        "The result is handed out once.",
        ("RESULT-4", "RESULT-11", "RESULT-13"),
        _among(*RESULT_ROLES),
        bends=bends.result_comes(Comes.ONCE),
    ),
    Perturbation(
        "result-expires",
        Kind.RESULT,
        "The result, or its address, is good for some seconds.",
        ("RESILIENCE-9", "RESULT-4"),
        _among(*RESULT_ROLES),
        bends=bends.result_comes(Comes.EXPIRES),
        parameters={"seconds": Number((1,), 0, 600)},
    ),
    Perturbation(
        "result-like-a-message",
        Kind.RESULT,
        "The result looks like something that the service says.",
        ("RESULT-26",),
        _DATA,
        blows.other_result,
        parameters={"body": Choice(LOOKALIKES)},
    ),
    Perturbation(
        "result-like-nothing",
        Kind.RESULT,
        "The result is null, empty or false.",
        ("RESULT-25",),
        _DATA,
        blows.other_result,
        parameters={"body": Choice(NOTHINGS)},
    ),
    Perturbation(
        "cancel-refused",
        Kind.CANCEL,
        "The service does not cancel.",
        ("CANCEL-12", "CANCEL-16", "CANCEL-17", "CANCEL-7"),
        _among("cancel"),
        bends=bends.cancellation_goes(Goes.REFUSED),
    ),
    Perturbation(
        "cancel-ignored",
        Kind.CANCEL,
        "The service accepts, and nothing comes of it.",
        ("CANCEL-14", "CANCEL-6"),
        _among("cancel"),
        bends=bends.cancellation_goes(Goes.IGNORED),
    ),
    Perturbation(
        "cancel-takes-time",
        Kind.CANCEL,
        "The job is cancelled some seconds after the service has accepted.",
        ("CANCEL-14", "CANCEL-5"),
        _among("cancel"),
        bends=bends.cancellation_goes(Goes.ACCEPTED),
        parameters={"seconds": Number((2,), 1, 120)},
    ),
    Perturbation(
        "late-completed",
        Kind.CANCEL,
        "COMPLETED after a cancellation that was accepted.",
        ("CANCEL-14", "RESULT-1"),
        _among("cancel"),
        bends=bends.cancellation_goes(Goes.LATE),
        parameters={"seconds": Number((2, 0), 0, 120)},
    ),
    Perturbation(
        "cancel-races",
        Kind.CANCEL,
        "The job completes at the moment of the request, which is refused.",
        ("CANCEL-10", "CANCEL-12", "CANCEL-17"),
        _among("cancel"),
        bends=bends.cancellation_goes(Goes.RACING),
    ),
    Perturbation(
        "stream-drop",
        Kind.STREAM,
        "The websocket ends after some messages, with each close code.",
        ("RESILIENCE-10", "STREAM-10", "STREAM-11", "WAIT-14"),
        _among("stream"),
        frames=stream_blows.dropped,
        parameters={"code": Choice(CLOSE_CODES), "after": Number((0, 1), 0, 4)},
        bursts=BURSTS,
    ),
    Perturbation(
        "stream-silent",
        Kind.STREAM,
        "The websocket stays open without a word.",
        ("RESILIENCE-10", *_WAITS, "STREAM-6", "RESOURCE-6"),
        _among("stream"),
        frames=stream_blows.silent,
        parameters={"after": Number((0, 1), 0, 4)},
    ),
    Perturbation(
        "replayed-messages",
        Kind.STREAM,
        "Every message is sent again.",
        ("STREAM-2", "STREAM-10"),
        _among("stream"),
        frames=stream_blows.replayed,
        parameters={"times": Number((1,), 1, 3)},
    ),
    Perturbation(
        "duplicate-final-message",
        Kind.STREAM,
        "The last message is sent twice.",
        ("STREAM-2", "STREAM-3"),
        _among("stream"),
        frames=stream_blows.final_twice,
    ),
    Perturbation(
        "message-like-a-command",
        Kind.STREAM,
        "A message looks like something between service and client.",
        ("STREAM-13",),
        _among("stream"),
        frames=stream_blows.another_message,
        parameters={"body": Choice(LOOKALIKES), "after": Number((0, 1), 0, 4)},
    ),
    Perturbation(
        "unreadable-message",
        Kind.STREAM,
        "A message that is no JSON.",
        ("RESILIENCE-10", "STREAM-11", "STREAM-13"),
        _among("stream"),
        frames=stream_blows.another_message,
        parameters={"body": Choice(("{", ""), more=("\u0000",)), "after": Number((0, 1), 0, 4)},
    ),
    Perturbation(
        "clock-step",
        Kind.CLOCK,
        "The user's wall clock is set forward or back.",
        ("RESILIENCE-11",),
        _among(*POLL_ROLES, "stream"),
        bends=bends.clock_step,
        parameters={"at": Number((1, 3), 0, 30), "seconds": Choice((3600, -3600), more=(1, -1, 60, -86_400))},
    ),
)

#: Every perturbation by its name, in the order of the table.
PERTURBATIONS: Final[Mapping[str, Perturbation]] = MappingProxyType({row.name: row for row in _ROWS})
