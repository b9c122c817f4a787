"""What a dialect says of its words is what plots say of them."""

from __future__ import annotations

from dataclasses import replace

from qjobspec import JobStatus
from qjobspec_conformance.recordings import dialects
from qjobspec_conformance.services import PERTURBATIONS
from qjobspec_conformance.worlds.speaking import speech_of

DIALECT = dialects.bundled("runtime")
SENSITIVE = replace(DIALECT, words={"Done": JobStatus.DONE}, is_case_sensitive=True, api="free")


def test_a_word_in_another_case_is_another_word_where_the_dialect_says_so() -> None:
    """Then it is said as it is written, and nobody has to read it otherwise."""
    loose, strict = speech_of(replace(SENSITIVE, is_case_sensitive=False)), speech_of(SENSITIVE)

    assert (loose.state_of("DONE"), loose.state_of("Done")) == (JobStatus.DONE, JobStatus.DONE)
    assert (strict.state_of("done"), strict.state_of("Done"), strict.word_of("DONE")) == (None, JobStatus.DONE, "Done")
    assert PERTURBATIONS["other-case-word"].strikes(loose) == ("job",)
    assert PERTURBATIONS["other-case-word"].strikes(strict) == ()


def test_a_result_that_no_schema_describes_may_be_a_table() -> None:
    """A field more in it would be another result."""
    assert "result" in PERTURBATIONS["extra-field"].strikes(speech_of(DIALECT))
    assert "result" not in PERTURBATIONS["extra-field"].strikes(speech_of(SENSITIVE))
    assert "job" in PERTURBATIONS["extra-field"].strikes(speech_of(SENSITIVE))
