"""`python -m qjobspec_conformance.services FILE` writes the page of perturbations. This file only writes."""

import sys
from pathlib import Path

from .page import perturbations_page

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(perturbations_page(), encoding="utf-8")
