"""From a trial's counts to what people ask: accuracy, both denominators, cost, curve, flow of the 100."""

from dataclasses import dataclass
from typing import Any

from content import load, using
from simulator import intervals, verdict
from simulator.errors import InputError
from simulator.intervals import Estimate
from simulator.paradigms import THRESHOLDS, VISITS
from simulator.scenario import MODEL_VERSION, SCHEMA_VERSION
from simulator.trial import Tally, Trial

FLOW = (
    "facet_treated_relieved",
    "facet_treated_not_relieved",
    "facet_not_treated",
    "not_facet_treated_relieved",
    "not_facet_treated_not_relieved",
    "not_facet_not_treated",
)
"""The six places where a hundred referred people end, in this order."""


@dataclass(frozen=True)
class Outcome:
    """One paradigm at one cut-off. Rates are shares of 1; `per_100_*` are people per hundred.

    `missed`: tested joints are the source, not treated. `needless`: treated, and they are not.
    `repeat_success`: of those relieved, whom a second denervation relieves again.
    """

    paradigm: str
    threshold_pct: int
    sensitivity: Estimate
    specificity: Estimate
    ppv: Estimate
    npv: Estimate
    lr_positive: Estimate
    lr_negative: Estimate
    success_of_treated: Estimate
    success_of_referred: Estimate
    per_100_referred: dict[str, float]
    per_100_treated: dict[str, float | None]
    relief_months: Estimate
    repeat_success: Estimate
    cost_per_success: float | None
    cost_per_referred: float
    flow: dict[str, int]

    def json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            name: found.json() if isinstance(found, Estimate) else found for name, found in vars(self).items()
        }


MEASURES = (
    "sensitivity",
    "specificity",
    "ppv",
    "npv",
    "success_of_treated",
    "success_of_referred",
    "missed",
    "needless",
    "cost_per_success",
)
"""What a threshold curve can show; the cost in dollars, the rest of 100."""


def measured(outcome: Outcome, name: str) -> Estimate:
    """One of `MEASURES` of an outcome, of 100 or in dollars, with its interval where it has one."""
    if name == "cost_per_success":
        return Estimate(outcome.cost_per_success, None, None)
    if name in outcome.per_100_referred:
        return Estimate(outcome.per_100_referred[name], None, None)
    found: Estimate = getattr(outcome, name)
    return found.times(100.0)


@dataclass(frozen=True)
class Result:
    """A finished trial."""

    trial: Trial
    tally: Tally

    @property
    def prevalence(self) -> Estimate:
        """Share of the patients whose tested joints are the source."""
        return intervals.proportion(int(self.tally.people[1]), int(self.tally.people.sum()))

    def outcome(self, paradigm: str, threshold_pct: int | None = None) -> Outcome:
        """One paradigm at a cut-off (the trial's own without one). Raises InputError for one not in it."""
        cut = self.trial.threshold_pct if threshold_pct is None else threshold_pct
        if paradigm not in self.trial.paradigms:
            raise InputError("paradigm", paradigm, f"must be one of {', '.join(self.trial.paradigms)}")
        if cut not in THRESHOLDS:
            raise InputError("threshold_pct", cut, "must be a whole number from 50 to 100")
        with using(self.trial.library()):
            return _outcome(
                self.tally,
                paradigm,
                self.trial.paradigms.index(paradigm),
                THRESHOLDS.index(cut),
            )

    def curve(self, paradigm: str) -> tuple[Outcome, ...]:
        """A paradigm at every cut-off from 50 to 100 %."""
        return tuple(self.outcome(paradigm, cut) for cut in THRESHOLDS)

    @property
    def first_block(self) -> dict[str, dict[str, int]]:
        """Results of the first block at the trial's cut-off, by truth."""
        return {
            truth: {word: int(self.tally.results[t, i]) for i, word in enumerate(verdict.RESULTS)}
            for t, truth in enumerate(("not_facet", "facet"))
        }


