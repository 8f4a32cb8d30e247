"""The pain diary for the day of the test: a sheet to write on, and the same rows for a spreadsheet."""

import csv
import io
from typing import Any, Final

from content.loader import say
from pages.ui.take_home.pdf import Paper, pdf
from pages.ui.take_home.records import Sheet
from pages.ui.take_home.words import HOME, frame, items, named

MINUTES: Final = (0, 15, 30, 45, *range(60, 481, 60))
"""Before the test, every quarter of the first hour, then every hour up to eight."""

COLUMNS: Final = ("time", "clock", "left", "right", "did", "medicine")


class Diary(Sheet):
    """An empty diary. It asks for no name."""


def diary_pdf(data: Diary, paper: Paper = "a4") -> bytes:
    """The diary as a tagged PDF of two pages. ValueError for a paper that is neither a4 nor letter."""
    return pdf("diary", diary_data(data), paper, data.made)


def diary_csv(data: Diary) -> str:
    """The diary's rows as CSV, their cells empty. The first line names the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns(data.lang))
    writer.writerows([row, *[""] * (len(COLUMNS) - 1)] for row in rows(data.lang))
    return out.getvalue()


def columns(lang: str) -> list[str]:
    """Titles of the columns."""
    return list(named("diary.column", COLUMNS, lang).values())


def rows(lang: str) -> list[str]:
    """When to score: the first cell of each row."""
    return [_when(minute, lang) for minute in MINUTES]


def diary_data(diary: Diary) -> dict[str, Any]:
    """What `diary.typ` reads."""
    lang = diary.lang
    return frame(diary, "diary") | {
        **named(
            "diary",
            ("date", "move", "how", "clinic", "table", "after", "began", "back", "whole", "notes"),
            lang,
        ),
        "steps": items(say(f"{HOME}.diary.steps", lang)),
        "columns": columns(lang),
        "rows": rows(lang),
    }


def _when(minute: int, lang: str) -> str:
    if minute == 0:
        return say(f"{HOME}.diary.row.before", lang)
    unit, value = ("minutes", minute) if minute < 60 else ("hours" if minute > 60 else "hour", minute // 60)
    return say(f"{HOME}.diary.row.{unit}", lang, value=value)
