"""Profiles against each other, and each against itself: the tables are the truth, so they may not contradict each other."""

from __future__ import annotations

import pytest

from qjobspec import (
    CAPABILITY_MEMBERS,
    DOCUMENTED,
    PROFILES,
    WORDS,
    Capability,
    ErrorRole,
    JobStatus,
    Member,
    Profile,
    profile,
    state_of,
)

EVERY = pytest.mark.parametrize("each", PROFILES.values(), ids=lambda each: each.name)

#: Roles that a profile fills though no member of its table raises in them, because a third party's job may speak to a service.
FILLED_BESIDES = {"jobv1": {ErrorRole.API}, "primitive-job": {ErrorRole.API}}

#: Where a parameter of an extended profile has another default: the member, the parameter, and the default that it has instead.
OTHER_DEFAULTS = {("ibmq-job", "jobv1"): {("wait_for_final_state", "wait", None)}}

#: What a profile adds to the parameters that a member has in what it extends.
ADDED_PARAMETERS = {
    ("ibmq-job", "jobv1"): {("result", "wait"), ("result", "partial"), ("result", "refresh")},
    ("runtime-job-v2", "primitive-job"): {("result", "decoder")},
}

#: Profiles with a `submit()` that is not for the user of the job: it always raises, or a manager calls it.
MEMBER_WITHOUT_CAPABILITY = {("ibmq-job", Capability.SUBMIT), ("managed-job", Capability.SUBMIT)}

EXTENSIONS = pytest.mark.parametrize(
    ("each", "extended"),
    [
        pytest.param(each, profile(name), id=f"{each.name} extends {name}")
        for each in PROFILES.values()
        for name in each.extends
        if name != "job"
    ],
)


@EVERY
def test_a_profile_is_found_by_its_name(each: Profile) -> None:
    """`profile()` gives the very profile of that name."""
    assert profile(each.name) is each


def test_an_unknown_name_is_told_the_names_there_are() -> None:
    """`KeyError` quotes the name that was asked for and lists every name there is."""
    with pytest.raises(KeyError) as raised:
        profile("aerjob")

    assert "'aerjob'" in raised.value.args[0]
    assert all(name in raised.value.args[0] for name in PROFILES)


def test_the_documented_profiles_are_the_five_with_a_document() -> None:
    """Every profile that has a document is documented, and has a constructor and a name that its document gives it."""
    documented = {each for each in PROFILES if PROFILES[each].document is not None}

    assert documented == {each.name for each in DOCUMENTED}
    assert len(documented) == len({each.document for each in DOCUMENTED}) == 5
    assert all(each.constructor is not None and each.constructor.name == each.document for each in DOCUMENTED)


@pytest.mark.parametrize(
    ("name", "lineage"),
    [
        ("job", ("job",)),
        ("aer-job", ("aer-job", "jobv1", "job")),
        ("ibmq-job", ("ibmq-job", "jobv1", "job")),
        ("managed-job", ("managed-job", "job")),
        ("runtime-job", ("runtime-job", "job")),
        ("runtime-job-v2", ("runtime-job-v2", "primitive-job", "job")),
    ],
)
def test_the_lineage_goes_from_the_nearest_to_the_root(name: str, lineage: tuple[str, ...]) -> None:
    """The lineage of a profile begins with itself and ends with the root."""
    assert profile(name).lineage == lineage


@EVERY
def test_what_a_profile_extends_stands_before_it_and_is_extended_whole(each: Profile) -> None:
    """Every profile but the root ends its extensions with the root, and names with a profile all that this one extends."""
    names = list(PROFILES)

    assert all(names.index(extended) < names.index(each.name) for extended in each.extends)
    assert each.lineage[-1] == "job"
    assert all(profile(name).lineage == each.lineage[place:] for place, name in enumerate(each.lineage))


@EXTENSIONS
def test_an_extension_has_every_member_and_reaches_it_alike(each: Profile, extended: Profile) -> None:
    """Nothing is lost, and what was called is still called."""
    assert {name: member.kind for name, member in extended.members.items()} == {
        name: each.members[name].kind for name in extended.members if name in each.members
    }


@EXTENSIONS
def test_an_extension_takes_the_parameters_at_their_places(each: Profile, extended: Profile) -> None:
    """A call that the extended profile allows means the same, but for one default that an erratum explains."""
    differing = {
        (member.name, theirs.name, mine.default)
        for member in extended.members.values()
        for mine, theirs in zip(each.members[member.name].parameters, member.parameters, strict=False)
        if (mine.name, mine.default, mine.passing) != (theirs.name, theirs.default, theirs.passing)
    }
    added = {
        (member.name, parameter.name)
        for member in extended.members.values()
        for parameter in each.members[member.name].parameters[len(member.parameters) :]
    }

    assert differing == OTHER_DEFAULTS.get((each.name, extended.name), set())
    assert added == ADDED_PARAMETERS.get((each.name, extended.name), set())


