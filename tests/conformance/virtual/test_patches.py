"""What `patched()` swaps, and that nothing of it stays."""

import _thread
import queue
import sys
import threading
import time
from types import ModuleType
from typing import Any

import pytest

from qjobspec_conformance.virtual import VirtualTime, patched
from qjobspec_conformance.virtual._patches import TABLE

ABSENT = object()


def in_place() -> list[tuple[str, Any]]:
    """Return everything that the table may swap, as it is now."""
    return [(swap.name, vars(swap.owner).get(swap.name, ABSENT)) for swap in TABLE]


def bindings() -> dict[tuple[str, str], int]:
    """Return the identity of every name in every module that is a function."""
    return {
        (module, name): id(value)
        for module, namespace in tuple(sys.modules.items())
        if isinstance(namespace, ModuleType)
        for name, value in tuple(vars(namespace).items())
        if callable(value)
    }


def test_patching_leaves_no_trace() -> None:
    """Every attribute of the table and every name in every module is the very object it was."""
    VirtualTime().run({})
    before, names = in_place(), bindings()

    with patched():
        VirtualTime().run({"main": lambda: time.sleep(1)})
        during = in_place()
    after = in_place()

    assert [one is other for (_, one), (_, other) in zip(before, after, strict=True)] == [True] * len(TABLE)
    assert [name for (name, one), (_, other) in zip(before, during, strict=True) if one is other] == []
    assert bindings() == names


def test_a_run_leaves_no_trace_when_it_fails() -> None:
    """Also after an exception everything is back."""
    before = in_place()

    def broken() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        VirtualTime().run({"main": broken})

    assert in_place() == before


def test_entering_again_is_counted() -> None:
    """Only leaving the outermost one puts things back."""
    real = time.sleep

    with patched():
        with patched():
            inner = time.sleep
        between = time.sleep
    after = time.sleep

    assert inner is between
    assert inner is not real
    assert after is real


def test_what_was_made_while_patched_holds_nothing_of_ours() -> None:
    """Locks, conditions, events and queues made in a run are the interpreter's own, with its own methods."""
    made: list[Any] = []

    def lane() -> None:
        made.extend((threading.Lock(), threading.RLock(), queue.SimpleQueue(), threading.Condition()))
        made.append(threading.Condition(threading.Lock()))

    VirtualTime().run({"main": lane})
    types = [type(one) for one in made[:3]]
    kept = [value for condition in made[3:] for value in vars(condition).values() if callable(value)]

    assert types == [_thread.LockType, type(threading.RLock()), queue.SimpleQueue]
    assert len(kept) == 7
    assert {type(method) for method in kept} == {type(len)}


def test_a_condition_is_complete_while_patched() -> None:
    """The class still shows its methods, and a condition outside of a run waits for real."""
    with patched():
        plain = getattr(threading.Condition, "_acquire_restore")  # noqa: B009 # it has no public name
        condition = threading.Condition()
        with condition:
            woken = condition.wait(timeout=0.01)
        other = threading.Condition(threading.Lock())
        with other:
            notified = other.wait(timeout=0.01)

    assert callable(plain)
    assert (woken, notified) == (False, False)


def test_a_module_that_is_no_module_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """`sys.modules` may hold anything."""
    monkeypatch.setitem(sys.modules, "not_a_module", object())

    ended = VirtualTime().run({"main": lambda: time.sleep(1)})

    assert ended.at == 1.0
