"""A Streamlit page with every widget the app may use, so that the theme is checked before a page needs it."""

from __future__ import annotations

import streamlit as st

st.set_page_config(page_title="Every widget", layout="wide")
st.title("Every widget")

with st.sidebar:
    st.caption("A caption in the sidebar")
    st.selectbox("Audience", ["Patient", "Trainee", "Clinician"])
    st.radio("Region", ["Lumbar", "Cervical"])

st.header("Words")
st.caption("A caption, which is paler than the text.")
st.markdown("Text with `code`, a [link](#words), :blue[blue], :gray[gray], :orange[orange] and :red[red].")
st.markdown(":blue-background[marked] :green-badge[yes] :orange-badge[maybe] :gray-badge[assumed]")
st.badge("assumed", icon=":material/help:")
for notice in (st.info, st.success, st.warning, st.error):
    notice("Words with `code` and a [link](#words) in a coloured box.", icon=":material/info:")
st.code("python -m simulator run textbook", language=None)  # Streamlit's syntax colours are too pale on white
left, right = st.columns(2)
left.metric("Relief", "86 %", "+12 points", border=True)
right.metric("Duration", "3.2 h", "-0.4 h", delta_color="off", border=True)

st.header("Controls")
st.slider("Offset (mm)", 0.0, 5.0, 1.0, help="How far the needle is from the nerve.")
st.select_slider("Sedation", ["none", "light", "moderate"])
st.number_input("Volume (mL)", 0.1, 2.0, 0.5)
st.selectbox("Drug", ["lidocaine", "bupivacaine"])
st.multiselect("Sources", ["facet", "disc"], ["facet", "disc"])
st.segmented_control("Side", ["left", "right"], default="left")
st.pills("Level", ["L3", "L4", "L5"], default="L4")
st.radio("Guidance", ["fluoroscopy", "ultrasound"], horizontal=True)
st.checkbox("Steroid", value=True)
st.toggle("Live contrast", value=True)
st.text_input("Name", placeholder="A placeholder")
st.slider("Out of reach", 0, 10, 5, disabled=True)
st.button("Secondary")
st.button("Primary", type="primary")
st.button("Tertiary", type="tertiary")
st.download_button("Download", "x", on_click="ignore")
st.link_button("Go", "#words")

st.header("Containers")
with st.expander("More", expanded=True):
    st.write("Inside.")
first, second = st.tabs(["Curve", "Table"])
first.write("A curve.")
second.write("A table.")
with st.container(border=True):
    st.table({"value": [1, 2], "unit": ["mL", "mm"]})
st.progress(0.4, "Progress")
with st.popover("Source"):
    st.write("Where a number comes from.")
