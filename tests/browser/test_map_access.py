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
