"""The browser widget computes what Python computes: its JavaScript runs in Chromium on random scenarios.

Every scenario of the input box comes twice: as Python hands it over, and after a change made in the browser
(a needle moved, a vein, a volume, shares, CSI), against Python's answer to the change that the widget sends.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from content import load
from content.loader import languages, prose
from pages.ui.live import bundle
from simulator import live, paths, verdict
from simulator.engine import absorption, distances_mm
from simulator.model import spread
from simulator.scenario import Scenario, region_nerves
from simulator.simulate import Answer, simulate

SCENARIOS: Final = 400
TOLERANCE: Final = 1e-9

_LOAD: Final = """
async (source) => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  window.engine = await import(url);
}
"""
# Text in and out: Playwright is slow with long lists of numbers.
_RUN: Final = """
(cases) => JSON.stringify(JSON.parse(cases).map(({ model, times, edits }) => {
  const { askedShare, course, edited, reading, toSets } = window.engine;
  const changed = edited(model, edits);
  const plain = (answer) => ({
    pain: [...answer.pain], root: [...answer.root], block: answer.block.map((b) => [...b]),
  });
  return {
    before: plain(course(model, times)), readBefore: reading(model),
    after: plain(course(changed, times)), readAfter: reading(changed),
    sets: toSets(model, edits), asked: askedShare(changed),
  };
}))
"""


@pytest.fixture(scope="module")
def engine(browser: Browser) -> Iterator[Page]:
    """A blank page with the widget's engine on it."""
    page = browser.new_page()
    page.evaluate(_LOAD, bundle.engine_script())
    yield page
    page.close()


def _maybe(chance: random.Random, low: float, high: float, none: float = 0.2) -> float | None:
    return None if chance.random() < none else chance.uniform(low, high)


def _sources(chance: random.Random, region: str) -> list[dict[str, Any]]:
    joints = [joint.name for joint in load().joints.values() if joint.region == region]
    kinds = ("facet", "facet", "disc", "sacroiliac", "nerve_root", "muscle", "hip", "other")
    sources = []
    for _ in range(chance.randint(1, 5)):
        share = chance.choice([0.0, chance.random()])
        source: dict[str, Any] = {"kind": chance.choice(kinds), "share": share}
        if source["kind"] == "facet":
            source |= {"joint": chance.choice(joints), "side": chance.choice(["left", "right"])}
        sources.append(source)
    sources[0]["share"] = chance.uniform(0.05, 1.0)
    return sources


def _scenario(chance: random.Random, *, noise: bool) -> Scenario:
    """A random scenario from the whole box of inputs."""
    region = chance.choice(["lumbar", "cervical", "thoracic"])
    names = chance.sample(region_nerves(region), chance.randint(1, 4))
    nerves = [
        {
            "name": name,
            "side": chance.choice(["left", "left", "right"]),
            "offset_mm": _maybe(chance, 0.0, chance.choice([1.0, 5.0, 15.0])),
            "angle_deg": chance.choice([0.0, 90.0, 180.0, chance.uniform(0.0, 360.0)]),
            "course_mm": _maybe(chance, 0.0, 5.0, none=0.6),
            "intravascular": chance.choice([0.0, 1.0, None, chance.random()]),
        }
        for name in names
    ]
    patient = {
        "region": region,
        "baseline_nrs": chance.choice([0.0, 2.0, 7.0, 10.0, chance.uniform(0.0, 10.0)]),
        "csi": chance.uniform(0.0, 100.0),
        "pain_months": chance.uniform(1.0, 600.0),
        "central_share": _maybe(chance, 0.0, 0.9, none=0.6),
        "sources": _sources(chance, region),
        "aberrant_supply": _maybe(chance, 0.0, 1.0),
        "context_response": _maybe(chance, 0.0, 0.95),
        "washout": _maybe(chance, 0.25, 4.0),
        "nerve_sensitivity": _maybe(chance, 0.25, 4.0),
    }
    block = {
        "drug": chance.choice(list(load().drugs)),
        "percent": chance.uniform(0.05, 5.0),
        "volume_ml": chance.uniform(0.1, 4.0),
        "epinephrine": chance.random() < 0.4,
        "steroid": chance.random() < 0.3,
        "nerves": nerves,
        "contrast": chance.choice(["none", "aspiration", "spot", "live", "dsa"]),
        "sedation": chance.choice(["none", "light", "moderate"]),
        "skin_ml": chance.uniform(0.0, 20.0),
        "operator": chance.choice(["expert", "trainee"]),
    }
    assessment = {
        "rule": chance.choice(list(load().rules)),
        "threshold_pct": _maybe(chance, 10.0, 100.0),
        "check_min": chance.choice([30.0, 60.0, chance.uniform(5.0, 480.0)]),
        "noise": noise,
    }
    data = {"seed": chance.randrange(10**6), "patient": patient, "block": block, "assessment": assessment}
    return paths.validate(data)


def _near_equal(chance: random.Random, scenario: Scenario) -> Scenario:
    """The scenario with its slow washout made equal, or all but equal, to the uptake into one nerve."""
    answer = simulate(scenario)
    inputs = answer.inputs
    nearest, volume = distances_mm(inputs)[:, :1], inputs.volume_ml[:, None]
    uptake = spread.uptake_rate(nearest, volume, inputs.t_e0_min * inputs.t_e0_times)[0, 0]
    fast, slow, _ = absorption(inputs)
    wanted = uptake / chance.choice([float(fast[0]), float(slow[0])]) * float(inputs.washout[0])
    gap = chance.choice([0.0, 1e-14, 1e-9, 1e-6, 1e-4, 1.1e-4])
    return paths.apply(scenario, {"patient.washout": min(4.0, max(0.25, wanted * (1.0 + gap)))})


