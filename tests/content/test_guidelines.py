"""Guidelines: bodies on every side, each with its date and link, and no unread cell looks like a fact."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from content.guidelines import COLUMNS, Cell, Guideline, Stance, State, guidelines
from content.loader import load, prose

BODIES = list(guidelines().values())
every = pytest.mark.parametrize("body", BODIES, ids=lambda body: body.key)


# covers: C10
def test_there_are_enough_bodies_and_enough_that_are_not_in_favour() -> None:
    assert len(BODIES) >= 10
    assert sum(body.stance in (Stance.AGAINST, Stance.RESERVED) for body in BODIES) >= 2
    assert any(body.stance is Stance.AGAINST for body in BODIES)
    assert any(body.stance is Stance.REPLY for body in BODIES)
    assert len({body.short for body in BODIES}) == len({body.body for body in BODIES}) == len(BODIES)


# covers: C10
@every
def test_a_body_has_its_date_its_link_or_none_and_the_day_it_was_checked(body: Guideline) -> None:
    assert 2000 < body.year <= body.checked.year
    assert body.link is None or body.link.startswith("https://")
    assert date(2026, 1, 1) <= body.checked <= date(2026, 12, 31)


@every
def test_every_cell_has_a_state_and_what_is_known_has_a_source(body: Guideline) -> None:
    for column in COLUMNS:
        cell = body.cell(column)
        assert isinstance(cell.state, State)
        if cell.state is State.UNCONFIRMED:
            assert not cell.compare
        else:
            assert cell.text
            assert set(cell.sources) <= load().sources.keys()
            assert cell.sources


def test_most_of_what_bodies_disagree_on_is_known_for_several_of_them() -> None:
    for column, least in (("position", 10), ("blocks", 5), ("cutoff", 5), ("next", 6)):
        known = [body for body in BODIES if body.cell(column).state is not State.UNCONFIRMED]
        assert len(known) >= least, column


# covers: C12
def test_strength_stays_on_the_bodys_own_scale() -> None:
    grade = [body.key for body in BODIES if "GRADE" in body.cell("strength").text]
    assert grade == ["bmj_2025"]
    assert all("strength" in body.cells or body.stance is not Stance.AGAINST for body in BODIES)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "unconfirmed", "compare": "Two"},
        {"state": "confirmed", "text": "Two"},
        {"state": "secondary", "sources": ("RAPM20",)},
        {"state": "secondary", "text": "Two", "sources": ("NOBODY",)},
        {"state": "confirmed", "text": "Two", "sources": ("ASI20",)},
    ],
)
def test_a_cell_that_claims_too_much_does_not_load(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Cell.model_validate(fields)


def test_a_stance_without_its_cell_does_not_load() -> None:
    data = BODIES[0].model_dump() | {"cells": {}}
    with pytest.raises(ValidationError, match="stance"):
        Guideline.model_validate(data)


def test_rules_stand_where_the_guideline_is_read() -> None:
    """The model's cut-off for a body is the one that its cell states, wherever that is known."""
    for body in BODIES:
        if body.rule and (short := body.cell("cutoff").compare) and "%" in short:
            wanted = float(short.removeprefix("At least").removesuffix("%"))
            assert load().rules[body.rule].threshold_pct == wanted, body.key
        if body.rule and (short := body.cell("blocks").compare):
            count = {"One": 1, "One or more": 1, "Two": 2}[short]
            assert load().rules[body.rule].blocks_before_denervation == count, body.key


# covers: C10
def test_both_sides_of_the_dispute_have_the_same_room() -> None:
    words = prose()["clinic"]["guidelines"]
    against, reply = (words[name]["body"] for name in ("dispute_against", "dispute_reply"))
    assert against.count("\n- **") == reply.count("\n- **")
    assert 0.9 < len(against.split()) / len(reply.split()) < 1.1
    assert "{date}" in words["dispute_against"]["who"]
    assert "{date}" in words["dispute_reply"]["who"]
