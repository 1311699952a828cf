"""Outcome words with their victims become tallies, unless the report does not tell them as done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.claims import Standing, standing_of
from geo.incidents.casualties.phrases import is_reflexive, joined, text_of
from geo.incidents.casualties.tally import Tallies, Tally, together
from geo.incidents.numbers import NOBODY, SOME
from geo.model import Outcome, Stance, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.incidents.casualties.outcomes import Hit
    from geo.incidents.casualties.victims import Party

_HARM = (Outcome.KILLED, Outcome.INJURED)
_ANYBODY = frozenset("any anyone anybody".split())
_SERIOUSLY = frozenset("seriously badly critically severely gravely".split())
_FATALLY = frozenset("fatally mortally".split())
_HURT = frozenset("hurt harm".split())
_PRESENT = ("VBP", "VBZ")
_COUNTERS = ("number", "total", "toll")


def tell(hits: Sequence[Hit], tallies: Tallies, periods: Collection[int]) -> None:
    """Add what the outcome words of a report tell; ``periods`` are those that tell totals."""
    for hit in hits:
        standing = standing_of(tallies.doc[hit.trigger])
        if _told_together(hit, hits, tallies) and not standing.negated:
            continue
        if standing.unreal is None:
            total = hit.trigger in periods
            tallied = _one(hit, hits, tallies=tallies, standing=standing)
            for index in tallied:
                tallies.items[index] = replace(tallies.items[index], total=total)


def _one(
    hit: Hit, hits: Sequence[Hit], /, *, tallies: Tallies, standing: Standing
) -> Sequence[int]:
    """Add one outcome word's tallies and return their indices."""
    start = len(tallies.items)
    if hit.word.outcome is None:
        _casualties(hit, tallies, standing=standing)
    elif hit.own:
        _own_count(hit, tallies, standing=standing)
    else:
        parties = _happened(hit, _parties(hit, hits, tallies=tallies), tallies.doc)
        if standing.negated:
            parties = [replace(p, toll=NOBODY) for p in parties if _anybody(p, tallies.doc)]
        if parties:
            add_parties(hit, parties, tallies=tallies, standing=standing)
    return range(start, len(tallies.items))


# --- whose outcome it is -------------------------------------------------------------------------


def _parties(hit: Hit, hits: Sequence[Hit], /, *, tallies: Tallies) -> list[Party]:
    others = {h for o in hits if o.word.outcome is not hit.word.outcome for h in o.heads}
    found: list[Party] = []
    counts: set[int] = set()
    for head in hit.heads:
        for token in joined(tallies.doc[head]):
            apart = token.i != head and (token.i in others or _told_apart(token, hit, hits=hits))
            if apart or is_reflexive(token):
                continue
            mortal = hit.word.outcome is Outcome.KILLED and not hit.word.people_only
            party = tallies.counter.party(token, mortal=mortal)
            quantity = tallies.counter.quantity_at(token)
            if quantity is not None and quantity.start in counts:
                continue  # "between 9 and 14" is one count
            counts |= {quantity.start} if quantity is not None else set()
            if party is not None and not _refused(party, hit, tallies=tallies):
                found.append(party)
    return _without_breakdown([p for p in found if p.people] or found, tallies.doc)


def _refused(party: Party, hit: Hit, /, *, tallies: Tallies) -> bool:
    """Whether a phrase names no victims of its own: things, or people counted elsewhere."""
    if hit.word.people_only and not party.people:
        return True
    head = tallies.doc[party.head]
    if not party.counted and head.head.lower_ == "of" and head.head.head.lemma_ in _COUNTERS:
        return True  # "the number of members murdered rose to ten"
    return party.definite and party.toll == SOME and tallies.told(hit.word.outcome)


def _happened(hit: Hit, parties: list[Party], doc: Any, /) -> list[Party]:
    """Drop plurals without a count from the present tense: "strikes that kill civilians"."""
    habit = doc[hit.trigger].tag_ in _PRESENT and not any(p.counted for p in parties)
    return [p for p in parties if not habit or p.toll != SOME]


def _anybody(party: Party, doc: Any) -> bool:
    return any(t.lower_ in _ANYBODY for t in doc[party.first : party.last + 1])


def _without_breakdown(parties: list[Party], doc: Any) -> list[Party]:
    """Drop what only spells out the first: "three civilians, two women and a man"."""
    parties = [*parties[:1], *(p for p in parties[1:] if not _is_among(p, doc))]
    if not parties or not parties[0].counted:
        return parties
    # "8,000 men and boys": the count is of both.
    parties = [parties[0], *(p for p in parties[1:] if p.counted or p.toll != SOME)]
    rest = [p.toll for p in parties[1:]]
    spelled_out = len(rest) > 1 and together(rest).best == parties[0].toll.best
    return parties[:1] if spelled_out else parties


def _is_among(party: Party, doc: Any) -> bool:
    """Whether it is a part of whom was counted before: "40, among them 11 children"."""
    before = [t.lower_ for t in doc[max(0, party.first - 2) : party.first]]
    return before[-1:] == ["including"] or before[:1] == ["among"]


def _told_apart(token: Any, hit: Hit, /, *, hits: Sequence[Hit]) -> bool:
    """Whether a phrase of a list has an outcome word of its own: "12 dead and 30 wounded"."""
    triggers = {h.trigger for h in hits} - {hit.trigger}
    return any(
        t.i in triggers and t.dep_ in ("amod", "acl", "relcl") for t in (token, *token.children)
    )


