"""What importing the specification brings along: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import qjobspec

#: Uses everything that is read from a file, then prints every module that is neither ours nor Python's.
PROBE = """
import sys
sys.path.insert(0, sys.argv[1])
import qjobspec
qjobspec.requirements(), [qjobspec.schema(name) for name in qjobspec.SCHEMAS], qjobspec.examples("history", "good")
known = {*sys.stdlib_module_names, "qjobspec", "__main__"}
print(*sorted({name.partition(".")[0] for name in sys.modules} - known))
"""


def test_the_specification_depends_on_nothing() -> None:
    """Importing and reading the specification loads no third-party module."""
    folder = Path(qjobspec.__file__).parents[1]

    probe = subprocess.run(
        [sys.executable, "-S", "-I", "-c", PROBE, str(folder)], capture_output=True, text=True, check=False
    )

    assert probe.returncode == 0, probe.stderr
    assert probe.stdout.split() == []


@pytest.mark.parametrize("name", qjobspec.__all__)
def test_every_public_name_exists(name: str) -> None:
    """What `__all__` lists can be imported."""
    assert hasattr(qjobspec, name)


def test_every_public_thing_is_listed() -> None:
    """What has no underscore and is no module of ours stands in `__all__`."""
    public = {name for name in vars(qjobspec) if name.isidentifier() and not name.startswith("_")}

    assert public == set(qjobspec.__all__)
