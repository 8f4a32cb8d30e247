"""The formulas of the stages, as TeX."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def equations() -> dict[str, tuple[str, ...]]:
    """The formulas of each stage that has one, by the stage's name."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {stage: tuple(formulas) for stage, formulas in tomllib.loads(text).items()}
