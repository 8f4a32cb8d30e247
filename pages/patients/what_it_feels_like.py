"""What it feels like: the visit step by step for body, feelings and daily life; what can go wrong."""

from pages.ui import patient_parts, reading

PAGE = "patient.what_it_feels_like"

reading.top(PAGE, patient=True)
patient_parts.style()
patient_parts.steps(PAGE, ("body", "mind", "life"))
patient_parts.harms(PAGE)
reading.section(PAGE, "heat")
reading.onward("see-it", "options", "my-plan")
reading.foot(PAGE)
