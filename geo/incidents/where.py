"""The site of an act: the likeliest of the places its sentence names, or its section's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.incidents import site as sites
from geo.incidents.narration import is_grievance
from geo.incidents.nested import Named, inside, is_dateline, named, whole_names
from geo.incidents.unsited import is_something_else, is_speakers, may_be_site
from geo.model import Precision
from geo.places.relative import NEAR_KM, refine, widened
from geo.places.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.incidents.actors import ActorMention
    from geo.incidents.acts import Act
    from geo.incidents.reading import Reading
    from geo.model import Mention, Place

SITE_THRESHOLD = 0.35
"""Below this probability a place of the sentence is not taken for the act's (see site.py)."""

OBJECT = 0.6
"""The least probability of a town that follows its verb at once. By hand."""

NESTED_THRESHOLD = 0.1
"""A place inside the likeliest one is taken from this probability: both name the same site."""

_FAR = 120
_UNITS = frozenset({Precision.DISTRICT, Precision.REGION})
_APPOSED = re.compile(r",\s+(?:in\s+)?(?:the\s+)?")
_DESCRIBED = re.compile(
    r",?\s+(?:\(|which\s+(?:is|lies)\s+|an?\s+(?:\w+\s+){0,3}?|lying\s+|located\s+|some\s+|about\s+){0,4}"
)
_WORD = re.compile(r"\s+([a-z]+)\b")
_LYING = frozenset({",", "in", "of", "the"})
TOWN = frozenset({Precision.SETTLEMENT, Precision.EXACT, Precision.NEAR})
_REGION = frozenset({Precision.REGION})
_REFERRED = {
    **dict.fromkeys(("town", "city", "village", "capital", "settlement"), TOWN),
    **dict.fromkeys(("province", "governorate", "department", "state"), _REGION),
    "region": {Precision.REGION, Precision.AREA},
    "district": {Precision.DISTRICT},
    "there": TOWN | {Precision.DISTRICT},
}
_INSIDE = frozenset({"pobj", "prep", "dobj", "conj", "nmod", "compound"})
_PARTS = frozenset("north south east west centre center outskirts middle rest".split())
_AT = frozenset("in at near outside around inside within on".split())
_HEAD = 4  # names in which a dateline stands
_BACK = 4  # sentences over which "the province" is the one named last


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
    runner_up: tuple[Mention, float] | None = None


def site_of(act: Act, reading: Reading, actors: Sequence[ActorMention]) -> Site | None:
    """Return the place of the act's sentence that is likeliest its site, if one is likely at all.

    A name inside an actor's name ("US-led coalition") is no site.
    """
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    found = [
        m
        for m in candidates(reading)
        if sentence.start_char <= m.start < sentence.end_char
        and not any(a.start <= m.start and m.end <= a.end for a in actors)
        and may_be_site(m, act, reading)
    ]
    chances = [
        max(chance, OBJECT) if _is_object(m, act, doc) else chance
        for m, chance in zip(
            found, sites.chances(doc, act.token, [named(doc, m) for m in found]), strict=True
        )
    ]
    ranked = sorted(zip(chances, found, strict=True), key=lambda pair: (-pair[0], pair[1].start))
    if not ranked or ranked[0][0] < SITE_THRESHOLD:
        return _named_before(act, reading)
    chance, mention = prefer_finer(ranked, doc)
    site = as_site(reading, mention, chance, f"named with “{act.text}” (p {chance:.2f})")
    site = replace(site, runner_up=_runner_up(mention, ranked))
    if site.place and not _lies_abroad(site, found, doc):
        return site
    return _at_parent(replace(site, place=None), ranked, reading)


def _is_object(mention: Mention, act: Act, doc: Any) -> bool:
    """Tell whether a town stands right behind the verb: "struck Rafah hours later" is misparsed."""
    verb = doc[act.token]
    town = mention.place is not None and mention.place.precision in TOWN
    return town and verb.pos_ == "VERB" and doc[verb.i + 1 : verb.i + 2].start_char == mention.start


def _runner_up(
    chosen: Mention, ranked: Sequence[tuple[float, Mention]]
) -> tuple[Mention, float] | None:
    """Return the likeliest other place that does not hold the chosen one, and its probability."""
    for chance, mention in ranked:
        place, site = mention.place, chosen.place
        same = place is not None and site is not None and place.id == site.id
        if mention != chosen and place is not None and not same and not inside(site, place):
            return mention, chance
    return None


