"""Cases for forecasting: patients of a virtual clinic whose blocks showed what the case says.

The ideal forecast is counted: how often each source is the main one among all patients of the clinic of that
age, and among those whose blocks showed the same. So the probability is known that the truth was drawn from.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from content import load
from content.cases import BINS, Case
from simulator import cohort, engine, paradigms
from simulator.cohort import OTHERS, People, Reader
from simulator.model import perception
from simulator.streams import Streams

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

SOURCES: Final = ("facet", *OTHERS)
PEOPLE: Final = 20_000
SEED: Final = 20_101
READER: Final = Reader(80.0, False)
_CUTS = (50.0, 80.0)


@dataclass(frozen=True)
class Ideal:
    """Shares of `SOURCES` as the main source: before the blocks and after; `people` behind the second."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    people: int


@dataclass(frozen=True)
class Seen:
    """One block of one patient. `nrs` at `minutes` on paper (NaN: not written); `pain_nrs` as it was, on
    `times_min`. `numbed` of `needles` aimed-at nerves; the drug's name; relief at the check (%)."""

    role: str
    drug: str
    minutes: tuple[int, ...]
    nrs: Floats
    times_min: Floats
    pain_nrs: Floats
    numbed: int
    needles: int
    in_vein: int
    context_pct: float


@dataclass(frozen=True)
class Patient:
    """A drawn case: who, what each block showed, and the truth: main source and shares of all (`SOURCES`)."""

    age: int
    months: float
    truth: int
    shares: tuple[float, ...]
    central_share: float
    wrong_level: bool
    visits: tuple[Seen, ...]


def main_source(someone: People) -> Ints:
    """Index into `SOURCES` of the largest share of everyone's pain, (N,)."""
    return np.asarray(np.argmax(_mix(someone), axis=1))


def _mix(someone: People) -> Floats:
    facet = someone.facet_share[:, None]
    return np.concatenate([facet, (1.0 - facet) * someone.weights], axis=1)


@lru_cache(maxsize=16)
def _pool(clinic: str, visits: tuple[str, ...]) -> tuple[Floats, Ints, NDArray[np.int8]]:
    """Age, main source, and results (N, visits; indices into `BINS`) of `PEOPLE` patients of a clinic."""
    ages, truths, results = [], [], []
    for start in range(0, PEOPLE, cohort.CHUNK):
        someone = cohort.people(load().clinics[clinic], Streams(SEED, start, cohort.CHUNK))
        ages.append(someone.age)
        truths.append(main_source(someone))
        results.append(np.stack([_bins(someone, clinic, role) for role in visits], axis=1))
    return np.concatenate(ages), np.concatenate(truths), np.concatenate(results)


def _bins(someone: People, clinic: str, role: str) -> NDArray[np.int8]:
    read = paradigms.read(someone, paradigms.visit_of(clinic, role), READER)
    level = np.searchsorted(_CUTS, read.judged_pct + 1e-9, side="right")
    return np.where(read.readable, level, BINS.index("unreadable")).astype(np.int8)


def _rows(case: Case) -> tuple[Ints, Ints]:
    """Rows of the pool of the case's age, and those of them whose blocks showed the same."""
    age, _, results = _pool(case.clinic, case.visits)
    of_age = (age >= case.ages[0]) & (age <= case.ages[1])
    same = (results == [BINS.index(shown) for shown in case.shows]).all(axis=1)
    return np.flatnonzero(of_age), np.flatnonzero(of_age & same)


def ideal(case: Case) -> Ideal:
    """The forecast that nobody can beat on average, before the blocks and after them."""
    truth = _pool(case.clinic, case.visits)[1]
    before, after = (np.bincount(truth[rows], minlength=len(SOURCES)) / len(rows) for rows in _rows(case))
    return Ideal(tuple(map(float, before)), tuple(map(float, after)), len(_rows(case)[1]))


def draw(case: Case, number: int) -> Patient:
    """Patient `number` (0 or more) of those whom the case fits; the same number, the same one."""
    rows = _rows(case)[1]
    order = np.random.Generator(np.random.Philox(key=SEED)).permutation(len(rows))
    return patient(case, int(rows[order[number % len(rows)]]))


def patient(case: Case, row: int) -> Patient:
    """One row of the pool in full."""
    someone = cohort.people(load().clinics[case.clinic], Streams(SEED, row, 1))
    mix = _mix(someone)[0]
    visits = tuple(_seen(someone, case.clinic, role) for role in case.visits)
    everyone = cohort.inputs_of(someone, paradigms.visit_of(case.clinic, case.visits[0]), READER)
    return Patient(
        int(someone.age[0]),
        float(someone.months[0]),
        int(np.argmax(mix)),
        tuple(map(float, mix)),
        float(everyone.central_share[0]),
        bool(someone.wrong_level[0]),
        visits,
    )


def _seen(someone: People, clinic: str, role: str) -> Seen:
    visit = paradigms.visit_of(clinic, role)
    stratum = int(someone.stratum[0])
    layout = cohort.layout_of(someone.clinic, stratum)
    inputs = cohort.rows_of(cohort.inputs_of(someone, visit, READER), someone, stratum)
    minutes = tuple(int(m) for m in perception.DIARY_MIN if m <= 480)
    times = np.unique(np.concatenate([np.arange(0.0, 481.0, 5.0), minutes]))
    course = engine.run(inputs, layout, times)
    at = course.pain[:, np.searchsorted(times, minutes)].copy()
    at[:, 0] = 1.0
    noise = (inputs.fluctuation + inputs.rating_noise)[:, : len(minutes)]
    nrs = perception.rate(inputs.baseline_nrs[:, None] * at, noise, inputs.noisy)[0]
    nrs = np.where(inputs.missing[0, : len(minutes)], np.nan, nrs)
    peak = course.block[0].max(axis=1)
    aimed = [layout.sites.index(needle) for needle in layout.needles]
    cut = load().value("truth.technical_cut")
    return Seen(
        role,
        visit.drug,
        minutes,
        nrs,
        times,
        float(inputs.baseline_nrs[0]) * np.concatenate([[1.0], course.pain[0, 1:]]),
        int(sum(peak[site] >= cut for site in aimed)),
        len(aimed),
        int((inputs.intravascular[0] > 0.0).sum()),
        100.0 * float(inputs.context[0]),
    )


def same_as_pool(case: Case, row: int) -> bool:
    """Whether a patient drawn alone has the results that the pool has: the draws do not depend on chunks."""
    someone = cohort.people(load().clinics[case.clinic], Streams(SEED, row, 1))
    alone = [int(_bins(someone, case.clinic, role)[0]) for role in case.visits]
    return bool(alone == _pool(case.clinic, case.visits)[2][row].tolist())
