"""Pathways as a page: every state shows its steps, both sides of each, and a link opens a state."""

import pytest

from content.states import states
from tests.pages.visiting import visit

PAGE = "pages/clinicians/pathways.py"


@pytest.mark.parametrize("key", states())
def test_a_link_opens_a_state_with_both_sides_of_every_step(key: str) -> None:
    page = visit(PAGE, state=key)
    state = states()[key]
    assert page.selectbox(key="pathway state").value == key
    assert [s.value.replace("\\", "") for s in page.subheader] == [step.title for step in state.records]
    said = "\n".join(m.value for m in page.markdown)
    assert said.count("Speaks for it") == said.count("Speaks against it") == len(state.steps)


def test_an_unknown_state_opens_the_first() -> None:
    assert visit(PAGE, state="<script>").selectbox(key="pathway state").value == next(iter(states()))
