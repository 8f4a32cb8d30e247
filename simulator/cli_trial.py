"""The command line of the virtual clinic: trial. Where the clock is read, for `seconds` and nothing else."""

import argparse
import json
import os
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from content import load
from simulator import executors, trial_report
from simulator.cohort import CHUNK
from simulator.cohort_attribution import Explained, Worlds, count_worlds, explained
from simulator.errors import InputError
from simulator.trial import Tally, Trial, count, validated
from simulator.trial_report import Result

_FLAGS = {
    "patients": "patients",
    "seed": "seed",
    "threshold_pct": "threshold",
    "basis": "basis",
    "paradigms": "paradigms",
    "technique": "technique",
    "prevalence": "prevalence",
}
LARGEST_FILE_BYTES = 256 * 1024
LONGEST_S = 3600.0
MOST_EXPLAINED = 1_000_000
PATIENT_S = 150e-6
"""Time of one patient on one slow core, every paradigm: only to warn, never in an answer."""


def expected_s(trial: Trial, workers: int) -> float:
    """About how long a trial takes on this machine (s), from above."""
    cores = max(1, min(workers, os.cpu_count() or 1))
    return trial.patients * PATIENT_S / cores


def expected_bytes(workers: int) -> float:
    """About how much memory a trial takes, whatever its size: every process holds one chunk."""
    return max(1, workers) * (120e6 + CHUNK * 12e3)


def check_size(trial: Trial, workers: int, longest_s: float = LONGEST_S) -> None:
    """Raises InputError, before anything runs, for a trial that would take longer than `longest_s`, or for
    more processes than the memory holds."""
    executors.check_workers(workers)
    needed = expected_s(trial, workers)
    if needed > longest_s:
        fits = int(trial.patients * longest_s / needed)
        rule = (
            f"would take about {_words(needed)} here, more than {_words(longest_s)}: take at most {fits}, "
            f"or run `python -m simulator trial --workers {os.cpu_count() or 1}` or with --scheduler"
        )
        raise InputError("patients", trial.patients, rule)
    free = _free_bytes()
    if free is not None and expected_bytes(workers) > free:
        rule = f"would need about {expected_bytes(workers) / 1e6:.0f} MB, {free / 1e6:.0f} MB are free"
        raise InputError("--workers", workers, rule)


