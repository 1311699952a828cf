"""Bare figures of a toll that is talked of: "put the figure at 12", "later raised it to 20".

The figure says neither of whom nor what became of them: the count told last before it does. Some
stand beside it as another voice, some take its place, as what was said later or earlier.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.claims import said_by, standing_of
from geo.incidents.casualties.tally import Tallies, Tally
from geo.incidents.numbers import NOBODY
from geo.model import Outcome, VictimGroup

if TYPE_CHECKING:
    from geo.incidents.numbers import Quantity

_FIGURE = r"(?:figures?|estimates?|tally|count|toll|number|total)"
# Another voice on the same victims.
_BESIDE = re.compile(
    rf"\b{_FIGURE}\s+(?:\w+\s+)?(?:of|at|as|is|was|to)\s+$"
    r"|\b(?:put|puts|putting|placed?|estimated)\s+it\s+at\s+$"
    rf"|\b{_FIGURE}\s+(?:\w+\s+)?(?:ran|runs?|rang\w+|went|var\w+|reach\w*)\s+(?:from\s+)?$"
    r"|\b(?:says?|said|claim(?:s|ed)|counts?|reports?|another)\s+$",
    re.IGNORECASE,
)
# The same voice, or nobody in particular, at another time.
_INSTEAD = re.compile(
    r"\b(?:rais|revis|lower|updat|increas|reduc|cut)\w*\s+(?:it|that|this|the\s+\w+)\s+(?:\w+\s+)?"
    r"to\s+$"
    r"|\b(?:it|this|that)\s+(?:has\s+|had\s+)?(?:now\s+|later\s+|since\s+)?"
    r"(?:st(?:ands|ood)|rose|risen|climbed|grew|grown|makes|made|reached|is|was)"
    r"(?:\s+now)?(?:\s+(?:at|to))?\s+$"
    r"|\b(?:then|later|finally|eventually)\s+(?:of|to)\s+$",
    re.IGNORECASE,
)
_BEFORE_END = re.compile(
    r"\s*(?:dead|killed|deaths)?\s*(?:$|[.,;:)!\"]|(?:and|but|while|on|by|after|in|two|a|as|when)\b)",
    re.IGNORECASE,
)
_SAYING = r"(?:given|gave|put|said|report\w*|spoke\w*|count\w*|estimat\w+|announc\w+|cit\w+)"
_EARLIER = re.compile(
    rf"\b(?:earlier|first|initially|previously|originally)\s+(?:\w+\s+)?{_SAYING}\b[^.;,]{{0,60}}$"
    rf"|\b{_SAYING}\s+(?:earlier|initially|previously)\b[^.;,]{{0,60}}$"
    rf"|\b(?:earlier|first|initial|previous|original)\s+(?:\w+\s+)?{_FIGURE}\b[^.;,]{{0,60}}$"
    r"|\bhad\s+(?:given|put|estimated|cited|quoted)\b[^.;,]{0,80}$",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:UPD(?:ATE)?|EDIT)\s*\d*\s*[:–-]", re.IGNORECASE)
_REACH = 4
_FAR = 8
"""Sentences over which a figure takes up the wounded, and the dead, that were counted."""
_LOOK_BACK = 120


def tally_figures(sentence: Any, tallies: Tallies) -> None:
    """Add the bare figures of a sentence, each on what was counted last before it."""
    for quantity in tallies.counter.quantities:
        if not sentence.start_char <= quantity.start < sentence.end_char:
            continue
        text = sentence.doc.text
        before = text[max(sentence.start_char, quantity.start - _LOOK_BACK) : quantity.start]
        instead = _INSTEAD.search(before)
        if not instead and not _BESIDE.search(before):
            continue
        if _BEFORE_END.match(text[quantity.end : sentence.end_char]):
            _figure(sentence, quantity, tallies=tallies, instead=bool(instead))


def _figure(sentence: Any, quantity: Quantity, /, *, tallies: Tallies, instead: bool) -> None:
    number = tallies.counter.tokens_of(quantity)
    if any(t.first <= number[0].i <= t.last for t in tallies.items):
        return
    known = _talked_of(sentence, number[0].i, tallies)
    if known is None:
        return
    standing = said_by(number.root) or standing_of(number.root)
    if standing.unreal is not None:
        return
    new = tallies.add(
        Tally(
            outcome=tallies.items[known].outcome,
            trigger=number.root.i,
            first=number[0].i,
            last=number[-1].i,
            toll=quantity.toll,
            standing=standing,
            group=VictimGroup.UNKNOWN,
        )
    )
    if instead:
        tallies.items[known] = replace(tallies.items[known], part_of=new)


def _talked_of(sentence: Any, token: int, tallies: Tallies) -> int | None:
    """Return the count of dead, or else of wounded, told last within reach before a token."""
    starts = [s.start for s in sentence.doc[: sentence.end].sents]
    reach = {Outcome.KILLED: starts[-_FAR:][0], Outcome.INJURED: starts[-_REACH:][0]}
    near = [
        (t.outcome is Outcome.KILLED, t.last, i)
        for i, t in enumerate(tallies.items)
        if t.outcome in reach
        and reach[t.outcome] <= t.first
        and t.last < token
        and (t.part_of is None or t.toll.best is not None)
        and not t.total
    ]
    return max(near, default=(False, 0, None))[2]


def update(tallies: Tallies) -> None:
    """Make what stood above an update ("UPD: 4 dead") a part of what the update counts."""
    for mark in _UPDATE.finditer(tallies.doc.text):
        for index, tally in enumerate(tallies.items):
            at = tallies.doc[tally.first].idx
            newer = [
                i
                for i, t in enumerate(tallies.items)
                if t.outcome is tally.outcome
                and t.part_of is None
                and tallies.doc[t.first].idx > mark.start()
            ]
            if at < mark.start() and tally.part_of is None and not tally.total and newer:
                tallies.items[index] = replace(tally, part_of=newer[0])


def supersede(tallies: Tallies) -> None:
    """Make figures that are told as earlier ones a part of those that took their place."""
    text = tallies.doc.text
    old = [
        i
        for i, t in enumerate(tallies.items)
        if t.part_of is None and _EARLIER.search(_said_before(t, text, tallies.doc))
    ]
    for index in old:
        tally = tallies.items[index]
        later = [
            (abs(t.first - tally.first), i)
            for i, t in enumerate(tallies.items)
            if i not in old
            and t.outcome is tally.outcome
            and t.part_of is None
            and not t.total
            and t.toll not in (tally.toll, NOBODY)
        ]
        if later:
            tallies.items[index] = replace(tally, part_of=min(later)[1])


def _said_before(tally: Tally, text: str, doc: Any) -> str:
    start = doc[tally.first]
    return str(text[max(start.sent.start_char, start.idx - _LOOK_BACK) : start.idx])
