"""The first parameter of `result()` is `sharpen`, so that `result(1)` waits without a timeout (qiskit-ionq 1.1.1)."""

import time
from inspect import signature
from threading import Thread

from loopback import READY, STATUS, Service, found, tell

job, said = Service({STATUS: [READY]}).job(), {}
calls = {"result(1)": lambda: job.result(1), "result(timeout=1)": lambda: job.result(timeout=1)}
for name, call in calls.items():
    Thread(target=lambda name=name, call=call: said.update({name: tell(call)}), daemon=True).start()
time.sleep(11)
parameters = list(signature(job.result).parameters)
seen = {name: said.get(name, "still waiting") for name in calls}
found(
    parameters[0] == "sharpen" and list(seen.values()) == ["still waiting", "IonQJobTimeoutError"],
    f"result({', '.join(parameters)}); the job is queued, and after 11 s: {seen}",
)
