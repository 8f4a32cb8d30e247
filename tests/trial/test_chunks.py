"""Same seed, same numbers, to the last bit: whatever the chunks, workers, scheduler, a worker that dies."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import partial

import numpy as np
import pytest

from simulator import executors
from simulator.cohort_attribution import PLAYERS, Worlds, count_worlds, explained
from simulator.errors import InputError
from simulator.trial import Tally, Trial, count

TRIAL = Trial(patients=3000, seed=11)


def same(a: Tally, b: Tally) -> bool:
    return all(np.array_equal(getattr(a, f.name), getattr(b, f.name)) for f in fields(Tally))


@pytest.fixture(scope="module")
def whole() -> Tally:
    return count(TRIAL, 0, TRIAL.patients)


@pytest.mark.parametrize("size", [1, 7, 250, 999, 3000])
def test_any_chunks(size: int) -> None:
    few = Trial(patients=min(TRIAL.patients, 60 * size), seed=11)
    with executors.executor() as pool:
        cut = executors.total(pool, partial(count, few), few.patients, size=size)
    assert cut is not None
    assert same(cut, count(few, 0, few.patients))


@pytest.fixture(autouse=True)
def a_main_module_that_children_need_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned process runs its parent's main file first; that of a test worker cannot be run again."""
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)


def test_processes(whole: Tally) -> None:
    with executors.executor(workers=2) as pool:
        found = executors.total(pool, partial(count, TRIAL), TRIAL.patients, size=400)
    assert found is not None
    assert same(found, whole)


def slowly(trial: Trial, start: int, patients: int) -> Tally:
    time.sleep(0.25)
    return count(trial, start, patients)


@contextmanager
def cluster() -> Iterator[object]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as found:
        yield found


@pytest.mark.slow
def test_a_cluster_loses_a_worker_and_nothing_else(whole: Tally) -> None:
    with cluster() as found, executors.executor(scheduler=found.scheduler_address) as pool:  # type: ignore[attr-defined]
        pids = [worker.process.pid for worker in found.workers.values()]  # type: ignore[attr-defined]
        killer = threading.Timer(1.0, os.kill, (pids[0], signal.SIGKILL))
        killer.start()
        answer = executors.total(pool, partial(slowly, TRIAL), TRIAL.patients, size=200)
        killer.join()
    assert pids[0] not in (os.getpid(), pids[1])
    assert answer is not None
    assert same(answer, whole)


@pytest.mark.parametrize(
    ("workers", "scheduler", "field"),
    [
        (-1, None, "--workers"),
        (100_000, None, "--workers"),
        (0, "nonsense", "--scheduler"),
        (0, "tcp://127.0.0.1:1", "--scheduler"),
        (0, "tcp://127.0.0.1:99999", "--scheduler"),
        (2, "tcp://127.0.0.1:1", "--workers"),
    ],
)
def test_nowhere_to_run(workers: int, scheduler: str | None, field: str) -> None:
    with pytest.raises(InputError) as error, executors.executor(workers, scheduler):
        pass
    assert error.value.field == field
    assert "\n" not in str(error.value)


def test_a_run_can_be_stopped_and_says_how_far_it_is() -> None:
    seen: list[int] = []

    def watch(done: int) -> bool:
        seen.append(done)
        return done < 1000

    with executors.executor() as pool:
        assert executors.total(pool, partial(count, TRIAL), 3000, size=500, progress=watch) is None
    assert seen == [500, 1000]


# --- attribution of the whole cohort ---


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return count_worlds(Trial(threshold_pct=50), 0, 600)


def test_contributions_add_up(worlds: Worlds) -> None:
    found = explained(worlds)
    assert set(found.missed) == {*PLAYERS, "sedation_skin"}
    assert sum(found.missed.values()) == pytest.approx(found.actual_missed - found.ideal_missed)
    assert sum(found.false_positive.values()) == pytest.approx(
        found.actual_false_positive - found.ideal_false_positive
    )
    assert found.people == 600


def test_the_actual_world_is_the_trials_own(worlds: Worlds) -> None:
    trial = Trial(threshold_pct=50, patients=600, paradigms=("one",))
    tally = count(trial, 0, 600)
    assert worlds.positives[0].tolist() == tally.selected[0, 0].tolist()
    assert worlds.people.tolist() == tally.people.tolist()


def test_in_the_ideal_world_nobody_is_missed(worlds: Worlds) -> None:
    found = explained(worlds)
    assert found.ideal_missed == 0
    assert found.missed["context"] <= 0.0  # it hides misses
    assert found.false_positive["context"] > 0.0


def test_worlds_add_up_over_chunks(worlds: Worlds) -> None:
    trial = Trial(threshold_pct=50)
    halves = count_worlds(trial, 0, 250) + count_worlds(trial, 250, 350)
    assert np.array_equal(halves.positives, worlds.positives)
