"""A module: its objectives and key terms, at most seven steps at the learner's pace, and a closing check."""

from pathlib import Path
from typing import Final

import streamlit as st

from content import Joint, load
from content.lessons import Module, Step, modules
from pages.ui import learning, reading
from pages.ui.demonstration import demonstrate, spoken
from pages.ui.learning import checked, go, notes
from pages.ui.predict import predict
from pages.ui.quiz import question
from pages.ui.result import pathway_step
from pages.ui.show import table
from pages.ui.stepper import arrive
from pages.ui.words import has, of, t
from simulator import lessons

EXERCISE_MIN: Final = 5
"""What the exercises of a module take beside the reading."""

_CSS: Final = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def style() -> None:
    """The looks of lessons; once a page."""
    st.html(f"<style>{_CSS}</style>")


# --- All modules ---


# covers: T7
def overview() -> None:
    """Every module: what it is about, how far one has come, and the way in."""
    with st.container(key="read pretest"):
        st.markdown(t("learn.modules.list.pretest"))
    for module in modules().values():
        words = f"learn.{module.key}"
        with st.container(key=f"learn-card {module.key}", border=True):
            st.header(t(f"{words}.page.title"), anchor=False)
            st.markdown(t(f"{words}.page.lead"))
            lines = [
                t(
                    "learn.kit.list.size",
                    steps=len(module.steps),
                    minutes=reading.minutes(words) + EXERCISE_MIN,
                )
            ]
            count, done, right = checked(module)
            if done:
                lines.append(t("learn.kit.list.done", done=done, count=count, right=right))
            if held := learning.held(module.key):
                lines.append(t("learn.kit.list.held", count=held))
            st.caption(" ".join(lines))
            step = notes("place", module.key).get("step", 1)
            st.button(
                t("learn.kit.list.start" if step == 1 else "learn.kit.list.resume", step=step),
                key=f"open {module.key}",
                on_click=go,
                args=(module.key, step),
                icon=":material/arrow_forward:",
            )


# covers: T26
def curriculum() -> None:
    """Which milestones and topics of a curriculum each module touches, and what is left to the hands."""
    words = "learn.modules"
    with st.expander(t(f"{words}.list.map"), key="learn map"):
        table(
            [
                {
                    t(f"{words}.list.map_module"): t(f"learn.{module.key}.page.title"),
                    t(f"{words}.list.map_milestones"): "; ".join(
                        t(f"{words}.milestone.{key}") for key in module.milestones
                    ),
                    t(f"{words}.list.map_curriculum"): "; ".join(
                        t(f"{words}.curriculum.{key}") for key in module.curriculum
                    ),
                }
                for module in modules().values()
            ]
        )
        st.caption(f"{t(f'{words}.list.map_note')} {t(f'{words}.list.out')}")


# --- One module ---


# covers: T16
def module_page(module: Module, index: int, again: int) -> None:
    """One step of a module between its bar of steps and the way back and on."""
    words, step = f"learn.{module.key}", module.steps[index]
    st.title(t(f"{words}.page.title"), anchor=False)
    _bar(module, index)
    with st.container(key="learn-step"):
        st.header(t(f"{words}.{step.key}.title"), anchor=False)
        {"terms": _terms, "read": _read, "predict": _predict, "check": _check}[step.kind](module, step, again)
    _onward(module, index)
    arrive(f"learn {module.key}", index, "learn-step")
    reading.foot(words, *_facts_of(step))


def _bar(module: Module, index: int) -> None:
    """Where one is, and a way to every step."""
    count, key = len(module.steps), f"steps {module.key}"
    st.session_state[key] = index + 1
    st.segmented_control(
        t("learn.kit.nav.step", step=index + 1, count=count),
        range(1, count + 1),
        key=key,
        required=True,
        on_change=lambda: go(module.key, st.session_state[key]),
    )


def _onward(module: Module, index: int) -> None:
    with st.container(key="learn-onward", horizontal=True):
        st.button(
            t("learn.kit.nav.back" if index else "learn.kit.nav.all"),
            key="back",
            icon=":material/arrow_back:",
            on_click=go,
            args=(module.key, index) if index else (None,),
        )
        if index + 1 < len(module.steps):
            following = t(f"learn.{module.key}.{module.steps[index + 1].key}.title")
            st.button(
                t("learn.kit.nav.next", title=following),
                key="next",
                type="primary",
                icon=":material/arrow_forward:",
                on_click=go,
                args=(module.key, index + 2),
            )


