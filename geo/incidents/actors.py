"""Who stood where in an act: initiator, target or involved, by canonical name and wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.incidents.actor_lexicon import ActorLexicon
from geo.incidents.noun_roles import MODIFIERS
from geo.incidents.parties import Parties, Party, find_parties
from geo.incidents.roles import arguments
from geo.model import EVENT_TYPE_OF, Actor, ActorKind, EventType, Role, SubEventType

if TYPE_CHECKING:
    from geo.incidents.acts import Act
    from geo.language import Parsed

__all__ = ["ActorLexicon", "ActorMention", "Parties", "Party", "find_actors", "find_parties"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """An actor in his role in one act, with the offsets of the report's wording."""

    actor: Actor
    start: int
    end: int
    sentence: int
    head: int


def find_actors(
    parsed: Parsed, act: Act, known: Parties | ActorLexicon
) -> tuple[ActorMention, ...]:
    """Return who stood where in an act, initiators first; each name once a role.

    ``known`` is the report's :func:`find_parties`, or the lexicon to find them with.
    """
    parties = known if isinstance(known, Parties) else find_parties(parsed, known)
    found = arguments(parsed.doc[act.token])
    unsure = set(found.borrowed) if act.sub_event_type in VIOLENT else set()
    doers = {p.head for i in found.initiators if (p := parties.at(i))}
    victims = {
        p.name
        for i in found.targets
        if (p := parties.at(i)) and not _no_party(parsed.doc, p, Role.TARGET)
    }
    sides = (
        (Role.INITIATOR, found.initiators),
        (Role.TARGET, found.targets),
        (Role.INVOLVED, found.both),
    )
    mentions: dict[str, ActorMention] = {}
    for role, heads in sides:
        for head in heads:
            party = parties.at(head)
            if party is None and role is Role.TARGET:
                party = parties.owner(head)
            if party is None or (role is Role.TARGET and party.head in doers):
                continue
            if (
                role is Role.INITIATOR
                and party.bears == "civil"
                and (head in unsure or party.name in victims or parsed.doc[head].lower_ in _HURT)
            ):
                continue
            other = _only_names if role is Role.INITIATOR else _may_be_place
            if _no_party(parsed.doc, party, role) or other(parsed.doc[head], party, act):
                continue
            name = _name(party, role, act)
            mention = _mention(party, role, name=name, sentence=act.sentence)
            mentions.setdefault(name, mention)
    return tuple(mentions.values())


def initiator(party: Party, sentence: int) -> ActorMention:
    """Return a party as whoever did it, by what a sentence of its own says."""
    return _mention(party, Role.INITIATOR, name=party.name, sentence=sentence)


def _only_names(head: Any, party: Party, act: Act) -> bool:
    """Tell whether a name that nobody knows only tells acts apart: "the Westgate massacre"."""
    modifies = head.dep_ in MODIFIERS and head.head.i == act.token
    abbreviation = head.ent_type_ == "ORG" and " " not in party.name
    return modifies and party.bears == "civil" and not abbreviation


def _may_be_place(head: Any, party: Party, act: Act) -> bool:
    """Tell whether an unknown name that is shelled or taken may as well be a town's."""
    unknown = party.named and party.bears == "civil" and head.pos_ == "PROPN"
    person = head.ent_type_ == "PERSON" and act.text.lower() not in _SHELLED
    return unknown and act.sub_event_type in _OF_PLACES and not person


# What is done to places, not to one person, whatever the parse makes of the name.
_SHELLED = frozenset("shelled shelling bombed bombarded pounded captured seized retook".split())


_OF_PLACES = frozenset(
    {
        SubEventType.SHELLING,
        SubEventType.AIR_STRIKE,
        SubEventType.GOVERNMENT_REGAINS,
        SubEventType.NON_STATE_OVERTAKES,
    }
)


def _no_party(doc: Any, party: Party, role: Role) -> bool:
    """Tell whether a phrase names nobody: a day, a place ("Near Rawah"), part of a person's name.

    Whoever did it is somebody known, named, or of a kind that the lexicons hold.
    """
    head = doc[party.head]
    before = doc[max(0, party.head - 2) : party.head].text.lower().replace(" ", "")
    if before.endswith(("anti-", "anti")) or not any(c.isalpha() for c in party.text):
        return True
    span = doc.char_span(party.start, party.end, alignment_mode="expand")
    after = [t.lower_ for t in doc[head.i + 1 : head.i + 2]]
    where = span and (span[0].pos_ == "ADP" or span[0].lower_ == "near")
    speaks = after == [":"]  # "The governor: they shelled the town"
    mutual = head.lower_ == "other" and doc[max(0, head.i - 1)].lower_ == "each"
    building = "station" in (head.lower_, *after)
    if head.ent_type_ in _NO_PARTIES or where or speaks or mutual or building:
        return True
    people = (e for e in head.sent.ents if e.label_ == "PERSON" and e.start <= head.i < e.end)
    if span and party.country and any(len(person) > len(span) for person in people):
        return True
    unknown = party.kind is None and head.pos_ != "PROPN" and not head.ent_type_
    return role is Role.INITIATOR and unknown


_NO_PARTIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "EVENT"})


def _name(party: Party, role: Role, act: Act) -> str:
    """Return the canonical name, of people who act by what they do.

    Whoever does violence unnamed is an unidentified assailant, a crowd that marches is protesters.
    """
    if role is not Role.INITIATOR or party.name != "Civilians":
        return party.name
    return _PEOPLE_WHO_ACT.get(EVENT_TYPE_OF[act.sub_event_type], party.name)


# "20 others injured in strikes": the parse makes doers of them.
_HURT = frozenset({"others", "victims", "wounded", "injured", "dead"})

_PEOPLE_WHO_ACT = {
    EventType.BATTLES: "Unidentified assailants",
    EventType.EXPLOSIONS: "Unidentified assailants",
    EventType.VIOLENCE: "Unidentified assailants",
    EventType.PROTESTS: "Protesters",
    EventType.RIOTS: "Rioters",
}
_KIND_OF = {
    "Unidentified assailants": ActorKind.POLITICAL_MILITIA,
    "Protesters": ActorKind.PROTESTERS,
    "Rioters": ActorKind.RIOTERS,
}

VIOLENT = frozenset(
    kind
    for kind, event in EVENT_TYPE_OF.items()
    if event in (EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE)
)


def _mention(party: Party, role: Role, *, name: str, sentence: int) -> ActorMention:
    actor = Actor(
        name=name,
        text=party.text,
        role=role,
        kind=party.kind if name == party.name else _KIND_OF[name],
        country=party.country,
    )
    return ActorMention(
        actor=actor, start=party.start, end=party.end, sentence=sentence, head=party.head
    )
