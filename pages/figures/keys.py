"""The key of a figure: what its marks mean, one a line above the plot, so that it fits a phone."""

from collections.abc import Sequence

from pages.figures import theme

LINE_PX = 19
_LOWEST_PX = 6

Entry = tuple[str, str, str]
"""A mark, its colour, what it means."""


def height_px(count: int) -> int:
    """Room that so many entries take above the plot."""
    return _LOWEST_PX + LINE_PX * count + 4


def key(entries: Sequence[Entry], above_px: int = 0) -> list[theme.Json]:
    """The entries as notes, the last of them `above_px` above the plot."""
    lowest = _LOWEST_PX + above_px
    return [
        theme.note(
            f"{theme.paint(mark, colour)} {text}",
            0.0,
            1.0,
            xref="paper",
            yref="paper",
            yanchor="bottom",
            yshift=lowest + LINE_PX * (len(entries) - 1 - i),
            font=theme.font(theme.SMALL_PX),
        )
        for i, (mark, colour, text) in enumerate(entries)
    ]
