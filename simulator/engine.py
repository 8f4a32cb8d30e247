"""The chain of stages, 1 to 9, for any number of patients: from arrays of inputs to pain over time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator.inputs import Inputs
from simulator.model import context, nociception, sensitisation, spread
from simulator.model.anatomy import Layout
from simulator.model.conduction import blocked_fraction
from simulator.model.pharmacokinetics import nerve_concentration

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Course:
    """What happens over time. `block` (N, J, T) by nerve, `root` (N, T), `silenced` (N, T), `pain` (N, T).

    `pain` is a share of the pain before the block, before any noise. `concentration_mm` (N, K, T) is that
    of each needle's own nerve.
    """

    times_min: Floats
    concentration_mm: Floats
    block: Floats
    root: Floats
    silenced: Floats
    pain: Floats


@dataclass(frozen=True)
class Reached:
    """What the drug did, before the patient's own mix of sources and state is applied to it.

    `times_min` may end with the hour that a prolonged response holds on to (`held`). `by_source`
    (N, S, T): silenced share of each source; the others as in `Course`.
    """

    times_min: Floats
    held: bool
    concentration_mm: Floats
    block: Floats
    root: Floats
    by_source: Floats


def run(inputs: Inputs, layout: Layout, times_min: Floats) -> Course:
    """Stages 2 to 7 and 9 at `times_min` (T,), for every row of `inputs`."""
    return felt(inputs, reach(inputs, layout, times_min))


def reach(inputs: Inputs, layout: Layout, times_min: Floats) -> Reached:
    """Stages 2 to 5 at `times_min` (T,): from needles and drug to the silenced share of each source."""
    held = bool(np.any(inputs.prolonged_h)) and bool(np.any(times_min >= context.HOLD_FROM_MIN))
    times = np.append(times_min, context.HOLD_FROM_MIN) if held else times_min
    own, block, root, muscle = _nerves(inputs, layout, times)
    by_source = nociception.silenced(layout.sources, block, root, muscle, inputs.aberrant)
    return Reached(times, held, own, block, root, by_source)


def felt(inputs: Inputs, reached: Reached) -> Course:
    """Stages 6, 7 and 9: from silenced sources to pain, by each row's sources, central state and context."""
    times, own, block, root = reached.times_min, reached.concentration_mm, reached.block, reached.root
    silenced = np.einsum("ns,nst->nt", inputs.shares, reached.by_source)
    pain = sensitisation.pain_left(silenced, inputs.gain, inputs.central_share, times)
    pain = pain * context.remaining(inputs.context, inputs.sedation, inputs.skin, inputs.steroid, times)
    if reached.held:
        times = times[:-1]
        pain = context.hold(pain[:, :-1], 1.0 - pain[:, -1], inputs.prolonged_h, times)
        own, block, root, silenced = own[:, :, :-1], block[:, :, :-1], root[:, :-1], silenced[:, :-1]
    return Course(times, own, block, root, silenced, pain)


def absorption(inputs: Inputs) -> tuple[Floats, Floats, Floats]:
    """kd, kt (1/min) and F1 of every row: the drug's, changed by volume and by the patient's washout."""
    library = load()
    volume = (inputs.volume_ml / library.value("depot.reference_volume_ml")) ** library.value(
        "depot.slow_volume_exponent"
    )
    return inputs.kd * inputs.washout, inputs.kt_reference * inputs.washout / volume, inputs.f1


def distances_mm(inputs: Inputs) -> Floats:
    """Needle-to-nerve distance of every needle, (N, K)."""
    needle, course = (inputs.needle_x, inputs.needle_y), (inputs.course_x, inputs.course_y)
    return spread.to_target_mm(needle, course)


def _nerves(inputs: Inputs, layout: Layout, times: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Concentration at each needle's nerve, block of each nerve, of the root and of nearby muscle.

    All places that fluid can reach are worked out together; those it reaches in no row are left out.
    """
    library = load()
    k = len(layout.needles)
    needle = (inputs.needle_x, inputs.needle_y)
    everywhere = list(range(k))
    near = layout.pairs[k:]
    beside = [pair.needle for pair in near]
    reach = np.array([pair.reach_mm for pair in near])
    places = [
        distances_mm(inputs),
        spread.to_neighbour_mm((needle[0][:, beside], needle[1][:, beside]), reach),
        spread.to_root_mm(needle, library.value(f"neighbour.root_mm.{layout.region}")),
    ]
    of = everywhere + beside + everywhere
    if any(source.kind == "muscle" for source in layout.sources):
        places.append(np.full((inputs.count, k), library.value("neighbour.muscle_mm")))
        of += everywhere
    held = _concentration(inputs, np.concatenate(places, axis=1), of, times)

    own, spilled, root = held[:, :k], held[:, k : k + len(near)], held[:, k + len(near) : 2 * k + len(near)]
    concentration = np.zeros((inputs.count, len(layout.sites), len(times)))
    for pair in layout.pairs[:k]:
        concentration[:, pair.site] = own[:, pair.needle]
    for i, pair in enumerate(near):
        concentration[:, pair.site] += spilled[:, i]
    of_person = (inputs.ic50_mm / inputs.sensitivity)[:, None]
    of_needle = of_person * inputs.ic50_times
    of_site = np.repeat(of_person, len(layout.sites), axis=1)
    for pair in layout.pairs[:k]:
        of_site[:, pair.site] = of_needle[:, pair.needle]
    gamma = inputs.hill_gamma[:, None, None]

    def highest(place: Floats) -> Floats:
        """Block of the most blocked of the places beside the needles, (N, T)."""
        if not place.any():
            return np.zeros((inputs.count, len(times)))
        return np.asarray(blocked_fraction(place, of_needle[:, :, None], gamma).max(axis=1))

    muscle = held[:, 2 * k + len(near) :]
    return own, blocked_fraction(concentration, of_site[:, :, None], gamma), highest(root), highest(muscle)


def _concentration(inputs: Inputs, distance: Floats, of: list[int], times: Floats) -> Floats:
    """Concentration (mM) at places `distance` (N, P) from the tips of the needles `of` (P,): (N, P, T)."""
    volume = inputs.volume_ml[:, None]
    local = spread.local_fraction(distance, volume)
    reached = local.any(axis=0)
    answer = np.zeros((*distance.shape, len(times)))
    if reached.any():
        kept = np.flatnonzero(reached)
        needles = np.array(of)[kept]
        dose = inputs.active[:, needles] * (1.0 - inputs.intravascular[:, needles])
        strength = local[:, kept] * dose * inputs.strength_mm[:, None] * inputs.access[:, needles]
        ke = spread.uptake_rate(distance[:, kept], volume, (inputs.t_e0_min * inputs.t_e0_times)[:, None])
        answer[:, kept] = nerve_concentration(strength, *absorption(inputs), ke, times)
    return answer
