"""The commands `validate` and `calibrate`: the model beside what is published, and the fit before that."""

import argparse
import sys
from pathlib import Path
from typing import Any

from content.loader import prose, say
from content.targets import fit
from simulator import calibration, results, written
from simulator.calibration import Calibration
from simulator.errors import InputError
from simulator.scenario import MODEL_VERSION, SCHEMA_VERSION
from simulator.validation import PATIENTS, Finding, validate

FEWEST, MOST = 500, 1_000_000


def _checked(arguments: argparse.Namespace) -> tuple[int, int]:
    if not FEWEST <= arguments.patients <= MOST:
        raise InputError("--patients", arguments.patients, f"must be from {FEWEST} to {MOST}")
    if not 0 <= arguments.seed < 2**53:
        raise InputError("--seed", arguments.seed, "must be from 0 to 9007199254740991")
    return arguments.patients, arguments.seed


def words(finding: Finding, lang: str = "en") -> str:
    """What a finding means: met, or missed, by how much, and why as far as is understood."""
    target, value = finding.target, finding.simulated.value
    if finding.passed:
        return say("validation.word.met", lang)
    if value is None:
        return say("validation.word.nothing", lang)
    if target.unit == "yes or no":
        text = say("validation.word.order", lang)
    else:
        text = say(
            "validation.word.low" if value < target.low else "validation.word.high",
            lang,
            simulated=f"{value:.3g}",
            low=f"{target.low:g}",
            high=f"{target.high:g}",
            unit=target.unit,
        )
    why = prose(lang)["validation"]["why"].get(target.id)
    return text if why is None else f"{text} {why}"


def finding_json(finding: Finding) -> dict[str, Any]:
    """One target as plain data."""
    target, simulated = finding.target, finding.simulated
    return {
        "id": target.id,
        "role": target.role,
        "label": target.label,
        "published": target.published,
        "low": target.low,
        "high": target.high,
        "unit": target.unit,
        "simulated": None if simulated.value is None else round(simulated.value, 4),
        "interval": [None if end is None else round(end, 4) for end in (simulated.low, simulated.high)],
        "pass": finding.passed,
        "source": target.source,
        "words": words(finding),
    }


def _fit_json() -> dict[str, Any] | None:
    """When the free parameters were fitted, and what the targets leave open."""
    found = fit()
    return None if found is None else found.model_dump(mode="json")


def _validate(arguments: argparse.Namespace) -> tuple[int, int, tuple[Finding, ...]]:
    """Patients, seed and every target; with `--write` also the file."""
    patients, seed = _checked(arguments)
    if arguments.write is not None:
        written.checked_date("--write", arguments.write)
    findings = validate(patients, seed)
    if arguments.write is not None:
        record = results.validation_record(findings, arguments.write, patients, seed)
        path = written.write("validation", f"simulator validate --write {arguments.write}", record)
        print(say("validation.word.kept", path=path.name), file=sys.stderr)
    return patients, seed, findings


def validate_json(arguments: argparse.Namespace) -> dict[str, Any]:
    """`validate --json`."""
    patients, seed, findings = _validate(arguments)
    return {
        "versions": {"schema": SCHEMA_VERSION, "model": MODEL_VERSION},
        "seed": seed,
        "patients": patients,
        "targets": [finding_json(found) for found in findings],
        "passed": {
            role: sum(f.passed for f in findings if f.target.role == role) for role in ("calibrate", "verify")
        },
        "calibration": _fit_json(),
        "of": {role: sum(f.target.role == role for f in findings) for role in ("calibrate", "verify")},
    }


def validate_table(arguments: argparse.Namespace) -> str:
    """`validate`."""
    patients, seed, findings = _validate(arguments)
    lines = [f"{patients} patients a target, seed {seed}", ""]
    lines.append(f"{'target':26} {'published':>9} {'accepted':>13} {'simulated':>9} {'interval':>15}")
    for found in findings:
        t, s = found.target, found.simulated
        value = "-" if s.value is None else f"{s.value:.2f}"
        ends = "-" if s.low is None or s.high is None else f"{s.low:.2f}-{s.high:.2f}"
        mark = "ok" if found.passed else "MISS"
        accepted = f"{t.low:g}-{t.high:g}"
        lines.append(f"{t.id:26} {t.published:9g} {accepted:>13} {value:>9} {ends:>15} {mark:4} {t.label}")
    missed = [found for found in findings if not found.passed]
    lines += ["", say("validation.word.never")]
    lines += [f"- {found.target.id}: {words(found)}" for found in missed]
    if (found_fit := fit()) is not None and found_fit.band is not None:
        low, high = found_fit.band
        lines += ["", say("validation.word.fitted", date=found_fit.date, seed=found_fit.seed)]
        lines.append(say("validation.word.band", key=found_fit.profiled, low=f"{low:g}", high=f"{high:g}"))
        lines.append(say("validation.word.open", keys=", ".join(found_fit.hardly_identified)))
    return "\n".join(lines)


def _calibrate(arguments: argparse.Namespace) -> Calibration:
    patients, seed = _checked(arguments)
    written.checked_date("--date", arguments.date)
    if arguments.out is not None and not Path(arguments.out).parent.is_dir():
        raise InputError("--out", arguments.out, "there is no such folder")
    found = calibration.calibrate(patients, seed, lambda text: print(text, file=sys.stderr, flush=True))
    if arguments.out is not None:
        try:
            Path(arguments.out).write_text(calibration.as_toml(found, arguments.date), encoding="utf-8")
        except OSError as error:
            raise InputError("--out", arguments.out, f"cannot be written: {error.strerror}") from None
    return found


def calibrate_json(arguments: argparse.Namespace) -> dict[str, Any]:
    """`calibrate --json`."""
    found = _calibrate(arguments)
    return {
        "versions": {"schema": SCHEMA_VERSION, "model": MODEL_VERSION},
        "date": arguments.date,
        "seed": found.seed,
        "patients": found.patients,
        "misfit": [round(found.misfit_before, 4), round(found.misfit_after, 4)],
        "values": found.values(),
        "identified": {one.parameter.key: one.identified for one in found.fitted},
        "simulated": {key: round(value, 4) for key, value in found.simulated.items()},
        "profile": {
            "parameter": calibration.PROFILED,
            "points": [
                {"value": value, "misfit": misfit, "every_target_kept": kept}
                for value, misfit, kept in found.profile
            ],
            "band": found.band,
        },
    }


def calibrate_table(arguments: argparse.Namespace) -> str:
    """`calibrate`: the file it would write, or the path it wrote to."""
    found = _calibrate(arguments)
    if arguments.out is None:
        return calibration.as_toml(found, arguments.date).rstrip()
    return say("validation.word.written", path=arguments.out, n=len(found.fitted))


def add(commands: Any) -> None:
    """Add both commands to the parser."""
    check = commands.add_parser("validate", help="every published target beside what the model says")
    fit = commands.add_parser("calibrate", help="fit the free parameters to CAL1-CAL13; prints a data file")
    for command, patients in ((check, PATIENTS), (fit, 10_000)):
        command.add_argument("--patients", type=int, default=patients)
        command.add_argument("--seed", type=int, default=7)
    check.add_argument("--write", metavar="DATE", help="keep the answer as data of that date for the app")
    fit.add_argument("--date", required=True, help="written into the file, e.g. 2026-11-21")
    fit.add_argument("--out", metavar="FILE", help="write the file (content/calibration.toml is read)")
