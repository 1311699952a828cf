"""Incidents to one self-contained map page.

    from geo.mapping import IncidentLayer, incident_map, save, write_map

    write_map(gdf, "map.html", title="March")       a page, whole, without any network
    save(incident_map(gdf), "map.html")             the same in two steps, to add folium layers
    IncidentLayer(gdf).add_to(any_folium_map)       our layer on somebody else's map

The page's own code is in ``assets``: ES modules in ``assets/src``, joined by :mod:`.assets`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.mapping.choices import Choices
    from geo.mapping.layers import BaseMap, IncidentLayer, IncidentMap, incident_map
    from geo.mapping.page import Sizes, save, to_html, write_map

__all__ = [
    "BaseMap",
    "Choices",
    "IncidentLayer",
    "IncidentMap",
    "Sizes",
    "incident_map",
    "save",
    "to_html",
    "write_map",
]

_HOME = {
    "BaseMap": "layers",
    "Choices": "choices",
    "IncidentLayer": "layers",
    "IncidentMap": "layers",
    "incident_map": "layers",
    "save": "page",
    "Sizes": "page",
    "to_html": "page",
    "write_map": "page",
}


def __getattr__(name: str) -> Any:
    """Import folium only when a map is made: ``geo --help`` stays fast."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
