"""The session's one trial: what is asked for, the answer on screen, and the run under way.

A run is a sum over chunks, so one that is interrupted goes on where it was. The last answer stays until the
next one is whole. One run counts every cut-off.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

import streamlit as st

from simulator import executors
from simulator.cli_trial import check_size
from simulator.cohort_attribution import Explained, count_worlds, explained
from simulator.errors import InputError
from simulator.trial import Tally, Trial, count, validated
from simulator.trial_report import Outcome, Result

QUICK = 10_000
"""Patients that are counted at once, well within a second."""
_THREADS = 2
"""Threads that count a quick trial; numpy lets them run side by side."""
LONGEST_S = 30.0
"""What one run may take of a server that others use too."""

LEAST, LARGEST_SEED, STEP_PCT = 100, 2**31, 5
"""What the controls go by: the fewest patients, the largest seed, the steps of the cut-off."""
SIDES = ("a", "b")
FIRST: Final[Mapping[str, Any]] = {
    "clinic": "selected-lumbar",
    "threshold_pct": 80,
    "basis": "nrs",
    "patients": QUICK,
    "seed": 7,
    "technique": "parallel",
    "a": "one",
    "b": "comparative_relaxed",
}
"""What stands on the controls at first."""


@dataclass
class Job:
    """A run under way: what it counts, of which trial, how many are done, and their sum."""

    kind: Literal["trial", "why"]
    trial: Trial
    done: int = 0
    total: Any = None

    def step(self, start: int, patients: int) -> None:
        """Count one chunk more."""
        work: Callable[..., Any] = count if self.kind == "trial" else count_worlds
        part = work(self.trial, start, patients)
        self.total = part if self.total is None else self.total + part
        self.done = start + patients


@dataclass(frozen=True)
class Shown:
    """The answer on screen: a result, the pair of paradigms, and the cut-off at which it is read."""

    result: Result
    pair: tuple[str, str]
    cut: int

    @property
    def outcomes(self) -> tuple[Outcome, Outcome]:
        """A and B at the cut-off."""
        a, b = (self.result.outcome(name, self.cut) for name in self.pair)
        return a, b


def settings_for(**sets: Any) -> dict[str, Any]:
    """What stands on the controls at first, with some of it set."""
    return {**FIRST, **sets}


def settings() -> dict[str, Any]:
    """What stands on the controls."""
    found: dict[str, Any] = st.session_state.setdefault("trial", settings_for())
    return found


def change(**sets: Any) -> None:
    """Change what is asked for. A run for something else ends; the cut-off needs no run."""
    if set(sets) - {"threshold_pct"}:
        st.session_state["trial job"] = None
    st.session_state["trial cancelled"] = None
    st.session_state["trial"] = settings() | sets


def asked() -> Trial:
    """The trial that the controls ask for. Raises InputError."""
    return trial_of(settings())


def trial_of(found: Mapping[str, Any]) -> Trial:
    """The trial of such settings. Raises InputError."""
    pair = dict.fromkeys(found[side] for side in SIDES)
    return validated({k: v for k, v in found.items() if k not in SIDES} | {"paradigms": list(pair)})


def refusal(trial: Trial) -> InputError | None:
    """Why a trial is too large for the page, before anything runs."""
    try:
        check_size(trial, 0, LONGEST_S)
    except InputError as error:
        return error
    return None


def shown() -> Shown:
    """The answer on screen. A quick trial is answered now; another one keeps the last answer."""
    trial, found = asked(), settings()
    pair, cut = (found["a"], found["b"]), trial.threshold_pct
    kept: Shown | None = st.session_state.get("trial answer")
    if kept is None or not _answers(kept.result.trial, trial):
        if trial.patients > QUICK or refusal(trial) is not None:
            if kept is not None:
                return Shown(kept.result, kept.pair, cut)
            trial = trial.model_copy(update={"patients": QUICK})
        kept = Shown(quick(trial), pair, cut)
    answer = Shown(kept.result, pair, cut)
    st.session_state["trial answer"] = answer
    return answer


def is_answered() -> bool:
    """Whether the answer on screen is that of the trial asked for."""
    kept: Shown | None = st.session_state.get("trial answer")
    return kept is not None and _answers(kept.result.trial, asked())


def causes() -> tuple[Trial, Explained] | None:
    """The last attribution and the trial it belongs to."""
    found: tuple[Trial, Explained] | None = st.session_state.get("trial causes")
    return found


def causes_asked(trial: Trial) -> Trial:
    """The trial whose causes can be worked out on the page: at most as many patients as are quick."""
    return trial.model_copy(update={"patients": min(trial.patients, QUICK), "paradigms": ("one",)})


def job() -> Job | None:
    """The run under way."""
    found: Job | None = st.session_state.get("trial job")
    return found


def start(kind: Literal["trial", "why"], trial: Trial) -> None:
    """Begin a run; whatever ran before ends."""
    st.session_state.update({"trial job": Job(kind, trial), "trial cancelled": None})


def cancel() -> None:
    """End the run; the answer on screen stays."""
    if (found := job()) is not None:
        st.session_state["trial cancelled"] = found
    st.session_state["trial job"] = None


def finish(found: Job) -> None:
    """A run is whole: put its answer on screen."""
    if found.kind == "trial":
        pair = (settings()["a"], settings()["b"])
        answer = Shown(Result(found.trial, found.total), pair, found.trial.threshold_pct)
        st.session_state["trial answer"] = answer
    else:
        st.session_state["trial causes"] = (found.trial, explained(found.total))
    st.session_state["trial job"] = None


def quick(trial: Trial) -> Result:
    """A trial's result at once; every visitor who asks for the same shares it."""
    return Result(trial, _tally(_same_run(trial).model_dump_json(by_alias=True)))


@st.cache_data(max_entries=64, show_spinner=False)
def _tally(trial_json: str) -> Tally:
    trial = Trial.model_validate_json(trial_json)
    with ThreadPoolExecutor(_THREADS) as pool:
        size = QUICK // (2 * _THREADS)
        found: Tally | None = executors.total(pool, partial(count, trial), trial.patients, size=size)
    assert found is not None  # a trial has at least one patient
    return found


def _same_run(trial: Trial) -> Trial:
    """Trials that differ by their cut-off share one run."""
    return trial.model_copy(update={"threshold_pct": Trial.model_fields["threshold_pct"].default})


def _answers(answered: Trial, trial: Trial) -> bool:
    both = (_same_run(one).model_copy(update={"paradigms": ()}) for one in (answered, trial))
    return len(set(map(Trial.model_dump_json, both))) == 1 and {*trial.paradigms} <= {*answered.paradigms}
