"""Controls built from the fields of the scenario: bounds, step, unit and tier are declared there, once."""

import math
from functools import partial
from itertools import groupby
from typing import Any, get_args

import streamlit as st
from pydantic import BaseModel

from content import load
from pages.ui import state
from pages.ui.evidence import evidence_button
from pages.ui.words import has, of, t
from simulator import paths, presets
from simulator.scenario import Scenario
from simulator.sensitivity import headline_range

OPEN = "open"
"""What a choice shows for a null: a select box has no option None."""


def control(path: str) -> None:
    """The control of one field: toggle, choice or slider; a null is offered as "drawn"."""
    info = paths.field_info(path)
    value = paths.read(state.current(), path)
    key, label, help_text = f"control {path}", _label(path), t(f"controls.{_plain(path)}.help")
    choices = options(path)
    if info.annotation is bool:
        state.put(key, value)
        st.toggle(label, key=key, help=help_text, on_change=_from_widget, args=(path, key))
    elif choices:
        state.put(key, OPEN if value is None else value)
        st.selectbox(
            label,
            choices,
            key=key,
            help=help_text,
            format_func=lambda one: _choice(path, one),
            on_change=_from_widget,
            args=(path, key),
        )
    elif type(None) in get_args(info.annotation):
        _nullable(path, label, help_text, value)
    else:
        _slider(path, key, label, help_text, value)


def _slider(path: str, key: str, label: str, help_text: str, value: float) -> None:
    low, high = paths.bounds(path)
    step = float(paths.extra(path)["step"])
    whole = isinstance(value, int)
    state.put(key, value)
    kind: Any = int if whole else float
    st.slider(
        label,
        min_value=kind(low),
        max_value=kind(high),
        step=kind(step),
        key=key,
        help=help_text,
        format=_format(path, step),
        on_change=_from_widget,
        args=(path, key),
    )


def _nullable(path: str, label: str, help_text: str, value: float | None) -> None:
    key, drawn = f"control {path}", f"drawn {path}"
    word = "rule" if path.startswith("assessment") else "model" if path.endswith("central_share") else "label"
    state.put(drawn, value is None)
    if value is not None:
        _slider(path, key, label, help_text, value)
    st.checkbox(
        f"{label}: {t(f'controls.drawn.{word}').lower()}",
        key=drawn,
        help=t("controls.drawn.help"),
        on_change=_from_checkbox,
        args=(path, drawn),
    )


def _from_widget(path: str, key: str) -> None:
    value = st.session_state[key]
    sets = {path: None if value == OPEN else value}
    if path == "block.drug":
        sets["block.percent"] = load().drugs[value].default_percent
    if path == "patient.region":
        sets = presets.typical(value)
    state.change(sets)


def _from_checkbox(path: str, key: str) -> None:
    low, high = paths.bounds(path)
    default = paths.field_info(path).default
    middle = default if isinstance(default, float) else low + 0.25 * (high - low)
    state.change({path: None if st.session_state[key] else middle})


def options(path: str) -> list[Any]:
    """What can be chosen for a field: drugs, strengths, rules, or the words that its type allows."""
    annotation = paths.field_info(path).annotation
    if path == "block.drug":
        return list(load().drugs)
    if path == "block.percent":
        offered = load().drugs[state.current().block.drug].percents
        return sorted({*offered, state.current().block.percent})
    if path == "assessment.rule":
        return list(load().rules)
    inner = [get_args(part) or (part,) for part in (annotation, *get_args(annotation))]
    words = [word for part in inner for word in part if isinstance(word, str)]
    nullable = type(None) in get_args(annotation)
    return [OPEN, *dict.fromkeys(words)] if nullable and words else list(dict.fromkeys(words))


def _choice(path: str, value: Any) -> str:
    if value == OPEN:
        return t("controls.drawn.rule")
    if path == "block.drug":
        return of("drugs", value, "name", load().drugs[value].name)
    if path == "block.percent":
        return f"{value:g} %"
    if path == "assessment.rule":
        return of("rules", value, "title", load().rules[value].title)
    return t(f"controls.choice.{_plain(path).rpartition('.')[2]}.{value}")


def _plain(path: str) -> str:
    return ".".join(str(part) for part in paths.parts_of(path) if isinstance(part, str))


def _label(path: str) -> str:
    own = f"controls.{_plain(path)}"
    plain_words = state.audience() == "patient" and has(f"{own}.patient")
    return t(f"{own}.patient" if plain_words else f"{own}.label")


def label_of(path: str) -> str:
    """The label of a field; a needle's with the nerve it aims at."""
    if not path.startswith("block.nerves["):
        return _label(path)
    nerve = state.current().block.nerves[int(str(paths.parts_of(path)[2]))]
    return f"{_label(path)}: {nerve.name} {t(f'controls.choice.side.{nerve.side}').lower()}"


def _format(path: str, step: float) -> str:
    unit = str(paths.extra(path).get("unit", ""))
    if unit == "1":
        return "percent"
    digits = max(0, math.ceil(-math.log10(step) - 1e-9))
    word = t(f"controls.unit.{unit}") if has(f"controls.unit.{unit}") else unit
    return f"%.{digits}f {word.replace('%', '%%')}"


def controls_of(tier: str, columns: int = 3) -> None:
    """All controls of a tier under a heading a part (patient, block, assessment), each with its source."""
    for part, places in groupby(of_tier(tier), key=lambda path: path.partition(".")[0]):
        st.markdown(f"**{t(f'controls.part.{part}')}**")
        paths_here = list(places)
        for start in range(0, len(paths_here), columns):
            row = paths_here[start : start + columns]
            for place, path in zip(st.columns(columns, gap="medium"), row, strict=False):
                with place:
                    control(path)
                    if evidence := paths.extra(path).get("evidence"):
                        key = str(evidence)
                        moved = partial(headline_range, state.current(), key)
                        evidence_button(key, moved=moved, place=path)


def of_tier(tier: str) -> list[str]:
    """Paths of all single-valued fields of a tier, in the order of the scenario; needles are left out."""
    found: list[str] = []

    def walk(record: type[BaseModel], prefix: str) -> None:
        for name, info in record.model_fields.items():
            path = f"{prefix}{name}"
            extra = info.json_schema_extra
            if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
                walk(info.annotation, f"{path}.")
            elif isinstance(extra, dict) and extra.get("tier") == tier:
                found.append(path)

    walk(Scenario, "")
    return found
