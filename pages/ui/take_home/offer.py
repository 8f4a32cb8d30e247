"""The sheets on a page: which paper, and a button for each file, made only when it is asked for."""

import streamlit as st

from pages.ui.take_home.diary import Diary, diary_csv, diary_pdf
from pages.ui.take_home.pdf import PAPERS, Paper
from pages.ui.take_home.plan import Plan, plan_pdf
from pages.ui.take_home.words import HOME
from pages.ui.words import t


def offer(plan: Plan) -> None:
    """Paper and three files: the plan, and a diary for the same place, as PDF and as CSV. No heading."""
    diary = Diary(place=plan.place, made=plan.made, lang=plan.lang)
    st.markdown(t(f"{HOME}.offer.lead"))
    paper: Paper = st.segmented_control(
        t(f"{HOME}.offer.paper"),
        list(PAPERS),
        default="letter" if plan.place == "us" else "a4",
        required=True,
        format_func=lambda name: t(f"{HOME}.offer.{name}"),
        key="take home paper",
        persist_state="session",
    )
    with st.container(key="take-home", horizontal=True):
        st.download_button(
            t(f"{HOME}.offer.plan"),
            data=lambda: plan_pdf(plan, paper),
            file_name=f"my-plan-{paper}.pdf",
            mime="application/pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        st.download_button(
            t(f"{HOME}.offer.diary"),
            data=lambda: diary_pdf(diary, paper),
            file_name=f"my-pain-diary-{paper}.pdf",
            mime="application/pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        st.download_button(
            t(f"{HOME}.offer.table"),
            data=lambda: diary_csv(diary),
            file_name="my-pain-diary.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/table:",
        )
