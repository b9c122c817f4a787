"""`qjobspec serve`: the reference service on this machine, for as long as nobody stops it.

This file does not know the service. Like the reference's jobs it is met by name, and only when it is asked for.
"""

from __future__ import annotations

import importlib
from typing import Any, Final

import click

from .answers import Misuse

#: What is served.
_SERVICE: Final = "qjobspec_reference.bindings.serving"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve at.")
@click.option("--port", default=8100, show_default=True, type=click.IntRange(0, 65_532), help="The first port; 0 for any.")
@click.option("--seed", default=0, show_default=True, help="What ids and samples follow from.")
@click.option("--slots", default=1, show_default=True, type=click.IntRange(1), help="How many jobs run at once.")
@click.option("--pace", default=1.0, show_default=True, type=click.FloatRange(0), help="How much longer each step lasts.")
@click.option("--plot", default="done", show_default=True, metavar="NAME", help="What happens to jobs that do not say.")
@click.option("--tick", type=click.FloatRange(0), help="Seconds that pass with each request, whatever the time.")
@click.option("--token", help="The only token that may come in.")
@click.option("--bell", "is_plain", is_flag=True, help="Run Bell circuits alone, even where Qiskit is installed.")
def serve(**settings: Any) -> None:
    """Serve the reference's quantum jobs: one port for each API family and one for their object storage.

    A job that is tagged `plot:NAME`, or has "plot": NAME among its inputs, does what that plot says.
    """
    try:
        service = importlib.import_module(_SERVICE)
    except ModuleNotFoundError as error:
        raise Misuse(f"serving needs {error.name}: pip install 'qjobspec[serve]'") from error
    try:
        service.serve(service.Settings(**settings), click.echo)
    except LookupError as error:
        raise Misuse(str(error)) from error
    except OSError as error:
        raise Misuse(f"cannot serve at {settings['host']}:{settings['port']}: {error.strerror or error}") from error
