"""Horizontal bars under their own words: one row a bar, so that long words fit a phone."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from content.loader import say
from pages.figures import theme

_LINE_PX, _BAR_PX, _GAP_PX = 18, 18, 9
_BOTTOM_PX, _RIGHT_PX = 46, 54
_CHARACTERS = 48
"""Words longer than this take a second line."""


@dataclass(frozen=True)
class Rows:
    """Rows of equal height, counted down: `lines` of words above a bar, over `span` of what `title` says
    (relief in percent without one), a mark every `step`."""

    count: int
    lines: int
    span: tuple[float, float]
    top_px: int
    title: str = ""
    step: float = 25.0

    @property
    def row_px(self) -> int:
        """Height of a row."""
        return self.lines * _LINE_PX + _BAR_PX + _GAP_PX

    @property
    def bar(self) -> float:
        """Thickness of a bar as a share of its row."""
        return _BAR_PX / self.row_px

    def centre(self, row: int) -> float:
        """Height of a row's bar on the vertical axis."""
        return row + 0.5 - (_GAP_PX + _BAR_PX / 2.0) / self.row_px

    def words(self, text: str, row: int) -> theme.Json:
        """What a bar stands for, above it, at the left edge."""
        at = self.centre(row) - self.bar / 2.0
        return theme.note(text, 0.0, at, xref="paper", yanchor="bottom", yshift=2)

    def value(self, text: str, x: float, row: int, *, left: bool = False) -> theme.Json:
        """A bar's number at one of its ends."""
        anchor, shift = ("right", -6) if left else ("left", 6)
        return theme.note(f"<b>{text}</b>", x, self.centre(row), xanchor=anchor, xshift=shift)

    def layout(
        self, lang: str, annotations: Sequence[theme.Json], shapes: Sequence[theme.Json]
    ) -> theme.Json:
        """The layout, as high as the rows need."""
        return theme.layout(
            self.top_px + _BOTTOM_PX + self.row_px * self.count,
            {
                "range": list(self.span),
                "tick0": 0.0,
                "dtick": self.step,
                "showgrid": True,
                "title": theme.axis_title(self.title or say("figures.axis.relief", lang)),
            },
            {
                "range": [self.count - 0.5, -0.5],
                "showticklabels": False,
                "showgrid": False,
                "zeroline": False,
            },
            annotations,
            shapes,
            margin={"l": 12, "r": _RIGHT_PX, "t": self.top_px, "b": _BOTTOM_PX, "pad": 0},
            barmode="overlay",
        )


def rows_for(words: Sequence[str], values: Sequence[float], top_px: int = 4) -> Rows:
    """Rows for these (wrapped) words and values: 0 to 100 %, wider by 25 only where a value lies outside."""
    low, high = min((0.0, *values)), max((100.0, *values))
    lines = max((text.count("<br>") + 1 for text in words), default=1)
    return Rows(max(1, len(words)), lines, (25.0 * (low // 25.0), -25.0 * (-high // 25.0)), top_px)


def wrap(text: str) -> str:
    """Words from outside as literal text on at most two lines."""
    found = textwrap.wrap(text, _CHARACTERS, max_lines=2, placeholder="…") or [""]
    return "<br>".join(theme.escape(line, _CHARACTERS) for line in found)
