"""A dialect as plots have to know it.

A service of a known family speaks as that does, with the dialect's own routes and words.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from ..recordings.dialect import Dialect
from ..recordings.roles import TELLING, Role
from ..services import SPEECHES, Speech


def speech_of(dialect: Dialect) -> Speech:
    """How a service of this dialect speaks."""
    roles = tuple(dict.fromkeys(route.role.value for route in dialect.routes if route.role is not Role.SETUP))
    words = MappingProxyType({dialect.folded(word): state for word, state in dialect.words.items()})
    known = SPEECHES.get(dialect.api)
    if known is not None:
        return replace(
            known,
            roles=tuple(role for role in known.roles if role in roles),
            words=words,
            is_case_sensitive=dialect.is_case_sensitive,
        )
    status = {
        route.role.value: route.status if route.status is not None else dialect.status
        for route in dialect.routes
        if route.role in TELLING - {Role.SUBMIT} or (route.status is not None and route.role is not Role.SETUP)
    }
    required = {role: (pointer,) for role, pointer in status.items()}
    return Speech(
        name=dialect.name,
        roles=roles,
        words=words,
        status=MappingProxyType(status),
        required=MappingProxyType(required),
        optional=MappingProxyType({}),
        nullable=MappingProxyType({}),
        is_case_sensitive=dialect.is_case_sensitive,
        has_schemas=False,
    )
