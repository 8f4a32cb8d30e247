"""A visitor's own scores over the hours after the test, with both cut-offs that are in use."""

import numpy as np

from content.loader import say
from pages.figures import labels, theme
from simulator import own_diary

HEIGHT_PX = 320
_INSIDE_PX = HEIGHT_PX - 30 - 46
_HOME = "patient.my_plan.diary"


def own_diary_figure(scores: own_diary.Scores, names: dict[int, str], lang: str = "en") -> theme.Figure:
    """Scores (0 to 10, more is up) by hours, joined by a line; dotted lines where 50 and 80 of 100 are gone.

    `names`: each time in words. Raises InputError for a score outside 0 to 10.
    """
    found = own_diary.checked(scores)
    hours = max(scores) / 60.0
    before = found.get(0, 0.0)
    x = np.array([minute / 60.0 for minute in found])
    y = np.array(list(found.values()))
    canvas = labels.Canvas((0.0, hours), (0.0, own_diary.TOP), _INSIDE_PX)
    curve = canvas.add_curve(x, y) if len(x) > 1 else None
    canvas.add_points(x.tolist(), y.tolist())
    cuts = (
        [(pct, own_diary.cut_nrs(before, pct)) for pct in (own_diary.HALF, own_diary.MOST)] if before else []
    )
    canvas.levels.extend(nrs for _, nrs in cuts)
    notes = []
    if curve is not None:
        text = f"{theme.paint('━●', theme.BLUE)} {say(f'{_HOME}.score', lang)}"
        notes.append(canvas.along_curve([text], curve))
    for pct, nrs in cuts:
        notes.append(canvas.on_level([say(f"{_HOME}.cut", lang, pct=theme.number(pct))], nrs))
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x.tolist(),
        "y": y.tolist(),
        "cliponaxis": False,
        "line": {"color": theme.BLUE, "width": 2.5},
        "marker": {"color": theme.BLUE, "size": 9.0},
        "customdata": [
            say(f"{_HOME}.hover", lang, when=names[minute], value=theme.number(score))
            for minute, score in found.items()
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    layout = theme.layout(
        HEIGHT_PX,
        theme.hours_axis(hours, lang),
        {"range": [0.0, own_diary.TOP], "tick0": 0.0, "dtick": 2.0},
        [theme.caption(say(f"{_HOME}.axis", lang)), *notes],
        [theme.rule((0.0, nrs, hours, nrs)) for _, nrs in cuts],
    )
    return theme.figure([trace], layout)
