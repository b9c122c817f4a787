"""Conformance as pytest tests: one test id per requirement.

    from qjobspec_conformance.testing import conformance
    from mypackage.harness import Harness
    test_conformance = conformance(Harness)

This file does not run the engine before the first of its tests is run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qjobspec import PROFILES, Level, profile, requirements_of

from .harnesses import inherently_lacking
from .plugin import CONCLUSIONS

if TYPE_CHECKING:
    from .plans import Outcome
    from .verdicts import Verdict

_CAMPAIGNS = pytest.StashKey[dict[object, "Outcome"]]()


def conformance(
    harness: type,
    *,
    profile_name: str | None = None,
    deviations: Path | None = None,
    seed: int = 0,
    deep: int = 200,
) -> Callable[..., None]:
    """Make a test function with one case per applicable requirement. The campaign is run once per session and process.

    A MUST that is broken fails its case, and so does one that was not exercised and a deviation that is declared in vain; a
    declared deviation and a broken SHOULD are expected failures. Raises `pytest.UsageError` for a harness without a profile.
    """
    chosen = str(profile_name or getattr(harness, "profile", None))
    if chosen not in PROFILES:
        raise pytest.UsageError(f"{harness!r}: no profile {chosen!r}; there are: {', '.join(PROFILES)}")
    lacks = frozenset(getattr(harness, "lacks", ())) | inherently_lacking(
        profile(chosen), has_service=hasattr(harness, "open")
    )
    names = [each.id for each in requirements_of(profile(chosen)) if not each.needs & lacks]
    key = (harness, chosen, deviations, seed, deep)

    @pytest.mark.parametrize("requirement", names)
    def test_conformance(requirement: str, request: pytest.FixtureRequest) -> None:
        """The job class keeps this requirement."""
        __tracebackhide__ = True
        outcome = _outcome(request.config, key, harness, chosen, deviations, seed, deep)
        request.node.user_properties.append(("qjobspec", requirement))
        _settle({verdict.requirement.id: verdict for verdict in outcome.verdicts}, requirement, outcome)

    return test_conformance


def _outcome(
    config: pytest.Config, key: object, harness: type, chosen: str, file: Path | None, seed: int, deep: int
) -> Outcome:
    campaigns = config.stash.setdefault(_CAMPAIGNS, {})
    if key not in campaigns:
        campaigns[key] = _run(config, harness, chosen, file, seed, deep)
    return campaigns[key]


def _run(config: pytest.Config, harness: type, chosen: str, file: Path | None, seed: int, deep: int) -> Outcome:
    from .campaign import Plan, run  # noqa: PLC0415 - Hypothesis is imported only where it is needed
    from .deviations import read  # noqa: PLC0415
    from .harnesses import subject  # noqa: PLC0415
    from .reports import conclusion  # noqa: PLC0415

    judged = subject(harness, profile_name=chosen)
    file = file or judged.deviations
    asked_seed, asked_deep = config.getoption("--qjobspec-seed"), config.getoption("--qjobspec-deep")
    plan = Plan(
        seed=seed if asked_seed is None else asked_seed,
        deep=deep if asked_deep is None else asked_deep,
        deviations=read(file, judged.profile) if file is not None else {},
    )
    outcome = run(judged, plan)
    config.stash[CONCLUSIONS][f"{judged.name} ({chosen})"] = conclusion(outcome).value
    return outcome


def _settle(verdicts: Mapping[str, Verdict], requirement: str, outcome: Outcome) -> None:
    """Pass, fail, skip or expect to fail, as the verdict says."""
    __tracebackhide__ = True
    from .face.prose import explanation, settled  # noqa: PLC0415
    from .verdicts import Ruling  # noqa: PLC0415

    verdict = verdicts[requirement]
    again = f"qjobspec check {outcome.subject.name} --profile {outcome.subject.profile.name} --requirement {requirement}"
    if verdict.is_stale:
        pytest.fail(f"{requirement} is declared as a deviation, but it is kept: delete its entry", pytrace=False)
    if verdict.ruling is Ruling.BROKEN and verdict.deviation is not None:
        pytest.xfail(f"declared: {verdict.deviation.reason} {verdict.deviation.link}")
    if verdict.ruling is Ruling.NOT_APPLICABLE:
        pytest.skip(settled(verdict))
    if verdict.ruling is Ruling.KEPT:
        return
    if verdict.requirement.level is not Level.MUST:
        pytest.xfail(explanation(verdict, again) if verdict.ruling is Ruling.BROKEN else settled(verdict))
    pytest.fail(explanation(verdict, again) if verdict.ruling is Ruling.BROKEN else settled(verdict), pytrace=False)
