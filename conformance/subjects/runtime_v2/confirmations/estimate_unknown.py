"""USAGE-2: an estimate that the service did not know yet is not asked for again."""

from loopback import QUEUED, STATUS, Service, found

service = Service({STATUS: [QUEUED, {**QUEUED, "estimated_running_time_seconds": 7}]})
job = service.job()
first, second = job.usage_estimation, job.usage_estimation
found(second == {"quantum_seconds": None}, f"usage_estimation is {first}, then {second}; the service said 7, and was asked {len(service.asked)} times")
