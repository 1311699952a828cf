"""Whose men the victims were: "mercenaries hired by the Wagner group" names one side of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.parties import find_parties
from geo.model import Actor, Outcome, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.casualties import CasualtyMention
    from geo.incidents.reading import Reading

_HIRING = frozenset("hire employ recruit contract command lead train arm back fund".split())
_HARM = frozenset({Outcome.KILLED, Outcome.INJURED})


def employers(casualties: Sequence[CasualtyMention], reading: Reading) -> list[Actor]:
    """Return the named armed groups that the dead and wounded of an incident served."""
    found: dict[str, Actor] = {}
    for casualty in casualties:
        if casualty.claim.outcome not in _HARM:
            continue
        for noun in _hirers(casualty, reading):
            party = find_parties(reading.parsed, reading.knowledge.actors).at(noun.i)
            if party is not None and party.named and party.bears == "armed":
                found[party.name] = Actor(
                    name=party.name,
                    text=party.text,
                    role=Role.TARGET,
                    kind=party.kind,
                    country=party.country,
                )
    return list(found.values())


def _hirers(casualty: CasualtyMention, reading: Reading) -> Iterator[Any]:
    """Yield whoever hired or led the victims, as the words after them say."""
    sentence = reading.sentences[casualty.sentence]
    for token in sentence:
        if token.idx < casualty.claim.start or token.dep_ != "agent":
            continue
        verb = token.head
        served = verb
        while served.dep_ in ("conj", "acl", "relcl") and served.head.i != served.i:
            served = served.head
        inside = casualty.claim.start <= served.idx < casualty.claim.end
        if verb.lemma_ in _HIRING and inside:
            yield from (o for o in token.children if o.dep_ == "pobj")
