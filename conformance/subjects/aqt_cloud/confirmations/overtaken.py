"""RESOURCE-2: an answer that comes late takes back the end that another thread was told, which asks again (2.0.1)."""

import time
from threading import Thread
from typing import Any

from loopback import DONE, QUEUED, Service, found


class Slow(Service):
    """Is long in saying that the job is queued."""

    def next(self) -> Any:
        """What is answered now."""
        answer = super().next()
        time.sleep(1.5 if answer is QUEUED else 0)
        return answer


service = Slow(QUEUED, DONE)
job = service.job()
late = Thread(target=job.status)
late.start()
time.sleep(0.5)
told = job.status()
late.join()
before = len(service.asked)
again = job.status()
more = len(service.asked) - before
found(more > 0, f"status() said {told.name}; an older answer came; status() says {again.name} after {more} more request")
