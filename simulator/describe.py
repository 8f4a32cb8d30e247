"""Words from state: every sentence about a result is built here from templates in `content/text`.

Levels one to three of chart description (construction, numbers, shape) come first; what the model makes of
it is marked as such. Audience changes words and depth, never numbers.
"""

from typing import Any, Literal

from content import load
from content.loader import say
from simulator import paths
from simulator.flips import Flip
from simulator.intervals import of_hundred
from simulator.model.toxicity import Plasma
from simulator.scenario import Scenario
from simulator.simulate import GRID_MIN, Answer, Distribution

Audience = Literal["patient", "trainee", "clinician"]
AUDIENCES: tuple[Audience, ...] = ("patient", "trainee", "clinician")

_FLAT_BELOW_PCT = 5.0


def number(value: float) -> str:
    """A number as people read it: whole from 10 up, one decimal below, no trailing zero."""
    text = f"{value:.0f}" if abs(value) >= 10.0 else f"{value:.1f}"
    return text.removesuffix(".0").replace("-0", "0") if text in ("-0", "-0.0") else text.removesuffix(".0")


def duration(hours: float, lang: str = "en") -> str:
    """A time span in minutes below 90 min, else in hours."""
    if hours <= 0.0:
        return say("describe.time.never", lang)
    if hours >= GRID_MIN[-1] / 60.0 - 1.0:
        return say("describe.time.beyond", lang, value=number(GRID_MIN[-1] / 60.0))
    if hours < 1.5:
        return say("describe.time.minutes", lang, value=f"{60.0 * hours:.0f}")
    return say("describe.time.hours", lang, value=number(hours))


def word(answer: Answer, audience: Audience, lang: str = "en") -> str:
    """The result in one or a few words."""
    return say(f"verdict.word.{audience}.{answer.result}", lang)


def verdict_lines(answer: Answer, audience: Audience, lang: str = "en") -> list[str]:
    """Relief and rule, class, hidden truth, technical state, and what spoiled the test."""
    basis = "stated" if answer.inputs.stated[0] else "nrs"
    minute = number(answer.scenario.assessment.check_min)
    relief = (
        say("verdict.relief.none", lang)
        if answer.relief_pct is None
        else say(f"verdict.relief.{basis}", lang, relief=f"{answer.judged_pct:.0f}", minute=minute)
    )
    joints = ", ".join(dict.fromkeys(joint for joint, _ in answer.layout.tested))
    lines = [
        f"{relief[:1].upper()}{relief[1:]}. {rule_line(answer, lang)}",
        say(f"verdict.class.{audience}.{answer.label}", lang),
        say(
            f"verdict.truth.{audience}.{answer.truth}",
            lang,
            share=f"{100.0 * answer.tested_share:.0f}",
            joints=joints or say("verdict.truth.no_joint", lang),
            cut=f"{100.0 * answer.scenario.assessment.facet_cut:.0f}",
        ),
        say(f"verdict.technical.{audience}.{answer.technical}", lang),
    ]
    return lines + [say(f"verdict.fault.{audience}.{fault}", lang) for fault in answer.faults]


def rule_line(answer: Answer, lang: str = "en") -> str:
    """The rule and its cut-off."""
    title = load().rules[answer.scenario.assessment.rule].title
    return say(
        "verdict.relief.rule", lang, rule=title, threshold=number(float(answer.inputs.threshold_pct[0]))
    )


def pain_curve(answer: Answer, audience: Audience = "trainee", lang: str = "en", hours: float = 24.0) -> str:
    """The pain curve and the diary in sentences; also the picture's alternative text."""
    if answer.relief_pct is None:
        return say("describe.pain.nothing", lang, hours=number(hours))
    shown = answer.course.times_min <= 60.0 * hours
    times, pain = answer.course.times_min[shown], answer.course.pain[0][shown]
    start = answer.scenario.patient.baseline_nrs
    lowest = int(pain.argmin())
    values = {
        "baseline": number(start),
        "low": number(start * float(pain[lowest])),
        "when": duration(float(times[lowest]) / 60.0, lang),
        "end": number(start * float(pain[-1])),
    }
    shape = "falls" if lowest else "falls_at_once"
    shape = "flat" if 100.0 * (1.0 - float(pain[lowest])) < _FLAT_BELOW_PCT else shape
    threshold = number(float(answer.inputs.threshold_pct[0]))
    plain = "_patient" if audience == "patient" else ""
    if answer.onset_min is None:
        window = say(f"describe.pain.never{plain}", lang, threshold=threshold)
    else:
        at_once = "_at_once" if answer.onset_min < 0.5 else ""
        window = say(
            f"describe.pain.window{at_once}{plain}",
            lang,
            threshold=threshold,
            onset=duration(answer.onset_min / 60.0, lang),
            duration=duration(answer.duration_h, lang),
        )
    written = [entry for entry in answer.diary if entry.nrs is not None]
    missing = len(answer.diary) - len(written)
    diary = say(
        "describe.pain.diary" if missing else "describe.pain.whole_diary",
        lang,
        count=len(written),
        total=len(answer.diary),
        missing=missing,
    )
    return " ".join(
        [
            say(f"describe.pain.start{plain}", lang, hours=number(hours)),
            say(f"describe.pain.{shape}", lang, **values),
            window,
            diary,
            say("describe.pain.verdict", lang, word=word(answer, audience, lang)),
        ]
    )


