"""A link restores the whole scenario, and every way in which it can be wrong has its own words."""

import base64
import json
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import presets, share
from simulator.errors import InputError
from simulator.paths import apply, read
from simulator.scenario import MODEL_VERSION, Scenario

PUBLISHED = {
    entry["name"]: entry
    for entry in json.loads((Path(__file__).parent / "data" / "published_links.json").read_text())["links"]
}


def link(data: object, version: str = f"1.{MODEL_VERSION}") -> dict[str, str]:
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps(data).encode())).decode().rstrip("=")
    return {"v": version, "s": packed}


@pytest.mark.parametrize("name", presets.names())
def test_a_link_restores_every_preset(name: str) -> None:
    query = share.to_query(presets.preset(name))
    opened = share.from_query(query)
    assert opened is not None
    assert opened.scenario == presets.preset(name)
    assert opened.older_model is None
    assert len(query["s"]) < 600


@given(
    csi=st.floats(0, 100),
    offset=st.none() | st.floats(0, 15),
    seed=st.integers(0, 2**53 - 1),
    noise=st.booleans(),
    drug=st.sampled_from(["lidocaine", "saline", "bupivacaine"]),
)
# covers: C21
def test_a_link_restores_any_scenario_to_the_last_bit(
    csi: float, offset: float | None, seed: int, noise: bool, drug: str
) -> None:
    sets = {"patient.csi": csi, "block.nerves[1].offset_mm": offset, "seed": seed, "assessment.noise": noise}
    scenario = apply(Scenario(), {**sets, "block.drug": drug})
    opened = share.from_query(share.to_query(scenario))
    assert opened is not None
    assert opened.scenario == scenario


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_link_still_opens(name: str) -> None:
    meaning = PUBLISHED[name]["meaning"]
    opened = share.from_query(PUBLISHED[name]["query"])
    assert opened is not None
    assert {path: read(opened.scenario, path) for path in meaning} == meaning


def test_no_link_is_no_scenario() -> None:
    assert share.from_query({}) is None
    assert share.from_query({"lang": "en"}) is None


def test_an_older_model_is_said() -> None:
    opened = share.from_query(link({"schema": 1}, "1.0.9.3"))
    assert opened is not None
    assert opened.older_model == "0.9.3"


BROKEN = [
    ({"v": "1.1.0.0", "s": "!!!!"}, "link"),
    ({"v": "1.1.0.0", "s": share.to_query(presets.preset("needle-miss"))["s"][:25]}, "link"),
    ({"v": "1.1.0.0", "s": "A" * (share.LONGEST + 1)}, "must not be longer"),
    (link({"schema": 1}, "9.0.0.1"), "must be a schema from 1 to 1"),
    (link({"schema": 1}, ""), "must be a schema from 1 to 1"),
    (link({"schema": 1}, "<script>"), "must be a schema"),
    (link({"schema": 1}, "²"), "must be a schema"),
    (link({"schema": 1}, "9" * 5_000), "must be a schema"),
    (link([1]), "does not hold a scenario"),
    (link({"schema": 1, "patient": {"csi": 400}}), "patient.csi: 400: must be at most 100"),
    (link({"schema": 1, "patient": {"<script>alert(1)</script>": 4}}), "unknown field"),
    (link({"schema": 1, "block": {"nerves": [{"name": "C3"}]}}), "is not a nerve of the lumbar region"),
    (link({"bomb": " " * 200_000}), "cut off or too large"),
]


@pytest.mark.parametrize(("query", "expected"), BROKEN)
def test_a_broken_link_names_what_is_wrong(query: dict[str, str], expected: str) -> None:
    with pytest.raises(InputError) as caught:
        share.from_query(query)
    assert expected in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@given(st.text(max_size=300), st.text(max_size=20))
def test_no_text_whatever_breaks_it(packed: str, version: str) -> None:
    with suppress(InputError):
        share.from_query({"v": version, "s": packed})