@EVERY
def test_the_roles_in_which_members_raise_are_the_roles_that_are_filled(each: Profile) -> None:
    """Some class fills every role that a member raises in, and no class fills a role that never occurs."""
    raised = {role for member in each.members.values() for role in member.raises}

    assert set(each.errors) == raised | FILLED_BESIDES.get(each.name, set())
    assert all(classes and all(classes) for classes in each.errors.values())


@EVERY
def test_only_what_waits_for_the_end_raises_because_it_waited_too_long(each: Profile) -> None:
    """`timeout` belongs to `result()` and `wait-timeout` to `wait_for_final_state()`, and each of them takes a timeout."""
    raising = {role: {member.name for member in each.members.values() if role in member.raises} for role in ErrorRole}

    assert raising[ErrorRole.TIMEOUT] == {"result"}
    assert raising[ErrorRole.WAIT_TIMEOUT] == {"wait_for_final_state"} & set(each.members)
    assert all(
        each.members[name].parameters[0].name == "timeout"
        for name in raising[ErrorRole.TIMEOUT] | raising[ErrorRole.WAIT_TIMEOUT]
    )


@EVERY
def test_a_word_means_a_state_of_the_profile_and_every_end_has_a_word(each: Profile) -> None:
    """No word leads out of the machine, and a service can tell every way in which a job can end."""
    told = set(each.words.values())

    assert told <= set(each.machine.states)
    assert told >= (each.machine.finals if each.words else frozenset())
    assert all(word == word.upper() for word in each.words)


@EVERY
def test_a_word_is_read_whatever_its_case(each: Profile) -> None:
    """RESILIENCE-2; a word that nobody knows yet is no state at all."""
    assert {word: state_of(word.lower(), each.words) for word in each.words} == dict(each.words)
    assert state_of("PAUSED", each.words) is None


@EVERY
def test_a_profile_has_words_if_it_has_a_family(each: Profile) -> None:
    """The words are those of the family, and who speaks to one is run by a service."""
    assert each.words == ({} if each.family is None else WORDS[each.family])
    assert each.family is None or Capability.SERVICE in each.capabilities - each.optional


def test_every_family_of_words_serves_a_profile() -> None:
    """No table of words is left without a profile that reads it."""
    assert set(WORDS) == {each.family for each in PROFILES.values()} - {None}


@EVERY
def test_a_callback_belongs_to_a_member_that_takes_one(each: Profile) -> None:
    """Wherever there is a parameter `callback`, the table says what it is called with, and nowhere else."""
    taking = {member.name for member in each.members.values() if "callback" in _parameters(member)}

    assert set(each.callbacks) == taking
    assert all(callback.positional for callback in each.callbacks.values())


@EVERY
def test_a_profile_may_only_lack_what_it_can_do(each: Profile) -> None:
    """What is optional is a capability of the profile, and a capability is one that we know."""
    assert each.optional <= each.capabilities <= set(Capability) == set(CAPABILITY_MEMBERS)


@EVERY
@pytest.mark.parametrize("capability", [name for name, members in CAPABILITY_MEMBERS.items() if members])
def test_a_profile_has_the_members_of_its_capabilities(each: Profile, capability: str) -> None:
    """A capability that has members brings one of them at least, and its members bring the capability."""
    present = CAPABILITY_MEMBERS[capability] & set(each.members)

    assert bool(present) is (capability in each.capabilities or (each.name, capability) in MEMBER_WITHOUT_CAPABILITY)


def test_every_member_of_a_capability_is_a_member_of_a_profile() -> None:
    """A name that no profile has cannot stand or fall with anything."""
    for capability, names in CAPABILITY_MEMBERS.items():
        having = {name for each in PROFILES.values() if capability in each.capabilities for name in each.members}

        assert names <= having


@EVERY
def test_a_profile_is_never_late_by_less_than_nothing(each: Profile) -> None:
    """Bounds are seconds, and a class that polls may be as late as one interval of it."""
    assert min(each.bounds.result_lag, each.bounds.result_overrun, each.bounds.poll_interval) >= 0
    assert each.bounds.poll_interval <= max(each.bounds.result_lag, each.bounds.result_overrun)
    assert each.title


@EVERY
def test_a_profile_says_what_its_status_and_its_cancel_return(each: Profile) -> None:
    """The two answers in which the documents differ most are those of the members."""
    assert each.status_type == each.members["status"].returns
    assert each.cancel_returns == each.members["cancel"].returns


def test_the_states_of_the_profiles_are_the_states_there_are() -> None:
    """Each state is one of some profile, and the only one that a document leaves out is `VALIDATING`."""
    lacking = {each.name: set(JobStatus) - set(each.machine.states) for each in PROFILES.values()}

    assert {name: states for name, states in lacking.items() if states} == {"runtime-job-v2": {JobStatus.VALIDATING}}


def _parameters(member: Member) -> set[str]:
    return {parameter.name for parameter in member.parameters}
