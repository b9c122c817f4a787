"""METADATA-13: properties() asks for those of when the job was made, and not of when it was run (mended in 0.42)."""

from types import SimpleNamespace

from loopback import DONE, STATUS, Service, found

asked = []
backend = SimpleNamespace(properties=lambda refresh, date: asked.append(date.hour))
record = {**DONE, "created": "2026-11-21T12:00:00Z"}
metrics = {"timestamps": {"created": record["created"], "running": "2026-11-21T15:00:00Z"}}
service = Service({STATUS: [record], "GET /jobs/job-1/metrics": [metrics]})
service.job(backend=backend, creation_date=record["created"]).properties()
found(asked == [12], f"made at 12 h and run at 15 h, the job asks for the properties of {asked} h")
