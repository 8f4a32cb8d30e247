"""A trial in words: every sentence about a flow, a curve, the causes and the worked example.

Templates are in `content/text`. Audience changes words and depth, never numbers.
"""

from collections.abc import Sequence

from content import load
from content.loader import say
from simulator.cohort_attribution import Explained
from simulator.describe import Audience, number
from simulator.paradigms import VISITS
from simulator.trial_2010 import Arm, paradox
from simulator.trial_report import Outcome, measured

_NAMED = 3
"""Causes that a sentence names."""


def paradigm(name: str, audience: Audience = "trainee", lang: str = "en") -> str:
    """A way of choosing in a few words."""
    return say(f"trial.paradigm.{audience}.{name}", lang)


def side(letter: str, name: str, audience: Audience = "trainee", lang: str = "en") -> str:
    """One side of the comparison: its letter and its paradigm."""
    return say("trial.compare.side", lang, letter=letter, paradigm=paradigm(name, audience, lang))


def flow_lines(outcome: Outcome, audience: Audience = "trainee", lang: str = "en") -> list[str]:
    """The hundred people in sentences, in the whole numbers of the figure."""
    flow = outcome.flow
    right = flow["facet_treated_relieved"] + flow["facet_treated_not_relieved"]
    needless = flow["not_facet_treated_relieved"] + flow["not_facet_treated_not_relieved"]
    relieved = flow["facet_treated_relieved"] + flow["not_facet_treated_relieved"]
    values = {
        "facet": right + flow["facet_not_treated"],
        "other": needless + flow["not_facet_not_treated"],
        "treated": right + needless,
        "right": right,
        "needless": needless,
        "missed": flow["facet_not_treated"],
        "relieved": relieved,
        "not_relieved": right + needless - relieved,
        "months": number(load().value("denervation.success_months")),
        "pct": number(load().value("denervation.success_pct")),
    }
    kinds = ("source", "treated", "outcome") if right + needless else ("source", "nobody")
    return [say(f"trial.flow_line.{audience}.{kind}", lang, **values) for kind in kinds]


def curve_line(outcomes: Sequence[Outcome], measure: str, cut: int, title: str, lang: str = "en") -> str:
    """How a measure moves from the lowest to the highest cut-off, and where it is at the chosen one."""
    ends = [outcomes[0], next(o for o in outcomes if o.threshold_pct == cut), outcomes[-1]]
    first, here, last = (_value(outcome, measure, lang) for outcome in ends)
    words = {"name": title, "measure": say(f"trial.measure_name.{measure}", lang)}
    if not VISITS[outcomes[0].paradigm]:
        return say("trial.cutoff.flat", lang, here=here, **words)
    cuts = {"low": outcomes[0].threshold_pct, "high": outcomes[-1].threshold_pct, "cut": cut}
    return say("trial.cutoff.line", lang, first=first, here=here, last=last, **cuts, **words)


def _value(outcome: Outcome, measure: str, lang: str) -> str:
    found = measured(outcome, measure).value
    if found is None:
        return say("trial.table.nobody", lang)
    if measure == "cost_per_success":
        return say("trial.table.dollars", lang, value=f"{found:,.0f}")
    return f"{found:.1f}"


def failure_lines(
    found: Explained, kind: str, cut: int, audience: Audience = "trainee", lang: str = "en"
) -> list[str]:
    """How many fail, how many would with the ideal block, and what explains most of the difference."""
    parts, actual, ideal = (
        (found.missed, found.actual_missed, found.ideal_missed)
        if kind == "missed"
        else (found.false_positive, found.actual_false_positive, found.ideal_false_positive)
    )
    hundred = 100.0 / found.people
    lines = [
        say(
            f"trial.failure_line.{audience}.{kind}",
            lang,
            cut=cut,
            actual=number(hundred * actual),
            ideal=number(hundred * ideal),
        )
    ]
    most = sorted((cause for cause in parts if hundred * parts[cause] >= 0.05), key=lambda c: -parts[c])
    if most:
        named = [
            say(
                "trial.failures.part",
                lang,
                cause=say(f"why.cause.{audience}.{cause}", lang),
                value=number(hundred * parts[cause]),
            )
            for cause in most[:_NAMED]
        ]
        lines.append(say(f"trial.failure_line.{audience}.most", lang, causes="; ".join(named)))
    hides = min(parts, key=lambda cause: parts[cause])
    if hundred * parts[hides] <= -0.05:
        lines.append(
            say(
                f"trial.failure_line.{audience}.hides",
                lang,
                cause=say(f"why.cause.{audience}.{hides}", lang),
                value=number(-hundred * parts[hides]),
            )
        )
    return lines


def arm_lines(kind: str, arms: Sequence[Arm], audience: Audience = "trainee", lang: str = "en") -> list[str]:
    """Both messages of a trial of none, one and two blocks, published or the model's."""
    treated, referred = (
        {arm.name: number(getattr(arm, of).value or 0.0) for arm in arms} for of in ("treated", "referred")
    )
    return [
        say(f"trial.example_line.{audience}.{kind}_treated", lang, **treated),
        say(f"trial.example_line.{audience}.{kind}_referred", lang, **referred),
        say(f"trial.example_line.{audience}.{'opposite' if paradox(arms) else 'alike'}", lang),
    ]


def agreement_line(
    model: Sequence[Arm], published: Sequence[Arm], audience: Audience = "trainee", lang: str = "en"
) -> str:
    """How many of the numbers that nothing was fitted to lie within the published intervals, and which lies
    farthest off. The arm without a block is the one that the model was fitted to."""
    pairs = [
        (of, arm.name, getattr(arm, of).value or 0.0, getattr(other, of))
        for of in ("treated", "referred")
        for arm, other in zip(model, published, strict=True)
        if arm.name != "none"
    ]
    inside = sum((found.low or 0.0) <= value <= (found.high or 100.0) for _, _, value, found in pairs)
    of, name, value, found = max(pairs, key=lambda pair: abs(pair[2] - (pair[3].value or 0.0)))
    return say(
        "trial.example.agreement",
        lang,
        inside=inside,
        total=len(pairs),
        arm=say(f"trial.example_arm.{audience}.{name}", lang),
        of=say(f"trial.example.head_{of}", lang),
        value=number(value),
        published=number(found.value or 0.0),
    )
