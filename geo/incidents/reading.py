"""Everything found in one report before it is composed into incidents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.dates import find_dateline_date, find_dates
from geo.incidents.acts import find_acts
from geo.incidents.casualties import find_casualties
from geo.incidents.discourse import layout, reporting_period
from geo.incidents.site_grammar import SPEECH, path
from geo.places.recognise import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from geo.dates import DateMention
    from geo.incidents.actors import ActorLexicon
    from geo.incidents.acts import Act
    from geo.incidents.casualties import CasualtyMention
    from geo.incidents.discourse import Layout
    from geo.language import Parsed
    from geo.model import Document, Mention
    from geo.places.gazetteer import Gazetteer


BELIEVED = 0.5
"""Of 143 sites in every fifth text of MUC-4, the names of 7 meant their place less likely than
this: 2 of those lay in the right country, of the surer ones 133 of 136."""

BELIEVED_ALONE = 0.4
"""The same for a place that no other of the report speaks for or against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known before any report is read."""

    gazetteer: Gazetteer
    actors: ActorLexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything found in one report before it is composed into incidents.

    ``doubtful`` are words that hardly name a place, unless an act's clause says so.
    """

    knowledge: Knowledge
    parsed: Parsed
    mentions: tuple[Mention, ...]
    doubtful: tuple[Mention, ...]
    sentences: tuple[Any, ...]
    acts: tuple[Act, ...]
    casualties: tuple[CasualtyMention, ...]
    dates: tuple[DateMention, ...]
    layout: Layout
    period: DateMention | None

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds a character offset."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start_char) - 1)


def _told_on(document: Document) -> date | None:
    """Return the day from which "today" counts: the dateline's, where it is shortly before.

    A report sent on the 11th and published on the 12th says "today" of the 11th.
    """
    written, published = find_dateline_date(document.text), document.published
    if written is None or published is None:
        return published
    return written if 0 <= (published - written).days <= _ON_ITS_WAY else published


_ON_ITS_WAY = 3  # days


def read(parsed: Parsed, mentions: Sequence[Mention], knowledge: Knowledge) -> Reading:
    """Find acts, casualties and dates in a parsed report."""
    document = parsed.document
    dates = find_dates(parsed.doc.text, published=_told_on(document))
    return Reading(
        knowledge=knowledge,
        parsed=parsed,
        mentions=_believed([m for m in mentions if m.named >= ACCEPTED]),
        doubtful=tuple(m for m in mentions if m.named < ACCEPTED),
        sentences=parsed.sentences,
        acts=find_acts(parsed),
        casualties=find_casualties(parsed),
        dates=dates,
        layout=layout(document.text),
        period=reporting_period(document.text, dates),
    )


def _believed(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions, those without a place that rather mean another one than that.

    Such a one lies in a country where no surer place of the report lies; where there is none at
    all, it is not even half likely.
    """
    sure = {m.place.country for m in mentions if m.place and m.score >= BELIEVED}
    return tuple(m if _is_believed(m, sure) else _doubted(m) for m in mentions)


def _is_believed(mention: Mention, sure: Collection[str | None]) -> bool:
    if mention.place is None or mention.score >= BELIEVED:
        return True
    return mention.place.country in sure if sure else mention.score >= BELIEVED_ALONE


def _doubted(mention: Mention) -> Mention:
    name = mention.place.name if mention.place else mention.text
    reason = f"{name} is doubtful (probability {mention.score:.2f}) and far from the rest"
    return replace(mention, place=None, reason=reason)


def distance(doc: Any, one: int, two: int) -> int:
    """Return how far apart two tokens of one sentence stand in its tree.

    An edge counts one, a verb in between two more, a verb of saying six: when and where somebody
    spoke is not when and where it happened.
    """
    way = path(doc[one], doc[two])
    between = way[1:-1]
    said: int = sum(t.lemma_.lower() in SPEECH for t in between)
    verbs: int = sum(t.pos_ == "VERB" for t in between)
    return len(way) + 2 * verbs + 6 * said


def token_at(doc: Any, start: int, end: int) -> int:
    """Return the index of the head word of a stretch of the text."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return int(span.root.i) if span is not None else 0
