"""The frame around every page: page config, navigation, notices, foot."""

from pathlib import Path

import streamlit as st

from pages.ui import state
from pages.ui.document import complete_document
from pages.ui.words import plain, t
from simulator.scenario import MODEL_VERSION

PAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    # section: url, file, icon; the first page of all is the default
    "": (
        ("start", "pages/start/home.py", ":material/home:"),
        ("help-now", "pages/shared/help_now.py", ":material/emergency:"),
    ),
    "patients": (
        ("should-i", "pages/patients/should_i.py", ":material/help_center:"),
        ("what-it-feels-like", "pages/patients/what_it_feels_like.py", ":material/self_improvement:"),
        ("see-it", "pages/patients/see_it.py", ":material/visibility:"),
        ("what-results-mean", "pages/patients/results.py", ":material/rule:"),
        ("high-alert", "pages/patients/high_alert.py", ":material/tune:"),
        ("options", "pages/patients/options.py", ":material/alt_route:"),
        ("my-plan", "pages/patients/my_plan.py", ":material/checklist:"),
    ),
    "learn": (
        ("learn", "pages/learn/modules.py", ":material/school:"),
        ("misconceptions", "pages/learn/misconceptions.py", ":material/psychology_alt:"),
        ("spot-the-error", "pages/learn/spot_the_error.py", ":material/search_insights:"),
        ("cases", "pages/learn/cases.py", ":material/psychology:"),
    ),
    "explore": (
        ("lab", "pages/explore/lab.py", ":material/science:"),
        ("compare", "pages/explore/compare.py", ":material/compare_arrows:"),
        ("trial", "pages/explore/trial.py", ":material/groups:"),
    ),
    "clinicians": (
        ("bayes", "pages/clinicians/bayes.py", ":material/balance:"),
        ("session", "pages/clinicians/session.py", ":material/present_to_all:"),
        ("pathways", "pages/clinicians/pathways.py", ":material/alt_route:"),
        ("guidelines", "pages/clinicians/guidelines.py", ":material/compare:"),
        ("evidence", "pages/clinicians/evidence.py", ":material/library_books:"),
    ),
    "reference": (
        ("glossary", "pages/shared/glossary.py", ":material/dictionary:"),
        ("model", "pages/shared/model.py", ":material/fact_check:"),
        ("sources", "pages/shared/sources.py", ":material/menu_book:"),
        ("about", "pages/shared/about.py", ":material/info:"),
    ),
}
"""Every page, in the order of the menus."""

_ICON = (Path(__file__).parent / "icon.svg").read_text(encoding="utf-8")
_STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def run() -> None:
    """Configure the page, register every page, run the chosen one."""
    st.set_page_config(
        page_title=t("shell.app.title"),
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(f"<style>{_STYLE}</style>")
    state.begin()
    pages = {
        t(f"shell.section.{section}") if section else "": [
            st.Page(file, title=t(f"shell.nav.{url}"), icon=icon, url_path=url, default=url == "start")
            for url, file, icon in entries
        ]
        for section, entries in PAGES.items()
    }
    page = st.navigation(pages, position="top")
    notices()
    page.run()
    with st.container(key="foot"):
        st.caption(t("shell.foot.limits", model=MODEL_VERSION))
        complete_document(state.lang())


def notices() -> None:
    """What was wrong with the link, or with the last change; said once, nothing is lost."""
    notice = st.session_state.pop("notice", None)
    if notice is not None:
        kind, values = notice
        shown = {name: plain(value) for name, value in values.items()}
        st.warning(t(f"shell.link.{kind}", **shown), icon=":material/link_off:")
    refused = st.session_state.pop("refused", None)
    if refused is not None:
        shown = {name: plain(value) for name, value in refused.items()}
        st.error(t("shell.error.input", **shown), icon=":material/block:")
