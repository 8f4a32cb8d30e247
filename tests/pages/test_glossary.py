"""The glossary as a page: every word is there, words are found, and what a link carries is only text."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from content.loader import say
from pages.ui import glossary

ROOT = Path(__file__).parents[2]


def visit(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(query)
    app.run()
    app.switch_page("pages/shared/glossary.py")
    app.run()
    assert not app.exception
    return app


def listed(app: AppTest) -> set[str]:
    shown = "\n".join(str(element.proto.body) for element in app.get("html"))
    return {key for key in glossary.terms() if f'id="term-{key}"' in shown}


# covers: P25
def test_every_word_is_listed_with_both_frames() -> None:
    app = visit()

    assert [title.value for title in app.title] == [say("glossary.page.title")]
    assert listed(app) == glossary.terms().keys()
    entry = glossary.as_html({"negative-block": glossary.terms()["negative-block"]})
    assert say("glossary.page.say") in entry
    assert say("glossary.page.clinical") in entry


def test_words_are_in_the_order_of_the_alphabet() -> None:
    names = [term["name"].casefold() for term in glossary.terms().values()]

    assert names == sorted(names)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mbb", "medial-branch-block"),
        ("RFA", "denervation"),
        ("dye", "contrast"),
        ("high alert", None),
        ("qqq", None),
    ],
)
def test_a_word_is_found_by_any_of_its_names(typed: str, first: str | None) -> None:
    app = visit()
    app.text_input(key="glossary find").set_value(typed).run()
    found = glossary.matching(typed)

    assert listed(app) == found.keys()
    assert first is None or next(iter(found)) == first
    assert (say("glossary.page.none") in [element.value for element in app.markdown]) is (not found)


def test_a_link_looks_a_word_up_and_its_words_stay_text() -> None:
    assert next(iter(glossary.matching("facet joint"))) == "facet-joint"
    assert "facet-joint" in listed(visit(find="facet joint"))

    hostile = visit(find="<img src=x onerror=alert(1)>")
    assert listed(hostile) == set()
    assert str(hostile.text_input(key="glossary find").value).startswith("<img")


def test_words_of_the_glossary_are_never_markup() -> None:
    entry = glossary.as_html({"planted": {"name": "<b>x</b>", "plain": "a & b", "clinical": "<script>"}})

    assert "<b>" not in entry
    assert "<script>" not in entry
    assert "a &amp; b" in entry
