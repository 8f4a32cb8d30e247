"""One made-up person's pain after the test, as the plan draws it."""

import numpy as np

from content.loader import say
from content.records import Record
from pages.figures.pain import cuts
from simulator import describe
from simulator.simulate import Answer


class Curve(Record):
    """One made-up person's pain, as `curve_of` reads it from an answer.

    `pain` and `diary`: (hours after the test, score 0-10). `cuts`: (score, label). `said`: sentences
    beside it. `alt`: the picture in words.
    """

    hours: float
    pain: tuple[tuple[float, float], ...]
    diary: tuple[tuple[float, float], ...]
    cuts: tuple[tuple[float, str], ...]
    said: tuple[str, ...]
    alt: str


def curve_of(answer: Answer, hours: float = 12.0, lang: str = "en") -> Curve:
    """The picture of an answer over `hours`: curve, diary, cut-offs in use, and what the clinic writes."""
    start = answer.scenario.patient.baseline_nrs
    shown = answer.course.times_min <= 60.0 * hours
    times = answer.course.times_min[shown] / 60.0
    pain = start * answer.course.pain[0][shown]
    lines = [
        (cut.nrs, "cut_stated" if cut.stated else "cut", describe.number(cut.pct)) for cut in cuts(answer)
    ]
    values = {
        "start": describe.number(start),
        "low": describe.number(float(pain.min())),
        "end": describe.number(float(pain[-1])),
        "hours": describe.number(hours),
    }
    clinic = say(
        "patient.take_home.curve.clinic",
        lang,
        when=describe.duration(answer.scenario.assessment.check_min / 60.0, lang),
        word=describe.word(answer, "patient", lang),
    )
    said: tuple[str, ...] = (say("patient.take_home.curve.no_pain", lang),)
    if start > 0.0:
        said = (
            f"{say('patient.take_home.curve.course', lang, **values)} {clinic}",
            say(f"verdict.class.patient.{answer.label}", lang),
            say("patient.take_home.curve.cuts", lang),
        )
    told = "; ".join(
        say("patient.take_home.curve.alt_cut", lang, pct=pct, nrs=describe.number(nrs))
        for nrs, _, pct in lines
    )
    return Curve(
        hours=hours,
        pain=((0.0, start), *zip(np.round(times, 4).tolist(), np.round(pain, 3).tolist(), strict=True)),
        diary=tuple(
            (entry.minute / 60.0, entry.nrs)
            for entry in answer.diary
            if entry.nrs is not None and entry.minute <= 60.0 * hours
        ),
        cuts=tuple((nrs, say(f"patient.take_home.curve.{key}", lang, pct=pct)) for nrs, key, pct in lines),
        said=said,
        alt=say("patient.take_home.curve.alt", lang, cuts=told, **values) if start > 0.0 else said[0],
    )
