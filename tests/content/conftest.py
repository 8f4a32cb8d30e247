"""The library as it stands, and a copy of its files to be broken at will."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.loader import ROOT, Library, load_from


@pytest.fixture(scope="module")
def library() -> Library:
    return load_from(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data files, without presets, to be broken at will."""
    root = tmp_path / "content"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("*.py", "__pycache__", "presets", "text"))
    return root
