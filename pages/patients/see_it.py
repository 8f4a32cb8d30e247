"""See it: five steps at one's own pace, from the nerve to a hundred people."""

import streamlit as st

from pages.ui import reading
from pages.ui.hundred import FACTS, numbers_for_people
from pages.ui.picture import picture
from pages.ui.scenes import outcome, play
from pages.ui.stepper import step
from pages.ui.words import t

PAGE = "patient.see_it"
STEPS = ("carry", "wear", "miss", "other", "people")

reading.top(PAGE, patient=True, timed=False)
with step("see-it", STEPS) as name:
    reading.section(PAGE, name)
    if name == "carry":
        picture("carry", f"{PAGE}.picture")
    elif name == "wear":
        again = st.session_state.setdefault("see-it again", 0)
        outcome(play("see-it", "wear", round_=again))
        if st.button(t(f"{PAGE}.wear.again"), icon=":material/replay:", key="see-it replay"):
            st.session_state["see-it again"] += 1
            st.rerun()
    elif name == "miss":
        answer = play("see-it", "miss")
        outcome(answer)
        st.markdown(t(f"{PAGE}.miss.{answer.result}"))
    elif name == "other":
        scene = st.segmented_control(
            t(f"{PAGE}.other.choose"),
            ("vein", "source"),
            default="vein",
            required=True,
            format_func=lambda key: t(f"{PAGE}.other.{key}"),
            key="see-it reason",
            persist_state="session",
        )
        st.markdown(t(f"{PAGE}.other.{scene}_body"))
        outcome(play("see-it", scene))
    else:
        numbers_for_people()
        reading.onward("what-results-mean", "options", "my-plan")
reading.foot(PAGE, *FACTS)
