"""My plan: goal, what the test can tell, a hundred people, one made-up test, questions, help."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from content.loader import say
from pages.figures.pain import USUAL_CUTS
from pages.ui.take_home.curve import Curve
from pages.ui.take_home.pdf import Paper, pdf
from pages.ui.take_home.records import QUESTIONS, Line, Paragraph, Question, Sheet
from pages.ui.take_home.words import HOME, frame, items, named
from simulator import describe
from simulator.hundred import CHECK_MIN, GROUPS, Hundred


class Plan(Sheet):
    """What a visitor picked, and the numbers shown. Nothing in it is typed by them, and no name is asked.

    `people`: the hundred; `ranges`: least and most of each group (`hundred.ranges`), may be empty; `who`: who
    they are and within which time; `sure`: how sure one can be; without them a general sentence.
    `goals`: words of the cards picked, at most six, in the language `lang`. `questions`: those picked, asked
    first; the others follow. `curve`: one made-up person (`curve_of`), or no picture.
    """

    people: Hundred
    ranges: Mapping[str, tuple[int, int]] = Field(default_factory=dict)
    who: Paragraph | None = None
    sure: Paragraph | None = None
    goals: Annotated[tuple[Line, ...], Field(max_length=6)] = ()
    questions: Annotated[tuple[Question, ...], Field(max_length=len(QUESTIONS))] = ()
    curve: Curve | None = None


def plan_pdf(data: Plan, paper: Paper = "a4") -> bytes:
    """The plan as a tagged PDF of at most two pages. ValueError for a paper that is neither a4 nor letter."""
    return pdf("plan", plan_data(data), paper, data.made)


def plan_data(plan: Plan) -> dict[str, Any]:
    """What `plan.typ` reads: every word of the sheet and every number, in the order of the page."""
    lang = plan.lang
    return frame(plan, "plan") | {
        "goal": {**named("goal", ("title", "own"), lang), "items": list(plan.goals)},
        "test": {
            "title": say(f"{HOME}.test.title", lang),
            "sides": [
                {
                    "title": say(f"{HOME}.test.{side}.title", lang),
                    "items": items(say(f"{HOME}.test.{side}.items", lang)),
                }
                for side in ("can", "cannot")
            ],
        },
        "people": people_data(plan),
        "curve": curve_data(plan.curve, lang) if plan.curve else None,
        "questions": _questions(plan),
    }


def people_data(plan: Plan) -> dict[str, Any]:
    """What `people.typ` reads: the tree from its root, with counts and ranges, and the words."""
    lang, numbers = plan.lang, plan.people.numbers
    said = {
        "key": say("patient.hundred.marks.key", lang),
        "alt": say("patient.hundred.marks.alt", lang, **numbers),
        "tree_alt": say("patient.hundred.tree.alt", lang, **numbers),
        "who": plan.who or say("patient.hundred.picture.who", lang, minutes=f"{CHECK_MIN:g}", **numbers),
        "sure": plan.sure or _sure(plan),
        "group": f"{say('patient.hundred.picture.group', lang)} {say(f'{HOME}.people.group', lang)}",
        "read_off": [say(f"patient.hundred.{side}.body", lang, **numbers) for side in ("eased", "not_eased")],
    }
    return said | {
        "title": say(f"{HOME}.people.title", lang),
        "tree": [
            {
                "name": name,
                "count": numbers.get(name, 100),
                "words": say(f"patient.hundred.tree.{name}", lang),
                "range": _range(plan, name),
            }
            for name in ("all", "joint", "no_joint", *GROUPS)
        ],
    }


def _sure(plan: Plan) -> str:
    if plan.ranges:
        return say("patient.hundred.sure.word", plan.lang).replace("**", "")
    return say(f"{HOME}.people.sure", plan.lang)


def _range(plan: Plan, name: str) -> str | None:
    if name not in GROUPS or name not in plan.ranges:
        return None
    low, high = plan.ranges[name]
    return say("patient.hundred.table.span", plan.lang, low=low, high=high)


def curve_data(curve: Curve, lang: str) -> dict[str, Any]:
    """What `curve.typ` reads."""
    return curve.model_dump(mode="json") | named("curve", ("title", "axis", "time", "marks"), lang)


def _questions(plan: Plan) -> dict[str, Any]:
    half, most = (describe.number(pct) for pct in USUAL_CUTS)
    asked = named("questions.ask", QUESTIONS, plan.lang, half=half, most=most)
    first = [asked[name] for name in dict.fromkeys(plan.questions)]
    more = [asked[name] for name in QUESTIONS if name not in plan.questions]
    groups = [("first", first), ("more" if first else "every", more)]
    return {
        **named("questions", ("title", "notes"), plan.lang),
        "groups": [
            {"lead": say(f"{HOME}.questions.{key}", plan.lang), "items": found}
            for key, found in groups
            if found
        ],
    }
