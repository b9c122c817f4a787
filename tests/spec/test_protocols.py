"""The protocols against the tables that say the same: neither has a member, a parameter or a default that the other lacks."""

from __future__ import annotations

import inspect
import re
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

import qjobspec
from qjobspec import PROFILES, REQUIRED, Companion, Member, Passing, Profile, profile, requirements, requirements_of

PROTOCOLS: dict[str, type] = {
    "job": qjobspec.Job,
    "jobv1": qjobspec.JobV1,
    "primitive-job": qjobspec.PrimitiveJob,
    "aer-job": qjobspec.AerJob,
    "ibmq-job": qjobspec.IBMQJob,
    "managed-job": qjobspec.ManagedJob,
    "runtime-job": qjobspec.RuntimeJob,
    "runtime-job-v2": qjobspec.RuntimeJobV2,
}
COMPANIONS: dict[str, type] = {"QueueInfo": qjobspec.QueueInfo, "ManagedJobSet": qjobspec.JobSet}

#: Every table of members with the protocol that says the same, and the profile by whose requirements both are bound.
TABLES: list[tuple[Profile, type, dict[str, Member]]] = [
    *((each, PROTOCOLS[each.name], dict(each.members)) for each in PROFILES.values()),
    *(
        (each, COMPANIONS[companion.name], {member.name: member for member in companion.members})
        for each in PROFILES.values()
        for companion in each.companions
    ),
]
EVERY = pytest.mark.parametrize("each", PROFILES.values(), ids=lambda each: each.name)
MEMBERS = pytest.mark.parametrize(
    ("protocol", "member"),
    [
        pytest.param(protocol, member, id=f"{protocol.__name__}.{member.name}")
        for _, protocol, members in TABLES
        for member in members.values()
    ],
)
PASSINGS: dict[object, Passing] = {
    inspect.Parameter.POSITIONAL_OR_KEYWORD: Passing.ONE,
    inspect.Parameter.VAR_POSITIONAL: Passing.REST,
    inspect.Parameter.VAR_KEYWORD: Passing.NAMED,
}
#: Types of the tables that mean the same to every provider: the protocols have to give these and no wider ones.
KNOWN = {"None": NoneType, "str": str, "bool": bool, "int": int, "float": float, "list[str]": list[str]}
#: Where a protocol does not say what its table does: it lists the words, and adds the enumeration that the document also allows.
SAID_OTHERWISE = {(qjobspec.RuntimeJobV2, "status"), (qjobspec.RuntimeJobV2, "ERROR")}
CITED = re.compile(r"[A-Z]+-\d+")


def test_every_profile_and_every_companion_has_a_protocol() -> None:
    """The profiles and the protocols are the same in number and order, and so are the companions."""
    companions: list[Companion] = [companion for each in PROFILES.values() for companion in each.companions]

    assert list(PROTOCOLS) == list(PROFILES)
    assert {companion.name for companion in companions} == set(COMPANIONS)


@EVERY
def test_a_protocol_extends_what_its_profile_extends(each: Profile) -> None:
    """A job of a profile is, to a type checker too, a job of all that the profile extends, and of nothing else."""
    assert _own(PROTOCOLS[each.name]) == [PROTOCOLS[name] for name in each.lineage]


@pytest.mark.parametrize(("protocol", "members"), [pytest.param(*table[1:], id=table[1].__name__) for table in TABLES])
def test_a_protocol_has_the_members_of_its_table(protocol: type, members: dict[str, Member]) -> None:
    """No name exists in only one of the two."""
    offered = {name for one in _own(protocol) for name in (*vars(one), *vars(one).get("__annotations__", ()))}

    assert {name for name in offered if not name.startswith("_")} == set(members)


@MEMBERS
def test_a_member_is_called_or_read_as_its_table_says(protocol: type, member: Member) -> None:
    """A method is a function of the protocol; what is read is a property without a setter, constants among it."""
    found = inspect.getattr_static(protocol, member.name)

    assert inspect.isfunction(found) is member.kind.is_called
    assert member.kind.is_called or (isinstance(found, property) and found.fset is None)


@MEMBERS
def test_a_member_takes_the_parameters_of_its_table(protocol: type, member: Member) -> None:
    """Names, order, defaults and stars agree."""
    found = inspect.getattr_static(protocol, member.name)

    taken = list(inspect.signature(found).parameters.values())[1:] if member.kind.is_called else []

    assert [(each.name, _default(each), PASSINGS[each.kind]) for each in taken] == [
        (each.name, each.default, each.passing) for each in member.parameters
    ]