def _told_together(hit: Hit, hits: Sequence[Hit], tallies: Tallies, /) -> bool:
    """Whether one count covers dead and wounded alike: "30 were killed or wounded".

    Nobody is nobody for each: "no civilians were killed or wounded".
    """
    if hit.word.outcome not in _HARM or not hit.heads:
        return False
    party = tallies.counter.party(tallies.doc[hit.heads[0]])
    if party is not None and party.toll == NOBODY:
        return False
    words = {t.i for t in tallies.doc[hit.trigger].conjuncts}
    return any(
        other.trigger in words
        and other.word.outcome in _HARM
        and other.word.outcome is not hit.word.outcome
        and other.heads == hit.heads
        for other in hits
    )


# --- tallies -------------------------------------------------------------------------------------


def add_parties(hit: Hit, parties: list[Party], /, *, tallies: Tallies, standing: Standing) -> None:
    """Add the victims of one outcome word: all of them, and the parts where they differ."""
    trigger = tallies.doc[hit.trigger]
    outcome = hit.word.outcome
    assert outcome is not None
    if any(c.lower_ in _FATALLY for c in trigger.children):
        outcome = Outcome.KILLED
    heads = frozenset(p.head for p in parties)
    if tallies.names(heads, outcome) or _only_missing(heads, outcome, tallies, standing):
        return
    groups = {p.group for p in parties}
    first, last = min(p.first for p in parties), max(p.last for p in parties)
    whole = Tally(
        outcome=outcome,
        trigger=hit.trigger,
        first=min(first, hit.trigger),
        last=max(last, hit.trigger),
        toll=together([p.toll for p in parties]),
        standing=standing,
        victims=parties[0].victims if len(parties) == 1 else text_of(tallies.doc, first, last),
        group=parties[0].group if len(groups) == 1 else VictimGroup.UNKNOWN,
        heads=heads,
        part_of=_whole_of_them(parties[0], outcome, tallies=tallies),
    )
    if outcome is Outcome.INJURED and whole.toll == NOBODY:
        _add_unhurt(whole, tallies)
        return
    index = tallies.add(whole)
    for party in parties if len(groups) > 1 else ():
        tallies.add_part(index, party)


def _only_missing(
    heads: frozenset[int], outcome: Outcome, tallies: Tallies, standing: Standing
) -> bool:
    """Whether the missing are but presumed dead: "56 people are missing, presumed dead"."""
    unsure = outcome is Outcome.KILLED and standing.stance is Stance.UNCONFIRMED
    return unsure and tallies.names(heads, Outcome.MISSING)


def _whole_of_them(party: Party, outcome: Outcome, /, *, tallies: Tallies) -> int | None:
    """Return the tally that "one of them died" is a part of."""
    after = [t.lower_ for t in tallies.doc[party.head + 1 : party.head + 3]]
    if after not in (["of", "them"], ["of", "whom"]):
        return None
    return tallies.whole(outcome, before=party.head, above=party.toll.best or 0)


def _add_unhurt(unhurt: Tally, tallies: Tallies) -> None:
    """Add "nobody was hurt": nobody was killed either; "seriously" leaves the injured open."""
    trigger = tallies.doc[unhurt.trigger]
    seriously = any(c.lower_ in _SERIOUSLY for c in trigger.children)
    if not seriously:
        tallies.add(unhurt)
    if seriously or trigger.lemma_.lower() in _HURT:
        tallies.add(replace(unhurt, outcome=Outcome.KILLED, heads=frozenset()))


def _own_count(hit: Hit, tallies: Tallies, /, *, standing: Standing) -> None:
    """Add "12 deaths", "12 bodies", "12 lives"."""
    trigger = tallies.doc[hit.trigger]
    party = tallies.counter.party(trigger)
    if party is None or hit.word.outcome is None:
        return
    if party.toll == SOME and trigger.tag_ == "NN":  # "a multiple murder"
        return
    tallies.add(_bare(hit.word.outcome, party, tallies=tallies, standing=standing))


def _bare(outcome: Outcome, party: Party, /, *, tallies: Tallies, standing: Standing) -> Tally:
    words = {t.lower_ for t in tallies.doc[party.first : party.last + 1]}
    civilian = not words.isdisjoint(("civilian", "civilians"))
    return Tally(
        outcome=outcome,
        trigger=party.head,
        first=party.first,
        last=party.last,
        toll=NOBODY if standing.negated else party.toll,
        standing=standing,
        victims="civilian" if civilian else None,
        group=VictimGroup.CIVILIANS if civilian else VictimGroup.UNKNOWN,
    )


def _casualties(hit: Hit, tallies: Tallies, /, *, standing: Standing) -> None:
    """Add "no casualties", and "several dozen casualties" where the talk is of killed."""
    trigger = tallies.doc[hit.trigger]
    party = tallies.counter.party(trigger)
    if party is None:
        return
    if party.toll == NOBODY or standing.negated:
        nobody = replace(party, toll=NOBODY)
        for outcome in _HARM:
            tallies.add(_bare(outcome, nobody, tallies=tallies, standing=standing))
    elif trigger.lemma_.lower() == "casualty" and _killed_just_before(trigger, tallies):
        found = _bare(Outcome.KILLED, party, tallies=tallies, standing=standing)
        whose = (party.victims or "").removesuffix(trigger.text).strip()
        tallies.add(replace(found, victims=whose or found.victims or _among_whom(trigger)))


def _among_whom(trigger: Any) -> str | None:
    """Return the people "among" whom the casualties were."""
    among = [c for c in trigger.children if c.dep_ == "prep" and c.lower_ == "among"]
    people = [o for p in among for o in p.children if o.dep_ == "pobj"]
    return str(people[0].text) if people else None


def _killed_just_before(trigger: Any, tallies: Tallies) -> bool:
    before = tallies.doc[: trigger.sent.start]
    start = before[-1].sent.start if len(before) else 0
    return any(
        t.outcome is Outcome.KILLED and start <= t.trigger < trigger.i for t in tallies.items
    )
