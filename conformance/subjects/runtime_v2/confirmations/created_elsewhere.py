"""METADATA-1: the moment at which a job was created is told with an offset, which is left out."""

from datetime import datetime

from loopback import Service, found

said = "2026-11-21T12:00:00+02:00"
told = Service({}).job(creation_date=said).creation_date
found(told != datetime.fromisoformat(said), f"the service says {said}; creation_date is {told.isoformat()}")
