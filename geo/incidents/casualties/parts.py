"""Parts of a toll ("including three children", "10 of them soldiers") and additions to it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.claims import standing_of
from geo.incidents.casualties.outcomes import Hit, Word
from geo.incidents.casualties.phrases import ORDINALS, is_definite, joined
from geo.incidents.casualties.sides import side_of
from geo.incidents.casualties.tell import add_parties
from geo.incidents.numbers import SOME
from geo.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.casualties.tally import Tallies, Tally
    from geo.incidents.casualties.victims import Counter

_AMONG = re.compile(
    r"\b(?:among\s+|(?=(?:\w+\s+){2}included?\b))(?:the\s+|those\s+|its\s+)?"
    r"(?P<what>dead|killed|victims|wounded|injured|fatalities|slain|casualties)\b",
    re.IGNORECASE,
)
_OF_THE_HARMED = re.compile(
    r"\bof\s+(?:the|those)\s+(?P<what>dead|killed|victims|wounded|injured)\b", re.IGNORECASE
)
_OUTCOMES = {"wounded": Outcome.INJURED, "injured": Outcome.INJURED}
_FURTHER = frozenset("another other others further additional".split()) | ORDINALS
_NEAR = 2
"""How many sentences an addition may stand behind what it adds to."""
_TALK = 100
"""How many tokens before it the dead must be talked of for "casualties" to be dead."""
_NEXT = 3
"""How many tokens may stand between two counts that one sentence joins."""
_THEM = frozenset("them whom these which".split())


def tally_parts(sentence: Any, tallies: Tallies) -> None:
    """Add the parts that a sentence names of the tallies told so far."""
    for match in _AMONG.finditer(sentence.text):
        _among(sentence, match, tallies)
    told = any(sentence.start <= t.trigger < sentence.end for t in tallies.items)
    for head, counted in _part_heads(sentence, tallies.counter) if told else ():
        _part(sentence, head, tallies=tallies, counted=counted)
    for match in _OF_THE_HARMED.finditer(sentence.text):
        _some_of(_token_at(sentence, match.start("what")), tallies)


def _token_at(sentence: Any, offset: int) -> Any:
    begin = sentence.start_char + offset
    return sentence.doc.char_span(begin, begin + 1, alignment_mode="expand")[0]


# --- "among the dead were three women" -----------------------------------------------------------


def _among(sentence: Any, match: re.Match[str], tallies: Tallies, /) -> None:
    token = _token_at(sentence, match.start("what"))
    if any(token.i == t.trigger for t in tallies.items):
        return
    verb = next((t for t in token.ancestors if t.pos_ in ("AUX", "VERB") and t.tag_ != "VBN"), None)
    standing = standing_of(verb) if verb is not None else None
    if verb is None or standing is None or standing.unreal is not None:
        return
    start, end = sentence.start_char + match.start(), sentence.start_char + match.end()
    heads = [c for c in verb.children if c.dep_ in ("nsubj", "attr", "dobj", "npadvmod")]
    heads = [c for c in heads if not start <= c.idx < end]
    parties = [tallies.counter.party(t) for head in heads[:1] for t in joined(head)]
    people = [p for p in parties if p is not None and p.people]
    if token.lower_ == "casualties" and not any(
        sentence.start - _TALK <= t.trigger < sentence.start and t.outcome is Outcome.KILLED
        for t in tallies.items
    ):
        return  # of whom nobody says whether they died
    outcome = _OUTCOMES.get(token.lower_, Outcome.KILLED)
    whole = tallies.whole(outcome, before=len(token.doc))
    index = len(tallies.items)
    if people:
        hit = Hit(token.i, Word(frame="among", outcome=outcome, people_only=True), ())
        add_parties(hit, people, tallies=tallies, standing=standing)
    if whole is not None and len(tallies.items) > index:
        tallies.items[index] = replace(tallies.items[index], part_of=whole)


# --- "including three children", "10 of them soldiers" -------------------------------------------


def _part_heads(sentence: Any, counter: Counter) -> Iterator[tuple[Any, Any | None]]:
    """Yield the heads of phrases that name a part, with the count where it stands apart."""
    words = [t.lower_ for t in sentence]
    for token in sentence:
        after = words[token.i + 1 - sentence.start : token.i + 3 - sentence.start]
        among = token.lower_ == "among" and after and after[0] in _THEM
        if token.lower_ == "including" or among:
            yield from ((head, None) for head in _following(token, counter))
        of_them = after[:1] == ["of"] and not _THEM.isdisjoint(after[1:])
        if of_them and counter.quantity_at(token) is not None:
            yield _called(token, sentence), token


def _following(token: Any, counter: Counter) -> Iterator[Any]:
    """Yield the heads that "including" or "among them" introduces."""
    heads = [c for c in token.children if c.dep_ == "pobj" and c.pos_ != "PRON"]
    if not heads:
        near = token.doc[token.i + 1 : min(token.i + 6, token.sent.end)]
        counts = [q for q in map(counter.quantity_at, near) if q is not None]
        heads = [counter.head_of(counts[0])] if counts else []
    for head in heads[:1]:
        yield from joined(head)


def _called(token: Any, sentence: Any) -> Any:
    """Return the noun that says who "10 of them" were, or the count itself."""
    for other in sentence.doc[token.i + 3 : min(token.i + 7, sentence.end)]:
        if other.pos_ in ("NOUN", "PROPN"):
            return other.head if other.dep_ == "compound" else other
        if other.pos_ not in ("ADJ", "AUX", "DET"):
            break
    return token


def _part(sentence: Any, head: Any, /, *, tallies: Tallies, counted: Any | None) -> None:
    counter = tallies.counter
    party = counter.party(head)
    whole = _whole_before(head, sentence, tallies)
    if party is None or whole is None or not party.people:
        return
    quantity = None if counted is None else counter.quantity_at(counted)
    if quantity is not None:
        first = min(party.first, counter.tokens_of(quantity)[0].i)
        party = replace(party, toll=quantity.toll, first=first)
    told = [n for n, t in enumerate(tallies.items) if head.i in (*t.heads, t.trigger)]
    for own in () if is_definite(head) else told:  # "a toll of 16, including six killed by police"
        same = tallies.items[own].outcome is tallies.items[whole].outcome
        if own != whole and same and tallies.items[own].part_of is None:
            tallies.items[own] = replace(tallies.items[own], part_of=whole)
    if party.toll != SOME and not told:
        tallies.add_part(whole, party)


def _whole_before(head: Any, sentence: Any, tallies: Tallies, /) -> int | None:
    """Return the nearest whole tally of the sentence whose victims stand before a token."""
    inside = [
        (max(t.heads, default=t.last), index)
        for index, t in enumerate(tallies.items)
        if t.part_of is None and sentence.start <= t.first
    ]
    return max(((at, index) for at, index in inside if at < head.i), default=(0, None))[1]


# --- "four of the dead were children" ------------------------------------------------------------


def _some_of(harmed: Any, tallies: Tallies) -> None:
    counter = tallies.counter
    outcome = _OUTCOMES.get(harmed.lower_, Outcome.KILLED)
    whole = tallies.whole(outcome, before=harmed.i)
    subject = harmed.head.head
    quantity = counter.quantity_at(subject)
    who = [c for c in subject.head.children if c.dep_ == "attr" and c.pos_ == "NOUN"]
    party = counter.party(who[0] if who else subject)
    if whole is None or quantity is None or party is None or quantity.toll == SOME:
        return
    first = counter.tokens_of(quantity)[0].i
    tallies.add_part(whole, replace(party, toll=quantity.toll, first=first))
    tallies.items[-1] = replace(tallies.items[-1], standing=standing_of(harmed))


# --- "the driver was also killed" ----------------------------------------------------------------


def additions(doc: Any, tallies: Sequence[Tally]) -> dict[int, int]:
    """Return, for the indices of tallies that come on top of another, the index of that one.

    It is the whole tally of the same outcome told last before, within two sentences. The dead of
    the other side come on top as well.
    """
    wholes = [i for i, t in enumerate(tallies) if t.part_of is None and not t.total]
    wholes.sort(key=lambda i: (tallies[i].first, tallies[i].last))
    found: dict[int, int] = {}
    last: dict[Outcome, int] = {}
    for index in wholes:
        other, before = tallies[index], last.get(tallies[index].outcome)
        last[other.outcome] = index
        if before is None or not _is_near(doc, tallies[before], other):
            continue
        one = tallies[before]
        if _comes_on_top(doc, one, other) or _other_side(one, other) or _joined(doc, one, other):
            found[index] = before
    return found


def _joined(doc: Any, one: Tally, other: Tally, /) -> bool:
    """Whether one sentence counts two deaths apart: "four were burnt alive and two shot dead"."""
    between = doc[max(one.last, one.trigger) + 1 : other.first]
    same = between.text.lower().endswith("and") and len(between) <= _NEXT
    same = same and not {*one.heads} & {*other.heads}
    counted = SOME not in (one.toll, other.toll)
    return same and counted and one.standing.claimant == other.standing.claimant


def _comes_on_top(doc: Any, one: Tally, other: Tally, /) -> bool:
    return one.standing.stance is other.standing.stance and _is_further(doc, other)


def _other_side(one: Tally, other: Tally, /) -> bool:
    """Whether they are of two sides: "five soldiers were killed. Two rebels died", of one voice."""
    sides = side_of(one.victims, one.group), side_of(other.victims, other.group)
    voices = {one.standing.claimant, other.standing.claimant} - {None}
    return None not in sides and sides[0] is not sides[1] and len(voices) <= 1


def _is_near(doc: Any, one: Tally, other: Tally, /) -> bool:
    between = doc[one.last : other.first + 1]
    return one.last < other.first and sum(1 for t in between if t.is_sent_start) <= _NEAR


def _is_further(doc: Any, tally: Tally) -> bool:
    words = doc[tally.first : min(tally.heads, default=tally.last) + 1]
    more = any(
        t.lower_ == "more" and t.i + 1 < len(doc) and t.nbor().lower_ != "than" for t in words
    )
    also = any(c.lower_ in ("also", "too") for c in doc[tally.trigger].children)
    return more or also or any(t.lower_ in _FURTHER for t in words)
