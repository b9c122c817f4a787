"""Sins in a job's tags, and in whose the collections are that a job hands out (TAG, METADATA-28)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference.errors import IBMApiError, IBMQJobApiError, IBMQJobInvalidStateError
from qjobspec_reference.ibmq import inputs, tags
from qjobspec_reference.ibmq.job import IBMQJob
from qjobspec_reference.ibmq.record import Record
from qjobspec_reference.runtime import RuntimeJobV2, program
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.runtime.service import ProgramService

from .sin import committed, sin

_HAD = {"TAG-2": "what it returns is not what it has made of them", "TAG-10": "nor what it tells later"}
_TOO_LITTLE = {"TAG-5": "the service is not asked, or not told"}


@sin("TAG-1", "ibmq-job", IBMQJob, "tags")
def hands_tags_out_in_a_tuple(original: Any, self: IBMQJob) -> Any:
    """A list is promised."""
    return tuple(original(self))


@sin("TAG-1", "ibmq-job", IBMQJob, "tags")
def has_none_for_no_tags(original: Any, self: IBMQJob) -> Any:
    """None is not something to look in."""
    return original(self) or None


@sin("TAG-1", "runtime-job-v2", RuntimeJobV2, "tags")
def tells_tags_as_one_text(original: Any, self: RuntimeJobV2) -> Any:
    """Whoever looks for a tag looks for a part of a text."""
    return ",".join(original)


def _tags_given(self: RuntimeJobV2) -> list[str]:
    return list(self._tags or [])


committed("never_asks_for_its_tags", "TAG-1", "runtime-job-v2", (RuntimeJobV2, "tags", property(_tags_given)))


def _removed_first(now: Any, replacement: Any, additional: Any, removal: Any) -> list[str]:
    return tags_changed(tags_changed(now, None, None, removal), replacement, additional, None)


def _added_first(now: Any, replacement: Any, additional: Any, removal: Any) -> list[str]:
    return tags_changed(tags_changed(now, None, additional, None), replacement, None, removal)


def _replaced_last(now: Any, replacement: Any, additional: Any, removal: Any) -> list[str]:
    return tags_changed(tags_changed(now, None, additional, removal), replacement, None, None)


def _only_replaced(now: Any, replacement: Any, additional: Any, removal: Any) -> list[str]:
    return tags_changed(now, replacement, None, None) if replacement else tags_changed(now, None, additional, removal)


def _everything_replaced(now: Any, replacement: Any, additional: Any, removal: Any) -> list[str]:
    kept = [] if replacement is not None else now
    return [tag for tag in [*kept, *(replacement or ()), *(additional or ())] if tag not in (removal or ())]


def _strict(now: Any, replacement: Any, additional: Any, removal: Any) -> list[str]:
    found = tags_changed(now, replacement, additional, None)
    for tag in removal or ():
        if tag not in found:
            raise IBMQJobInvalidStateError(f"there is no tag {tag}")
    return tags_changed(now, replacement, additional, removal)


tags_changed = tags.changed
committed("removes_tags_before_it_adds", "TAG-2", "ibmq-job", (tags, "changed", _removed_first))
committed("adds_tags_before_it_replaces", "TAG-2", "ibmq-job", (tags, "changed", _added_first))
committed("replaces_tags_last", "TAG-2", "ibmq-job", (tags, "changed", _replaced_last))
committed("changes_tags_one_way_at_a_time", "TAG-2", "ibmq-job", (tags, "changed", _only_replaced))
committed("takes_the_tag_of_its_set_away", "TAG-4", "ibmq-job", (tags, "changed", _everything_replaced))
committed("knows_no_tags_of_sets", "TAG-4", "ibmq-job", (tags, "OF_SETS", "ibmq_jobset_of_another_kind"))
committed(
    "complains_of_a_tag_that_is_not_there",
    "TAG-3",
    "ibmq-job",
    (tags, "changed", _strict),
    also={"TAG-2": "nothing is changed"},
)


@sin("TAG-5", "ibmq-job", IBMQJob, "update_tags")
def forgets_its_new_tags(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    """The service knows, and the job does not."""
    told = original(self, *args, **named)
    self._record = self._record.put("tags", [])
    return told


@sin("TAG-5", "ibmq-job", IBMQJob, "update_tags", also=_HAD)
def returns_the_tags_it_had(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    """What was, and not what is."""
    before = self.tags() if any(named.values()) else []
    original(self, *args, **named)
    return before


@sin("TAG-5", "runtime-job-v2", RuntimeJobV2, "update_tags", also={"TAG-9": "nothing is returned"})
def returns_nothing_of_its_tags(original: Any, self: RuntimeJobV2, new_tags: Any) -> Any:
    """None, although they were changed."""
    original(self, new_tags)


@sin("TAG-5", "runtime-job-v2", RuntimeJobV2, "update_tags")
def goes_on_with_the_tags_it_had(original: Any, self: RuntimeJobV2, new_tags: Any) -> Any:
    """The service knows, and the job does not."""
    before = self.tags
    told = original(self, new_tags)
    self._tags = before
    return told


@sin("TAG-6", "ibmq-job", IBMQJob, "update_tags")
def changes_nothing_in_silence(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    """Nothing was asked for, and nothing is said."""
    return original(self, *args, **named) if args or named else self.tags()


@sin("TAG-6", "ibmq-job", IBMQJob, "update_tags")
def raises_a_value_error_for_nothing(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    """An error that is not documented."""
    if not args and not named:
        raise ValueError("no tags to change")
    return original(self, *args, **named)


def _letters(**given: object) -> None:
    """A text is as good as a list."""
    if all(each is None for each in given.values()):
        tags_checked(**given)
    tags_checked(**{name: list(each) if isinstance(each, str) else each for name, each in given.items()})


def _lists_alone(**given: object) -> None:
    """What is in the lists is not looked at."""
    tags_checked(**{name: [str(each) for each in said] if isinstance(said, list) else said for name, said in given.items()})


tags_checked = tags.checked
committed("takes_a_text_for_a_list_of_letters", "TAG-7", "ibmq-job", (tags, "checked", _letters))
committed("does_not_look_into_the_list", "TAG-7", "ibmq-job", (tags, "checked", _lists_alone))


@sin("TAG-7", "ibmq-job", IBMQJob, "update_tags")
def asks_before_it_looks_at_the_tags(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    """One request for nothing."""
    self.refresh()
    return original(self, *args, **named)


@sin("TAG-8", "ibmq-job", IBMQJob, "update_tags")
def has_its_tags_before_the_service_answers(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    """An error, and the new tags all the same."""
    try:
        return original(self, *args, **named)
    except IBMQJobApiError:
        self._record = self._record.put("tags", list(named.get("replacement_tags") or ["new"]))
        raise


@sin("TAG-8", "runtime-job-v2", RuntimeJobV2, "update_tags")
def is_content_with_the_tags_it_gets(original: Any, self: RuntimeJobV2, new_tags: Any) -> Any:
    """What the service has made of them is told, and nothing said."""
    try:
        return original(self, new_tags)
    except IBMApiError as error:
        if error.__cause__ is not None:
            raise
        self._tags = None
        return self.tags


@sin("TAG-8", "runtime-job-v2", ProgramService, "tag")
def does_not_hear_a_refusal_of_tags(original: Any, self: ProgramService, wanted: Any) -> Any:
    """Whatever goes wrong, the service is said to have the tags."""
    try:
        original(self, wanted)
    except Exception:
        self.record = lambda deadline=None: {"tags": wanted}  # type: ignore[method-assign]


@sin("TAG-9", "runtime-job-v2", RuntimeJobV2, "update_tags")
def adds_the_new_tags(original: Any, self: RuntimeJobV2, new_tags: Any) -> Any:
    """No tag can be taken away any more."""
    return original(self, [*self.tags, *new_tags])


@sin("TAG-9", "runtime-job-v2", RuntimeJobV2, "update_tags", also=_TOO_LITTLE)
def does_nothing_for_no_tags(original: Any, self: RuntimeJobV2, new_tags: Any) -> Any:
    """An empty list is taken for none."""
    return original(self, new_tags) if new_tags else self.tags


@sin("TAG-10", "ibmq-job", Record, "tags")
def hands_its_own_tags_out(original: Any, self: Record) -> Any:
    """The list that the record is made of."""
    said = self.fields.get("tags")
    return said if isinstance(said, list) else original(self)


@sin("TAG-10", "runtime-job-v2", RuntimeJobV2, "tags")
def shares_its_tags(original: Any, self: RuntimeJobV2) -> Any:
    """One list for everybody who asks."""
    return original if self._tags is None else self._tags


@sin("TAG-10", "runtime-job-v2", RuntimeJobV2, "update_tags")
def keeps_what_it_returns(original: Any, self: RuntimeJobV2, new_tags: Any) -> Any:
    """The list of the caller is that of the job."""
    self._tags = told = original(self, new_tags)
    return told


def _as_it_is(value: Any) -> Any:
    """A copy that is none."""
    return value


committed("shares_its_inputs", "METADATA-28", "runtime-job-v2", (program, "deepcopy", _as_it_is))


@sin("METADATA-28", "runtime-job", Program, "inputs")
def copies_its_inputs_by_half(original: Any, self: Program) -> Any:
    """What is in the dictionary is shared."""
    return dict(self._inputs) if self._inputs is not None else original


@sin("METADATA-28", "runtime-job-v2", Program, "inputs")
def hands_its_own_inputs_out(original: Any, self: Program) -> Any:
    """One dictionary for everybody who asks."""
    return self._inputs if self._inputs is not None else original


@sin("METADATA-28", "ibmq-job", Record, "copy_of")
def hands_its_own_record_out(original: Any, self: Record, name: str) -> Any:
    """Whatever is in it."""
    del original
    return self.fields.get(name)


@sin("METADATA-28", "ibmq-job", IBMQJob, "circuits")
def hands_its_own_circuits_out(original: Any, self: IBMQJob) -> Any:
    """Those that are in its Qobj."""
    original(self)
    return inputs.as_mapping(self._record.fields.get("qobj")).get("experiments", [])


@sin("METADATA-28", "ibmq-job", IBMQJob, "client_version")
def keeps_the_versions_it_has_told(original: Any, self: IBMQJob) -> Any:
    """One dictionary for everybody who asks."""
    return self.__dict__.setdefault("_versions", original)


@sin("METADATA-28", "ibmq-job", IBMQJob, "time_per_step")
def keeps_the_steps_it_has_told(original: Any, self: IBMQJob) -> Any:
    """One dictionary for everybody who asks, once the job is over."""
    told = original(self)
    return self.__dict__.setdefault("_told_steps", told) if self._progress.is_final else told


@sin("METADATA-28", "runtime-job-v2", RuntimeJobV2, "metrics")
def keeps_the_metrics_it_has_told(original: Any, self: RuntimeJobV2) -> Any:
    """One dictionary for everybody who asks, once the job is over."""
    return self.__dict__.setdefault("_metrics", original(self)) if self.in_final_state() else original(self)
