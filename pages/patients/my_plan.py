"""My plan: what matters, questions, help, sheets to take home; a diary on screen; six questions."""

import streamlit as st

from pages.ui import hundred, own_diary, patient_parts, place, plan, reading
from pages.ui.take_home.offer import offer
from pages.ui.teach_back import teach_back
from pages.ui.words import t

PAGE = "patient.my_plan"

reading.top(PAGE, patient=True)
patient_parts.style()
with reading.block(PAGE, "matters"):
    plan.show_what_matters()
    reading.link("options", t(f"{PAGE}.matters.change"))
with reading.block(PAGE, "questions"):
    questions = plan.ask_questions()
with reading.block(PAGE, "help"):
    here = place.ask()
    st.markdown(t(f"{PAGE}.help.number", number=t("help.dial.call", number=t(f"help.number.{here}"))))
with reading.block(PAGE, "picture"):
    picture = st.checkbox(t(f"{PAGE}.picture.keep"), value=True, key="plan picture", persist_state="session")
with reading.block(PAGE, "take"):
    offer(plan.sheet(questions, here, picture=picture))
with reading.block(PAGE, "diary"):
    own_diary.on_screen()
with reading.block(PAGE, "teach"):
    teach_back()
reading.onward("help-now", "options", "should-i")
reading.foot(PAGE, *hundred.FACTS)
