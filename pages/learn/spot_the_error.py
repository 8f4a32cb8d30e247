"""Spot the error: five popular claims, each in parts, one of which is where it goes wrong."""

from pages.ui import lesson, probes, reading

PAGE = "learn.spot_the_error"

lesson.style()
reading.top(PAGE, timed=False)
probes.claims_one_by_one(PAGE)
reading.onward("misconceptions", "learn")
reading.foot(PAGE)
