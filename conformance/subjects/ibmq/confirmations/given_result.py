"""The constructor is given a result, and no `client_info`: it raises an AttributeError."""

from loopback import done, ibmq_job

result = {"backend_name": "machine", "backend_version": "1", "qobj_id": "q", "job_id": "job-1", "success": True, "results": []}
try:
    seen = ibmq_job("http://127.0.0.1:1", status="COMPLETED", result=result).result()
except AttributeError as error:
    seen = error
done(shows=isinstance(seen, AttributeError), seen=seen)
