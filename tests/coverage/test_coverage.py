"""Every claim and every item of the standard marked as a must is met somewhere that says so."""

import pytest

from tests.coverage import DOCUMENT, SIMULATES, TEACHES, document, items, places

PLACES = places()
ITEMS = items()
EVERY = {key for entries in ITEMS.values() for key in entries}


def test_no_comment_names_an_unknown_id() -> None:
    assert set(PLACES) <= EVERY, set(PLACES) - EVERY


@pytest.mark.parametrize("key", [*ITEMS["teach_and_simulate"], *ITEMS["teach"]])
def test_a_claim_is_taught(key: str) -> None:
    assert any(place.startswith(TEACHES) for place in PLACES.get(key, [])), key


@pytest.mark.parametrize("key", [*ITEMS["teach_and_simulate"], *ITEMS["simulate"]])
def test_a_claim_is_simulated(key: str) -> None:
    assert any(place.startswith(SIMULATES) for place in PLACES.get(key, [])), key


@pytest.mark.parametrize("key", ITEMS["must"])
def test_a_must_is_met(key: str) -> None:
    assert key in PLACES


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run `make coverage`"
