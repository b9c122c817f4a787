"""TAG-8: the service answers 204 and keeps the tags as they were; update_tags() returns the old ones without an error."""

from loopback import DONE, STATUS, Service, found

service = Service({"PUT /jobs/job-1/tags": [204], STATUS: [{**DONE, "tags": ["old"]}]})
told = service.job().update_tags(["new"])
found(told == ["old"], f"update_tags(['new']) returned {told}")