def nerve_lines(answer: Answer, lang: str = "en") -> list[str]:
    """One sentence for each nerve: how far it was blocked, when, and what went into a vein."""
    lines = []
    for j, (name, side) in enumerate(answer.layout.sites):
        curve = answer.course.block[0, j]
        peak = f"{100.0 * float(curve.max()):.0f}"
        nerve = f"{name} {_side(side, lang)}"
        when = duration(float(answer.course.times_min[int(curve.argmax())]) / 60.0, lang)
        own = next((n for n in answer.scenario.block.nerves if (n.name, n.side) == (name, side)), None)
        if own is None:
            lines.append(say("describe.nerve.neighbour", lang, nerve=nerve, block=peak))
            continue
        vein = float(answer.inputs.intravascular[0, answer.layout.needles.index((name, side))])
        key = "vein" if vein > 0.0 else "one"
        lines.append(
            say(f"describe.nerve.{key}", lang, nerve=nerve, block=peak, when=when, vein=f"{100.0 * vein:.0f}")
        )
    return lines


def plasma_lines(plasma: Plasma, region: str, lang: str = "en") -> list[str]:
    """The plasma peak beside its threshold, the dose beside its limit, and what the curve cannot show."""
    if plasma.dose_mg == 0.0:
        return [say("describe.plasma.saline", lang)]
    peak = f"{plasma.peak_mg_l:.2g}"
    lines = [
        say("describe.plasma.unknown", lang, peak=peak)
        if plasma.threshold_mg_l is None
        else say("describe.plasma.peak", lang, peak=peak, threshold=number(plasma.threshold_mg_l))
    ]
    if plasma.bolus_mg_l > 0.0:
        lines.append(say("describe.plasma.bolus", lang, bolus=f"{plasma.bolus_mg_l:.2g}"))
    if plasma.max_dose_mg is not None:
        lines.append(
            say("describe.plasma.dose", lang, dose=number(plasma.dose_mg), limit=number(plasma.max_dose_mg))
        )
    return lines + ([say("describe.plasma.artery", lang)] if region == "cervical" else [])


def why_lines(answer: Answer, audience: Audience, lang: str = "en") -> list[str]:
    """Start, the largest cause, the others of at least one point, and that the parts add up."""
    why = answer.why
    actual, best = points(why.actual_pct), points(why.ideal_pct)
    lines = [say("why.sentence.start", lang, actual=actual, ideal=best)]
    moved = sorted(
        (part for part in why.causes if abs(part.points) >= 0.5), key=lambda part: -abs(part.points)
    )
    if not moved:
        return [*lines, say("why.sentence.nothing", lang)]
    name = say(f"why.cause.{audience}.{moved[0].cause}", lang)
    size = {cause: points(abs(tenths) / 10.0) for cause, tenths in why.tenths.items()}
    lines.append(say("why.sentence.most", lang, points=size[moved[0].cause], cause=name))
    for part in moved[1:]:
        key = "adds" if part.points > 0.0 else "takes"
        name = say(f"why.cause.{audience}.{part.cause}", lang)
        lines.append(say(f"why.sentence.{key}", lang, cause=_sentence_case(name), points=size[part.cause]))
    return [*lines, say("why.sentence.sum", lang, total=points(sum(why.tenths.values()) / 10.0))]


def flip_line(answer: Answer, audience: Audience, lang: str = "en") -> str:
    """The smallest change that turns the verdict, in one sentence."""
    if answer.first_flip is None:
        return say("why.flip.none", lang)
    return _flip(answer.scenario, answer.first_flip, audience, lang)


def _flip(scenario: Scenario, flip: Flip, audience: Audience, lang: str) -> str:
    clauses = [clause(scenario, path, value, lang, flip.now.get(path)) for path, value in flip.sets.items()]
    result = say(f"verdict.word.{audience}.{flip.result}", lang)
    result = _lower(result)
    if len(flip.causes) == 1:
        return say("why.flip.single", lang, change=", ".join(clauses), result=result)
    return say("why.flip.pair", lang, change=", ".join(clauses[:-1]), second=clauses[-1], result=result)


def clause(scenario: Scenario, path: str, value: Any, lang: str = "en", drawn: float | None = None) -> str:
    """One changed field as a clause: what it would be, and what it is now (`drawn`: behind a null)."""
    try:
        now = paths.read(scenario, path)
    except (AttributeError, IndexError, TypeError):
        now = None
    nerve = ""
    if path.startswith("block.nerves["):
        own = scenario.block.nerves[int(str(paths.parts_of(path)[2]))]
        nerve = f"{own.name} {_side(own.side, lang)}"
    unit = paths.unit(path)
    words = {"value": _value(value, unit, lang), "now": _value(drawn if now is None else now, unit, lang)}
    return say(f"why.flip.clause.{paths.parts_of(path)[-1]}", lang, nerve=nerve, **words)


