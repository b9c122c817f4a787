"""The reference service over HTTP and websockets: three API families and an object storage. Needs the extra `serve`."""

from .apps import ROUTES, STORAGE, apps, family_app, storage_app
from .office import Clock, Office
from .openapi import description
from .routes import TEXT, Route
from .storage import Storage

__all__ = [
    "ROUTES",
    "STORAGE",
    "TEXT",
    "Clock",
    "Office",
    "Route",
    "Storage",
    "apps",
    "description",
    "family_app",
    "storage_app",
]
