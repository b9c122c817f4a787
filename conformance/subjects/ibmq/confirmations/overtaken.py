"""RESOURCE-2 of RuntimeJob: an answer that comes late takes back the end that another thread was told, which asks again."""

import time
from threading import Thread

from loopback import done, runtime_job, server

ASKED = []


def answer(method, path):
    """Be long in saying that the job runs, and soon that it is over."""
    ASKED.append(f"{method} {path}")
    first = len(ASKED) == 1
    time.sleep(1.5 if first else 0)
    return 200, {"id": "job-1", "status": "RUNNING" if first else "COMPLETED"}


job = runtime_job(server(answer))
late = Thread(target=job.status)
late.start()
time.sleep(0.5)
told = job.status()
late.join()
before = len(ASKED)
again = job.status()
more = len(ASKED) - before
done(shows=more > 0, seen=f"status() said {told.name}; an older answer came; status() says {again.name} after {more} more")
