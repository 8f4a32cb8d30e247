"""`make gallery`: a screenshot of every page, wide and narrow, light and dark, into docs/gallery."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tests.browser.chromium import THEMES, WIDTHS, find_chromium, launched, new_context, wait_until_idle
from tests.browser.server import ROOT, serve

# File name of the picture -> path (and query) of the page.
PICTURES: Final = {
    "start": "",
    "should-i": "should-i",
    "what-it-feels-like": "what-it-feels-like",
    "see-it": "see-it",
    "what-results-mean": "what-results-mean",
    "high-alert": "high-alert",
    "options": "options",
    "my-plan": "my-plan",
    "lab": "lab",
    "compare": "compare",
    "trial": "trial",
    "learn": "learn",
    "module": "learn?module=anatomy&step=4",
    "misconceptions": "misconceptions?m=M09",
    "spot-the-error": "spot-the-error",
    "cases": "cases",
    "bayes": "bayes",
    "session": "session?screen=4",
    "pathways": "pathways",
    "guidelines": "guidelines",
    "evidence": "evidence",
    "glossary": "glossary",
    "model": "model",
    "sources": "sources",
    "about": "about",
    "help-now": "help-now",
}
GALLERY: Final = ROOT / "docs" / "gallery"


def main() -> int:
    """Take every picture; 1 when there is no browser to take them with."""
    executable = find_chromium()
    if executable is None:
        print("No Chromium on this machine; Debian: apt-get install chromium", file=sys.stderr)
        return 1
    GALLERY.mkdir(parents=True, exist_ok=True)
    with serve() as server, launched(executable) as browser:
        for theme in THEMES:
            for width in WIDTHS:
                context = new_context(browser, width, theme)
                page = context.new_page()
                for name, path in PICTURES.items():
                    page.goto(f"{server.url}/{path}")
                    wait_until_idle(page)
                    target = GALLERY / f"{name}-{width}-{theme}.png"
                    page.screenshot(path=target)
                    print(Path(target).relative_to(ROOT))
                context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
