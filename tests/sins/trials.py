"""What a sinner is judged by: the reference's job of its profile, the core of that job, and what a campaign puts around its runs.

This file does not know what a sin changes, nor how one is found: that does `tests/kill`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from qjobspec_conformance.examples import Example, Program
from qjobspec_conformance.harnesses import Subject, load
from qjobspec_conformance.service_core import ServiceCore
from qjobspec_conformance.services import Plot
from qjobspec_conformance.situations import Kit
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed
from qjobspec_conformance.worlds.vocabulary import Vocabulary

#: The harness of the reference's job, by the profile.
HARNESSES: Final = {
    "ibmq-job": "qjobspec_reference.harness:IBMQJobHarness",
    "managed-job": "qjobspec_reference.harness:ManagedJobHarness",
    "runtime-job": "qjobspec_reference.harness:RuntimeJobHarness",
    "runtime-job-v2": "qjobspec_reference.harness:RuntimeJobV2Harness",
}


@contextmanager
def judging() -> Iterator[None]:
    """What a campaign puts around its runs."""
    with patched(), installed():
        gc.disable()
        try:
            yield
        finally:
            gc.enable()


@cache
def subject_of(profile: str) -> Subject:
    """The reference's job of this profile."""
    return load(HARNESSES[profile])


def core_of(profile: str) -> ServiceCore:
    """The core of the reference's job, of which nothing has been run."""
    world = subject_of(profile).world
    assert world is not None
    return ServiceCore(kit_of(profile), Vocabulary(world.exemplars, world.harness))


@cache
def kit_of(profile: str) -> Kit:
    """What families of situations may know of the reference's job."""
    judged = subject_of(profile)
    assert judged.world is not None
    offers = drive(judged, Example(Plot(), Program(((),)))).offers
    offered = frozenset(name for name in offers if name in judged.profile.members)
    handed = judged.runs, judged.prepares, judged.sets
    return Kit(judged.profile, offered, judged.world.speech, judged.constructs, *handed)
