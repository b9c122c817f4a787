"""What a service does to a job: plots that shrink, the perturbations in them, and the player that plays them."""

from .answers import Answer, Frame, Frames, Refusal, Reply
from .drawn import plots, strikes
from .enumerated import bent, core_plots, plainest
from .exemplars import Exemplars
from .plain import PlainExemplars
from .player import Player, Request
from .plot_documents import plot_document, plot_of
from .plots import (
    LAST,
    Cancellation,
    ClockStep,
    Comes,
    Goes,
    Message,
    Parameters,
    Phase,
    Place,
    Plot,
    Results,
    Strike,
    written,
)
from .reached import effective, reached_by
from .rows import Context, Kind, Perturbation
from .speech import SPEECHES, TOO_LONG, Speech
from .table import PERTURBATIONS
from .truth import Asked, CancelTaken, Entry, Moved, ResultTaken, Stepped, Struck, entry_document

__all__ = [
    "LAST",
    "PERTURBATIONS",
    "SPEECHES",
    "TOO_LONG",
    "Answer",
    "Asked",
    "CancelTaken",
    "Cancellation",
    "ClockStep",
    "Comes",
    "Context",
    "Entry",
    "Exemplars",
    "Frame",
    "Frames",
    "Goes",
    "Kind",
    "Message",
    "Moved",
    "Parameters",
    "Perturbation",
    "Phase",
    "Place",
    "PlainExemplars",
    "Player",
    "Plot",
    "Refusal",
    "Reply",
    "Request",
    "ResultTaken",
    "Results",
    "Speech",
    "Stepped",
    "Strike",
    "Struck",
    "bent",
    "core_plots",
    "effective",
    "entry_document",
    "plainest",
    "plot_document",
    "plot_of",
    "plots",
    "reached_by",
    "strikes",
    "written",
]
