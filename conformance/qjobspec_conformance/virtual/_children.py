"""Programs that a job starts and waits for (`subprocess.run`, `platform.processor`): time stands still meanwhile.

They are as real as a computation is: nobody else runs until they have ended, and one that takes too long is a stall.
A process that goes on beside the job is another thing, and is refused. This file does not know which ones those are.
"""

from collections.abc import Callable
from subprocess import Popen
from typing import Any, Final

from ._actors import acting, offstage
from ._swaps import Swap


def _for_real(real: Callable[..., Any]) -> Callable[..., Any]:
    def wait(process: "Popen[Any]", *arguments: Any, **named: Any) -> Any:
        me = acting()
        if me is None:
            return real(process, *arguments, **named)
        with offstage(me):
            return real(process, *arguments, **named)

    return wait


SWAPS: Final = (
    Swap(Popen, "communicate", _for_real(Popen.communicate)),
    Swap(Popen, "wait", _for_real(Popen.wait)),
)
