"""The sheets to take home as a reader gets them: the PDFs are read back, and nothing is taken on trust."""

import csv
import io
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pypdf
import pytest
import typst
from pydantic import ValidationError
from pypdf.generic import ArrayObject, DictionaryObject
from streamlit.testing.v1 import AppTest

from content.loader import prose, say
from pages.ui.take_home import QUESTIONS, Diary, Plan, curve_of, diary_csv, diary_pdf, pdf, plan, plan_pdf
from pages.ui.take_home.diary import MINUTES, columns, diary_data, rows
from pages.ui.take_home.words import items
from simulator import presets
from simulator.hundred import GROUPS, Hundred
from simulator.scenario import MODEL_VERSION
from simulator.simulate import simulate
from tests.content.words import flat, grade, paragraphs, smog

MADE = date(2026, 11, 22)
SMALLEST_PT = 12.0
PLACES = ("us", "uk", "eu", "other")
SIZES = {"a4": (595, 842), "letter": (612, 792)}
RANGES = {"eased_joint": (18, 29), "missed": (1, 12), "false_alarm": (14, 32), "correct_not_eased": (38, 56)}
PEOPLE = Hundred(27, 3, 21, 49)


@cache
def usual() -> Plan:
    return Plan(
        people=PEOPLE,
        ranges=RANGES,
        goals=("To know what hurts", "Few needles, X-rays and visits"),
        questions=("nothing", "dye"),
        curve=curve_of(simulate(presets.preset("textbook-true-positive"))),
        place="uk",
        made=MADE,
    )


@cache
def fullest() -> Plan:
    """Everything that a plan may hold, at its longest."""
    long = "Every count here could be a good deal more or a good deal less than what is shown. "
    return usual().model_copy(
        update={
            "goals": ("Walk to the shops and back without a long rest on the way there or on the way home",)
            * 6,
            "questions": QUESTIONS[:5],
            "who": (3 * long)[:190],
            "sure": (3 * long)[:190],
        }
    )


