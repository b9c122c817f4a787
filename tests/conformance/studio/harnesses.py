"""Harnesses that can be recorded, each with something wrong about it."""

from __future__ import annotations

from typing import Any

from qjobspec_reference.harness import RuntimeJobHarness


class Good(RuntimeJobHarness):
    """As the reference's, whose recordings lie elsewhere."""

    recordings = "nowhere"


class WithoutRun:
    """It opens, and hands nothing in."""

    profile = "runtime-job"
    dialect = "runtime"
    recordings = "nowhere"

    def open(self, job_id: str) -> object:
        """Open nothing."""
        return object()


class WithoutRecordings(WithoutRun):
    """It does not say where."""

    recordings = None

    def run(self) -> object:
        """Hand nothing in."""
        return object()


class WithoutDialect(WithoutRecordings):
    """It names a dialect that there is not."""

    recordings = "nowhere"
    dialect = "nowhere.toml"


class Idle(WithoutRecordings):
    """It submits nothing."""

    recordings = "nowhere"


class Failing(Good):
    """It cannot submit."""

    def run(self) -> Any:
        """Fail."""
        raise ConnectionError("no way\nout")


class Closed(Good):
    """It opens nothing."""

    def open(self, job_id: str) -> Any:
        """Fail."""
        raise LookupError("no job here")

    def run(self) -> Any:
        """Submit as the reference does."""
        return RuntimeJobHarness().run()


class Strange(Good):
    """Its jobs raise what no profile foresees."""

    def open(self, job_id: str) -> Any:
        """Open a job that cannot count."""
        job = super().open(job_id)

        def status() -> object:
            raise ZeroDivisionError("by zero")

        job.status = status  # type: ignore[method-assign]
        return job


class Careless(Good):
    """Its client tells the service a word that nobody takes for a secret."""

    secrets = ("sesame-open-yourself",)

    def run(self) -> Any:
        """Submit, and tell."""
        import urllib.request

        job = super().run()
        asked = urllib.request.Request("http://runtime.test/jobs?limit=1", headers={"X-Access-Token": "any"})
        asked.add_header("X-Note", self.secrets[0])
        with urllib.request.urlopen(asked, timeout=10):
            return job


class Telling(Good):
    """Its client tells everybody a password that nobody can take for one."""

    def run(self) -> Any:
        """Submit, and tell."""
        import urllib.request

        job = super().run()
        asked = urllib.request.Request("http://runtime.test/jobs?limit=1", headers={"X-Access-Token": "any"})
        asked.add_header("X-Note", "-----BEGIN RSA PRIVATE KEY-----")
        with urllib.request.urlopen(asked, timeout=10):
            return job
