"""What the sheets share, as frozen records: place, day and language, the questions, what a text may hold."""

from datetime import UTC, date, datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StringConstraints

from content.records import Record

Place = Literal["us", "uk", "eu", "other"]
"""Where the reader is; decides the one emergency number (`help.number`)."""

Question = Literal["worked", "count", "drug", "dye", "eased", "not_eased", "nothing", "alert", "other"]
QUESTIONS: Final[tuple[Question, ...]] = get_args(Question)
"""Questions for the doctor, in the order of the sheet; words in `patient.take_home.questions.ask`."""

_PRINTED = r"^[\u0020-\u007e\u00a0-\u017f\u2010-\u2026\u20ac]+$"
"""Letters and signs of the font on the sheets: Latin scripts, one line."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=90, pattern=_PRINTED)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, max_length=190, pattern=_PRINTED)]


def today() -> date:
    """The day on which a sheet is made (UTC)."""
    return datetime.now(UTC).date()


class Sheet(Record):
    """What every sheet needs: where the reader is, the day it is made, the language of its words."""

    place: Place = "other"
    made: date = Field(default_factory=today)
    lang: str = "en"