def _named_before(act: Act, reading: Reading) -> Site | None:
    """Return the place that "there" or "in the province" of an act's clause stands for.

    "MSF left Kunduz after its hospital there was bombed"; "strikes in the east of the province".
    """
    doc = reading.parsed.doc
    clause = doc[act.token]
    while clause.pos_ != "VERB" and clause.dep_ in _INSIDE:
        clause = clause.head
    for token in clause.subtree:
        if token.lower_ == "here":
            return _where_report_is_from(reading, "here")
        if _refers(token, doc[act.token]):
            site = _meant_by(token, act, reading)
            if site is not None:
                return site
    return None


def _refers(token: Any, act: Any) -> bool:
    """Tell whether a word stands for a place told before: "there", "in the town"."""
    if token.lower_ == "there":
        return bool(token.dep_ != "expl")
    definite = any(c.lower_ == "the" for c in token.children) and _is_in(token)
    return token.lower_ in _REFERRED and definite and not is_grievance(token, act)


def _meant_by(token: Any, act: Act, reading: Reading) -> Site | None:
    units = _REFERRED[token.lower_]
    before = [
        m
        for m in reading.mentions
        if m.end <= token.idx
        and m.place
        and m.place.precision is not Precision.COUNTRY
        and reading.sentence_at(m.start) >= act.sentence - _BACK
        and not is_speakers(reading.parsed.doc, m, act)
    ]
    meant = _introduced(token.lower_, reading, token.idx)
    if not meant:
        meant = before[-1:] if TOWN & units else [m for m in before if _fits(m, units)][-1:]
    if meant and _fits(meant[0], units):
        return as_site(reading, meant[0], SITE_THRESHOLD, f"meant by “{token.text}”")
    alone = not meant and token.lower_ == "capital"
    return _where_report_is_from(reading, "the capital") if alone else None


def _introduced(unit: str, reading: Reading, before: int) -> list[Mention]:
    """Return the last place that a report has called by this word: "the town of Khasham"."""
    text = reading.parsed.doc.text
    called = re.compile(rf"\b{unit}\s+of\s+\Z", re.IGNORECASE)
    return [
        m
        for m in reading.mentions
        if m.place and m.end <= before and called.search(text[max(0, m.start - 20) : m.start])
    ][-1:]


def _where_report_is_from(reading: Reading, word: str) -> Site | None:
    """Return the place of the dateline, which "here" means, and "the capital" if none is named."""
    line = dateline_of(reading)
    reason = f"the dateline, meant by “{word}”"
    return as_site(reading, line, SITE_THRESHOLD, reason) if line else None


def dateline_of(reading: Reading) -> Mention | None:
    """Return the place of the dateline, if there is one and the gazetteer knows it."""
    doc = reading.parsed.doc
    opening = (m for m in reading.mentions[:_HEAD] if m.place)
    return next((m for m in opening if is_dateline(doc, named(doc, m))), None)


def _fits(mention: Mention, units: Collection[Precision]) -> bool:
    return mention.place is not None and mention.place.precision in units


def _is_in(unit: Any) -> bool:
    """Tell whether a unit is where something is: "in the east of the province"."""
    at = unit.head
    if at.lower_ == "of" and at.head.lower_ in _PARTS:
        at = at.head.head
    return at.lower_ in _AT


def candidates(reading: Reading) -> list[Mention]:
    """Return the report's places, and the doubtful names that are no person, weapon or plain word.

    The linker is trained on verbs and would take "the murder of Freddy" for a place.
    """
    doc = reading.parsed.doc
    people = {t.lower_ for e in doc.ents if e.label_ == "PERSON" for t in e}
    doubted = [
        m
        for m in reading.doubtful
        if not is_something_else(m.text, people)
        and (m.place or m.text[:1].isupper() or _stands_as_place(doc, m))
    ]
    return sorted((*reading.mentions, *doubted), key=lambda m: m.start)


def _stands_as_place(doc: Any, mention: Mention) -> bool:
    """Tell whether a name without a capital is where something is: "in matar", "palvi tower area".

    Texts that have lost their capitals would else yield "including a psi".
    """
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    before = doc[span.start - 1].lower_ if span.start else ""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    return before in _AT or after in KINDS


def _lies_abroad(site: Site, others: Sequence[Mention], doc: Any) -> bool:
    """Tell whether a place is said to lie in a unit that does not hold it: it is a namesake."""
    village = named(doc, site.mention)
    return any(
        m.place and site.place and _apart(site.place, m.place)
        for m in others
        if m.start > site.mention.start and _lies_in(doc, village, named(doc, m))
    )


