"""The pages that every browser test visits, as URL paths; the empty one is Start."""

from __future__ import annotations

from typing import Final

PAGES: Final = (
    "",
    "should-i",
    "what-it-feels-like",
    "see-it",
    "what-results-mean",
    "high-alert",
    "options",
    "my-plan",
    "lab",
    "compare",
    "learn",
    "misconceptions",
    "spot-the-error",
    "cases",
    "trial",
    "bayes",
    "session",
    "pathways",
    "guidelines",
    "evidence",
    "glossary",
    "model",
    "sources",
    "about",
    "help-now",
)
