"""STATUS-16, CANCEL-14, CONCURRENCY-4: the job that is being cancelled ends all the same; status() never asks."""

from loopback import DONE, QUEUED, STATUS, Service, found

service = Service({STATUS: [QUEUED, DONE], "POST /jobs/job-1/cancel": [204]})
job, other = service.job(), service.job()
first = job.status()
job.cancel()
before = len(service.asked)
said, asked, truth = job.status(), len(service.asked) - before, other.status()
seen = f"{first}, cancel(), {said} with {asked} requests; another job object: {truth}"
found((said, asked, truth) == ("CANCELLED", 0, "DONE"), seen)
