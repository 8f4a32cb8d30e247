"""Controls for the two lists of a scenario: where the pain comes from, and which nerves are blocked."""

from typing import Any, get_args

import streamlit as st

from content import load
from pages.ui import state
from pages.ui.controls import control
from pages.ui.words import t
from simulator import paths
from simulator.scenario import Injection, PainSource, Side, SourceKind, region_nerves

_SIDES = get_args(Side)


def sources_editor() -> None:
    """One row a source: kind, joint and side of a facet joint, weight; add and remove."""
    st.markdown(f"**{t('controls.patient.sources.label')}**", help=t("controls.patient.sources.help"))
    scenario = state.current()
    joints = [joint.name for joint in load().joints.values() if joint.region == scenario.patient.region]
    for i, source in enumerate(scenario.patient.sources):
        row = st.columns([3, 2, 2, 3, 3], vertical_alignment="bottom")
        with row[0]:
            _pick(i, "kind", list(get_args(SourceKind)), source, t("controls.patient.sources.kind", n=i + 1))
        if source.kind == "facet":
            with row[1]:
                _pick(i, "joint", joints, source, t("controls.patient.sources.joint"))
            with row[2]:
                _pick(i, "side", list(_SIDES), source, t("controls.patient.sources.side"))
        with row[3]:
            key = f"source {i} share"
            low, high = paths.bounds(f"patient.sources[{i}].share")
            state.put(key, source.share)
            st.slider(
                t("controls.patient.sources.share"),
                low,
                high,
                step=0.05,
                key=key,
                format="percent",
                on_change=_changed,
                args=(i, "share", key),
            )
        if len(scenario.patient.sources) > 1:
            name = t("controls.patient.sources.remove", n=i + 1)
            row[4].button(
                name, key=f"source {i} remove", icon=":material/close:", on_click=_remove, args=(i,)
            )
    st.button(t("controls.patient.sources.add"), icon=":material/add:", on_click=_add)


def _pick(i: int, field: str, options: list[str], source: PainSource, label: str) -> None:
    key = f"source {i} {field}"
    state.put(key, getattr(source, field))
    st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda one: one if field == "joint" else t(f"controls.choice.{field}.{one}"),
        on_change=_changed,
        args=(i, field, key),
    )


def _rows() -> list[dict[str, Any]]:
    return [source.model_dump() for source in state.current().patient.sources]


def _changed(i: int, field: str, key: str) -> None:
    rows = _rows()
    rows[i][field] = st.session_state[key]
    if field == "kind":
        joints = [
            joint.name for joint in load().joints.values() if joint.region == state.current().patient.region
        ]
        facet = rows[i]["kind"] == "facet"
        rows[i] |= {"joint": joints[-2] if facet else None, "side": "left" if facet else None}
    state.change({"patient.sources": rows})


def _remove(i: int) -> None:
    rows = _rows()
    del rows[i]
    state.change({"patient.sources": rows})


def _add() -> None:
    state.change({"patient.sources": [*_rows(), {"kind": "other", "share": 0.2}]})


def nerves_editor() -> None:
    """Which nerves are blocked, left and right; a needle that stays keeps its place."""
    nerves = region_nerves(state.current().patient.region)
    for side in _SIDES:
        key = f"nerves {side}"
        chosen = [nerve.name for nerve in state.current().block.nerves if nerve.side == side]
        state.put(key, chosen)
        label = f"{t('controls.block.nerves.label')}: {t(f'controls.block.nerves.{side}').lower()}"
        st.pills(
            label,
            nerves,
            selection_mode="multi",
            key=key,
            help=t("controls.block.nerves.help"),
            on_change=_nerves_changed,
        )


def _nerves_changed() -> None:
    kept = {(nerve.name, nerve.side): nerve for nerve in state.current().block.nerves}
    order = region_nerves(state.current().patient.region)
    wanted = [(name, side) for side in _SIDES for name in order if name in st.session_state[f"nerves {side}"]]
    needles = [kept.get(place) or Injection(name=place[0], side=place[1]) for place in wanted]
    state.change({"block.nerves": [needle.model_dump() for needle in needles]})


def needle_controls() -> None:
    """Every field of every needle."""
    for k, nerve in enumerate(state.current().block.nerves):
        side = t(f"controls.choice.side.{nerve.side}").lower()
        st.markdown(f"**{t('controls.block.nerves.needle', nerve=f'{nerve.name} {side}')}**")
        columns = st.columns(4)
        for column, name in zip(
            columns, ("offset_mm", "angle_deg", "course_mm", "intravascular"), strict=True
        ):
            with column:
                control(f"block.nerves[{k}].{name}")
