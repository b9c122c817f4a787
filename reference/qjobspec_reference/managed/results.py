"""The results of a set as one: each experiment is found by what it was in the set. This file does not wait for anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..errors import IBMQManagedResultDataNotAvailable, QiskitError
from ..results import Result

T = TypeVar("T")


class ManagedResults:
    """What came of the jobs of a set; `success` is false if one has no result (SET-7)."""

    def __init__(self, results: Sequence[Result | None], find: Callable[[Any], tuple[int, int]]) -> None:
        self.results = list(results)
        self.success = all(result is not None and result.success for result in results)
        self._find = find

    def data(self, experiment: Any) -> dict[str, Any]:
        """What was measured in an experiment, by its name, circuit or number within the set."""
        return self._of(experiment, Result.data)

    def get_counts(self, experiment: Any) -> dict[str, int]:
        """How often each outcome of an experiment was seen."""
        return self._of(experiment, Result.get_counts)

    def get_memory(self, experiment: Any) -> list[Any]:
        """The outcome of each shot of an experiment."""
        return self._of(experiment, Result.get_memory)

    def _of(self, experiment: Any, read: Callable[[Result, int], T]) -> T:
        job, number = self._find(experiment)
        result = self.results[job]
        if result is None:
            raise IBMQManagedResultDataNotAvailable(f"the job of experiment {experiment!r} has no result")
        try:
            return read(result, number)
        except QiskitError as error:
            raise IBMQManagedResultDataNotAvailable(str(error)) from error
