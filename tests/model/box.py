"""The whole box of inputs, derived from the fields of the scenario: every bound, every choice, every null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from content import load
from simulator import paths
from simulator.scenario import Assessment, Block, Injection, PainSource, Patient, Scenario, region_nerves

RECORDS: dict[str, type[BaseModel]] = {
    "patient": Patient,
    "patient.sources[0]": PainSource,
    "block": Block,
    "block.nerves[0]": Injection,
    "assessment": Assessment,
}
LISTS = ("patient.sources", "block.nerves", "block.joints")
"""Fields that are lists; their items are drawn by hand, because they must fit one another."""
ANATOMY = (
    "patient.region",
    "patient.sources[0].kind",
    "patient.sources[0].joint",
    "patient.sources[0].side",
    "block.nerves[0].name",
    "block.nerves[0].side",
)
"""Fields that name a place; they too must fit one another."""


def leaves() -> Iterator[tuple[str, FieldInfo]]:
    """Every field of a scenario that holds a value of its own, with its path."""
    for name, info in Scenario.model_fields.items():
        if name not in RECORDS:
            yield name, info
    for prefix, record in RECORDS.items():
        for name, info in record.model_fields.items():
            yield f"{prefix}.{name}", info


def nullable(info: FieldInfo) -> bool:
    return type(None) in get_args(info.annotation)


def options(path: str, info: FieldInfo) -> list[Any] | None:
    """The values of a choice, or None for a number."""
    if path.endswith(".drug"):
        return list(load().drugs)
    if path.endswith(".rule"):
        return list(load().rules)
    for kind in (info.annotation, *get_args(info.annotation)):
        if kind is bool:
            return [False, True]
        if get_origin(kind) is Literal:
            return list(get_args(kind))
    return None


def corners(path: str, info: FieldInfo) -> list[Any]:
    """The extreme values of a field: its bounds or choices, and null where allowed. Empty for a place."""
    if path in (*LISTS, *ANATOMY, "schema_version"):
        return []
    found = options(path, info) or [_typed(info, bound) for bound in paths.bounds(path)]
    return [*found, None] if nullable(info) else found


def _typed(info: FieldInfo, value: float) -> float | int:
    return int(value) if info.annotation is int else value


@st.composite
def values(draw: st.DrawFn, record: str, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """A value within its bounds for every field of a record."""
    found: dict[str, Any] = {}
    for name, info in RECORDS[record].model_fields.items():
        path = f"{record}.{name}"
        if path in LISTS or name in ("region", *skip):
            continue
        choice = options(path, info)
        if choice:
            one: st.SearchStrategy[Any] = st.sampled_from(choice)
        elif info.annotation is int:
            one = st.integers(*(int(bound) for bound in paths.bounds(path)))
        else:
            one = st.floats(*paths.bounds(path)) | st.sampled_from(paths.bounds(path))
        found[name] = draw(one | st.none() if nullable(info) else one)
    return found


@st.composite
def any_scenario(draw: st.DrawFn, most: int = 4) -> Scenario:
    """Any scenario that the records allow, with up to `most` needles and as many sources."""
    region = draw(st.sampled_from(["lumbar", "cervical", "thoracic"]))
    joints = [name for name, joint in load().joints.items() if joint.region == region]
    sides = st.sampled_from(["left", "right"])
    sites = draw(
        st.lists(
            st.tuples(st.sampled_from(region_nerves(region)), sides), min_size=1, max_size=most, unique=True
        )
    )
    needles = [
        draw(values("block.nerves[0]", ("name", "side"))) | {"name": name, "side": side}
        for name, side in sites
    ]
    facet = st.builds(
        lambda joint, side: {"kind": "facet", "joint": joint, "side": side}, st.sampled_from(joints), sides
    )
    kinds = [kind for kind in get_args(PainSource.model_fields["kind"].annotation) if kind != "facet"]
    other = st.builds(lambda kind: {"kind": kind}, st.sampled_from(kinds))
    sources = draw(st.lists(facet | other, min_size=1, max_size=most))
    shares = st.floats(1e-6, 1.0) | st.just(1.0)
    sources = [
        source | {"share": draw(shares if i == 0 else shares | st.just(0.0))}
        for i, source in enumerate(sources)
    ]
    tested = draw(st.none() | st.lists(st.sampled_from(joints), max_size=2, unique=True))
    return paths.validate(
        {
            "seed": draw(st.integers(0, 2**53 - 1)),
            "patient": draw(values("patient")) | {"region": region, "sources": sources},
            "block": draw(values("block")) | {"nerves": needles, "joints": tested},
            "assessment": draw(values("assessment")),
        }
    )