def _outcome(tally: Tally, paradigm: str, p: int, c: int) -> Outcome:
    library = load()
    no, yes = (int(v) for v in tally.people)
    false_positive, true_positive = (int(v) for v in tally.selected[p, c])
    won_not, won = (int(v) for v in tally.relieved[p, c])
    everyone, treated, relieved = no + yes, false_positive + true_positive, won_not + won
    cost = library.value("cost.block_usd") * int(tally.visits[p, c])
    cost += library.value("cost.denervation_usd") * treated
    flow = (
        won,
        true_positive - won,
        yes - true_positive,
        won_not,
        false_positive - won_not,
        no - false_positive,
    )
    months = intervals.mean(tally.half_months[p, c] / 2.0, tally.squares[p, c] / 4.0, relieved)
    return Outcome(
        paradigm=paradigm,
        threshold_pct=THRESHOLDS[c],
        sensitivity=intervals.proportion(true_positive, yes),
        specificity=intervals.proportion(no - false_positive, no),
        ppv=intervals.proportion(true_positive, treated),
        npv=intervals.proportion(no - false_positive, everyone - treated),
        lr_positive=intervals.ratio(true_positive, yes, false_positive, no),
        lr_negative=intervals.ratio(yes - true_positive, yes, no - false_positive, no),
        success_of_treated=intervals.proportion(relieved, treated),
        success_of_referred=intervals.proportion(relieved, everyone),
        per_100_referred={
            "treated": _per(treated, everyone),
            "relieved": _per(relieved, everyone),
            "not_relieved": _per(treated - relieved, everyone),
            "missed": _per(yes - true_positive, everyone),
            "needless": _per(false_positive, everyone),
            "block_visits": _per(int(tally.visits[p, c]), everyone),
        },
        per_100_treated={
            "relieved": _per(relieved, treated) if treated else None,
            "not_relieved": _per(treated - relieved, treated) if treated else None,
            "needless": _per(false_positive, treated) if treated else None,
        },
        relief_months=months,
        repeat_success=intervals.proportion(int(tally.repeats[p, c]), relieved),
        cost_per_success=round(cost / relieved, 2) if relieved else None,
        cost_per_referred=round(cost / everyone, 2),
        flow=dict(zip(FLOW, intervals.of_hundred(flow), strict=True)),
    )


def _per(count: int, of: int) -> float:
    return round(100.0 * count / of, 4)


CURVE = ("sensitivity", "specificity", "ppv", "npv", "success_of_treated")


def trial_json(result: Result, seconds: float) -> dict[str, Any]:
    """A trial's answer: the contract of `trial --json`. `seconds` is measured by who ran it."""
    trial = result.trial
    return {
        "versions": {"schema": SCHEMA_VERSION, "model": MODEL_VERSION},
        "trial": trial.model_dump(mode="json"),
        "seed": trial.seed,
        "patients": trial.patients,
        "seconds": round(seconds, 3),
        "prevalence": result.prevalence.json(),
        "first_block": result.first_block,
        "paradigms": [result.outcome(name).json() for name in trial.paradigms],
        "curves": [
            {
                "paradigm": name,
                "threshold_pct": list(THRESHOLDS),
                **{key: [getattr(o, key).json()["value"] for o in outcomes] for key in CURVE},
                "relieved_per_100_referred": [o.per_100_referred["relieved"] for o in outcomes],
                "missed_per_100_referred": [o.per_100_referred["missed"] for o in outcomes],
                "cost_per_success": [o.cost_per_success for o in outcomes],
            }
            for name in trial.paradigms
            if VISITS[name]
            for outcomes in (result.curve(name),)
        ],
    }


def trial_table(result: Result, seconds: float) -> str:
    """The same as a table to read: one row a paradigm, both denominators side by side."""
    trial = result.trial
    clinic = load().clinics[trial.clinic]
    share = result.prevalence.value or 0.0
    lines = [
        f"{clinic.title}: {trial.patients} patients, seed {trial.seed}, {seconds:.1f} s",
        f"Facet pain by definition in {100 * share:.1f} of 100. "
        f"Cut-off {trial.threshold_pct} % ({trial.basis}), denervation {trial.technique}.",
        "",
        f"{'paradigm':20} {'sens':>5} {'spec':>5} {'PPV':>5} {'NPV':>5} {'LR+':>5} {'LR-':>5} "
        f"{'treated':>8} {'relieved':>8} {'missed':>6} {'needless':>8} {'of treated':>10} {'$/success':>10}",
    ]
    for name in trial.paradigms:
        o = result.outcome(name)
        hundred = o.per_100_referred
        cost = "-" if o.cost_per_success is None else f"{o.cost_per_success:.0f}"
        lines.append(
            f"{name:20} {_pct(o.sensitivity)} {_pct(o.specificity)} {_pct(o.ppv)} {_pct(o.npv)} "
            f"{_times(o.lr_positive)} {_times(o.lr_negative)} {hundred['treated']:8.1f} "
            f"{hundred['relieved']:8.1f} {hundred['missed']:6.1f} {hundred['needless']:8.1f} "
            f"{_pct(o.success_of_treated, 10)} {cost:>10}"
        )
    lines += ["", "treated, relieved, missed, needless: per 100 referred; of treated: relieved, %."]
    return "\n".join(lines)


def _pct(found: Estimate, width: int = 5) -> str:
    return f"{'-':>{width}}" if found.value is None else f"{100 * found.value:{width}.1f}"


def _times(found: Estimate) -> str:
    return f"{'-':>5}" if found.value is None else f"{found.value:5.2f}"
