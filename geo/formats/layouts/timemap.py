"""TimeMap's events (Forensic Architecture, Bellingcat): a JSON array, or the sheet behind it.

Dates are month first, as TimeMap itself reads them.
"""

from __future__ import annotations

from dataclasses import replace

from geo.formats.layouts.days import Order
from geo.formats.layouts.finish import Rows
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, recode
from geo.model import EVENT_TYPE_OF, EventType, SubEventType
from geo.table import Column

_TYPES = {str(kind).casefold(): str(kind) for kind in EventType}
_SUBS = {str(kind).casefold(): kind for kind in SubEventType}


def read(sheet: Sheet) -> Rows:
    """Return the rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    dated = replace(sheet, order=sheet.order or Order.MONTH_FIRST)
    category = sheet.text("type", "category")
    columns = {
        Column.DATE_START: dated.day("date", "datetime"),
        Column.PLACE: sheet.text("location"),
        Column.EVENT_TYPE: recode(category, _type, pa.string()),
        Column.SUB_EVENT_TYPE: recode(
            category, lambda word: _SUBS.get(word.casefold()), pa.string()
        ),
    }
    return Rows(
        dataset="TimeMap",
        ids=pc.binary_join_element_wise("timemap:", sheet.text("id", "civid"), ""),
        lon=sheet.degrees("longitude"),
        lat=sheet.degrees("latitude"),
        columns=columns,
        words=sheet.text("description"),
    )


def _type(word: str) -> str | None:
    sub = _SUBS.get(word.casefold())
    return _TYPES.get(word.casefold()) or (str(EVENT_TYPE_OF[sub]) if sub else None)


TIMEMAP = Layout(
    name="timemap",
    title="TimeMap",
    marks=(
        frozenset({"description", "date", "latitude", "longitude", "associations"}),
        frozenset({"description", "date", "latitude", "longitude", "time", "category"}),
    ),
    read=read,
    uses=frozenset(
        "id civid description date datetime location latitude longitude type category".split()
    ),
)
