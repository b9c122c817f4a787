"""Judges of a job's tags, and of changing them (TAG)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from qjobspec import ErrorRole

from ..calls import Call
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_during
from .changes import ASKING, from_then_on, makes_changes, was_refused
from .hearing import answered_during
from .records import is_silent, legible, records, told, uncrossed
from .words import not_raised_as, seen

MEMBER: Final = "update_tags"
#: How the tags begin that the provider uses itself.
INTERNAL: Final = "ibmq_jobset"
#: The parameters of `update_tags()`, of one provider and of the other.
_THREE: Final = ("replacement_tags", "additional_tags", "removal_tags")
_ALL: Final = "new_tags"


def tags_are_a_list_of_text(history: History) -> Iterator[Finding]:
    """TAG-1."""
    is_changed = any(call.began.member == MEMBER for call in history.all_calls)
    for call in legible(history, "tags"):
        tags = _listed(call)
        said, silent = told(history, "tags"), is_silent(history, call, "tags")
        if tags is None:
            yield ruling(f"tags {seen(call)}", *call.proof)
        elif not is_changed and (said or silent):
            fits = any(set(tags) == set(each) for each in said) or (silent and not tags)
            yield ruling(None if fits else f"tags are {tags}, and the service says {(said or [[]])[-1]}", *call.proof)


def tags_change_in_order(history: History) -> Iterator[Finding]:
    """TAG-2."""
    for call, before in _changed(history):
        wanted = _wanted(call, before)
        for what, tags in (("returned", _listed(call)), ("sent", _sent(history, call))):
            if what == "returned" or tags is not None:
                fits = tags is not None and _of_the_user(tags) == wanted
                yield ruling(None if fits else f"{MEMBER}() {what} {tags}, and not {sorted(wanted)}", *call.proof)


def a_tag_that_is_not_there_is_passed_over(history: History) -> Iterator[Finding]:
    """TAG-3."""
    for call, before in _changed(history):
        there = before | _given(call, "replacement_tags") | _given(call, "additional_tags")
        if _given(call, "removal_tags") - there:
            yield ruling(f"{MEMBER}() {seen(call)}" if call.error is not None else None, *call.proof)


def internal_tags_stay(history: History) -> Iterator[Finding]:
    """TAG-4."""
    for call, before in _changed(history):
        internal = {tag for tag in before if tag.startswith(INTERNAL)}
        if internal:
            tags = [each for each in (_listed(call), _sent(history, call)) if each is not None]
            lost = {tag for tag in internal if not tags or any(tag not in each for each in tags)}
            yield ruling(f"{MEMBER}() took {', '.join(sorted(lost))} away" if lost else None, *call.proof)


def the_new_tags_are_those_of_the_service(history: History) -> Iterator[Finding]:
    """TAG-5."""
    for call in _valid(history):
        tags = _listed(call)
        if call.value is None or not makes_changes(history):
            continue
        there = _told_in(history, call)
        if tags is None:
            yield broken(f"{MEMBER}() {seen(call)}", *call.proof)
        elif there is not None:
            fault = None if set(tags) == there else f"{MEMBER}() returned {tags}, and the service has {sorted(there)}"
            yield ruling(fault, *call.proof)
            for later in from_then_on(history, call, "tags"):
                fits = set(_listed(later) or ()) == set(tags)
                yield ruling(None if fits else f"{MEMBER}() returned {tags}, then tags {seen(later)}", *later.proof)


def nothing_to_change_is_refused(history: History) -> Iterator[Finding]:
    """TAG-6."""
    for call in uncrossed(history, MEMBER):
        if _ALL not in _names(history) and all(call.argument(name) is None for name in _THREE):
            yield ruling(not_raised_as(history, ErrorRole.INVALID_ARGUMENT, call), *call.proof)


def tags_are_lists_of_text(history: History) -> Iterator[Finding]:
    """TAG-7."""
    for call in uncrossed(history, MEMBER):
        if not all(_is_listed(call.argument(name)) for name in _THREE):
            asked = f"{MEMBER}() asked the service for what are no tags" if asked_during(history, call) else None
            yield ruling(not_raised_as(history, ErrorRole.INVALID_ARGUMENT, call) or asked, *call.proof)


def refused_tags_are_an_error(history: History) -> Iterator[Finding]:
    """TAG-8."""
    for call in _valid(history):
        sent = _sent(history, call)
        if was_refused(history, call, _confirms(history, call, sent)) and not _changes_nothing(history, call, sent):
            yield ruling(not_raised_as(history, ErrorRole.API, call), *call.proof)
            for later in from_then_on(history, call, "tags"):
                told_since = any(set(tags) == set(sent or ()) for tags in told(history, "tags"))
                wrong = not told_since and sent is not None and set(_listed(later) or ()) == set(sent)
                yield ruling(f"the service did not take the tags, but tags {seen(later)}" if wrong else None, *later.proof)


def the_new_tags_are_all(history: History) -> Iterator[Finding]:
    """TAG-9."""
    for call in _valid(history):
        if _ALL in _names(history) and makes_changes(history):
            wanted = _given(call, _ALL)
            for what, tags in (("returned", _listed(call)), ("sent", _sent(history, call))):
                fits = tags is not None and set(tags) == wanted
                yield ruling(None if fits else f"{MEMBER}() {what} {tags}, and not {sorted(wanted)}", *call.proof)


def _names(history: History) -> set[str]:
    member = history.profile.members.get(MEMBER)
    return {each.name for each in member.parameters} if member is not None else set()


def _valid(history: History) -> Iterator[Call]:
    """The calls that ask for a change that makes sense, one at a time."""
    for call in uncrossed(history, MEMBER):
        given = [value for name in (*_THREE, _ALL) if (value := call.argument(name)) is not None]
        if given and all(map(_is_listed, given)):
            yield call


def _changed(history: History) -> Iterator[tuple[Call, set[str]]]:
    """Changes by one handle alone at a service that makes them, with the tags that the job had before at the service."""
    changes = [call for call in history.all_calls if call.began.member == MEMBER]
    if _ALL in _names(history) or not changes or not makes_changes(history) or any(call.began.job for call in changes):
        return
    for call in _valid(history):
        before = _before(history, call)
        if before is not None:
            yield call, before


def _before(history: History, call: Call) -> set[str] | None:
    """The tags that the service told last before it was asked to change them; `None` if it told none."""
    asking = next((each.last for each in answered_during(history, call, *ASKING)), call.end_position)
    heard = [*records(history, asking), *_answers_to_changes(history, asking)]
    last = max(heard, key=lambda each: each.last, default=None)
    return None if last is None else set(last.document.get("tags") or ())


def _answers_to_changes(history: History, until: int | None) -> Iterator[Exchange]:
    for call in history.calls(MEMBER):
        for each in answered_during(history, call, *ASKING):
            if each.is_whole and each.document.get("tags") is not None and (until is None or each.last < until):
                yield each


def _wanted(call: Call, before: set[str]) -> set[str]:
    """The tags that the user wants, without those of the provider."""
    replaced = call.argument("replacement_tags")
    kept = before if replaced is None else set(replaced)
    return _of_the_user((kept | _given(call, "additional_tags")) - _given(call, "removal_tags"))


def _of_the_user(tags: Any) -> set[str]:
    return {tag for tag in tags if not tag.startswith(INTERNAL)}


def _given(call: Call, name: str) -> set[str]:
    return set(call.argument(name) or ())


def _listed(call: Call) -> list[str] | None:
    """The tags that a call returned; `None` if it returned anything but a list of texts."""
    value = call.value
    if value is None or value.type != "list" or not all(isinstance(tag, str) for tag in value.data):
        return None
    tags: list[str] = value.data
    return tags


def _is_listed(given: Any) -> bool:
    return given is None or (isinstance(given, tuple) and all(isinstance(tag, str) for tag in given))


def _sent(history: History, call: Call) -> list[str] | None:
    """The tags that the service was asked for last in a call; `None` if it was not."""
    bodies = [each.sent for each in asked_during(history, call, *ASKING)]
    sent = [body["tags"] for body in bodies if isinstance(body, dict) and isinstance(body.get("tags"), list)]
    return sent[-1] if sent else None


def _told_in(history: History, call: Call) -> set[str] | None:
    """The tags that the service told last in a call, after it was asked to change them, or else those it was asked for."""
    asked = next((each.last for each in answered_during(history, call, *ASKING)), None)
    if asked is None:
        return None
    heard = [each.document.get("tags") for each in answered_during(history, call) if each.last >= asked]
    tags = [each for each in heard if isinstance(each, list)]
    sent = _sent(history, call)
    return set(tags[-1]) if tags else None if sent is None else set(sent)


def _confirms(history: History, call: Call, sent: list[str] | None) -> Callable[[Exchange], bool]:
    """What says that the job has the tags that were asked for: an answer that tells them, or a success that tells none."""
    since = next((each.last for each in answered_during(history, call, *ASKING)), sys.maxsize)
    contradicted = any(
        each.is_whole and isinstance(tags := each.document.get("tags"), list) and set(tags) != set(sent or ())
        for each in answered_during(history, call, "status", "job", "name")
        if each.last >= since
    )

    def confirms(answer: Exchange) -> bool:
        tags = answer.document.get("tags")
        if isinstance(tags, list):
            return answer.last >= since and set(tags) == set(sent or ())
        return answer.role == "tags" and not answer.content and not contradicted

    return confirms


def _changes_nothing(history: History, call: Call, sent: list[str] | None) -> bool:
    """Whether the service had the wanted tags already, so that nobody can tell whether it has taken them."""
    before = _before(history, call)
    return sent is not None and before is not None and set(sent) == before


JUDGES = {
    "TAG-1": tags_are_a_list_of_text,
    "TAG-2": tags_change_in_order,
    "TAG-3": a_tag_that_is_not_there_is_passed_over,
    "TAG-4": internal_tags_stay,
    "TAG-5": the_new_tags_are_those_of_the_service,
    "TAG-6": nothing_to_change_is_refused,
    "TAG-7": tags_are_lists_of_text,
    "TAG-8": refused_tags_are_an_error,
    "TAG-9": the_new_tags_are_all,
}
