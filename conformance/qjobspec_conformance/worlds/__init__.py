"""The world of a job that a service runs: what its recordings say, played behind the wire as a plot tells."""

from .declared import WorldError, dialect_of, world_of
from .replay import Replay, calls_of, inline_result
from .server import Server
from .world import World

__all__ = ["Replay", "Server", "World", "WorldError", "calls_of", "dialect_of", "inline_result", "world_of"]
