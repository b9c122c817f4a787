"""What a service tells of the queue, from the places that a plot names. This file does not know when it is asked."""

from __future__ import annotations

from .answers import Answer
from .plots import Place
from .pointers import ABSENT, find, put
from .speech import Speech

#: What the table calls another place in the queue.
NAME = "queue-moves"


def placed(answer: Answer, speech: Speech, role: str, places: tuple[Place, ...], seconds: float) -> Answer:
    """The answer `seconds` after the submission of its job; unchanged if it tells nothing of the queue, or nothing else."""
    pointer = speech.queue.get(role)
    told = [place for place in places if place.at <= seconds]
    if pointer is None or not told:
        return answer
    document, position = answer.document(), told[-1].position
    if find(document, pointer) is ABSENT or find(document, f"{pointer}/position") == position:
        return answer
    return answer.saying(put(document, f"{pointer}/position", position))
