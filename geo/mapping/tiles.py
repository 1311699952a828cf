"""Online tiles, only where the user asks for them: whose, from which hosts, credited how."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from folium import TileLayer

ADVICE = "a name such as 'OpenStreetMap' or 'CartoDB Positron', or an address with {z}, {x}, {y}"


def tile_layer(tiles: str, attribution: str | None = None) -> TileLayer:
    """Return the layer for a provider's name or an address pattern.

    A pattern is credited by ``attribution``, or by its host. Raises ``UsageError`` for neither.
    """
    from folium import TileLayer

    if "{z}" not in tiles and "://" in tiles:
        raise UsageError(f"tiles {tiles!r} has no {{z}}, {{x}}, {{y}}; give {ADVICE}")
    credit = None
    if "://" in tiles:
        if urlsplit(tiles).scheme not in {"http", "https"}:
            raise UsageError(f"tiles {tiles!r} is neither http nor https; give {ADVICE}")
        credit = html.escape(attribution or f"Tiles: {urlsplit(tiles).hostname}")
    try:
        return TileLayer(tiles, attr=credit, name="tiles", overlay=True, control=False)
    except ValueError as error:
        raise UsageError(f"no tile provider is called {tiles!r}; give {ADVICE}") from error


def hosts_of(layer: TileLayer) -> list[str]:
    """Return the origins that the layer's pictures come from."""
    url = layer.tiles
    subdomains = cast("Sequence[str]", layer.options.get("subdomains") or "abc")
    urls = [url.replace("{s}", sub) for sub in subdomains] if "{s}" in url else [url]
    found = [re.match(r"https?://[\w.:-]+", u) for u in urls]
    return sorted({match[0] for match in found if match})
