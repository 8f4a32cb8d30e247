"""Guidelines as a page: both sides, every state in words, filters, files, and one scenario by each rule."""

import csv
import io
import json

from streamlit.testing.v1 import AppTest

from content.guidelines import COLUMNS, Stance, State, guidelines
from pages.ui import guidelines as shown
from simulator.policies import CRITERIA, read_by
from simulator.presets import preset
from simulator.simulate import simulate
from tests.pages.visiting import visit

FILE = "pages/clinicians/guidelines.py"
BODIES = list(guidelines().values())
RULED = [body.rule for body in BODIES if body.rule]


def html(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def words(page: AppTest) -> str:
    return "\n".join(element.value for element in (*page.markdown, *page.caption))


# covers: C10
def test_the_page_shows_every_body_and_both_sides_with_their_dates() -> None:
    page = visit(FILE)
    said = html(page)
    assert said.count("<tr class=") == len(BODIES)
    for body in BODIES:
        assert body.published in said
        assert str(body.checked) in said
    assert "Link: none that is certain" in said
    assert "2025-02-19" in words(page)
    assert "2025-03-18" in words(page)


def test_a_cell_that_is_not_confirmed_says_so_and_is_set_apart() -> None:
    for body in BODIES:
        for column in COLUMNS:
            cell, drawn = body.cell(column), shown.cell_html(body, column)
            if cell.state is State.UNCONFIRMED:
                assert drawn.startswith('<span class="state unconfirmed">○ Not confirmed</span>')
                assert 'class="text"' not in drawn
                assert (not cell.text) or "Said elsewhere:" in drawn
            else:
                assert "Not confirmed" not in drawn


# covers: C10
def test_disagreements_come_from_known_cells_only() -> None:
    found = shown.answers(BODIES, "blocks")
    assert len(found) >= 2
    assert {body.key for group in found.values() for body in group}.isdisjoint(
        body.key for body in shown.silent(BODIES, "blocks")
    )
    said = shown.disagreements(BODIES)
    assert "≠" in said
    assert said.count("<h3>") == len(shown.DISPUTED) + 1


# covers: C11
def test_filters_narrow_the_bodies_and_say_how_many() -> None:
    page = visit(FILE)
    page.selectbox(key="guidelines stance").select(Stance.AGAINST).run()
    assert not page.exception
    assert html(page).count("<tr class=") == 1
    assert "1 of 15 bodies" in words(page)
    page.selectbox(key="guidelines area").select("united_kingdom").run()
    assert not page.exception
    assert "No body fits this choice." in words(page)


def test_criteria_can_be_chosen_and_all_left_out() -> None:
    page = visit(FILE, {"guidelines columns": ["steroid"]})
    assert "Steroid</th>" in html(page)
    assert "Sedation</th>" not in html(page)
    assert not visit(FILE, {"guidelines columns": []}).exception


# covers: C11
def test_files_hold_every_cell_with_its_state() -> None:
    rows = list(csv.DictReader(io.StringIO(shown.to_csv(BODIES))))
    assert [row["key"] for row in rows] == [body.key for body in BODIES]
    for row, body in zip(rows, BODIES, strict=True):
        assert row["link"] == (body.link or "none")
        for column in COLUMNS:
            state = body.cell(column).state
            assert row[f"{column}_state"] == state
            assert row[column].startswith("not confirmed") == (state is State.UNCONFIRMED)
    # the JSON asks for the language, so it is made inside a page
    page = AppTest.from_function(_as_json).run()
    document = json.loads(page.text[0].value)
    assert len(document["guidelines"]) == len(BODIES)
    cited = {key for body in BODIES for c in COLUMNS for key in body.cell(c).sources}
    assert {source["key"] for source in document["sources"]} == cited


def _as_json() -> None:
    import streamlit as st

    from content.guidelines import guidelines
    from pages.ui.guidelines import to_json

    st.text(to_json(list(guidelines().values())))


# covers: C11 C25
def test_a_scenario_is_read_by_each_rule_without_a_word_of_advice() -> None:
    page = visit(FILE)
    said = html(page)
    assert said.count("In this scenario the model writes:") == len(RULED)
    for word in ("should", "recommended for", "eligible", "indicated"):
        assert word not in said[said.index('class="readings"') :].lower()


# covers: C11
def test_only_the_rule_changes_between_readings() -> None:
    scenario = preset("sixty-percent")
    found = read_by(scenario, RULED)
    assert len({reading.answer.relief_pct for reading in found}) == 1
    assert len({reading.answer.result for reading in found}) > 1, "a case between the cut-offs divides them"
    for reading in found:
        assert tuple(reading.criteria) == CRITERIA
        spoiled = [reading.criteria[name] is False for name in ("pain", "clean", "seen", "complete")]
        positive = reading.answer.result == "positive"
        assert positive == (not any(spoiled) and reading.criteria["relief"] is True)


def test_sedation_divides_the_rules_that_allow_it_from_those_that_do_not() -> None:
    scenario = preset("sedation")
    allowed = {reading.rule.key: reading.criteria["clean"] for reading in read_by(scenario, RULED)}
    assert allowed["sis"] is False
    assert simulate(scenario).scenario.block.sedation != "none"


def test_the_page_follows_the_scenario_on_screen() -> None:
    scenario = preset("needle-miss")
    page = visit(FILE, {"scenario": scenario, "case": "needle-miss", "pinned": None, "history": []})
    relief = f"here {simulate(scenario).judged_pct:.0f} %"
    assert relief in html(page)
