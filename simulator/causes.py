"""The causes of a result, and the switches that set each of them to its ideal, or to its worst.

A switch is one change to a scenario that a person could make, with the input arrays that it moves. A cause
is a group of switches. Attribution turns whole causes towards the ideal; flips turn single switches.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator import paths
from simulator.inputs import Inputs, build
from simulator.model.anatomy import Layout
from simulator.scenario import Injection, PainSource, Scenario
from simulator.streams import Streams

Floats = NDArray[np.float64]

CAUSES = (
    "needle_miss",
    "nerve_course",
    "wrong_nerve",
    "vascular_uptake",
    "drug_dose_volume",
    "fast_washout",
    "other_source",
    "central_share",
    "context",
    "sedation_skin",
    "rating",
)


@dataclass(frozen=True)
class Switch:
    """One change: its cause, the arrays it moves (with a column, or None for all), the fields it sets.

    `smooth`: a number that can also be moved a part of the way.
    """

    cause: str
    moves: tuple[tuple[str, int | None], ...]
    sets: Mapping[str, Any]
    smooth: bool


TABLE: tuple[tuple[str, bool, tuple[str, ...], tuple[str, ...]], ...] = (
    # cause, smooth, arrays, fields; {k} is a needle. Without fields: no change that a person could make.
    ("needle_miss", True, ("needle_x:{k}", "needle_y:{k}"), ("block.nerves[{k}].offset_mm",)),
    ("nerve_course", True, ("course_x:{k}", "course_y:{k}"), ("block.nerves[{k}].course_mm",)),
    ("wrong_nerve", False, ("active",), ("block.nerves",)),
    ("wrong_nerve", True, ("aberrant",), ("patient.aberrant_supply",)),
    ("vascular_uptake", True, ("intravascular:{k}",), ("block.nerves[{k}].intravascular",)),
    (
        "drug_dose_volume",
        False,
        ("strength_mm", "kd", "kt_reference", "f1", "t_e0_min", "ic50_mm"),
        ("block.drug", "block.percent", "block.epinephrine"),
    ),
    ("drug_dose_volume", True, ("volume_ml",), ("block.volume_ml",)),
    ("fast_washout", True, ("washout",), ("patient.washout",)),
    ("fast_washout", True, ("sensitivity",), ("patient.nerve_sensitivity",)),
    ("fast_washout", False, ("t_e0_times", "access", "ic50_times", "hill_gamma"), ()),
    ("other_source", False, ("shares",), ("patient.sources",)),
    ("central_share", True, ("central_share",), ("patient.central_share",)),
    ("central_share", False, ("gain",), ("patient.csi",)),
    ("context", True, ("context",), ("patient.context_response",)),
    (
        "sedation_skin",
        False,
        ("sedation", "skin", "steroid", "unclean"),
        ("block.sedation", "block.skin_ml", "block.steroid"),
    ),
    (
        "rating",
        False,
        ("noisy", "fluctuation", "rating_noise", "missing", "stated_noise", "prolonged_h"),
        ("assessment.noise",),
    ),
    ("rating", False, ("check_min",), ("assessment.check_min",)),
    ("rating", False, ("stated",), ("assessment.basis",)),
    ("rating", True, ("threshold_pct",), ("assessment.threshold_pct",)),
    ("rating", True, ("baseline_nrs",), ("patient.baseline_nrs",)),
)


def switches(scenario: Scenario, target: Scenario, layout: Layout) -> tuple[Switch, ...]:
    """Every switch between a scenario and a target of the same layout, in the order of `CAUSES`."""
    found = []
    for cause, smooth, arrays, names in TABLE:
        for k in range(layout.given) if "{k}" in arrays[0] else (0,):
            moves = tuple(_column(array.format(k=k)) for array in arrays)
            here = {name.format(k=k): None for name in names}
            wanted = {path: paths.read(target, path) for path in here}
            if "block.nerves" in wanted:  # the needles that are there stay as they are
                wanted["block.nerves"] = [
                    *paths.read(scenario, "block.nerves"),
                    *wanted["block.nerves"][layout.given :],
                ]
            sets = {path: value for path, value in wanted.items() if paths.read(scenario, path) != value}
            found.append(Switch(cause, moves, sets, smooth))
    return tuple(found)


def _column(text: str) -> tuple[str, int | None]:
    name, _, column = text.partition(":")
    return name, int(column) if column else None


IDEAL_BLOCK = {
    "drug": "lidocaine",
    "percent": 2.0,
    "volume_ml": 0.5,
    "epinephrine": False,
    "steroid": False,
    "sedation": "none",
}
"""The reference block of the textbooks."""

IDEAL_PATIENT = {
    "aberrant_supply": 0.0,
    "washout": 1.0,
    "nerve_sensitivity": 1.0,
    "central_share": 0.0,
    "context_response": 0.0,
}

IDEAL_ASSESSMENT = {"noise": False, "check_min": 30.0, "basis": "nrs"}

_LOWER_CUT, _UPPER_CUT, _GOOD_BASELINE = 50.0, 80.0, 7.0


def ideal(scenario: Scenario, layout: Layout) -> Scenario:
    """The scenario with every cause at its ideal: right nerves, no miss, one source, no noise."""
    block, patient = scenario.block, scenario.patient
    first = block.nerves[0]
    lacking = [
        Injection.model_copy(first, update={"name": n, "side": s}) for n, s in layout.needles[layout.given :]
    ]
    clean = {"offset_mm": 0.0, "course_mm": 0.0, "intravascular": 0.0}
    usual = load().value("context.skin_usual_ml")
    changes = {
        "nerves": tuple(nerve.model_copy(update=clean) for nerve in [*block.nerves, *lacking]),
        "skin_ml": min(block.skin_ml, usual),
    }
    person: dict[str, Any] = {"csi": min(patient.csi, load().value("sensitisation.csi_reference"))}
    person |= {"baseline_nrs": max(patient.baseline_nrs, _GOOD_BASELINE)}
    if layout.tested:
        person |= {"sources": _weighted(layout, _tested_weights(scenario, layout))}
    return _updated(
        scenario,
        IDEAL_BLOCK | changes,
        IDEAL_PATIENT | person,
        IDEAL_ASSESSMENT | {"threshold_pct": _LOWER_CUT},
    )


def worst(scenario: Scenario, layout: Layout) -> Scenario:
    """The scenario with every cause turned against relief, and nothing but the joint to give any."""
    far = {"offset_mm": 12.0, "course_mm": 10.0, "intravascular": 1.0}
    block = {
        "nerves": tuple(n.model_copy(update=far) for n in scenario.block.nerves),
        "volume_ml": 0.1,
        "sedation": "none",
    }
    person: dict[str, Any] = {
        "aberrant_supply": 1.0,
        "washout": 4.0,
        "nerve_sensitivity": 0.25,
        "central_share": 0.9,
    }
    person |= {"context_response": 0.0}
    others = np.array([s.share for s in scenario.patient.sources]) * [
        not source.tested for source in layout.sources[: len(scenario.patient.sources)]
    ]
    if others.sum() > 0.0:
        person |= {"sources": _weighted(layout, others / others.sum())}
    return _updated(scenario, block, person, {"threshold_pct": _UPPER_CUT})


def _updated(
    scenario: Scenario, block: dict[str, Any], patient: dict[str, Any], assessment: dict[str, Any]
) -> Scenario:
    return scenario.model_copy(
        update={
            "block": scenario.block.model_copy(update=block),
            "patient": scenario.patient.model_copy(update=patient),
            "assessment": scenario.assessment.model_copy(update=assessment),
        }
    )


def _tested_weights(scenario: Scenario, layout: Layout) -> Floats:
    """Weights of the layout's sources with all pain in the tested joints: as they stand, else evenly."""
    tested = np.array([source.tested for source in layout.sources], dtype=float)
    weights = np.zeros(len(layout.sources))
    weights[: len(scenario.patient.sources)] = [s.share for s in scenario.patient.sources]
    weights = weights * tested
    return np.asarray(weights / weights.sum() if weights.sum() > 0.0 else tested / tested.sum())


