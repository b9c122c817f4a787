"""The suite's controllable work."""

from __future__ import annotations

import pytest

from qjobspec_conformance import Outcome, Product, Work, WorkError


class Notes:
    """A witness that remembers."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def work_started(self, job: int) -> None:
        self.seen.append(("started", job))

    def work_ended(self, job: int, outcome: Outcome, end: object) -> None:
        self.seen.append(("ended", job, outcome))


def test_work_returns_a_product_whatever_the_executor_passes() -> None:
    """A work called with any arguments returns its own product, which says that it succeeded."""
    work = Work(0.0)

    product = work("qobj", 3, key="value")

    assert product == Product(0, success=True)


@pytest.mark.parametrize(("outcome", "success"), [("succeeds", True), ("unsuccessful", False)])
def test_a_product_says_whether_it_succeeded(outcome: str, success: bool) -> None:
    """`success` of the product follows the outcome."""
    product = Work(0.0, outcome)()

    assert product == Product(0, success=success)


def test_work_that_raises_raises_and_tells_its_witness() -> None:
    """The outcome `raises` raises WorkError, and the witness hears of the start and the end."""
    notes = Notes()

    with pytest.raises(WorkError, match="its timeline says"):
        Work(0.0, "raises", job=2, witness=notes)()

    assert notes.seen == [("started", 2), ("ended", 2, Outcome.RAISES)]


def test_what_is_written_down_is_what_the_computation_did() -> None:
    """A computation that fails softly against its orders is noted as unsuccessful."""
    notes = Notes()

    Work(0.0, witness=notes).run(lambda outcome: Product(0, success=False))

    assert notes.seen[-1] == ("ended", 0, Outcome.UNSUCCESSFUL)


def test_an_unknown_outcome_is_refused() -> None:
    """A misspelt outcome is an error at once, not a success later."""
    with pytest.raises(ValueError, match="sucseeds"):
        Work(1.0, "sucseeds")
