"""The reference service: jobs and what moves them, without a socket and without a clock."""

from .circuits import BELL, Circuit
from .ids import job_id
from .jobs import Entry, IllegalMoveError, Job, Order
from .plots import PLOTS, Cancel, Delivery, Plot, UnknownPlotError, plot
from .programs import Program, bell, usual
from .samples import ProgramError, Register, Samples
from .service import Service, UnknownJobError
from .steps import ENDS, MEANING, MOVES, Step

__all__ = [
    "BELL",
    "ENDS",
    "MEANING",
    "MOVES",
    "PLOTS",
    "Cancel",
    "Circuit",
    "Delivery",
    "Entry",
    "IllegalMoveError",
    "Job",
    "Order",
    "Plot",
    "Program",
    "ProgramError",
    "Register",
    "Samples",
    "Service",
    "Step",
    "UnknownJobError",
    "UnknownPlotError",
    "bell",
    "job_id",
    "plot",
    "usual",
]
