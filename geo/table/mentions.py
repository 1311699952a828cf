"""A place mention as a GeoJSON Feature (CONTRACT section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.table.encode import degrees
from geo.table.schema import Column

if TYPE_CHECKING:
    from geo.model import Mention


def mention_to_feature(mention: Mention) -> dict[str, Any]:
    """Return the mention as a Feature; geometry null where unresolved, with the reason."""
    place = mention.place
    return {
        "type": "Feature",
        "geometry": place and {"type": "Point", "coordinates": degrees(place)},
        "properties": {
            "document_id": mention.document_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            str(Column.PLACE): place and place.name,
            str(Column.PLACE_ID): place and place.id,
            str(Column.COUNTRY): place and place.country,
            str(Column.ADMIN1): place and place.admin1,
            str(Column.PLACE_PRECISION): place and place.precision and str(place.precision),
            str(Column.UNCERTAINTY_KM): place and place.uncertainty_km,
            "score": round(mention.score, 3),
            "reason": mention.reason,
            "wording": mention.wording,
        },
    }
