"""ERROR-8: the error of a service that is not there any more is raised from no other (azure-quantum 3.13.0, azure-core 1.41.0)."""

import sys

from azure.core.exceptions import AzureError
from loopback import Service

service = Service("Executing")
job, said = service.job(), None
service.shutdown()
service.server_close()
try:
    said = job.status()
except AzureError as error:
    said = error
print(f"status() came to {said!r}")
for each in ("__cause__", "__context__", "inner_exception"):
    print(f"{each}: {getattr(said, each, None)!r}")
sys.exit(0 if isinstance(said, AzureError) and said.__cause__ is None and said.inner_exception is not None else 1)
