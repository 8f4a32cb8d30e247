"""My options: every way forward told alike, what may follow, where experts disagree, what matters to me."""

import streamlit as st

from pages.ui import hundred, patient_parts, plan, reading
from pages.ui.provenance import badge
from pages.ui.words import t

PAGE = "patient.options"

reading.top(PAGE, patient=True)
patient_parts.style()
st.markdown(t(f"{PAGE}.page.jump"))
patient_parts.options(PAGE)
reading.section(PAGE, "sure")
bench = hundred.bench_of(hundred.chosen())
with reading.block(PAGE, "hundred", anchor="hundred"):
    badge("model")
    hundred.who_and_group(bench)
patient_parts.two_sides(PAGE, "eased", "not_eased", before=lambda side: hundred.half(bench, side))
with reading.width("sure"):
    hundred.how_sure()
    reading.link("what-results-mean")
reading.opening(PAGE, "dispute")
patient_parts.two_sides(PAGE, "against", "reply", level=3)
st.markdown(t(f"{PAGE}.dispute.closing"))
reading.opening(PAGE, "matters", anchor="matters")
plan.ask_what_matters()
with reading.block(PAGE, "care"), st.expander(t(f"{PAGE}.care.open")):
    patient_parts.balanced_list(PAGE, "other", "care")
reading.onward("my-plan", "what-it-feels-like")
reading.foot(PAGE, *hundred.FACTS)
