"""What is compared: the Lab, and the bare page that it is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.bench.report import NotAvailableError
from tests.browser.chromium import new_context, wait_until_idle
from tests.browser.server import Server

_PATIENCE_MS = 10_000


@dataclass(frozen=True)
class Subject:
    """A page with a control that changes a picture. `control` and `picture` are CSS selectors."""

    name: str
    path: str
    control: str
    picture: str


LAB = Subject(
    name="Lab",
    path="lab",
    control="[data-testid='live-widget'] input[type='range'][data-path='block.nerves[0].offset_mm']",
    picture="[data-testid='live-widget']",
)
BARE = Subject(
    name="bare page",
    path="",
    control="[data-testid='stSlider'] input[type='range']",
    picture="[data-testid='stPlotlyChart']",
)


@dataclass(frozen=True)
class Bench:
    """Everything that is running: both servers and the browser."""

    app: Server
    bare: Server
    browser: Browser

    def server(self, subject: Subject) -> Server:
        """The server that has the subject."""
        return self.app if subject is LAB else self.bare


@contextmanager
def opened(bench: Bench, subject: Subject, script: str | None = None) -> Iterator[tuple[Page, Locator]]:
    """The subject's page at rest and its control; `script` runs before anything else on the page."""
    context = new_context(bench.browser)
    try:
        if script is not None:
            context.add_init_script(script)
        page = context.new_page()
        yield page, _settled(page, bench.server(subject).url, subject)
    finally:
        context.close()


def _settled(page: Page, url: str, subject: Subject) -> Locator:
    try:
        page.goto(f"{url}/{subject.path}")
        wait_until_idle(page)
        page.locator(subject.picture).first.wait_for(timeout=_PATIENCE_MS)
        control = page.locator(subject.control).first
        control.wait_for(timeout=_PATIENCE_MS)
        control.scroll_into_view_if_needed()
    except PlaywrightTimeoutError as missing:
        raise NotAvailableError(f"{subject.name}: no control or no picture on the page") from missing
    return control
