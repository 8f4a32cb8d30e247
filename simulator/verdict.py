"""Stage 11, verdict: from the diary and a rule to what the clinic writes, and whether that is right.

The result is blind to the truth. The truth is a definition with a visible cut. Whether a needle reached
its nerve (the technical state) is kept apart from both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator import engine
from simulator.inputs import Inputs
from simulator.model import perception
from simulator.model.anatomy import Layout

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NEGATIVE, INDETERMINATE, POSITIVE, UNINTERPRETABLE = range(4)
RESULTS = ("negative", "indeterminate", "positive", "uninterpretable")
CLASSES = {
    ("positive", "facet"): "true_positive",
    ("positive", "not_facet"): "false_positive",
    ("negative", "facet"): "false_negative",
    ("negative", "not_facet"): "true_negative",
}
_TINY = 1e-9


@dataclass(frozen=True)
class Reading:
    """The assessment of every row (N,): pain before and at the check, relief by score and as stated.

    `missing`: nothing was written down at the check. `root_block`: block of the nerve root at that time.
    """

    baseline_nrs: Floats
    now_nrs: Floats
    relief_pct: Floats
    stated_pct: Floats
    missing: Bools
    root_block: Floats

    def judged_pct(self, inputs: Inputs) -> Floats:
        """Relief on the basis that the rule asks for, 0 where there was no pain to begin with."""
        return np.nan_to_num(np.where(inputs.stated, self.stated_pct, self.relief_pct), nan=0.0)


def slots_of(check_min: Floats) -> NDArray[np.intp]:
    """The diary slot of each check time; times between the diary's own share the last slot."""
    diary = np.array(perception.DIARY_MIN)
    nearest = np.abs(check_min[:, None] - diary).argmin(axis=1)
    return np.where(diary[nearest] == check_min, nearest, perception.CHECK_SLOT)


def read_check(inputs: Inputs, layout: Layout, course: engine.Course | None = None) -> Reading:
    """Read the diary at each row's check time. A `course` that holds those times saves a run."""
    if course is None:
        course = engine.run(inputs, layout, np.unique(inputs.check_min))
    rows = np.arange(inputs.count)
    at = np.searchsorted(course.times_min, inputs.check_min)
    slot = slots_of(inputs.check_min)
    noise = inputs.fluctuation + inputs.rating_noise
    felt = np.stack([inputs.baseline_nrs, inputs.baseline_nrs * course.pain[rows, at]], axis=1)
    written = perception.rate(felt, np.stack([noise[:, 0], noise[rows, slot]], axis=1), inputs.noisy)
    relief = perception.relief_pct(written[:, 0], written[:, 1])
    return Reading(
        written[:, 0],
        written[:, 1],
        relief,
        perception.stated_pct(relief, inputs.stated_noise),
        inputs.missing[rows, slot],
        course.root[rows, at],
    )


def faults(inputs: Inputs, reading: Reading) -> dict[str, Bools]:
    """What makes a block unreadable or (`incomplete`) leaves it open, by name, for every row (N,)."""
    library = load()
    seen = (
        inputs.intravascular >= library.value("uptake.seen_from_share")
    ) * inputs.active * inputs.detected > 0.0
    reached_root = reading.root_block >= library.value("neighbour.nonspecific_cut")
    return {
        "baseline_low": reading.baseline_nrs < np.maximum(inputs.min_baseline_nrs, _TINY),
        "unclean": inputs.unclean,
        "nonspecific_spread": reached_root & inputs.spread_seen,
        "uptake_seen": np.asarray(seen.any(axis=1)),
        "incomplete": reading.missing,
    }


def judge(inputs: Inputs, reading: Reading, found: dict[str, Bools] | None = None) -> NDArray[np.int8]:
    """The result of every row, as an index into `RESULTS`. `found`: its `faults`, if they are at hand."""
    relief = reading.judged_pct(inputs) + _TINY
    low = np.minimum(inputs.threshold_pct, load().value("verdict.indeterminate_from_pct"))
    answer = np.where(
        relief >= inputs.threshold_pct, POSITIVE, np.where(relief >= low, INDETERMINATE, NEGATIVE)
    )
    found = faults(inputs, reading) if found is None else found
    answer = np.where(found["incomplete"], INDETERMINATE, answer)
    spoiled = found["baseline_low"] | found["unclean"] | found["nonspecific_spread"] | found["uptake_seen"]
    return np.where(spoiled, UNINTERPRETABLE, answer).astype(np.int8)


def tested_share(inputs: Inputs, layout: Layout) -> Floats:
    """Share of the patient's whole pain that comes from the tested joints (N,)."""
    tested = [s for s, source in enumerate(layout.sources) if source.tested]
    return np.asarray((1.0 - inputs.central_share) * inputs.shares[:, tested].sum(axis=1))


def truth_is_facet(inputs: Inputs, layout: Layout, cut: float) -> Bools:
    """Whether the tested joints carry at least `cut` of the pain."""
    return tested_share(inputs, layout) >= cut - _TINY


def technical_state(peak_block: Floats, layout: Layout) -> str:
    """`reached`, `partly` or `missed`: how many nerves of the tested joints were ever blocked (first row).

    `peak_block` (J,): highest blocked fraction of each nerve. Without a tested joint: the injected nerves.
    """
    wanted = {site for source in layout.sources if source.tested for site in source.sites}
    wanted = wanted or {layout.sites.index(needle) for needle in layout.needles}
    reached = [peak_block[site] >= load().value("truth.technical_cut") for site in wanted]
    return "reached" if all(reached) else "partly" if any(reached) else "missed"
