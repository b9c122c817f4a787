"""What was not as it should be on the way to the service, and how much of it a judge can bear.

Disturbances have the names that the table of perturbations gives them; an answer that does not come at once is `late`. This
file does not know any requirement.
"""

from __future__ import annotations

from typing import Final

from ..calls import Call
from ..events import Answered, Unreached
from ..examples import Origin
from ..exchanges import SLOW, names_of_disturbances
from ..histories import History

#: Perturbations whose answers are whole and true: they only say less, more, or the same in another way.
HARMLESS: Final = frozenset(
    {
        "null-optional-field",
        "absent-optional-field",
        "extra-field",
        "other-time-zone",
        "other-case-word",
        "queue-moves",
        "change-not-made",
    }
)


def disturbances(history: History, call: Call) -> set[str]:
    """The names of whatever was not as it should be while a call was under way."""
    names = {event.fault.name for _, event in history.during(call, Unreached)}
    return names.union(*(names_of_disturbances(event) for _, event in history.during(call, Answered)))


def is_disturbed(history: History, call: Call) -> bool:
    """Whether something went wrong between the job and its service while a call was under way."""
    return not disturbances(history, call) <= HARMLESS


def is_legible(history: History) -> bool:
    """Whether every answer came at once, whole and true, to a job that was opened by its id."""
    return history.origin is Origin.OPENED and is_answered(history)


def is_answered(history: History) -> bool:
    """Whether every answer of the service came at once, whole and true."""
    return history.job is not None and history.disturbances <= HARMLESS


def is_only_slow(history: History) -> bool:
    """Whether the service answered whatever it was asked as it should, at once or not."""
    return all(not each.failed and {fault.name for fault in each.faults} <= SLOW for each in history.exchanges)
