"""An exemplar that says what a plot wants it to say: a word that no exemplar has, a job that ran too long."""

from __future__ import annotations

from qjobspec import JobStatus

from .answers import Answer
from .exemplars import Exemplars
from .pointers import ABSENT, find, put
from .speech import TOO_LONG, Speech


def worded(exemplars: Exemplars, speech: Speech, role: str, says: str, job_id: str) -> Answer | None:
    """What `role` is answered while the service says `says` of the job.

    A word of the future is said in the answer that a running job gets.
    """
    answer = exemplars.answer(role, speech.state_of(says) or JobStatus.RUNNING, job_id)
    if answer is None or says in JobStatus.__members__:
        return answer
    return _saying(answer, speech, role, says)


def _saying(answer: Answer, speech: Speech, role: str, says: str) -> Answer:
    pointer, document = speech.status.get(role), answer.document()
    if pointer is None or find(document, pointer) is ABSENT:
        return answer
    document = put(document, pointer, speech.word_of(says))
    fields = speech.too_long[1] if says == TOO_LONG and speech.too_long is not None else {}
    for name, value in fields.items():
        document = put(document, f"{pointer.rpartition('/')[0]}/{name}", value)
    return answer.saying(document)
