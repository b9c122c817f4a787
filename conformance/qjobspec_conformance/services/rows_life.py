"""The rows of the table that strike what becomes of a job: its result, its cancellation, its stream; and the clock."""

from __future__ import annotations

from typing import Final

from . import bends, blows, stream_blows
from .parameters import Choice, Number
from .plots import Comes, Goes
from .reach import BURSTS, DATA, SHOWN, WAITS, among, parted, results_on_streams, told_on_streams
from .rows import Kind, Perturbation
from .speech import RESULT_ROLES

#: Every way to close a websocket that the documented services have, and the ways of the standard; 0 is no closing frame.
CLOSE_CODES: Final = (0, 1000, 1001, 1011, 1012, 1013, 4001, 4002, 4003)
#: The content of a result that a client could take for something else (RESULT-26, STREAM-13).
LOOKALIKES: Final = (
    '{"url": "https://example.org/result"}',
    '{"error": {"code": 1, "message": "not an error"}}',
    '{"type": "authenticated"}',
    '{"status": "COMPLETED"}',
)
#: The text that published clients put into their own queue of messages to end it.
SIGN: Final = "_poison_pill"
#: Results that a client could take for none (RESULT-25).
NOTHINGS: Final = ("null", "[]", "{}", '""', "false", "0")

