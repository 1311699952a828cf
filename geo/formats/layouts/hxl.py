"""HXL: any table whose columns carry hashtags, such as ``#date+start`` and ``#affected+killed``.

A column is ours where its tag and the attributes that mean something to us agree; further
attributes (languages, codes) do not disturb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from geo.formats.layouts.layout import Layout
from geo.formats.layouts.mapped import NOTES, SOURCE, URL, read_columns
from geo.table import Column
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    from geo.formats.layouts.finish import Rows
    from geo.formats.layouts.sheet import Sheet

TAGS: dict[str, tuple[str, ...]] = {
    Column.ID: ("#event+id", "#incident+id", "#meta+id", "#id"),
    Column.DATE_START: ("#date+start", "#date+occurred", "#date+event", "#date"),
    Column.DATE_END: ("#date+end",),
    Column.DATE_PRECISION: ("#date+precision",),
    Column.EVENT_TYPE: ("#event+type", "#cause+type"),
    Column.SUB_EVENT_TYPE: ("#event+subtype",),
    Column.PLACE: ("#loc+name", "#loc"),
    Column.PLACE_PRECISION: ("#geo+precision",),
    Column.UNCERTAINTY_KM: ("#geo+uncertainty",),
    Column.COUNTRY: ("#country+code", "#country+name", "#country"),
    Column.ADMIN1: ("#adm1+name", "#adm1"),
    Column.ADMIN2: ("#adm2+name", "#adm2"),
    LONGITUDE: ("#geo+lon",),
    LATITUDE: ("#geo+lat",),
    Column.ACTOR1: ("#group+initiator", "#group+actor1", "#group"),
    Column.ACTOR2: ("#group+target", "#group+actor2"),
    Column.KILLED_LOW: ("#affected+killed+min",),
    Column.KILLED_BEST: ("#affected+killed",),
    Column.KILLED_HIGH: ("#affected+killed+max",),
    Column.INJURED_LOW: ("#affected+injured+min",),
    Column.INJURED_BEST: ("#affected+injured",),
    Column.INJURED_HIGH: ("#affected+injured+max",),
    Column.CIVILIANS_KILLED_LOW: ("#affected+civilians+killed+min",),
    Column.CIVILIANS_KILLED_BEST: ("#affected+civilians+killed",),
    Column.CIVILIANS_KILLED_HIGH: ("#affected+civilians+killed+max",),
    Column.CONFIDENCE: ("#meta+confidence",),
    Column.GRADE: ("#meta+grade",),
    Column.N_SOURCES: ("#meta+sources+num",),
    Column.N_REPORTS: ("#meta+reports+num",),
    NOTES: ("#description", "#event+description"),
    SOURCE: ("#meta+source",),
    URL: ("#meta+url",),
}
"""The hashtags of each of our columns, the one that is written first."""
_TELLING = frozenset({"min", "max", "start", "end", "killed", "injured", "civilians", "type"})
_TELLING |= {"subtype", "lat", "lon", "id", "num", "source", "url", "precision", "uncertainty"}
_TELLING |= {"initiator", "target", "actor1", "actor2", "confidence", "grade"}


def read(sheet: Sheet) -> Rows:
    """Return the rows."""
    return read_columns(sheet, columns_of(sheet.columns.keys()))


def columns_of(keys: Iterable[str]) -> dict[str, str]:
    """Return our columns with the hashtag that means each."""
    tagged = {key: _attributes(key) for key in keys}
    found: dict[str, str] = {}
    for ours, tags in TAGS.items():
        for tag in map(_attributes, tags):
            key = next(
                (k for k, has in tagged.items() if _means(has, tag) and k not in found.values()),
                None,
            )
            if key is not None:
                found[str(ours)] = key
                break
    return found


def _attributes(tag: str) -> tuple[str, frozenset[str]]:
    name, *attributes = re.split(r"\s*\+\s*", tag.strip().lower())
    return name, frozenset(attributes)


def _means(has: tuple[str, frozenset[str]], wanted: tuple[str, frozenset[str]]) -> bool:
    return has[0] == wanted[0] and wanted[1] <= has[1] and not (has[1] - wanted[1]) & _TELLING


class _Hashtags(frozenset[str]):
    """Every column that carries a hashtag."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.startswith("#")


HXL = Layout(name="hxl", title="HXL", marks=(), read=read, uses=_Hashtags())
