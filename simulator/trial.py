"""A virtual trial: a clinic's patients through every way of choosing whom to denervate, counted.

A chunk of patients is counted into a `Tally` of whole numbers; tallies add up exactly, so the answer does not
depend on the chunks, on their order, or on where they were counted. Every rate is worked out from the sum.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Field, ValidationError, model_validator

from content import load, using
from content.clinics import key_of
from content.loader import Library
from simulator import cohort, paradigms, verdict
from simulator.cohort import People, Reader
from simulator.errors import InputError, fault, from_validation
from simulator.paradigms import PARADIGMS, THRESHOLDS, VISITS, Denervated, Paradigm, Read
from simulator.scenario import Closed
from simulator.streams import Streams

Counts = NDArray[np.int64]
Bools = NDArray[np.bool_]

MOST_PATIENTS = 100_000_000


def _known_clinic(key: str) -> str:
    clinics = load().clinics
    if key not in clinics:
        raise fault("", key, f"must be one of {', '.join(clinics)}")
    return key


class Trial(Closed):
    """What is tried, on whom, how many. `sets`: numbers of the clinic (`prevalence.odds`) or of the model
    (`context.repeatability`) to be changed; `prevalence`: instead of the one that follows from age."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    seed: int = Field(default=7, ge=0, le=2**53 - 1)
    clinic: Annotated[str, AfterValidator(_known_clinic)] = "selected-lumbar"
    patients: int = Field(default=10_000, ge=1, le=MOST_PATIENTS)
    paradigms: Annotated[
        tuple[Paradigm, ...], Field(min_length=1, max_length=len(PARADIGMS), strict=False)
    ] = PARADIGMS
    threshold_pct: int = Field(default=80, ge=50, le=100)
    basis: Literal["nrs", "stated"] = "nrs"
    check_min: float = Field(default=30.0, ge=5.0, le=480.0)
    min_baseline_nrs: float = Field(default=4.0, ge=0.0, le=10.0)
    facet_cut: float = Field(default=0.5, ge=0.1, le=1.0)
    technique: Literal["parallel", "perpendicular"] = "parallel"
    prevalence: float | None = Field(default=None, ge=0.0, le=1.0)
    sets: Mapping[str, float] = Field(default_factory=dict, max_length=60)

    @model_validator(mode="after")
    def _possible(self) -> "Trial":
        if len(set(self.paradigms)) < len(self.paradigms):
            raise fault("paradigms", ",".join(self.paradigms), "must not name one twice")
        for name, value in self.sets.items():
            _check_set(self.clinic, name, value)
        with using(self.library()):
            _check_mix(self.clinic)
        return self

    def library(self) -> Library:
        """The library with the changed numbers of this trial."""
        library = load()
        for name, value in self.sets.items():
            if (key := _full_key(self.clinic, name)) in library.trial or key in library.parameters:
                library = library.with_value(key, value)
            else:
                borrowed = library.trial[key_of(library.clinics, library.trial, self.clinic, name)]
                own = borrowed.model_copy(update={"key": key, "value": value})
                library = library.model_copy(update={"trial": library.trial | {key: own}})
        return library

    def reader(self) -> Reader:
        """How its blocks are read."""
        return Reader(
            float(self.threshold_pct), self.basis == "stated", self.check_min, self.min_baseline_nrs
        )


def _full_key(clinic: str, name: str) -> str:
    library = load()
    if name in library.parameters or name in library.trial:
        return name
    return f"clinic.{clinic}.{name}"


def _check_set(clinic: str, name: str, value: float) -> None:
    library = load()
    try:
        if name in library.parameters or name in library.trial:
            found = (library.parameters | library.trial)[name]
        else:
            found = library.trial[key_of(library.clinics, library.trial, clinic, name)]
    except KeyError:
        raise fault(f"sets.{name}", value, "is not a number of this clinic or of the model") from None
    if found.unit == "1" and not name.startswith("nerve.") and not 0.0 <= value <= 1.0:
        raise fault(f"sets.{name}", value, "must be from 0 to 1")
    if found.unit != "logit" and found.unit != "correlation" and value < 0.0:
        raise fault(f"sets.{name}", value, "must be at least 0")
    if found.unit == "correlation" and not -1.0 < value < 1.0:
        raise fault(f"sets.{name}", value, "must lie between -1 and 1")
    if name == "volume_ml" and not 0.1 <= value <= 4.0:
        raise fault(f"sets.{name}", value, "must be from 0.1 to 4 mL")
    if abs(value) > 1e4:
        raise fault(f"sets.{name}", value, "must not be larger than 10000")


def _check_mix(clinic: str) -> None:
    library = load()

    def value(name: str) -> float:
        return library.of_clinic(clinic, name)

    strata = len(library.clinics[clinic].targets)
    if sum(value(f"mix.{kind}") for kind in cohort.OTHERS) <= 0.0:
        raise fault("sets.mix", 0, "the weights of the other sources must add up to more than 0")
    if sum(value(f"levels.{s + 1}") for s in range(strata)) <= 0.0:
        raise fault("sets.levels", 0, "the weights of the visits must add up to more than 0")
    if value("share.main_low") > value("share.main_high"):
        raise fault("sets.share.main_low", value("share.main_low"), "must not exceed share.main_high")
    if value("contrast.live") + value("contrast.spot") > 1.0 + 1e-9:
        raise fault("sets.contrast.spot", value("contrast.spot"), "with contrast.live must not exceed 1")


