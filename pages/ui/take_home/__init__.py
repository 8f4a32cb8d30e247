"""Sheets to take home, "My plan" and the pain diary: accessible PDFs and a CSV, made without Streamlit.

    plan = Plan(people=Hundred.of(bench), ranges=ranges(bench), goals=("To know what hurts",),
                questions=("nothing", "dye"), curve=curve_of(answer), place="uk")
    plan_pdf(plan, paper="letter"); diary_pdf(Diary(place="uk")); diary_csv(Diary())

On a page: `take_home.offer.offer(plan)`, which draws the choice of paper and the buttons.
"""

from pages.ui.take_home.curve import Curve, curve_of
from pages.ui.take_home.diary import Diary, diary_csv, diary_pdf
from pages.ui.take_home.pdf import Paper
from pages.ui.take_home.plan import Plan, plan_pdf
from pages.ui.take_home.records import QUESTIONS, Place, Question
from simulator.hundred import Hundred

__all__ = [
    "QUESTIONS",
    "Curve",
    "Diary",
    "Hundred",
    "Paper",
    "Place",
    "Plan",
    "Question",
    "curve_of",
    "diary_csv",
    "diary_pdf",
    "plan_pdf",
]
