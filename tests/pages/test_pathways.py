"""Pathways as a page: every state shows its steps, both sides of each, and a link opens a state."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from content.states import states

PAGE = Path(__file__).parents[2] / "pages" / "clinicians" / "pathways.py"


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("key", states())
def test_a_link_opens_a_state_with_both_sides_of_every_step(key: str) -> None:
    page = visit(state=key)
    state = states()[key]
    assert page.selectbox(key="pathway state").value == key
    assert [s.value.replace("\\", "") for s in page.subheader] == [step.title for step in state.records]
    said = "\n".join(m.value for m in page.markdown)
    assert said.count("Speaks for it") == said.count("Speaks against it") == len(state.steps)


def test_an_unknown_state_opens_the_first() -> None:
    assert visit(state="<script>").selectbox(key="pathway state").value == next(iter(states()))
