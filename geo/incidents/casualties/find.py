"""The claims of a report, read in one pass over its parse."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.casualties.figures import supersede, tally_figures, update
from geo.incidents.casualties.outcomes import find_hits
from geo.incidents.casualties.parts import additions, tally_parts
from geo.incidents.casualties.speech import Speech, speaker_at, speeches
from geo.incidents.casualties.tally import Tallies, Tally
from geo.incidents.casualties.tell import tell
from geo.incidents.casualties.totals import tally_tolls, totals_over_time
from geo.incidents.casualties.victims import Counter
from geo.model import Claim, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.language import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyMention:
    """A claim and where it stands in the report.

    ``sentence`` counts the sentences of the parse, ``trigger`` is the token of the outcome word.
    ``part_of`` is the index of a wider mention of the same report that includes these victims.
    ``adds_to`` is the index of the mention that this one comes on top of ("two more were killed",
    "the driver was also killed"): together they are one toll. ``total`` is True for the toll of a
    longer time or of several incidents ("since January").
    """

    claim: Claim
    sentence: int
    trigger: int
    part_of: int | None = None
    adds_to: int | None = None
    total: bool = False


def find_casualties(parsed: Parsed) -> tuple[CasualtyMention, ...]:
    """Return every claim about casualties that a report makes, in the order of the text."""
    counter = Counter(parsed.doc)
    tallies = Tallies(parsed.doc, counter)
    hits = list(find_hits(parsed.doc, counter))
    tell(hits, tallies, totals_over_time(parsed.doc, {hit.trigger for hit in hits}))
    for sentence in parsed.sentences:
        tally_tolls(sentence, tallies)
        tally_parts(sentence, tallies)
        tally_figures(sentence, tallies)
    supersede(tallies)
    update(tallies)
    return _mentions(parsed, tallies.items)


def _mentions(parsed: Parsed, tallies: list[Tally]) -> tuple[CasualtyMention, ...]:
    said = speeches(parsed.doc, parsed.document.text)
    order = sorted(range(len(tallies)), key=lambda i: (tallies[i].first, tallies[i].last, i))
    place = {old: new for new, old in enumerate(order)}
    before = {place[new]: place[old] for new, old in additions(parsed.doc, tallies).items()}
    starts = [sentence.start for sentence in parsed.sentences]
    return tuple(
        CasualtyMention(
            claim=_claim(parsed, tally, said),
            sentence=bisect_right(starts, tally.trigger) - 1,
            trigger=tally.trigger,
            part_of=None if tally.part_of is None else place[tally.part_of],
            adds_to=before.get(new),
            total=tally.total,
        )
        for new, tally in enumerate(tallies[old] for old in order)
    )


def _claim(parsed: Parsed, tally: Tally, said: Sequence[Speech]) -> Claim:
    claimant, stance = tally.standing.claimant, tally.standing.stance
    if tally.standing.silent:
        claimant = speaker_at(parsed.doc[tally.trigger].idx, said)
        stance = Stance.CLAIMED if claimant and stance is Stance.REPORTED else stance
    start = parsed.doc[tally.first].idx
    end = parsed.doc[tally.last].idx + len(parsed.doc[tally.last])
    return Claim(
        outcome=tally.outcome,
        toll=tally.toll,
        text=parsed.document.text[start:end],
        document_id=parsed.document.id,
        start=start,
        end=end,
        victims=tally.victims,
        group=tally.group,
        claimant=claimant,
        stance=stance,
    )
