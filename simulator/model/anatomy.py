"""Stage 1, anatomy: from joints to the nerves that supply them, and from needles to what they can reach.

The layout is the part of a scenario that is not a number: which needles, which nerves, which sources.
All patients of one evaluation share it; a nerve that is not injected in some of them has `active` 0.
"""

from dataclasses import dataclass

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


def tested_joints(scenario: Scenario) -> tuple[Site, ...]:
    """The joints that the block asks about: those named, else those that the injected nerves point to.

    Without `block.joints`: every joint all of whose nerves are injected on one side, and every painful
    joint with at least one of its nerves injected on its side (the block was meant for it).
    """
    sides: list[str] = list(dict.fromkeys(nerve.side for nerve in scenario.block.nerves))
    if scenario.block.joints is not None:
        return tuple((joint, side) for side in sides for joint in scenario.block.joints)
    injected = {(nerve.name, nerve.side) for nerve in scenario.block.nerves}
    painful = {(s.joint, s.side) for s in scenario.patient.sources if s.kind == "facet" and s.share > 0.0}
    found = []
    for side in sides:
        for joint in load().joints.values():
            if joint.region != scenario.patient.region or not joint.nerves:
                continue
            reached = [(nerve, side) in injected for nerve in joint.nerves]
            if all(reached) or (any(reached) and (joint.name, side) in painful):
                found.append((joint.name, side))
    return tuple(found)


def layout_of(scenario: Scenario) -> Layout:
    """The layout of a scenario: its own needles first, then those that the tested joints still lack."""
    tested = tested_joints(scenario)
    given: list[Site] = [(nerve.name, str(nerve.side)) for nerve in scenario.block.nerves]
    lacking = [
        (nerve, side) for joint, side in tested for nerve in supply(joint) if (nerve, side) not in given
    ]
    needles = tuple(dict.fromkeys(given + lacking))

    facets = [(s.joint, s.side) for s in scenario.patient.sources if s.kind == "facet"]
    joints: list[Site] = [(j, str(s)) for j, s in facets if j is not None and s is not None]
    joints += [site for site in tested if site not in joints]
    needed = [(nerve, side) for joint, side in joints for nerve in supply(joint)]
    sites = tuple(dict.fromkeys(list(needles) + needed))

    sources = []
    for source in scenario.patient.sources:
        place = (source.joint, source.side)
        own = supply(source.joint) if source.joint else ()
        indices = tuple(sites.index((nerve, str(source.side))) for nerve in own)
        sources.append(SourceLayout(source.kind, source.joint, source.side, indices, place in tested))
    for joint, side in tested:
        if (joint, side) not in facets:
            indices = tuple(sites.index((nerve, side)) for nerve in supply(joint))
            sources.append(SourceLayout("facet", joint, side, indices, True))
    region = scenario.patient.region
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
