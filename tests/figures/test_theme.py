"""The theme: contrast on both backgrounds, and the one thing it takes from inside Streamlit."""

from __future__ import annotations

import colorsys
import tomllib
from pathlib import Path

import pytest
import streamlit
from streamlit.elements.lib import streamlit_plotly_theme

from pages.figures import theme

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_known_pairs() -> None:
    """The measure itself."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#0072B2", "#FFFFFF") == pytest.approx(5.19, abs=0.01)


# covers: X18
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("background", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("colour", theme.COLOURS)
def test_every_colour_reaches_three_to_one(colour: str, background: str, mode: str) -> None:
    """On the app's own backgrounds, cards included, in both themes."""
    assert contrast(colour, CONFIG["theme"][mode][background]) >= 3.0


# covers: X19
@pytest.mark.parametrize("colour", theme.COLOURS)
def test_nothing_is_told_by_red_against_green(colour: str) -> None:
    """No colour of the data is a green, so none can stand against a red."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    assert saturation < 0.2 or not 75.0 <= 360.0 * hue <= 170.0


def test_series_differ_by_more_than_hue() -> None:
    """As many dashes as direct labels can be told apart, marks and their characters in pairs."""
    assert len(set(theme.SYMBOLS)) == len(set(theme.GLYPHS)) == len(theme.SYMBOLS)
    assert len(set(theme.DASHES)) >= 4


def test_the_text_colour_is_one_that_streamlit_exchanges() -> None:
    """Its Python theme and the code in the browser still know the placeholder as the strongest text."""
    assert theme.TEXT == streamlit_plotly_theme.GRAY_90
    static = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (bundle,) = static.glob("PlotlyChart.*.js")
    assert theme.TEXT in bundle.read_text(encoding="utf-8")


def test_numbers_as_written() -> None:
    """A sign, a true minus, no sign on zero; whole where whole."""
    assert [theme.signed(x) for x in (4.62, -4.6, 0.04, -0.04)] == ["+4.6", "−4.6", "0.0", "0.0"]
    assert [theme.neat(x) for x in (7.0, 3.14159, -0.04)] == [7, 3.1, 0]


def test_a_name_from_outside_is_literal_and_short() -> None:
    """Nothing in a name is markup, and none runs out of a phone's screen."""
    assert theme.escape("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert len(theme.escape("x" * 100)) == 34
