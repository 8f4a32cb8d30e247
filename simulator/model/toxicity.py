"""Stage 10, toxicity: the plasma peak beside published thresholds, the dose beside the label's maximum."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import Drug, load
from simulator.model.pharmacokinetics import Disposition, Dose, central

Floats = NDArray[np.float64]

MG_PER_ML_PER_PERCENT = 10.0
_DISPOSITION = ("v1_l", "v2_l", "q_l_min", "cl_l_min")


@dataclass(frozen=True)
class Plasma:
    """Plasma over time (mg/L, first patient), its peak, and what the literature says of such numbers.

    `bolus_mg_l`: upper bound for the part that went straight into a vein (smaller apparent volume).
    `threshold_mg_l`, `max_dose_mg`: None where none is established.
    """

    times_min: Floats
    mg_l: Floats
    peak_mg_l: float
    bolus_mg_l: float
    threshold_mg_l: float | None
    dose_mg: float
    max_dose_mg: float | None


def plasma(
    drug: Drug,
    dose_mg: Floats,
    intravascular: Floats,
    absorption: tuple[Floats, Floats, Floats],
    epinephrine: bool,
    times_min: Floats,
    body: tuple[float, float] = (1.0, 1.0),
) -> Plasma:
    """Plasma of one patient. `dose_mg`, `intravascular` (K,) by needle; `absorption` kd, kt, F1 (1,) each.

    `body`: this person's clearances and volumes as multiples of the typical ones.
    """
    if not drug.active:
        return Plasma(times_min, np.zeros_like(times_min), 0.0, 0.0, None, 0.0, None)
    base = drug.value("mw_base") / drug.value("mw_label")
    vein = float(np.sum(dose_mg * intravascular)) * base
    depot = float(np.sum(dose_mg)) * base - vein
    disposition = Disposition(
        *(np.array([drug.value(name) * body[name.endswith("_l")]]) for name in _DISPOSITION)
    )
    dose = Dose(np.array([depot]), np.array([vein]), *absorption)
    curve = central(dose, disposition, times_min)[0] / disposition.v1_l[0]
    limit = drug.optional("max_dose_epinephrine_mg") if epinephrine else drug.optional("max_dose_mg")
    return Plasma(
        times_min,
        curve,
        float(curve.max()),
        vein / load().value("toxicity.bolus_volume_l"),
        drug.optional("cns_mg_l"),
        float(np.sum(dose_mg)),
        limit,
    )
