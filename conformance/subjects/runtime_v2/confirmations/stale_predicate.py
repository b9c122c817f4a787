"""PREDICATE-4: in_final_state() says what was last heard and asks nobody (0.21 and 0.22; mended in 0.23)."""

from loopback import DONE, STATUS, Service, found

service = Service({STATUS: [DONE]})
said = service.job().in_final_state()
found(not said, f"the job is done; in_final_state() said {said} after {len(service.asked)} requests")
