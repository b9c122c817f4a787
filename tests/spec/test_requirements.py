"""The numbered sentences: their form, their levels, and who has to keep them."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from qjobspec import AREAS, PROFILES, Profile, profile, requirement, requirements, requirements_of

EVERY = tuple(requirements().values())
BCP_14 = re.compile(
    r"\b(MUST NOT|MUST|SHALL NOT|SHALL|SHOULD NOT|SHOULD|NOT RECOMMENDED|RECOMMENDED|REQUIRED|MAY|OPTIONAL)\b"
)
THREAD = re.compile(r"[\w.-]+/[\w.-]+#[1-9][0-9]*")


def test_ids_are_unique() -> None:
    """No id is used in two places: as many sentences can be looked up as are written down."""
    written = [each.id for area in AREAS for each in requirements().values() if each.area == area]

    assert len(written) == len(set(written)) == len(requirements())
    assert written == list(requirements())


def test_an_id_is_a_word_and_a_number() -> None:
    """An id is its area in capitals, mostly shortened, and a number without leading zeros."""
    odd = [each.id for each in EVERY if not re.fullmatch(r"[A-Z]+-[1-9][0-9]*", each.id)]
    astray = [each.id for each in EVERY if not each.area.startswith(each.id.partition("-")[0].lower()[:4])]

    assert (odd, astray) == ([], [])


@pytest.mark.parametrize("area", AREAS)
def test_numbers_have_no_gaps(area: str) -> None:
    """The sentences of an area share one word and are numbered from 1, in order."""
    ids = [each.id for each in requirements().values() if each.area == area]

    words = [word for word, _ in groupby(name.partition("-")[0] for name in ids)]

    assert ids == [f"{words[0]}-{number}" for number in range(1, len(ids) + 1)]


def test_a_text_has_one_bcp_14_word() -> None:
    """The only BCP 14 word of a sentence says its level."""
    words = {each.id: BCP_14.findall(each.text) for each in EVERY}

    assert [each.id for each in EVERY if [word.removesuffix(" NOT") for word in words[each.id]] != [each.level.value]] == []


def test_a_rationale_has_no_bcp_14_word() -> None:
    """A rationale explains and requires nothing."""
    assert [each.id for each in EVERY if not each.rationale.endswith(".") or BCP_14.search(each.rationale)] == []


def test_a_text_is_one_sentence() -> None:
    """A sentence begins with a capital or a member, ends with a full stop and has no other."""
    assert [each.id for each in EVERY if not re.fullmatch(r"[A-Z`][^.]*\.", each.text)] == []
    assert {each.since for each in EVERY} == {"0.1"}


def test_the_profiles_of_a_requirement_exist() -> None:
    """A requirement names profiles, and none that there is not."""
    assert [each.id for each in EVERY if not each.profiles or not set(each.profiles) <= set(PROFILES)] == []


def test_what_is_replaced_is_inherited() -> None:
    """A replaced id exists, and a profile of the replacing sentence would inherit it from one that it extends."""
    extended = {each.id: {name for mine in each.profiles for name in profile(mine).extends} for each in EVERY}

    strangers = [
        (each.id, name)
        for each in EVERY
        for name in each.replaces
        if not set(requirement(name).profiles) & extended[each.id]
    ]

    assert strangers == []


def test_what_is_needed_is_a_capability_of_some_profile() -> None:
    """A sentence needs a capability that some profile of its own lineage has, or it would apply to nobody."""
    able = {
        each.id: {name for one in PROFILES.values() if set(one.lineage) & set(each.profiles) for name in one.capabilities}
        for each in EVERY
    }

    assert [each.id for each in EVERY if not each.needs <= able[each.id]] == []


def test_a_thread_can_be_looked_up() -> None:
    """A public thread is named as `owner/repository#number`, once."""
    threads = {each.id: each.threads for each in EVERY if each.threads}

    assert [name for name, those in threads.items() if len(set(those)) < len(those)] == []
    assert [those for those in threads.values() if not all(map(THREAD.fullmatch, those))] == []


@pytest.mark.parametrize("one", PROFILES.values(), ids=lambda one: one.name)
def test_every_member_is_spoken_of(one: Profile) -> None:
    """Every member of a profile is named by the text or the source of some sentence of that profile."""
    mine = requirements_of(one)
    named = {name for each in mine for name in re.findall(r"`(\w+)[`(]", each.text)}
    quoted = {source.member for each in mine for source in each.sources}

    assert set(one.members) - named - quoted == set()


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
