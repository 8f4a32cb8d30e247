"""The glossary: plain meanings are plain, and no hard word for patients goes without its meaning."""

import re

import pytest

from content.loader import prose
from tests.content.test_patient_words import BANNED
from tests.content.words import flat, grade, pages, sentences, smog

TERMS: dict[str, dict[str, str]] = prose("en")["glossary"]["term"]
FRAME = [*prose("en")["glossary"]["page"].values()]

every = pytest.mark.parametrize("key", TERMS)


def test_there_are_enough_words() -> None:
    assert len(TERMS) >= 45


@every
def test_a_word_has_a_plain_and_a_clinical_meaning(key: str) -> None:
    term = TERMS[key]
    assert {"name", "plain", "clinical"} <= term.keys() <= {"name", "plain", "clinical", "say", "also"}
    assert term["plain"] != term["clinical"]


def test_names_are_given_once() -> None:
    names = [
        name.strip().casefold()
        for term in TERMS.values()
        for name in [term["name"], *re.split(r"[,;]", term.get("also", ""))]
        if name.strip()
    ]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


# covers: P21
def test_plain_meanings_read_at_grade_six() -> None:
    text = "\n".join(term["plain"] for term in TERMS.values())
    assert grade(text) <= 6.0
    assert smog(text) <= 8.0


@every
def test_no_plain_meaning_is_hard_or_frightens(key: str) -> None:
    for field in ("plain", "say"):
        text = TERMS[key].get(field, "")
        assert not re.search(rf"\b(?:{BANNED})|%|\b1 in \d", text, re.IGNORECASE)
        for sentence in sentences(text):
            assert len(sentence.split()) <= 25, sentence
    assert grade(TERMS[key]["plain"]) <= 8.0


# --- Hard words on pages for patients ---

JARGON = {
    # what is hard: where the glossary has it, and what explains it in the same paragraph
    r"medial branch": ("medial-branch", r"nerves?|numbs?"),
    r"facet": ("facet-joint", r"small joints?|joints? (?:at the back )?of (?:the|your) spine"),
    r"steroids?\b": ("steroid", r"ease pain by itself|easing last|calms? (?:the )?swelling"),
    r"\bRFA\b|radiofrequency|ablation|denervation": ("denervation", r"heat"),
    r"ultrasound": ("ultrasound", r"sound[- ]waves?"),
    r"\bsaline\b": ("saline", r"salt water"),
    r"\bcontrast\b": ("contrast", r"dye"),
    r"\bdye\b": ("contrast", r"shows?|seen?\b"),
    r"sedat\w+": ("sedation", r"calm|sleepy"),
    r"(?:false|test) positive|positive (?:block|test)": ("false-positive", r"eased|false alarm"),
    r"(?:false|test) negative|negative (?:block|test)": ("false-negative", r"did not ease|miss"),
    r"placebo": ("context-effect", r"salt water|rest|hope|sham"),
    r"sensiti[sz]ation": ("central-sensitisation", r"high alert|turned up|too high"),
    r"sacroiliac": ("sacroiliac-joint", r"hip|joint"),
    r"nerve roots?\b": ("radicular-pain", r"leaves? the spine|leg|arm|spine"),
    r"spinal cord stimulat\w+": ("spinal-cord-stimulation", r"device|pulses"),
    r"epidural": ("epidural-injection", r"space|shot|around"),
    r"cauda equina": ("cauda-equina", r"nerves|numb|legs"),
    r"neurotomy|rhizotomy": ("denervation", r"heat|nerve"),
    r"fluoroscop\w+": ("fluoroscopy", r"x-ray"),
    r"arthropathy|arthritis": ("arthropathy", r"age|change|joint"),
    r"\bdiagnos\w+": ("diagnostic-block", r"learn|find out|test"),
    r"randomi[sz]ed": ("randomised-trial", r"chance|lot"),
    r"neuritis": ("neuritis", r"sore|prickl"),
    r"neuropathic": ("neuropathic-pain", r"nerve"),
}
"""Hard words, as patterns. A page explains each where it is first used, or links the glossary there."""

READ = pages("patient") | {
    "help": dict(flat(prose("en")["help"], "help.")),
    "start": dict(flat(prose("en")["start"])),
}


def first_use(word: str, strings: list[str]) -> str:
    """The paragraph where a word is first used, as it is written; a heading with the paragraph below it."""
    read = [block for text in strings for block in re.split(r"\n\s*\n|\n(?=\s*(?:-|\d+\.) )", text)]
    for block, below in zip(read, [*read[1:], ""], strict=True):
        if re.search(word, block, re.IGNORECASE):
            return block if re.search(r"[.?!:]", block) else f"{block}\n{below}"
    return ""


def unexplained(strings: list[str]) -> list[str]:
    """Hard words of a page that are neither explained nor linked to the glossary at first use."""
    found = []
    for word, (_, gloss) in JARGON.items():
        where = first_use(word, strings)
        if where and not re.search(rf"{gloss}|\(glossary", where, re.IGNORECASE):
            found.append(f"{word}: {where[:160]}")
    return found


def test_every_hard_word_is_in_the_glossary() -> None:
    assert {key for key, _ in JARGON.values()} <= TERMS.keys()


# covers: P25
@pytest.mark.parametrize("page", READ)
def test_a_hard_word_is_explained_where_it_is_first_used(page: str) -> None:
    strings = [text for key, text in READ[page].items() if not key.endswith(".sources")]
    assert not unexplained(strings)


def test_a_hard_word_without_its_meaning_is_seen() -> None:
    assert unexplained(["A steroid is used."])
    assert not unexplained(["A steroid calms swelling.", "A steroid is used."])
    assert not unexplained(["Steroids", "One of them calms swelling."])
    assert not unexplained(["A [steroid](glossary?find=steroid) is used."])
