"""`make coverage`: write docs/coverage.md."""

from tests.coverage import DOCUMENT, document

DOCUMENT.write_text(document(), encoding="utf-8")
