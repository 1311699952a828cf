"""Names that the gazetteer does not know, asked of an online geocoder where the user allows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.places.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Mention, Place
    from geo.places.online import OnlineGeocoder

UNKNOWN = "no place of this name in the gazetteer"

# How likely an online answer is right. Not measured: the program was made without a network.
ONLINE_TRUST = 0.5
_HALF = 0.5


def ask_online(mentions: Sequence[Mention], online: OnlineGeocoder | None) -> list[Mention]:
    """Return the mentions with places for the ``UNKNOWN`` ones that ``online`` knows.

    Each name is asked once, inside the country in which more than half of the report's placed
    mentions lie, if there is one. The reason says who answered, or that nobody did; a service that
    cannot be reached leaves the mentions as they are otherwise.
    """
    if online is None:
        return list(mentions)
    country = _main_country(mentions)
    answers: dict[str, Place | None] = {}
    return [
        _answered(mention, answers, country, online) if mention.reason == UNKNOWN else mention
        for mention in mentions
    ]


def _answered(
    mention: Mention,
    answers: dict[str, Place | None],
    country: str | None,
    online: OnlineGeocoder,
) -> Mention:
    key = fold(mention.text)
    if key and key not in answers:
        answers[key] = online.locate(mention.text, country)
    place = answers.get(key)
    if place is None:
        return replace(mention, reason=f"{UNKNOWN}, nor an answer of {online.name}")
    return replace(mention, place=place, score=ONLINE_TRUST, reason=f"online: {online.name}")


def _main_country(mentions: Sequence[Mention]) -> str | None:
    countries = Counter(m.place.country for m in mentions if m.place)
    for country, count in countries.most_common(1):
        if count > _HALF * countries.total():
            return country
    return None
