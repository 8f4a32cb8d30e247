"""From a scenario to the arrays that the model runs on: every given value, every draw, one row a patient.

A value that is given is fixed; a null is drawn from its distribution; with `noise` off there is no draw
and a null takes its median. All draws come from named streams, so that two scenarios under the same seed
differ only where they differ.
"""

import math
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator.model import perception
from simulator.model.anatomy import Layout, layout_of
from simulator.model.sensitisation import gain, independent_share
from simulator.scenario import Injection, Scenario
from simulator.streams import Streams

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SHOWS_SPREAD = ("spot", "live", "dsa")
"""Ways of checking that show where the fluid went."""

RAYLEIGH_MEDIAN = math.sqrt(2.0 * math.log(2.0))
"""Median length of a vector with unit normal components."""


@dataclass(frozen=True)
class Inputs:
    """Rows of patients. Shapes: needles and what their nerves get (N, K), shares (N, S), diary (N, slots),
    the rest (N,)."""

    needle_x: Floats
    needle_y: Floats
    course_x: Floats
    course_y: Floats
    active: Floats
    intravascular: Floats
    detected: Floats
    strength_mm: Floats
    volume_ml: Floats
    kd: Floats
    kt_reference: Floats
    f1: Floats
    t_e0_min: Floats
    ic50_mm: Floats
    ic50_times: Floats
    washout: Floats
    sensitivity: Floats
    t_e0_times: Floats
    access: Floats
    hill_gamma: Floats
    shares: Floats
    aberrant: Floats
    gain: Floats
    central_share: Floats
    context: Floats
    sedation: Floats
    skin: Floats
    steroid: Floats
    baseline_nrs: Floats
    noisy: Bools
    fluctuation: Floats
    rating_noise: Floats
    missing: Bools
    stated_noise: Floats
    recall_noise: Floats
    prolonged_h: Floats
    check_min: Floats
    threshold_pct: Floats
    stated: Bools
    min_baseline_nrs: Floats
    unclean: Bools
    spread_seen: Bools

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.volume_ml)

    def repeated(self, n: int) -> "Inputs":
        """The single row of these inputs as `n` rows (views, no copies)."""
        return replace(
            self,
            **{
                f.name: np.broadcast_to(getattr(self, f.name), (n, *getattr(self, f.name).shape[1:]))
                for f in fields(self)
            },
        )


def build(scenario: Scenario, streams: Streams, layout: Layout | None = None) -> Inputs:
    """Arrays of `scenario` for the patients of `streams`. A `layout` may be given to share one."""
    layout = layout or layout_of(scenario)
    n = streams.count
    noisy = scenario.assessment.noise

    def column(value: float | bool) -> Floats:
        return np.full(n, float(value))

    values: dict[str, Floats | Bools] = {}
    values |= _needles(scenario, layout, streams)
    values |= _drug(scenario, streams)
    values |= _patient(scenario, layout, streams)
    values |= diary_draws(n, streams if noisy else None, scenario.assessment.check_min)
    rule = load().rules[scenario.assessment.rule]
    assessment, block = scenario.assessment, scenario.block
    threshold = rule.threshold_pct if assessment.threshold_pct is None else assessment.threshold_pct
    lowest = rule.min_baseline_nrs if assessment.min_baseline_nrs is None else assessment.min_baseline_nrs
    unclean = block.steroid or block.sedation not in rule.sedation
    return Inputs(
        **values,  # type: ignore[arg-type]
        noisy=np.full(n, noisy),
        check_min=column(assessment.check_min),
        threshold_pct=column(threshold),
        stated=np.full(n, (assessment.basis or rule.basis) == "stated"),
        min_baseline_nrs=column(lowest),
        unclean=np.full(n, unclean),
        spread_seen=np.full(n, block.contrast in SHOWS_SPREAD),
    )


def operator_sd_mm(scenario: Scenario) -> float:
    """Needle error along each axis (mm) for the operator and the guidance of a scenario."""
    return load().value(f"needle.{scenario.block.operator}_{scenario.block.guidance}_sd_mm")


