"""One pure function per requirement. No judge looks at a clock, a job or another judge."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..findings import Judge
from . import callbacks, cancellation, identity, members, predicates, result, status, submission, timeout, waiting

#: Every judge by the id of its requirement.
JUDGES: Final[Mapping[str, Judge]] = MappingProxyType(
    {
        **members.JUDGES,
        **identity.JUDGES,
        **submission.JUDGES,
        **status.JUDGES,
        **predicates.JUDGES,
        **result.JUDGES,
        **timeout.JUDGES,
        **cancellation.JUDGES,
        **waiting.JUDGES,
        **callbacks.JUDGES,
    }
)

__all__ = ["JUDGES"]