def _apart(place: Place, unit: Place) -> bool:
    """Tell whether a place lies in another country, or in another region than the unit."""
    if place.country and unit.country not in {None, place.country}:
        return True
    regions = place.admin1, unit.admin1
    return unit.precision is Precision.REGION and None not in regions and len(set(regions)) > 1


def _lies_in(doc: Any, fine: Named, coarse: Named) -> bool:
    """Tell whether the words say so: "Solhan, in the province of Yagha"."""
    between = _between(doc, fine, coarse)
    return bool(between) and between <= _LYING | KINDS


def _between(doc: Any, fine: Named, coarse: Named) -> set[str]:
    return {t.lower_ for t in doc[fine.last + 1 : coarse.first] if not t.is_space}


def _at_parent(site: Site, ranked: Sequence[tuple[float, Mention]], reading: Reading) -> Site:
    """Return an unknown village's site at the known place it is said to lie in or by, if any.

    "Zarkuma, a village 30 km north of Maradi" lies there, not in Maradi.
    """
    doc = reading.parsed.doc
    village = named(doc, site.mention)
    known = [(c, m) for c, m in ranked if m.place and not is_dateline(doc, named(doc, m))]
    for _, mention in known:
        refined = refine(reading.parsed, mention, reading.mentions)
        if refined and _described(reading.parsed.document.text, site.end, refined[1]):
            place, start, end = refined
            text = reading.parsed.document.text[site.start : end]
            reason = f"{site.reason}; taken at “{reading.parsed.document.text[start:end]}”"
            return replace(site, place=place, text=text, end=end, reason=reason)
    written = [m for _, m in known if _lies_in(doc, village, named(doc, m))]
    likely = [m for c, m in known if c >= NESTED_THRESHOLD]
    for mention in [*written, *likely][:1]:
        reason = f"{site.reason}; taken at “{mention.text}”, named with it"
        parent = named(doc, mention)
        owned = "'s" in {w.replace("’", "'") for w in _between(doc, parent, village)}
        inside = owned or (mention in written and "in" in _between(doc, village, parent))
        where = mention.place if inside else _about(mention.place)
        return replace(site, place=where, reason=reason)
    return site


def _about(place: Place | None) -> Place | None:
    """Return a town as the surroundings in which a village named with it may lie."""
    if place is None or place.precision not in TOWN:
        return place
    return widened(place, max(NEAR_KM, place.uncertainty_km or 0.0))


def _described(text: str, end: int, start: int) -> bool:
    """Tell whether a wording describes the name before it: ", a village 30 km north of X"."""
    return start > end and _DESCRIBED.fullmatch(text, end, start) is not None


def prefer_finer(ranked: Sequence[tuple[float, Mention]], doc: Any) -> tuple[float, Mention]:
    """Of nested places that both may be the site, take the finer ("Talbiseh" before "Homs")."""
    best = ranked[0]
    for other in ranked[1:]:
        said = _lies_in(doc, named(doc, other[1]), named(doc, best[1]))
        likely = said or other[0] >= NESTED_THRESHOLD
        if likely and inside(other[1].place, best[1].place):
            best = other
    return best


def as_site(reading: Reading, mention: Mention, probability: float, reason: str) -> Site:
    """Return the mention as a site, with the place and wording its neighbouring words give it."""
    refined = refine(reading.parsed, mention, reading.mentions)
    text = reading.parsed.document.text
    if refined is None:
        place, (start, end) = mention.place, _whole(reading, mention)
    else:
        place, start, end = refined
    end = _with_units(reading, end) if place is not None else end
    return Site(
        mention=mention,
        place=place,
        text=text[start:end],
        start=start,
        end=end,
        probability=probability,
        reason=reason if place is not None else f"{reason}; {mention.reason}",
    )


def _whole(reading: Reading, mention: Mention) -> tuple[int, int]:
    """Return the offsets of a name with the words that belong to it: "Hama" of "Hama Airport"."""
    doc = reading.parsed.doc
    around = (m for m in reading.mentions if abs(m.start - mention.start) < _FAR)
    others = [m for m in around if m.start != mention.start]
    (first, last), *_ = whole_names(doc, [named(doc, m) for m in (mention, *others)])
    return doc[first].idx, doc[last].idx + len(doc[last].text)


def _with_units(reading: Reading, end: int) -> int:
    """Return where a wording ends with the units in apposition to it: "Sabari, Khost province"."""
    text = reading.parsed.document.text
    for mention in reading.mentions:
        unit = mention.place is not None and mention.place.precision in _UNITS
        if unit and mention.start > end and _APPOSED.fullmatch(text, end, mention.start):
            word = _WORD.match(text, mention.end)
            end = word.end() if word and word[1] in KINDS else mention.end
    return end
