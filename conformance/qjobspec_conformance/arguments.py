"""What programs pass to the members of a job: the argument lists that are tried one by one.

This file does not know which job has which member.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qjobspec import REQUIRED, Member, Profile

from .examples import Argument, Callback, Step

#: The argument lists to try, by member; a member that is not named here is called without any. A list is left out where the
#: member does not take all of it.
ARGUMENTS: Final[dict[str, tuple[tuple[tuple[str, Argument], ...], ...]]] = {
    "result": (
        (),
        (("timeout", 1.0),),
        (("timeout", 0),),
        (("timeout", 60.0),),
        (("wait", 1.0),),
        (("refresh", True),),
        (("partial", True),),
    ),
    "wait_for_final_state": (
        (),
        (("wait", 1.0),),
        (("timeout", 1.5), ("wait", 1.0)),
        (("timeout", 0),),
        (("timeout", 60.0),),
        (("wait", 1.0), ("callback", Callback())),
        (("wait", 1.0), ("callback", Callback(asks=("status", "job_id")))),
        (("wait", 1.0), ("callback", Callback(raises="stop"))),
    ),
    "backend": ((), (("timeout", 1.0),)),
    "queue_position": ((), (("refresh", True),)),
    "properties": ((), (("refresh", True),)),
    "update_name": ((("name", "renamed"),),),
    "update_tags": (
        (("new_tags", ("bell", "calibrated")),),
        (("replacement_tags", ("bell",)),),
        (("additional_tags", ("calibrated",)),),
        (("removal_tags", ("bell",)),),
        (("replacement_tags", ("bell", "draft")), ("additional_tags", ("calibrated",)), ("removal_tags", ("draft",))),
    ),
    "stream_results": ((("callback", Callback()),), (("callback", Callback(raises="stop")),)),
}

#: The same for members that choose the moments of their questions themselves, unless they are told.
UNTOLD: Final[dict[str, tuple[tuple[tuple[str, Argument], ...], ...]]] = {
    "wait_for_final_state": ((("timeout", 1.5),), (("callback", Callback()),)),
}


def callable_alone(profile: Profile) -> Iterator[str]:
    """The members that can be read, called without an argument, or called with the arguments of the table."""
    for name, member in profile.members.items():
        if any(calls(member)):
            yield name


def calls(member: Member) -> Iterator[Step]:
    """Every call of `member` that is tried."""
    taken = {each.name for each in member.parameters}
    needed = {each.name for each in member.parameters if each.default is REQUIRED}
    paced = any(each.name == "wait" and each.default is not None for each in member.parameters)
    for arguments in (*ARGUMENTS.get(member.name, ((),)), *(() if paced else UNTOLD.get(member.name, ()))):
        given = {name for name, _ in arguments}
        if needed <= given <= taken:
            yield Step(member.name, arguments)