def _needles(scenario: Scenario, layout: Layout, streams: Streams) -> dict[str, Floats | Bools]:
    """Every needle's place, vein, sight, and its nerve's own luck with the drug.

    Each nerve has streams of its own, so that one needle more moves no other. Needles that were left out
    are well placed: they count once they are added.
    """
    library, n, noisy = load(), streams.count, scenario.assessment.noise
    sites = layout.needles[len(scenario.block.nerves) :]
    needles = [
        *scenario.block.nerves,
        *(Injection.model_validate(WELL_PLACED | {"name": x, "side": y}) for x, y in sites),
    ]
    sd = operator_sd_mm(scenario), library.value(f"course.{layout.region}_sd_mm")
    sees = library.value(f"detection.{scenario.block.contrast}")
    cv = library.value("variation.phi_access_cv"), library.value("variation.ic50_block_cv")
    one, phi = np.ones(n), library.value("nerve.phi_access")
    table = np.empty((len(NEEDLE_COLUMNS), n, len(needles)))
    for k, needle in enumerate(needles):
        own = f"{needle.name} {needle.side}"
        tip = _vector(needle.offset_mm, needle.angle_deg, sd[0], streams if noisy else None, f"needle {own}")
        course = _course(needle, sd[1], streams.person() if noisy else None, f"anatomy {own}")
        seen = streams.uniform(f"detection {own}")[:, 0] < sees if noisy else np.full(n, sees >= 0.5)
        found = (
            *tip,
            *course,
            into_vein(needle.intravascular, layout.region, streams if noisy else None, f"uptake {own}", n),
            seen.astype(np.float64),
            phi * (streams.lognormal(f"access {own}", cv[0])[:, 0] if noisy else one),
            streams.lognormal(f"ic50_block {own}", cv[1])[:, 0] if noisy else one,
        )
        for column, drawn in zip(table, found, strict=True):
            column[:, k] = drawn
    active = np.zeros((n, len(needles)))
    active[:, : layout.given] = 1.0
    values: dict[str, Floats | Bools] = {"active": active}
    return values | dict(zip(NEEDLE_COLUMNS, table, strict=True))


WELL_PLACED = {"offset_mm": 0.0, "course_mm": 0.0, "intravascular": 0.0}

NEEDLE_COLUMNS = (
    "needle_x",
    "needle_y",
    "course_x",
    "course_y",
    "intravascular",
    "detected",
    "access",
    "ic50_times",
)


def _vector(
    length: float | None, angle_deg: float, sd: float, streams: Streams | None, name: str
) -> tuple[Floats, Floats] | tuple[float, float]:
    """A vector (mm) of given length and direction; without a length drawn (N,), or of median length."""
    if length is None and streams is not None:
        draws = sd * streams.normal(name, 2)
        return draws[:, 0], draws[:, 1]
    size = sd * RAYLEIGH_MEDIAN if length is None else length
    angle = math.radians(angle_deg)
    return size * math.cos(angle), size * math.sin(angle)


def _course(
    needle: Injection, sd: float, streams: Streams | None, name: str
) -> tuple[Floats, Floats] | tuple[float, float]:
    """The nerve's own departure. A given one points away from the needle, so that the distances add up; a
    typical one lies across it, so that the distance is the median one of two random vectors."""
    if needle.course_mm is None and needle.offset_mm is not None:
        return 0.0, 0.0
    turned = 90.0 if needle.course_mm is None else 180.0
    return _vector(needle.course_mm, needle.angle_deg + turned, sd, streams, name)


def into_vein(share: float | None, region: str, streams: Streams | None, name: str, n: int) -> Floats:
    """Share of a needle's dose that goes into a vein, (N,): given, or drawn from the stream called `name`."""
    if share is not None or streams is None:
        return np.full(n, share or 0.0)
    return vein_share(region, streams.uniform(name, 2))


def vein_share(region: str, draws: Floats) -> Floats:
    """Share of a dose that goes into a vein, (N,), from two uniforms a row: whether, and how much."""
    library = load()
    low, high = library.value("uptake.share_low"), library.value("uptake.share_high")
    event = draws[:, 0] < library.value(f"uptake.rate.{region}")
    return np.where(event, low + (high - low) * draws[:, 1], 0.0)


def _drug(scenario: Scenario, streams: Streams) -> dict[str, Floats | Bools]:
    """The drug, and how this person's body and nerves take it: drawn once for all of a person's blocks."""
    library, block, n = load(), scenario.block, streams.count
    noisy, person = scenario.assessment.noise, streams.person()

    def vary(name: str, cv: str) -> Floats:
        return person.lognormal(name, library.value(f"variation.{cv}"))[:, 0] if noisy else np.ones(n)

    def given(value: float | None, name: str, cv: str) -> Floats:
        return vary(name, cv) if value is None else np.full(n, value)

    return {
        **drug_columns(block.drug, block.percent, block.epinephrine, n),
        "volume_ml": np.full(n, block.volume_ml),
        "washout": given(scenario.patient.washout, "washout", "t_slow_cv"),
        "sensitivity": given(scenario.patient.nerve_sensitivity, "sensitivity", "ic50_between_cv"),
        "t_e0_times": vary("t_e0", "t_e0_cv"),
        "hill_gamma": library.value("nerve.hill_gamma") * vary("hill_gamma", "hill_gamma_cv"),
    }


