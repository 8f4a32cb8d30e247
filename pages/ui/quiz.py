"""One question, answered once, and at once told: right or not, why, and what would have changed it."""

import streamlit as st

from pages.ui.learning import notes
from pages.ui.words import has, t


# covers: T1
def question(words: str, names: str, right: str, area: str, key: str) -> bool | None:
    """Ask `words.ask` with the options `words.<name>`. Whether it was answered rightly, None before.

    The answer is kept in the session's notes under `area` and `key`; `words.why` and, where there is one,
    `words.turn` (what would have changed it) follow at once.
    """
    kept = notes(area, key)
    if "answer" not in kept:
        with st.form(f"{area} {key}", border=False):
            chosen = st.radio(
                f"**{t(f'{words}.ask')}**",
                list(names),
                index=None,
                format_func=lambda name: t(f"{words}.{name}"),
                key=f"radio {area} {key}",
            )
            sent = st.form_submit_button(t("learn.kit.quiz.answer"))
        if sent and chosen is None:
            st.caption(t("learn.kit.quiz.choose"))
        if chosen is None or not sent:
            return None
        kept["answer"] = chosen
        st.rerun()
    st.markdown(f"**{t(f'{words}.ask')}**")
    st.markdown(_marked(words, names, right, kept["answer"]))
    correct = bool(kept["answer"] == right)
    with st.container(key=f"feedback {area} {key}"):
        icon = ":material/check_circle:" if correct else ":material/cancel:"
        st.markdown(f"{icon} **{t('learn.kit.quiz.right' if correct else 'learn.kit.quiz.wrong')}**")
        st.markdown(t(f"{words}.why"))
        if has(f"{words}.turn"):
            st.markdown(f"**{t('learn.kit.quiz.turn')}** {t(f'{words}.turn')}")
    return correct


def _marked(words: str, names: str, right: str, chosen: str) -> str:
    """The options as a list: which one was chosen and which one is right, in words as well as by sign."""
    lines = []
    for name in names:
        marks = [t("learn.kit.quiz.yours")] * (name == chosen) + [t("learn.kit.quiz.this")] * (name == right)
        lines.append(f"- {t(f'{words}.{name}')}" + (f" **({', '.join(marks)})**" if marks else ""))
    return "\n".join(lines)
