"""Misconceptions: a question, the idea by name, what the model shows, a second question. `?m=` opens one."""

from pages.ui import lesson, probes, reading

PAGE = "learn.misconceptions"

lesson.style()
reading.top(PAGE, timed=False)
shown = probes.one_misconception(PAGE)
probes.marks(PAGE)
reading.foot(PAGE, *shown)
