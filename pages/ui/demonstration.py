"""A simulation inside a text: figure, sentence and table in the frame of a model result, and the Lab."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from content import load
from content.lessons import Demonstration
from pages.figures.hundred import hundred_figure, hundred_lines, hundred_table
from pages.figures.outcomes import outcomes_figure, outcomes_table
from pages.figures.pain import pain_alt, pain_figure, pain_table
from pages.ui import state
from pages.ui.learning import LAB
from pages.ui.provenance import badge, framed
from pages.ui.show import show
from pages.ui.words import of, t
from simulator import describe, lessons
from simulator.lesson_numbers import SEPARATOR
from simulator.lessons import Shown
from simulator.scenario import Scenario
from simulator.simulate import distribution_of_days

DRAWN = 2
"""Cases that one pain chart holds."""


def demonstrate(words: str, shown: Shown, demonstration: Demonstration, key: str) -> None:
    """Draw what was run. `words` is the table with `shows`, the sentence, and with the names."""
    lang = state.lang()
    said = [t(f"{words}.shows", **spoken(shown))]
    with origin(shown, key):
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
            drawn = list(shown.answers)[:DRAWN]
            series = [(name_of(words, name, shown), shown.answers[name]) for name in drawn]
            hours = demonstration.hours
            alt = pain_alt(series, "trainee", lang, hours)
            show(pain_figure(series, hours, lang), said, pain_table(series, lang, hours), key=key, alt=alt)
        if demonstration.cases:
            case = demonstration.cases[demonstration.lab or next(iter(demonstration.cases))]
            open_in_lab(lessons.scenario_of(case), key, "one" if shown.rows else "open")


@contextmanager
def origin(shown: Shown, key: str) -> Iterator[None]:
    """The frame of what is shown: the model's, with a second badge where published numbers are beside it."""
    published = any(row.published for row in shown.rows)
    only = published and not any(row.model for row in shown.rows)
    with framed("published" if only else "model", f"learn {key}"):
        if published and not only:
            badge("published")
        yield


def name_of(words: str, case: str, shown: Shown) -> str:
    """What the curve of a case is called."""
    return t(f"{words}.case_{case}", **spoken(shown))


def spoken(shown: Shown) -> Mapping[str, str]:
    """The values of a demonstration as the running text has them: results, drugs and lists as words."""
    found = shown.words()
    for name, value in found.items():
        kind = name.rpartition("_")[2]
        if kind in ("result", "label"):
            text = t(f"verdict.{'word' if kind == 'result' else kind}.trainee.{value}")
            found[name] = text[:1].lower() + text[1:]
        elif kind == "drug":
            found[name] = of("drugs", value, "name", load().drugs[value].name).lower()
        elif kind in ("joints", "needles"):
            *first, last = value.split(SEPARATOR)
            found[name] = t("learn.kit.listing.and", first=", ".join(first), last=last) if first else last
    return found


def open_in_lab(scenario: Scenario, key: str, words: Literal["open", "one"] = "open") -> None:
    """A button that puts a scenario on screen in the Lab; `one`: a patient like those that were counted."""
    if st.button(t(f"learn.kit.lab.{words}"), key=f"lab {key}", icon=":material/science:", type="tertiary"):
        state.open_scenario(scenario)
        st.switch_page(LAB)
