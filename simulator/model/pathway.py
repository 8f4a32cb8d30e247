"""Stage 12, pathway: from what the clinic can know to the steps that may follow. Blind to the truth.

The steps, their reasons and their sources are data (`content/pathways.toml`); here only the findings are
named. It says what follows in published pathways, never what a person should do.
"""

from dataclasses import dataclass

import numpy as np

from content import PathwayStep, load
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Findings:
    """What is on the chart after a block: the scenario's visible part, the result, the diary's window."""

    scenario: Scenario
    result: str
    relief_pct: float
    faults: tuple[str, ...]
    lasted_h: float
    began_min: float | None


def pretest(age: int, region: str) -> float:
    """Chance of facet pain before any test: by age for the lumbar spine, one number for neck and mid-back."""
    library = load()
    if region != "lumbar":
        return library.value(f"pretest.{region}")
    ages = (30, 45, 60, 70)
    return float(np.interp(age, ages, [library.value(f"pretest.age_{a}") for a in ages]))


def tags(findings: Findings) -> frozenset[str]:
    """The findings as tags; their meaning is listed in docs/architecture.md."""
    library, scenario = load(), findings.scenario
    patient, block = scenario.patient, scenario.block
    rule = library.rules[scenario.assessment.rule]
    drug = library.drugs[block.drug]
    doubtful = (
        block.contrast in ("none", "aspiration")
        or block.guidance == "landmark"
        or "uptake_seen" in findings.faults
    )
    before = pretest(patient.age, patient.region)
    low, high = library.value("finding.pretest_low"), library.value("finding.pretest_high")
    relief = findings.relief_pct + 1e-9
    named = {
        "always": True,
        findings.result: True,
        patient.region: True,
        "relief_80": relief >= 80.0,
        "relief_50_79": 50.0 <= relief < 80.0,
        "relief_below_50": relief < 50.0,
        "sedated": block.sedation not in rule.sedation,
        "steroid": block.steroid,
        "skin_large": block.skin_ml >= library.value("context.skin_large_ml"),
        "technical_doubt": doubtful,
        "clean": not doubtful and not findings.faults,
        "pretest_low": before <= low,
        "pretest_middle": low < before < high,
        "pretest_high": before >= high,
        "prolonged": findings.lasted_h > library.value(f"finding.prolonged_h.{drug.epinephrine_class}"),
        "late": findings.began_min is not None and findings.began_min > library.value("finding.late_min"),
        "csi_high": patient.csi >= library.value("finding.csi_high"),
        "depression": patient.depression,
        "prior_surgery": patient.prior_surgery,
        "opioids": patient.opioids,
        "long_duration": patient.pain_months >= library.value("finding.long_duration_months"),
        "policy_one_block": rule.blocks_before_denervation <= 1,
        "policy_two_blocks": rule.blocks_before_denervation >= 2,
        "single_side": len({nerve.side for nerve in block.nerves}) == 1,
    }
    return frozenset({tag for tag, holds in named.items() if holds} | set(findings.faults))


def steps(found: frozenset[str]) -> tuple[PathwayStep, ...]:
    """The steps whose conditions hold, in their order."""

    def holds(tag: str) -> bool:
        return tag[1:] not in found if tag.startswith("!") else tag in found

    return tuple(step for step in load().pathways if all(holds(tag) for tag in step.when))
