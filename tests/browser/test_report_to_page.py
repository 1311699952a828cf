"""The whole way, from report files by the command line to a page in the browser."""

from __future__ import annotations

import json
import sys

import pytest

from geo import cli

HOSTILE = "</script><img src=x onerror=alert(1)>"
TEXT = (
    f"{HOSTILE}\n\nFighters of the {HOSTILE} Brigade killed three people in Kunduz, Afghanistan, "
    f"on 4 May 2019, {HOSTILE} said. ${{alert(2)}} `alert(3)`\n"
)

pytestmark = [pytest.mark.browser, pytest.mark.model]


def features(folder, capfdbinary):
    sys.argv[1:] = ["extract", str(folder / "reports.jsonl"), "-q"]
    assert cli._run() == 0
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


@pytest.fixture
def opened(chromium, monkeypatch, tmp_path):
    report = {
        "id": HOSTILE,
        "text": TEXT,
        "title": HOSTILE,
        "source": HOSTILE,
        "url": "javascript:1",
    }
    (tmp_path / "reports.jsonl").write_text(json.dumps(report))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["geo", "map", "reports.jsonl", "-o", "page.html", "-q"])
    assert cli._run() == 0
    page = chromium.new_context(offline=True).new_page()
    page.seen = []
    page.on("dialog", lambda dialog: (page.seen.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: page.seen.append(str(error)))
    page.on("request", lambda request: page.seen.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_selector("html[data-state=ready]", state="attached")
    yield page
    page.context.close()


def test_a_hostile_report_shows_as_text_and_nothing_runs(opened, tmp_path, capfdbinary):
    assert opened.evaluate("geomap.count()") == 1
    (incident,) = features(tmp_path, capfdbinary)
    opened.evaluate("(id) => geomap.open(id)", incident["properties"]["id"])
    opened.get_by_text("three people").first.wait_for()
    assert HOSTILE in opened.inner_text("body")
    assert [what for what in opened.seen if not what.startswith("file:")] == []
    assert len(opened.seen) == 1
