"""Where labels go: beside what they name, clear of curves, marks, lines and each other.

Sizes are worked out for the plotting area of a phone. A label that is clear there is clear on a wider screen
too, because it is anchored to the data and takes a smaller part of the picture.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pages.figures import theme

Floats = NDArray[np.float64]

_COLUMN_PX = 4.0
_COLUMNS = int(theme.NARROW_PX / _COLUMN_PX)
_PX_PER_CHARACTER, _LINE_PX = 0.46, 1.3
_GAP_PX = 5.0
_ALONG = np.linspace(1.0, 0.0, 25)
_BESIDE = np.array([0.75, 0.5, 0.25])

# What a place costs: each pixel outside, a label under it, a column of a curve, a mark, a line across it,
# another curve nearer than its own, each pixel away from its own, the whole width away
# from where it is wanted, a text with fewer words.
_OUTSIDE, _ON_LABEL, _ON_CURVE, _ON_POINT, _ON_LINE = 50.0, 500.0, 8.0, 12.0, 8.0
_NEARER_TO_ANOTHER, _FAR, _ASIDE, _SHORTER = 6.0, 0.3, 10.0, 6.0

ANCHORS = ("left", "center", "right")
_ANCHOR_SHARES = np.array([0.0, 0.5, 1.0])
SIDES = ("bottom", "middle", "top")


@dataclass(frozen=True)
class Spots:
    """Places for one label, as arrays: what it hangs on, left and lower edge (px), sides, a price for each.

    What it hangs on moves with the width of the picture; its distance from there does not.
    """

    on: Floats
    left: Floats
    base: Floats
    anchor: NDArray[np.intp]
    side: NDArray[np.intp]
    price: Floats

    @staticmethod
    def of(rows: Iterable[tuple[float, float, float, int, int, float]]) -> "Spots":
        """From rows of the point hung on, left edge, lower edge, index of anchor and of side, price."""
        on, left, base, anchor, side, price = (np.array(column) for column in zip(*rows, strict=True))
        return Spots(on, left, base, anchor, side, price)


@dataclass
class Canvas:
    """The plotting area of a phone and what already stands in it. Ranges and data share one scale."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    height_px: float
    headroom_px: float = 0.0
    curves: list[tuple[Floats, Floats]] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    uprights: list[float] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def x_px(self, x: float) -> float:
        """Pixels from the left edge."""
        return theme.NARROW_PX * (x - self.x_range[0]) / (self.x_range[1] - self.x_range[0])

    def y_px(self, y: float) -> float:
        """Pixels from the lower edge."""
        return self.height_px * (y - self.y_range[0]) / (self.y_range[1] - self.y_range[0])

    def add_curve(self, x: Floats, y: Floats) -> int:
        """A curve that labels keep clear of, as the band it fills in each column of pixels. Its index."""
        low, high = self.x_range
        at = np.interp(low + np.linspace(0.0, 1.0, _COLUMNS + 2) * (high - low), x, y)
        pixels = self.height_px * (at - self.y_range[0]) / (self.y_range[1] - self.y_range[0])
        self.curves.append((np.minimum(pixels[:-1], pixels[1:]), np.maximum(pixels[:-1], pixels[1:])))
        return len(self.curves) - 1

    def add_points(self, x: Iterable[float], y: Iterable[float]) -> None:
        """Marks that labels keep clear of."""
        self.points.extend((self.x_px(a), self.y_px(b)) for a, b in zip(x, y, strict=True))

    def along_curve(self, texts: Sequence[str], curve: int, wanted: float = 1.0) -> theme.Json:
        """The label of a curve: above, below or beside it, near `wanted` (share of the width).

        `texts`: the same in ever less space; a later one is taken where an earlier one would not be clear.
        """
        low, high = self.curves[curve]
        tried = []
        for rank, text in enumerate(texts):
            width, height = extent(text, theme.FONT_PX)
            on = np.repeat(_ALONG * theme.NARROW_PX, len(ANCHORS))
            left = on - np.tile(_ANCHOR_SHARES, len(_ALONG)) * width
            columns = _columns(left, width)
            price = np.repeat(_ASIDE * np.abs(_ALONG - wanted) + _SHORTER * rank, len(ANCHORS))
            anchor = np.tile(np.arange(len(ANCHORS)), len(_ALONG))
            over = high[columns].max(axis=1) + _GAP_PX
            under = low[columns].min(axis=1) - _GAP_PX - height
            last = np.array([np.flatnonzero(high >= share * high.max())[-1] + 1.0 for share in _BESIDE])
            beside = last * _COLUMN_PX
            aside = _ASIDE * np.abs(beside / theme.NARROW_PX - wanted) + _SHORTER * rank
            zeros, threes = np.zeros_like(anchor), np.zeros(len(_BESIDE), dtype=np.intp)
            tried.append(
                (
                    text,
                    Spots(
                        np.concatenate([on, on, beside]),
                        np.concatenate([left, left, beside + 8.0]),
                        np.concatenate([over, under, _BESIDE * float(high.max()) - height / 2.0]),
                        np.concatenate([anchor, anchor, threes]),
                        np.concatenate([zeros, zeros + 2, threes + 1]),
                        np.concatenate([price, price + 0.5, aside]),
                    ),
                )
            )
        return self._put(tried, theme.FONT_PX, curve)

    def on_level(self, texts: Sequence[str], y: float) -> theme.Json:
        """The label of a level line: on it or under it, at its right end where there is room."""
        level = self.y_px(y)
        tried = []
        for rank, text in enumerate(texts):
            width, height = extent(text, theme.SMALL_PX)
            found = []
            for share in _ALONG:
                left = share * (theme.NARROW_PX - width)
                price = _ASIDE * (1.0 - share) + _SHORTER * rank
                anchor = 2 if share == 1.0 else 0
                on = left + _ANCHOR_SHARES[anchor] * width
                found.append((on, left, level + 1.0, anchor, 0, price))
                found.append((on, left, level - 1.0 - height, anchor, 2, price + 1.0))
            tried.append((text, Spots.of(found)))
        return self._put(tried, theme.SMALL_PX, None)

    def on_upright(self, text: str, x: float) -> theme.Json:
        """The label of an upright line: to its right, at the top where there is room, else lower or left."""
        width, height = extent(text, theme.SMALL_PX)
        at = self.x_px(x)
        found = []
        for share in _ALONG:
            base = share * (self.height_px - height)
            for a, left in ((0, at + 5.0), (2, at - 5.0 - width)):
                found.append((at, left, base, a, 1, _ASIDE * (1.0 - share) + a))
        return self._put([(text, Spots.of(found))], theme.SMALL_PX, None)

    def near(
        self, text: str, x: float, y: float, size: int = theme.FONT_PX, gap_px: float = 8.0
    ) -> theme.Json:
        """The label of one point: to its right, its left, above or below, further away if it must be."""
        width, height = extent(text, size)
        px, py = self.x_px(x), self.y_px(y)
        found = []
        for far in (1.0, 2.0, 3.5, 5.0, 7.5):
            for price, (dx, dy) in enumerate(
                ((1, 0), (1, 1), (1, -1), (0, 1), (0, -1), (-1, 0), (-1, 1), (-1, -1))
            ):
                left = px + dx * gap_px * (far if dy == 0 else 1.0) - width * (1 - dx) / 2.0
                base = py + dy * gap_px * far - height * (1 - dy) / 2.0
                found.append((px, left, base, 1 - dx, 1 - dy, price + 3.0 * (far - 1.0)))
        return self._put([(text, Spots.of(found))], size, None)

    def _put(self, tried: Sequence[tuple[str, Spots]], size: int, own: int | None) -> theme.Json:
        """The cheapest place of the cheapest text, marked as taken."""
        costs = [self._costs(spots, *extent(text, size), own) for text, spots in tried]
        chosen = min(range(len(tried)), key=lambda i: float(costs[i].min()))
        text, spots = tried[chosen]
        best = int(costs[chosen].argmin())
        width, height = extent(text, size)
        left, base = float(spots.left[best]), float(spots.base[best])
        self.taken.append((left, base, left + width, base + height))
        anchor, side = ANCHORS[spots.anchor[best]], SIDES[spots.side[best]]
        on = float(spots.on[best])
        shift = round(left + float(_ANCHOR_SHARES[spots.anchor[best]]) * width - on, 1)
        x = on / theme.NARROW_PX
        y = (base + height * spots.side[best] / 2.0) / self.height_px
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        at = {"xanchor": anchor, "yanchor": side, "align": anchor} | ({"xshift": shift} if shift else {})
        x, y = round(x0 + x * (x1 - x0), 4), round(y0 + y * (y1 - y0), 4)
        return theme.note(text, x, y, font=theme.font(size), **at)

    def _costs(self, spots: Spots, width: float, height: float, own: int | None) -> Floats:
        left, base = spots.left, spots.base
        right, top = left + width, base + height
        over = np.maximum(0.0, -left) + np.maximum(0.0, right - theme.NARROW_PX)
        over += np.maximum(0.0, -base) + np.maximum(0.0, top - self.height_px - self.headroom_px)
        costs = spots.price + _OUTSIDE * over
        for x0, y0, x1, y1 in self.taken:
            costs += _ON_LABEL * (
                (left < x1 + 4.0) & (x0 < right + 4.0) & (base < y1 + 1.0) & (y0 < top + 1.0)
            )
        columns = _columns(left, width)
        gaps = []
        for low, high in self.curves:
            under, upper = low[columns], high[columns]
            hit = (upper > base[:, None] - 2.0) & (under < top[:, None] + 2.0)
            costs += _ON_CURVE * hit.sum(axis=1)
            gaps.append(np.maximum(under - top[:, None], base[:, None] - upper).min(axis=1))
        if self.points:
            x, y = np.array(self.points).T
            beside = (left[:, None] - 5.0 < x) & (x < right[:, None] + 5.0)
            costs += _ON_POINT * (beside & (base[:, None] - 4.0 < y) & (y < top[:, None] + 4.0)).sum(axis=1)
        for level in self.levels:
            y = self.y_px(level)
            costs += _ON_LINE * ((base + 0.5 < y) & (y < top - 0.5))
        for upright in self.uprights:
            x = self.x_px(upright)
            costs += _ON_LINE * ((left < x) & (x < right))
        if own is not None:
            costs += _FAR * np.maximum(0.0, gaps[own])
            for i, gap in enumerate(gaps):
                if i != own:
                    costs += _NEARER_TO_ANOTHER * (gap < gaps[own] - 1.0)
        return np.asarray(costs)


