"""In a language that nobody speaks no page leaks English: every word can be reached by a translator."""

import html
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import content.loader
from content import load
from pages.ui import shell
from tests import pseudo
from tests.pages.visiting import visit

FILES = [file for entries in shell.PAGES.values() for _, file, _ in entries]
LANG = "qps"
PLAIN = re.compile(r"\b(?:mL|mg|min|mm|mM|h|kg|ml|A|B|NRS|CSI|JSON|CSV|PDF|n|vs|x)\b")
"""Units, names of formats and of axes: the same in every language."""


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = content.loader.prose, pseudo.texts()
    english = own("en")

    def prose(lang: str = "en") -> dict[str, Any]:
        return other if lang == LANG else english

    monkeypatch.setattr(content.loader, "prose", prose)
    for name, module in list(sys.modules.items()):
        if name.startswith(("pages.", "simulator.")):
            if getattr(module, "prose", None) is own:
                monkeypatch.setattr(module, "prose", prose)
            if hasattr(module, "languages"):
                monkeypatch.setattr(module, "languages", lambda: ("en", LANG))


def said(page: AppTest) -> Iterator[str]:
    """Every text on a page: prose, labels, options, help, alternative texts."""
    for element in page.main:
        proto: Any = element.proto
        for name in ("body", "label", "help", "placeholder", "caption", "alt"):
            value = getattr(proto, name, "")
            if isinstance(value, str):
                yield value
        yield from (option for option in getattr(proto, "options", ()) if isinstance(option, str))


# covers: X25
@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("file", FILES)
def test_a_page_leaks_no_english(file: str) -> None:
    page = visit(file, {"lang": LANG})
    library = load()
    cited = sorted((source.reference for source in library.sources.values()), key=len, reverse=True)
    cited += sorted([*library.findings, *library.parameters, *library.trial], key=len, reverse=True)
    leaks = []
    for text in said(page):
        shown = html.unescape(text).replace("\\", "")
        for reference in cited:
            shown = shown.replace(reference, "")
        left = PLAIN.sub("", pseudo.outside(shown))
        if re.search(r"[^\W\d_]{2,}", left):
            leaks.append(re.sub(r"[\d\W]+", " ", left).strip()[:160])
    assert not leaks


@pytest.mark.usefixtures("strange")
def test_a_leak_is_seen() -> None:
    assert re.search(r"[^\W\d_]{2,}", pseudo.outside("⟦known⟧ and unknown"))
