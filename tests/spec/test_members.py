"""Members and parameters, as a reader sees them."""

from __future__ import annotations

import pytest

from qjobspec import PROFILES, REQUIRED, Callback, Companion, Kind, Member, Name, Parameter, Passing

MEMBERS = [
    pytest.param(name, member, id=f"{profile.name}.{name}")
    for profile in PROFILES.values()
    for name, member in profile.members.items()
]
COMPANIONS = [
    pytest.param(companion, id=companion.name) for profile in PROFILES.values() for companion in profile.companions
]
#: Whatever takes parameters: members, the members of companions, and constructors.
SIGNATURES = [
    *MEMBERS,
    *(
        pytest.param(member.name, member, id=f"{companion.name}.{member.name}")
        for profile in PROFILES.values()
        for companion in profile.companions
        for member in companion.members
    ),
    *(
        pytest.param(profile.constructor.name, profile.constructor, id=profile.constructor.name)
        for profile in PROFILES.values()
        if profile.constructor is not None
    ),
]
#: The order in which Python takes them: by position without a default, with one, and then the rest.
ORDER = (Passing.ONE, Passing.REST, Passing.NAMED)


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (Parameter("timeout", None), "timeout=None"),
        (Parameter("wait", 5), "wait=5"),
        (Parameter("mode", "fast"), "mode='fast'"),
        (Parameter("name"), "name"),
        (Parameter("partial", default=False), "partial=False"),
        (Parameter("image", ""), "image=''"),
        (Parameter("result_decoder", Name("ResultDecoder")), "result_decoder=ResultDecoder"),
        (Parameter("args", passing=Passing.REST), "*args"),
        (Parameter("run_config", passing=Passing.NAMED), "**run_config"),
    ],
)
def test_a_parameter_is_shown_as_python_writes_it(parameter: Parameter, text: str) -> None:
    """A parameter shows its default, and one without a default only its name."""
    assert str(parameter) == text


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (Member("status"), "status()"),
        (Member("result", parameters=(Parameter("timeout", None),)), "result(timeout=None)"),
        (Member("update", parameters=(Parameter("name"), Parameter("tags", ()))), "update(name, tags=())"),
        (
            Member("submit", parameters=(Parameter("name"), Parameter("run_config", passing=Passing.NAMED))),
            "submit(name, **run_config)",
        ),
        (Member("inputs", kind=Kind.PROPERTY), "inputs"),
        (Member("version", kind=Kind.CONSTANT, value=1), "version"),
    ],
)
def test_a_member_is_shown_as_it_is_used(member: Member, text: str) -> None:
    """A method shows its parameters in parentheses, what is read has none."""
    assert str(member) == text


@pytest.mark.parametrize(
    ("callback", "text"),
    [
        (Callback(("job_id", "job_result")), "callback(job_id, job_result)"),
        (Callback(("job",), ("queue_info",)), "callback(job, queue_info=)"),
        (Callback(()), "callback()"),
    ],
)
def test_a_callback_is_shown_as_it_is_called(callback: Callback, text: str) -> None:
    """Positional arguments come first, and a keyword argument shows that it is one."""
    assert str(callback) == text


@pytest.mark.parametrize(("kind", "is_called"), [(Kind.METHOD, True), (Kind.PROPERTY, False), (Kind.CONSTANT, False)])
def test_only_a_method_is_called(kind: Kind, is_called: bool) -> None:
    """A property and a constant look the same to a user, and there is no fourth kind."""
    assert kind.is_called is is_called
    assert set(Kind) == {Kind.METHOD, Kind.PROPERTY, Kind.CONSTANT}


def test_no_default_is_not_the_default_none() -> None:
    """A parameter without a default says so, and differs from one whose default is `None`."""
    assert Parameter("timeout").default is REQUIRED
    assert repr(REQUIRED) == "REQUIRED"
    assert Parameter("timeout") != Parameter("timeout", None)


@pytest.mark.parametrize(("name", "member"), MEMBERS)
def test_a_member_is_filed_under_its_name(name: str, member: Member) -> None:
    """The table of a profile names every member as the member names itself."""
    assert member.name == name
    assert name.isidentifier()


@pytest.mark.parametrize(("name", "member"), SIGNATURES)
def test_a_member_says_what_it_returns(name: str, member: Member) -> None:
    """No member leaves open what it returns, and nothing that is read has parameters."""
    assert member.returns, name
    assert member.kind.is_called or not member.parameters


@pytest.mark.parametrize(("name", "member"), MEMBERS)
def test_a_constant_has_a_value_and_nothing_else_has(name: str, member: Member) -> None:
    """Only what is the same for every job can be told in a table."""
    assert (member.value is not REQUIRED) is (member.kind is Kind.CONSTANT), name


@pytest.mark.parametrize(("name", "member"), MEMBERS)
def test_a_member_names_each_role_once(name: str, member: Member) -> None:
    """A list of roles is no place for repetitions, and a constant never raises."""
    assert len(set(member.raises)) == len(member.raises), name
    assert not (member.raises and member.kind is Kind.CONSTANT)


@pytest.mark.parametrize(("name", "member"), SIGNATURES)
def test_parameters_come_in_the_order_of_python(name: str, member: Member) -> None:
    """The parameters can be written down as Python: no name twice, defaults after none, and the rest at the end, once each."""
    names = [parameter.name for parameter in member.parameters]
    passings = [ORDER.index(parameter.passing) for parameter in member.parameters]
    have_defaults = [
        parameter.default is not REQUIRED for parameter in member.parameters if parameter.passing is Passing.ONE
    ]

    assert len(set(names)) == len(names), name
    assert passings == sorted(passings)
    assert max(passings.count(ORDER.index(Passing.REST)), passings.count(ORDER.index(Passing.NAMED))) <= 1
    assert have_defaults == sorted(have_defaults)


@pytest.mark.parametrize(("name", "member"), SIGNATURES)
def test_what_takes_the_rest_has_no_default(name: str, member: Member) -> None:
    """Python gives a starred parameter none."""
    assert all(each.default is REQUIRED for each in member.parameters if each.passing is not Passing.ONE), name


def test_a_default_of_the_provider_is_told_by_its_name() -> None:
    """A class of the provider's is no value of ours: it is shown, and compared, by its name."""
    assert repr(Name("ResultDecoder")) == "ResultDecoder"
    assert Name("ResultDecoder") == Name("ResultDecoder") != Name("Decoder")


@pytest.mark.parametrize("companion", COMPANIONS)
def test_a_companion_has_members_of_different_names(companion: Companion) -> None:
    """A companion is a class with a name and a title, and what its document needs of it."""
    names = [member.name for member in companion.members]

    assert companion.name.isidentifier()
    assert companion.title
    assert len(set(names)) == len(names) > 0
