"""The command `sensitivity`: what was last written, or with `--write` all of it anew."""

import argparse
import sys
from typing import Any

from content import results as stored
from content.loader import say
from simulator import executors, results, written
from simulator.cohort_sensitivity import HEADLINES
from simulator.fingerprint import fingerprint
from simulator.trial import Trial

WIDEST = 10


def _sensitivity(arguments: argparse.Namespace) -> stored.Sensitivity:
    executors.check_workers(arguments.workers)
    if arguments.write is None:
        return stored.sensitivity()
    date = written.checked_date("--write", arguments.write)
    with executors.executor(arguments.workers) as pool:
        found = results.sensitivity_record(
            Trial(), date, pool, lambda text: print(text, file=sys.stderr, flush=True)
        )
    path = written.write("sensitivity", f"simulator sensitivity --write {date}", found)
    print(say("validation.word.kept", path=path.name), file=sys.stderr)
    return found


def sensitivity_json(arguments: argparse.Namespace) -> dict[str, Any]:
    """`sensitivity --json`."""
    found = _sensitivity(arguments)
    return found.model_dump(mode="json") | {"current": found.fingerprint == fingerprint()}


def sensitivity_table(arguments: argparse.Namespace) -> str:
    """`sensitivity`."""
    found = _sensitivity(arguments)
    fresh = "current" if found.fingerprint == fingerprint() else "stale"
    lines = [say(f"validation.word.{fresh}", date=found.date, clinic=found.clinic, cut=found.threshold_pct)]
    for name in HEADLINES:
        wide = sorted(found.ends.items(), key=lambda item: -abs(item[1].high[name] - item[1].low[name]))
        lines += ["", f"{name}: {found.headlines[name]:.1f}", f"{'low end':>42} {'high end':>9}"]
        lines += [f"{key:34} {e.low[name]:7.1f} {e.high[name]:9.1f}" for key, e in wide[:WIDEST]]
        lines.append(f"{'Sobol, all together':34} {'first':>7} {'total':>9}")
        rows = zip(found.sobol.parameters, found.sobol.first[name], found.sobol.total[name], strict=True)
        lines += [f"{key:34} {first:7.2f} {total:9.2f}" for key, first, total in rows]
    lines.append("")
    for key, holds in found.claims.items():
        ends = [
            say(f"validation.word.{end}_end", key=parameter)
            for parameter, e in found.ends.items()
            for end, flips in (("low", e.low_flips), ("high", e.high_flips))
            if key in flips
        ]
        state = say("validation.word.holds" if holds else "validation.word.fails")
        share = f"{100.0 * found.sobol.claims_hold[key]:.0f}"
        flips = "; ".join(ends) or say("validation.word.no_end")
        text = say(f"validation.claim.{key}")
        lines.append(say("validation.word.claim", claim=text, state=state, flips=flips, share=share))
    return "\n".join(lines)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    found = commands.add_parser(
        "sensitivity", help="which numbers a trial's answers rest on, as last written"
    )
    found.add_argument("--write", metavar="DATE", help="work all of it out anew (minutes) and keep it")
    found.add_argument("--workers", type=int, default=0, help="processes (default: this one)")
