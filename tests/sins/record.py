"""Sins in what a job tells out of its record (METADATA)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference import moments
from qjobspec_reference.ibmq import job as ibmq_job
from qjobspec_reference.ibmq import record as ibmq_record
from qjobspec_reference.ibmq.job import IBMQJob
from qjobspec_reference.ibmq.record import Record
from qjobspec_reference.runtime import RuntimeJobV2, program
from qjobspec_reference.runtime.program import Program

from .sin import committed, sin


@sin("METADATA-1", "ibmq-job", IBMQJob, "creation_date")
def tells_the_creation_in_utc(original: Any, self: IBMQJob) -> Any:
    """The right moment, by the clocks of Greenwich."""
    return original(self).astimezone(UTC)


@sin("METADATA-1", "ibmq-job", IBMQJob, "creation_date")
def leaves_the_zone_out(original: Any, self: IBMQJob) -> Any:
    """Local time, and nobody knows that."""
    return original(self).replace(tzinfo=None)


@sin("METADATA-1", "runtime-job", Program, "creation_date")
def tells_the_creation_as_text(original: Any, self: Any) -> Any:
    """As the service wrote it."""
    return None if original is None else original.isoformat()


@sin("METADATA-1", "runtime-job-v2", Program, "creation_date")
def tells_when_it_was_asked(original: Any, self: Any) -> Any:
    """The moment of the question."""
    return None if original is None else datetime.now().astimezone()


def _in_the_wrong_zone(said: object) -> Any:
    """Reads every moment as local time, whatever zone it has."""
    moment = moments.local(said)
    return None if moment is None else datetime.fromisoformat(str(said)).replace(tzinfo=None).astimezone()


committed("takes_every_moment_for_local_time", "METADATA-1", "runtime-job", (program, "local", _in_the_wrong_zone))
committed("overlooks_the_zone_of_the_service", "METADATA-1", "ibmq-job", (ibmq_job, "local", _in_the_wrong_zone))


def _by_the_clocks_of_greenwich(said: object) -> Any:
    """Reads every moment as one of UTC, which nearly every service writes."""
    moment = moments.local(said)
    return None if moment is None else datetime.fromisoformat(str(said)).replace(tzinfo=UTC).astimezone()


committed("knows_no_zone_but_that_of_greenwich", "METADATA-1", "ibmq-job", (ibmq_job, "local", _by_the_clocks_of_greenwich))


@sin("METADATA-2", "runtime-job", Program, "creation_date")
def makes_a_creation_up(original: Any, self: Any) -> Any:
    """The beginning of the epoch for what nobody knows."""
    return original or datetime.fromtimestamp(0).astimezone()


@sin("METADATA-2", "runtime-job-v2", Program, "creation_date")
def cannot_live_without_a_creation(original: Any, self: Any) -> Any:
    """An error for what is merely unknown."""
    return original.astimezone()


@sin("METADATA-16", "ibmq-job", IBMQJob, "client_version")
def tells_clients_as_the_service_does(original: Any, self: IBMQJob) -> Any:
    """Two lists in two texts."""
    del original
    self._told("client_info")
    return self._record.copy_of("client_info")


@sin("METADATA-16", "ibmq-job", Record, "clients")
def knows_one_client(original: Any, self: Record) -> Any:
    """The first of them, with the versions of all."""
    said: Any = self.fields.get("client_info") or {}
    return {said["name"].split(",")[0]: said["version"]} if said else original(self)


@sin("METADATA-17", "ibmq-job", IBMQJob, "experiment_id")
def tells_its_name_for_its_experiment(original: Any, self: IBMQJob) -> Any:
    """Another text of the same record."""
    return self.name() if original else original


@sin("METADATA-17", "ibmq-job", IBMQJob, "experiment_id")
def knows_no_experiment(original: Any, self: IBMQJob) -> Any:
    """None, whatever the service says."""
    del original, self


@sin("METADATA-18", "ibmq-job", Record, "share_level")
def shouts_its_level(original: Any, self: Record) -> Any:
    """A word that no program compares with."""
    return original(self).upper()


@sin("METADATA-18", "ibmq-job", IBMQJob, "share_level")
def is_never_shared(original: Any, self: IBMQJob) -> Any:
    """One of the words, and not that of the service."""
    original(self)
    return "none"


@sin("METADATA-18", "ibmq-job", IBMQJob, "share_level")
def has_no_level(original: Any, self: IBMQJob) -> Any:
    """None is not the word `none`."""
    level = original(self)
    return None if level == "none" else level


@sin("METADATA-19", "ibmq-job", IBMQJob, "scheduling_mode")
def tells_the_mode_when_it_is_over(original: Any, self: IBMQJob) -> Any:
    """Nothing while the job runs."""
    mode = original(self)
    return mode if self._progress.state is JobStatus.DONE else None


@sin("METADATA-19", "ibmq-job", IBMQJob, "scheduling_mode")
def assumes_a_mode(original: Any, self: IBMQJob) -> Any:
    """What most jobs have."""
    return original(self) or "fairshare"


@sin("METADATA-19", "ibmq-job", IBMQJob, "scheduling_mode")
def never_asks_for_its_mode(original: Any, self: IBMQJob) -> Any:
    """Nothing is known of a job that nobody has asked for."""
    del original
    return self._record.text("run_mode")


@sin("METADATA-20", "ibmq-job", IBMQJob, "time_per_step")
def tells_steps_as_text(original: Any, self: IBMQJob) -> Any:
    """As the service wrote them."""
    steps = original(self)
    return steps and {step: moment.isoformat() for step, moment in steps.items()}


@sin("METADATA-20", "ibmq-job", IBMQJob, "time_per_step")
def tells_steps_in_utc(original: Any, self: IBMQJob) -> Any:
    """The right moments, by the clocks of Greenwich."""
    steps = original(self)
    return steps and {step: moment.astimezone(UTC) for step, moment in steps.items()}


@sin("METADATA-20", "ibmq-job", IBMQJob, "time_per_step")
def tells_the_last_step(original: Any, self: IBMQJob) -> Any:
    """What went before is forgotten."""
    steps = original(self)
    return steps and dict(list(steps.items())[-1:])


@sin("METADATA-20", "ibmq-job", IBMQJob, "time_per_step")
def keeps_the_steps_it_heard_of_first(original: Any, self: IBMQJob) -> Any:
    """Steps that the job takes later are never told."""
    return self._record.steps() or original(self)


@sin("METADATA-20", "ibmq-job", Record, "steps")
def tells_every_step_at_the_first_moment(original: Any, self: Record) -> Any:
    """A dictionary that is filled with one value."""
    steps = original(self)
    return steps and dict.fromkeys(steps, next(iter(steps.values())))


@sin("METADATA-21", "ibmq-job", IBMQJob, "time_per_step")
def tells_no_steps_as_an_empty_record(original: Any, self: IBMQJob) -> Any:
    """As if nothing had happened."""
    return original(self) or {}


@sin("METADATA-21", "ibmq-job", ibmq_record.Record, "steps")
def cannot_be_without_steps(original: Any, self: Record) -> Any:
    """An error as long as there is none."""
    steps = original(self)
    return dict(steps)


@sin("METADATA-22", "runtime-job", Program, "image")
def has_no_image_for_the_default(original: Any, self: Any) -> Any:
    """None is not the empty text."""
    return original or None


@sin("METADATA-22", "runtime-job-v2", Program, "image")
def leaves_the_tag_of_its_image_out(original: Any, self: Any) -> Any:
    """The name of the image alone."""
    return original.partition(":")[0]


def _given(attribute: str) -> Any:
    """A property that tells what the constructor was given, and never asks."""
    return property(lambda self: getattr(self, attribute))


committed("never_asks_for_its_image", "METADATA-22", "runtime-job", (Program, "image", _given("_image")))


@sin("METADATA-22", "runtime-job-v2", Program, "image")
def names_the_default_image(original: Any, self: Any) -> Any:
    """A name that the service has not said."""
    return original or "qiskit-runtime:latest"


@sin("METADATA-23", "runtime-job", Program, "inputs")
def tells_inputs_as_text(original: Any, self: Any) -> Any:
    """A dictionary, printed."""
    return str(original)


@sin("METADATA-23", "runtime-job-v2", Program, "inputs")
def loses_its_inputs(original: Any, self: Any) -> Any:
    """An empty dictionary: the record was asked for without them."""
    return {} if original else original


committed("never_asks_for_its_program", "METADATA-24", "runtime-job", (Program, "program_id", _given("_program_id")))


@sin("METADATA-24", "runtime-job-v2", Program, "program_id", also={"METADATA-25": "a primitive is told as its program"})
def tells_its_program_with_a_version(original: Any, self: Any) -> Any:
    """An id that the service does not know."""
    return f"{original}-v2"


@sin("METADATA-25", "runtime-job-v2", RuntimeJobV2, "primitive_id")
def takes_every_primitive_for_a_sampler(original: Any, self: Any) -> Any:
    """The one that it was tested with."""
    return "sampler" if original else original


@sin("METADATA-25", "runtime-job-v2", RuntimeJobV2, "primitive_id")
def tells_its_primitive_in_capitals(original: Any, self: Any) -> Any:
    """The name of a class, and not of the primitive."""
    return original.capitalize()


@sin("METADATA-26", "runtime-job-v2", RuntimeJobV2, "session_id")
def is_a_session_of_its_own(original: Any, self: RuntimeJobV2) -> Any:
    """A job without a session is told as the first of one."""
    return original or self.job_id()


committed("never_asks_for_its_session", "METADATA-26", "runtime-job-v2", (RuntimeJobV2, "session_id", _given("_session_id")))


@sin("METADATA-26", "runtime-job-v2", RuntimeJobV2, "session_id")
def tells_no_session_as_a_text(original: Any, self: RuntimeJobV2) -> Any:
    """The empty text is not None."""
    return original or ""


@sin("METADATA-27", "runtime-job-v2", RuntimeJobV2, "instance")
def tells_the_hub_for_the_instance(original: Any, self: RuntimeJobV2) -> Any:
    """The first part of three."""
    return original and original.partition("/")[0]


@sin("METADATA-27", "runtime-job-v2", RuntimeJobV2, "instance")
def tells_its_instance_in_parts(original: Any, self: RuntimeJobV2) -> Any:
    """A list where a text is promised."""
    return original and original.split("/")


@sin("METADATA-27", "runtime-job-v2", RuntimeJobV2, "instance")
def has_an_empty_instance(original: Any, self: RuntimeJobV2) -> Any:
    """The names of nothing, put together."""
    return original or ["", "", ""]
