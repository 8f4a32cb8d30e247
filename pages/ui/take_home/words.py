"""Words that both sheets share: what they are not, when to get help, who made them and when."""

from typing import Any

from content.loader import say
from pages.ui.take_home.records import Place, Sheet
from simulator.scenario import MODEL_VERSION

HOME = "patient.take_home"


def items(text: str) -> list[str]:
    """The items of a Markdown list, one line each."""
    return [line.removeprefix("- ") for line in text.splitlines()]


def named(table: str, names: tuple[str, ...], lang: str, **values: object) -> dict[str, str]:
    """Strings of one table of the sheets, by name."""
    return {name: say(f"{HOME}.{table}.{name}", lang, **values) for name in names}


def help_box(place: Place, lang: str) -> dict[str, Any]:
    """Signs that cannot wait, with the number of one place and no other."""
    number = say(f"help.number.{place}", lang)
    return {
        "title": say("help.page.title", lang),
        "call": say("help.dial.call", lang, number=number),
        "also": say("help.dial.uk_also", lang) if place == "uk" else None,
        "groups": [
            {
                "title": say(f"help.{group}.title", lang),
                "lead": say(f"help.{group}.lead", lang, number=number),
                "signs": items(say(f"help.{group}.signs", lang)),
                "why": say(f"help.{group}.why", lang) if group == "clinic" else None,
            }
            for group in ("spine", "block", "clinic")
        ],
        "status": say(f"{HOME}.help.status", lang),
    }


def frame(sheet: Sheet, kind: str) -> dict[str, Any]:
    """What stands on every sheet: title, limits, help, intended use, who paid, day, version."""
    lang = sheet.lang
    return {
        "lang": lang,
        **named(kind, ("title", "lead", "subject"), lang),
        "private": say(f"{HOME}.about.private", lang),
        "limits": say("shell.read.limits", lang),
        "help": help_box(sheet.place, lang),
        "about": {
            "title": say(f"{HOME}.about.title", lang),
            "lines": [
                say("about.use.body", lang),
                f"{say('about.paid.body', lang)} {_dates(sheet)}",
            ],
        },
        "foot": named("foot", ("page", "of"), lang),
    }


def _dates(sheet: Sheet) -> str:
    return say(
        f"{HOME}.about.dates",
        sheet.lang,
        made=sheet.made.isoformat(),
        model=MODEL_VERSION,
        reviewed=say("about.updates.reviewed", sheet.lang),
        due=say("about.updates.next_due", sheet.lang),
    )
