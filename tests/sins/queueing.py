"""Sins in where a job stands, what it costs, and what its program has written (QUEUE, USAGE, LOG)."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC
from typing import Any

from qjobspec_reference.errors import IBMRuntimeError
from qjobspec_reference.ibmq import queue
from qjobspec_reference.ibmq.job import IBMQJob
from qjobspec_reference.ibmq.progress import Progress
from qjobspec_reference.ibmq.queue import QueueInfo
from qjobspec_reference.runtime import RuntimeJobV2
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.runtime.service import ProgramService

from .sin import committed, sin

_INFO = {"QUEUE-5": "the queue is told by the same object"}


@sin("QUEUE-1", "ibmq-job", IBMQJob, "queue_position")
def stands_at_zero_when_it_does_not_know(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """Zero looks like the next to run."""
    return original(self, refresh) or 0


@sin("QUEUE-1", "ibmq-job", IBMQJob, "queue_position")
def tells_its_position_as_text(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """A word that cannot be counted with."""
    place = original(self, refresh)
    return place if place is None else str(place)


@sin("QUEUE-1", "ibmq-job", Progress, "hear", also=_INFO)
def stays_in_the_queue_while_it_runs(original: Any, self: Progress, news: Any) -> Any:
    """What was told last is kept, also when there is no queue any more."""
    before = self.queue
    state = original(self, news)
    self.queue = self.queue or before
    return state


@sin("QUEUE-2", "ibmq-job", IBMQJob, "queue_position")
def never_refreshes_its_position(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """What it has heard is good enough."""
    del refresh
    return original(self, refresh=False)


@sin("QUEUE-2", "ibmq-job", IBMQJob, "queue_position")
def refreshes_only_what_it_does_not_know(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """The second time nobody is asked."""
    return original(self, refresh and self._progress.queue is None)


@sin("QUEUE-3", "ibmq-job", IBMQJob, "queue_position")
def asks_for_its_position_each_time(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """One request too many."""
    del refresh
    return original(self, refresh=True)


@sin("QUEUE-3", "ibmq-job", IBMQJob, "queue_position")
def tells_its_position_once(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """The second time it is forgotten."""
    place = original(self, refresh)
    self._progress.queue = None if self._progress.queue is None else replace(self._progress.queue, position=None)
    return place


@sin("QUEUE-4", "ibmq-job", IBMQJob, "queue_position")
def counts_from_nought(original: Any, self: IBMQJob, refresh: bool = False) -> Any:
    """How many are before it, and not where it stands."""
    place = original(self, refresh)
    return place - 1 if refresh and place is not None else place


@sin("QUEUE-5", "ibmq-job", IBMQJob, "queue_info")
def tells_the_queue_as_a_dictionary(original: Any, self: IBMQJob) -> Any:
    """The parts of it without the whole."""
    told = original(self)
    return told and {"position": told.position}


@sin("QUEUE-5", "ibmq-job", IBMQJob, "queue_info")
def always_stands_in_a_queue(original: Any, self: IBMQJob) -> Any:
    """An empty one for none."""
    return original(self) or QueueInfo()


@sin("QUEUE-5", "ibmq-job", IBMQJob, "queue_info")
def knows_no_queue(original: Any, self: IBMQJob) -> Any:
    """None, although the service tells it."""
    original(self)


@sin("QUEUE-6", "ibmq-job", IBMQJob, "queue_info")
def mistakes_the_start_for_the_end(original: Any, self: IBMQJob) -> Any:
    """Two times in the wrong order."""
    told = original(self)
    start, end = (told.estimated_start_time, told.estimated_complete_time) if told else (None, None)
    return told and replace(told, estimated_start_time=end, estimated_complete_time=start)


@sin("QUEUE-6", "ibmq-job", IBMQJob, "queue_info")
def has_no_priority_where_none_is_known(original: Any, self: IBMQJob) -> Any:
    """Nought for what is not told."""
    told = original(self)
    return told and replace(told, hub_priority=told.hub_priority or 0.0)


@sin("QUEUE-6", "ibmq-job", IBMQJob, "queue_info")
def loses_the_priority_of_its_group(original: Any, self: IBMQJob) -> Any:
    """One of three."""
    told = original(self)
    return told and replace(told, group_priority=None)


@sin("QUEUE-7", "ibmq-job", IBMQJob, "queue_info")
def estimates_in_utc(original: Any, self: IBMQJob) -> Any:
    """The right moments, by the clocks of Greenwich."""
    told = original(self)
    return told and replace(told, estimated_start_time=told.estimated_start_time.astimezone(UTC))


@sin("QUEUE-7", "ibmq-job", IBMQJob, "queue_info")
def estimates_without_a_zone(original: Any, self: IBMQJob) -> Any:
    """Local time, and nobody knows that."""
    told = original(self)
    end = told and told.estimated_complete_time
    return told and replace(told, estimated_complete_time=end and end.replace(tzinfo=None))


#: Two that tell the same are not the same.
committed("tells_another_queue_each_time", "QUEUE-8", "ibmq-job", (QueueInfo, "__eq__", object.__eq__))


@sin("USAGE-1", "runtime-job-v2", RuntimeJobV2, "usage_estimation")
def estimates_a_number(original: Any, self: RuntimeJobV2) -> Any:
    """A number where a dictionary is promised."""
    return original["quantum_seconds"]


@sin("USAGE-1", "runtime-job-v2", RuntimeJobV2, "usage_estimation")
def estimates_in_minutes(original: Any, self: RuntimeJobV2) -> Any:
    """Sixty times too little."""
    seconds = original["quantum_seconds"]
    return {"quantum_seconds": seconds and seconds / 60}


@sin("USAGE-1", "runtime-job-v2", RuntimeJobV2, "usage_estimation")
def estimates_nothing_for_what_it_does_not_know(original: Any, self: RuntimeJobV2) -> Any:
    """A job that seems to cost nothing."""
    return {"quantum_seconds": original["quantum_seconds"] or 0}


@sin("USAGE-1", "runtime-job-v2", RuntimeJobV2, "usage_estimation")
def is_free_where_it_is_not_known(original: Any, self: RuntimeJobV2) -> Any:
    """Without the key that everybody reads."""
    return original if original["quantum_seconds"] is not None else {}


@sin("USAGE-2", "runtime-job-v2", ProgramService, "known")
def keeps_that_it_does_not_know(original: Any, self: ProgramService, *fields: str) -> Any:
    """None for ever."""
    del fields
    return original(self)


@sin("USAGE-3", "runtime-job-v2", RuntimeJobV2, "metrics")
def measures_times_alone(original: Any, self: RuntimeJobV2) -> Any:
    """The seconds of the machine are left out."""
    return {"timestamps": original(self).get("timestamps")}


@sin("USAGE-3", "runtime-job-v2", RuntimeJobV2, "metrics")
def measures_usage_alone(original: Any, self: RuntimeJobV2) -> Any:
    """The times of the steps are left out."""
    return original(self).get("usage")


@sin("USAGE-3", "runtime-job-v2", RuntimeJobV2, "metrics")
def tells_metrics_as_text(original: Any, self: RuntimeJobV2) -> Any:
    """A dictionary, printed."""
    return str(original(self))


@sin("USAGE-4", "runtime-job-v2", RuntimeJobV2, "metrics")
def keeps_the_first_metrics(original: Any, self: RuntimeJobV2) -> Any:
    """Whatever the job does afterwards."""
    if "_measured" not in self.__dict__:
        self.__dict__["_measured"] = original(self)
    return dict(self.__dict__["_measured"])


@sin("USAGE-4", "runtime-job-v2", RuntimeJobV2, "metrics")
def measures_what_is_over(original: Any, self: RuntimeJobV2) -> Any:
    """Nothing is asked for before."""
    return original(self) if self.in_final_state() else {}


@sin("LOG-1", "runtime-job", Program, "logs", also={"LOG-2": "it is no text at all"})
def tells_its_log_in_lines(original: Any, self: Any) -> Any:
    """A list where a text is promised."""
    return original(self).splitlines() or ""


@sin("LOG-1", "runtime-job", Program, "logs", also={"LOG-2": "what went wrong comes later"})
def tells_the_beginning_of_its_log(original: Any, self: Any) -> Any:
    """The first line alone."""
    return original(self).partition("\n")[0]


@sin("LOG-2", "runtime-job-v2", Program, "logs", also={"LOG-1": "a log without its errors is not the log"})
def leaves_out_what_went_wrong(original: Any, self: Any) -> Any:
    """Standard output, and not standard error."""
    return "\n".join(line for line in original(self).splitlines() if "ERROR" not in line)


@sin("LOG-2", "runtime-job-v2", Program, "logs", also={"LOG-1": "the end of a log is not the log"})
def tells_the_end_of_its_log(original: Any, self: Any) -> Any:
    """The last line alone."""
    return "".join(original(self).splitlines()[-1:])


@sin("LOG-3", "runtime-job", Program, "logs")
def waits_for_its_log(original: Any, self: Any) -> Any:
    """Nobody has asked it to."""
    while not self._has_ended():
        time.sleep(1)
    return original(self)


@sin("LOG-3", "runtime-job-v2", Program, "logs", also={"LOG-2": "nothing is told"})
def has_no_log_before_the_end(original: Any, self: Any) -> Any:
    """An error for what is merely early."""
    if not self._has_ended():
        raise IBMRuntimeError("logs are only available after the job finishes")
    return original(self)


@sin("LOG-4", "runtime-job", Program, "logs")
def has_none_for_an_empty_log(original: Any, self: Any) -> Any:
    """None is no text."""
    return original(self) or None


@sin("LOG-4", "runtime-job-v2", Program, "logs")
def says_that_there_is_no_log(original: Any, self: Any) -> Any:
    """A text of its own."""
    return original(self) or "No logs available."


@sin("LOG-4", "runtime-job-v2", ProgramService, "logs")
def takes_no_log_for_a_fault(original: Any, self: ProgramService) -> Any:
    """Whatever the service refuses is an error."""
    del original
    return self._ask("/logs").text


committed(
    "hears_of_no_place_in_the_queue",
    "QUEUE-4",
    "ibmq-job",
    (queue, "_whole", lambda said: said and said + 1),
    also={"QUEUE-6": "a part of the queue is wrong"},
)
