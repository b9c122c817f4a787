"""What the shapes say of classes that are not ours: names, and nothing in them."""

from __future__ import annotations

from enum import Enum


class JobStatus(Enum):
    """The states as `qiskit.providers` has them: an enumeration of sentences, and no words."""

    QUEUED = "job is queued"
    DONE = "job has successfully run"


class Backend: ...


class BackendProperties: ...


class Result: ...


class Qobj: ...


class Circuit: ...


class ResultDecoder: ...
