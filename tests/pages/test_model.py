"""Model and evidence: what is written is shown, misses first, and nothing is worked out at a visit."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from content import load, results
from content.equations import equations
from content.loader import prose, say
from content.records import Kind
from content.targets import fit, free_parameters, targets
from pages.ui import evidence, model_card, model_evidence, model_open, model_rests
from simulator import checks, engine
from simulator.cohort_sensitivity import CLAIMS, HEADLINES
from simulator.results import findings
from simulator.scenario import MODEL_VERSION
from simulator.sources import all_parameters

ROOT = Path(__file__).parents[2]
TABS = tuple(prose()["model"]["tab"])


@pytest.fixture(scope="module")
def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/shared/model.py")
    return app.run()


def tab(app: AppTest, name: str) -> AppTest:
    """The page with one of its parts open."""
    app.session_state["model tab"] = say(f"model.tab.{name}")
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    """Every text on screen, one a line, without the backslashes that keep it plain."""
    shown = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.code)
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def row(cells: dict[str, str]) -> str:
    return " | ".join(cells.values())


# --- The page ---


@pytest.mark.parametrize("name", TABS)
def test_each_part_opens_with_one_title_and_headings_in_order(opened: AppTest, name: str) -> None:
    app = tab(opened, name)
    assert [title.value for title in app.title] == [say("model.page.title")]
    assert app.header
    assert not app.warning


def test_no_visit_runs_the_model(opened: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything written, no part of the page needs the chain of stages (the fingerprint apart)."""
    assert model_evidence.current()

    def never(*_: object) -> None:
        raise AssertionError("a visit ran the model")

    monkeypatch.setattr(engine, "run", never)
    monkeypatch.setattr(engine, "reach", never)
    for name in TABS:
        tab(opened, name)


def test_what_is_stale_is_said(opened: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_evidence, "current", lambda: False)
    for name in ("published", "left_open", "rests_on"):
        assert [w.value for w in tab(opened, name).warning] == [say("model.page.stale")]
    assert not tab(opened, "card").warning


# --- Model card ---


def test_the_card_says_what_a_card_must(opened: AppTest) -> None:
    shown = texts(tab(opened, "card"))
    assert say("about.use.body") in shown
    assert say("model.cannot.body") in shown
    assert say("about.paid.body") in shown
    for word in ("TRIPOD+AI does not apply", "V&V 40", MODEL_VERSION, "MIT", "CHANGELOG.md", "CITATION.cff"):
        assert word in shown, word
    found = fit()
    assert found is not None
    kept = results.validation()
    for word in (found.date, kept.date, kept.fingerprint, str(evidence.counts()["assumed"])):
        assert word in shown, word
    assert f"{len(free_parameters())} of its {evidence.counts()['total']} numbers were fitted" in shown


def test_the_commands_are_commands(opened: AppTest) -> None:
    from simulator.cli import _COMMANDS

    code = tab(opened, "card").code[0].value
    asked = {line.split("simulator ")[1].split()[0] for line in code.splitlines() if "-m simulator " in line}
    assert asked == {"validate", "calibrate", "sensitivity"}
    assert asked <= set(_COMMANDS)


def test_every_stage_of_the_architecture_has_its_equation(opened: AppTest) -> None:
    listed = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("## The stages")[1]
    stages = [
        line for line in listed.split("##")[0].splitlines() if line.startswith("| ") and line[2].isdigit()
    ]
    assert len(stages) == len(model_card.STAGES) == 13
    assert set(equations()) <= set(model_card.STAGES)
    shown = [element.value for element in tab(opened, "equations").markdown]
    for name in model_card.STAGES:
        assert say(f"model.stage.{name}.plain") in shown
        assert say(f"model.stage.{name}.symbols") in shown
        assert all(f"${formula}$" in shown for formula in equations().get(name, ()))


# --- Published numbers ---


def test_every_miss_is_shown_with_both_numbers_and_why(opened: AppTest) -> None:
    shown = texts(tab(opened, "published"))
    missed = [one for one in findings() if not one.passed]
    assert len(missed) >= 5
    for one in missed:
        assert one.target.label in shown
        assert say(f"validation.why.{one.target.id}") in shown
        assert model_evidence.accepted(one) in shown
    counts = model_evidence.counts()
    assert counts["met"] + counts["missed"] == counts["verify"] == 20
    assert f"{counts['met']} are met and {counts['missed']} are missed" in shown


def test_published_and_model_are_told_apart_on_every_card(opened: AppTest) -> None:
    """A frame of its own for each, with icon and word."""
    app = tab(opened, "published")
    badges = [m.value for m in app.markdown if "badge" in m.value]
    for origin, icon in (("published", "menu_book"), ("model", "science")):
        mine = [b for b in badges if say(f"shell.origin.{origin}") in b]
        assert len(mine) >= len([one for one in findings() if not one.passed])
        assert all(icon in b for b in mine)


