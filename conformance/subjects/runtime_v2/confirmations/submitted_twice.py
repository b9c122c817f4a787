"""SUBMIT-15, RESOURCE-5: a gateway answers 502 to a submission that the service has taken; the client submits again."""

from loopback import Service, found

service = Service({"POST /jobs": [502, {"id": "job-2"}]})
given = dict.fromkeys(("image", "log_level", "session_id", "hgp"))
if "hgp" not in service.client().program_run.__code__.co_varnames:
    del given["hgp"]
service.client().program_run(program_id="sampler", backend_name="athens", params={}, **given)
found(service.asked == ["POST /jobs"] * 2, f"one program_run() sent {len(service.asked)} submissions")