#: They strike one job in one moment of its life.
LIFE: Final = (
    Perturbation(
        "result-fetch-fails",
        Kind.RESULT,
        "One stage of fetching the result is refused.",
        ("RESILIENCE-9", "RESULT-18", "RESULT-19", "SET-7", "STATUS-18"),
        among(*RESULT_ROLES),
        blows.refused,
        parameters={"status": Choice((403, 404), more=(400, 500, 503))},
        bursts=BURSTS,
        taken=False,
    ),
    Perturbation(
        "late-result",
        Kind.RESULT,
        "The result is not there yet when the job is done.",
        ("RESILIENCE-9", "RESULT-1", "RESULT-3", "RESULT-12", "WAIT-11"),
        among(*RESULT_ROLES),
        bends=bends.result_comes(Comes.LATER),
        parameters={"requests": Number((1, 0), 0, 4), "seconds": Number((0, 10), 0, 120)},
    ),
    Perturbation(
        "result-consumed-once",
        Kind.RESULT,
        "The result is handed out once.",
        ("RESULT-4", "RESULT-10", "RESULT-11", "RESULT-13", "RESULT-20", "REFRESH-5"),
        among(*RESULT_ROLES),
        bends=bends.result_comes(Comes.ONCE),
    ),
    Perturbation(
        "result-expires",
        Kind.RESULT,
        "The result, or its address, is good for some seconds.",
        ("RESILIENCE-9", "RESULT-4", "RESULT-20", "TIMEOUT-5"),
        among(*RESULT_ROLES),
        bends=bends.result_comes(Comes.EXPIRES),
        parameters={"seconds": Number((1,), 0, 600)},
    ),
    Perturbation(
        "partial-result",
        Kind.RESULT,
        "A job that failed has the part of its result that it got done before.",
        ("RESULT-14", "RESULT-16", "RESULT-17", "RESULT-5"),
        parted,
        bends=bends.result_comes(Comes.PARTLY),
    ),
    Perturbation(
        "result-like-a-message",
        Kind.RESULT,
        "The result looks like something that the service says.",
        ("RESULT-26",),
        DATA,
        blows.other_result,
        parameters={"body": Choice(LOOKALIKES)},
    ),
    Perturbation(
        "result-like-nothing",
        Kind.RESULT,
        "The result is null, empty or false.",
        ("RESULT-25", "RESILIENCE-1", "RESILIENCE-9"),
        DATA,
        blows.other_result,
        parameters={"body": Choice(NOTHINGS)},
    ),
    Perturbation(
        "cancel-refused",
        Kind.CANCEL,
        "The service does not cancel.",
        ("CANCEL-12", "CANCEL-16", "CANCEL-17", "CANCEL-7", "SET-8"),
        among("cancel"),
        bends=bends.cancellation_goes(Goes.REFUSED),
    ),
    Perturbation(
        "cancel-ignored",
        Kind.CANCEL,
        "The service accepts, and nothing comes of it.",
        ("CANCEL-14", "CANCEL-6"),
        among("cancel"),
        bends=bends.cancellation_goes(Goes.IGNORED),
    ),
    Perturbation(
        "cancel-takes-time",
        Kind.CANCEL,
        "The job is cancelled some seconds after the service has accepted.",
        ("CANCEL-14", "CANCEL-5", "RESULT-7", "STREAM-15", "WAIT-7"),
        among("cancel"),
        bends=bends.cancellation_goes(Goes.ACCEPTED),
        parameters={"seconds": Number((2,), 1, 120)},
    ),
    Perturbation(
        "late-completed",
        Kind.CANCEL,
        "COMPLETED after a cancellation that was accepted.",
        ("CANCEL-14", "RESULT-1", "CANCEL-6"),
        among("cancel"),
        bends=bends.cancellation_goes(Goes.LATE),
        parameters={"seconds": Number((2, 0), 0, 120)},
    ),
    Perturbation(
        "cancel-races",
        Kind.CANCEL,
        "The job completes at the moment of the request, which is refused.",
        ("CANCEL-10", "CANCEL-12", "CANCEL-17"),
        among("cancel"),
        bends=bends.cancellation_goes(Goes.RACING),
    ),
    Perturbation(
        "stream-drop",
        Kind.STREAM,
        "The websocket ends after some messages, with each close code.",
        ("RESILIENCE-10", "STREAM-10", "STREAM-11", "STREAM-3", "STREAM-4", "WAIT-14"),
        among("stream"),
        frames=stream_blows.dropped,
        parameters={"code": Choice(CLOSE_CODES), "after": Number((0, 2), 0, 4)},
        bursts=BURSTS,
    ),
    Perturbation(
        "stream-silent",
        Kind.STREAM,
        "The websocket stays open without a word.",
        ("RESILIENCE-10", *WAITS, "STREAM-6", "STREAM-8", "STREAM-14", "WAIT-11", "RESOURCE-6", "RESOURCE-7"),
        among("stream"),
        frames=stream_blows.silent,
        parameters={"after": Number((0, 1, 2), 0, 4)},
    ),
    Perturbation(
        "replayed-messages",
        Kind.STREAM,
        "The websocket breaks after some messages, and the next one begins with the same again.",
        ("STREAM-2", "STREAM-10"),
        results_on_streams,
        frames=stream_blows.broken,
        parameters={"after": Number((2,), 1, 4)},
        bursts=BURSTS,
        taken=False,
    ),
    Perturbation(
        "duplicate-final-message",
        Kind.STREAM,
        "The last state is told twice.",
        ("CALLBACK-11", "RESILIENCE-10"),
        told_on_streams,
        frames=stream_blows.final_twice,
    ),
    Perturbation(
        "message-like-a-command",
        Kind.STREAM,
        "A message looks like something between service and client.",
        ("RESILIENCE-10", "STREAM-13"),
        among("stream"),
        frames=stream_blows.another_message,
        parameters={"body": Choice(LOOKALIKES, more=(SIGN,)), "after": Number((1, 2), 1, 4)},
    ),
    Perturbation(
        "unreadable-message",
        Kind.STREAM,
        "A message that is no JSON.",
        ("RESILIENCE-10", "STREAM-11", "STREAM-13"),
        among("stream"),
        frames=stream_blows.another_message,
        parameters={"body": Choice(("{", ""), more=("\u0000",)), "after": Number((1, 2), 1, 4)},
    ),
    Perturbation(
        "clock-step",
        Kind.CLOCK,
        "The user's wall clock is set forward or back.",
        ("RESILIENCE-11",),
        SHOWN,
        bends=bends.clock_step,
        parameters={"at": Number((1, 3), 0, 30), "seconds": Choice((3600, -3600), more=(1, -1, 60, -86_400))},
    ),
)