@pytest.mark.parametrize("role", ["verify", "calibrate"])
def test_every_comparison_is_in_the_table(opened: AppTest, role: str) -> None:
    app = tab(opened, "published")
    app.segmented_control(key="targets shown").set_value(role).run()
    assert not app.exception
    shown = texts(app)
    found = model_evidence.of_role(role)
    assert len(found) == sum(target.role == role for target in targets().values())
    for cells in model_evidence.target_rows(found):
        assert row(cells) in shown
    for one in found:
        assert ("✔" in model_evidence.state_of(one)) is one.passed


def test_the_file_holds_every_comparison() -> None:
    lines = list(csv.DictReader(io.StringIO(model_evidence.to_csv())))
    assert [line["id"] for line in lines] == list(targets())
    for line, one in zip(lines, findings(), strict=True):
        assert line["met"] == str(one.passed)
        assert float(line["simulated"]) == one.simulated.value
        assert one.passed or line["why"]


# --- What the data leave open ---


def test_every_fitted_number_says_whether_it_is_identified(opened: AppTest) -> None:
    shown = texts(tab(opened, "left_open"))
    found = fit()
    assert found is not None
    assert f"{len(found.hardly_identified)} of {len(found.values)} are hardly identified" in shown
    hardly = [line for line in shown.splitlines() if "◇ hardly" in line]
    assert len(hardly) == len(found.hardly_identified)
    assert len(found.residuals) == sum(target.role == "calibrate" for target in targets().values())
    for key in found.residuals:
        assert targets()[key].label in shown


@pytest.mark.parametrize("headline", HEADLINES)
def test_the_band_is_said_in_words(opened: AppTest, headline: str) -> None:
    app = tab(opened, "left_open")
    app.segmented_control(key="band shown").set_value(headline).run()
    assert not app.exception
    shown = texts(app)
    assert (
        f"Two blocks at a cut-off of {model_open.CUT} %: {model_rests.headline_name(headline).lower()}"
        in shown
    )


# --- What the answers rest on ---


@pytest.mark.parametrize("headline", HEADLINES)
def test_the_widest_bar_is_named(opened: AppTest, headline: str) -> None:
    app = tab(opened, "rests_on")
    app.segmented_control(key="headline shown").set_value(headline).run()
    assert not app.exception
    kept = results.sensitivity()
    wide = max(kept.ends, key=lambda key: abs(kept.ends[key].high[headline] - kept.ends[key].low[headline]))
    assert f"{evidence.label(model_rests.named(wide))} moves it most" in texts(app)


def test_a_claim_says_where_it_flips_and_how_often_it_holds() -> None:
    kept = results.sensitivity()
    claim = "more_blocks_more_success_of_treated"
    key = "nerve.phi_access"
    planted = kept.model_copy(
        update={
            "ends": {key: kept.ends[key].model_copy(update={"high_flips": (claim,)})},
            "claims": {**kept.claims, claim: False},
        }
    )
    cells = model_rests.claim_row(planted, claim)
    assert evidence.label(model_rests.named(key)) in cells[say("model.rests.field.flips")]
    assert cells[say("model.rests.field.holds")] == say("model.rests.claim.fails")
    own = model_rests.claim_row(kept.model_copy(update={"ends": {}}), claim)
    assert own[say("model.rests.field.flips")] == say("model.rests.claim.never")


def test_every_claim_is_listed(opened: AppTest) -> None:
    shown = texts(tab(opened, "rests_on"))
    for key in CLAIMS:
        assert say(f"validation.claim.{key}") in shown


# --- Parameters and checks ---


def test_every_parameter_is_in_the_table_and_assumed_ones_are_counted(opened: AppTest) -> None:
    app = tab(opened, "parameters")
    table = app.dataframe[0].value
    assert len(table) == len(all_parameters())
    assumed = [kind for kind in table[say("sources.field.kind")] if kind == evidence.kind_label(Kind.ASSUMED)]
    assert len(assumed) == evidence.counts()["assumed"]
    assert f"{len(assumed)} of them assumed (◇)" in texts(app)
    app.pills(key="kinds shown").set_value(["measured"]).run()
    assert len(app.dataframe[0].value) == evidence.counts()["measured"]
    app.pills(key="kinds shown").set_value([]).run()


def test_every_failing_check_is_listed(opened: AppTest) -> None:
    shown = texts(tab(opened, "checks"))
    rows = checks.kept()
    failing = [one for one in rows if one.state == "fails"]
    assert f"{len(rows) - len(failing)} of {len(rows)} rows pass" in shown
    for one in failing:
        assert one.check.what in shown
        assert one.check.source in shown


def test_the_frames_are_in_the_library() -> None:
    assert set(model_card.FRAMES) <= set(load().sources)
