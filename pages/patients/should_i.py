"""Should I have this test? The problem, what the test asks, whom it may suit, what it can and cannot tell."""

from pages.ui import patient_parts, reading
from pages.ui.picture import picture

PAGE = "patient.should_i"

reading.top(PAGE, patient=True)
patient_parts.style()
with patient_parts.beside() as (words, drawing):
    with words:
        reading.section(PAGE, "problem")
    with drawing:
        picture("spine", f"{PAGE}.picture")
reading.section(PAGE, "measure")
reading.section(PAGE, "suits")
patient_parts.two_sides(PAGE, "can", "cannot")
reading.section(PAGE, "alarm")
reading.section(PAGE, "steps")
reading.onward("what-it-feels-like", "see-it", "options")
reading.foot(PAGE)
