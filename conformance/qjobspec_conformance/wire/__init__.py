"""An in-memory network below every HTTP and websocket client: what the rest of the suite may use of it."""

from ._answers import Answer, Part, Then
from ._dialogues import Close, Dialogue, Drop, Move, Noise, Ping, Say
from ._logs import Answered, Asked, Entry, Heard, Met, Played
from ._networks import Network
from ._requests import Request
from ._seams import installed, serving
from ._services import NoReadTimeout, Scripted, Service, Unscripted
from ._troubles import Stage, Trouble, What

__all__ = [
    "Answer",
    "Answered",
    "Asked",
    "Close",
    "Dialogue",
    "Drop",
    "Entry",
    "Heard",
    "Met",
    "Move",
    "Network",
    "NoReadTimeout",
    "Noise",
    "Part",
    "Ping",
    "Played",
    "Request",
    "Say",
    "Scripted",
    "Service",
    "Stage",
    "Then",
    "Trouble",
    "Unscripted",
    "What",
    "installed",
    "serving",
]
