"""Where the reference's jobs find their service when they are judged and recorded: names that no network has.

Whoever records or replays is asked for these names and leads them where the service is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The address of each API family and of the object storage.
PLACES: Final[Mapping[str, str]] = {name: f"http://{name}.test" for name in ("ibmq", "runtime", "runtime-v2", "storage")}

#: A project at the service of family `ibmq`.
PROJECT: Final = f"{PLACES['ibmq']}/api/Network/ibm-q/Groups/open/Projects/main"
