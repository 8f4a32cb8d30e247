"""Glossary: what each word means in plain words and in clinics; `?find=` looks one up."""

from pathlib import Path

import streamlit as st

from pages.ui import glossary, reading
from pages.ui.words import t

PAGE = "glossary"
LONGEST = 60  # characters of what a link may look up

st.html(Path(__file__).with_suffix(".css"))
reading.top(PAGE)
asked = st.query_params.get("find", "")[:LONGEST]
text = st.text_input(t(f"{PAGE}.page.find"), asked, key="glossary find", max_chars=LONGEST, width=420)
found = glossary.matching(text)
st.markdown(t(f"{PAGE}.page.count", shown=len(found), total=len(glossary.terms())))
if found:
    st.html(glossary.as_html(found))
else:
    st.markdown(t(f"{PAGE}.page.none"))
reading.foot(PAGE)
