"""What is otherwise than the rule, each with the reason; the tests hold the tables to be neither too short nor too long.

This file does not know how any of it is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The requirements that no job can break.
UNBREAKABLE: Final[Mapping[str, str]] = {
    "REFRESH-2": "it allows `refresh()` to add attributes and asks for nothing, so there is nothing to leave undone",
}

#: How short a proof is: at most so many calls of its user, and at most so many moves of its service.
CALLS, MOVES = 4, 3

#: The sinners whose shortest proof is longer than that, with its calls and moves.
LONGER: Final[Mapping[str, tuple[int, int]]] = {
    # A service that fails whatever else it is asked is a fault for each of its other routes.
    "wants_its_record_before_it_tells_its_end": (1, 8),
    "cannot_tell_its_end_without_its_record": (1, 8),
    "wants_its_result_before_it_says_that_it_is_done": (1, 4),
    "is_not_over_before_it_has_its_numbers": (1, 8),
    "wants_the_reason_before_it_says_that_it_failed": (1, 9),
    # A set is asked for each of its jobs, and they for what the set has told.
    "counts_from_one": (6, 0),
    "counts_in_the_whole_set": (6, 0),
    "finds_nothing_by_its_name": (6, 0),
    "finds_the_job_before": (6, 0),
    "answers_for_all_at_once": (5, 0),
    "leaves_out_what_it_cannot_tell": (5, 1),
    "sorts_its_answers": (5, 2),
    "is_silent_unless_all_failed": (5, 2),
    "says_only_how_many_failed": (5, 2),
}

#: The perturbations under which no sinner breaks what it keeps without.
UNREVEALING: Final[Mapping[str, str]] = {
    "tls-failure": "the services of these jobs were recorded without TLS, so no certificate is asked for",
    "repeated-poll": "a queue says the same thing over and over too, so whoever cannot bear that shows without it",
    "stale-re-read": "before the end it makes a job slow; whoever asks after the end shows under `final-state-overwritten`",
}
