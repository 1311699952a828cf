"""How large the map page is, how fast it is written, opened and used; beside folium's own plugins.

    python tests/benchmarks/map_bench.py [--rows 350000] [--million] [--folium 350000]

Writes made-up incidents (``made_incidents.py``) as pages without text, with headlines, and with
headline, quote and source each, opens them in headless Chromium without a network, and prints one
table. Each page is written by a process of its own that reads the table from GeoParquet, as a user
would. Times are wall-clock beside CPU seconds of the process or of the page's main thread: on a
machine that others use, only CPU seconds say something. ``--folium N`` writes N of the same
incidents with folium's TimestampedGeoJson, FastMarkerCluster and Timeline and opens those pages
with their libraries (from npm, into a temporary folder; without npm only the writing is measured).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from folium_pages import LIBRARIES, PLUGINS, serve_libraries, write_plugin
from made_incidents import make_incidents

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STEPS = 30
OPENED_S = 8
STILL_S = 30  # after which the page has given back what it opened for a search
# One step: set it, wait until it is drawn.
STEP = """async ([deed, steps]) => {
  const iso = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const types = ["Protests", "Riots", "Battles"];
  const all = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests",
    "Riots", "Strategic developments"];
  const deeds = {
    year: (i) => geomap.setTime(iso(10000 + 30 * i), iso(10364 + 30 * i)),
    everything: (i) => geomap.setTime(iso(6940 + 30 * i), iso(20100)),
    filter: (i) => geomap.setFilter("event_type", i % 2 ? null : all.filter((t) => t !== types[i % 3])),
  };
  for (let i = 0; i < steps; i += 1) {
    deeds[deed](i);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  }
  geomap.setTime(null, null);
  geomap.setFilter("event_type", null);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}"""
TIMED = """async (deed) => {
  const before = performance.now();
  await eval(deed);
  return performance.now() - before;
}"""


def main() -> None:
    """Run what the arguments ask for and print the table."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--rows", type=int, default=350_000)
    asked.add_argument("--million", action="store_true", help="also a million without text")
    asked.add_argument("--folium", type=int, default=0, metavar="N")
    asked.add_argument("--write", nargs=3, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.write:
        print(json.dumps(_write(*options.write)))
        return
    cases = [(options.rows, texts) for texts in ("none", "headline", "full")]
    if options.million:
        cases.append((1_000_000, "none"))
    with tempfile.TemporaryDirectory() as folder:
        for rows, texts in cases:
            report(f"{rows:,} incidents, text: {texts}", ours(Path(folder), rows, texts))
        if options.folium:
            for name, figures in theirs(Path(folder), options.folium):
                report(f"folium {name}, {options.folium:,} incidents", figures)


def report(name: str, figures: dict[str, Any]) -> None:
    """Print the figures of one page."""
    print(f"\n{name}")
    for what, figure in figures.items():
        print(f"  {what:<50}{figure}", flush=True)


def ours(folder: Path, rows: int, texts: str) -> dict[str, Any]:
    """Return the figures of one of our pages."""
    table, page = folder / "made.parquet", folder / "made.html"
    made = make_incidents(rows, texts=texts)
    made.to_parquet(table)
    ids = made["id"].iloc[:: max(1, rows // 40)].tolist()
    figures = written("ours", table, page)
    with Chromium(page) as opened:
        opened.page.wait_for_selector("html[data-state]", state="attached", timeout=300_000)
        figures |= opened.usable()
        opened.cpu(STEP, ["year", 4])  # once to warm up
        for deed in ("year", "everything", "filter"):
            spent = opened.cpu(STEP, [deed, STEPS]) / STEPS
            figures[f"{deed}: script ms, CPU, mean of {STEPS}"] = f"{spent * 1000:.1f}"
        figures["renderer MB after the steps, DevTools attached"] = f"{opened.megabytes():.0f}"
        if texts == "full":
            figures |= _texts(opened, ids)
            figures["renderer MB after searching, DevTools attached"] = f"{opened.megabytes():.0f}"
        opened.page.evaluate("geomap.setFilter('text', null)")
        time.sleep(STILL_S)
        figures["renderer MB half a minute later, attached"] = f"{opened.megabytes():.0f}"
    figures["renderer MB as opened, nothing attached"] = f"{at_rest(page):.0f}"
    return figures


def _texts(opened: Chromium, ids: list[str]) -> dict[str, Any]:
    cards = sorted(opened.timed(f"geomap.open('{name}')") for name in ids)
    first = opened.timed("geomap.setFilter('text', ['zoo'])")
    second = opened.timed("geomap.setFilter('text', ['fierce the'])")
    return {
        "card with text, ms, wall, median of 40": f"{cards[len(cards) // 2]:.0f}",
        "first search of all texts, ms, wall": f"{first:.0f}",
        "next search, ms, wall": f"{second:.0f}",
        "found by the next search": opened.page.evaluate("geomap.count()"),
    }


def written(how: str, table: Path, page: Path) -> dict[str, Any]:
    """Write a page in a process of its own; return what that took."""
    command = [sys.executable, __file__, "--write", how, str(table), str(page)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = json.loads(answer.splitlines()[-1])
    return {
        "HTML, MB": f"{page.stat().st_size / 1e6:.2f}",
        "Python, s, CPU (wall)": f"{told['cpu']:.1f} ({told['wall']:.1f})",
        "Python, peak MB (after reading the table)": f"{told['peak']:.0f} ({told['before']:.0f})",
    }


def _write(how: str, table: str, page: str) -> dict[str, float]:
    import geopandas as gpd

    from geo.mapping import write_map

    gdf = gpd.read_parquet(table)
    before, wall, cpu = _peak(), time.perf_counter(), time.process_time()
    if how == "ours":
        write_map(gdf, page, title="Made-up incidents")
    else:
        write_plugin(how, gdf, page)
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "before": before,
        "peak": _peak(),
    }


def _peak() -> float:
    # Not ru_maxrss: that of a new process begins with its parent's.
    return _megabytes("self", "VmHWM")


def theirs(folder: Path, rows: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the figures of folium's plugins."""
    table, page = folder / "made.parquet", folder / "made.html"
    make_incidents(rows, texts="full").to_parquet(table)
    libraries = folder / "libraries"
    npm = shutil.which("npm")
    if npm is not None:
        subprocess.run([npm, "install", "--silent", "--prefix", libraries, *LIBRARIES], check=True)
    found = []
    for plugin in PLUGINS:
        figures = written(plugin, table, page)
        if npm is not None:
            with Chromium(page, libraries) as opened:
                opened.page.wait_for_load_state("load", timeout=300_000)
                opened.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
                figures |= opened.usable()
                figures["renderer MB"] = f"{opened.megabytes():.0f}"
        found.append((plugin, figures))
    return found


class Chromium:
    """A headless Chromium that opens one page, and what the page costs it."""

    def __init__(self, path: Path, libraries: Path | None = None) -> None:
        self.path, self.libraries = path, libraries

    def __enter__(self) -> Self:
        from playwright.sync_api import sync_playwright

        program = next(filter(None, map(shutil.which, BROWSERS)))
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=program, args=SWITCHES)
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800}, offline=self.libraries is None
        )
        self.page = context.new_page()
        self.page.set_default_timeout(600_000)
        if self.libraries is not None:
            serve_libraries(self.page, self.libraries)
        self.session = context.new_cdp_session(self.page)
        # The main thread's own time, not the clock's.
        self.session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        self.session.send("Performance.enable")
        self.page.goto(self.path.as_uri(), wait_until="commit")
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()
        self.playwright.stop()

    def metric(self, name: str) -> float:
        """Return one of the browser's own figures."""
        told = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in told if metric["name"] == name))

    def usable(self) -> dict[str, Any]:
        """Return how long the page took until now."""
        wall = self.page.evaluate("performance.now() / 1000")
        return {"open to usable, s, CPU (wall)": f"{self.metric('TaskDuration'):.2f} ({wall:.2f})"}

    def cpu(self, script: str, argument: Any) -> float:
        """Return the seconds of script that running something took."""
        before = self.metric("ScriptDuration")
        self.page.evaluate(script, argument)
        return self.metric("ScriptDuration") - before

    def timed(self, deed: str) -> float:
        """Return the milliseconds until a deed is done."""
        return float(self.page.evaluate(TIMED.replace("eval(deed)", deed), None))

    def megabytes(self) -> float:
        """Return the memory of the page's process."""
        session = self.browser.new_browser_cdp_session()
        told = session.send("SystemInfo.getProcessInfo")["processInfo"]
        pids = [process["id"] for process in told if process["type"] == "renderer"]
        return max(_resident(pid) for pid in pids)


def at_rest(page: Path) -> float:
    """Return the memory of the page's process in a Chromium that nobody looks into.

    What drives a browser keeps the page's bytes a second time: 40 MB for a page of 40 MB.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as profile:
        asked = ["--headless", *SWITCHES, "--window-size=1280,800", f"--user-data-dir={profile}"]
        with subprocess.Popen(
            # A port nobody connects to keeps a headless browser open.
            [program, *asked, "--remote-debugging-port=0", page.as_uri()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as browser:
            time.sleep(OPENED_S)
            found = [_resident(pid) for pid in _renderers(browser.pid)]
            os.killpg(browser.pid, signal.SIGTERM)
        return max(found, default=0.0)


def _renderers(session: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        pid = int(path.parent.name)
        try:
            if b"--type=renderer" in path.read_bytes() and os.getsid(pid) == session:
                yield pid
        except OSError:
            continue  # ended meanwhile


def _resident(pid: int) -> float:
    return _megabytes(pid, "VmRSS")


def _megabytes(pid: int | str, what: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1e3
    return 0.0


if __name__ == "__main__":
    main()
