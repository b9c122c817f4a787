"""The quick slice of the campaign against the sinners: a few of them, found anew as they are committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.kill.found import Found, read, write

ROOT = Path(__file__).parents[2]
#: One that shows in a situation, and one that shows under a perturbation alone.
SLICE = ("counts_from_one", "makes_up_a_result")


def _campaign(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.campaigns.kill", "--processes", "1", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_sinners_are_found_as_they_are_committed(tmp_path: Path) -> None:
    """Looked for from the beginning, they are shown by the same examples as in the file that is committed."""
    file = tmp_path / "found.json"
    write(Found(), file)

    done = _campaign(*SLICE, "--file", str(file))

    assert done.stdout == f"{len(SLICE)} sinners looked for, 0 complaints\n", done.stderr
    assert done.returncode == 0
    assert {each.sinner: each for each in read(file).proofs} == {name: read().of(name) for name in SLICE}
