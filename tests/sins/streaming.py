"""Sins of streams of results, and of interim results (STREAM)."""

from __future__ import annotations

import json
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

from qjobspec_reference.errors import IBMRuntimeError, RuntimeInvalidStateError, RuntimeJobFailureError
from qjobspec_reference.runtime import RuntimeJobV2
from qjobspec_reference.runtime import stream as stream_module
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.runtime.replays import Replays
from qjobspec_reference.runtime.stream import Stream

from .sin import committed, sin

V2 = "runtime-job-v2"
OLD = "runtime-job"


@sin("STREAM-1", V2, Program, "stream_results")
def hands_the_result_over_alone(original: Any, self: Any, callback: Any, decoder: Any = None) -> Any:
    return original(self, lambda _, result: callback(result), decoder)


@sin("STREAM-1", OLD, Program, "stream_results")
def names_the_result(original: Any, self: Any, callback: Any, decoder: Any = None) -> Any:
    return original(self, lambda job_id, result: callback(job_id, result=result), decoder)


@sin("STREAM-2", V2, Stream, "_called")
def leaves_out_what_equals_the_last(original: Any, self: Any, message: str) -> None:
    last, self.last_of_all = getattr(self, "last_of_all", None), message
    if message != last:
        original(self, message)


@sin("STREAM-2", OLD, Stream, "_called")
def hands_the_first_result_out_twice(original: Any, self: Any, message: str) -> None:
    original(self, message)
    if not hasattr(self, "has_begun"):
        self.has_begun = True
        original(self, message)


@sin(
    "STREAM-3",
    V2,
    Stream,
    "_called",
    also={"STREAM-12": "the final result is the next one after that on which the callback failed"},
)
def keeps_the_final_result_to_itself(original: Any, self: Any, message: str) -> None:
    if not self._job.has_ended():
        original(self, message)


@sin("STREAM-3", V2, RuntimeJobV2, "_ending")
def hands_the_final_result_out_twice(original: Any, self: Any, last: str | None) -> Any:
    return original(self, None)


