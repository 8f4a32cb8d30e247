"""From a sheet's data to a PDF: tagged, PDF/UA-1, with the fonts that typst brings along and no network."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final, Literal

import typst

from pages.figures import theme

Paper = Literal["a4", "letter"]
PAPERS: Final[dict[Paper, str]] = {"a4": "a4", "letter": "us-letter"}
HERE: Final = Path(__file__).parent


def inputs(data: dict[str, Any], paper: Paper) -> dict[str, str]:
    """The one value that a template reads. It is JSON, so whatever stands in it is text and never markup.

    Raises ValueError for another paper than those of `PAPERS`.
    """
    if paper not in PAPERS:
        raise ValueError(f"paper: {paper!r}: must be one of {', '.join(PAPERS)}")
    return {
        "data": json.dumps(
            {**data, "paper": PAPERS[paper], "ink": theme.BLUE, "grey": theme.GREY}, allow_nan=False
        )
    }


def pdf(template: str, data: dict[str, Any], paper: Paper, made: date) -> bytes:
    """`<template>.typ` filled with `data`. The same data on the same day give the same bytes."""
    return typst.compile(
        HERE / f"{template}.typ",
        root=HERE,
        ignore_system_fonts=True,
        sys_inputs=inputs(data, paper),
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(made, time(), UTC),
    )
