"""Words that hardly name a place: kept, because the clause of an act may say that they do.

Such a word is placed only where nothing is left to choose: the report names the country, and one
place there is called exactly so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Mention
from geo.places.parents import EXACT
from geo.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.places.gazetteer import Entry, Gazetteer
    from geo.places.recognise import Name

_ONE_PLACE_KM = 25.0
_WHY = "hardly a place's name by itself"


def place_doubtful(
    document_id: str, names: Iterable[Name], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Mention]:
    """Return a mention for each doubtful name of a report whose other places are ``mentions``."""
    countries = {m.place.country for m in mentions if m.place and m.place.country}
    return [_mention(document_id, name, _only(name, countries, gazetteer)) for name in names]


def _only(name: Name, countries: set[str], gazetteer: Gazetteer) -> Entry | None:
    """Return the one place of these countries that bears the name exactly, if there is one."""
    found = [
        candidate.entry
        for country in sorted(countries)
        for candidate in gazetteer.candidates(name.lookup, country=country, limit=5)
        if candidate.match in EXACT
    ]
    if not found:
        return None
    one, *others = found
    apart = (distance_km((one.lon, one.lat), (o.lon, o.lat)) > _ONE_PLACE_KM for o in others)
    return None if any(apart) else one


def _mention(document_id: str, name: Name, entry: Entry | None) -> Mention:
    reason = f"{_WHY}; the only one so called in the report's countries" if entry else _WHY
    return Mention(
        document_id=document_id,
        start=name.start,
        end=name.end,
        text=name.text,
        place=entry.to_place() if entry else None,
        score=round(name.score, 3) if entry else 0.0,
        reason=reason,
        named=name.score,
    )
