"""The constructor is given a result, and no `client_info`: it raises an AttributeError."""

from loopback import RESULT, done, ibmq_job

try:
    seen = ibmq_job("http://127.0.0.1:1", status="COMPLETED", result=RESULT).result()
except AttributeError as error:
    seen = error
done(shows=isinstance(seen, AttributeError), seen=seen)