@cache
def barest() -> Plan:
    return Plan(people=Hundred(0, 0, 0, 100), made=MADE)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All words of a PDF, lines joined."""
    return " ".join(" ".join(page.extract_text().split()) for page in read(data).pages)


def tags(data: bytes) -> Iterator[tuple[str, Any]]:
    """Kind and element of the structure tree, in reading order."""
    todo: list[Any] = [read(data).root_object["/StructTreeRoot"]]
    while todo:
        found = todo.pop().get_object()
        if isinstance(found, ArrayObject):
            todo += reversed(found)
        elif isinstance(found, DictionaryObject):
            if "/S" in found:
                yield str(found["/S"]), found
            if "/K" in found:
                todo.append(found.raw_get("/K"))


def sheets() -> dict[str, bytes]:
    found = {}
    for paper in pdf.PAPERS:
        for name, one in (("usual", usual()), ("fullest", fullest()), ("barest", barest())):
            found[f"{name} plan {paper}"] = plan_pdf(one, paper)
        found[f"diary {paper}"] = diary_pdf(Diary(place="us", made=MADE), paper)
    return found


SHEETS = sheets()


# covers: P57
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_fits_two_pages_of_its_paper(name: str) -> None:
    pages = read(SHEETS[name]).pages
    assert len(pages) <= 2
    for page in pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == SIZES[name.split()[-1]]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("paper", SIZES)
def test_the_fullest_plan_fits_wherever_the_reader_is(place: str, paper: Any) -> None:
    one = fullest().model_copy(update={"place": place})
    assert len(read(plan_pdf(one, paper)).pages) == 2


# covers: P57
@pytest.mark.parametrize("name", SHEETS)
def test_no_type_is_smaller_than_twelve_points(name: str) -> None:
    sizes: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            sizes.append(size * abs(tm[3]) * abs(cm[3]))

    for page in read(SHEETS[name]).pages:
        page.extract_text(visitor_text=note)
    assert len(sizes) > 50
    assert min(sizes) >= SMALLEST_PT - 0.01


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_an_accessible_pdf(name: str) -> None:
    reader = read(SHEETS[name])
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == ("My pain diary" if name.startswith("diary") else "My plan")
    kinds = [kind for kind, _ in tags(SHEETS[name])]
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) >= 5
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert kinds.count("/L") >= 3
    assert all(found.get("/Alt") for kind, found in tags(SHEETS[name]) if kind == "/Figure")


@pytest.mark.parametrize("name", SHEETS)
def test_only_the_bundled_font_is_used(name: str) -> None:
    pages: Any = read(SHEETS[name]).pages
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(font.startswith("LibertinusSerif") for font in fonts), fonts


# covers: P9 P10 P12 P53 C23
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_says_what_it_is_not_who_paid_and_when(name: str) -> None:
    said = text_of(SHEETS[name])
    for key in ("about.use.body", "about.paid.body", "shell.read.limits"):
        assert say(key) in said
    for value in ("2026-11-22", MODEL_VERSION, say("about.updates.reviewed"), say("about.updates.next_due")):
        assert value in said


# covers: P50 P51 P52
@pytest.mark.parametrize("place", PLACES)
def test_the_signs_that_cannot_wait_have_the_number_of_one_place(place: Any) -> None:
    for data in (plan_pdf(usual().model_copy(update={"place": place})), diary_pdf(Diary(place=place))):
        said = text_of(data)
        for group in ("spine", "block", "clinic"):
            assert say(f"help.{group}.title") in said
            for sign in items(say(f"help.{group}.signs")):
                assert sign in said
        assert said.count(say(f"help.number.{place}")) >= 2
        for other in PLACES:
            if other != place:
                assert say(f"help.number.{other}") not in said
        assert (say("help.dial.uk_also") in said) == (place == "uk")


# covers: P60 P19
@pytest.mark.parametrize("first", [(), ("alert", "count"), QUESTIONS])
def test_every_question_is_asked_and_the_chosen_ones_come_first(first: Any) -> None:
    one = usual().model_copy(update={"questions": first})
    groups = plan.plan_data(one)["questions"]["groups"]
    asked = [question for group in groups for question in group["items"]]
    assert len(asked) == len(set(asked)) == len(QUESTIONS) >= 7
    said = text_of(plan_pdf(one))
    starts = [said.index(question) for question in asked]
    assert starts == sorted(starts)
    assert [len(group["items"]) for group in groups if group["lead"].endswith("first:")] == [
        len(first)
    ] * bool(first)


# covers: P32 P33 P34 P35 P37
def test_the_hundred_are_told_in_words_numbers_and_both_pictures() -> None:
    data = SHEETS["usual plan a4"]
    said = text_of(data)
    assert "Of the 48 who feel better, 27 have joint pain." in said
    assert say("patient.hundred.picture.group") in said
    assert "It is about a group" in said
    for low, high in RANGES.values():
        assert f"{low} to {high}" in said
    array, tree, _curve = (str(found["/Alt"]) for kind, found in tags(data) if kind == "/Figure")
    for count in PEOPLE.counts.values():
        assert re.search(rf"\b{count}\b", array)
        assert re.search(rf"\b{count}\b", tree)


@pytest.mark.parametrize("people", [PEOPLE, Hundred(100, 0, 0, 0), Hundred(1, 0, 98, 1)])
def test_each_person_is_one_mark_told_apart_by_shape_and_fill(people: Hundred) -> None:
    """Marks are counted in the drawing: 100 in the square, and one beside each of the four leaves."""
    one = usual().model_copy(update={"people": people, "curve": None})
    pages: Any = typst.compile(
        pdf.HERE / "plan.typ",
        root=pdf.HERE,
        format="svg",
        sys_inputs=pdf.inputs(plan.plan_data(one), "a4"),
    )
    drawn = re.findall(r"<path[^>]*>", b"".join(pages).decode())
    marks = Counter(
        ("c" in path.split(' d="')[1], 'fill="none"' not in path)
        for path in drawn
        if 'stroke-width="1.6"' in path
    )
    kinds = {"eased_joint": (True, True), "missed": (True, False)}
    kinds |= {"false_alarm": (False, False), "correct_not_eased": (False, True)}
    assert {name: marks[kinds[name]] - 1 for name in GROUPS} == people.counts


@pytest.mark.parametrize("name", presets.names())
def test_any_case_can_be_the_picture(name: str) -> None:
    answer = simulate(presets.preset(name))
    shown = curve_of(answer)
    assert len(read(plan_pdf(fullest().model_copy(update={"curve": shown}), "letter")).pages) == 2
    assert all(0.0 <= nrs <= 10.0 for _, nrs in shown.pain)
    assert shown.pain[-1][0] == shown.hours
    assert say(f"verdict.word.patient.{answer.result}") in shown.said[0]


def test_someone_without_pain_has_nothing_to_ease() -> None:
    scenario = presets.preset("textbook-true-positive")
    patient = scenario.patient.model_copy(update={"baseline_nrs": 0.0})
    shown = curve_of(simulate(scenario.model_copy(update={"patient": patient})))
    assert shown.cuts == ()
    assert shown.said[0] in text_of(plan_pdf(usual().model_copy(update={"curve": shown})))


def test_whatever_a_card_says_is_text_and_never_markup() -> None:
    hostile = (
        '#panic("x") *b* = H',
        "$x$ <label> @ref [c] \\ // `raw`",
        '"}] , {"title": "y',
        "#import sys.inputs",
    )
    said = text_of(plan_pdf(usual().model_copy(update={"goals": hostile})))
    for text in hostile:
        assert re.sub(r"\s+", "", text) in re.sub(r"\s+", "", said)


@pytest.mark.parametrize("goal", ["", "x" * 91, "two\nlines", "\u202eback", "痛"])
def test_what_cannot_be_printed_is_refused_with_its_field(goal: str) -> None:
    with pytest.raises(ValidationError, match=r"goals\.0"):
        Plan(people=PEOPLE, goals=(goal,))


def test_another_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="paper: 'a5': must be one of a4, letter"):
        plan_pdf(usual(), "a5")  # type: ignore[arg-type]


def test_a_sheet_takes_less_than_a_second_and_is_the_same_again() -> None:
    took, made = [], set()
    for _ in range(3):
        start = time.perf_counter()
        made.add(plan_pdf(fullest()))
        took.append(time.perf_counter() - start)
    assert min(took) < 1.0
    assert len(made) == 1


# covers: P58
@pytest.mark.parametrize("paper", SIZES)
def test_the_diary_asks_for_all_that_is_needed(paper: str) -> None:
    data = SHEETS[f"diary {paper}"]
    said = text_of(data)
    for phrase in (
        *columns("en"),
        *items(say("patient.take_home.diary.steps")),
        say("patient.take_home.diary.clinic"),
    ):
        assert phrase in said
    found = [row for row in rows("en") if row in said]
    assert found == rows("en")
    kinds = Counter(kind for kind, _ in tags(data))
    assert (kinds["/Table"], kinds["/TH"], kinds["/TR"]) == (1, len(columns("en")), 1 + len(MINUTES))


# covers: P58
def test_the_diary_file_has_the_rows_of_the_sheet() -> None:
    header, *found = csv.reader(io.StringIO(diary_csv(Diary())))
    assert header == columns("en")
    assert [row[0] for row in found] == rows("en")
    assert {len(row) for row in found} == {len(header)}
    assert MINUTES == (0, 15, 30, 45, 60, 120, 180, 240, 300, 360, 420, 480)
    assert len(set(rows("en"))) == len(MINUTES)


# covers: P21
@pytest.mark.parametrize("data", [plan.plan_data(usual()), diary_data(Diary())], ids=["plan", "diary"])
def test_a_whole_sheet_reads_at_grade_six(data: dict[str, Any]) -> None:
    def strings(found: Any) -> Iterator[str]:
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict | list):
            for inner in found.values() if isinstance(found, dict) else found:
                yield from strings(inner)

    said = "\n".join(paragraph for text in strings(data) for paragraph in paragraphs(text.replace("{", "")))
    assert grade(said) <= 6.0
    assert smog(said) <= 8.0


def test_no_word_of_the_sheets_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = set()

    def listening(key: str, /, *args: Any, **values: Any) -> str:
        asked.add(key)
        return say(key, *args, **values)

    for module in ("curve", "diary", "plan", "words"):
        monkeypatch.setattr(f"pages.ui.take_home.{module}.say", listening)
    for one in (usual(), barest()):
        plan.plan_data(one)
    scenario = presets.preset("textbook-true-positive")
    for rule in ("50_nrs", "80_stated"):
        assessment = scenario.assessment.model_copy(update={"rule": rule})
        curve_of(simulate(scenario.model_copy(update={"assessment": assessment})))
    test_someone_without_pain_has_nothing_to_ease()
    diary_data(Diary())
    own = {key for key, _ in flat(prose("en")["patient"]["take_home"], "patient.take_home.")}
    assert {key for key in own - asked if ".offer." not in key} == set()


def page() -> None:
    from pages.ui.take_home.offer import offer
    from tests.pages.test_take_home import usual

    offer(usual())


def test_a_page_offers_the_three_files() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == [say(f"patient.take_home.offer.{name}") for name in ("plan", "diary", "table")]


def test_the_data_of_a_sheet_are_plain_json() -> None:
    assert json.loads(pdf.inputs(plan.plan_data(usual()), "a4")["data"])["paper"] == "a4"
