"""What a place named with an act may be instead of its site.

Where somebody speaks of it, where the wounded are brought, whose somebody is, a victim's own name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.incidents.actor_lexicon import ActorLexicon
from geo.incidents.kinds import family
from geo.incidents.narration import is_grievance
from geo.incidents.parties import ORGANISATION_HEADS, find_parties
from geo.incidents.reading import token_at
from geo.incidents.site_grammar import NOUNS, PARTS, SPEECH
from geo.incidents.when import EARLIER, is_of_cause
from geo.language import ordinary_words
from geo.model import Precision

if TYPE_CHECKING:
    from geo.incidents.acts import Act
    from geo.incidents.reading import Reading
    from geo.model import Mention

_ABBREVIATION = re.compile(r"[A-Z]{2,6}s?(?:-?\d+)?")
_ORGANISATIONS = ORGANISATION_HEADS | frozenset(
    "volunteers ministry union congress committee alliance coalition".split()
)
_WIDE = frozenset({Precision.COUNTRY, Precision.REGION})
_NAMING = frozenset({"appos", "compound", "conj", "flat"})
_HOSPITALS = frozenset("hospital clinic morgue facility infirmary".split())


def may_be_site(mention: Mention, act: Act, reading: Reading) -> bool:
    """Tell whether nothing says that a place of the act's sentence is not its site."""
    doc = reading.parsed.doc
    return (
        (not act.anaphoric or _belongs(doc, mention, act))
        and not is_speakers(doc, mention, act)
        and not _is_hospitals(doc, mention)
        and not _is_victims(mention, reading)
        and not _is_attribute(doc, mention, act)
        and not _is_name_of_thing(doc, mention)
        and not _is_way(doc, mention, act)
        and not is_of_cause(doc, token_at(doc, mention.start, mention.end), act, EARLIER)
        and not _is_grievances(doc, mention, act)
        and not _is_origin(mention, act, reading)
    )


def _is_grievances(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a place is of what a crowd protests against, not where it does."""
    place = doc[token_at(doc, mention.start, mention.end)]
    return family(act.sub_event_type) == "crowd" and is_grievance(place, doc[act.token])


def _is_origin(mention: Mention, act: Act, reading: Reading) -> bool:
    """Tell whether a place is where somebody is from: "killed citizens from Jordan and Iraq"."""
    doc = reading.parsed.doc
    place = doc[token_at(doc, mention.start, mention.end)]
    while place.dep_ == "conj":
        place = place.head
    from_ = place.head
    if from_.lower_ != "from" or from_.head.pos_ not in NOUNS or from_.head.i == act.token:
        return False
    party = find_parties(reading.parsed, reading.knowledge.actors).at(from_.head.i)
    return party is not None and party.head == from_.head.i


def is_something_else(name: str, people: set[str]) -> bool:
    """Tell whether a doubtful name is a plain word, somebody's name or an abbreviation."""
    words = name.lower().split()
    if len(words) == 1 and words[0] in ordinary_words():
        return True
    if ActorLexicon.load().groups.get(name) or not _ORGANISATIONS.isdisjoint(words):
        return True
    return set(words) <= people or bool(_ABBREVIATION.fullmatch(name))


def _belongs(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a place is said of a word that refers back: "the attack in Kunduz".

    "The United Nations in Geneva called the attack ..." says nothing of its site.
    """
    place = doc[token_at(doc, mention.start, mention.end)]
    noun = doc[act.token]
    over = {t.i for t in place.ancestors}
    happened = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i in over
    return noun.i in over or happened


def is_speakers(doc: Any, mention: Mention, act: Act) -> bool:
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
            said = token.lemma_.lower() in SPEECH and token.i != act.token
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


def _is_name_of_thing(doc: Any, mention: Mention) -> bool:
    """Tell whether a place only names a train, a way or a time: "the Lagos-bound express"."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    after = doc[span.end : span.end + 1].text.lower()
    before = doc[max(0, span.start - 2) : span.start].text.lower().replace(" ", "")
    bound = doc[span.end : span.end + 2].text.lower() == "-bound"
    return bound or after in _NAMED_AFTER or before.endswith(("post-", "pre-"))


_NAMED_AFTER = frozenset("express train flight airlines bhawan bhavan".split())


def _is_way(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a place is where victims came from or went: "returning from Ayodhya"."""
    at = doc[token_at(doc, mention.start, mention.end)].head
    if at.dep_ != "prep" or at.lower_ not in {"from", "to", "for", "towards", "toward"}:
        return False
    if at.head.i == act.token:
        return False
    summoned = at.lower_ == "to" and at.head.pos_ == "VERB"
    return summoned or at.head.lemma_.lower() in _MOVING


_MOVING = frozenset(
    "return come travel go head arrive flee hail proceed move leave drive fly bind bound board "
    "march walk sail escape bring transfer shift send extradite deport".split()
)


def _is_attribute(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a country only says whose somebody is: "a U.S. Marine", "the party of Chile"."""
    if mention.place is None or mention.place.precision not in _WIDE:
        return False
    word = doc[token_at(doc, mention.start, mention.end)]
    over = word.head.head if word.head.lower_ == "of" else word.head
    tied = word.dep_ in {"compound", "amod", "nmod"} or word.head.lower_ == "of"
    person = over.pos_ in NOUNS and over.i != act.token and over.lemma_.lower() not in PARTS
    return tied and person
