"""Where an act happened whose own sentence does not say: what is told around it.

"Soldiers searched a house in Kunduz on Monday. They killed two men." What a paragraph, the heading
of a section or the opening of the report says of where it plays holds for what it tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents import site as sites
from geo.incidents.discourse import place_heading
from geo.incidents.narration import eventful, spoken_of
from geo.incidents.nested import inside, is_dateline, named
from geo.incidents.reading import token_at
from geo.incidents.unsited import is_speakers
from geo.incidents.verdict import Realis
from geo.incidents.when import OPINION, sets_day
from geo.incidents.where import SITE_THRESHOLD, TOWN, as_site, candidates, dateline_of, prefer_finer
from geo.model import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.acts import Act
    from geo.incidents.reading import Reading
    from geo.incidents.where import Site
    from geo.model import Mention

SCENE_THRESHOLD = 0.2
"""Below this a place of an earlier sentence is not taken, where the act names none."""

SCENE_REACH = 3
"""Sentences of a paragraph that a scene lasts."""

_AFTERWARDS = 2
_MOST_PLACES = 3
_OPENING = 3
_FOLLOWS = "named after the act in its paragraph"
_OPENS = "named where the report opens"
_CAUSES = frozenset({"after", "following", "against", "over", "since", "about"})
_ELSEWHERE = frozenset({"to", "from", "toward", "towards", "into"})


def site_nearby(act: Act, reading: Reading) -> Site | None:
    """Return the scene that the sentences around an act set, if no place is said of it.

    What is only spoken of happened elsewhere, as a rule.
    """
    if spoken_of(reading.parsed.doc[act.token]):
        return None
    for number, least, why in _around(act, reading):
        if number != act.sentence and not _happens(number, reading):
            continue
        site = _scene(number, least, why, act=act, reading=reading)
        if site is not None and not (why == _OPENS and _is_country(site)):
            return site
    return _of_lead(act, reading)


def _of_lead(act: Act, reading: Reading) -> Site | None:
    """Return the dateline's town for an act of the lead, where the lead names no other place.

    So the agencies' stylebooks have it: a lead says where, unless it is where the dateline says.
    """
    line = dateline_of(reading)
    if line is None or line.place is None or line.place.precision not in TOWN:
        return None
    at = reading.sentence_at(line.start)
    if not at <= act.sentence <= at + 1:
        return None
    end = reading.sentences[act.sentence].end_char
    others = [m for m in candidates(reading) if line.end <= m.start < end and m.text != line.text]
    over = {t.lemma_.lower() for t in reading.parsed.doc[act.token].ancestors}
    if others or over & OPINION:
        return None
    return as_site(reading, line, SITE_THRESHOLD, "the dateline: the lead names no other place")


def _tells(number: int, reading: Reading) -> bool:
    """Tell whether a sentence does more than speak of acts: "responsible for the riots"."""
    doc = reading.parsed.doc
    acts = [a for a in reading.acts if a.sentence == number]
    told = [a for a in acts if a.realis is Realis.ASSERTED]
    return not told or any(not spoken_of(doc[a.token]) for a in told)


def _happens(number: int, reading: Reading) -> bool:
    """Tell whether a sentence sets a scene: something is done in it, by arms, or on a day.

    "He said so at a meeting in Delhi" does not move the story to Delhi.
    """
    sentence = reading.sentences[number]
    return eventful(number, reading) or any(
        sentence.start_char <= d.start < sentence.end_char and sets_day(d, sentence, reading)
        for d in reading.dates
    )


def _is_country(site: Site) -> bool:
    return site.place is not None and site.place.precision is Precision.COUNTRY


def finer_site(site: Site, act: Act, reading: Reading) -> Site:
    """Return the place inside a country that the sentences around say, else the country."""
    near = site_nearby(act, reading) if _is_country(site) else None
    if near is None or near.reason == _FOLLOWS:
        return site
    return near if inside(near.place, site.place) else site


def site_of_section(act: Act, reading: Reading) -> Site | None:
    """Return the place that heads the section an act stands in, if the heading is one."""
    heading = reading.layout.section(act.start)
    if heading is None:
        return None
    mention = place_heading(heading, reading.mentions, reading.parsed.document.text)
    if mention is None:
        return None
    return as_site(reading, mention, SITE_THRESHOLD, "the heading of the section it stands in")


def _around(act: Act, reading: Reading) -> Iterator[tuple[int, float, str]]:
    """Yield the sentences to ask, the likelihood each needs, and what to say of its place."""
    own = reading.layout.paragraph(act.start)
    last = len(reading.sentences) - 1

    def together(number: int) -> bool:
        start = reading.sentences[number].start_char
        return number == act.sentence or reading.layout.paragraph(start) == own

    for number in range(act.sentence, max(-1, act.sentence - SCENE_REACH - 1), -1):
        if not together(number):
            break
        yield number, SCENE_THRESHOLD, "named earlier in the act's paragraph"
    for number in range(act.sentence + 1, min(last, act.sentence + _AFTERWARDS) + 1):
        if not together(number):
            break
        yield number, SITE_THRESHOLD, _FOLLOWS
    for number in range(min(_OPENING, act.sentence)):
        if _tells(number, reading):
            yield number, SITE_THRESHOLD, _OPENS


def _scene(number: int, least: float, why: str, *, act: Act, reading: Reading) -> Site | None:
    doc = reading.parsed.doc
    sentence = reading.sentences[number]
    found = [
        m
        for m in reading.mentions
        if m.place
        and sentence.start_char <= m.start < sentence.end_char
        and _may_set_scene(doc, m, act)
    ]
    if len({m.place.id for m in found if m.place}) > _MOST_PLACES:
        return None  # a list of towns is no scene
    chances = sites.chances(doc, sentence.root.i, [named(doc, m) for m in found])
    ranked = sorted(zip(chances, found, strict=True), key=lambda p: (-p[0], p[1].start))
    if not ranked or ranked[0][0] < least:
        return None
    chance, mention = prefer_finer(ranked, doc)
    return as_site(reading, mention, chance, why)


def _may_set_scene(doc: Any, mention: Mention, act: Act) -> bool:
    if is_dateline(doc, named(doc, mention)):
        return False
    place = doc[token_at(doc, mention.start, mention.end)]
    if place.head.lower_ in _ELSEWHERE:
        return False
    if any(t.dep_ == "prep" and t.lower_ in _CAUSES for t in place.ancestors):
        return False
    return not is_speakers(doc, mention, act)
