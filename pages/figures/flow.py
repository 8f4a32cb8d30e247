"""A hundred people through a paradigm: what hurts, who is denervated, who is relieved. Whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from content import load
from content.loader import say
from pages.figures import theme
from simulator.describe import Audience
from simulator.trial_report import FLOW, Outcome

_TOP_PX, _BOTTOM_PX, _INSIDE_PX = 30, 8, 400
HEIGHT_PX = _TOP_PX + _BOTTOM_PX + _INSIDE_PX
_GAP_PX, _THICK_PX = 32.0, 12.0
_COLUMNS = (
    ("facet", "other"),
    ("treated", "needless", "missed", "spared"),
    ("relieved", "not_relieved", "left"),
)
"""Nodes from left to right and from top to bottom. The second column is the table of right and wrong."""

_WRONG = ("needless", "missed")
_PATHS = (
    ("facet", "treated", "relieved"),
    ("facet", "treated", "not_relieved"),
    ("facet", "missed", "left"),
    ("other", "needless", "relieved"),
    ("other", "needless", "not_relieved"),
    ("other", "spared", "left"),
)
"""The way of each place where people end, in the order of `trial_report.FLOW`."""


@dataclass(frozen=True)
class Node:
    """A node with its people, and the edges of its box in pixels from the top."""

    name: str
    column: int
    people: int
    top: float
    bottom: float


def people(outcome: Outcome) -> dict[str, int]:
    """How many of a hundred pass each node; every column adds up to 100."""
    ends = [outcome.flow[name] for name in FLOW]
    return {
        node: sum(n for n, path in zip(ends, _PATHS, strict=True) if node in path)
        for column in _COLUMNS
        for node in column
    }


def nodes(outcome: Outcome) -> tuple[Node, ...]:
    """The nodes that anybody passes, stacked in their columns, all to one scale."""
    counts = people(outcome)
    columns = [[name for name in column if counts[name]] for column in _COLUMNS]
    room = _INSIDE_PX - _GAP_PX * max(map(len, columns))
    found = []
    for i, column in enumerate(columns):
        at = (_INSIDE_PX - room - _GAP_PX * len(column)) / 2.0
        for name in column:
            top = at + _GAP_PX
            at = top + room * counts[name] / 100.0
            found.append(Node(name, i, counts[name], top, at))
    return tuple(found)


def flow_figure(outcome: Outcome, audience: Audience = "trainee", lang: str = "en") -> theme.Figure:
    """A Sankey of three columns. Blue: the tested joints are the source; grey: they are not."""
    found = nodes(outcome)
    place = {node.name: i for i, node in enumerate(found)}
    words = {node.name: say(f"trial.flow.{audience}.{node.name}", lang) for node in found}
    links = [
        (source, target, n, path[0])
        for name, path in zip(FLOW, _PATHS, strict=True)
        for source, target in pairwise(path)
        if (n := outcome.flow[name])
    ]
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "orientation": "h",
        "domain": {"x": [0.0, 1.0], "y": [0.0, 1.0 - _GAP_PX / _INSIDE_PX]},
        "node": {
            "label": ["" for _ in found],
            "customdata": [_label(node, words, lang) for node in found],
            "x": [(0.001, 0.5, 0.999)[node.column] for node in found],
            "y": [((node.top + node.bottom) / 2.0 - _GAP_PX) / (_INSIDE_PX - _GAP_PX) for node in found],
            "pad": _GAP_PX,
            "thickness": _THICK_PX,
            "color": [_colour(node.name) for node in found],
            "line": {"width": 0},
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [place[source] for source, _, _, _ in links],
            "target": [place[target] for _, target, _, _ in links],
            "value": [n for _, _, n, _ in links],
            "color": [theme.faint(_colour(truth)) for _, _, _, truth in links],
            "customdata": [
                say("trial.flow.hover", lang, source=words[source], target=words[target], count=n)
                for source, target, n, _ in links
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    notes = [*_heads(lang), *(_note(node, words, lang) for node in found)]
    sides = {"l": 2, "r": 2, "t": _TOP_PX, "b": _BOTTOM_PX, "pad": 0}
    hidden = {"range": [0.0, 1.0], "visible": False}
    return theme.figure([trace], theme.layout(HEIGHT_PX, hidden, hidden, notes, margin=sides))


def flow_table(
    sides: Sequence[tuple[str, Outcome]], audience: Audience = "trainee", lang: str = "en"
) -> list[dict[str, str | float]]:
    """Every node with its people, one column a side."""
    counts = [(title, people(outcome)) for title, outcome in sides]
    return [
        {say("trial.flow.table_node", lang): say(f"trial.flow.{audience}.{node}", lang)}
        | {say("trial.flow.table_side", lang, side=title): found[node] for title, found in counts}
        for column in _COLUMNS
        for node in column
    ]


def _colour(node: str) -> str:
    return theme.BLUE if node in ("facet", "treated", "missed") else theme.GREY


def _label(node: Node, words: dict[str, str], lang: str) -> str:
    return say("trial.flow.label", lang, word=words[node.name], count=node.people)


def _note(node: Node, words: dict[str, str], lang: str) -> theme.Json:
    """A node's word and number above it; what went wrong has a mark of its own."""
    mark = f"{theme.paint(theme.GLYPHS[5], theme.VERMILLION)} " if node.name in _WRONG else ""
    x, anchor = ((0.0, "left"), (0.5, "center"), (1.0, "right"))[node.column]
    at = {"xref": "paper", "yref": "paper", "xanchor": anchor, "yanchor": "bottom", "yshift": 1}
    return theme.note(f"{mark}{_label(node, words, lang)}", x, 1.0 - node.top / _INSIDE_PX, **at)


def _heads(lang: str) -> list[theme.Json]:
    """What each column shows, above it."""
    heads = zip(("source", "choice", "outcome"), (0.0, 0.5, 1.0), ("left", "center", "right"), strict=True)
    shared = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "font": theme.font(theme.SMALL_PX)}
    months = theme.number(load().value("denervation.success_months"))
    return [
        theme.note(say(f"trial.flow.{head}", lang, months=months), x, 1.0, xanchor=anchor, yshift=8, **shared)
        for head, x, anchor in heads
    ]
