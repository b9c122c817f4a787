"""STREAM-5: stream_results() of a job that has ended is documented to raise; it asks nobody whether it has."""

from loopback import DONE, STATUS, Service, found

service = Service({STATUS: [DONE]})
job = service.job()
job.stream_results(lambda *_: None)
asked = [each for each in service.asked if each == STATUS]
found(not asked, f"stream_results() of a job that is done raised nothing, and asked {len(asked)} times for the status")
