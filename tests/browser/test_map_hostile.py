"""Whatever a report says is shown as text: nothing of it runs, links, or calls out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from map_cases import NEAR, REGION, TOWN, make_incident

from geo.model import (
    Actor,
    Claim,
    Evidence,
    Grade,
    MentionedPlace,
    Outcome,
    Place,
    Precision,
    Role,
    Source,
    Toll,
    When,
)
from geo.table import SCHEMA, ColumnType, to_table

pytestmark = pytest.mark.browser

HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<img src=x onerror=window.ran=1>",
    "${alert(1)}",
    "`);alert(1);//",
    "\\`${alert(1)}",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "--><script>alert(1)</script><!--",
    "javascript:alert(1)",
    "\u202egnihton\u202c",
    "line one\nline two\u2028line three",
    "'\"><svg/onload=alert(1)>",
]


def hostile(text: str):
    """Return an incident that says ``text`` in every field that a report can fill."""
    place = Place(
        name=text, lon=1.4, lat=18.4, precision=Precision.REGION, country="ML", admin1=text
    )
    return make_incident(
        1,
        id=text,
        place=place,
        place_text=text,
        place_reason=text,
        actors=(Actor(name=text, text=text + "!", role=Role.INITIATOR),),
        casualties=(
            Claim(
                outcome=Outcome.KILLED, toll=Toll(low=1, best=1, high=1), text=text, victims=text,
                claimant=text, document_id=text, start=0, end=1,
            ),
        ),
        evidence=(Evidence(document_id=text, start=0, end=1, text=text),),
        mentioned_places=(MentionedPlace(text=text, place=text, reason=text),),
        sources=(
            Source(
                document_id=text, title=text, source=text, url=text, published=date(2024, 1, 1)
            ),
        ),
    )  # fmt: skip


def test_hostile_text_shows_as_text_and_does_nothing(open_map):
    title = " ".join(HOSTILE)
    opened = open_map([hostile(text) for text in HOSTILE], title=title)
    opened.page.click("#gm-to-list")
    for text in HOSTILE:
        opened.js("(id) => geomap.open(id)", text)
        opened.page.click(".gm-card summary")
        shown = opened.js("() => document.querySelector('.gm-card').textContent")
        assert shown.count(text) >= 9
        assert opened.js("document.querySelectorAll('.gm-card a').length") == 0
    opened.page.wait_for_timeout(150)
    assert opened.js("document.querySelector('h1').textContent") == title
    assert opened.js("document.title") == title.replace("\n", " ")
    assert opened.js("document.querySelectorAll('.gm-root :is(img, svg, iframe)').length") == 0
    assert opened.js("window.ran") is None
    assert opened.errors == []
    assert len(opened.requests) == 1


def test_facets_list_paper_and_picture_show_hostile_words_as_text(open_map):
    opened = open_map([hostile(text) for text in HOSTILE])
    opened.js("document.querySelectorAll('.gm-facet').forEach((facet) => { facet.open = true; })")
    for more in opened.page.locator(".gm-more:visible").all():
        more.click()
    names = opened.page.locator(".gm-facet .gm-name").evaluate_all(
        "(names) => names.map((name) => name.textContent)"
    )
    for text in HOSTILE:
        assert names.count(text) >= 1, text
        opened.js("(text) => geomap.setFilter('actors', [text])", text)
        assert opened.js(
            "(text) => document.querySelector('.gm-chips').textContent.includes(text)", text
        )
        assert opened.js("geomap.count()") == 1
    opened.js("geomap.setFilter('actors', null)")
    opened.page.click("#gm-to-share")
    with opened.page.expect_download():
        opened.page.click(".gm-picture")
    opened.page.emulate_media(media="print")
    opened.page.wait_for_selector(".gm-sheet")
    paper = opened.js("document.querySelector('.gm-sheet').textContent")
    assert all(text in paper for text in HOSTILE)
    assert opened.js("document.querySelectorAll('.gm-sheet :is(img, svg, iframe)').length") == 0
    assert opened.js("window.ran") is None
    assert opened.errors == []
    assert len([url for url in opened.requests if not url.startswith("blob:")]) == 1


KINDS = {
    "a town": {"place": TOWN},
    "an exact site": {"place": replace(TOWN, precision=Precision.EXACT, uncertainty_km=None)},
    "near a point": {"place": NEAR},
    "a region with an outline": {"place": REGION},
    "a region without": {"place": replace(REGION, id=None, name="Nowhere", admin1="Nowhere")},
    "a country": {"place": replace(REGION, precision=Precision.COUNTRY)},
    "no place": {"place": None},
    "no date": {"when": When()},
    "a month": {"when": When(start=date(2024, 3, 1), end=date(2024, 3, 31), precision="month")},
    "no toll": {"killed": Toll(), "casualties": ()},
    "an open toll": {"killed": Toll(low=9, best=9)},
    "no actor": {"actors": ()},
    "no type": {"event_type": None, "sub_event_type": None},
    "merged": {"members": ("a", "b"), "grade": Grade.CONTESTED},
}
KEPT = {"place_precision", "date_precision", "country", "geometry"}
"""What makes a row of its kind; each is hostile in a table of its own."""


def poisoned(value, text):
    """Return a value with every text in it, at any depth, replaced."""
    if isinstance(value, str):
        return text
    if isinstance(value, list):
        return [poisoned(item, text) for item in value]
    if isinstance(value, dict):
        return {name: poisoned(item, text) for name, item in value.items()}
    return value


def poisoned_table(text, kept=KEPT):
    """Return a row of every kind, every text of it in every column replaced."""
    table = to_table([make_incident(n, **how) for n, how in enumerate(KINDS.values())])
    for spec in SCHEMA:
        if spec.name in kept or spec.type not in {ColumnType.TEXT, ColumnType.LIST}:
            continue
        values = [
            poisoned(value, f"{text} {spec.name}") for value in table[spec.name].astype(object)
        ]
        table[spec.name] = values
    table["id"] = [f"{text} {kind}" for kind in KINDS]
    return table


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_of_any_kind_of_row_runs(open_map, text):
    opened = open_map(poisoned_table(text))
    assert opened.js("geomap.count()") == len(KINDS)
    for kind in KINDS:
        opened.js("(id) => geomap.open(id)", f"{text} {kind}")
        assert f"{text} event_type" in opened.js(
            "document.querySelector('.gm-card').textContent"
        ) or (kind == "no type")
    for view in ("points", "heat", "hexagons", "clusters"):
        opened.js("(view) => geomap.setView(view)", view)
        opened.next_frame()
    opened.js("(text) => geomap.setFilter('text', [text])", text)
    opened.js("(text) => geomap.setFilter('actors', [text])", f"{text} actors")
    opened.page.wait_for_timeout(100)
    assert (
        opened.js("document.querySelectorAll('.gm-root :is(img, svg, iframe, script)').length") == 0
    )
    assert (
        opened.js(
            "[...document.querySelectorAll('.gm-box a')].filter((a) => !/^https?:/.test(a.href)).length"
        )
        == 0
    )
    assert opened.js("window.ran") is None
    assert opened.errors == []
    # The search's worker is a part of the page: its address is a blob of the page's own.
    assert [url for url in opened.requests[1:] if not url.startswith("blob:null/")] == []


def test_hostile_words_in_place_of_the_vocabularies_are_drawn_as_any_other(open_map):
    opened = open_map(
        poisoned_table("</script>${alert(1)}`<img src=x onerror=alert(1)>", {"geometry"})
    )
    assert opened.js("geomap.count()") == len(KINDS)
    assert opened.js("document.documentElement.dataset.state") == "ready"
    assert opened.errors == []


def test_the_policy_stops_what_would_be_injected(open_map):
    opened = open_map([make_incident(1)])
    refused = opened.js(
        """async () => {
          const refused = [];
          document.addEventListener("securitypolicyviolation", (event) => {
            refused.push(event.effectiveDirective);
          });
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          const holder = document.createElement("div");
          holder.innerHTML = '<img src="data:x" onerror="window.ran = 2">';
          document.body.append(holder);
          new Image().src = "https://collector.example/x";
          fetch("https://collector.example/y").catch(() => {});
          // Later: the test driver's own call may use eval, the page's may not.
          setTimeout(() => {
            try { eval("window.ran = 3"); } catch { refused.push("eval"); }
          });
          await new Promise((done) => setTimeout(done, 200));
          return [...new Set(refused)].sort();
        }"""
    )
    assert opened.js("window.ran") is None
    assert {"connect-src", "img-src", "script-src-attr", "script-src-elem", "eval"} <= set(refused)
