"""The laws that a table of states has to keep, whichever states it holds."""

from __future__ import annotations

import re

import pytest

from qjobspec import JOB_MACHINE, PROFILES, JobStatus, Profile, StateMachine

MACHINES = pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
STATES = pytest.mark.parametrize("state", list(JobStatus))
PENDING = {JobStatus.INITIALIZING, JobStatus.VALIDATING, JobStatus.QUEUED}
ENDS = {JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED}


@STATES
def test_a_state_is_spelled_as_it_is_called(state: JobStatus) -> None:
    """The value of every state is its name, so that both are one word on the wire."""
    assert state.value == state.name


@MACHINES
def test_every_state_has_a_row(profile: Profile) -> None:
    """Every state to which a move leads, and the initial one, has a row of its own."""
    machine = profile.machine

    named = {machine.initial}.union(*machine.moves.values())

    assert named <= set(machine.states)


@MACHINES
def test_a_final_state_is_an_empty_row(profile: Profile) -> None:
    """The finals are exactly the states with an empty row, and nothing comes after them."""
    machine = profile.machine

    empty = {state for state in machine.states if not machine.moves[state]}

    assert machine.finals == empty
    assert all(not machine.after(state) for state in machine.finals)


@MACHINES
def test_every_state_reaches_a_final_one(profile: Profile) -> None:
    """From every state that is not final, some final state can be reached."""
    machine = profile.machine

    stuck = [state for state in machine.states if state not in machine.finals and not machine.after(state) & machine.finals]

    assert stuck == []


@MACHINES
def test_every_state_is_reached_from_the_initial_one(profile: Profile) -> None:
    """No row of the table is out of reach."""
    machine = profile.machine

    reached = {machine.initial} | machine.after(machine.initial)

    assert reached == set(machine.states)


@MACHINES
def test_no_state_comes_after_itself(profile: Profile) -> None:
    """A job that has left a state does not come back to it."""
    machine = profile.machine

    returning = [state for state in machine.states if state in machine.after(state)]

    assert returning == []


def test_the_states_of_a_job_are_pending_running_or_final() -> None:
    """Pending are the three states before `RUNNING`, and final the three that end a job."""
    assert JOB_MACHINE.pending == PENDING
    assert JOB_MACHINE.finals == ENDS
    assert JOB_MACHINE.pending | JOB_MACHINE.finals | {JobStatus.RUNNING} == set(JobStatus)


def test_states_come_in_the_order_of_the_table() -> None:
    """The states of a machine stand in the order in which its table names them."""
    assert JOB_MACHINE.states == tuple(JobStatus)


def test_pending_is_computed_from_the_moves() -> None:
    """A state from which no move leads to `RUNNING` is not pending, however early it is."""
    machine = StateMachine(
        initial=JobStatus.QUEUED,
        moves={
            JobStatus.QUEUED: frozenset({JobStatus.RUNNING}),
            JobStatus.VALIDATING: frozenset({JobStatus.ERROR}),
            JobStatus.RUNNING: frozenset({JobStatus.DONE}),
            JobStatus.DONE: frozenset(),
            JobStatus.ERROR: frozenset(),
        },
    )

    pending = machine.pending

    assert pending == {JobStatus.QUEUED}


@STATES
def test_a_state_may_follow_itself(state: JobStatus) -> None:
    """Two answers in a row may be the same."""
    assert JOB_MACHINE.may_follow(state, state)


def test_states_in_between_may_pass_unseen() -> None:
    """An observer may see a state that takes two moves to reach."""
    machine = StateMachine(
        initial=JobStatus.QUEUED,
        moves={
            JobStatus.QUEUED: frozenset({JobStatus.RUNNING}),
            JobStatus.RUNNING: frozenset({JobStatus.DONE}),
            JobStatus.DONE: frozenset(),
        },
    )

    may_follow = machine.may_follow(JobStatus.QUEUED, JobStatus.DONE)

    assert JobStatus.DONE not in machine.moves[JobStatus.QUEUED]
    assert may_follow


@pytest.mark.parametrize(
    ("earlier", "later"),
    [(JobStatus.RUNNING, state) for state in sorted(PENDING)]
    + [(JobStatus.QUEUED, JobStatus.VALIDATING), (JobStatus.VALIDATING, JobStatus.INITIALIZING)]
    + [(end, state) for end in sorted(ENDS) for state in JobStatus if state is not end],
)
def test_no_job_goes_back(earlier: JobStatus, later: JobStatus) -> None:
    """No state that a job has left may follow, and nothing else follows a final one."""
    assert not JOB_MACHINE.may_follow(earlier, later)


def test_the_document_of_a_machine_says_all_of_it() -> None:
    """The document names the initial state, the finals and every row, in names and in a stable order."""
    document = JOB_MACHINE.as_document()

    assert document["initial"] == "INITIALIZING"
    assert document["final"] == ["CANCELLED", "DONE", "ERROR"]
    assert document["moves"] == {
        state.name: sorted(target.name for target in row) for state, row in JOB_MACHINE.moves.items()
    }


@MACHINES
def test_a_drawing_has_every_move_of_the_table_and_no_other(profile: Profile) -> None:
    """Read back, the diagram is the machine: each line is one move, the way in, or the way out of a final state."""
    machine = profile.machine

    title, *lines = machine.as_mermaid().splitlines()
    drawn = [re.fullmatch(r"    (\S+) --> (\S+)", line) for line in lines]
    moves = [(match[1], match[2]) for match in drawn if match]

    assert title == "stateDiagram-v2"
    assert all(drawn)
    assert len(set(moves)) == len(moves)
    assert set(moves) == (
        {("[*]", machine.initial.value)}
        | {(state.value, target.value) for state, row in machine.moves.items() for target in row}
        | {(state.value, "[*]") for state in machine.finals}
    )


def test_a_drawing_is_the_same_every_time() -> None:
    """Moves are drawn in the order of the table, though its rows are sets."""
    targets = [line.split()[2] for line in JOB_MACHINE.as_mermaid().splitlines() if line.startswith("    QUEUED ")]

    assert targets == [state.value for state in JOB_MACHINE.states if state in JOB_MACHINE.moves[JobStatus.QUEUED]]
    assert JOB_MACHINE.as_mermaid().endswith(" --> [*]\n")


@pytest.mark.parametrize("state", [state for state in JobStatus if state is not JOB_MACHINE.initial])
def test_a_machine_without_a_state_has_all_moves_of_the_others(state: JobStatus) -> None:
    """Neither a row nor a row's entry is left of the state; whatever else was legal still is, and nothing more."""
    others = [each for each in JobStatus if each is not state]

    lesser = JOB_MACHINE.without(state)

    assert lesser.initial is JOB_MACHINE.initial
    assert lesser.states == tuple(others)
    assert all(lesser.moves[each] == JOB_MACHINE.moves[each] - {state} for each in others)


def test_a_state_left_out_was_no_bridge() -> None:
    """Who never shows `VALIDATING` may go from `INITIALIZING` to all that came after it, as one who passed it unseen."""
    lesser = JOB_MACHINE.without(JobStatus.VALIDATING)

    assert lesser.after(JobStatus.INITIALIZING) == JOB_MACHINE.after(JobStatus.INITIALIZING) - {JobStatus.VALIDATING}
    assert lesser.finals == JOB_MACHINE.finals
    assert JobStatus.VALIDATING in JOB_MACHINE.states
