"""One pure function per requirement. No judge looks at a clock, a job or another judge."""

from .table import JUDGES

__all__ = ["JUDGES"]
