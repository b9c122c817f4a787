"""TAG-5, TAG-9: a service whose record has null for tags makes update_tags() give back None."""

from loopback import DONE, STATUS, Service, found

told = Service({"PUT /jobs/job-1/tags": [204], STATUS: [{**DONE, "tags": None}]}).job().update_tags(["new"])
found(told is None, f"update_tags(['new']) returned {told}")
