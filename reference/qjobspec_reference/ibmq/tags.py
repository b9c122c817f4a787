"""How tags are changed, and which arguments make sense. This file does not know the service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..errors import IBMQJobInvalidStateError

#: How the tags begin by which sets find their jobs (TAG-4).
OF_SETS: Final = "ibmq_jobset"


def checked(**given: object) -> None:
    """Raise if no tags are given, or anything but lists of texts (TAG-6, TAG-7)."""
    if all(tags is None for tags in given.values()):
        raise IBMQJobInvalidStateError(f"no tags to change: give one of {', '.join(given)}")
    for name, tags in given.items():
        if tags is not None and not (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)):
            raise IBMQJobInvalidStateError(f"{name} has to be a list of str, not {tags!r}")


def changed(
    tags: Iterable[str], replacement: list[str] | None, additional: list[str] | None, removal: list[str] | None
) -> list[str]:
    """The tags after a change: replaced, then added to, then removed (TAG-2, TAG-3); those of sets stay (TAG-4)."""
    kept = [tag for tag in tags if replacement is None or tag.startswith(OF_SETS)]
    gone = {tag for tag in removal or () if not tag.startswith(OF_SETS)}
    wanted = dict.fromkeys([*kept, *(replacement or ()), *(additional or ())])
    return [tag for tag in wanted if tag not in gone]
