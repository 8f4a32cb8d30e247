"""The document as assistive technology meets it: its language, and the menu of a narrow screen as lists."""

from __future__ import annotations

from tests.browser.conftest import OpenPage


def test_the_document_says_its_language(open_page: OpenPage) -> None:
    page = open_page("about")
    page.evaluate("() => { document.documentElement.lang = 'xx'; }")
    page.reload()
    page.wait_for_function("() => document.documentElement.lang === 'en'")


def test_each_section_of_the_narrow_menu_is_a_named_list(open_page: OpenPage) -> None:
    page = open_page("about", 390)
    menu = page.locator('[data-testid="stSidebarNavItems"]')
    lists = menu.locator('[role="list"]')
    lists.first.wait_for(state="attached")
    names = [lists.nth(i).get_attribute("aria-label") for i in range(lists.count())]
    assert all(names)
    assert len(set(names)) == len(names) >= 2
    assert menu.get_attribute("role") == "presentation"
