"""What a history hears of the warnings that a user gets."""

from __future__ import annotations

import logging
import warnings

from qjobspec_conformance.listening import listening


def test_warnings_and_records_are_heard_each_time() -> None:
    """A warning that Python shows once is heard as often as it is given; what is for developers is not."""
    heard: list[tuple[str, str, str]] = []

    with listening(lambda *what: heard.append(what)):
        for _ in range(2):
            warnings.warn("the result is gone", UserWarning, stacklevel=1)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        warnings.warn("open", ResourceWarning, stacklevel=1)
        logging.getLogger("provider.stream").warning("lost %s", "it")
        logging.getLogger("provider.stream").info("all is well")

    assert heard == [
        ("warnings", "UserWarning", "the result is gone"),
        ("warnings", "UserWarning", "the result is gone"),
        ("logging", "provider.stream", "lost it"),
    ]


def test_nothing_is_left_behind() -> None:
    """Afterwards warnings and loggers are what they were."""
    handlers, shown = list(logging.getLogger().handlers), warnings.showwarning

    with listening(lambda *_: None):
        assert len(logging.getLogger().handlers) == len(handlers) + 1

    assert logging.getLogger().handlers == handlers
    assert warnings.showwarning is shown
