"""The reference's client: HTTP and websockets within a deadline, and the routes of three APIs. It does not know jobs."""

from .account import AccountClient
from .answers import Answer, Request
from .deadlines import Deadline
from .faults import Fault, OutOfTime, Refused, Unreachable, Unreadable
from .pauses import BACK_OFF
from .runtime import RuntimeClient
from .web import Call, Web
from .websockets import Closed, Websocket

__all__ = [
    "BACK_OFF",
    "AccountClient",
    "Answer",
    "Call",
    "Closed",
    "Deadline",
    "Fault",
    "OutOfTime",
    "Refused",
    "Request",
    "RuntimeClient",
    "Unreachable",
    "Unreadable",
    "Web",
    "Websocket",
]
