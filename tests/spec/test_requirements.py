"""The numbered sentences: their form, their levels, and who has to keep them."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from qjobspec import AREAS, PROFILES, Level, Profile, Requirement, profile, requirement, requirements, requirements_of

EVERY = pytest.mark.parametrize("each", requirements().values(), ids=lambda each: each.id)
BCP_14 = re.compile(
    r"\b(MUST NOT|MUST|SHALL NOT|SHALL|SHOULD NOT|SHOULD|NOT RECOMMENDED|RECOMMENDED|REQUIRED|MAY|OPTIONAL)\b"
)


def test_ids_are_unique() -> None:
    """No id is used in two places: as many sentences can be looked up as are written down."""
    written = [each.id for area in AREAS for each in requirements().values() if each.area == area]

    assert len(written) == len(set(written)) == len(requirements())
    assert written == list(requirements())


@EVERY
def test_an_id_is_a_word_and_a_number(each: Requirement) -> None:
    """An id is its area in capitals, mostly shortened, and a number without leading zeros."""
    word = each.id.partition("-")[0].lower()

    assert re.fullmatch(r"[A-Z]+-[1-9][0-9]*", each.id)
    assert each.area.startswith(word[:4])


@pytest.mark.parametrize("area", AREAS)
def test_numbers_have_no_gaps(area: str) -> None:
    """The sentences of an area share one word and are numbered from 1, in order."""
    ids = [each.id for each in requirements().values() if each.area == area]

    words = [word for word, _ in groupby(name.partition("-")[0] for name in ids)]

    assert ids == [f"{words[0]}-{number}" for number in range(1, len(ids) + 1)]


@EVERY
def test_a_text_has_one_bcp_14_word(each: Requirement) -> None:
    """The only BCP 14 word of a sentence says its level."""
    words = BCP_14.findall(each.text)

    assert len(words) == 1
    assert Level(words[0].removesuffix(" NOT")) is each.level


@EVERY
def test_a_rationale_has_no_bcp_14_word(each: Requirement) -> None:
    """A rationale explains and requires nothing."""
    assert each.rationale.endswith(".")
    assert not BCP_14.search(each.rationale)


@EVERY
def test_a_text_is_one_sentence(each: Requirement) -> None:
    """A sentence begins with a capital or a member, ends with a full stop and has no other."""
    assert re.fullmatch(r"[A-Z`][^.]*\.", each.text)
    assert each.since == "0.1"


@EVERY
def test_the_profiles_of_a_requirement_exist(each: Requirement) -> None:
    """A requirement names profiles, and none that there is not."""
    assert each.profiles
    assert set(each.profiles) <= set(PROFILES)


@EVERY
def test_what_is_replaced_is_inherited(each: Requirement) -> None:
    """A replaced id exists, and a profile of the replacing sentence would inherit it from one that it extends."""
    extended = {name for mine in each.profiles for name in profile(mine).extends}

    assert each.replaces <= set(requirements())
    assert all(set(requirement(name).profiles) & extended for name in each.replaces)


@EVERY
def test_what_is_needed_is_a_capability_of_some_profile(each: Requirement) -> None:
    """A sentence needs a capability that some profile of its own lineage has, or it would apply to nobody."""
    able = {name for one in PROFILES.values() if set(one.lineage) & set(each.profiles) for name in one.capabilities}

    assert each.needs <= able


@EVERY
def test_a_thread_can_be_looked_up(each: Requirement) -> None:
    """A public thread is named as `owner/repository#number`, once."""
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+#[1-9][0-9]*", thread) for thread in each.threads)
    assert len(each.threads) == len(set(each.threads))


@pytest.mark.parametrize(
    ("owner", "member"),
    [pytest.param(each, member, id=f"{each.name}.{member}") for each in PROFILES.values() for member in each.members],
)
def test_every_member_is_spoken_of(owner: Profile, member: str) -> None:
    """Every member of every profile is named by the text or the source of some sentence of that profile."""
    speaking = [
        each.id
        for each in requirements_of(owner)
        if re.search(rf"`{member}[`(]", each.text) or member in {source.member for source in each.sources}
    ]

    assert speaking


@pytest.mark.parametrize("one", PROFILES.values(), ids=lambda one: one.name)
def test_a_profile_keeps_what_it_inherits(one: Profile) -> None:
    """A job has to keep its own sentences and the inherited ones that it can, without those that its own replace."""
    mine = requirements_of(one)

    speaking = [each for each in requirements().values() if set(each.profiles) & {one.name, *one.extends}]
    able = [each for each in speaking if each.needs <= one.capabilities]
    replaced = {gone for each in able for gone in each.replaces}

    assert mine == tuple(each for each in able if each.id not in replaced)


def test_a_replaced_sentence_gives_way() -> None:
    """AerJob is bound to its future and not to the weaker sentence of every job."""
    of_aer_job = {each.id for each in requirements_of(profile("aer-job"))}
    of_job = {each.id for each in requirements_of(profile("job")) if "service" not in each.needs}

    assert {"CANCEL-2", "CANCEL-4", "RESULT-6"} <= of_aer_job
    assert of_job - of_aer_job == {"CANCEL-1", "CANCEL-3", "RESULT-5"}


def test_a_job_without_a_service_is_not_asked_about_one() -> None:
    """A sentence about a service is no part of a profile whose jobs run in the process of their user."""
    of_aer_job = requirements_of(profile("aer-job"))

    assert [each.id for each in of_aer_job if "service" in each.needs] == []
    assert [each.id for each in requirements_of(profile("ibmq-job")) if "service" in each.needs] != []


def test_a_requirement_is_found_by_its_id() -> None:
    """`requirement()` gives the sentence of that id."""
    assert requirement("STATUS-1").id == "STATUS-1"


def test_an_unknown_id_is_told_where_to_look() -> None:
    """`KeyError` quotes the id and names the command that lists them all."""
    with pytest.raises(KeyError, match=r"no requirement 'STATUS-99'; `qjobspec list`"):
        requirement("STATUS-99")