def drug_columns(key: str, percent: float, epinephrine: bool, n: int) -> dict[str, Floats | Bools]:
    """What the drug itself says of `n` patients, by field of `Inputs`. KeyError if unknown."""
    library = load()
    drug = library.drugs[key]
    slow = fast = 1.0
    if epinephrine and drug.active:
        slow = library.value(f"epinephrine.{drug.epinephrine_class}.slow_rate")
        fast = library.value(f"epinephrine.{drug.epinephrine_class}.fast_fraction")
    d = {name: drug.value(name) for name in drug.REQUIRED} if drug.active else INERT
    return {
        "strength_mm": np.full(n, percent * 1e4 / d["mw_label"] if drug.active else 0.0),
        "kd": np.full(n, math.log(2.0) / d["t_fast_min"]),
        "kt_reference": np.full(n, slow * math.log(2.0) / d["t_slow_ref_min"]),
        "f1": np.full(n, fast * d["f1"]),
        "t_e0_min": np.full(n, d["t_e0_min"]),
        "ic50_mm": np.full(n, d["ic50_mm"]),
    }


INERT = {
    "mw_label": 1.0,
    "t_fast_min": 10.0,
    "t_slow_ref_min": 60.0,
    "f1": 0.4,
    "t_e0_min": 25.0,
    "ic50_mm": 1.0,
}
"""Saline: no drug, harmless rates."""


def _patient(scenario: Scenario, layout: Layout, streams: Streams) -> dict[str, Floats | Bools]:
    library, patient, n = load(), scenario.patient, streams.count
    noisy = scenario.assessment.noise
    weights = [s.share for s in patient.sources]
    shares = np.zeros((n, len(layout.sources)))
    shares[:, : len(weights)] = np.array(weights) / sum(weights)
    csi = np.full(n, patient.csi)
    share = patient.central_share
    central = independent_share(csi, np.full(n, patient.pain_months)) if share is None else np.full(n, share)
    block = scenario.block
    beyond = max(0.0, block.skin_ml - library.value("context.skin_usual_ml"))
    return {
        "shares": shares,
        "aberrant": aberrant_supply(patient.aberrant_supply, layout.region, streams.person(), noisy),
        "gain": gain(csi),
        "central_share": central,
        "context": context_response(patient.context_response, streams, noisy),
        "sedation": np.full(
            n, 0.0 if block.sedation == "none" else library.value(f"context.sedation.{block.sedation}")
        ),
        "skin": np.full(n, min(0.9, library.value("context.skin_relief_per_ml") * beyond)),
        "steroid": np.full(n, library.value("context.steroid_relief") if block.steroid else 0.0),
        "baseline_nrs": np.full(n, patient.baseline_nrs),
    }


def aberrant_supply(share: float | None, region: str, streams: Streams, noisy: bool) -> Floats:
    """Share of the joint's supply that the usual nerves do not carry, (N,): given, or drawn by region."""
    if share is not None or not noisy:
        return np.full(streams.count, share or 0.0)
    library = load()
    event = streams.uniform("aberrant")[:, 0] < library.value(f"aberrant.rate.{region}")
    return np.where(event, library.value("aberrant.share"), 0.0)


def context_response(given: float | None, streams: Streams, noisy: bool, shift_logit: float = 0.0) -> Floats:
    """Context response (N,), 0 to 1: given, or logit-normal, in part the person's, in part the block's.

    `shift_logit` moves its median, for a clinic whose patients respond more or less than others.
    """
    library, n = load(), streams.count
    if given is not None:
        return np.full(n, given)
    median = library.value("context.response.median")
    centre = math.log(median / (1.0 - median)) + shift_logit
    if not noisy:
        return np.full(n, median)
    person = streams.person().normal("context_person")[:, 0]
    today = streams.normal("context_block")[:, 0]
    kept = library.value("context.repeatability")
    z = math.sqrt(kept) * person + math.sqrt(1.0 - kept) * today
    return np.asarray(1.0 / (1.0 + np.exp(-(centre + library.value("context.response.sd_logit") * z))))


def diary_draws(n: int, streams: Streams | None, check_min: float) -> dict[str, Floats | Bools]:
    """Everything that a diary of `n` patients draws, by field of `Inputs`; without streams all is quiet."""
    slots = perception.CHECK_SLOT + 1
    if streams is None:
        quiet = {name: np.zeros(n) for name in ("stated_noise", "recall_noise", "prolonged_h")}
        nothing = {name: np.zeros((n, slots)) for name in ("fluctuation", "rating_noise")}
        return {**quiet, **nothing, "missing": np.zeros((n, slots), dtype=bool)}
    library = load()
    drift, rating, missing = perception.draw_noise(streams, check_min)
    event = streams.uniform("prolonged")[:, 0] < library.value("prolonged.chance")
    hours = library.value("prolonged.median_h") * np.exp(
        library.value("prolonged.sigma") * streams.normal("prolonged_hours")[:, 0]
    )
    return {
        "fluctuation": drift,
        "rating_noise": rating,
        "missing": missing,
        "stated_noise": library.value("perception.stated_sd_pct") * streams.normal("stated")[:, 0],
        "recall_noise": library.value("perception.recall_sd_pct") * streams.normal("recall")[:, 0],
        "prolonged_h": np.where(event, hours, 0.0),
    }
