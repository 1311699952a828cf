"""The site of an act: the likeliest of the places its sentence names, or its section's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.incidents import site as sites
from geo.incidents.discourse import place_heading
from geo.incidents.reading import token_at
from geo.model import Precision
from geo.places.relative import refine
from geo.places.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.actors import ActorMention
    from geo.incidents.acts import Act
    from geo.incidents.reading import Reading
    from geo.model import Mention, Place

SITE_THRESHOLD = 0.35
"""Below this probability a place of the sentence is not taken for the act's (see site.py)."""

NESTED_THRESHOLD = 0.1
"""A place inside the likeliest one is taken from this probability: both name the same site."""

SCENE_THRESHOLD = 0.2
"""The same for a place of an earlier sentence, taken only where the act names none."""

SCENE_REACH = 3
"""Sentences of a paragraph that a scene lasts."""

_LYING = frozenset({",", "in", "of", "the"})
_TOWN = frozenset({Precision.SETTLEMENT, Precision.EXACT, Precision.NEAR})
_REGION = frozenset({Precision.REGION})
_UNITS = {
    **dict.fromkeys(("town", "city", "village", "capital", "settlement"), _TOWN),
    **dict.fromkeys(("province", "governorate", "department", "state"), _REGION),
    "region": {Precision.REGION, Precision.AREA},
    "district": {Precision.DISTRICT},
    "there": _TOWN | {Precision.DISTRICT},
}
_INSIDE = frozenset({"pobj", "prep", "dobj", "conj", "nmod", "compound"})
_PARTS = frozenset("north south east west centre center outskirts middle rest".split())
_AT = frozenset("in at near outside around inside within on".split())
_BACK = 4  # sentences over which "the province" is the one named last
_NAMING = frozenset({"appos", "compound", "conj", "flat"})
_HOSPITALS = frozenset("hospital clinic morgue facility infirmary".split())
_ELSEWHERE = frozenset({"to", "from", "toward", "towards", "into"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The place of an act, the report's whole wording for it, and why it was chosen."""

    mention: Mention
    place: Place | None
    text: str
    start: int
    end: int
    probability: float
    reason: str


def site_of(act: Act, reading: Reading, actors: Sequence[ActorMention]) -> Site | None:
    """Return the place of the act's sentence that is likeliest its site, if one is likely at all.

    A name inside an actor's name ("US-led coalition") is no site.
    """
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    found = [
        m
        for m in reading.mentions
        if sentence.start_char <= m.start < sentence.end_char
        and not any(a.start <= m.start and m.end <= a.end for a in actors)
        and (not act.anaphoric or _belongs(doc, m, act))
        and not _is_speakers(doc, m, act)
        and not _is_hospitals(doc, m)
        and not _is_victims(m, reading)
    ]
    chances = sites.chances(doc, act.token, [_named(doc, m) for m in found])
    ranked = sorted(zip(chances, found, strict=True), key=lambda pair: (-pair[0], pair[1].start))
    if not ranked or ranked[0][0] < SITE_THRESHOLD:
        return _named_before(act, reading)
    chance, mention = _prefer_finer(ranked, doc)
    site = _as_site(reading, mention, chance, f"named with “{act.text}” (p {chance:.2f})")
    if site.place and not _lies_abroad(site, found, doc):
        return site
    return _at_parent(replace(site, place=None), ranked, doc)


def _named_before(act: Act, reading: Reading) -> Site | None:
    """Return the place that "there" or "in the province" of an act's clause stands for.

    "MSF left Kunduz after its hospital there was bombed"; "strikes in the east of the province".
    """
    doc = reading.parsed.doc
    clause = doc[act.token]
    while clause.pos_ != "VERB" and clause.dep_ in _INSIDE:
        clause = clause.head
    for token in clause.subtree:
        units = _UNITS.get(token.lower_)
        definite = any(c.lower_ == "the" for c in token.children) and _is_in(token)
        if units is None or not (definite or token.lower_ == "there"):
            continue
        if token.lower_ == "there" and token.dep_ == "expl":
            continue
        before = [
            m
            for m in reading.mentions
            if m.end <= token.idx
            and m.place
            and m.place.precision in units
            and reading.sentence_at(m.start) >= act.sentence - _BACK
            and not _is_speakers(doc, m, act)
        ]
        if before:
            return _as_site(reading, before[-1], SITE_THRESHOLD, f"meant by “{token.text}”")
    return None


def _is_in(unit: Any) -> bool:
    """Tell whether a unit is where something is: "in the east of the province"."""
    at = unit.head
    if at.lower_ == "of" and at.head.lower_ in _PARTS:
        at = at.head.head
    return at.lower_ in _AT


def _lies_abroad(site: Site, named: Sequence[Mention], doc: Any) -> bool:
    """Tell whether a place is said to lie in a unit that does not hold it: it is a namesake."""
    village = _named(doc, site.mention)
    return any(
        m.place and site.place and _apart(site.place, m.place)
        for m in named
        if m.start > site.mention.start and _lies_in(doc, village, _named(doc, m))
    )


def _apart(place: Place, unit: Place) -> bool:
    """Tell whether a place lies in another country, or in another region than the unit."""
    if place.country and unit.country not in {None, place.country}:
        return True
    regions = place.admin1, unit.admin1
    return unit.precision is Precision.REGION and None not in regions and len(set(regions)) > 1


def _lies_in(doc: Any, fine: sites.Named, coarse: sites.Named) -> bool:
    """Tell whether the words say so: "Solhan, in the province of Yagha"."""
    between = [t.lower_ for t in doc[fine.last + 1 : coarse.first] if not t.is_space]
    return bool(between) and set(between) <= _LYING | KINDS


def _belongs(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a place is said of a word that refers back: "the attack in Kunduz".

    "The United Nations in Geneva called the attack ..." says nothing of its site.
    """
    place = doc[token_at(doc, mention.start, mention.end)]
    noun = doc[act.token]
    over = {t.i for t in place.ancestors}
    happened = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i in over
    return noun.i in over or happened


def _is_speakers(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a place is where somebody speaks of the act, or where the speaker belongs.

    "said in Moscow that ...", "according to a spokesman in Maputo"; but "In Kunduz, police said"
    sets the scene.
    """
    place = doc[token_at(doc, mention.start, mention.end)]
    over_act = {act.token, *(t.i for t in doc[act.token].ancestors)}
    below = place
    for token in place.ancestors:
        if token.lower_ == "according":
            return True
        if token.i in over_act:
            said = token.lemma_.lower() in sites.SPEECH and token.i != act.token
            return said and (place.i > token.i or below.dep_ in {"nsubj", "nsubjpass"})
        below = token
    return False


def _is_victims(mention: Mention, reading: Reading) -> bool:
    """Tell whether a name is a victim's: "her daughter Florencia was also killed"."""
    doc = reading.parsed.doc
    at = doc[token_at(doc, mention.start, mention.end)]
    counted = [
        c.trigger
        for c in reading.casualties
        if c.claim.start <= mention.start and mention.end <= c.claim.end
    ]
    while at.dep_ in _NAMING and at.head.i != at.i:
        at = at.head
    return at.head.i in counted and at.dep_ in {"nsubj", "nsubjpass", "dobj"}


def _is_hospitals(doc: Any, mention: Mention) -> bool:
    """Tell whether a place is where the wounded were brought: "flown to a hospital in Bogota"."""
    chain = [doc[token_at(doc, mention.start, mention.end)]]
    chain += chain[0].ancestors
    treated = next((n for n, t in enumerate(chain) if t.lemma_.lower() in _HOSPITALS), None)
    if treated is None or treated + 1 >= len(chain):
        return False
    return chain[treated].dep_ == "pobj" and chain[treated].head.lower_ in {"to", "into"}


def _at_parent(site: Site, ranked: Sequence[tuple[float, Mention]], doc: Any) -> Site:
    """Return an unknown village's site at the known place it is said to lie in, if any."""
    village = _named(doc, site.mention)
    known = [(c, m) for c, m in ranked if m.place and not sites.is_dateline(doc, _named(doc, m))]
    written = [m for _, m in known if _lies_in(doc, village, _named(doc, m))]
    likely = [m for c, m in known if c >= NESTED_THRESHOLD]
    for mention in [*written, *likely][:1]:
        reason = f"{site.reason}; taken at “{mention.text}”, named with it"
        return replace(site, place=mention.place, reason=reason)
    return site


def site_nearby(act: Act, reading: Reading) -> Site | None:
    """Return the scene that a paragraph has set for an act that no place is said of.

    "Soldiers searched a house in Kunduz on Monday. They killed two men."
    """
    doc = reading.parsed.doc
    paragraph = reading.layout.paragraph(act.start)
    for number in range(act.sentence, max(-1, act.sentence - SCENE_REACH - 1), -1):
        sentence = reading.sentences[number]
        if reading.layout.paragraph(sentence.start_char) != paragraph:
            return None
        found = [
            m
            for m in reading.mentions
            if m.place
            and sentence.start_char <= m.start < sentence.end_char
            and _may_set_scene(doc, m, act)
        ]
        chances = sites.chances(doc, sentence.root.i, [_named(doc, m) for m in found])
        ranked = sorted(zip(chances, found, strict=True), key=lambda p: (-p[0], p[1].start))
        if ranked and ranked[0][0] >= SCENE_THRESHOLD:
            chance, mention = _prefer_finer(ranked, doc)
            return _as_site(reading, mention, chance, "named earlier in the act's paragraph")
    return None


def _may_set_scene(doc: Any, mention: Mention, act: Act) -> bool:
    if sites.is_dateline(doc, _named(doc, mention)):
        return False
    if doc[token_at(doc, mention.start, mention.end)].head.lower_ in _ELSEWHERE:
        return False
    return not _is_speakers(doc, mention, act)


def site_of_section(act: Act, reading: Reading) -> Site | None:
    """Return the place that heads the section an act stands in, if the heading is one."""
    heading = reading.layout.section(act.start)
    if heading is None:
        return None
    mention = place_heading(heading, reading.mentions, reading.parsed.document.text)
    if mention is None:
        return None
    return _as_site(reading, mention, SITE_THRESHOLD, "the heading of the section it stands in")


def _named(doc: Any, mention: Mention) -> sites.Named:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return sites.Named(first=span.start, last=span.end - 1, place=mention.place)


def _prefer_finer(ranked: Sequence[tuple[float, Mention]], doc: Any) -> tuple[float, Mention]:
    """Of nested places that both may be the site, take the finer ("Talbiseh" before "Homs")."""
    best = ranked[0]
    for other in ranked[1:]:
        said = _lies_in(doc, _named(doc, other[1]), _named(doc, best[1]))
        likely = said or other[0] >= NESTED_THRESHOLD
        if likely and sites.inside(other[1].place, best[1].place):
            best = other
    return best


def _as_site(reading: Reading, mention: Mention, probability: float, reason: str) -> Site:
    """Return the mention as a site, with the place and wording its neighbouring words give it."""
    refined = refine(reading.parsed, mention, reading.mentions)
    text = reading.parsed.document.text
    if refined is None:
        place, start, end = mention.place, mention.start, mention.end
    else:
        place, start, end = refined
    return Site(
        mention=mention,
        place=place,
        text=text[start:end],
        start=start,
        end=end,
        probability=probability,
        reason=reason if place is not None else f"{reason}; {mention.reason}",
    )
