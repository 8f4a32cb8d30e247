"""Scenarios that the model's tests share: small, named, and free of everything that is not the point."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator import engine, paths
from simulator.inputs import Inputs, build
from simulator.model.anatomy import Layout, layout_of
from simulator.scenario import Scenario
from simulator.streams import Streams

Floats = NDArray[np.float64]

DRUGS: Final = tuple(load().drugs)
ACTIVE: Final = tuple(key for key, drug in load().drugs.items() if drug.active)

_PURE_PATIENT: Final = {"csi": 20.0, "central_share": 0.0, "context_response": 0.0}


def scenario(**sets: Any) -> Scenario:
    """The default scenario with values at dotted paths; `__` stands for the dot: `patient__csi=60.0`."""
    return paths.apply(Scenario(), {path.replace("__", "."): value for path, value in sets.items()})


def changed(base: Scenario, sets: dict[str, Any]) -> Scenario:
    """`base` with the values at some dotted paths replaced."""
    return paths.apply(base, sets)


def joint(
    drug: str = "lidocaine",
    percent: float = 2.0,
    volume_ml: float = 0.5,
    distance_mm: float | None = 2.0,
    *,
    intravascular: float | None = 0.0,
    epinephrine: bool = False,
    noise: bool = False,
) -> Scenario:
    """All pain in L4/5 left, both its nerves injected alike; nothing but the drug eases pain."""
    return _pure(
        "lumbar",
        "L4/5",
        ("L3", "L4"),
        drug,
        percent,
        volume_ml,
        distance_mm,
        intravascular,
        epinephrine,
        noise,
    )


def nerve(
    drug: str = "lidocaine",
    percent: float = 2.0,
    volume_ml: float = 0.5,
    distance_mm: float | None = 2.0,
    *,
    intravascular: float | None = 0.0,
    epinephrine: bool = False,
    noise: bool = False,
) -> Scenario:
    """All pain in C2/3 left, whose one nerve is injected: relief is the block of that nerve."""
    return _pure(
        "cervical", "C2/3", ("TON",), drug, percent, volume_ml, distance_mm, intravascular, epinephrine, noise
    )


def _pure(
    region: str,
    name: str,
    nerves: tuple[str, ...],
    drug: str,
    percent: float,
    volume_ml: float,
    distance_mm: float | None,
    intravascular: float | None,
    epinephrine: bool,
    noise: bool,
) -> Scenario:
    needle = {"side": "left", "offset_mm": distance_mm, "intravascular": intravascular}
    return paths.validate(
        {
            "patient": _PURE_PATIENT
            | {"region": region, "sources": [{"kind": "facet", "joint": name, "side": "left", "share": 1.0}]},
            "block": {
                "drug": drug,
                "percent": percent,
                "volume_ml": volume_ml,
                "epinephrine": epinephrine,
                "skin_ml": 0.0,
                "nerves": [{"name": one, **needle} for one in nerves],
            },
            "assessment": {"noise": noise},
        }
    )


def rows(world: Scenario, count: int = 1, *, start: int = 0, block: int = 0) -> tuple[Inputs, Layout]:
    """Input arrays of `count` patients, with the layout."""
    layout = layout_of(world)
    return build(world, Streams(world.seed, start, count, block), layout), layout


def course(world: Scenario, times_min: Floats) -> engine.Course:
    """The continuous course of one patient at `times_min`."""
    inputs, layout = rows(world)
    return engine.run(inputs, layout, times_min)


def relief(world: Scenario, times_min: Floats) -> Floats:
    """Relief of one patient before any rating, 0 to 1, (T,)."""
    return np.asarray(1.0 - course(world, times_min).pain[0])


def read_off(times_min: Floats, curve: Floats, level: float) -> tuple[float | None, float]:
    """First and last grid time with `curve` at `level`: onset (min) or None, duration (h)."""
    above = np.flatnonzero(curve >= level)
    if not above.size:
        return None, 0.0
    return float(times_min[above[0]]), float(times_min[above[-1]] - times_min[above[0]]) / 60.0


def rates(drug: str) -> tuple[float, float, float]:
    """kd, kt (1/min) at the reference volume, and F1."""
    record = load().drugs[drug]
    return (
        math.log(2.0) / record.value("t_fast_min"),
        math.log(2.0) / record.value("t_slow_ref_min"),
        record.value("f1"),
    )
