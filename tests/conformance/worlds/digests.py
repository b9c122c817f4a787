"""The histories of the sample and of the reference, as one number each: `python digests.py SEED` writes those of drawn examples.

Whoever runs this on two interpreters, with two hash seeds or on two workers, has to get the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from itertools import islice

from qjobspec import PROFILES
from qjobspec_conformance.core import core
from qjobspec_conformance.deep import drawn, examples
from qjobspec_conformance.examples import Example
from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.situations import Kit
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed
from qjobspec_conformance.worlds.vocabulary import Vocabulary
from qjobspec_reference.harness import AerJobHarness

if __package__:
    from .sample import Sample
else:
    from tests.conformance.worlds.sample import Sample

#: Every so-manieth example of each core.
EVERY = 80


def digest(judged: Subject, tried: Iterable[Example]) -> str:
    """The histories of these examples, byte for byte, as sixteen digits."""
    whole = hashlib.sha256()
    with patched(), installed():
        for example in tried:
            whole.update(json.dumps(drive(judged, example).as_document(), sort_keys=True).encode())
    return whole.hexdigest()[:16]


def of_the_process() -> str:
    """The reference's AerJob, in its core."""
    judged = subject(AerJobHarness)
    return digest(judged, islice(core(judged.profile, judged.profile.members, judged.lacks), 0, None, EVERY))


def of_the_service() -> str:
    """The sample, in both halves of its core."""
    judged = subject(Sample)
    served = _core(judged)
    undisturbed = list(served.undisturbed())
    with patched(), installed():
        for example in undisturbed:
            served.note(example, sent(drive(judged, example)))
    return digest(judged, [*undisturbed[::10], *list(served.disturbed())[::EVERY]])


def of_drawn(seed: int, count: int = 30) -> str:
    """Drawn examples of both."""
    parts: list[str] = []
    for judged in (subject(AerJobHarness), subject(Sample)):
        speech = judged.world.speech if judged.world is not None else None
        strategy = examples(judged.profile, judged.profile.members, judged.lacks, speech)
        parts.append(digest(judged, drawn(strategy, count=count, seed_number=seed)))
    return " ".join(parts)


def _core(judged: Subject) -> ServiceCore:
    assert judged.world is not None, "the sample has a service"
    members = frozenset(PROFILES["job"].members)
    return ServiceCore(
        Kit(judged.profile, members, judged.world.speech), Vocabulary(judged.world.exemplars, judged.world.harness)
    )


if __name__ == "__main__":
    sys.stdout.write(f"{of_the_process()} {of_the_service()} {of_drawn(int(sys.argv[1]))}\n")
