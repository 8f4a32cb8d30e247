"""When the pain system is on high alert: real pain, an alarm, a dial with a way down, honest hope."""

from pages.ui import patient_parts, reading
from pages.ui.dial import dial
from pages.ui.words import t

PAGE = "patient.high_alert"

reading.top(PAGE, patient=True)
patient_parts.style()
reading.section(PAGE, "real")
reading.section(PAGE, "alarm")
reading.opening(PAGE, "dial")
dial(f"{PAGE}.dial")
reading.opening(PAGE, "ideas")
patient_parts.cards(PAGE, "idea", t(f"{PAGE}.ideas.try"))
reading.section(PAGE, "body")
reading.section(PAGE, "block")
reading.section(PAGE, "helps")
reading.onward("options", "my-plan")
reading.foot(PAGE)