@sin("STREAM-4", V2, Program, "stream_results")
def lets_two_callbacks_stream(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    self._stream = None
    return original(self, *args, **named)


@sin("STREAM-4", OLD, Program, "__init__")
def looks_before_it_locks(original: Any, self: Any, *args: Any, **named: Any) -> None:
    original(self, *args, **named)
    self._opening = nullcontext()


@sin("STREAM-5", V2, Program, "_has_ended")
def streams_unless_it_knows_better(original: Any, self: Any) -> bool:
    return bool(self._knowledge.is_final)


@sin("STREAM-5", OLD, Program, "stream_results")
def takes_an_ended_job_for_a_fault(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    try:
        return original(self, *args, **named)
    except RuntimeInvalidStateError as error:
        raise (self._api(str(error)) if "ended" in str(error) else error) from None


@sin("STREAM-6", V2, Program, "stream_results")
def returns_its_stream(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    original(self, *args, **named)
    return self._stream


@sin("STREAM-6", OLD, Program, "stream_results")
def waits_for_the_first_result(original: Any, self: Any, *args: Any, **named: Any) -> None:
    original(self, *args, **named)
    self._stream._thread.join(1.0)


@sin("STREAM-7", V2, Program, "stream_results")
def ignores_the_decoder(original: Any, self: Any, callback: Any, decoder: Any = None) -> Any:
    del decoder
    return original(self, callback)


@sin("STREAM-7", V2, Program, "stream_results")
def keeps_the_decoder_for_the_next(original: Any, self: Any, callback: Any, decoder: Any = None) -> Any:
    self._decoder = decoder or self._decoder
    return original(self, callback, decoder)


@sin("STREAM-7", OLD, Program, "stream_results", also={"STREAM-2": "a text is not what the service sent either"})
def hands_out_what_was_sent_backwards(original: Any, self: Any, callback: Any, decoder: Any = None) -> Any:
    backwards = type("Backwards", (), {"decode": staticmethod(lambda data: data[::-1])})
    return original(self, callback, decoder or backwards)


@sin("STREAM-8", V2, Program, "cancel_result_streaming", also={"RESOURCE-7": "the stream that goes on has a thread"})
def closes_nothing(original: Any, self: Any) -> None:
    del original


def _marked(self: Stream) -> None:
    self._is_open = False


def _handed_out(self: Stream, messages: Any) -> None:
    for message in messages:
        self._called(message)


committed("closes_after_the_next_message", "STREAM-8", OLD, (Stream, "stop", _marked), (Stream, "_hand_out", _handed_out))


@sin("STREAM-9", V2, Program, "cancel_result_streaming")
def needs_a_stream_to_close(original: Any, self: Any) -> None:
    if self._stream is None:
        raise RuntimeInvalidStateError("There is no stream.")
    original(self)


@sin("STREAM-9", OLD, Program, "cancel_result_streaming")
def asks_whether_there_is_a_stream_to_close(original: Any, self: Any) -> None:
    self._state()
    original(self)


@sin("STREAM-10", V2, Replays, "connected")
def takes_a_repetition_for_news(original: Any, self: Any) -> None:
    original(self)
    self._is_fresh = False


@sin("STREAM-10", V2, Replays, "news", also={"STREAM-3": "what is left out may be the final result"})
def leaves_out_what_a_new_connection_begins_with(original: Any, self: Any, message: str) -> Any:
    if self._is_fresh:
        self._is_fresh = False
        return iter(())
    return original(self, message)


committed("gives_up_at_the_first_drop", "STREAM-10", OLD, (stream_module, "BACK_OFF", ()))


_SILENT = SimpleNamespace(warn=lambda *_, **__: None)

committed("gives_up_in_silence", "STREAM-11", V2, (stream_module, "warnings", _SILENT))


@sin("STREAM-11", OLD, Stream, "_run")
def stays_busy_after_it_gave_up(original: Any, self: Any) -> None:
    original(self)
    self._is_open = True


@sin("STREAM-11", OLD, Program, "stream_results")
def opens_no_other_after_it_gave_up(original: Any, self: Any, *given: Any, **named: Any) -> None:
    if self._stream is None or self._stream._failures < len(stream_module.BACK_OFF):
        original(self, *given, **named)


committed(
    "swallows_what_a_callback_raises", "STREAM-12", V2, (stream_module, "_LOG", SimpleNamespace(exception=_SILENT.warn))
)


@sin("STREAM-12", OLD, Stream, "_called")
def ends_with_the_error_of_its_callback(original: Any, self: Any, message: str) -> None:
    try:
        self._job.deliver(message)
    except Exception:
        stream_module._LOG.exception("the callback has failed")
        self._is_open = False


@sin("STREAM-13", V2, Stream, "_called")
def takes_a_message_for_a_command(original: Any, self: Any, message: str) -> None:
    if "error" not in message and "authenticated" not in message:
        original(self, message)


@sin("STREAM-13", OLD, Stream, "_called")
def ends_at_a_sign_of_its_own(original: Any, self: Any, message: str) -> None:
    if message == "_poison_pill":
        self._is_open = False
    else:
        original(self, message)


@sin("STREAM-13", OLD, Stream, "_called")
def hears_json_alone(original: Any, self: Any, message: str) -> None:
    try:
        json.loads(message)
    except ValueError:
        return
    original(self, message)


@sin("STREAM-14", V2, Program, "_wait")
def takes_a_wait_for_a_stream(original: Any, self: Any, *args: Any) -> Any:
    try:
        return original(self, *args)
    finally:
        self._stream = SimpleNamespace(is_open=True, stop=lambda: None)


@sin("STREAM-15", V2, Program, "cancel")
def cancels_and_listens_on(original: Any, self: Any) -> None:
    stream, self._stream = self._stream, None
    original(self)
    self._stream = stream


@sin("STREAM-16", V2, RuntimeJobV2, "interim_results")
def remembers_its_interim_results(original: Any, self: Any, decoder: Any = None) -> Any:
    if not hasattr(self, "interim"):
        self.interim = original(self, decoder)
    return self.interim


@sin("STREAM-16", V2, RuntimeJobV2, "interim_results")
def gives_the_first_interim_result_alone(original: Any, self: Any, decoder: Any = None) -> Any:
    told = original(self, decoder)
    return told[:1] if isinstance(told, list) else told


@sin("STREAM-17", V2, RuntimeJobV2, "interim_results")
def has_nothing_of_a_failed_job(original: Any, self: Any, decoder: Any = None) -> Any:
    try:
        return original(self, decoder)
    except RuntimeJobFailureError:
        return None


@sin("STREAM-17", V2, RuntimeJobV2, "interim_results")
def calls_a_failed_job_a_fault(original: Any, self: Any, decoder: Any = None) -> Any:
    try:
        return original(self, decoder)
    except Exception as error:
        raise IBMRuntimeError(str(error)) from error


@sin("STREAM-18", V2, RuntimeJobV2, "interim_results")
def decodes_interim_results_its_own_way(original: Any, self: Any, decoder: Any = None) -> Any:
    del decoder
    return original(self)
