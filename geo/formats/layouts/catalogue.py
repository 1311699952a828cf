"""Every layout that is known by its header. A new one is a module and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.layouts.acled import ACLED
from geo.formats.layouts.airwars import AIRWARS
from geo.formats.layouts.gdelt import GDELT
from geo.formats.layouts.hxl import HXL
from geo.formats.layouts.icews import ICEWS
from geo.formats.layouts.polecat import POLECAT
from geo.formats.layouts.timemap import TIMEMAP
from geo.formats.layouts.ucdp import UCDP
from geo.formats.layouts.viina import VIINA
from geo.table import SCHEMA, Column
from geo.table.columns import LATITUDE, LONGITUDE
from geo.table.decode import NOTES

if TYPE_CHECKING:
    from geo.formats.layouts.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    UCDP,
    ACLED,
    GDELT,
    ICEWS,
    POLECAT,
    VIINA,
    AIRWARS,
    TIMEMAP,
    HXL,
)

_OURS = frozenset(str(spec.name) for spec in SCHEMA)
_BESIDE = {LONGITUDE, LATITUDE, "fid", "geometry", *NOTES}
_TELLING = frozenset(
    {
        Column.DATE_PRECISION,
        Column.EVENT_TYPE,
        Column.KILLED_LOW,
        Column.KILLED_BEST,
        Column.PLACE_PRECISION,
        Column.N_REPORTS,
        Column.EVIDENCE,
    }
)
"""Columns that hardly anybody else calls so."""


def recognise(keys: frozenset[str]) -> str | None:
    """Return the name of the layout that has these columns, "geo" for ours, None for nobody's."""
    if keys and sum(key.startswith("#") for key in keys) > 1:
        return HXL.name
    found = next((layout.name for layout in LAYOUTS if layout.fits(keys)), None)
    if found is None and (keys & _TELLING or keys <= _OURS | _BESIDE):
        return "geo"
    return found


def layout_named(name: str) -> Layout:
    """Return the layout of a name that is known."""
    return next(layout for layout in LAYOUTS if layout.name == name)
