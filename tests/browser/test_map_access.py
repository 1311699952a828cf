"""The page for everyone: axe's rules, the keyboard alone, small screens, other languages."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from map_cases import three_incidents

pytestmark = pytest.mark.browser

VENDOR = Path(__file__).parent / "vendor" / "axe-core"
AXE = """async (rules) => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations
    .filter(({ id }) => !rules.includes(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
}"""
OPEN = {
    "filters": (),
    "facets": (".gm-facet:nth-of-type(2) summary", ".gm-unfold >> nth=0"),
    "layers": ("#gm-to-layers",),
    "list": ("#gm-to-list",),
    "wide list": ("#gm-to-list", ".gm-widen"),
    "share": ("#gm-to-share",),
    "card": ("#gm-to-list", ".gm-grid-row >> nth=0"),
}


def faults(opened, *, but=()) -> list[str]:
    """Return what axe finds fault with, but for the rules named."""
    opened.js((VENDOR / "axe.min.js").read_text("utf-8") + "; undefined")
    return opened.js(AXE, list(but))


def test_vendored_axe_is_the_one_of_the_registry():
    for line in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", OPEN)
def test_axe_finds_no_fault(open_map, state, theme):
    opened = open_map(three_incidents(), theme=theme, title="Three")
    for selector in OPEN[state]:
        opened.page.click(selector)
    opened.page.wait_for_timeout(200)
    assert faults(opened) == []


@pytest.mark.parametrize("fragment", ["#l=ar&i=incident-00001", "#l=fr&i=incident-00002"])
def test_axe_finds_no_fault_on_a_phone_in_another_language(open_map, fragment):
    opened = open_map(three_incidents(), size=(360, 740), fragment=fragment, title="Three")
    opened.page.wait_for_selector(".gm-card:not([hidden])")
    opened.page.click(".gm-fold")
    assert faults(opened) == []


def active(opened) -> str:
    return opened.js(
        "document.activeElement.id || document.activeElement.className || "
        "document.activeElement.tagName"
    )


def tab_to(opened, *, has: str, presses: int = 60, key: str = "Tab") -> None:
    """Press Tab until the element in focus has a class, id or label."""
    for _ in range(presses):
        opened.page.keyboard.press(key)
        found = opened.js(
            "(wanted) => { const e = document.activeElement; return e.id === wanted || "
            "e.classList.contains(wanted) || e.getAttribute('aria-label') === wanted; }",
            has,
        )
        if found:
            return
    pytest.fail(f"{has} is not reached by {key}")


def test_everything_is_done_by_the_keyboard_alone(varied_map):
    opened, keyboard = varied_map, varied_map.page.keyboard
    tab_to(opened, has="gm-search")
    keyboard.type("palmyra")
    opened.page.wait_for_selector("[role=status]:has-text('these words')")
    found = opened.count()
    assert 0 < found < len(opened.incidents)
    tab_to(opened, has="gm-clear")
    keyboard.press("Enter")
    assert opened.count() == len(opened.incidents)
    tab_to(opened, has="gm-none")
    keyboard.press("Enter")
    assert opened.count() == 0
    keyboard.press("Tab")
    keyboard.press("Space")
    assert opened.count() == len([i for i in opened.incidents if i.event_type == "Battles"])
    tab_to(opened, has="gm-all", key="Shift+Tab")
    keyboard.press("Enter")
    tab_to(opened, has="gm-to-filters", key="Shift+Tab")
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    assert active(opened) == "gm-to-list"
    tab_to(opened, has="gm-grid")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    opened.page.wait_for_selector(".gm-card:not([hidden])")
    keyboard.press("ArrowRight")
    opened.page.wait_for_selector(".gm-card-where:text-matches('^3 of')")
    tab_to(opened, has="gm-copy")
    keyboard.press("Escape")
    assert opened.page.is_hidden(".gm-card")
    assert active(opened) == "gm-grid"
    tab_to(opened, has="gm-handle-start")
    keyboard.press("PageUp")
    assert opened.count() < len(opened.incidents)
    tab_to(opened, has="gm-whole-time", key="Shift+Tab")
    keyboard.press("Enter")
    assert opened.count() == len(opened.incidents)
    assert opened.errors == []


def test_keys_of_the_page_play_step_and_search_but_not_while_writing(three):
    three.page.focus(".leaflet-container")
    three.page.keyboard.press("Space")
    assert three.page.get_attribute(".gm-play", "aria-label") == "Pause"
    three.page.keyboard.press("Space")
    assert three.page.get_attribute(".gm-play", "aria-label") == "Play"
    three.js("geomap.setTime(null, null)")
    three.page.keyboard.press(".")
    assert three.count() < 3
    three.js("geomap.setTime(null, null)")
    three.page.keyboard.press("/")
    assert active(three) == "gm-search"
    three.page.keyboard.type(". ,")
    assert three.js("geomap.state()").find("t=") < 0
    three.page.fill(".gm-search", "")


def test_each_element_in_focus_is_seen(three):
    three.page.focus("#gm-to-filters")
    for _ in range(12):
        three.page.keyboard.press("Tab")
        outline = three.js("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", active(three)


@pytest.mark.parametrize("fragment", ["", "#l=ar", "#l=fr"])
@pytest.mark.parametrize("tab", ["filters", "layers", "list", "share"])
def test_nothing_sticks_out_of_a_phone(open_map, tab, fragment):
    opened = open_map(three_incidents(), size=(360, 740), fragment=fragment, title="Three")
    opened.page.click(".gm-fold")
    opened.page.click(f"#gm-to-{tab}")
    opened.page.click(".gm-options")
    wide = opened.js(
        """() => [...document.querySelectorAll(".gm-box, .gm-box *")]
          .filter((e) => e.checkVisibility() && !e.closest(".gm-track"))
          .filter((e) => !e.closest(".gm-visually-hidden"))
          .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.left < -1 || box.right > 361))
          .map(([name]) => String(name))"""
    )
    assert wide == []
    assert opened.js("document.documentElement.scrollWidth") <= 360


def test_what_is_touched_on_a_phone_is_large_enough(open_map):
    opened = open_map(three_incidents(), size=(360, 740))
    opened.page.click(".gm-fold")
    small = opened.js(
        """() => [...document.querySelectorAll(".gm-box button, .gm-box label:not([for]), .gm-box select")]
          .filter((e) => e.checkVisibility())
          .map((e) => [e.className, e.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([name]) => name)"""
    )
    assert small == []


def test_a_right_to_left_language_mirrors_the_boxes_and_not_the_map(open_map):
    opened = open_map(three_incidents(), fragment="#l=ar")
    panel = opened.page.locator(".gm-panel").bounding_box()
    assert panel["x"] > 640
    assert opened.page.get_attribute(".gm-panel", "dir") == "rtl"
    assert "حوادث" in opened.text(".gm-total")
    opened.js("geomap.open('incident-00001')")
    assert opened.page.locator(".gm-card").bounding_box()["x"] < 100
    handles = [opened.page.locator(f".gm-handle-{s}").bounding_box()["x"] for s in ("start", "end")]
    assert handles[0] < handles[1]
    opened.page.keyboard.press("ArrowLeft")  # the way this language reads is forward
    opened.page.wait_for_selector(".gm-card :text('incident-00002')")


def test_the_language_is_changed_in_place_and_kept_in_the_address(open_map):
    opened = open_map(three_incidents())
    opened.js("geomap.setFilter('event_type', ['Battles'])")
    opened.page.click("#gm-to-share")
    opened.page.select_option("[aria-label=Language]", "fr")
    assert opened.text(".gm-total") == "1 incident · 3 tués"
    assert "l=fr" in opened.js("geomap.state()")
    opened.page.click("#gm-to-filters")
    assert "Combats" in opened.text(".gm-layers")
    assert opened.errors == []


COLOURS = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(document.querySelector(".leaflet-control-scale-line"));
  return [style.backgroundColor, style.color, style.borderBottomColor].map((colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  });
}"""


def luminance(colour) -> float:
    parts = [value / 255 for value in colour[:3]]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return sum(share * v for share, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_scale_is_read_whatever_lies_under_it(open_map, theme):
    ground, words, bar = open_map(three_incidents(), theme=theme).js(COLOURS)
    assert ground[3] == 255
    assert contrast(ground, words) >= 4.5
    assert contrast(ground, bar) >= 3


def test_reduced_motion_is_respected(open_map):
    opened = open_map(three_incidents())
    opened.page.emulate_media(reduced_motion="reduce")
    opened.page.reload()
    opened.page.wait_for_selector("html[data-state=ready]", state="attached")
    assert (
        opened.js("getComputedStyle(document.querySelector('.gm-play')).transitionDuration") == "0s"
    )
    assert opened.page.get_attribute(".gm-play", "aria-label") == "Play"
