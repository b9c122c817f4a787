"""USAGE-2: an estimate that the service did not know yet is not asked for again."""

from loopback import QUEUED, STATUS, Service, found

service = Service({STATUS: [QUEUED, {**QUEUED, "estimated_running_time_seconds": 7}]})
job = service.job()
first, second = job.usage_estimation, job.usage_estimation
seen = f"usage_estimation is {first}, then {second}; the service was asked {len(service.asked)} times, and would say 7"
found(second == {"quantum_seconds": None}, seen)
