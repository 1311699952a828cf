"""A headless Chromium without any network, which opens the map of given incidents."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from filelock import FileLock
from map_cases import three_incidents
from map_scenes import varied

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
]
PATIENCE_MS = 60_000
"""How long anything may take before it counts as not happening: machines are busy."""
SCENES = {"ten": 10, "ten thousand": 10_000, "350,000": 350_000}
"""How many incidents the page's interactions are tried on."""


@dataclass(slots=True)
class Opened:
    """A page of the browser and what it did: requests, errors, dialogs."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    incidents: list[Any] = field(default_factory=list)
    address: str = ""

    def heard(self, kind: str, text: str) -> None:
        """Note an error of the console."""
        if kind == "error":
            self.errors.append(text)

    def js(self, expression: str, argument: Any = None) -> Any:
        """Return what an expression gives in the page."""
        return self.page.evaluate(expression, argument)

    def reopen(self, fragment: str = "") -> None:
        """Load the page anew."""
        self.page.goto("about:blank")
        self.page.goto(self.address + fragment)
        self.page.wait_for_selector("html[data-state]", state="attached")

    def count(self) -> int:
        """Return how many incidents are shown."""
        return self.js("geomap.count()")

    def next_frame(self) -> None:
        """Wait until a frame was drawn."""
        self.js("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")

    def text(self, selector: str) -> str:
        """Return an element's visible text."""
        return self.page.inner_text(selector)


@pytest.fixture(scope="session")
def chromium():
    """Start the system's Chromium once; without one, skip here and fail in CI."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        reason = f"none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


def write(path, incidents, **options) -> None:
    """Write the map of some incidents, of objects or of their table."""
    from geo.mapping import write_map
    from geo.table import to_table

    table = incidents if hasattr(incidents, "geometry") else to_table(incidents)
    write_map(table, path, **options)


def draw(browser, path, incidents, *, size=(1280, 800), fragment="", **options) -> Opened:
    """Write the map of some incidents and open it without a network, once it is ready."""
    write(path, incidents, **options)
    return visit(browser, path, size=size, fragment=fragment)


def visit(browser, path, *, size=(1280, 800), fragment="") -> Opened:
    """Open a page without a network, once it is ready."""
    width, height = size
    window = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    window.set_default_timeout(PATIENCE_MS)
    opened = Opened(page=window.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("console", lambda line: opened.heard(line.type, line.text))
    opened.page.on("dialog", lambda dialog: (opened.errors.append("dialog"), dialog.dismiss()))
    opened.page.goto(path.as_uri() + fragment)
    opened.page.wait_for_selector("html[data-state]", state="attached")
    return opened


@pytest.fixture(scope="session")
def draw_at(chromium):
    """Return a function that draws incidents into a file and opens it; the caller closes it."""
    return partial(draw, chromium)


@pytest.fixture
def open_map(chromium, tmp_path):
    """Return a function that draws incidents on a page of their own."""
    pages = []

    def open_them(incidents, **how) -> Opened:
        pages.append(draw(chromium, tmp_path / f"map-{len(pages)}.html", incidents, **how))
        return pages[-1]

    yield open_them
    for opened in pages:
        opened.page.context.close()


@pytest.fixture(scope="session")
def page_of_three(chromium, tmp_path_factory):
    """Open the map of three incidents once for all tests that leave it as it was."""
    path = tmp_path_factory.mktemp("maps") / "three.html"
    opened = draw(chromium, path, three_incidents())
    yield opened
    opened.page.context.close()


@pytest.fixture
def three(page_of_three):
    """Return the map of three incidents in its first state."""
    opened = page_of_three
    if opened.page.is_visible(".gm-close"):
        opened.page.click(".gm-close")
    opened.page.click("#gm-to-filters")
    opened.js("geomap.setTime('2024-03-01', '2024-03-01')")
    opened.js("geomap.setTime(null, null)")
    for name in ("event_type", "country", "place"):
        opened.js("(name) => geomap.setFilter(name, null)", name)
    return opened


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """Return the one folder that all workers of this run write to."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session", params=SCENES.values(), ids=SCENES)
def scene(request, chromium, shared):
    """Open the map of incidents that differ in everything, once for each number of them."""
    incidents = varied(request.param)
    path = shared / f"varied-{request.param}.html"
    with FileLock(f"{path}.lock"):  # written by whichever worker comes first, for all
        if not path.exists():
            write(path, incidents, title="Varied")
    opened = visit(chromium, path)
    opened.incidents = incidents
    opened.address = path.as_uri()
    yield opened
    opened.page.context.close()


@pytest.fixture
def varied_map(scene):
    """Return that map as it opens: no filter, all time, no card."""
    scene.reopen()
    return scene
