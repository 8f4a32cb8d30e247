"""The randomised trial of none, one or two blocks before denervation (2010), as it was published and as
the model has it: two denominators, opposite messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from content import load
from content.findings import Finding
from simulator.intervals import Estimate
from simulator.paradigms import Paradigm
from simulator.trial import Trial
from simulator.trial_report import Result

CLINIC = "cohen-2010"
ARMS: dict[str, Paradigm] = {"none": "none", "one": "one", "two": "comparative_relaxed"}
"""The three arms and their paradigms; both blocks had to relieve half the pain, whatever their duration."""

CUT = 50
TRIAL = Trial(clinic=CLINIC, paradigms=tuple(ARMS.values()), threshold_pct=CUT)


@dataclass(frozen=True)
class Arm:
    """Relieved of 100 denervated and of 100 referred (or randomised), and the cost of one success."""

    name: str
    treated: Estimate
    referred: Estimate
    cost_per_success: float | None


def published() -> tuple[Arm, ...]:
    """What the trial reported."""

    def found(name: str) -> Finding:
        return load().findings[f"trial_2010.{name}"]

    def estimate(name: str) -> Estimate:
        return Estimate(found(name).value, found(name).low, found(name).high)

    return tuple(
        Arm(name, estimate(f"treated_{name}"), estimate(f"referred_{name}"), found(f"cost_{name}").value)
        for name in ARMS
    )


def modelled(result: Result) -> tuple[Arm, ...]:
    """What the model says of the same three arms."""
    outcomes = ((name, result.outcome(paradigm, CUT)) for name, paradigm in ARMS.items())
    return tuple(
        Arm(name, o.success_of_treated.times(100.0), o.success_of_referred.times(100.0), o.cost_per_success)
        for name, o in outcomes
    )


def paradox(arms: Sequence[Arm]) -> bool:
    """Whether each block more raises success among the denervated while no block relieves most of all."""
    treated = [arm.treated.value or 0.0 for arm in arms]
    referred = [arm.referred.value or 0.0 for arm in arms]
    return treated == sorted(treated) and treated[0] < treated[-1] and referred[0] > max(referred[1:])
