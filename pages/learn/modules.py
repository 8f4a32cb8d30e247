"""Learn: the modules, and one of them step by step. `?module=&step=` opens a step."""

from pages.ui import learning, lesson, reading

PAGE = "learn.modules"

lesson.style()
module, step, again = learning.where()
if module is None:
    reading.top(PAGE, timed=False)
    lesson.overview()
    lesson.curriculum()
    reading.onward("misconceptions", "spot-the-error", "cases")
else:
    lesson.module_page(module, step, again)