def extent(text: str, size: int) -> tuple[float, float]:
    """Width and height of a label in pixels, from its visible characters."""
    lines = re.sub(r"<(?!br)[^>]*>", "", text).split("<br>")
    return _PX_PER_CHARACTER * size * max(map(len, lines)), _LINE_PX * size * len(lines)


def spread(centres: Sequence[float], widths: Sequence[float], room: float, gap: float = 8.0) -> list[float]:
    """Centres of boxes on one line moved apart, in order, inside 0 to `room`, each as near as it can be."""
    moved = [min(max(c, w / 2.0), room - w / 2.0) for c, w in zip(centres, widths, strict=True)]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + gap + (widths[i - 1] + widths[i]) / 2.0)
    for i in range(len(moved) - 1, -1, -1):
        limit = room - widths[i] / 2.0
        if i + 1 < len(moved):
            limit = moved[i + 1] - gap - (widths[i] + widths[i + 1]) / 2.0
        moved[i] = min(moved[i], limit)
    return moved


def _columns(left: Floats, width: float) -> NDArray[np.intp]:
    """Indices of the columns under boxes of one width, one row a box; beyond the edges the outermost."""
    first = np.floor(left / _COLUMN_PX).astype(np.intp)
    return np.asarray(np.clip(first[:, None] + np.arange(int(width / _COLUMN_PX) + 2), 0, _COLUMNS))
