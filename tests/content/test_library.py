"""The library of evidence: it loads, every citation resolves, and a broken record does not get in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from content.loader import Library, load_from
from content.records import Kind, Reading

DRUGS: Final = {
    "saline",
    "lidocaine",
    "mepivacaine",
    "chloroprocaine",
    "ropivacaine",
    "levobupivacaine",
    "bupivacaine",
}
BANNED: Final = re.compile(
    r"\b(you should|you must|your|indicated|contraindicated|eligible|we recommend|is recommended)\b|/work\b",
    re.I,
)


def test_everything_loads(library: Library) -> None:
    assert set(library.drugs) >= DRUGS
    assert len(library.sources) > 150
    assert library.joints
    assert library.nerves
    assert library.rules
    assert library.pathways
    assert library.parameters


def test_every_measured_record_rests_on_a_source_that_was_read(library: Library) -> None:
    records = [(p.key, p.kind, p.sources) for p in library.parameters.values()]
    records += [(p.key, p.kind, p.sources) for d in library.drugs.values() for p in d.parameters.values()]
    records += [(f"rule {r.key}", r.kind, r.sources) for r in library.rules.values()]
    records += [(f"pathway {s.id}", s.kind, s.sources) for s in library.pathways]
    for name, kind, sources in records:
        if kind is not Kind.ASSUMED:
            assert sources, f"{name} is {kind} without a source"
        if kind is Kind.MEASURED:
            read = [key for key in sources if library.sources[key].reading is not Reading.GENERAL]
            assert read, f"{name} is measured, but none of {sources} was read"


def test_references_are_listed_once(library: Library) -> None:
    references = [source.reference for source in library.sources.values()]
    assert len(references) == len(set(references))


def test_no_advice_and_no_trace_of_a_machine_in_any_record(library: Library) -> None:
    data = json.loads(library.model_dump_json(exclude={"presets"}))
    for room, records in data.items():
        found = BANNED.search(json.dumps(records))
        assert not found, f"{room}: {found}"


# --- broken records stay out ---

GOOD: Final = '[planted.it]\nlabel = "Planted"\nvalue = 1.0\nunit = "1"\n'


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ('kind = "assumed"', "planted.it: an assumed value must carry a range"),
        ('kind = "assumed"\nlow = 2.0\nhigh = 0.5', "planted.it: an assumed value must carry a range"),
        ('kind = "measured"', "planted.it: a measured value must name a source"),
        ('kind = "derived"', "planted.it: a derived value must name a source"),
        ('kind = "calibrated"', "planted.it: a calibrated value must name a source"),
        ('kind = "assumed"\nlow = 2.0\nhigh = 3.0', "planted.it: value 1.0 lies below its range"),
        ('kind = "assumed"\nlow = 0.2\nhigh = 0.5', "planted.it: value 1.0 lies above its range"),
        ('kind = "measured"\nsources = ["NOBODY99"]', "planted.it cites NOBODY99"),
        ('kind = "guessed"', "'guessed'"),
        ('kind = "assumed"\nlow = 0.5\nhigh = 2.0\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_parameter_is_named(copy: Path, record: str, message: str) -> None:
    (copy / "parameters" / "planted.toml").write_text(GOOD + record, encoding="utf-8")
    with pytest.raises(ValidationError, match=re.escape(message)):
        load_from(copy)


def test_the_planted_parameter_is_broken_by_nothing_else(copy: Path) -> None:
    text = GOOD + 'kind = "assumed"\nlow = 0.5\nhigh = 2.0'
    (copy / "parameters" / "planted.toml").write_text(text, encoding="utf-8")
    assert load_from(copy).value("planted.it") == 1.0


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("drugs/lidocaine.toml", "[parameters.f1]", "[parameters.f_one]", "lidocaine: missing f1"),
        (
            "drugs/lidocaine.toml",
            "default_percent = 2.0",
            "default_percent = 7.0",
            "lidocaine: default_percent 7.0",
        ),
        (
            "drugs/bupivacaine.toml",
            '["MARCAINE"]',
            '["NOBODY99"]',
            "drug.bupivacaine.mw_label cites NOBODY99",
        ),
        (
            "drugs/mepivacaine.toml",
            'kind = "assumed"\nnote = "Close to',
            'kind = "measured"\nnote = "Close to',
            "drug.mepivacaine.f1: a measured value must name a source",
        ),
        ("rules.toml", '"RAPM20"', '"NOBODY99"', "rule rapm_2020 cites NOBODY99"),
        ("pathways.toml", '["YOU03", "DEP11"]', '["NOBODY99"]', "pathway look_elsewhere_sij cites NOBODY99"),
        (
            "anatomy.toml",
            'nerves = ["L3", "L4"]',
            'nerves = ["L3", "L9"]',
            "joint L4/5 names unknown nerve L9",
        ),
        (
            "anatomy.toml",
            '["DEM05", "TRAN22", "ELSANAT", "DRE97"]',
            '["NOBODY99"]',
            "nerve L3 cites NOBODY99",
        ),
    ],
)
def test_a_broken_file_is_named(copy: Path, file: str, old: str, new: str, message: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValidationError, match=re.escape(message)):
        load_from(copy)
