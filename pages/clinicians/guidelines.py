"""Guidelines compared: disagreements, both sides of the dispute, body by body, one scenario by each rule."""

from pathlib import Path

import streamlit as st

from content.guidelines import COLUMNS, Area, Stance, State, guidelines
from pages.ui import guidelines as bodies
from pages.ui import reading, state
from pages.ui.provenance import framed
from pages.ui.words import of, t
from simulator import presets
from simulator.describe import word
from simulator.policies import read_by

PAGE = bodies.PAGE

st.html(Path(__file__).with_suffix(".css"))
reading.top(PAGE, timed=False)
with framed("published", "guidelines"):
    st.markdown(t(f"{PAGE}.page.published"))

# covers: C10
reading.opening(PAGE, "differ")
st.html(bodies.disagreements(tuple(guidelines().values())))

reading.opening(PAGE, "dispute")
sides = (("dispute_against", "bmj_2025"), ("dispute_reply", "reply_2025"))
for side, (name, body) in zip(st.columns(2), sides, strict=True):
    with side, st.container(key=f"side {name}", border=True, height="stretch"):
        st.subheader(t(f"{PAGE}.{name}.title"), anchor=False)
        st.caption(t(f"{PAGE}.{name}.who", date=guidelines()[body].published))
        st.markdown(t(f"{PAGE}.{name}.body"))
reading.section(PAGE, "dispute_since", level=3)

# covers: C11
reading.opening(PAGE, "bodies")
left, right = st.columns(2)
area = left.selectbox(
    t(f"{PAGE}.page.area"),
    (None, *Area),
    format_func=lambda a: t(f"{PAGE}.area.{a}") if a else t(f"{PAGE}.page.every_area"),
    key="guidelines area",
)
stance = right.selectbox(
    t(f"{PAGE}.page.stance"),
    (None, *Stance),
    format_func=lambda s: bodies.stance_label(s) if s else t(f"{PAGE}.page.every_stance"),
    key="guidelines stance",
)
chosen = st.pills(
    t(f"{PAGE}.page.columns"),
    COLUMNS,
    selection_mode="multi",
    default=bodies.FIRST_COLUMNS,
    format_func=bodies.column_name,
    key="guidelines columns",
)
shown = bodies.matching(area, stance)
st.markdown(t(f"{PAGE}.page.count", **bodies.tally(shown)))
if shown:
    columns = [column for column in COLUMNS if column in chosen]
    st.html(bodies.table(shown, columns))
    st.html(bodies.cards(shown, columns))
    bodies.downloads(shown)
else:
    st.markdown(t(f"{PAGE}.page.nothing"))

with st.expander(t(f"{PAGE}.key.title"), key="guidelines-key"):
    st.markdown(f"**{t(f'{PAGE}.key.states')}**\n\n{bodies.key_lines('state', State)}")
    st.markdown(f"**{t(f'{PAGE}.key.stances')}**\n\n{bodies.key_lines('stance', Stance)}")
    st.markdown(f"**{t(f'{PAGE}.key.scales')}**\n\n{t(f'{PAGE}.key.scale')}")
reading.section(PAGE, "standard")
reading.link("evidence", t(f"{PAGE}.standard.link"))

reading.opening(PAGE, "scenario")
with framed("model", "guidelines-scenario"):
    case = st.session_state.get("case")
    title = (
        of("presets", case, "title", presets.record(case).title) if case else t(f"{PAGE}.scenario.changed")
    )
    st.markdown(t(f"{PAGE}.scenario.case", case=title))
    ruled = [body for body in guidelines().values() if body.rule]
    found = read_by(state.current(), [body.rule for body in ruled if body.rule])
    written = [word(reading_.answer, "clinician", state.lang()) for reading_ in found]
    st.html(
        bodies.readings_html(
            found, written, [of("guidelines", body.key, "body", body.body) for body in ruled]
        )
    )
    reading.link("lab", t(f"{PAGE}.scenario.lab"))
reading.foot(PAGE, sources=bodies.cited())
