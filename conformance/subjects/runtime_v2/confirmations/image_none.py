"""METADATA-22: the record of a job on the default image has no `runtime`; QiskitRuntimeService passes None on, and image is None."""

import inspect

from loopback import Service, found
from qiskit_ibm_runtime import QiskitRuntimeService

passes = 'image=raw_data.get("runtime")' in inspect.getsource(QiskitRuntimeService._decode_job)
image = Service({}).job(image={}.get("runtime")).image
found(passes and image is None, f"_decode_job passes raw_data.get('runtime'): {passes}; image is {image}")
