"""STREAM-2: a number or null is looked into for a link, which raises, and the callback never gets it (until 0.25)."""

import time

from loopback import QUEUED, STATUS, Service, found

job, got = Service({STATUS: [QUEUED]}).job(program_id="program"), []
job._start_websocket_client = lambda: [job._result_queue.put(each) for each in ("null", "7", '{"a": 1}', job._POISON_PILL)]
job.stream_results(lambda _, result: got.append(result))
time.sleep(1)
found(got == [{"a": 1}], f"the service sent null, 7 and {{'a': 1}}; the callback got {got}")
