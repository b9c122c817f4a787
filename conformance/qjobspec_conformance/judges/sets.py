"""Judges of jobs that belong together (SET), and of how a set goes on when there is no room for one of them (SUBMIT-14)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Answered, Asked, Unreached
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_during
from .grounds import of_sets
from .members_of_sets import (
    all_experiments,
    count,
    ended,
    experiments,
    failed,
    job_of,
    moves_by_job,
    names,
    submissions,
)
from .words import after, deadline, fills, seen

#: What the table of perturbations calls the refusal of one job more than a user may have.
_TOO_MANY = "too-many-jobs"


def each_job_has_a_run_of_experiments(history: History) -> Iterator[Finding]:
    """SET-1."""
    for number in range(1, (count(history) or 0) + 1):
        mine = experiments(history, number)
        if mine:
            fits = mine == tuple(range(mine[0], mine[0] + len(mine)))
            told = ", ".join(names(history)[each] for each in mine)
            yield ruling(None if fits else f"job {number} of the set was given {told}", *_of_job(history, number))


def the_jobs_cover_the_set(history: History) -> Iterator[Finding]:
    """SET-3."""
    parts = all_experiments(history)
    if parts is not None:
        given = [each for part in parts for each in sorted(part)]
        fits = given == list(range(len(names(history))))
        told = ", ".join(names(history)[each] for each in given)
        positions = [position for position, _, _ in submissions(history)]
        yield ruling(None if fits else f"the jobs of the set were given {told}", *positions)


def an_experiment_is_found(history: History) -> Iterator[Finding]:
    """SET-4."""
    parts = all_experiments(history)
    for call in history.calls("job"):
        experiment = call.argument("experiment")
        place = names(history).index(experiment) if isinstance(experiment, str) else experiment
        if parts is not None and call.end is not None:
            yield ruling(_not_found(history, call, parts, place), *call.proof)


def there_is_an_answer_for_each_job(history: History) -> Iterator[Finding]:
    """SET-5: compared with what each job says at the same moment."""
    number = count(history)
    for call in history.calls("statuses"):
        if number is None or call.value is None or not isinstance(call.value.data, list):
            continue
        told, jobs = call.value.data, range(1, number + 1)
        if len(told) != number:
            yield broken(f"statuses() gave {len(told)} answers for {number} jobs", *call.proof)
            continue
        for job in jobs:
            for one in history.calls_of(job, "status"):
                if one.value is not None and history.is_smooth and _at_one_moment(history, call, one):
                    same = told[job - 1] == one.value.plain
                    fault = f"statuses() said {told[job - 1]} of job {job}, which says {one.value}"
                    yield ruling(None if same else fault, *call.proof, *one.proof)


def one_timeout_is_for_all(history: History) -> Iterator[Finding]:
    """SET-6."""
    ends = [ended(history, moves) for moves in moves_by_job(history).values()]
    last = max((move[1].at if move is not None else float("inf") for move in ends), default=float("inf"))
    overrun, lag = history.profile.bounds.poll_interval, history.profile.bounds.result_lag
    for call in history.calls("results"):
        limit = deadline(call)
        if limit is None:
            continue
        late = after(call.end_at, limit + overrun)
        in_time = fills(history, ErrorRole.TIMEOUT, call.error) and not late
        fault = f"results(timeout={call.argument('timeout')}) {seen(call)}"
        if after(last, limit + overrun):
            yield ruling(None if in_time else fault, *call.proof)
        elif late or (call.error is not None and after(limit, max(last, call.began.at) + lag)):
            yield broken(fault, *call.proof)


def one_job_does_not_spoil_the_others(history: History) -> Iterator[Finding]:
    """SET-7."""
    for call in history.calls("results"):
        end = call.end_position
        if end is None or fills(history, ErrorRole.TIMEOUT, call.error):
            continue
        finals = [move for moves in moves_by_job(history).values() if (move := ended(history, moves)) is not None]
        without = [move for at, move in finals if at < end and move.state is not JobStatus.DONE]
        if without:
            whole = call.value is None or call.value.success is not False
            said = seen(call) if call.value is None else f"returned {call.value}, success={call.value.success}"
            yield ruling(f"job {without[0].job} had no result, and results() {said}" if whole else None, *call.proof)


def every_job_is_cancelled(history: History) -> Iterator[Finding]:
    """SET-8: a request that did not reach the service counts, whichever job it was about."""
    for call in history.calls("cancel"):
        asked = {each.job for each in asked_during(history, call, "cancel")}
        jobs = [job for job, moves in moves_by_job(history).items() if _runs_at(history, call, moves)]
        passed_over = [job for job in jobs if job not in asked]
        unreached = len(history.during(call, Unreached))
        if jobs:
            fault = f"cancel() did not try to cancel {', '.join(passed_over)}"
            yield ruling(fault if len(passed_over) > unreached else None, *call.proof)


def every_failure_is_told(history: History) -> Iterator[Finding]:
    """SET-9."""
    for call in history.calls("error_messages"):
        if call.end_position is None:
            continue
        if not failed(history, call.end_position):
            nothing = call.value is not None and call.value.is_none
            yield ruling(None if nothing else f"no job had failed, and error_messages() {seen(call)}", *call.proof)
        for one in _told_by_jobs(history):
            if failed(history, call.position) and one.value is not None and isinstance(one.value.plain, str):
                told = call.value is not None and one.value.plain in str(call.value.plain)
                fault = f"error_messages() {seen(call)}, without {one.value}"
                yield ruling(None if told else fault, *call.proof, *one.proof)


def every_job_stays_in_the_set(history: History) -> Iterator[Finding]:
    """SET-10: a set that does not mark its jobs by tags has nothing to lose."""
    for call in history.calls("update_tags"):
        for position, event in history.during(call, Asked):
            if isinstance(tags := _field(event, "tags"), list):
                lost = sorted(_marks(history, event.job) - set(tags))
                fault = f"job {event.job} lost {', '.join(lost)}, by which its set finds it"
                if _marks(history, event.job):
                    yield ruling(fault if lost else None, *call.proof, position)


def a_full_house_is_tried_again(history: History) -> Iterator[Finding]:
    """SUBMIT-14: seen once another job of the set has ended, and there was time."""
    bound = history.profile.bounds.result_lag + history.profile.bounds.poll_interval
    asked = {event.number: event for _, event in history.happened(Asked) if event.role == "submit"}
    for position, event in history.happened(Answered):
        if not any(fault.name == _TOO_MANY for fault in event.faults):
            continue
        room = _room(history, position)
        if room is None or history.ended <= room + bound:
            continue
        same = [
            each for each in asked.values() if each.number > event.number and each.content == asked[event.number].content
        ]
        again = any(not after(each.at, room + bound) for each in same)
        yield ruling(None if again else f"there was room at {room:g} s, and nobody tried again", position)


def _of_job(history: History, number: int) -> tuple[int, ...]:
    """The request that made the job that is `number` in the set."""
    mine = job_of(history, number)
    return tuple(position for position, _, job in submissions(history) if job == mine)


def _not_found(history: History, call: Call, parts: tuple[tuple[int, ...], ...], place: int) -> str | None:
    """What is wrong with the answer to where experiment number `place` is."""
    number = next((number for number, part in enumerate(parts) if place in part), None)
    if number is None:
        return None
    found = None if call.value is None else call.value.parts
    if found is None or len(found) != 2:  # noqa: PLR2004 - a job and a number
        return f"job({call.argument('experiment')!r}) {seen(call)}"
    index = sorted(parts[number]).index(place)
    if found[1].plain != index:
        return f"job({call.argument('experiment')!r}) said number {found[1].plain}; it is number {index} of its job"
    jobs = next((one.value.parts for one in history.calls("jobs") if one.value is not None and one.value.parts), ())
    others = {each.thing for at, each in enumerate(jobs) if at != number}
    return f"job({call.argument('experiment')!r}) returned another job" if found[0].thing in others else None


def _at_one_moment(history: History, call: Call, other: Call) -> bool:
    """Whether the two have said the same moment's states: no job has moved at it."""
    moments = {move.at for moves in moves_by_job(history).values() for _, move in moves}
    return call.end_at == other.began.at == other.end_at and call.end_at not in moments


