"""Conflict reports to a map: what happened where, when, to whom, how many, and who says so."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from geo.errors import GeoError
    from geo.formats import read_incidents, write_incidents
    from geo.mapping import IncidentLayer, write_map
    from geo.merge import merge
    from geo.model import Document, Incident
    from geo.pipeline import extract_files as extract
    from geo.table import from_table, to_table

__all__ = [
    "Document",
    "GeoError",
    "Incident",
    "IncidentLayer",
    "extract",
    "from_table",
    "merge",
    "read_incidents",
    "to_table",
    "write_incidents",
    "write_map",
]

_HOMES = {
    "Document": "model",
    "GeoError": "errors",
    "Incident": "model",
    "IncidentLayer": "mapping",
    "extract": "pipeline",
    "from_table": "table",
    "merge": "merge",
    "read_incidents": "formats",
    "to_table": "table",
    "write_incidents": "formats",
    "write_map": "mapping",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import geo` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(
        import_module(f"geo.{_HOMES[name]}"), "extract_files" if name == "extract" else name
    )
