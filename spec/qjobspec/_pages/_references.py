"""Names of requirements, errata, profiles and documents as links, from wherever a page stands.

`up` is the way from that page to the folder of pages: empty beside it, `../` one folder below.
"""

from __future__ import annotations

from collections.abc import Iterable

from .._requirements import Level, Requirement, requirements
from ._markdown import code, link


def to_requirement(name: str, up: str) -> str:
    """A link to the sentence with the id `name`."""
    return link(name, f"{up}areas/{requirements()[name].area}.md#{name.lower()}")


def to_erratum(name: str, up: str) -> str:
    """A link to the erratum with the id `name`."""
    return link(name, f"{up}errata.md#{name.lower()}")


def to_profile(name: str, up: str) -> str:
    """A link to the page of a profile."""
    return link(code(name), f"{up}profiles/{name}.md")


def to_document(name: str, up: str) -> str:
    """A link to a document: to its statements, over which its code is linked."""
    return link(name, f"{up}coverage.md#{name.lower()}")


def in_order(names: Iterable[str]) -> list[str]:
    """The ids of requirements in the order of areas and numbers."""
    wanted = set(names)
    return [name for name in requirements() if name in wanted]


def counted(found: tuple[Requirement, ...]) -> str:
    """How many there are of each level."""
    levels = [each.level for each in found]
    return ", ".join(f"{levels.count(level)} {level.value}" for level in Level if level in levels)
