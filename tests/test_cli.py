"""The command line is a contract: exact keys, exit statuses, one line of error, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator import presets
from simulator.cli import LARGEST_FILE_BYTES, main

CONTRACT_EXAMPLE = {
    "schema": 1,
    "seed": 7,
    "patient": {
        "region": "lumbar",
        "age": 58,
        "baseline_nrs": 7,
        "csi": 30,
        "pain_months": 36,
        "central_share": None,
        "sources": [
            {"kind": "facet", "joint": "L4/5", "side": "left", "share": 0.8},
            {"kind": "disc", "share": 0.2},
        ],
        "aberrant_supply": 0.0,
        "context_response": 0.2,
        "washout": 1.0,
        "nerve_sensitivity": 1.0,
        "depression": False,
        "prior_surgery": False,
        "opioids": False,
    },
    "block": {
        "drug": "lidocaine",
        "percent": 2.0,
        "volume_ml": 0.5,
        "epinephrine": False,
        "steroid": False,
        "nerves": [
            {"name": "L3", "side": "left", "offset_mm": 1.0, "intravascular": 0.0},
            {"name": "L4", "side": "left", "offset_mm": 1.0, "intravascular": 0.0},
        ],
        "guidance": "fluoroscopy",
        "operator": "expert",
        "contrast": "live",
        "sedation": "none",
        "skin_ml": 1.0,
    },
    "assessment": {
        "rule": "80_nrs",
        "threshold_pct": 80,
        "basis": "nrs",
        "check_min": 30,
        "min_baseline_nrs": 4,
        "noise": True,
    },
}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out = capsys.readouterr()
    return status, out.out, out.err


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    status, out, err = run(capsys, *arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_run_answers_every_key_of_the_contract(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(CONTRACT_EXAMPLE))
    found = answer(capsys, "run", str(file), "--runs", "200")
    assert found["versions"] == {"schema": 1, "model": "1.0.0"}
    assert found["seed"] == 7
    assert found["relief"].keys() >= {"at_check_pct", "peak_pct", "stated_pct"}
    assert found.keys() >= {"result", "truth", "class", "onset_min", "duration_h", "plasma", "why", "flips"}
    assert {"name", "side", "peak_block", "intravascular"} <= found["nerves"][0].keys()
    assert {"peak_mg_l", "threshold_mg_l"} <= found["plasma"].keys()
    assert found["diary"][0].keys() >= {"minute", "nrs"}
    assert all({"id", "title", "reason", "sources"} <= step.keys() for step in found["pathway"])
    parts = sum(part["points"] for part in found["why"]["causes"])
    assert parts == pytest.approx(found["why"]["actual_pct"] - found["why"]["ideal_pct"], abs=1e-6)
    spread = found["distribution"]
    assert spread["runs"] == 200
    assert sum(spread["p_result"].values()) == pytest.approx(1.0)
    assert spread["relief_pct"]["p10"] <= spread["relief_pct"]["p50"] <= spread["relief_pct"]["p90"]


def test_an_empty_scenario_is_the_default_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("{}")
    (tmp_path / "full.json").write_text(json.dumps(CONTRACT_EXAMPLE))
    empty = answer(capsys, "run", str(tmp_path / "empty.json"))
    assert empty == answer(capsys, "run", str(tmp_path / "full.json"))


def test_the_same_seed_gives_the_same_answer_and_another_seed_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = answer(capsys, "run", "one-noisy-day", "--runs", "50")
    assert one == answer(capsys, "run", "one-noisy-day", "--runs", "50")
    assert one["diary"] != answer(capsys, "run", "one-noisy-day", "--seed", "8")["diary"]


def test_set_changes_one_field(capsys: pytest.CaptureFixture[str]) -> None:
    there = answer(capsys, "run", "needle-miss", "--set", "block.nerves[1].offset_mm=0", "patient.csi=60")
    points = {part["cause"]: part["points"] for part in there["why"]["causes"]}
    before = answer(capsys, "run", "needle-miss")["why"]["causes"][0]
    assert before["cause"] == "needle_miss"
    assert before["points"] < -30.0
    assert points["needle_miss"] == pytest.approx(0.0, abs=0.1)


def test_flips_can_be_typed_back(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "run", "needle-miss")
    change = found["flips"][0]["change"]
    assert answer(capsys, "run", "needle-miss", "--set", change)["result"] == found["flips"][0]["result"]


def test_compare_a_scenario_with_itself_is_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "compare", "one-noisy-day", "one-noisy-day")
    assert found["a"] == found["b"]
    assert found["difference"]["at_check_points"] == 0.0
    assert found["difference"]["words"] == ["A and B are the same scenario."]


def test_compare_names_the_cause(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "compare", "central-share-80", "central-share-50")
    assert found["difference"]["result"] == ["indeterminate", "positive"]
    assert found["difference"]["at_check_points"] == 0.0


@pytest.mark.parametrize("name", presets.names())
def test_every_preset_runs_in_both_forms(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert answer(capsys, "run", name)["result"]
    status, out, err = run(capsys, "run", name)
    assert (status, err) == (0, "")
    assert len(out.splitlines()) > 15


def test_presets_schema_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(answer(capsys, "presets")["presets"]) >= 14
    schema = answer(capsys, "schema")
    assert schema["properties"].keys() == {"schema", "seed", "patient", "block", "assessment"}
    assert answer(capsys, "sources", "LEE08")["reference"]
    number = answer(capsys, "sources", "nerve.phi_access")
    assert number["kind"] == "calibrated"
    assert number["sources"][0]["reference"]
    for command in (("presets",), ("schema",), ("sources",), ("sources", "drug.lidocaine.ic50_mm")):
        status, out, _ = run(capsys, *command)
        assert status == 0
        assert out.strip()


BAD = [
    (["run", "needle-miss", "--set", "patient.csi=abc"], "patient.csi: abc: must be a number"),
    (["run", "needle-miss", "--set", "patient.csi=1000"], "patient.csi: 1000: must be at most 100"),
    (["run", "needle-miss", "--set", "patient.csi=-1"], "patient.csi: -1: must be at least 0"),
    (["run", "needle-miss", "--set", "patient.csi=NaN"], "patient.csi: NaN: must be a number"),
    (["run", "needle-miss", "--set", "patient.csi=true"], "patient.csi: True: must be a number"),
    (["run", "needle-miss", "--set", "block.percent=2%"], "block.percent: 2%: must be a number"),
    (["run", "needle-miss", "--set", "block.volume_ml=0.5 mL"], "block.volume_ml: 0.5 mL: must be a number"),
    (["run", "needle-miss", "--set", "patient.mood=3"], "patient.mood: 3: unknown field"),
    (["run", "needle-miss", "--set", "patient.csi.x=3"], "patient.csi.x: 3: unknown field"),
    (["run", "needle-miss", "--set", "block.nerves[7].offset_mm=1"], "there is no item 7"),
    (["run", "needle-miss", "--set", "block.nerves[0].name=C3"], "is not a nerve of the lumbar region"),
    (["run", "needle-miss", "--set", "patient.region=cervical"], "is a lumbar joint, the region is cervical"),
    (
        ["run", "needle-miss", "--set", "block.drug=cocaine"],
        "block.drug: cocaine: must be one of bupivacaine",
    ),
    (["run", "needle-miss", "--set", "patient.sources=[]"], "patient.sources: …: must have at least 1 item"),
    (["run", "needle-miss", "--set", "csi"], "--set: csi: must be path=value"),
    (["run", "needle-miss", "--set", "a..b=1"], "is not a path"),
    (["run", "needle-miss", "--runs", "-1"], "--runs: -1: must be from 0 to"),
    (["run", "needle-miss", "--runs", "many"], "invalid int value"),
    (["run", "needle-miss", "--seed", "-1"], "seed: -1: must be at least 0"),
    (["run", "no-such-case"], "preset: no-such-case: is neither a file nor a preset"),
    (["run", "missing.json"], "file: missing.json: there is no such file"),
    (["sources", "no.such.key"], "sources: no.such.key: unknown key"),
    (["compare", "needle-miss", "nothing"], "preset: nothing"),
    (["fly"], "invalid choice"),
    ([], "arguments"),
]


@pytest.mark.parametrize(("arguments", "expected"), BAD)
def test_bad_input_gets_one_line_with_field_value_and_rule(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert expected in err


FILES = {
    "truncated": (json.dumps(CONTRACT_EXAMPLE)[:200].encode(), "is not valid JSON"),
    "empty": (b"", "is not valid JSON"),
    "not an object": (b"[1, 2]", "must be a JSON object"),
    "not text": (b"\xff\xfe\x00", "is not UTF-8"),
    "enormous": (b" " * (LARGEST_FILE_BYTES + 1), "must not be larger than"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "NaN": (b'{"patient": {"csi": NaN}}', "patient.csi: nan: must be a finite number"),
    "infinite": (b'{"patient": {"csi": Infinity}}', "patient.csi: inf: must be a finite number"),
    "wrong schema": (b'{"schema": 2}', "schema: 2: must be one of 1"),
    "control characters": (b'{"patient": {"mood\\u001b[31m\\n": 1}}', "unknown field"),
    "huge number": (b'{"seed": 1e400}', "seed"),
    "duplicate nerve": (
        b'{"block": {"nerves": [{"name": "L3", "side": "left"}, {"name": "L3", "side": "left"}]}}',
        "block.nerves[1]: L3 left: is listed twice",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_bad_files(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    body, expected = FILES[name]
    file = tmp_path / "scenario.json"
    file.write_bytes(body)
    status, out, err = run(capsys, "run", str(file))
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert expected in err
    assert "\x1b" not in err


def test_as_a_process_it_ends_with_status_2_and_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "run", "nothing"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
