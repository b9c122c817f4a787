"""The same seed gives the same histories, byte for byte: with another hash seed, in another process, on another Python.

tox runs this on each interpreter and lets each leave its numbers in a folder (QJOBSPEC_BYTES); whoever comes later compares.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis

import qjobspec_conformance

from . import digests

ROOT = Path(__file__).parents[3]


def _sources() -> str:
    """What decides over histories: the suite, the sample, and what draws the examples."""
    package = Path(qjobspec_conformance.__file__).parent
    files: Iterator[Path] = (file for folder in (package, Path(__file__).parent) for file in sorted(folder.rglob("*.py")))
    whole = hashlib.sha256(hypothesis.__version__.encode())
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def test_histories_are_the_same_in_another_process_with_another_hash_seed_and_on_another_python() -> None:
    """Of work in this process and of a service, enumerated and drawn."""
    here = f"{digests.of_the_process()} {digests.of_the_service()} {digests.of_drawn(3)}"

    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(digests.__file__)), "3"]
    there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert there == here
    folder = os.environ.get("QJOBSPEC_BYTES")
    if folder:
        ours = Path(folder) / _sources()
        ours.mkdir(parents=True, exist_ok=True)
        (ours / platform.python_version()).write_text(here)
        assert {file.name: file.read_text() for file in ours.iterdir()} == {file.name: here for file in ours.iterdir()}
