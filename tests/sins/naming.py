"""Sins in a job's name, in what it was run with, and in the properties of its backend (METADATA)."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from unittest import mock

from qjobspec_reference.errors import IBMQJobApiError
from qjobspec_reference.ibmq import inputs
from qjobspec_reference.ibmq.job import IBMQJob
from qjobspec_reference.ibmq.service import JobService
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.properties import BackendProperties
from qjobspec_reference.runtime import RuntimeJobV2
from qjobspec_reference.runtime.service import ProgramService

from .sin import sin


@sin("METADATA-3", "ibmq-job", IBMQJob, "name")
def calls_the_nameless_by_nothing(original: Any, self: IBMQJob) -> Any:
    """The empty text is a name that somebody gave."""
    return original(self) or ""


@sin("METADATA-3", "ibmq-job", IBMQJob, "name")
def takes_an_empty_name_for_none(original: Any, self: IBMQJob) -> Any:
    """None is not the name that somebody gave."""
    return original(self) or None


@sin("METADATA-3", "ibmq-job", IBMQJob, "name")
def is_called_by_its_id(original: Any, self: IBMQJob) -> Any:
    """Whoever has no name is called otherwise."""
    return original(self) or self.job_id()


@sin("METADATA-4", "ibmq-job", IBMQJob, "update_name")
def keeps_its_name_to_itself(original: Any, self: IBMQJob, name: Any) -> Any:
    """The service never hears of it."""
    if not isinstance(name, str):
        return original(self, name)
    self._record = self._record.put("name", name)
    return name


@sin("METADATA-4", "ibmq-job", IBMQJob, "update_name")
def returns_the_name_it_had(original: Any, self: IBMQJob, name: Any) -> Any:
    """What was, and not what is."""
    before = self.name() if isinstance(name, str) else None
    original(self, name)
    return before


@sin("METADATA-4", "ibmq-job", IBMQJob, "update_name")
def forgets_its_new_name(original: Any, self: IBMQJob, name: Any) -> Any:
    """The service knows, and the job does not."""
    if isinstance(name, str):
        self.name()
    record = self._record
    told = original(self, name)
    self._record = record
    return told


@sin("METADATA-5", "ibmq-job", IBMQJob, "update_name")
def writes_anything_as_a_name(original: Any, self: IBMQJob, name: Any) -> Any:
    """A number, written as a text."""
    return original(self, str(name))


@sin("METADATA-5", "ibmq-job", IBMQJob, "update_name")
def raises_a_type_error_for_a_number(original: Any, self: IBMQJob, name: Any) -> Any:
    """The error that Python would raise."""
    if not isinstance(name, str):
        raise TypeError("a name has to be a str")
    return original(self, name)


@sin("METADATA-5", "ibmq-job", IBMQJob, "update_name")
def asks_before_it_looks_at_the_name(original: Any, self: IBMQJob, name: Any) -> Any:
    """One request for nothing."""
    self.refresh()
    return original(self, name)


@sin("METADATA-6", "ibmq-job", JobService, "rename")
def believes_that_it_is_renamed(original: Any, self: JobService, name: str) -> Any:
    """What the service says is not compared with what was asked."""
    del original
    self._changed("name", name)
    return name


@sin("TAG-8", "ibmq-job", JobService, "tag")
def believes_that_it_is_tagged(original: Any, self: JobService, wanted: Any) -> Any:
    """What the service says is not compared with what was asked."""
    del original
    self._changed("tags", wanted)
    return wanted


@sin("METADATA-6", "ibmq-job", IBMQJob, "update_name")
def is_renamed_before_the_service_answers(original: Any, self: IBMQJob, name: Any) -> Any:
    """An error, and the new name all the same."""
    if isinstance(name, str):
        self._told("name")
        self._record = self._record.put("name", name)
    return original(self, name)


@sin("METADATA-6", "ibmq-job", IBMQJob, "update_name")
def raises_a_value_error_for_a_refusal(original: Any, self: IBMQJob, name: Any) -> Any:
    """An error that nobody catches."""
    try:
        return original(self, name)
    except IBMQJobApiError as error:
        raise ValueError(str(error)) from error


@sin("METADATA-7", "ibmq-job", inputs, "options")
def tells_the_header_for_the_options(original: Any, qobj: Any) -> Any:
    """Another part of the same Qobj."""
    return original(qobj) and dict(inputs.as_mapping(qobj)["header"])


@sin("METADATA-7", "ibmq-job", inputs, "options")
def forgets_the_shots(original: Any, qobj: Any) -> Any:
    """The option that everybody looks for."""
    return {name: value for name, value in original(qobj).items() if name != "shots"}


@sin("METADATA-7", "ibmq-job", inputs, "options")
def tells_the_default_number_of_shots(original: Any, qobj: Any) -> Any:
    """What is usual, and not what was run."""
    return original(qobj) and {**original(qobj), "shots": 1024}


@sin("METADATA-8", "ibmq-job", inputs, "options")
def tells_what_the_circuits_need(original: Any, qobj: Any) -> Any:
    """Sizes that nobody chose."""
    return original(qobj) and dict(inputs.as_mapping(qobj)["config"])


@sin("METADATA-9", "ibmq-job", inputs, "options")
def tells_a_default_that_was_none(original: Any, qobj: Any) -> Any:
    """An option that was left out is told as another than it was."""
    return original(qobj) and {**original(qobj), "meas_level": 1}


@sin("METADATA-10", "ibmq-job", IBMQJob, "header")
def has_no_header_for_what_is_lost(original: Any, self: IBMQJob) -> Any:
    """None is no dictionary."""
    return original(self) or None


@sin("METADATA-10", "ibmq-job", IBMQJob, "circuits")
def raises_for_circuits_that_are_lost(original: Any, self: IBMQJob) -> Any:
    """A listing of old jobs ends there."""
    found = original(self)
    if not found:
        raise IBMQJobApiError("the circuits cannot be retrieved")
    return found


@sin("METADATA-10", "ibmq-job", IBMQJob, "backend_options")
def assumes_options_for_what_is_lost(original: Any, self: IBMQJob) -> Any:
    """What is usual."""
    return original(self) or {"shots": 1024}


@sin("METADATA-11", "ibmq-job", inputs, "circuits")
def leaves_the_last_circuit_out(original: Any, qobj: Any) -> Any:
    """One too few."""
    return original(qobj)[:-1]


@sin("METADATA-11", "ibmq-job", IBMQJob, "circuits")
def hands_circuits_out_in_a_tuple(original: Any, self: IBMQJob) -> Any:
    """A list is promised."""
    return tuple(original(self)) or []


@sin("METADATA-11", "ibmq-job", inputs, "circuits")
def strips_the_circuits(original: Any, qobj: Any) -> Any:
    """Their instructions are not those of the run."""
    return [{**circuit, "instructions": []} for circuit in original(qobj)]


@sin("METADATA-12", "ibmq-job", inputs, "header")
def tells_the_header_of_a_circuit(original: Any, qobj: Any) -> Any:
    """That of the first experiment."""
    return original(qobj) and deepcopy(inputs.as_mapping(qobj)["experiments"][0]["header"])


@sin("METADATA-12", "ibmq-job", inputs, "header")
def writes_into_the_users_header(original: Any, qobj: Any) -> Any:
    """Notes that the user has not made."""
    return original(qobj) and {**original(qobj), "backend_name": "reference_bell"}


@sin("METADATA-13", "ibmq-job", IBMQJob, "properties")
def hands_properties_out_as_they_came(original: Any, self: IBMQJob) -> Any:
    """A dictionary in place of BackendProperties."""
    return (found := original(self)) and vars(found)


@sin("METADATA-13", "ibmq-job", IBMQJob, "properties")
def never_has_properties(original: Any, self: IBMQJob) -> Any:
    """None, although there are some."""
    original(self)


@sin("METADATA-13", "ibmq-job", JobService, "properties")
def makes_properties_up(original: Any, self: JobService) -> Any:
    """An empty machine for one that was never measured."""
    return original(self) or BackendProperties("", "", None, [], [], [])  # type: ignore[arg-type]


@sin("METADATA-13", "runtime-job-v2", ProgramService, "properties")
def tells_the_name_of_its_backend(original: Any, self: ProgramService) -> Any:
    """A text in place of BackendProperties."""
    return original(self) and self.known("backend")["backend"]


@sin("METADATA-13", "runtime-job-v2", ProgramService, "properties")
def takes_the_machine_of_when_it_was_made(original: Any, self: ProgramService) -> Any:
    """Which was calibrated anew while the job was queued."""
    with mock.patch.object(ProgramService, "metrics", dict):
        return original(self)


@sin("METADATA-14", "runtime-job-v2", RuntimeJobV2, "properties")
def asks_for_properties_each_time(original: Any, self: RuntimeJobV2, refresh: bool = False) -> Any:
    """Large, and always the same."""
    del refresh
    return original(self, refresh=True)


@sin("METADATA-14", "runtime-job-v2", RuntimeJobV2, "properties")
def never_asks_for_properties_again(original: Any, self: RuntimeJobV2, refresh: bool = False) -> Any:
    """Not even if it is told to."""
    del refresh
    return original(self, refresh=False)


@sin("METADATA-14", "runtime-job-v2", RuntimeJobV2, "properties", also={"METADATA-13": "there are some"})
def has_properties_once(original: Any, self: RuntimeJobV2, refresh: bool = False) -> Any:
    """The second time there are none."""
    had = self._properties is not None
    return original(self, refresh) if refresh or not had else None


@sin("METADATA-15", "ibmq-job", IBMQJob, "qobj")
def tells_an_empty_qobj_for_none(original: Any, self: IBMQJob) -> Any:
    """A job without a Qobj seems to have run nothing."""
    return original(self) or {"experiments": []}


@sin(
    "METADATA-15",
    "ibmq-job",
    IBMQJob,
    "qobj",
    also={"METADATA-7": "the options are in it", "METADATA-12": "so is the header"},
)
def cuts_its_qobj_down(original: Any, self: IBMQJob) -> Any:
    """The circuits alone."""
    qobj = original(self)
    return qobj and {"experiments": qobj["experiments"]}


@sin("METADATA-15", "managed-job", ManagedJob, "qobj")
def tells_circuits_for_the_qobj(original: Any, self: ManagedJob) -> Any:
    """A part for the whole."""
    qobj = original(self)
    return qobj and qobj["experiments"]


@sin("METADATA-15", "managed-job", ManagedJob, "qobj")
def never_has_a_qobj(original: Any, self: ManagedJob) -> Any:
    """None, although there is one."""
    original(self)
