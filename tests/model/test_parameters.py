"""Every parameter of the model is read: a record that nothing reads is shown and does nothing."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from content import load
from simulator.model import anatomy
from simulator.scenario import Scenario
from simulator.simulate import simulate
from tests.model import worlds
from tests.model.box import corners, leaves
from tests.model.test_inputs_box import BASES, base_of, outputs

AT_IMPORT = {"truth.facet_cut"}
"""Read once, as the default of a field."""


def test_every_parameter_is_read_by_some_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by a walk along every bound of every field, every operator, every drug."""
    asked: set[str] = set()
    library = load()
    plain = type(library).value

    def listening(self: Any, key: str) -> float:
        asked.add(key)
        return plain(self, key)

    monkeypatch.setattr(type(library), "value", listening)
    for kept in vars(anatomy).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()  # a layout that is kept asks nobody
    for path, info in leaves():
        for value in corners(path, info):
            for base in BASES.values():
                outputs(simulate(worlds.changed(base, {path: value})))
    for base in BASES.values():
        for operator, guidance in product(
            ("expert", "trainee"), ("fluoroscopy", "ultrasound", "ct", "landmark")
        ):
            simulate(worlds.changed(base, {"block.operator": operator, "block.guidance": guidance}))
    for drug in worlds.DRUGS:
        simulate(worlds.joint(drug, epinephrine=True))
    for world in (Scenario(), base_of("cervical", "C5/6"), base_of("cervical", "C3/4")):
        simulate(world)
    simulate(worlds.changed(base_of("cervical", "C3/4"), {"block.nerves": [{"name": "TON"}, {"name": "C3"}]}))
    assert not library.parameters.keys() - asked - AT_IMPORT
