"""Session mode: one idea a screen in large type, a picture that moves, and a prompt for the one who leads."""

from pathlib import Path

import streamlit as st

from pages.ui import session_steps as steps
from pages.ui.words import t

PAGE = "patient.session"

st.html(f"<style>{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>")
index, last = steps.current(), len(steps.SCREENS) - 1
name = steps.SCREENS[index]
with st.container(key="session-words"):
    st.title(t(f"{PAGE}.screen.{name}.title"), anchor=False)
    st.markdown(t(f"{PAGE}.screen.{name}.body"))
if steps.picture(name):
    st.caption(t(f"{PAGE}.page.numbers"))
with st.container(key="session-prompt"):
    st.markdown(f"**{t(f'{PAGE}.page.presenter')}**  \n{t(f'{PAGE}.screen.{name}.prompt')}")
with st.container(key="session-steps"):
    back, onward, where = st.columns([1, 1, 3], vertical_alignment="center")
    back.button(
        t(f"{PAGE}.page.back"), on_click=steps.go, args=(index - 1,), disabled=index == 0, width="stretch"
    )
    if index < last:
        onward.button(
            t(f"{PAGE}.page.next"), type="primary", on_click=steps.go, args=(index + 1,), width="stretch"
        )
    else:
        onward.button(t(f"{PAGE}.page.again"), on_click=steps.go, args=(0,), width="stretch")
    where.caption(t(f"{PAGE}.page.count", number=index + 1, total=last + 1))
st.caption(t("shell.read.limits"))
st.page_link("pages/shared/help_now.py", label=t("shell.nav.help-now"), icon=":material/emergency:")
