"""Whatever stands in the address is text: nothing of it runs, nothing of it becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

SCRIPT = "<script>window.hit=1</script>"
IMAGE = '<img src=x onerror="window.hit=1">'
MARKUP = "[click](javascript:window.hit=1) **bold** $x$ :red[red]"

ADDRESSES = [
    f"lab?v=1.1.0.0&s={quote(SCRIPT)}",
    f"lab?v={quote(IMAGE)}&s=eJyrVipOzkjNTVSyMqwFABoaBDc",
    f"compare?v={quote(MARKUP)}&s={quote(IMAGE)}",
    f"sources?key={quote(SCRIPT)}",
    f"sources?key={quote(IMAGE + MARKUP)}",
    f"help-now?lang={quote(SCRIPT)}",
]


# covers: X15
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_only_text(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    assert page.evaluate("() => window.hit === undefined")
    assert page.locator("main script, main img[onerror], [href^=javascript]").count() == 0
    assert page.locator("h1").count() == 1


def test_a_broken_link_says_what_is_wrong_and_shows_the_usual_case(open_page: Callable[..., Page]) -> None:
    page = open_page("lab?v=1.1.0.0&s=AAAA")
    assert page.get_by_role("alert").filter(has_text="could not be opened").count() == 1
    assert page.locator("[data-testid=live-widget]").count() == 1
