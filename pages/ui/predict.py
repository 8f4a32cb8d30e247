"""Predict, reveal, explain: a prediction is locked before the model's answer is shown, on the same axes."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from content.lessons import Exercise
from pages.figures.hundred import hundred_figure, hundred_lines, hundred_table
from pages.figures.pain import pain_alt, pain_figure, pain_table
from pages.figures.prediction import prediction_figure, prediction_table
from pages.ui import state
from pages.ui.demonstration import name_of, open_in_lab, origin, spoken
from pages.ui.learning import MOST_REPEATS, notes
from pages.ui.show import show
from pages.ui.sketch import sketch
from pages.ui.words import has, plain, t
from simulator import describe, lessons
from simulator.lessons import Shown
from simulator.prediction import Contrast, contrast
from simulator.verdict import RESULTS

CONFIDENCES = (50, 60, 70, 80, 90, 100)
CLOSE_NRS = 1.0
"""NRS points: within the error of one rating, a prediction is called close."""
CLOSE_PEOPLE = 10


# covers: T9
def predict(words: str, exercise: Exercise, key: str, again: int, onward: Any) -> None:
    """The whole exercise of one step. `onward(again)` is called when the same lesson is asked for anew."""
    current = lessons.variation(exercise, again)
    shown = lessons.show(current)
    said = spoken(shown)
    kept = notes("predict", f"{key} {again}")
    with st.container(key="read stem"):
        st.markdown(t(f"{words}.stem", **said))
    if "prediction" not in kept:
        found = _ask(words, current, shown, f"{key} {again}")
        if found is not None:
            kept["prediction"] = found
            st.rerun()
        st.caption(f":material/lock_open: {t('learn.kit.predict.hidden')}")
        return
    _reveal(words, current, shown, kept["prediction"], f"{key} {again}")
    _explain(words, said, shown, current, kept, f"{key} {again}")
    left, right = st.columns(2)
    with left:
        st.button(
            t("learn.kit.predict.again"),
            key=f"again {key}",
            icon=":material/refresh:",
            on_click=onward,
            args=(again % MOST_REPEATS + 1,),
        )
    if "it" in current.cases:
        with right:
            open_in_lab(lessons.scenario_of(current.cases["it"]), f"{key} it")


def _given(words: str, shown: Shown) -> tuple[str, Any] | None:
    """The curve that is known from the start, under its name."""
    return (name_of(words, "given", shown), shown.answers["given"]) if "given" in shown.answers else None


# --- Asking ---


def _ask(words: str, exercise: Exercise, shown: Shown, key: str) -> Any:
    """What was predicted once it is locked, None before. The answer is not on the page yet."""
    asked = f"**{t(f'{words}.ask', **spoken(shown))}**"
    if exercise.ask != "verdict":
        st.markdown(asked)
    if exercise.ask == "curve":
        return sketch(
            f"sketch {key}", shown.answers["it"], exercise.hours, exercise.handles, _given(words, shown)
        )
    if exercise.ask == "count":
        return _ask_count(key)
    return _ask_verdict(asked, key)


def _ask_verdict(asked: str, key: str) -> dict[str, Any] | None:
    with st.form(f"predict {key}", border=False):
        result = st.radio(
            asked,
            RESULTS,
            index=None,
            format_func=lambda name: t(f"verdict.word.trainee.{name}"),
            key=f"expected {key}",
        )
        sure = st.select_slider(
            t("learn.kit.predict.sure"),
            CONFIDENCES,
            format_func=lambda value: t("learn.kit.predict.percent", value=value),
            key=f"sure {key}",
        )
        sent = st.form_submit_button(t("learn.kit.sketch.lock"))
    if sent and result is None:
        st.caption(t("learn.kit.quiz.choose"))
    return {"result": result, "sure": sure} if sent and result is not None else None


def _ask_count(key: str) -> dict[str, Any] | None:
    with st.form(f"predict {key}", border=False):
        people = st.slider(t("learn.kit.predict.people"), 0, 100, 50, key=f"people {key}")
        sent = st.form_submit_button(t("learn.kit.sketch.lock"))
    return {"people": people} if sent else None


# --- Revealing ---


# covers: T9 T13 T14
def _reveal(words: str, exercise: Exercise, shown: Shown, prediction: Any, key: str) -> None:
    """Prediction and model on the same axes, and beside them the contrast in words."""
    chart, beside = st.columns([3, 2], gap="medium")
    lang = state.lang()
    with chart, origin(shown, key):
        if exercise.ask == "curve":
            answer, given = shown.answers["it"], _given(words, shown)
            found = contrast(answer, exercise.handles, prediction)
            lines = curve_lines(found, shown)
            figure = prediction_figure(
                answer, exercise.hours, exercise.handles, prediction, found, given, lang
            )
            alt = t("learn.kit.figure.alt", hours=describe.number(exercise.hours), contrast=" ".join(lines))
            show(figure, [], prediction_table(answer, exercise.handles, prediction, lang), key=key, alt=alt)
        elif exercise.ask == "count":
            lines = count_lines(prediction["people"], float(shown.values["it"]))
            names = {row.name: t(f"{words}.bar_{row.name}", **spoken(shown)) for row in shown.rows}
            figure = hundred_figure(shown.rows, names, t(f"{words}.axis"), lang, {"it": prediction["people"]})
            alt = " ".join([*lines, *hundred_lines(shown.rows, names, lang)])
            show(figure, [], hundred_table(shown.rows, names, lang), key=key, alt=alt)
        else:
            lines = verdict_lines(prediction, shown)
            series = [
                (name_of(words, name, shown), shown.answers[name])
                for name in ("given", "it")
                if name in shown.answers
            ]
            figure = pain_figure(series, exercise.hours, lang)
            alt = pain_alt(series, "trainee", lang, exercise.hours)
            show(figure, [], pain_table(series, lang, exercise.hours), key=key, alt=alt)
    with beside, st.container(key="learn-contrast"):
        st.subheader(t("learn.kit.contrast.title"), anchor=False)
        st.caption(f":material/lock: {t('learn.kit.predict.locked')}")
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


# covers: T1 T9
def curve_lines(found: Contrast, shown: Shown) -> list[str]:
    """Where prediction and model differ most, how far they lie apart on the whole, and what each reads as."""
    number = describe.number
    values = {
        "hour": number(found.hour),
        "predicted": number(found.predicted),
        "model": number(found.model),
        "points": number(abs(found.gap)),
        "mean": number(found.mean_gap),
    }
    side = "close" if abs(found.gap) <= CLOSE_NRS else "higher" if found.gap > 0.0 else "lower"
    said = spoken(shown)
    own = t(f"verdict.word.trainee.{found.result}").lower()
    agree = found.result == shown.values["it_result"]
    return [
        t(f"learn.kit.contrast.{side}", **values),
        t("learn.kit.contrast.mean", **values),
        t(
            "learn.kit.contrast.same" if agree else "learn.kit.contrast.other",
            own=own,
            relief=number(found.relief_pct),
            minutes=said["it_minutes"],
            model=said["it_result"],
            actual=said["it_relief"],
        ),
        _class(shown),
    ]


def verdict_lines(prediction: Mapping[str, Any], shown: Shown) -> list[str]:
    """Whether the predicted result is the model's, how sure it was, and what the result is worth."""
    said = spoken(shown)
    own = t(f"verdict.word.trainee.{prediction['result']}").lower()
    right = prediction["result"] == shown.values["it_result"]
    sure = prediction["sure"] >= CONFIDENCES[-2]
    mood = (
        ("sure_right" if right else "sure_wrong") if sure else ("unsure_right" if right else "unsure_wrong")
    )
    return [
        t(
            f"learn.kit.contrast.{'verdict_right' if right else 'verdict_wrong'}",
            own=own,
            model=said["it_result"],
            relief=said["it_relief"],
            minutes=said["it_minutes"],
        ),
        t(f"learn.kit.contrast.{mood}", sure=prediction["sure"]),
        _class(shown),
    ]


