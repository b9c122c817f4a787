"""Situations of what a job tells: of a record that says little or much, after changes, to a user who edits what he gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..examples import Arguments, Example, Program, Step
from ..services import Plot, Strike, written
from .kit import OVER, QUEUED, RUNNING, Kit

#: Members that hand out a `dict` or a `list` that is not one of tags.
_COLLECTIONS: Final = (
    "backend_options",
    "circuits",
    "client_version",
    "header",
    "inputs",
    "metrics",
    "qobj",
    "time_per_step",
    "usage_estimation",
)
#: The members that tell the same input, each of which could be spoilt by what is done to another.
_OF_THE_INPUT: Final = ("backend_options", "header", "circuits")
#: Names that are none, and one that a user might well give.
_NAMES: Final = (7, None, ("bell",), "")
#: Tags by which a set finds its jobs.
_OF_A_SET: Final = ["ibmq_jobset_bells", "bell"]
#: What no list of texts is, and tags that the user may or may not have.
_CHANGES: Final[tuple[Arguments, ...]] = (
    (),
    (("replacement_tags", "bell"),),
    (("additional_tags", ("bell", 7)),),
    (("removal_tags", 7),),
    (("replacement_tags", ()),),
    (("replacement_tags", ("bell",)), ("additional_tags", ("new",))),
    (("additional_tags", ("new",)), ("removal_tags", ("new",))),
    (("removal_tags", ("nobody-has-this",)),),
    (("replacement_tags", ("ibmq_jobset_bells", "draft")), ("removal_tags", ("draft",))),
)
#: Changes of the tags of a job that belongs to a set.
_IN_A_SET: Final[tuple[Arguments, ...]] = (
    (("replacement_tags", ("draft",)),),
    (("removal_tags", ("ibmq_jobset_bells", "bell")),),
    (("additional_tags", ("draft",)),),
)
#: What a record may say, by the member that tells it.
_RECORDS: Final[tuple[tuple[str, str, object], ...]] = (
    ("creation_date", "creationDate", "2023-11-14T22:13:20+09:30"),
    ("creation_date", "created", "2023-11-14T22:13:20"),
    ("creation_date", "created", None),
    ("name", "name", ""),
    ("name", "name", None),
    ("client_version", "clientInfo", {"name": "qiskit-terra,qiskit-aer", "version": "0.21.1,0.10.4"}),
    ("experiment_id", "experimentTag", "7f6a"),
    ("share_level", "shareLevel", "project"),
    ("share_level", "shareLevel", "none"),
    ("scheduling_mode", "runMode", None),
    ("time_per_step", "timePerStep", None),
    ("time_per_step", "timePerStep", {}),
    ("image", "runtime", "lab/sampler:1.2"),
    ("image", "runtime", None),
    ("program_id", "program", {"id": "vqe-9"}),
    ("primitive_id", "program", {"id": "estimator"}),
    ("session_id", "session_id", "job-of-the-session"),
    ("session_id", "session_id", None),
    ("inputs", "params", {"shots": 5, "observables": [["ZZ", 1.0]]}),
    ("usage_estimation", "estimated_running_time_seconds", 0),
    ("usage_estimation", "estimated_running_time_seconds", None),
    ("tags", "tags", None),
    ("tags", "tags", []),
    ("tags", "tags", ["b", "a"]),
)

#: What stands in the record that a question for the status is answered with.
_HEARD: Final = (
    ("image", "runtime", "lab/sampler:1.2"),
    ("program_id", "program", {"id": "vqe-9"}),
    ("session_id", "session_id", "job-of-the-session"),
    ("tags", "tags", ["b", "a"]),
)
#: Inputs with something in them that a copy could share.
_NESTED: Final = (("params", written({"shots": 5, "observables": [["ZZ", 1.0]]})),)


def told(kit: Kit) -> Iterator[Example]:
    """Every situation of these."""
    for family in (_as_recorded_otherwise, _owned, _named, _tagged, _lost, _queued, _asked_again):
        yield from family(kit)


def _as_recorded_otherwise(kit: Kit) -> Iterator[Example]:
    """A record that says something else than was recorded, and the member that tells it, when the job is over."""
    moments = {pointer.strip("/") for pointers in kit.speech.moments.values() for pointer in pointers}
    for member, field, value in _RECORDS:
        is_another = field in ("creationDate", "created") and field not in moments
        if member in kit.members and not is_another:
            yield _example(Plot(record=((field, written(value)),)), Step(member, after=OVER), Step(member, after=1.0))
    if "instance" in kit.members:
        place = (("hub", '"ibm-q"'), ("group", '"open"'), ("project", '"main"'))
        yield _example(Plot(record=place), Step("status"), Step("instance", after=OVER))
        yield _example(Plot(), Step("instance", after=OVER))
    for member, field, value in _HEARD:
        if {member, "status"} <= kit.members:
            yield _example(Plot(record=((field, written(value)),)), Step("status", after=OVER), Step(member))


def _owned(kit: Kit) -> Iterator[Example]:
    """A user who changes what he was given, and asks again."""
    for member in (*_COLLECTIONS, "tags"):
        if member in kit.members:
            plot = Plot(record=_NESTED if member == "inputs" else ())
            yield _example(plot, Step(member, after=OVER, spoils=True), Step(member, after=1.0))
    for member in _OF_THE_INPUT if "qobj" in kit.members else ():
        if member in kit.members:
            around = (Step("qobj", spoils=True), Step(member))
            yield _example(Plot(), Step(member, after=OVER), *around)
    if {"tags", "update_tags"} <= kit.members:
        change = Step("update_tags", ((_parameter(kit), ("draft", "new")),), after=OVER, spoils=True)
        yield _example(Plot(), change, Step("tags", after=1.0))


def _named(kit: Kit) -> Iterator[Example]:
    """A name that is none, one that is empty, and one that the service does not take."""
    if not {"name", "update_name"} <= kit.members:
        return
    for name in _NAMES:
        yield _example(Plot(), Step("name", after=QUEUED), Step("update_name", (("name", name),)), Step("name", after=1.0))
    refused = Plot(strikes=(Strike("change-not-made", "name"),))
    renamed = (Step("update_name", (("name", "other"),), after=OVER), Step("name", after=1.0))
    yield _example(refused, *renamed)
    yield _example(Plot(strikes=(Strike("server-error", "name", parameters=(("status", 500),), burst=8),)), *renamed)
    yield _example(Plot(), *renamed, Step("refresh"), Step("name"))


def _tagged(kit: Kit) -> Iterator[Example]:
    """Tags that are none, changes in which the order matters, and those that the service does not take."""
    if not {"tags", "update_tags"} <= kit.members:
        return
    if _parameter(kit) == "new_tags":
        changes: tuple[Arguments, ...] = ((("new_tags", ()),), (("new_tags", ("draft",)),), (("new_tags", ("b", "a", "c")),))
    else:
        changes = _CHANGES
        for change in _IN_A_SET:
            of_a_set = Plot(record=(("tags", written(_OF_A_SET)),))
            yield _example(of_a_set, Step("update_tags", change, after=OVER), Step("tags", after=1.0))
    for change in changes:
        yield _example(Plot(), Step("update_tags", change, after=QUEUED), Step("tags", after=1.0))
    draft = (Step("tags", after=OVER), Step("update_tags", ((_parameter(kit), ("draft",)),)), Step("tags", after=1.0))
    role = "tags" if "tags" in kit.speech.roles else "name"
    yield _example(Plot(strikes=(Strike("change-not-made", role),)), *draft)
    yield _example(Plot(strikes=(Strike("server-error", role, parameters=(("status", 500),), burst=8),)), *draft)


def _lost(kit: Kit) -> Iterator[Example]:
    """A service that has what the job was run with no more."""
    for member in (*_OF_THE_INPUT, "qobj"):
        if member in kit.members:
            yield _example(Plot(lost=True), Step(member, after=OVER), Step(member, after=1.0))


def _queued(kit: Kit) -> Iterator[Example]:
    """A user who has heard of the queue and looks at his place in it, then and when the job runs."""
    if not {"queue_position", "queue_info", "status"} <= kit.members:
        return
    yield _example(Plot(), Step("status", after=QUEUED), Step("queue_position"), Step("queue_position"))
    yield _example(Plot(), Step("status", after=QUEUED), Step("status", after=2.0), Step("queue_position"))
    yield _example(Plot(), Step("queue_info", after=QUEUED), Step("queue_info"), Step("queue_position"))
    for field in kit.speech.nullable.get("status", ()):
        if field.startswith("/infoQueue/"):
            silent = Strike("null-optional-field", "status", parameters=(("field", field),))
            yield _example(Plot(strikes=(silent,)), Step("queue_info", after=QUEUED))
    refreshing = Step("queue_position", (("refresh", True),))
    yield _example(Plot(), Step("status", after=QUEUED), refreshing, refreshing, Step("queue_info", after=2.0))


def _asked_again(kit: Kit) -> Iterator[Example]:
    """What grows while the job lives, asked for in each of its phases."""
    for member in ("time_per_step", "metrics", "scheduling_mode", "logs"):
        if member in kit.members:
            yield _example(Plot(), Step(member, after=QUEUED), Step(member, after=2.0), Step(member, after=4.0))
    if "properties" in kit.members:
        yield _example(Plot(), Step("properties", after=OVER))
        yield _example(Plot(outcome="CANCELLED"), Step("properties", after=OVER))
    if "properties" in kit.members and _takes(kit, "properties", "refresh"):
        refreshing = Step("properties", (("refresh", True),))
        yield _example(Plot(), Step("properties", after=OVER), Step("properties"), refreshing, Step("properties"))
    if {"properties", "metrics"} <= set(kit.members):
        yield _example(Plot(), Step("metrics", after=OVER), Step("properties"))
    if "logs" in kit.members:
        yield _example(Plot(outcome="ERROR"), Step("logs", after=OVER))
        for moment in (RUNNING, OVER):
            silent = Strike("not-found", "logs", parameters=(("status", 404),), burst=8)
            yield _example(Plot(strikes=(silent,)), Step("logs", after=moment))


def _parameter(kit: Kit) -> str:
    """The parameter that says which tags the job is to have."""
    return "new_tags" if _takes(kit, "update_tags", "new_tags") else "replacement_tags"


def _takes(kit: Kit, member: str, name: str) -> bool:
    return any(each.name == name for each in kit.profile.members[member].parameters)


def _example(plot: Plot, *steps: Step) -> Example:
    return Example(plot, Program((steps,)))
