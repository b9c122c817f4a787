"""RESOURCE-2: an answer of before that comes late takes back the end that another thread was told, which asks again."""

import time
from threading import Thread

from loopback import DONE, RUNNING, STATUS, Service, found

service = Service({STATUS: [lambda: time.sleep(1.5) or RUNNING, DONE]})
job = service.job()
late = Thread(target=job.status)
late.start()
time.sleep(0.5)
told = job.status()
late.join()
before = len(service.asked)
again = job.status()
more = len(service.asked) - before
found(more > 0, f"status() said {told}; an older answer came; status() says {again} after {more} more request")
