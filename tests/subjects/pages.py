"""The pages of the real job classes by where they stand, seen from `conformance`. This file writes nothing."""

from __future__ import annotations

from typing import Final

from . import registry
from .findings import findings_page
from .matrix import matrix_page
from .timelines import place, timelines_page

#: Where they stand.
FOLDER: Final = registry.FOLDER.parent


def pages() -> dict[str, str]:
    """All of them."""
    subjects = registry.subjects()
    alone = {place(each): timelines_page(each) for each in subjects}
    return {"SUBJECTS.md": matrix_page(subjects), "FINDINGS.md": findings_page(subjects), **alone}