def _facts_of(step: Step) -> list[str]:
    shown = step.show or step.exercise
    return [bar.fact for bar in shown.bars.values() if bar.fact] if shown else []


# --- Steps ---


# covers: T7 T17
def _terms(module: Module, step: Step, again: int) -> None:
    """Key terms first; beside them what the module is for and when it is mastered."""
    words = f"learn.{module.key}"
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(key="learn-terms", border=True):
        st.subheader(t("learn.kit.terms.title"), anchor=False)
        st.markdown(t(f"{words}.{step.key}.body"))
    with right:
        st.subheader(t("learn.kit.objectives.title"), anchor=False)
        st.markdown(t(f"{words}.objectives.body"))
        items = len(module.steps[-1].items)
        st.markdown(t("learn.kit.objectives.mastery", right=module.mastery, items=items))


# covers: T14 T15
def _read(module: Module, step: Step, again: int) -> None:
    """Words, and beside them what the model shows."""
    words = f"learn.{module.key}.{step.key}"
    if step.show is None:
        with st.container(key="read body"):
            st.markdown(t(f"{words}.body"))
    else:
        shown = lessons.show(step.show)
        text, picture = st.columns([2, 3], gap="medium")
        with text:
            st.markdown(t(f"{words}.body", **spoken(shown)))
        with picture:
            demonstrate(words, shown, step.show, f"{module.key} {step.key}")
    if step.nerves:
        nerve_table()
    for group, ids in step.pathways.items():
        st.subheader(t(f"{words}.group_{group}"), anchor=False)
        for path in load().pathways:
            if path.id in ids:
                pathway_step(path, f"{module.key} {path.id}")
    if has(f"{words}.after"):
        with st.container(key="read after"):
            st.markdown(t(f"{words}.after"))


def _predict(module: Module, step: Step, again: int) -> None:
    if step.exercise is None:
        return
    place = list(module.steps).index(step) + 1
    predict(
        f"learn.{module.key}.{step.key}",
        step.exercise,
        f"{module.key} {step.key}",
        again,
        lambda number: go(module.key, place, number),
    )


# covers: T1
def _check(module: Module, step: Step, again: int) -> None:
    """The items one below the other, each answered at once; then how it went, and what it is for."""
    words = f"learn.{module.key}"
    with st.container(key="read check"):
        st.markdown(t(f"{words}.{step.key}.body"))
        for item in step.items:
            question(f"{words}.item_{item.key}", item.names, item.right, "check", f"{module.key} {item.key}")
        count, done, right = checked(module)
        if done < count:
            st.caption(t("learn.kit.check.open", done=done, count=count))
            return
        st.subheader(t("learn.kit.check.title"), anchor=False)
        reached = "reached" if right >= module.mastery else "not_yet"
        st.markdown(t(f"learn.kit.check.{reached}", right=right, count=count, mastery=module.mastery))
        st.markdown(t(f"{words}.{step.key}.transfer"))
        st.button(t("learn.kit.check.repeat"), key="repeat check", on_click=_forget, args=(module,))


def _forget(module: Module) -> None:
    for item in module.steps[-1].items:
        notes("check", f"{module.key} {item.key}").clear()


# --- Tables from the library ---


def nerve_table() -> None:
    """Joints, the nerves that supply them, and where the needle goes for each; one region at a time."""
    library = load()
    regions = tuple(dict.fromkeys(joint.region for joint in library.joints.values()))
    region = st.segmented_control(
        t("controls.patient.region.label"),
        regions,
        default="lumbar",
        required=True,
        format_func=lambda name: t(f"controls.choice.region.{name}"),
        key="learn region",
    )
    joints = [joint for joint in library.joints.values() if joint.region == region]
    table([row for joint in joints for row in _nerve_rows(joint)])


def _nerve_rows(joint: Joint) -> list[dict[str, str]]:
    """One row for each nerve of a joint."""
    names = [t(f"learn.kit.nerves.{name}") for name in ("joint", "nerve", "target")]
    if not joint.nerves:
        return [
            dict(zip(names, (joint.name, t("learn.kit.nerves.none"), t("figures.table.empty")), strict=True))
        ]
    found = [load().nerves[name] for name in joint.nerves]
    return [
        dict(
            zip(
                names,
                (
                    joint.name,
                    of("nerves", nerve.name, "title", nerve.title),
                    of("nerves", nerve.name, "target", nerve.target),
                ),
                strict=True,
            )
        )
        for nerve in found
    ]
