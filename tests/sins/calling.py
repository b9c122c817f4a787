"""Sins of jobs at the callback that their constructor was given (CONSTRUCTOR-6)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference.decoding import ResultDecoder
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2

from .sin import sin


def _calling_back(original: Any, self: Any, given: Any, named: Any, change: Any) -> None:
    callback = named.pop("user_callback", None)
    original(self, *given, **named, user_callback=None if callback is None else change(callback))


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def does_not_call_the_callback_that_it_was_given(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """It is taken and lost."""
    _calling_back(original, self, given, named, lambda _: None)


@sin("CONSTRUCTOR-6", "runtime-job", RuntimeJob, "__init__")
def calls_back_with_the_result_alone(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """The id is left out."""
    _calling_back(original, self, given, named, lambda callback: lambda _, result: callback(result))


@sin("CONSTRUCTOR-6", "runtime-job", RuntimeJob, "__init__")
def calls_back_by_name(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """The arguments come as keywords."""
    _calling_back(original, self, given, named, lambda callback: lambda job, result: callback(job_id=job, result=result))


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def calls_back_twice_for_the_last_result(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """Once from the stream, once for the end."""

    def twice(callback: Any) -> Any:
        seen: list[Any] = []

        def call(job: str, result: Any) -> None:
            seen.append(result)
            for _ in range(1 + (len(seen) == 3)):
                callback(job, result)

        return call

    _calling_back(original, self, given, named, twice)


@sin("CONSTRUCTOR-6", "runtime-job", RuntimeJob, "__init__")
def tells_its_callback_the_first_result_again_and_again(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """As often as it should, and always the same."""

    def stuck(callback: Any) -> Any:
        seen: list[Any] = []

        def call(job: str, result: Any) -> None:
            seen.append(result)
            callback(job, seen[0])

        return call

    _calling_back(original, self, given, named, stuck)


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def tells_its_callback_the_second_result_first(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """Each once, in the wrong order."""

    def turned(callback: Any) -> Any:
        seen: list[Any] = []

        def call(job: str, result: Any) -> None:
            seen.append(result)
            for each in seen[1::-1] if len(seen) == 2 else seen[2:]:
                callback(job, each)

        return call

    _calling_back(original, self, given, named, turned)


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def decodes_for_its_callback_as_it_pleases(original: Any, self: Any, *given: Any, **named: Any) -> None:
    """The decoder of the job is for result() alone."""
    callback = named.pop("user_callback", None)
    original(self, *given, **named)
    if callback is not None:
        self.stream_results(callback, ResultDecoder)
