"""What slow commands wrote belongs to this model, is reproducible, and is read as it was written."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from content import load, results, using
from content.loader import say
from content.records import Parameter
from content.targets import fit, targets
from simulator import calibration, checks, cohort_band, written
from simulator import cohort_sensitivity as s
from simulator import results as runs
from simulator.cli import main
from simulator.errors import InputError
from simulator.executors import Here
from simulator.fingerprint import fingerprint
from simulator.intervals import Estimate
from simulator.model import denervation, perception, spread
from simulator.scenario import MODEL_VERSION
from simulator.trial import Trial
from simulator.validation import Measures

TRIAL = Trial()
STALE = "run again: python -m simulator {} --write DATE"


def parameter(key: str) -> Parameter:
    return next(p for p in s.parameters_of(TRIAL) if p.key == key)


# --- They belong to this model ---


@pytest.mark.parametrize(
    ("record", "command"), [(results.validation, "validate"), (results.sensitivity, "sensitivity")]
)
def test_the_fingerprint_is_this_models(record: Any, command: str) -> None:
    found = record()
    assert (found.fingerprint, found.model) == (fingerprint(), MODEL_VERSION), STALE.format(command)
    assert written.checked_date("date", found.date)


def test_the_fingerprint_turns_with_values_ranges_and_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    here, library = fingerprint(), load()
    assert fingerprint() == here
    with using(library.with_value("context.repeatability", 0.5)):
        assert fingerprint() != here
    with using(library.with_value("drug.lidocaine.ic50_mm", 0.31)):
        assert fingerprint() != here
    wider = library.parameters["context.repeatability"].model_copy(update={"low": 0.1})
    with using(library.model_copy(update={"parameters": library.parameters | {wider.key: wider}})):
        assert fingerprint() != here
    renamed = library.parameters["context.repeatability"].model_copy(update={"label": "Other words"})
    with using(library.model_copy(update={"parameters": library.parameters | {renamed.key: renamed}})):
        assert fingerprint() == here
    for stage, name in ((spread, "local_fraction"), (perception, "rate"), (denervation, "pain_left")):
        own = getattr(stage, name)
        with monkeypatch.context() as other:
            other.setattr(stage, name, lambda *given, own=own: 0.97 * own(*given))
            assert fingerprint() != here, name


def test_the_calibration_is_this_models() -> None:
    """The residuals that were written are what the fitted model gives now, from the same seed."""
    found = fit()
    assert found is not None
    now = Measures(found.patients, found.seed).run(Measures.FITTED)
    for key, residual in found.residuals.items():
        target, value = targets()[key], now[key].value
        assert value is not None
        half = 0.5 * (target.high - target.low)
        assert (value - target.published) / half == pytest.approx(residual, abs=6e-5), key


# --- A new run gives the same ---


def test_validation_again() -> None:
    kept = results.validation()
    again = Measures(kept.patients, kept.seed).run(("needles", "trial_2010"))
    for key, estimate in again.items():
        assert kept.simulated[key] == pytest.approx(
            (estimate.value, estimate.low, estimate.high), abs=6e-5
        ), key


def test_one_bar_and_the_middle_of_the_tornado_again() -> None:
    kept = results.sensitivity()
    trial = Trial(clinic=kept.clinic, threshold_pct=kept.threshold_pct, seed=kept.seed)
    again = s.tornado(trial, kept.patients, [parameter("context.response.median")])
    assert again.at_values == pytest.approx(kept.headlines, abs=6e-5)
    assert again.claims == kept.claims
    bar, ends = again.bars[0], kept.ends["context.response.median"]
    assert bar.low == pytest.approx(ends.low, abs=6e-5)
    assert bar.high == pytest.approx(ends.high, abs=6e-5)
    assert (bar.low_flips, bar.high_flips) == (ends.low_flips, ends.high_flips)


def test_the_first_runs_of_the_sobol_design_again() -> None:
    pytest.importorskip("SALib")
    kept = results.sensitivity()
    found = kept.sobol
    trial = s.small(
        Trial(clinic=kept.clinic, threshold_pct=kept.threshold_pct, seed=kept.seed), found.patients
    )
    points = s.sobol_points([parameter(key) for key in found.parameters], found.samples, kept.seed)
    assert len(points) == found.runs == found.samples * (len(found.parameters) + 2)
    for point, probe in zip(points[: s.PROBE], found.probe, strict=True):
        assert s.headlines(s.evaluate(trial, point)) == pytest.approx(probe, abs=6e-5)


def test_the_band_again_at_its_low_end() -> None:
    kept = results.sensitivity()
    trial = s.small(Trial(clinic=kept.clinic, threshold_pct=kept.threshold_pct), kept.band.patients)
    run = s.evaluate(trial, {kept.band.parameter: kept.band.values[0]})
    for paradigm, by_headline in kept.band.paradigms.items():
        for name, rows in by_headline.items():
            now = [s.headlines(run, paradigm, cut)[name] for cut in kept.band.cut_offs]
            assert rows[0] == pytest.approx(now, abs=6e-4)


def test_the_rows_of_the_checks_are_kept() -> None:
    """All of docs/checks.md, as `tests/model/test_checks.py` holds it to a new run."""
    kept = checks.kept()
    assert checks.document(kept) == checks.DOCUMENT.read_text(encoding="utf-8")
    assert all(row.state == row.check.listed_as for row in kept)
    assert results.checked().model == MODEL_VERSION


# --- They are whole ---


def test_every_target_is_there_and_its_pass_is_computed() -> None:
    found = runs.findings()
    assert [one.target.id for one in found] == list(targets())
    assert set(results.validation().simulated) == set(targets())
    missed = {one.target.id for one in found if not one.passed}
    assert missed, "an honest model misses something"
    for one in found:
        value = one.simulated.value
        assert value is not None
        assert one.passed == (one.target.low <= value <= one.target.high)


def test_every_missed_or_nearly_missed_target_says_why() -> None:
    for one in runs.findings():
        if not one.passed or one.at_the_edge:
            assert len(say(f"validation.why.{one.target.id}")) > 30, one.target.id


def test_the_band_holds_the_value_in_use_and_moves_two_blocks() -> None:
    found = results.sensitivity().band
    assert found.parameter == calibration.PROFILED
    own = parameter(found.parameter)
    assert own.value in found.values
    assert (found.values[0], found.values[-1]) == (own.low, own.high)
    of_two = [row[0] for row in found.paradigms["comparative_relaxed"]["specificity"]]
    of_one = [row[0] for row in found.paradigms["one"]["specificity"]]
    assert max(of_two) - min(of_two) > 3.0 > max(of_one) - min(of_one)
    assert set(found.paradigms) == set(cohort_band.BANDED)


# --- Written and read ---


def test_a_small_sensitivity_is_written_and_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("SALib")
    said: list[str] = []
    few = [p for p in s.parameters_of(TRIAL) if p.key.startswith(("context.r", "nerve."))]
    monkeypatch.setattr(s, "parameters_of", lambda trial: tuple(few))
    asked = Trial(clinic="whiplash")
    found = runs.sensitivity_record(asked, "2026-11-21", Here(), said.append, scale=0.002)
    path = written.write("sensitivity", "simulator sensitivity", found, tmp_path)
    assert results.Sensitivity.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) == found
    assert any(text.startswith("one at a time") for text in said)
    assert found.clinic == "whiplash"
    assert set(found.sobol.parameters) <= set(found.ends)


def test_nothing_to_measure_is_kept_as_nothing() -> None:
    found = runs.findings()[0]
    nothing = type(found)(found.target, Estimate(None, None, None))
    record = runs.validation_record((nothing,), "2026-11-21", 500, 7)
    assert record.simulated == {found.target.id: ()}
    assert not nothing.passed
    assert not nothing.at_the_edge


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        written.write("checks", "simulator.checks --write", results.checked(), tmp_path / "nowhere")


# --- At the command line ---


@pytest.mark.parametrize("command", ["validate", "sensitivity"])
@pytest.mark.parametrize("date", ["today", "2026-13-01", "2026-11-31x", ""])
def test_a_bad_date_is_one_line(command: str, date: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--write", date]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err == f"--write: {date}: must be a date such as 2026-11-21\n"


def test_sensitivity_shows_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity"]) == 0
    out, err = capsys.readouterr()
    assert not err
    assert results.sensitivity().date in out
    assert "context.response.median" in out
    for key in s.CLAIMS:
        assert say(f"validation.claim.{key}") in out


def test_validate_writes_beside_its_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = written.write
    monkeypatch.setattr(written, "write", lambda name, command, record: own(name, command, record, tmp_path))
    assert main(["validate", "--patients", "600", "--write", "2026-11-21"]) == 0
    kept = results.Validation.model_validate(tomllib.loads((tmp_path / "validation.toml").read_text()))
    assert (kept.patients, kept.date, kept.fingerprint) == (600, "2026-11-21", fingerprint())
    assert "validation.toml" in capsys.readouterr().err