def _weighted(layout: Layout, weights: Floats) -> tuple[PainSource, ...]:
    """The layout's sources with these weights, in its order, so that the arrays keep their columns."""
    return tuple(
        PainSource.model_validate(
            {"kind": source.kind, "joint": source.joint, "side": source.side, "share": float(weight)}
        )
        for source, weight in zip(layout.sources, weights, strict=False)
    )


def inputs_of(target: Scenario, layout: Layout, streams: Streams) -> Inputs:
    """One row of inputs for `ideal` or `worst`; every needle of the layout that the target has is active."""
    row = build(target, streams, layout)
    active = np.zeros_like(row.active)
    active[:, : len(target.block.nerves)] = 1.0
    return replace(row, active=active)


def moves(switch: Switch, actual: Inputs, other: Inputs) -> bool:
    """Whether a switch changes any array at all between two single rows."""
    return any(
        bool(np.any(_cell(actual, name, column) != _cell(other, name, column)))
        for name, column in switch.moves
    )


def _cell(inputs: Inputs, name: str, column: int | None) -> Any:
    array = getattr(inputs, name)
    return array if column is None else array[:, column]


def mix(actual: Inputs, other: Inputs, chosen: tuple[Switch, ...], worlds: Floats) -> Inputs:
    """Worlds between two single rows: `worlds` (W, len(chosen)), 0 to 1, how far each switch is turned.

    A switch that is not smooth counts only when fully turned.
    """
    rows = len(worlds)
    arrays = {f.name: getattr(actual, f.name).repeat(rows, axis=0) for f in fields(actual)}
    for i, switch in enumerate(chosen):
        for name, column in switch.moves:
            old, new = _cell(actual, name, column), _cell(other, name, column)
            if not np.any(old != new):
                continue
            place = arrays[name] if column is None else arrays[name][:, column]
            turned = worlds[:, i].reshape(-1, *([1] * (place.ndim - 1)))
            part = (turned > 0.0) & (turned < 1.0)
            stepped = np.where(turned >= 1.0, new, place)
            place[...] = np.where(part, old + turned * (new - old), stepped) if switch.smooth else stepped
    return Inputs(**arrays)
