"""The command line of the virtual clinic: its contract, and one line with exit status 2 for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.targets import free_parameters, targets
from simulator.cli import main
from simulator.cli_trial import check_size, command
from simulator.errors import InputError
from simulator.trial import Trial, validated


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_trial_by_name_and_by_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    named = answer(capsys, "trial", "whiplash", "--patients", "400", "--seed", "3", "--threshold", "50")
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"clinic": "whiplash", "patients": 400, "seed": 3, "threshold_pct": 50}))
    read = answer(capsys, "trial", str(file))
    assert named.pop("seconds") is not None
    assert read.pop("seconds") is not None
    assert named == read
    assert named["patients"] == 400


def test_why_explains_every_failure(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(capsys, "trial", "--patients", "200", "--threshold", "50", "--paradigms", "one", "--why")
    found = data["explained"]
    assert isinstance(found, dict)
    assert sum(found["missed"].values()) == pytest.approx(found["actual_missed"] - found["ideal_missed"])
    assert main(["trial", "--patients", "100", "--why"]) == 0
    assert "needle_miss" in capsys.readouterr().out


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"paradigms": ["placebo_controlled", "none"], "technique": "perpendicular", "basis": "stated"},
        {
            "clinic": "whiplash",
            "threshold_pct": 55,
            "seed": 3,
            "prevalence": 0.37,
            "sets": {"wrong_level": 0.3},
        },
    ],
)
def test_a_trial_says_the_command_that_repeats_it(
    capsys: pytest.CaptureFixture[str], fields: dict[str, object]
) -> None:
    trial = validated({"patients": 60} | fields)
    data = answer(capsys, *command(trial).removeprefix("python -m simulator ").split())
    assert data["trial"] == trial.model_dump(mode="json")


def test_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trial", "cohen-2010", "--patients", "300"]) == 0
    assert "comparative_strict" in capsys.readouterr().out


BAD = [
    ["trial", "nowhere"],
    ["trial", "missing.json"],
    ["trial", "--patients", "0"],
    ["trial", "--patients", "-4"],
    ["trial", "--patients", "100000000"],
    ["trial", "--patients", "1e3"],
    ["trial", "--threshold", "49"],
    ["trial", "--threshold", "101"],
    ["trial", "--prevalence", "1.2"],
    ["trial", "--prevalence", "nan"],
    ["trial", "--paradigms", "one,one"],
    ["trial", "--paradigms", "three"],
    ["trial", "--technique", "sideways"],
    ["trial", "--basis", "felt"],
    ["trial", "--set", "mix.disc=-1"],
    ["trial", "--set", "share.main_low=0.9", "share.main_high=0.2"],
    ["trial", "--set", "contrast.live=0.9", "contrast.spot=0.9"],
    ["trial", "--set", "levels.1=0", "levels.2=0", "levels.3=0"],
    ["trial", "--set", "mix.disc=0", "mix.sacroiliac=0", "mix.nerve_root=0", "mix.muscle=0", "mix.other=0"],
    ["trial", "--set", "prevalence.odds=nan"],
    ["trial", "--set", "prevalence.odds=inf"],
    ["trial", "--set", "volume_ml=0"],
    ["trial", "--set", "volume_ml"],
    ["trial", "--set", "no.such=1"],
    ["trial", "--workers", "-1"],
    ["trial", "--workers", "100000"],
    ["trial", "--scheduler", "nonsense"],
    ["trial", "--scheduler", "tcp://127.0.0.1:1"],
    ["validate", "--patients", "3"],
    ["calibrate", "--date", "yesterday"],
    ["calibrate"],
    ["calibrate", "--date", "2026-11-21", "--out", "/no/such/folder/file.toml"],
]


@pytest.mark.parametrize("arguments", BAD, ids=" ".join)
def test_bad_input_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert len(out.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "text", ["[1]", "{", '{"clinic": 3}', '{"unknown": 1}', '{"sets": 3}', '{"sets": {"a": "b"}}', ""]
)
def test_a_broken_file_is_one_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.json"
    file.write_text(text)
    assert main(["trial", str(file)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_too_long_is_said_before_it_starts_and_offers_the_command_line() -> None:
    with pytest.raises(InputError, match="--workers") as error:
        check_size(Trial(patients=1_000_000), 0, longest_s=10.0)
    assert error.value.field == "patients"


def test_validate_has_every_target_and_computes_the_pass(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(capsys, "validate", "--patients", "1500")
    rows = data["targets"]
    assert isinstance(rows, list)
    assert [row["id"] for row in rows] == list(targets())
    for row in rows:
        assert row["role"] in ("calibrate", "verify")
        assert row["pass"] == (row["low"] <= row["simulated"] <= row["high"])
        assert len(row["interval"]) == 2
        assert row["words"]
        assert row["source"]
    assert data["calibration"]["date"]  # type: ignore[index]
    numbers = {row["id"].split("-")[0] for row in rows}
    assert numbers == {f"CAL{i}" for i in range(1, 14)} | {f"VER{i}" for i in range(1, 6)}


def test_nothing_free_serves_a_target_to_verify() -> None:
    for one in free_parameters():
        assert all(targets()[key].role == "calibrate" for key in one.serves)
