"""One scenario as several policies would read it: the same draws, the same diary, each policy's own rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from content import load
from content.records import Rule
from simulator import paths
from simulator.scenario import Scenario
from simulator.simulate import Answer, simulate

CRITERIA: Final = ("pain", "relief", "clean", "seen", "complete", "blocks")
"""Enough pain before; relief at the cut-off; no sedation or steroid beyond the policy; nothing seen in a vein
or at the root; nothing missing at the check; one block is as many as the policy asks for."""

_SPOILED: Final = {
    "pain": {"baseline_low"},
    "clean": {"unclean"},
    "seen": {"uptake_seen", "nonspecific_spread"},
    "complete": {"incomplete"},
}


@dataclass(frozen=True)
class PolicyReading:
    """What one policy reads. `criteria`: met or not, None where it cannot be judged."""

    rule: Rule
    answer: Answer
    criteria: dict[str, bool | None]


def read_by(scenario: Scenario, rules: Iterable[str]) -> tuple[PolicyReading, ...]:
    """The scenario read by each rule: its own cut-off, basis and least pain. KeyError for an unknown rule."""
    return tuple(_read(scenario, load().rules[key]) for key in rules)


def _read(scenario: Scenario, rule: Rule) -> PolicyReading:
    own = {"rule": rule.key, "threshold_pct": None, "basis": None, "min_baseline_nrs": None}
    answer = simulate(paths.apply(scenario, {f"assessment.{name}": value for name, value in own.items()}))
    met: dict[str, bool | None] = {
        name: not spoiled & set(answer.faults) for name, spoiled in _SPOILED.items()
    }
    met["relief"] = answer.judged_pct >= rule.threshold_pct if met["complete"] and met["pain"] else None
    met["blocks"] = rule.blocks_before_denervation <= 1
    return PolicyReading(rule, answer, {name: met[name] for name in CRITERIA})
