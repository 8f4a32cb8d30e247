"""The glossary: its terms, found by words, as one list."""

from html import escape

from content.loader import prose
from pages.ui import state
from pages.ui.words import t

Term = dict[str, str]


def terms() -> dict[str, Term]:
    """Every term by its key, in the order of the alphabet of its names."""
    found: dict[str, Term] = prose(state.lang())["glossary"]["term"]
    return dict(sorted(found.items(), key=lambda item: item[1]["name"].casefold()))


def matching(text: str) -> dict[str, Term]:
    """The terms with every word of `text` in them; those that have it in their names come first."""
    words = text.casefold().split()
    found = {
        key: term
        for key, term in terms().items()
        if all(w in " ".join(term.values()).casefold() for w in words)
    }

    def elsewhere(item: tuple[str, Term]) -> bool:
        names = f"{item[1]['name']} {item[1].get('also', '')}".casefold()
        return not all(word in names for word in words)

    return dict(sorted(found.items(), key=elsewhere)) if words else found


def as_html(found: dict[str, Term]) -> str:
    """The terms as headed entries: plain meaning first, then words for patients, for clinics, other names."""
    return "".join(_entry(key, term) for key, term in found.items())


def _entry(key: str, term: Term) -> str:
    frames = "".join(
        f"<dt>{escape(t(f'glossary.page.{name}'))}</dt><dd>{escape(term[name])}</dd>"
        for name in ("say", "clinical", "also")
        if name in term
    )
    return (
        f'<section class="term" id="term-{escape(key)}"><h2>{escape(term["name"])}</h2>'
        f"<p>{escape(term['plain'])}</p><dl>{frames}</dl></section>"
    )
