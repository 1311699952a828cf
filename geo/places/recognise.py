"""Which stretches of a report name a place, whatever the tagger calls them.

:class:`geo.places.page.Page` proposes; one linear score over named evidence accepts or refuses; of
two stretches that overlap the better stays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from geo.places.evidence import evidence
from geo.places.framed import framed
from geo.places.linear import probability, weights
from geo.places.words import (
    KINDS,
    OPENERS,
    abbreviations,
    singular,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Span
    from geo.places.page import Page

# Below one half: a name taken in vain costs less than a place that is never seen (best F1 of
# thresholds .3 to .5, cross-validated over three corpora).
ACCEPTED = 0.4
# What is refused as a name of a place may still be where an act happened if its clause says so:
# of the event_place corpus' tokens 71 % lie in accepted names, 93 % in those above this.
DOUBTED = 0.03
AGREEMENT = 0.6
# Log odds for a known name in the wording of a relative place. By hand: the weights learned for
# these words left "Tal Afar" of "between Mosul and Tal Afar" at .25.
FRAMED = 1.5
# Taken off the log odds of what only opens a longer name ("Tal" of "Tal Abyad"). By hand: no name.
OPENING = 6.0

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A stretch of a report that names a place, before it is known which.

    ``first`` and ``last`` are the numbers of its first token and of the one after its last.
    ``lookup`` is what to ask the gazetteer for, in ``country`` if that is not None. ``kind`` is a
    type word beside it ("province"), ``inside`` the name of the organisation that holds it,
    ``after_the`` whether the article stands before it ("the Euphrates").
    ``score`` is the probability that it names a place at all.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    lookup: str
    country: str | None = None
    kind: str | None = None
    inside: str | None = None
    after_the: bool = False
    score: float = 1.0
    reason: str = "given"


def recognise(page: Page, *, least: float = ACCEPTED) -> tuple[Name, ...]:
    """Return the names of places in a report, in the order of the text, none overlapping.

    Those that are likelier than ``least`` to name a place at all.
    """
    model = weights("recognise")
    found = {stretch: evidence(page, *stretch) for stretch in page.stretches}
    scores = {stretch: model.score(found[stretch]) for stretch in found}
    for stretch, score in scores.items():
        if _opens_longer(page, *stretch):
            scores[stretch] = score - OPENING
        elif score < FRAMED and "known" in found[stretch] and framed(page, *stretch):
            scores[stretch] = score + FRAMED
    chances = agreed(page, scores)
    names = []
    for first, last in best_apart(chances, least=least):
        names.append(
            _name(
                page,
                page.at(first, last),
                (first, last),
                score=chances[first, last],
                reason=", ".join(model.strongest(found[first, last])),
            )
        )
    return tuple(sorted(names, key=lambda name: name.start))


def _opens_longer(page: Page, first: int, last: int) -> bool:
    """Tell whether one word only opens a longer name: "Tal" of "Tal Abyad"."""
    return (
        last - first == 1
        and page.low[first] in OPENERS
        and page.capital[last : last + 1] == [True]
        and not page.opens[last]
    )


def agreed(page: Page, scores: Mapping[Stretch, float]) -> dict[Stretch, float]:
    """Return probabilities from log odds, each drawn towards those of the same words elsewhere.

    A report means one thing by one word, as a rule: "Ripley" is a man or a town throughout.
    """
    alike: dict[str, list[float]] = defaultdict(list)
    for stretch, score in scores.items():
        alike[_key(page, stretch)].append(score)
    return {
        stretch: probability(
            (1 - AGREEMENT) * score + AGREEMENT * fmean(alike[_key(page, stretch)])
        )
        for stretch, score in scores.items()
    }


def _key(page: Page, stretch: Stretch) -> str:
    return " ".join(page.folded[slice(*stretch)])


def best_apart(chances: Mapping[Stretch, float], *, least: float = ACCEPTED) -> list[Stretch]:
    """Return the accepted stretches, the likelier and then the longer of those that overlap."""
    taken: set[int] = set()
    kept = []
    for first, last in sorted(chances, key=lambda s: (-chances[s], s[0] - s[1], s[0])):
        if chances[first, last] >= least and taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last))
    return kept


def given(page: Page, spans: Iterable[Span]) -> tuple[Name, ...]:
    """Return one name for each span, in the order of the text."""
    names = []
    for span in sorted(set(spans), key=lambda s: (s.start, s.end)):
        tokens = page.doc.char_span(span.start, span.end, alignment_mode="expand")
        at = (span.start, span.end)
        names.append(_name(page, at, (tokens.start, tokens.end), score=1.0, reason="given"))
    return tuple(names)


def _name(
    page: Page, at: tuple[int, int], tokens: tuple[int, int], *, score: float, reason: str
) -> Name:
    first, last = tokens
    text = page.parsed.document.text[at[0] : at[1]]
    short = abbreviations().get(text.strip())
    around = page.around[first]
    inside = around is not None and around.label_ == "ORG" and len(around) > last - first
    return Name(
        start=at[0],
        end=at[1],
        text=text,
        first=first,
        last=last,
        lookup=short.place if short else text,
        country=short.country if short else None,
        kind=_kind_beside(page, first, last),
        inside=around.text if inside and around else None,
        after_the=first > 0 and page.low[first - 1] == "the",
        score=score,
        reason=reason,
    )


def _kind_beside(page: Page, first: int, last: int) -> str | None:
    """Return the type word beside a name, singular: "X province", "village of X", "Lake X"."""
    if last < len(page.words) and page.words[last].islower() and not page.opens[last]:
        after = singular(page.low[last])
        if after in KINDS:
            return after
    if page.opens[first] or first == 0:
        return None
    before = page.low[first - 1]
    if first > 1 and before == "of":
        before = page.low[first - 2]
        if first > 2 and page.capital[first - 3] and not page.opens[first - 3]:  # noqa: PLR2004
            return None  # "the Bab al-Nairab district of Aleppo": a part of a town
    return singular(before) if singular(before) in KINDS else None
