"""The widget's words: its strings for one audience and language, and the sentences about one answer."""

from __future__ import annotations

from typing import Any

from content.loader import prose, say, translated
from simulator import describe
from simulator.describe import Audience
from simulator.simulate import Answer
from simulator.verdict import RESULTS


def strings(audience: Audience, lang: str) -> dict[str, Any]:
    """Every string that the browser fills in by itself."""
    table = prose(lang)["widget"]
    words = _merged(table["text"], table.get(audience, {}))
    return words | {"results": {result: say(f"verdict.word.{audience}.{result}", lang) for result in RESULTS}}


def about(answer: Answer, audience: Audience, lang: str) -> dict[str, Any]:
    """The result in a word and in a line, and the picture in sentences, to be read aloud."""
    words = strings(audience, lang)
    key = "none" if answer.relief_pct is None else "stated" if answer.inputs.stated[0] else "nrs"
    relief = words[f"detail_{key}"].format(
        relief=f"{answer.judged_pct:.0f}",
        before=describe.number(float(answer.reading.baseline_nrs[0])),
        now=describe.number(float(answer.reading.now_nrs[0])),
        minute=describe.number(answer.scenario.assessment.check_min),
        threshold=describe.number(float(answer.inputs.threshold_pct[0])),
    )
    spoiled = [say(f"verdict.fault.{audience}.{fault}", lang) for fault in answer.faults]
    return {
        "word": describe.word(answer, audience, lang),
        "detail": " ".join([*spoiled, relief]),
        "alt": describe.pain_curve(answer, audience, lang),
    }


def retitle(data: dict[str, Any], lang: str) -> None:
    """Put the nerves' titles of this language into the payload."""
    for one in (*data["model"]["needles"], *data["model"]["sites"]):
        one["title"] = translated("nerves", one["name"], "title", one["title"], lang)


def _merged(usual: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`usual` with everything that `own` says otherwise, table by table."""
    both = dict(usual)
    for key, value in own.items():
        both[key] = _merged(usual[key], value) if isinstance(value, dict) else value
    return both
