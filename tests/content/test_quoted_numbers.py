"""No number is typed into the prose for patients, learners and clinicians: each comes from a record."""

import re
import string

from tests.content.words import pages

STRINGS = [
    (key, text)
    for folder in ("patient", "learn", "clinic")
    for page in pages(folder).values()
    for key, text in page.items()
    if not key.endswith(".sources")
]

NAMES = re.compile(
    r"\b[CTLS]\d{1,2}(?:[/-][CTLS]?\d{1,2})?\b"  # vertebrae and the joints between them: L4/5, C2-3, L5/S1
    r"|\b0 to 10\b|\bout of 10\b|\b100\b|\b10 by 10\b|\bA4\b"  # scale, denominator, array, paper
    r"|\b(?:19|20)\d\d\b"  # the year of a study or a guideline
    r"|^\d+\. ",  # a numbered list
    re.MULTILINE,
)


# covers: P8
def test_every_number_comes_from_a_record() -> None:
    assert len(STRINGS) > 1000
    for key, text in STRINGS:
        said = "".join(literal for literal, _, _, _ in string.Formatter().parse(text))
        left = re.search(r"\d", NAMES.sub("", said))
        assert left is None, f"{key}: a typed number in {said[:200]!r}"


def test_a_typed_number_is_seen() -> None:
    assert re.search(r"\d", NAMES.sub("", "relief of 60 at L4/5"))
    assert not re.search(r"\d", NAMES.sub("", "of 100 people, at L4/5, from 0 to 10"))