@dataclass(frozen=True)
class Tally:
    """Whole-number counts. P paradigms, C cut-offs (`THRESHOLDS`), 2 truths (not facet, facet).

    `people` (2,); `results` (2, 4): first block at the trial's cut-off, by `verdict.RESULTS`; `selected`,
    `relieved` (P, C, 2); `visits`, `half_months`, `repeats` (P, C): block visits, half months of relief of
    those relieved, and how many of them a repeat relieves again; `squares`: of the half months.
    """

    people: Counts
    results: Counts
    selected: Counts
    relieved: Counts
    visits: Counts
    half_months: Counts
    squares: Counts
    repeats: Counts

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def count(trial: Trial, start: int, patients: int) -> Tally:
    """Count the patients `start` to `start + patients - 1` of a trial: the unit of work of every executor."""
    with using(trial.library()):
        someone = cohort.people(
            load().clinics[trial.clinic], Streams(trial.seed, start, patients), trial.prevalence
        )
        return _count(trial, someone)


def read_visits(trial: Trial, someone: People) -> dict[str, Read]:
    """Every visit that the trial's paradigms ask for, of everyone."""
    roles = dict.fromkeys(role for name in trial.paradigms for role in VISITS[name])
    diary = "comparative_strict" in trial.paradigms
    return {
        role: paradigms.read(
            someone,
            paradigms.visit_of(trial.clinic, role),
            trial.reader(),
            diary and role in VISITS["comparative_strict"],
        )
        for role in roles
    }


def chosen(trial: Trial, visits: Mapping[str, Read], paradigm: str, threshold: int, n: int) -> Bools:
    """Whom a paradigm selects for denervation at a cut-off, (N,)."""
    everybody = np.ones(n, dtype=bool)
    for role in VISITS[paradigm]:
        positive = visits[role].level >= threshold
        everybody &= ~positive if role == paradigms.CONTROL else positive
    if paradigm == "comparative_strict":
        longer = paradigms.second_is_longer(trial.clinic)
        one, two = (visits[role] for role in VISITS[paradigm])
        both = np.flatnonzero(everybody)
        cut = float(threshold)
        everybody[both] = paradigms.concordant(one, two, longer, trial.check_min, cut, both)
    return everybody


def _count(trial: Trial, someone: People) -> Tally:
    visits = read_visits(trial, someone)
    after = paradigms.denervate(someone, trial.technique)
    truth = after.tested_share >= trial.facet_cut - 1e-9
    shape = (len(trial.paradigms), len(THRESHOLDS))
    selected, relieved = np.zeros((*shape, 2), dtype=np.int64), np.zeros((*shape, 2), dtype=np.int64)
    seen, months, squares, repeats = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    for p, name in enumerate(trial.paradigms):
        for c, threshold in enumerate(THRESHOLDS):
            if not VISITS[name] and c:
                for counts in (selected, relieved, months, squares, repeats):
                    counts[p, c] = counts[p, 0]
                continue
            treated = chosen(trial, visits, name, threshold, someone.count)
            selected[p, c] = _by(truth, treated)
            won = treated & after.success
            relieved[p, c] = _by(truth, won)
            seen[p, c] = _visits(visits, name, threshold, someone.count)
            months[p, c], squares[p, c], repeats[p, c] = _course_of(after, won)
    results = np.zeros((2, len(verdict.RESULTS)), dtype=np.int64)
    if paradigms.FIRST in visits:
        for t in (0, 1):
            found = visits[paradigms.FIRST].result[truth == bool(t)]
            results[t] = np.bincount(found, minlength=len(verdict.RESULTS))
    everybody = np.ones(someone.count, dtype=bool)
    return Tally(_by(truth, everybody), results, selected, relieved, seen, months, squares, repeats)


def _by(truth: Bools, rows: Bools) -> Counts:
    """How many of `rows` are not facet, and are."""
    facet = int(np.count_nonzero(rows & truth))
    return np.array([int(np.count_nonzero(rows)) - facet, facet], dtype=np.int64)


def _visits(visits: Mapping[str, Read], paradigm: str, threshold: int, n: int) -> int:
    """Block visits of all: a second one only for those whose first was positive."""
    if len(VISITS[paradigm]) < 2:
        return n * len(VISITS[paradigm])
    return n + int(np.count_nonzero(visits[paradigms.FIRST].level >= threshold))


def _course_of(after: Denervated, won: Bools) -> tuple[int, int, int]:
    months = after.half_months[won]
    return int(months.sum()), int((months * months).sum()), int(np.count_nonzero(after.repeat & won))


def validated(data: Mapping[str, Any]) -> Trial:
    """A trial from plain data. Raises InputError with field, value and rule."""
    try:
        return Trial.model_validate_json(json.dumps(dict(data)))
    except ValidationError as error:
        raise from_validation(error) from None
    except (TypeError, ValueError) as error:
        raise InputError("trial", type(data).__name__, f"is not plain data: {error}") from None
