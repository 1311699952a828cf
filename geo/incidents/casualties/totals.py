"""Tolls that are told as such ("the death toll rose to 11"), and totals over a longer time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.claims import standing_of
from geo.incidents.casualties.tally import Tallies, Tally
from geo.model import Outcome, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.incidents.casualties.victims import Counter
    from geo.incidents.numbers import Quantity

_TOLL = re.compile(
    r"\b(?:death\s+toll|toll|body\s+count|count|(?:number|total|figure)\s+of\s+"
    r"(?:[\w-]+\s+){0,3}"
    r"(?P<what>dead|deaths|killed|murdered|fatalities|wounded|injured|missing|injuries)"
    r"|names(?=\s+of\s+(?:at\s+least\s+)?[\w-]+\s+victims\b)"
    r"|number\s+(?P<participle>killed|wounded|injured|missing)"
    r"|the\s+(?P<those>dead|killed|wounded|injured|missing)(?=\s+(?:at|now|number\w*)\s))\b",
    re.IGNORECASE,
)
_OUTCOMES = {
    "wounded": Outcome.INJURED,
    "injured": Outcome.INJURED,
    "injuries": Outcome.INJURED,
    "missing": Outcome.MISSING,
}
_VALUE = re.compile(
    r"\b(?:to|of|at|is|was|were|reach\w*|hit|stands?|stood|now|as|topp\w+|pass\w+|past|exceed\w*"
    r"|surpass\w+|above|from|be|in\s+the|number\w*|toll|rang\w+)\s+$",
    re.IGNORECASE,
)
_RUNNING = frozenset("toll total number losses tally count figure".split())
_REACH = 90
"""How many characters after "toll" its number may stand."""
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|recent)"
_PERIOD = re.compile(
    r"\bsince\s+(?!then|(?:this|yesterday|early|late|last\s+night|dawn|noon|midnight)\b)\w+"
    r"|\bso\s+far\s+this\b|\bto\s+date\b|\b(?:this|last)\s+(?:year|month)\b"
    r"|\b(?:in|over|during|for|within)\s+(?:the\s+)?(?:past|last|previous|first|recent)\s+"
    r"(?:\w+\s+)?(?:hours|days|weeks|months|years|decade)"
    r"|\b(?:in|over|during|within|for)\s+"
    r"(?:(?:more|less|over|about|some|nearly|almost)\s+(?:than\s+)?)?"
    rf"{_NUMBER}\s+(?:days|weeks|months|years)"
    r"|\b(?:a|per|every|each)\s+(?:year|month|week|day)\b|\bannually\b"
    r"|-?\byears?[- ](?:old\s+)?(?:of\s+)?(?:the\s+)?(?:civil\s+)?(?:war|conflict|insurgency)\b"
    r"|\bduring\s+the\s+(?:\w+\s+)?(?:war|conflict|decade)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"\b(?:more|another|others?|further|additional|later|succumb\w*|wounds|injuries|bod(?:y|ies))\b",
    re.IGNORECASE,
)
_BRINGING = re.compile(r"\b(?:bring|brought|takes|taking|took)\w*\b[^.;]*$", re.IGNORECASE)


def totals_over_time(doc: Any, triggers: Collection[int]) -> set[int]:
    """Return the outcome words that count over a longer time, or over all of a conflict."""
    found: set[int] = set()
    for sentence in doc.sents:
        inside = {i for i in triggers if sentence.start <= i < sentence.end}
        for match in _PERIOD.finditer(sentence.text) if inside else ():
            span = _tokens(sentence, match.start(), match.end())
            at = span.root
            while at.i not in inside and at.head.i != at.i and not _tells_toll(at):
                at = at.head
            if not _tells_toll(at):
                found |= {at.i} if at.i in inside else inside
    return found


def _tokens(sentence: Any, start: int, end: int) -> Any:
    begin = sentence.start_char
    return sentence.doc.char_span(begin + start, begin + end, alignment_mode="expand")


def _tells_toll(verb: Any) -> bool:
    """Whether a clause is about a running toll: "bringing the toll to 130 since January"."""
    return any(c.lower_ in _RUNNING for c in verb.children)


def tally_tolls(sentence: Any, tallies: Tallies) -> None:
    """Add "the death toll rose from 8 to 11": the latest count, and the earlier as a part of it."""
    for match in _TOLL.finditer(sentence.text):
        values = _values(sentence, match, tallies)
        if not values:
            continue
        toll = _toll(sentence, match, quantity=values[-1], counter=tallies.counter)
        if toll.standing.unreal is not None:
            continue
        latest = tallies.add(toll)
        if not toll.total:
            _include_the_latest(sentence, match, tallies, toll=latest)
        if len(values) > 1:
            earlier = _toll(sentence, match, quantity=values[0], counter=tallies.counter)
            tallies.add(replace(earlier, part_of=latest))


def _include_the_latest(
    sentence: Any, match: re.Match[str], tallies: Tallies, /, *, toll: int
) -> None:
    """Make "two more died" a part of the toll that they bring to 16."""
    if not _BRINGING.search(sentence.text[: match.start()]):
        return
    outcome = tallies.items[toll].outcome
    last = max(
        (i for i, t in enumerate(tallies.items[:toll])
         if t.outcome is outcome and sentence.start <= t.trigger < sentence.end),
        default=None,
    )  # fmt: skip
    if last is not None:
        tallies.items[last] = replace(tallies.items[last], part_of=toll)


def _values(sentence: Any, match: re.Match[str], tallies: Tallies, /) -> list[Quantity]:
    """Return the toll's number, or the earlier and the later one of "from 8 to 11"."""
    text, before = sentence.text, sentence.start_char
    start = sentence.start_char + match.end()
    end = min(start + _REACH, sentence.end_char)
    found = [
        q
        for q in tallies.counter.quantities
        if start <= q.start < end and _VALUE.search(text[start - before : q.start - before])
    ]
    said = text[: found[0].start - before].rstrip().casefold() if found else ""
    return found[: 1 + said.endswith("from")]


def _toll(sentence: Any, match: re.Match[str], /, *, quantity: Quantity, counter: Counter) -> Tally:
    span = _tokens(sentence, match.start(), quantity.end - sentence.start_char)
    noun = next((t for t in span if t.lower_ in ("toll", "count")), span[0])
    before = sentence.text[: match.start()]
    added = _BRINGING.search(before) and not _FURTHER.search(before)
    head = counter.head_of(quantity)
    party = counter.party(head) if counter.quantity_at(head) is None else None
    what = match["what"] or match["participle"] or match["those"] or ""
    return Tally(
        outcome=_OUTCOMES.get(what.casefold(), Outcome.KILLED),
        trigger=noun.i,
        first=span[0].i,
        last=span[-1].i,
        toll=quantity.toll,
        standing=standing_of(noun),
        victims=party.victims if party and party.people else None,
        group=party.group if party and party.people else VictimGroup.UNKNOWN,
        total=bool(added or _PERIOD.search(sentence.text)),
    )