@MEMBERS
def test_a_member_has_the_types_of_its_table_where_everybody_has_them(protocol: type, member: Member) -> None:
    """What is a `str` in the table is one in the protocol; only the classes of providers are left open."""
    hints = _hints(protocol, member)
    told = {each.name: each.type for each in member.parameters}
    if (protocol, member.name) not in SAID_OTHERWISE:
        told["return"] = member.returns

    wanted = {name: {KNOWN[part] for part in text.split(" | ")} for name, text in told.items() if _is_known(text)}

    assert {name: _parts(hints[name]) for name in wanted} == wanted


def test_the_words_of_a_status_are_the_states_of_its_profile() -> None:
    """`StatusWord` spells the states of RuntimeJobV2, and its final states and its `ERROR` are such words."""
    machine, members = profile("runtime-job-v2").machine, profile("runtime-job-v2").members

    words = set(get_args(qjobspec.StatusWord))

    assert words == {state.value for state in machine.states}
    assert members["JOB_FINAL_STATES"].value == ("DONE", "CANCELLED", "ERROR")
    assert {members["ERROR"].value} < set(members["JOB_FINAL_STATES"].value) == {state.value for state in machine.finals}


def test_the_callback_of_a_queue_takes_what_the_table_says() -> None:
    """`QueueCallback` has the positional and the keyword arguments of ibmq-job's callback, by their kinds."""
    callback = profile("ibmq-job").callbacks["wait_for_final_state"]

    taken = list(inspect.signature(qjobspec.QueueCallback.__call__).parameters.values())[1:]

    assert [each.name for each in taken if each.kind is inspect.Parameter.POSITIONAL_ONLY] == list(callback.positional)
    assert [each.name for each in taken if each.kind is inspect.Parameter.KEYWORD_ONLY] == list(callback.keywords)
    assert len(taken) == len(callback.positional) + len(callback.keywords)


@pytest.mark.parametrize("name", ["aer-job", "runtime-job", "runtime-job-v2"])
def test_a_callback_has_as_many_arguments_as_the_table_says(name: str) -> None:
    """A function that is passed as a callback has to take what the table says, where the protocol does not leave it open."""
    ((member, callback),) = profile(name).callbacks.items()

    hint = _hints(PROTOCOLS[name], profile(name).members[member])["callback"]

    assert [len(taken) for part in (hint, *get_args(hint)) for taken in get_args(part)[:1] if isinstance(taken, list)] == [
        len(callback.positional)
    ]
    assert not callback.keywords


@MEMBERS
def test_a_protocol_speaks_to_its_implementer(protocol: type, member: Member) -> None:
    """Every member has a docstring of whole sentences that names a requirement."""
    text = inspect.getattr_static(protocol, member.name).__doc__ or ""

    assert text.rstrip().endswith((".", ")."))
    assert CITED.search(text), "names no requirement"


@pytest.mark.parametrize(
    ("each", "protocol"),
    [pytest.param(each, protocol, id=protocol.__name__) for each, protocol, _ in TABLES]
    + [pytest.param(profile("ibmq-job"), qjobspec.QueueCallback, id="QueueCallback")],
)
def test_a_protocol_cites_requirements_that_hold_for_its_profile(each: Profile, protocol: type) -> None:
    """Every number that a docstring names exists, and binds a job of the profile."""
    texts = [
        protocol.__doc__ or "",
        *(found.__doc__ or "" for name, found in vars(protocol).items() if _is_said(name, found)),
    ]

    cited = {number for text in texts for number in CITED.findall(text)}

    assert cited <= set(requirements())
    assert cited <= {requirement.id for requirement in requirements_of(each)}


@pytest.mark.parametrize("protocol", [table[1] for table in TABLES], ids=lambda protocol: protocol.__name__)
def test_a_protocol_can_be_asked_at_run_time(protocol: Any) -> None:
    """`isinstance` answers for every protocol, and not by yes for whatever it is asked."""
    assert not isinstance(object(), protocol)


def _own(protocol: type) -> list[type]:
    return [one for one in protocol.__mro__ if one.__module__.startswith("qjobspec.")]


def _is_said(name: str, found: object) -> bool:
    return (name == "__call__" or not name.startswith("_")) and (callable(found) or isinstance(found, property))


def _default(parameter: inspect.Parameter) -> object:
    return REQUIRED if parameter.default is inspect.Parameter.empty else parameter.default


def _hints(protocol: type, member: Member) -> dict[str, Any]:
    found = inspect.getattr_static(protocol, member.name)
    return get_type_hints(found.fget if isinstance(found, property) else found)


def _parts(hint: Any) -> set[Any]:
    return set(get_args(hint)) if type(None) in get_args(hint) else {hint}


def _is_known(text: str) -> bool:
    return set(text.split(" | ")) <= set(KNOWN)
