"""Why, and what may follow: bars that add up as a table, steps that open to their reasons."""

from html import escape

from content import Source, load
from pages.figures.why import Step, steps
from pages.ui import markup, state
from pages.ui.result import STEP_TEXTS
from pages.ui.words import of, t
from simulator import describe
from simulator.simulate import Answer


def why(answer: Answer) -> str:
    """Bars from the ideal block to this one as rows of a table, the same in sentences, and the flip."""
    audience, lang = state.audience(), state.lang()
    return (
        markup.heading(t("lab.why.title"))
        + markup.quiet(t("lab.why.lead"))
        + _bars(steps(answer.why, audience, lang), float(answer.inputs.threshold_pct[0]))
        + markup.lines(describe.why_lines(answer, audience, lang))
        + f"<p class='flip'><strong>{escape(t('lab.why.flip'))}</strong><br>"
        + f"{escape(describe.flip_line(answer, audience, lang))}</p>"
    )


def pathway(answer: Answer) -> str:
    """The steps that may follow, each opened to its reason, for and against, and sources."""
    word = {name: escape(t(f"lab.pathway.{name}")) for name in ("for", "against", "sources", "unsourced")}
    sources = load().sources
    found = [markup.heading(t("lab.pathway.title")), markup.quiet(t("lab.pathway.lead"))]
    for step in answer.pathway:
        title, reason, pro, con = (
            escape(of("pathways", step.id, name, getattr(step, name))) for name in STEP_TEXTS
        )
        cited = "; ".join(_cite(sources[key]) for key in step.sources if key in sources)
        known = f"{word['sources']}: {cited}" if cited else word["unsourced"]
        found.append(
            f"<details class='may-follow'><summary>{title}</summary><p>{reason}</p>"
            f"<p><strong>{word['for']}</strong> {pro}</p><p><strong>{word['against']}</strong> {con}</p>"
            f"<p class='quiet'>{known}</p></details>"
        )
    return "".join(found)


def _cite(source: Source) -> str:
    text = escape(source.reference)
    return f"<a href='{escape(source.where)}' target='_blank'>{text}</a>" if source.where else text


def _bars(way: tuple[Step, ...], cut_pct: float) -> str:
    """Every bar on one scale of relief, each from where the one before ended, with the rule's cut-off."""
    edges = [0.0, 100.0, cut_pct, *(edge for step in way for edge in (step.before, step.after))]
    low, high = min(edges), max(edges)

    def place(value: float) -> str:
        return f"{100.0 * (value - low) / (high - low):.2f}%"

    rows = []
    for i, step in enumerate(way):
        kind = ("ideal", "actual")[i > 0] if step.cause is None else "takes" if step.points < 0 else "adds"
        key = "percent" if step.cause is None else "points"
        more = f"<small>{escape(step.within)}</small>" if step.within else ""
        left, right = sorted((step.before, step.after))
        rows.append(
            f"<tr class='{kind}'><th scope='row'>{escape(step.words)}{more}</th><td class='way'>"
            f"<span class='bar' style='left:{place(left)};right:calc(100% - {place(right)})'></span>"
            f"<span class='on' style='left:{place(step.after)}'></span>"
            f"<span class='cut' style='left:{place(cut_pct)}'></span>"
            f"<span class='unseen'>{describe.points(step.after)}</span></td>"
            f"<td>{escape(t(f'figures.why.{key}', value=step.written))}</td></tr>"
        )
    side = "before" if cut_pct > 50.0 else "after"
    cut = escape(t("figures.why.cut", value=describe.number(cut_pct)))
    return (
        f"<table class='why'><thead><tr><th scope='col'>{escape(t('figures.why.table_step'))}</th>"
        f"<th scope='col'><span class='unseen'>{escape(t('figures.why.table_total'))}. </span>"
        f"<span class='rule {side}' style='left:{place(cut_pct)}'>{cut}</span></th>"
        f"<th scope='col'>{escape(t('figures.why.table_points'))}</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
