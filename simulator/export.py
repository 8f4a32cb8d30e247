"""Take-away files: JSON and CSV with units, versions, seed and the sources used."""

import csv
import io
import json
from typing import Any

from content import load
from simulator.report import VERSIONS, answer_json
from simulator.simulate import Answer
from simulator.sources import parameters_of, used_by


def to_json(answer: Answer) -> str:
    """Scenario, answer, parameters with units and kinds, and the sources used, as one JSON document."""
    scenario = answer.scenario
    library = load().sources
    document: dict[str, Any] = {
        "versions": VERSIONS,
        "seed": scenario.seed,
        "scenario": scenario.model_dump(mode="json"),
        "answer": answer_json(answer),
        "curves": _curves(answer),
        "parameters": [parameter.model_dump(mode="json") for parameter in parameters_of(scenario)],
        "sources": [library[key].model_dump(mode="json") for key in used_by(scenario)],
    }
    return json.dumps(document, indent=1, allow_nan=False)


def to_csv(answer: Answer) -> str:
    """The curves as CSV; the lines above the header, marked #, hold versions, seed, scenario and sources."""
    out = io.StringIO()
    versions = ", ".join(f"{name} {value}" for name, value in VERSIONS.items())
    out.write(f"# medial branch block simulator; {versions}; seed {answer.scenario.seed}\n")
    out.write(f"# scenario {json.dumps(answer.scenario.differences(), separators=(',', ':'))}\n")
    out.write(f"# sources {' '.join(used_by(answer.scenario))}\n")
    curves = _curves(answer)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(curves)
    writer.writerows(zip(*curves.values(), strict=True))
    return out.getvalue()


def _curves(answer: Answer) -> dict[str, list[float]]:
    """Columns with their units in the name, over `GRID_MIN` and the diary's times."""
    course = answer.course
    columns: dict[str, list[float]] = {
        "time_min": [round(float(t), 3) for t in course.times_min],
        "pain_nrs": [round(float(p) * answer.scenario.patient.baseline_nrs, 4) for p in course.pain[0]],
    }
    for j, (name, side) in enumerate(answer.layout.sites):
        columns[f"blocked_{name}_{side}_fraction"] = [round(float(b), 5) for b in course.block[0, j]]
    for k, (name, side) in enumerate(answer.layout.needles[: answer.layout.given]):
        columns[f"concentration_{name}_{side}_mmol_l"] = [
            round(float(c), 6) for c in course.concentration_mm[0, k]
        ]
    return columns