def _free_bytes() -> float | None:
    try:
        return float(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (ValueError, OSError, AttributeError):
        return None


def _words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def read_trial(name: str | None) -> dict[str, Any]:
    """The fields of a trial from a clinic's name or a JSON file; nothing means the defaults."""
    if name is None:
        return {}
    clinics = load().clinics
    if name in clinics:
        return {"clinic": name}
    path = Path(name)
    if not (path.suffix or os.sep in name or path.exists()):
        raise InputError("trial", name, f"is neither a file nor a clinic ({', '.join(clinics)})")
    try:
        if not path.is_file():
            raise InputError("file", name, "there is no such file")
        with path.open("rb") as handle:
            text = handle.read(LARGEST_FILE_BYTES + 1)
        if len(text) > LARGEST_FILE_BYTES:
            raise InputError("file", name, f"must not be larger than {LARGEST_FILE_BYTES} bytes")
        data = json.loads(text)
    except OSError as error:
        raise InputError("file", name, f"cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError("file", name, f"is not valid JSON: {str(error).splitlines()[0]}") from None
    if not isinstance(data, dict):
        raise InputError("trial", type(data).__name__, "must be a JSON object")
    return data


def _trial(arguments: argparse.Namespace) -> Trial:
    data = read_trial(arguments.trial)
    for name, flag in _FLAGS.items():
        if (value := getattr(arguments, flag)) is not None:
            data[name] = value.split(",") if name == "paradigms" else value
    for text in arguments.set:
        name, sign, value = text.partition("=")
        try:
            number = float(value)
        except ValueError:
            sign = ""
        if not sign:
            raise InputError("--set", text, "must be name=number")
        sets = data.setdefault("sets", {})
        if not isinstance(sets, dict):
            raise InputError("sets", type(sets).__name__, "must be an object")
        sets[name.strip()] = number
    return validated(data)


def run(trial: Trial, workers: int = 0, scheduler: str | None = None) -> tuple[Result, float]:
    """A trial on the executor asked for, and the seconds it took. Raises InputError."""
    if scheduler is None:
        check_size(trial, workers)
    start = perf_counter()
    with executors.executor(workers, scheduler) as pool:
        tally: Tally | None = executors.total(pool, partial(count, trial), trial.patients)
    if tally is None:
        raise InputError("patients", trial.patients, "must be at least 1")
    return Result(trial, tally), perf_counter() - start


def command(trial: Trial) -> str:
    """The command line that gives the numbers of a trial again, defaults left out.

    What only a file can say (`check_min`, `min_baseline_nrs`, `facet_cut`) is not repeated.
    """
    words = ["python -m simulator trial", trial.clinic]
    for name, flag in _FLAGS.items():
        value = getattr(trial, name)
        if value != Trial.model_fields[name].default:
            words.append(f"--{flag} {','.join(value) if isinstance(value, tuple) else value}")
    sets = " ".join(f"{name}={value}" for name, value in trial.sets.items())
    return " ".join([*words, *([f"--set {sets}"] if sets else [])])


def trial_json(arguments: argparse.Namespace) -> dict[str, Any]:
    """`trial --json`."""
    trial = _trial(arguments)
    result, seconds = run(trial, arguments.workers, arguments.scheduler)
    data = trial_report.trial_json(result, seconds)
    return data | ({"explained": vars(why(trial, arguments))} if arguments.why else {})


def trial_table(arguments: argparse.Namespace) -> str:
    """`trial`."""
    trial = _trial(arguments)
    result, seconds = run(trial, arguments.workers, arguments.scheduler)
    text = trial_report.trial_table(result, seconds)
    return f"{text}\n\n{why_table(why(trial, arguments))}" if arguments.why else text


def why(trial: Trial, arguments: argparse.Namespace) -> Explained:
    """How many failures of the first block each cause explains. Raises InputError for too many patients."""
    if trial.patients > MOST_EXPLAINED:
        raise InputError("--why", trial.patients, f"takes at most {MOST_EXPLAINED} patients")
    with executors.executor(arguments.workers, arguments.scheduler) as pool:
        worlds: Worlds | None = executors.total(pool, partial(count_worlds, trial), trial.patients)
    if worlds is None:
        raise InputError("patients", trial.patients, "must be at least 1")
    return explained(worlds)


def why_table(found: Explained) -> str:
    """Failures by cause, per 100 referred."""
    lines = [f"{'first block, per 100 referred':30} {'missed':>8} {'false +':>8}"]
    hundred = 100.0 / found.people
    for cause in sorted(found.missed, key=lambda name: -abs(found.missed[name])):
        lines.append(
            f"{cause:30} {hundred * found.missed[cause]:8.2f} {hundred * found.false_positive[cause]:8.2f}"
        )
    actual = hundred * found.actual_missed, hundred * found.actual_false_positive
    ideal = hundred * found.ideal_missed, hundred * found.ideal_false_positive
    lines.append(f"{'all, with every cause':30} {actual[0]:8.2f} {actual[1]:8.2f}")
    lines.append(f"{'left in the ideal block':30} {ideal[0]:8.2f} {ideal[1]:8.2f}")
    return "\n".join(lines)


def add(commands: Any) -> None:
    """Add the commands of the virtual clinic to the parser."""
    trial = commands.add_parser("trial", help="a virtual trial: a clinic's name or a JSON file")
    trial.add_argument("trial", nargs="?", metavar="FILE|CLINIC")
    trial.add_argument("--patients", type=int)
    trial.add_argument("--seed", type=int)
    trial.add_argument("--threshold", type=int, help="cut-off in percent, 50 to 100")
    trial.add_argument("--basis", help="nrs or stated")
    trial.add_argument("--paradigms", help="a comma between them")
    trial.add_argument("--technique", help="parallel or perpendicular")
    trial.add_argument("--prevalence", type=float, help="instead of the one that follows from age, 0 to 1")
    trial.add_argument("--set", nargs="+", action="extend", default=[], metavar="NAME=NUMBER")
    trial.add_argument("--why", action="store_true", help="how many failures each cause explains")
    trial.add_argument("--workers", type=int, default=0, help="processes (default: this one)")
    trial.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, e.g. tcp://host:8786")