def _runs_at(history: History, call: Call, moves: tuple[tuple[int, object], ...]) -> bool:
    """Whether a job was at the service when `call` began, and had not ended when it came back."""
    end = next((each for each in [ended(history, moves)] if each is not None), None)  # type: ignore[arg-type]
    return (
        moves[0][0] < call.position
        and (end is None or end[0] > call.position)
        and (end is None or end[1].at != call.began.at)
    )


def _told_by_jobs(history: History) -> Iterator[Call]:
    for number in range(1, (count(history) or 0) + 1):
        yield from history.calls_of(number, "error_message")


def _marks(history: History, job: str | None) -> set[str]:
    """The tags that a job was submitted with and that its user has not given it."""
    given = set(dict(history.example.given).get("tags") or ())  # type: ignore[arg-type]
    for _, request, made in submissions(history):
        if made == job and isinstance(tags := _field(request, "tags"), list):
            return set(tags) - given
    return set()


def _field(event: Asked, name: str) -> object:
    return event.data.get(name) if isinstance(event.data, dict) else None


def _room(history: History, position: int) -> float | None:
    """When the first job ended after event `position`; `None` if none did."""
    ends = [ended(history, moves) for moves in moves_by_job(history).values()]
    return min((move[1].at for move in ends if move is not None and move[0] > position), default=None)


JUDGES = {
    name: of_sets(judge)
    for name, judge in {
        "SUBMIT-14": a_full_house_is_tried_again,
        "SET-1": each_job_has_a_run_of_experiments,
        "SET-3": the_jobs_cover_the_set,
        "SET-4": an_experiment_is_found,
        "SET-5": there_is_an_answer_for_each_job,
        "SET-6": one_timeout_is_for_all,
        "SET-7": one_job_does_not_spoil_the_others,
        "SET-8": every_job_is_cancelled,
        "SET-9": every_failure_is_told,
        "SET-10": every_job_stays_in_the_set,
    }.items()
}
