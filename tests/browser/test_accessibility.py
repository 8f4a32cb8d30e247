"""axe-core finds nothing on any page, in both themes, wide and narrow, and no page scrolls sideways."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chromium import Theme, axe_violations, horizontal_overflow_px
from tests.browser.conftest import OpenPage
from tests.browser.pages_list import PAGES, THEMES, WIDTHS
from tests.browser.server import serve


# covers: X18 X23
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "start")
def test_page_is_accessible(open_page: OpenPage, path: str, theme: Theme, width: int) -> None:
    """No violation of WCAG 2.2 A and AA or of axe's best practice; no horizontal overflow."""
    page = open_page(path, width, theme, axe=True)

    violations = axe_violations(page)

    assert not violations, "\n".join(violations)
    assert horizontal_overflow_px(page) <= 0


@pytest.mark.parametrize("theme", THEMES)
def test_theme_is_accessible_with_every_widget(open_page: OpenPage, theme: Theme) -> None:
    """The colours of config.toml hold for every widget that a page may come to use."""
    with serve(Path(__file__).with_name("every_widget.py")) as gallery:
        violations = axe_violations(open_page("", theme=theme, url=gallery.url, axe=True))

    assert not violations, "\n".join(violations)


def test_axe_is_awake(open_page: OpenPage) -> None:
    """The checker reports a fault that is planted: a green run means that it looked."""
    page = open_page(axe=True)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"favicon.png\">')")

    assert any(violation.startswith("image-alt") for violation in axe_violations(page))