def count_lines(predicted: int, model: float) -> list[str]:
    """How far a predicted number of people lies from the model's."""
    gap = round(model) - predicted
    side = "count_close" if abs(gap) <= CLOSE_PEOPLE else "count_more" if gap > 0 else "count_fewer"
    return [t(f"learn.kit.contrast.{side}", own=predicted, model=f"{model:.0f}", gap=abs(gap))]


def _class(shown: Shown) -> str:
    """Whether the model's result is right."""
    return t(f"verdict.class.trainee.{shown.values['it_label']}")


# --- Explaining ---


def _explain(
    words: str, said: Mapping[str, str], shown: Shown, exercise: Exercise, kept: dict[str, Any], key: str
) -> None:
    st.subheader(t("learn.kit.explain.title"), anchor=False)
    if "explained" not in kept:
        with st.form(f"explain {key}", border=False):
            text = st.text_area(t(f"{words}.prompt", **said), key=f"why {key}", max_chars=600, height=96)
            if st.form_submit_button(t("learn.kit.explain.compare")):
                kept["explained"] = text
                st.rerun()
        st.caption(t("learn.kit.explain.kept"))
        return
    own, model = st.columns(2, gap="medium")
    with own:
        st.markdown(f"**{t('learn.kit.explain.own')}**")
        st.text(kept["explained"] or t("learn.kit.explain.nothing"))
    with model:
        st.markdown(f"**{t('learn.kit.explain.model')}**")
        st.markdown(t(f"{words}.why", **said))
        if has(f"{words}.turn"):
            st.markdown(f"**{t('learn.kit.quiz.turn')}** {t(f'{words}.turn', **said)}")
        elif "it" in shown.answers:
            flip = describe.flip_line(shown.answers["it"], "trainee", state.lang())
            st.markdown(f"**{t('learn.kit.quiz.turn')}** {plain(flip)}")
