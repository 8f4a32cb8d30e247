"""The evidence table: every finding with what is needed to judge it, every claim with a verdict."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from content import Certainty, load
from content.loader import prose, say
from pages.ui import claims, findings

ROOT = Path(__file__).parents[2]
PAGE = "clinic.evidence"


@pytest.fixture
def app() -> AppTest:
    visitor = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    visitor.switch_page("pages/clinicians/evidence.py")
    visitor.run()
    assert not visitor.exception
    return visitor


def opened(app: AppTest) -> AppTest:
    """The page with every topic open."""
    for topic in findings.topics():
        app.session_state[f"findings {topic} False"] = True
    return app.run()


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def text(app: AppTest) -> str:
    shown = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption)
    return "\n".join(str(element.value) for element in shown)


# covers: C13
def test_every_finding_is_shown_with_what_is_needed_to_judge_it(app: AppTest) -> None:
    assert "<code>" not in html(app)
    shown = html(opened(app))

    for finding in load().findings.values():
        assert f"<code>{finding.key}</code>" in shown
        row = findings.rows([finding])
        for part in (
            findings.value(finding),
            findings.span(finding),
            findings.people(finding),
            str(finding.checked),
        ):
            assert part in row, finding.key
        for key in finding.sources:
            address = load().sources[key].where
            assert address is None or address.replace("&", "&amp;") in row
    assert [title.value for title in app.title] == [say(f"{PAGE}.page.title")]


# covers: C12
def test_words_of_certainty_are_explained_and_say_who_graded(app: AppTest) -> None:
    shown = text(app)
    shapes = {say(f"{PAGE}.certainty.{level}.shape") for level in Certainty}

    assert len(shapes) == len(Certainty)
    for level in Certainty:
        assert findings.certainty_label(level) in shown
        assert say(f"{PAGE}.certainty.{level}.means") in shown
    for finding in load().findings.values():
        if finding.certainty is not Certainty.NOT_GRADED:
            assert "graded by" in findings.rows([finding])


# covers: C9
def test_the_caveat_on_the_reference_standard_stands_beside_the_accuracy_numbers(app: AppTest) -> None:
    caveat = say(f"{PAGE}.standard.body")
    beside = [
        group.label
        for group in opened(app).expander
        if any(element.value.strip() == caveat.strip() for element in group.markdown)
    ]

    assert beside == [
        say(f"{PAGE}.tally.words", topic=findings.topic_name(name), count=findings.tally()[name])
        for name in findings.ON_ACCURACY
    ]


def test_words_and_topic_narrow_the_table(app: AppTest) -> None:
    total = len(load().findings)
    app.text_input(key="evidence find").set_value("whiplash KAP98 nothing").run()
    assert say(f"{PAGE}.page.none") in text(app)

    app.text_input(key="evidence find").set_value("whiplash").run()
    found = findings.matching("whiplash")
    assert 0 < len(found) < total
    assert say(f"{PAGE}.page.count", shown=len(found), total=total) in text(app)
    assert all(
        group.proto.expanded for group in app.expander if "(" in group.label and "Where" not in group.label
    )

    app.text_input(key="evidence find").set_value("").run()
    app.selectbox(key="evidence topic").set_value("harms").run()
    keys = set(re.findall(r"<code>(.*?)</code>", html(app)))
    assert keys == {key for key, finding in load().findings.items() if finding.topic == "harms"}


def test_every_topic_has_a_name() -> None:
    named = prose()["clinic"]["evidence"]["topic"]

    assert {finding.topic for finding in load().findings.values()} <= named.keys()


def test_what_a_record_says_is_text_and_never_markup() -> None:
    planted = next(iter(load().findings.values())).model_copy(
        update={"key": "planted", "label": "<img src=x onerror=alert(1)>", "note": "<b>bold</b>"}
    )

    assert "<img" not in findings.rows([planted])
    assert "<b>bold" not in findings.rows([planted])


def test_files_hold_every_finding() -> None:
    found = findings.matching("")
    rows = list(csv.DictReader(io.StringIO(findings.to_csv(found))))
    document = json.loads(findings.to_json(found))

    assert {row["key"] for row in rows} == {entry["key"] for entry in document["findings"]}
    assert {row["key"] for row in rows} == load().findings.keys()
    cited = {key for entry in document["findings"] for key in entry["sources"]}
    assert {source["key"] for source in document["sources"]} == cited
    lee = next(row for row in rows if row["key"] == "uptake_lumbar")
    assert (lee["hits"], lee["of"], lee["certainty"]) == ("88", "1433", "moderate")


# --- Popular claims ---


def test_every_claim_has_a_verdict_a_reason_and_a_source_or_says_that_there_is_none() -> None:
    names = claims.claim_names()

    assert len(names) >= 25
    for name in names:
        key = f"{PAGE}.claim.{name}"
        verdict = say(f"{key}.verdict")
        assert say(f"{PAGE}.verdict.{verdict}.name")
        assert len(say(f"{key}.body").split()) >= 20
        assert claims.claim_sources(name) or verdict == "unsupported", name


def test_claims_are_told_without_naming_the_page_they_come_from() -> None:
    for name in claims.claim_names():
        where = say(f"{PAGE}.claim.{name}.where")
        assert re.fullmatch(r"(A|Three) (health|clinics?'s?|practice's) web pages?|Reviews and .*", where), (
            where
        )


def test_the_claims_open_beside_the_numbers(app: AppTest) -> None:
    assert len(app.tabs) == 2
    app.session_state["evidence tab"] = say(f"{PAGE}.page.claims")
    app.run()

    assert not app.exception
    said = [heading.value for heading in app.subheader]
    assert say(f"{PAGE}.checked.quote", said=say(f"{PAGE}.claim.sensitivity.said")) in said
    assert len(said) == len(claims.claim_names())
