"""TAG-10: what a caller does with the list of tags, the job tells later."""

from loopback import Service, found

job = Service({}).job(tags=["bell"])
job.tags.append("mine")
found(job.tags == ["bell", "mine"], f"tags are {job.tags} after a caller added to the list that it got")
