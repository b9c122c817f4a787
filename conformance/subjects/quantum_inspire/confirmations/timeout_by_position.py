"""MEMBER-2: the first parameter of result() is no timeout, and the timeout is a minute (qiskit-quantuminspire 0.18.6)."""

import sys
from inspect import signature

from loopback import Service, tell

job = Service("running").job()
names = list(signature(job.result).parameters)
seen = [tell(lambda: job.result(timeout=0)), tell(lambda: job.result(0)), tell(lambda: job.result(None))]
print(f"result{signature(job.result)}")
for call, said in zip(("result(timeout=0)", "result(0)", "result(None)"), seen, strict=True):
    print(f"{call} of a batch that runs {said}")
sys.exit(0 if names[0] != "timeout" and seen == ["raised JobTimeoutError", *["raised RuntimeError"] * 2] else 1)
