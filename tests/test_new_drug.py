"""One file adds a drug: it then appears in the checks, the model, the controls, the sources and the words."""

import shutil
from pathlib import Path

import pytest

from content.loader import ROOT, Library, load_from, using
from pages.ui import controls
from simulator import describe, live, paths, sources
from simulator.errors import InputError
from simulator.scenario import Scenario
from simulator.simulate import simulate

NEW = {"block.drug": "articaine", "block.percent": 4.0, "assessment.noise": False}


@pytest.fixture
def library_with_articaine(tmp_path: Path) -> Library:
    shutil.copytree(ROOT, tmp_path / "content", ignore=shutil.ignore_patterns("__pycache__"))
    body = (ROOT / "drugs" / "lidocaine.toml").read_text(encoding="utf-8")
    body = body.replace('name = "Lidocaine"', 'name = "Articaine"')
    body = body.replace("default_percent = 2.0", "default_percent = 4.0")
    (tmp_path / "content" / "drugs" / "articaine.toml").write_text(body, encoding="utf-8")
    return load_from(tmp_path / "content")


def test_before_the_file_is_there_it_is_unknown() -> None:
    with pytest.raises(InputError, match="must be one of"):
        paths.apply(Scenario(), NEW)


def test_one_file_is_enough(library_with_articaine: Library) -> None:
    with using(library_with_articaine):
        scenario = paths.apply(Scenario(), NEW)
        answer = simulate(scenario)
        assert answer.relief_pct is not None
        assert answer.relief_pct > 50.0
        assert answer.plasma.peak_mg_l > 0.0
        assert "articaine" in controls.options("block.drug")
        assert sources.find("drug.articaine.ic50_mm").key == "drug.articaine.ic50_mm"
        assert any(p.key.startswith("drug.articaine.") for p in sources.parameters_of(scenario))
        assert describe.why_lines(answer, "patient")
        assert live.payload(answer)["controls"]
        clause = describe.clause(Scenario(), "block.drug", "articaine")
        assert "articaine" in clause
