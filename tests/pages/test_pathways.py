"""Pathways as a page: every state shows its steps, both sides of each, and a link opens a state."""

from content.states import states
from tests.pages.visiting import visit

PAGE = "pages/clinicians/pathways.py"


def test_every_state_shows_both_sides_of_every_step() -> None:
    page = visit(PAGE)
    for key, state in states().items():
        page.selectbox(key="pathway state").set_value(key).run()
        assert not page.exception
        assert [s.value.replace("\\", "") for s in page.subheader] == [step.title for step in state.records]
        said = "\n".join(m.value for m in page.markdown)
        assert not any("](" in caption.value for caption in page.caption), "captions pale their links"
        assert said.count("Speaks for it") == said.count("Speaks against it") == len(state.steps), key


def test_a_link_opens_a_state() -> None:
    assert visit(PAGE, state="mid_back").selectbox(key="pathway state").value == "mid_back"


def test_an_unknown_state_opens_the_first() -> None:
    assert visit(PAGE, state="<script>").selectbox(key="pathway state").value == next(iter(states()))
