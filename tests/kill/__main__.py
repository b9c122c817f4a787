"""`python -m tests.kill FILE` writes the page of the kill matrix. This file only writes."""

import sys
from pathlib import Path

from .found import read
from .page import miniatures_page

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(miniatures_page(read()), encoding="utf-8")
