"""`datetime.now`, `utcnow` and `today`, and `date.today`: methods of the interpreter's own types, swapped in place.

The types stay what they are: names bound to them, their subclasses and `isinstance` notice nothing. This file does not
know how the wall clock goes.
"""

import sys
import warnings
from _thread import get_ident
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final, cast

from ._actors import ACTORS
from ._moments import SECOND
from ._swaps import Swap

# As they are written in the types: bound to the class that they are asked of, which may be a subclass.
_NOW: Final[Any] = vars(datetime)["now"]
_UTCNOW: Final[Any] = vars(datetime)["utcnow"]
_TODAY: Final[Any] = vars(date)["today"]
_FROM_MOMENT: Final[Any] = vars(datetime)["fromtimestamp"]
_DEPRECATED: Final = (
    "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. "
    "Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."
)


def _now(cls: type[datetime], tz: tzinfo | None = None) -> datetime:
    moment = _moment()
    return cast("datetime", _NOW.__get__(None, cls)(tz)) if moment is None else _at(cls, moment, tz)


def _utcnow(cls: type[datetime]) -> datetime:
    moment = _moment()
    if moment is None:
        return cast("datetime", _UTCNOW.__get__(None, cls)())
    if sys.version_info >= (3, 12):
        warnings.warn(_DEPRECATED, DeprecationWarning, stacklevel=2)
    return _at(cls, moment, UTC).replace(tzinfo=None)


def _today(cls: type[date]) -> date:
    moment = _moment()
    return cast("date", _TODAY.__get__(None, cls)()) if moment is None else cls.fromtimestamp(moment / SECOND)


def _moment() -> int | None:
    me = ACTORS.get(get_ident())
    return None if me is None else me.world.read_wall()


def _at(cls: type[datetime], moment: int, tz: tzinfo | None) -> datetime:
    """Return the moment to the microsecond: a float of this size is not that exact."""
    whole: datetime = _FROM_MOMENT.__get__(None, cls)(moment // SECOND, tz)
    return whole.replace(microsecond=moment % SECOND // 1_000)


SWAPS: Final = (
    Swap(datetime, "now", classmethod(_now)),
    Swap(datetime, "utcnow", classmethod(_utcnow)),
    Swap(date, "today", classmethod(_today)),
)
