"""The result in words, icon and shape; what follows from it; and the files to take away."""

import streamlit as st

from content import PathwayStep, load
from pages.ui import markup, state
from pages.ui.evidence import cite
from pages.ui.show import sentences
from pages.ui.words import of, plain, t
from simulator import describe, export
from simulator.simulate import Answer

_SHAPES = {
    "positive": "check_circle",
    "negative": "do_not_disturb_on",
    "indeterminate": "contrast",
    "uninterpretable": "warning",
}
"""A disc with a tick, a disc with a bar, a half disc, a triangle: told apart without colour."""

STEP_TEXTS = ("title", "reason", "speaks_for", "speaks_against")


def verdict_card(answer: Answer) -> None:
    """Is that right? The class as icon, shape and word; rule, hidden truth, technique, what spoiled it."""
    audience, lang = state.audience(), state.lang()
    label = t(f"verdict.label.{audience}.{answer.label}")
    said = markup.lines(describe.verdict_lines(answer, audience, lang))
    st.html(f"<div class='card'>{markup.heading(label, _SHAPES[answer.result])}{said}</div>")


def verdict_brief(answer: Answer, key: str) -> None:
    """Result, relief and class in two lines, for a place beside another one."""
    audience, lang = state.audience(), state.lang()
    with st.container(key=f"verdict {key}"):
        st.subheader(
            f":material/{_SHAPES[answer.result]}: {describe.word(answer, audience, lang)}", anchor=False
        )
        sentences(describe.verdict_lines(answer, audience, lang)[:2])


def pathway_step(step: PathwayStep, key: str) -> None:
    """One step that may follow: closed its title, open its reason, both sides and sources."""
    sources = load().sources
    text = {name: plain(of("pathways", step.id, name, getattr(step, name))) for name in STEP_TEXTS}
    with st.expander(text["title"], key=key):
        cited = "; ".join(cite(sources[key]) for key in step.sources if key in sources)
        paragraphs = (
            text["reason"],
            f"**{t('lab.pathway.for')}** {text['speaks_for']}",
            f"**{t('lab.pathway.against')}** {text['speaks_against']}",
            f"{t('lab.pathway.sources')}: {cited}" if cited else t("lab.pathway.unsourced"),
        )
        st.markdown("\n\n".join(paragraphs))


def diary_table(answer: Answer) -> None:
    """The diary as the clinic sees it, with what was stated and what is recalled."""
    missing, before, lang = t("lab.diary.missing"), t("lab.diary.before"), state.lang()
    titles = [t(f"lab.diary.{name}") for name in ("minute", "nrs", "rest", "relief")]

    def cell(value: float | None) -> str:
        return missing if value is None else describe.number(value)

    rows = [
        (
            describe.duration(entry.minute / 60.0, lang) if entry.minute else before,
            cell(entry.nrs),
            cell(entry.rest_nrs),
            cell(entry.relief_pct),
        )
        for entry in answer.diary
    ]
    stated = float(answer.reading.stated_pct[0])
    said = t(
        "lab.diary.stated",
        stated=describe.number(stated) if stated == stated else missing,
        recalled=describe.number(answer.recall_pct),
        diary=cell(answer.relief_pct),
    )
    st.html(markup.quiet(t("lab.diary.lead")) + markup.table(titles, rows) + markup.lines([said]))


def take_away(answer: Answer) -> None:
    """The link in the address bar, and the files, made only when they are asked for."""
    query = state.sync_link()
    st.markdown(t("lab.take.link_help"))
    st.code(f"?v={query['v']}&s={query['s']}", language=None, wrap_lines=True)
    st.caption(t("lab.take.lead"))
    name = f"mbb-{answer.result}-seed-{answer.scenario.seed}"
    left, right = st.columns(2)
    left.download_button(
        t("lab.take.json"),
        data=lambda: export.to_json(answer),
        file_name=f"{name}.json",
        mime="application/json",
        on_click="ignore",
        icon=":material/data_object:",
    )
    right.download_button(
        t("lab.take.csv"),
        data=lambda: export.to_csv(answer),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/table:",
    )