def _value(value: Any, unit: str, lang: str) -> str:
    if isinstance(value, bool):
        return say(f"why.flip.value.{str(value).lower()}", lang)
    if isinstance(value, int | float):
        share = unit == "1"
        word = say(f"why.flip.unit.{'share' if share else unit}", lang) if share or unit in _UNITS else ""
        return f"{number(100.0 * value) if share else f'{value:g}'} {word}".strip()
    if isinstance(value, list):
        shown = [item for item in value if not isinstance(item, dict) or item.get("share") != 0.0]
        return " + ".join(_item(item) for item in shown)
    if value is None:
        return say("why.flip.value.unset", lang)
    return say(f"why.flip.value.{value}", lang) if value in ("nrs", "stated") else str(value)


def _item(item: Any) -> str:
    """A needle, a source with its weight, or a joint, by name."""
    if not isinstance(item, dict):
        return str(item)
    name = str(item.get("joint") or item.get("name") or item.get("kind"))
    return f"{name} ({number(100.0 * item['share'])} %)" if "share" in item else name


_UNITS = ("mm", "mL", "min", "months", "%", "degrees", "years")


def _side(side: str, lang: str) -> str:
    return _lower(say(f"controls.choice.side.{side}", lang))


def points(value: float) -> str:
    """Percentage points in tenths with a real minus sign, so that parts and sum agree as they are printed."""
    return f"{value:.1f}".replace("-", "\N{MINUS SIGN}")


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def distribution_line(found: Distribution, lang: str = "en") -> str:
    """How a scenario comes out over many draws."""
    counts = of_hundred([round(share * found.runs) for share in found.p_result.values()])
    shares = dict(zip(found.p_result, counts, strict=True))
    runs = say("describe.distribution.runs", lang, runs=found.runs, **shares)
    low, high = number(found.relief_pct["p10"]), number(found.relief_pct["p90"])
    return f"{runs} {say('describe.distribution.range', lang, low=low, high=high)}"


def comparison(one: Answer, two: Answer, audience: Audience, lang: str = "en") -> list[str]:
    """What changed between A and B: fields, relief, result, duration, and the cause that moved most."""
    before, after = one.scenario, two.scenario
    changes = differing(before, after)
    if not changes:
        return [say("describe.compare.same", lang)]
    clauses = "; ".join(clause(after, path, paths.read(before, path), lang) for path in changes)
    a, b = f"{one.judged_pct:.0f}", f"{two.judged_pct:.0f}"
    gap = two.judged_pct - one.judged_pct
    lines = [say("describe.compare.changed", lang, changes=clauses)]
    if abs(gap) < 0.5:
        lines.append(say("describe.compare.equal", lang, a=a))
    else:
        direction = say("describe.compare.more" if gap > 0.0 else "describe.compare.less", lang)
        lines.append(
            say("describe.compare.relief", lang, points=points(abs(gap)), direction=direction, a=a, b=b)
        )
    words = [_lower(word(answer, audience, lang)) for answer in (one, two)]
    key = "stays" if one.result == two.result else "result"
    lines.append(say(f"describe.compare.{key}", lang, a=words[0], b=words[1]))
    spans = [duration(answer.duration_h, lang) for answer in (one, two)]
    if spans[0] != spans[1]:
        lines.append(say("describe.compare.duration", lang, a=spans[0], b=spans[1]))
    moved = {y.cause: y.points - x.points for x, y in zip(one.why.causes, two.why.causes, strict=True)}
    cause = max(moved, key=lambda name: abs(moved[name]))
    if abs(moved[cause]) >= 0.5:
        name = say(f"why.cause.{audience}.{cause}", lang)
        lines.append(say("describe.compare.cause", lang, cause=name, points=points(moved[cause])))
    return lines


def differing(before: Scenario, after: Scenario) -> dict[str, Any]:
    """The paths at which two scenarios differ, with the values of the second; needles one by one."""
    found: dict[str, Any] = {}

    def walk(one: Any, two: Any, path: str) -> None:
        if isinstance(one, dict) and isinstance(two, dict):
            for key in two:
                walk(one.get(key), two[key], f"{path}.{key}" if path else key)
        elif (
            isinstance(one, list)
            and isinstance(two, list)
            and len(one) == len(two)
            and path == "block.nerves"
        ):
            for i, (x, y) in enumerate(zip(one, two, strict=True)):
                walk(x, y, f"{path}[{i}]")
        elif one != two:
            found[path] = two

    walk(before.model_dump(mode="json"), after.model_dump(mode="json"), "")
    return {path: value for path, value in found.items() if path != "seed"}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
