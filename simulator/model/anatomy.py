"""Stage 1, anatomy: from joints to the nerves that supply them, and from needles to what they can reach.

The layout is the part of a scenario that is not a number: which needles, which nerves, which sources.
All patients of one evaluation share it; a nerve that is not injected in some of them has `active` 0.
"""

from dataclasses import dataclass
from functools import lru_cache

from content import load
from simulator.scenario import Scenario, region_nerves

Site = tuple[str, str]
"""A nerve and its side."""


@dataclass(frozen=True)
class Pair:
    """Fluid of one needle at one nerve. `reach_mm` 0: the needle's own target, else a neighbour."""

    needle: int
    site: int
    reach_mm: float


@dataclass(frozen=True)
class SourceLayout:
    """A source of pain. `sites`: the nerves of its joint (empty unless a facet joint)."""

    kind: str
    joint: str | None
    side: str | None
    sites: tuple[int, ...]
    tested: bool


@dataclass(frozen=True)
class Layout:
    """Needles (the first `given` are the scenario's own, the rest were left out), nerves, pairs, sources."""

    region: str
    needles: tuple[Site, ...]
    given: int
    sites: tuple[Site, ...]
    pairs: tuple[Pair, ...]
    sources: tuple[SourceLayout, ...]
    tested: tuple[Site, ...]


def supply(joint: str) -> tuple[str, ...]:
    """Names of the nerves of a facet joint; empty for the two that no block reaches. KeyError if unknown."""
    return load().joints[joint].nerves


def layout_of(scenario: Scenario) -> Layout:
    """The layout of a scenario: its own needles first, then those that the tested joints still lack."""
    return _layout(
        scenario.patient.region,
        tuple((nerve.name, nerve.side) for nerve in scenario.block.nerves),
        scenario.block.joints,
        tuple((s.kind, s.joint, s.side, s.share > 0.0) for s in scenario.patient.sources),
    )


def layout_for(
    region: str,
    needles: tuple[Site, ...],
    joints: tuple[str, ...],
    sources: tuple[tuple[str, str | None], ...],
) -> Layout:
    """A layout that many patients share: `needles`, the `joints` they test, `sources` as (kind, joint).

    Everything lies on the side of the first needle. Patients differ in their shares, which may be 0.
    """
    side = needles[0][1]
    rows = tuple((kind, joint, side if joint else None, False) for kind, joint in sources)
    return _layout(region, needles, joints, rows)


def tested_joints(
    region: str, needles: tuple[Site, ...], joints: tuple[str, ...] | None, painful: set[Site]
) -> tuple[Site, ...]:
    """The joints that a block asks about: those named, else those that the injected nerves point to.

    Without named joints: every joint all of whose nerves are injected on one side, and every painful
    joint with at least one of its nerves injected on its side (the block was meant for it).
    """
    sides = dict.fromkeys(side for _, side in needles)
    if joints is not None:
        return tuple((joint, side) for side in sides for joint in joints)
    found = []
    for side in sides:
        for joint in load().joints.values():
            if joint.region != region or not joint.nerves:
                continue
            reached = [(nerve, side) in needles for nerve in joint.nerves]
            if all(reached) or (any(reached) and (joint.name, side) in painful):
                found.append((joint.name, side))
    return tuple(found)


@lru_cache(maxsize=256)
def _layout(
    region: str,
    given: tuple[Site, ...],
    joints: tuple[str, ...] | None,
    patient: tuple[tuple[str, str | None, str | None, bool], ...],
) -> Layout:
    facets = [(j, s) for kind, j, s, _ in patient if kind == "facet" and j is not None and s is not None]
    painful = {(str(j), str(s)) for kind, j, s, hurts in patient if kind == "facet" and hurts}
    tested = tested_joints(region, given, joints, painful)
    lacking = [
        (nerve, side) for joint, side in tested for nerve in supply(joint) if (nerve, side) not in given
    ]
    needles = tuple(dict.fromkeys([*given, *lacking]))
    needed = [(nerve, side) for joint, side in [*facets, *tested] for nerve in supply(joint)]
    sites = tuple(dict.fromkeys([*needles, *needed]))

    def source(kind: str, joint: str | None, side: str | None) -> SourceLayout:
        own = tuple(sites.index((nerve, str(side))) for nerve in supply(joint)) if joint else ()
        return SourceLayout(kind, joint, side, own, (joint, side) in tested)

    sources = [source(kind, joint, side) for kind, joint, side, _ in patient]
    sources += [source("facet", joint, side) for joint, side in tested if (joint, side) not in facets]
    return Layout(region, needles, len(given), sites, _pairs(region, needles, sites), tuple(sources), tested)


def _pairs(region: str, needles: tuple[Site, ...], sites: tuple[Site, ...]) -> tuple[Pair, ...]:
    order = region_nerves(region)
    library = load()
    pairs = [Pair(k, sites.index(needle), 0.0) for k, needle in enumerate(needles)]
    for k, (name, side) in enumerate(needles):
        for j, (other, other_side) in enumerate(sites):
            if side == other_side and abs(order.index(name) - order.index(other)) == 1:
                near = (
                    "neighbour.third_occipital_mm"
                    if "TON" in (name, other)
                    else f"neighbour.branch_mm.{region}"
                )
                pairs.append(Pair(k, j, library.value(near)))
    return tuple(pairs)
