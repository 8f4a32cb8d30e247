"""A clinic's patients, as rows of the same `Inputs` that one patient runs on.

Person-level draws (who it is, where the nerves run, how the body treats the drug) come from streams of
block 0, those of a visit from the streams of its block. Patient 17 of a seed is the same in any chunk, on any
worker. Patients of one visit size share a layout: fixed needles and source slots, a share of 0 where absent.
"""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from content import Clinic, load
from simulator import inputs as single
from simulator.inputs import Inputs
from simulator.model import sensitisation
from simulator.model.anatomy import Layout, layout_for, supply
from simulator.model.pathway import pretest
from simulator.streams import Streams

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CHUNK = 4_000
"""Patients per evaluation: memory stays flat; no number depends on it."""

OTHERS = ("disc", "sacroiliac", "nerve_root", "muscle", "other")
"""Sources beside the joints, in the order of their columns. `other` stands for the hip too."""

CONTROL_BLOCK, DENERVATION_BLOCK, REPEAT_BLOCK = 2, 8, 9
"""Numbers of the streams of the placebo visit, of the denervation and of its repeat."""

_SIDE = "left"


@dataclass(frozen=True)
class People:
    """Everyone of a chunk, by column (N,). `stratum`: row of the clinic's targets; `weights`: shares of the
    joints (one column a joint of the largest target plus one beside) and of `OTHERS`."""

    clinic: Clinic
    streams: Streams
    age: Floats
    stratum: NDArray[np.intp]
    facet_share: Floats
    one_joint: NDArray[np.intp]
    wrong_level: Bools
    weights: Floats
    csi: Floats
    months: Floats
    baseline: Floats
    depression: Bools
    surgery: Bools
    opioids: Bools
    trainee: Bools
    ultrasound: Bools
    sees: Floats
    aberrant: Floats
    washout: Floats
    sensitivity: Floats
    t_e0_times: Floats
    hill_gamma: Floats
    course: Floats

    @property
    def count(self) -> int:
        """Number of people."""
        return len(self.age)

    @cached_property
    def rows(self) -> tuple[NDArray[np.intp], ...]:
        """Indices of the people of each stratum."""
        return tuple(np.flatnonzero(self.stratum == s) for s in range(len(self.clinic.targets)))


@dataclass(frozen=True)
class Visit:
    """What one block is: the number of its streams, a drug and its strength, and a volume (mL)."""

    block: int
    drug: str
    percent: float
    volume_ml: float


@dataclass(frozen=True)
class Reader:
    """How a visit is read: cut-off (%), basis, time of the check (min), lowest pain that can be judged."""

    threshold_pct: float
    stated: bool
    check_min: float = 30.0
    min_baseline_nrs: float = 4.0


def layout_of(clinic: Clinic, stratum: int) -> Layout:
    """The layout of a stratum: needles at the nerves of its joints, those joints, one beside, the others."""
    joints = clinic.targets[stratum]
    needles = tuple(dict.fromkeys((nerve, _SIDE) for joint in joints for nerve in supply(joint)))
    sources = [("facet", joint) for joint in (*joints, clinic.beside[stratum])]
    return layout_for(clinic.region, needles, joints, (*sources, *((kind, None) for kind in OTHERS)))


def most_needles(clinic: Clinic) -> int:
    """Needles of the clinic's largest visit: every patient draws that many."""
    return max(len(layout_of(clinic, s).needles) for s in range(len(clinic.targets)))


