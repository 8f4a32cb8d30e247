"""A simulation inside a text: figure, sentence and table in the frame of a model result, and the Lab."""

from collections.abc import Mapping

import streamlit as st

from content.lessons import Demonstration
from pages.figures.hundred import hundred_figure, hundred_lines, hundred_table
from pages.figures.outcomes import outcomes_figure, outcomes_table
from pages.figures.pain import pain_alt, pain_figure, pain_table
from pages.ui import state
from pages.ui.learning import LAB
from pages.ui.provenance import badge, framed
from pages.ui.show import show
from pages.ui.words import t
from simulator import describe, lessons
from simulator.lessons import Shown
from simulator.scenario import Scenario
from simulator.simulate import distribution_of_days

DRAWN = 2
"""Cases that one pain chart holds."""


def demonstrate(words: str, shown: Shown, demonstration: Demonstration, key: str) -> None:
    """Draw what was run. `words` is the table with `shows`, the sentence, and with the names."""
    lang = state.lang()
    said = [t(f"{words}.shows", **spoken(shown))]
    with framed("model", f"learn {key}"):
        beside_published(shown)
        if shown.rows:
            names = {row.name: t(f"{words}.bar_{row.name}", **spoken(shown)) for row in shown.rows}
            figure = hundred_figure(shown.rows, names, t(f"{words}.axis"), lang)
            alt = " ".join(hundred_lines(shown.rows, names, lang))
            show(figure, said, hundred_table(shown.rows, names, lang), key=key, alt=alt)
        elif demonstration.repeats:
            found = distribution_of_days(next(iter(shown.answers.values())).scenario)
            said.append(describe.distribution_line(found, lang))
            show(outcomes_figure(found, lang), said, outcomes_table(found, lang), key=key)
        else:
            series = [
                (t(f"{words}.case_{name}"), shown.answers[name]) for name in list(shown.answers)[:DRAWN]
            ]
            hours = demonstration.hours
            alt = pain_alt(series, "trainee", lang, hours)
            show(pain_figure(series, hours, lang), said, pain_table(series, lang, hours), key=key, alt=alt)
        if demonstration.cases:
            open_in_lab(
                lessons.scenario_of(
                    demonstration.cases[demonstration.lab or next(iter(demonstration.cases))]
                ),
                key,
            )


def beside_published(shown: Shown) -> None:
    """A second badge where the same figure holds published numbers."""
    if any(row.published for row in shown.rows):
        badge("published")


def name_of(words: str, case: str, shown: Shown) -> str:
    """What the curve of a case is called."""
    return t(f"{words}.case_{case}", **spoken(shown))


def spoken(shown: Shown) -> Mapping[str, str]:
    """The values of a demonstration as the running text has them: results and labels as words."""
    found = shown.words()
    for name, value in found.items():
        kind = {"result": "word", "label": "label"}.get(name.rpartition("_")[2])
        if kind is not None:
            text = t(f"verdict.{kind}.trainee.{value}")
            found[name] = text[:1].lower() + text[1:]
    return found


def open_in_lab(scenario: Scenario, key: str) -> None:
    """A button that puts a scenario on screen in the Lab."""
    if st.button(t("learn.kit.lab.open"), key=f"lab {key}", icon=":material/science:", type="tertiary"):
        state.open_scenario(scenario)
        st.switch_page(LAB)
