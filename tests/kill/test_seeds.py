"""What the core finds, every seed finds: a campaign tries the same core whatever its seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import nullcontext

import pytest

from qjobspec_conformance.bench import Batch, Here, Seen
from qjobspec_conformance.campaign import run
from qjobspec_conformance.examples import Example
from qjobspec_conformance.footprints import Footprint
from qjobspec_conformance.harnesses import Subject
from qjobspec_conformance.plans import Plan
from qjobspec_conformance.service_core import Sent
from qjobspec_conformance.services import Speech

from .ground import offered
from .search import SEEDS
from .sinners import sinless

each_kind = pytest.mark.parametrize("profile", ["aer-job", "managed-job"])


class Notes:
    """A bench that runs nothing: it notes what it was to run, and says that each asks its service for much."""

    def __init__(self, subject: Subject) -> None:
        self.tried: list[Example] = []
        self._offered = offered(subject)
        self._much = Sent(dict.fromkeys(_roles(subject.world.speech), 2), {}) if subject.world is not None else None

    def offered(self) -> frozenset[str]:
        return self._offered

    def judge(self, batches: Iterable[Batch], avoided: Set[str]) -> Iterator[Seen]:
        del avoided
        for batch in batches:
            self.tried += batch.examples
            sent = dict.fromkeys(range(len(batch.examples)), self._much) if batch.asks and self._much else {}
            yield Seen(frozenset(), {}, frozenset(), True, frozenset(), sent, Footprint())  # type: ignore[arg-type]

    def shrink(self, found: Iterable[tuple[str, Example]]) -> Iterator[Example]:
        return iter(example for _, example in found)


def _roles(speech: Speech) -> Iterable[str]:
    return speech.roles


@each_kind
def test_the_core_is_the_same_for_every_seed(profile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Example by example, in the same order, as far as nobody draws."""

    def tried(seed: int) -> list[Example]:
        notes = Notes(sinless(profile))
        with monkeypatch.context() as patch:
            patch.setattr(Here, "opened", lambda *_: nullcontext(notes))
            run(sinless(profile), Plan(seed=seed, deep=0))
        return notes.tried

    first, *others = [tried(seed) for seed in SEEDS]

    assert len(first) > 1000
    assert all(each == first for each in others)
