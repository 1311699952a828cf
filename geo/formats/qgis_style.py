"""The style that a GeoPackage carries for QGIS: colours by event type, and its dates as time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.model import EventType
from geo.table import Column

if TYPE_CHECKING:
    from pathlib import Path

COLOURS = {
    EventType.BATTLES: "203,67,53",
    EventType.EXPLOSIONS: "230,126,34",
    EventType.VIOLENCE: "125,60,152",
    EventType.PROTESTS: "36,113,163",
    EventType.RIOTS: "183,149,11",
    EventType.STRATEGIC: "86,101,115",
}
_UNKNOWN = "144,148,151"
_START_AND_END = "2"
"""QGIS's temporal mode for features that last from one field's date to another's."""
_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT '2000-01-01T00:00:00.000Z'
)
"""


def add_style(path: Path, layer: str) -> None:
    """Store the style in a GeoPackage as QGIS does: in ``layer_styles``, as the default."""
    with closing(sqlite3.connect(path)) as connection, connection:
        geometry = connection.execute(
            "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)
        ).fetchone()[0]
        connection.execute(_TABLE)
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description) "
            "VALUES ('', '', ?, ?, 'incidents', ?, '', 1, 'Incidents by type, with their dates')",
            (layer, geometry, style()),
        )
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles')"
        )


def style() -> str:
    """Return the style as QGIS writes it (QML)."""
    root = Element("qgis", version="3.28.0", styleCategories="Symbology|Temporal")
    SubElement(
        root,
        "temporal",
        enabled="1",
        mode=_START_AND_END,
        startField=Column.DATE_START,
        endField=Column.DATE_END,
        limitMode="0",
        durationUnit="days",
        fixedDuration="0",
        accumulate="0",
    )
    renderer = SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr=Column.EVENT_TYPE, symbollevels="0"
    )
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    known = [(str(kind), str(kind), colour) for kind, colour in COLOURS.items()]
    for number, (value, label, colour) in enumerate([*known, ("", "unknown", _UNKNOWN)]):
        SubElement(
            categories, "category", value=value, label=label, symbol=str(number), render="true"
        )
        _symbol(symbols, str(number), colour)
    return '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">' + tostring(
        root, encoding="unicode"
    )


def _symbol(parent: Element, name: str, colour: str) -> None:
    symbol = SubElement(parent, "symbol", name=name, type="marker", alpha="0.8", clip_to_extent="1")
    layer = SubElement(symbol, "layer", {"class": "SimpleMarker"}, enabled="1", locked="0")
    options = SubElement(layer, "Option", type="Map")
    chosen = {
        "name": "circle",
        "color": f"{colour},255",
        "outline_color": "255,255,255,255",
        "outline_width": "0.2",
        "size": "2.4",
        "size_unit": "MM",
    }
    for key, value in chosen.items():
        SubElement(options, "Option", name=key, type="QString", value=value)
