"""TAG-1: a job without tags tells None; a service's job() passes on what the service says."""

from loopback import Service, found

found(Service({}).job().tags is None, "tags is None")
