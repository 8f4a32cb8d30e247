"""Measurements, side by side in one run: `make bench`, or `python -m tests.bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

BARE_PAGE: Final = Path(__file__).with_name("bare_page.py")