def people(clinic: Clinic, streams: Streams, prevalence: float | None = None) -> People:
    """Draw who comes: the patients of `streams` (its block is not used; persons are drawn from block 0).

    `prevalence`: share of people whose joints are the main source, instead of the one by age.
    """
    library, n = load(), streams.count
    person = replace(streams, block=0)

    def value(name: str) -> float:
        return library.of_clinic(clinic.key, name)

    def uniform(name: str, draws: int = 1) -> Floats:
        return person.uniform(f"clinic_{name}", draws)

    def normal(name: str) -> Floats:
        return person.normal(f"clinic_{name}")[:, 0]

    def event(name: str, chance: float) -> Bools:
        return np.asarray(uniform(name)[:, 0] < chance)

    age = np.rint(np.clip(value("age.mean") + value("age.sd") * normal("age"), 18.0, 100.0))
    odds = value("prevalence.odds") * _odds(_pretest(age, clinic.region))
    chance = odds / (1.0 + odds) if prevalence is None else np.full(n, prevalence)
    main = uniform("facet")[:, 0] < chance
    size = uniform("facet_share", 2)
    low, high = value("share.main_low"), value("share.main_high")
    minor = np.where(size[:, 0] < value("share.minor_chance"), value("share.minor_high") * size[:, 1], 0.0)
    csi_z = normal("csi")
    rho = value("depression.csi_correlation")
    mood = rho * csi_z + np.sqrt(1.0 - rho * rho) * normal("depression")
    lowest = value("baseline.lowest")
    levels = np.cumsum([value(f"levels.{s + 1}") for s in range(len(clinic.targets))])
    sees = np.where(event("contrast_live", value("contrast.live")), library.value("detection.live"), 0.0)
    rest = max(1e-12, 1.0 - value("contrast.live"))
    spot = event("contrast_spot", value("contrast.spot") / rest)
    checked = np.where(spot, library.value("detection.spot"), library.value("detection.aspiration"))
    mix = np.array([value(f"mix.{kind}") for kind in OTHERS])
    return People(
        clinic=clinic,
        streams=streams,
        age=age,
        stratum=np.searchsorted(levels, uniform("levels")[:, 0] * levels[-1], side="right"),
        facet_share=np.where(main, low + (high - low) * size[:, 1], minor),
        one_joint=_alone(uniform("joint", 2), value("share.one_joint")),
        wrong_level=event("wrong_level", value("wrong_level")),
        weights=_mixture(uniform("others", 3), mix),
        csi=np.clip(value("csi.mean") + value("csi.sd") * csi_z, 0.0, 100.0),
        months=np.clip(value("months.median") * np.exp(value("months.sigma") * normal("months")), 3.0, 600.0),
        baseline=np.clip(value("baseline.mean") + value("baseline.sd") * normal("baseline"), lowest, 10.0),
        depression=np.asarray(mood > _upper(value("depression.rate"))),
        surgery=event("surgery", value("surgery.rate")),
        opioids=event("opioids", value("opioids.rate")),
        trainee=event("operator", value("operator.trainee")),
        ultrasound=event("guidance", value("guidance.ultrasound")),
        sees=np.where(sees > 0.0, sees, checked),
        aberrant=single.aberrant_supply(None, clinic.region, person, True),
        washout=person.lognormal("washout", library.value("variation.t_slow_cv"))[:, 0],
        sensitivity=person.lognormal("sensitivity", library.value("variation.ic50_between_cv"))[:, 0],
        t_e0_times=person.lognormal("t_e0", library.value("variation.t_e0_cv"))[:, 0],
        hill_gamma=library.value("nerve.hill_gamma")
        * person.lognormal("hill_gamma", library.value("variation.hill_gamma_cv"))[:, 0],
        course=library.value(f"course.{clinic.region}_sd_mm")
        * person.normal("anatomy", 2 * most_needles(clinic)).reshape(n, -1, 2),
    )


def inputs_of(someone: People, visit: Visit, reader: Reader, needles: bool = True) -> Inputs:
    """Rows of all people for one visit, with needles for the largest target; see `rows_of` for a stratum.

    Without `needles` theirs are columns of zeros: a denervation asks for the person and the diary only.
    """
    library, clinic, n = load(), someone.clinic, someone.count
    streams = replace(someone.streams, block=visit.block)
    k = most_needles(clinic)

    def column(value: float | bool) -> Floats:
        return np.full(n, float(value))

    context = single.context_response(None, streams, True, library.of_clinic(clinic.key, "context.shift"))
    nowhere = dict.fromkeys(single.NEEDLE_COLUMNS, np.zeros((n, k)))
    values: dict[str, Floats | Bools] = {
        **single.drug_columns(visit.drug, visit.percent, False, n),
        **single.diary_draws(n, streams, reader.check_min),
        **(_needles(someone, streams, k) if needles else nowhere),
    }
    return Inputs(
        **values,  # type: ignore[arg-type]
        active=np.ones((n, k)),
        volume_ml=column(visit.volume_ml),
        washout=someone.washout,
        sensitivity=someone.sensitivity,
        t_e0_times=someone.t_e0_times,
        hill_gamma=someone.hill_gamma,
        shares=np.zeros((n, 0)),
        aberrant=someone.aberrant,
        gain=sensitisation.gain(someone.csi),
        central_share=sensitisation.independent_share(someone.csi, someone.months),
        context=context,
        sedation=column(0.0),
        skin=column(0.0),
        steroid=column(0.0),
        baseline_nrs=someone.baseline,
        noisy=np.ones(n, dtype=bool),
        check_min=column(reader.check_min),
        threshold_pct=column(reader.threshold_pct),
        stated=np.full(n, reader.stated),
        min_baseline_nrs=column(reader.min_baseline_nrs),
        unclean=np.zeros(n, dtype=bool),
        spread_seen=np.asarray(someone.sees > library.value("detection.aspiration")),
    )


