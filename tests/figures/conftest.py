"""Every preset and the extremes, answered once."""

from __future__ import annotations

import pytest

from simulator.simulate import Answer
from tests.figures import looking


@pytest.fixture(scope="session")
def answers() -> dict[str, Answer]:
    """Answers by name."""
    return looking.answers()
