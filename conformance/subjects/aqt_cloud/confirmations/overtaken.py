"""RESOURCE-2: an answer that comes late takes back the end that another thread was told, which asks again (2.0.1)."""

import sys
import time
from threading import Thread

from loopback import DONE, QUEUED, Service

service = Service(QUEUED, DONE, pauses=3, seconds=0.5)
job = service.job()
late = Thread(target=job.status)
late.start()
time.sleep(0.3)
service.pauses = 0
told = job.status()
late.join()
before = len(service.asked)
again = job.status()
more = len(service.asked) - before
print(f"status() said {told.name}; an older answer came; status() says {again.name} after {more} more request")
sys.exit(0 if told.name == "DONE" and more else 1)
