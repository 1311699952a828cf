"""Take the picture of a map page.

python tests/browser/picture.py maps/reports.html maps/reports.jpg
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parents[1]))  # what the tests share
from conftest import BROWSERS, SWITCHES


def take(page: Path, picture: Path) -> None:
    """Open the page without a network and photograph it."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        tab = browser.new_context(viewport={"width": 1200, "height": 750}, offline=True).new_page()
        tab.goto(page.resolve().as_uri())
        tab.wait_for_selector("html[data-state=ready]", state="attached")
        tab.wait_for_timeout(500)
        tab.screenshot(path=picture, type="jpeg", quality=82)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
