"""ERROR-8: the error of a service that is not there is raised from no other (qiskit-braket-provider 0.27.1, botocore 1.44.5)."""

import sys

from botocore.exceptions import BotoCoreError
from loopback import NOBODY, job

try:
    said = job(NOBODY).status()
except BotoCoreError as error:
    said = error
cause, context, kept = (getattr(said, each, None) for each in ("__cause__", "__context__", "kwargs"))
print(
    f"status() came to {said!r}\n__cause__: {cause!r}\n__context__: {context!r}\nkwargs['error']: {(kept or {}).get('error')!r}"
)
sys.exit(0 if isinstance(said, BotoCoreError) and cause is None else 1)
