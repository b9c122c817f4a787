"""A creation date is told in another time zone than UTC: `creation_date` drops the offset."""

from datetime import datetime

from loopback import done, ibmq_job, runtime_job

SAID = "2023-11-15T00:13:20+02:00"
runtime = runtime_job("http://127.0.0.1:1", creation_date=SAID).creation_date
ibmq = ibmq_job("http://127.0.0.1:1", creation_date=SAID).creation_date()
done(shows=runtime != datetime.fromisoformat(SAID) != ibmq, seen=f"said {SAID}, told {runtime} and {ibmq}")