def _edits(chance: random.Random, payload: dict[str, Any]) -> dict[str, float]:
    """A change that a person can make in the widget."""
    edits: dict[str, float] = {}
    for control in payload["controls"]:
        if chance.random() < 0.4:
            for path in control["paths"]:
                low, high = control["min"], control["max"]
                edits[path] = chance.choice([low, high, chance.uniform(low, high)])
    for k in range(len(payload["model"]["needles"])):
        if f"block.nerves[{k}].offset_mm" in edits and chance.random() < 0.5:
            edits[f"block.nerves[{k}].angle_deg"] = chance.uniform(0.0, 180.0)
    return edits


def _worst_gap(found: dict[str, Any], answer: Answer, times: list[float]) -> float:
    at = np.searchsorted(answer.course.times_min, times)
    pain = np.abs(np.array(found["pain"]) - answer.course.pain[0, at])
    block = np.abs(np.array(found["block"]) - answer.course.block[0][:, at])
    root = np.abs(np.array(found["root"]) - answer.course.root[0, at])
    return float(max(pain.max(), block.max(), root.max()))


def _run(engine: Page, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(engine.evaluate(_RUN, json.dumps(cases, allow_nan=False)))
    return found


def test_javascript_agrees_with_python(engine: Page) -> None:
    """Nerve block, root block and pain agree to 1e-9 before and after a change in the browser."""
    chance = random.Random(20)
    scenarios = [_scenario(chance, noise=i % 4 == 0) for i in range(SCENARIOS)]
    scenarios[::5] = [_near_equal(chance, scenario) for scenario in scenarios[::5]]
    answers = [simulate(scenario) for scenario in scenarios]
    payloads = [live.payload(answer) for answer in answers]
    cases = [
        {"model": payload["model"], "times": payload["times_min"], "edits": _edits(chance, payload)}
        for payload in payloads
    ]

    found = _run(engine, cases)

    points = 0
    for scenario, answer, case, result in zip(scenarios, answers, cases, found, strict=True):
        after = simulate(paths.apply(scenario, result["sets"]))
        assert _worst_gap(result["before"], answer, case["times"]) <= TOLERANCE, scenario
        assert _worst_gap(result["after"], after, case["times"]) <= TOLERANCE, (scenario, result["sets"])
        wanted = case["edits"].get("patient.sources", result["asked"])
        assert result["asked"] == pytest.approx(wanted, abs=1e-3)
        points += 2 * len(case["times"])
    assert points >= 2_000


def test_the_typical_reading_agrees_with_python(engine: Page) -> None:
    """Without noise, relief at the check and the result are those of the full answer."""
    chance = random.Random(21)
    scenarios = [_scenario(chance, noise=False) for _ in range(SCENARIOS)]
    answers = [simulate(scenario) for scenario in scenarios]
    cases = [{"model": live.model(answer), "times": [0.0], "edits": {}} for answer in answers]

    found = _run(engine, cases)

    for answer, result in zip(answers, found, strict=True):
        read = result["readBefore"]
        assert read["result"] == answer.result
        if answer.relief_pct is not None:
            assert read["judged_pct"] == pytest.approx(answer.judged_pct, abs=1e-6)
    assert {answer.result for answer in answers} == set(verdict.RESULTS)


def test_equal_rates_are_not_a_special_case(engine: Page) -> None:
    """The chain of two and three steps goes smoothly through rates that are equal."""
    values = engine.evaluate(
        """() => {
          const at = (rates, t) => window.engine.chain(Float64Array.from(rates).sort(), t);
          return [at([0.03, 0.03], 50), at([0.03, 0.03 * (1 + 1e-9)], 50), at([0.03, 0.03, 0.03], 50)];
        }"""
    )

    equal = 50.0 * np.exp(-1.5)
    assert values[0] == pytest.approx(equal, rel=1e-12)
    assert values[1] == pytest.approx(equal, rel=1e-7)
    assert values[2] == pytest.approx(25.0 * equal, rel=1e-12)


def test_every_word_of_the_widget_is_used_and_exists() -> None:
    """The browser's strings are those that it asks for, in every language and for every audience."""
    code = bundle.script()
    asked = set(re.findall(r"\btext\.(\w+)", code)) - {"results", "replace"}
    for lang in languages():
        table = prose(lang)["widget"]
        assert asked <= set(table["text"]), asked - set(table["text"])
        idle = {key for key in table["text"] if key not in code and not key.startswith(("cut_", "detail_"))}
        assert idle <= {"compare"}
        for audience in ("patient", "trainee", "clinician"):
            assert set(table[audience]) <= set(table["text"])


def test_the_script_builds_no_markup_and_asks_nobody() -> None:
    """Text goes in as text; the only address is the name of the SVG namespace."""
    code = bundle.script()

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", code)
    assert set(re.findall(r"https?://[^'\"]+", code)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|localStorage|sessionStorage)\b", code)
    assert len(code) + len(bundle.styles()) < 80_000  # it goes over the wire with every answer


def test_files_stay_short() -> None:
    """No file of the widget is longer than 300 lines, and each is part of it."""
    files = {file.stem: file for file in bundle.FOLDER.glob("*.js")}

    assert set(files) == {*bundle.ENGINE, *bundle.VIEW}
    for file in files.values():
        assert len(file.read_text(encoding="utf-8").splitlines()) < 300
