"""The frame around every page: page config and navigation. Stands in until the pages exist."""

from __future__ import annotations

import functools

import streamlit as st

TITLES = {
    "": "Start",
    "lab": "Lab",
    "compare": "Compare",
    "sources": "Sources",
    "about": "About",
    "help-now": "Help now",
}


def _placeholder(title: str) -> None:
    st.title(title)
    st.write("This page is being written.")


def run() -> None:
    """Configure the page, register every page, run the chosen one."""
    st.set_page_config(page_title="Medial branch block simulator", layout="wide")
    pages = []
    for url_path, title in TITLES.items():
        page = functools.partial(_placeholder, title)
        pages.append(st.Page(page, title=title, url_path=url_path or "start", default=not url_path))
    st.navigation(pages).run()