def _needles(someone: People, streams: Streams, k: int) -> dict[str, Floats]:
    """The columns of `NEEDLE_COLUMNS`, each (N, K)."""
    library = load()
    tip = streams.normal("needle", 2 * k).reshape(someone.count, k, 2) * _needle_sd(someone)[:, None, None]
    vein, seen = _veins(someone, streams, k)
    access = library.value("nerve.phi_access")
    return {
        "needle_x": tip[:, :, 0],
        "needle_y": tip[:, :, 1],
        "course_x": someone.course[:, :, 0],
        "course_y": someone.course[:, :, 1],
        "intravascular": vein,
        "detected": seen.astype(np.float64),
        "ic50_times": streams.lognormal("ic50_block", library.value("variation.ic50_block_cv"), k),
        "access": access * streams.lognormal("access", library.value("variation.phi_access_cv"), k),
    }


def rows_of(everyone: Inputs, someone: People, stratum: int) -> Inputs:
    """The rows of one stratum, with its own needles and source slots."""
    rows, k = someone.rows[stratum], len(layout_of(someone.clinic, stratum).needles)
    needles = (*single.NEEDLE_COLUMNS, "active")
    taken = {
        f.name: getattr(everyone, f.name)[rows, :k] if f.name in needles else getattr(everyone, f.name)[rows]
        for f in fields(everyone)
    }
    return Inputs(**taken | {"shares": shares(someone, stratum)})


def shares(someone: People, stratum: int) -> Floats:
    """Shares of the sources of a stratum's layout, (rows, S): tested joints, the one beside, the others."""
    rows, joints = someone.rows[stratum], len(someone.clinic.targets[stratum])
    alone = someone.one_joint[rows]
    tested = np.where(
        alone[:, None] < 0, 1.0 / joints, (alone[:, None] % joints == np.arange(joints)).astype(np.float64)
    )
    elsewhere = someone.wrong_level[rows].astype(np.float64)[:, None]
    facet = np.concatenate([(1.0 - elsewhere) * tested, elsewhere], axis=1)
    share = someone.facet_share[rows][:, None]
    return np.concatenate([share * facet, (1.0 - share) * someone.weights[rows]], axis=1)


def _pretest(age: Floats, region: str) -> Floats:
    table = np.array([pretest(year, region) for year in range(18, 101)])
    return table[age.astype(np.intp) - 18]


def _odds(chance: Floats) -> Floats:
    return np.asarray(chance / (1.0 - chance))


def _upper(rate: float) -> float:
    """The standard normal that a share `rate` of people exceed; 0 and 1 are nobody and everybody."""
    return float("inf") if rate <= 0.0 else -float("inf") if rate >= 1.0 else NormalDist().inv_cdf(1.0 - rate)


def _alone(draws: Floats, chance: float) -> NDArray[np.intp]:
    """Which joint hurts alone (a number to be taken modulo the joints), or -1 where all tested ones do."""
    return np.where(draws[:, 0] < chance, (12.0 * draws[:, 1]).astype(np.intp), -1)


def _mixture(draws: Floats, mix: Floats) -> Floats:
    """How the rest is shared among `OTHERS`, (N, 5): one main source and, for a part of it, a second one."""
    ladder = np.cumsum(mix) / mix.sum()
    first, second = (np.minimum(np.searchsorted(ladder, draws[:, i], side="right"), 4) for i in (0, 1))
    part = 0.5 * draws[:, 2]
    answer = np.zeros((len(draws), len(mix)))
    rows = np.arange(len(draws))
    answer[rows, first] += 1.0 - part
    answer[rows, second] += part
    return answer


def _needle_sd(someone: People) -> Floats:
    library = load()
    answer = np.empty(someone.count)
    for trainee, operator in ((False, "expert"), (True, "trainee")):
        for ultrasound, guidance in ((False, "fluoroscopy"), (True, "ultrasound")):
            rows = (someone.trainee == trainee) & (someone.ultrasound == ultrasound)
            answer[rows] = library.value(f"needle.{operator}_{guidance}_sd_mm")
    return answer


def _veins(someone: People, streams: Streams, k: int) -> tuple[Floats, Bools]:
    """Shares of the dose in a vein and whether that was seen, (N, K); most that are seen are moved out."""
    library = load()
    vein = veins_entered(someone.clinic.region, streams, k)
    seen = streams.uniform("detection", k) < someone.sees[:, None]
    moved = streams.uniform("reposition", k) < library.value("uptake.repositioned")
    return np.where(seen & moved, 0.0, vein), seen


def veins_entered(region: str, streams: Streams, k: int) -> Floats:
    """Share of the dose that would go into a vein at each of `k` needles as first placed, (N, K)."""
    draws = streams.uniform("uptake", 2 * k).reshape(streams.count, k, 2)
    return np.stack([single.vein_share(region, draws[:, i]) for i in range(k)], axis=1)
