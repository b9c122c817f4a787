"""`python -m tests.subjects` writes the pages of the real job classes. This file only writes."""

from pathlib import Path

from .findings import findings_page
from .matrix import matrix_page
from .registry import FOLDER, subjects

if __name__ == "__main__":
    for name, page in (("SUBJECTS.md", matrix_page), ("FINDINGS.md", findings_page)):
        Path(FOLDER.parent, name).write_text(page(subjects()), encoding="utf-8")
