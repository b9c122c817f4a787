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


def test_no_handler_of_a_job_is_asked_and_nothing_is_left_behind() -> None:
    """Loggers that keep to themselves are heard too; afterwards warnings and loggers are what they were."""
    heard: list[tuple[str, str, str]] = []
    shown, seen = warnings.showwarning, []
    logger, handler = logging.getLogger("provider.alone"), logging.NullHandler()
    handler.handle = seen.append  # type: ignore[method-assign, assignment]
    logger.addHandler(handler)
    logger.propagate = False

    with listening(lambda *what: heard.append(what)):
        logger.error("gone")
    logger.error("back")

    assert heard == [("logging", "provider.alone", "gone")]
    assert [record.getMessage() for record in seen] == ["back"]
    assert warnings.showwarning is shown
