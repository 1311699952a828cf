"""The incident table as columns for the page: what goes with what, in which order of rows.

Rows are sorted by first day and id, undated ones first: days become small steps. All else is kept
as groups of columns that go together (see :mod:`.packing`): the two actors, a place with its unit
and degrees, low, best and high. Nothing here looks at one row at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.mapping.identifiers import pack_ids
from geo.mapping.packing import LISTED, Group, Packed, dictionary, whole_numbers
from geo.table import FLAT, NESTED, Column, conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.mapping.packing import Numbers

MICRO = 1_000_000
KIND = (Column.EVENT_TYPE, Column.SUB_EVENT_TYPE)
SITE = (Column.COUNTRY, Column.ADMIN1, Column.ADMIN2, Column.PLACE, Column.PLACE_PRECISION)
TOLLS = ("killed", "injured", "civilians_killed")
VOICES = (Column.N_SOURCES, Column.N_REPORTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table in the page's order: its flat columns, and where its nested ones are found."""

    flat: gpd.GeoDataFrame
    order: NDArray[np.int64]
    given: gpd.GeoDataFrame

    def __len__(self) -> int:
        return len(self.flat)

    def values(self, column: Column) -> pd.Series[Any] | None:
        """Return a nested column as it was given, in the given order."""
        return self.given[str(column)] if str(column) in self.given.columns else None


def ordered(gdf: gpd.GeoDataFrame) -> Rows:
    """Return the table in the schema's types, sorted by first day and id.

    Raises ``DataError`` that names a column whose values cannot be read as its type.
    """
    nested = [str(spec.name) for spec in NESTED]
    table = conform(gdf.drop(columns=nested, errors="ignore"), FLAT)
    order = _order(table)
    return Rows(flat=table.iloc[order].reset_index(drop=True), order=order, given=gdf)


def _order(table: gpd.GeoDataFrame) -> NDArray[np.int64]:
    ids = pa.array(table[Column.ID], pa.string())
    order = pc.sort_indices(ids).to_numpy().astype(np.int64)
    lengths = pc.fill_null(pc.binary_length(ids), 0).to_numpy()
    order = order[np.argsort(lengths[order], kind="stable")]  # counted ids then rise as numbers do
    days = table[Column.DATE_START].to_numpy().view(np.int64)  # a missing day is the least of all
    by_day: NDArray[np.int64] = order[np.argsort(days[order], kind="stable")]
    return by_day


def encode(rows: Rows, units: NDArray[np.int64], names: Mapping[Column, pa.StringArray]) -> Packed:
    """Return the columns that every view needs.

    ``units`` holds 0 or a unit's place + 1, ``names`` those of all parties and publishers of each
    row, one text, where a table lists them.
    """
    table = rows.flat
    packed = Packed(header={"version": 2, "rows": len(rows)})
    start, days = _days(table)
    packed.header["undated"] = int((~start[1]).sum())
    packed.header["start"] = _start(packed, start)
    packed.header["dictionaries"] = {}
    site = _site(packed, table, units)
    site.pack(packed)
    _parties(packed, table, names.get(Column.ACTORS)).pack(
        packed, within=("country", site.words["country"])
    )
    groups = [
        _kind(packed, table),
        *(_toll(table, name) for name in TOLLS),
        Group(
            name="span",
            words=_words(packed, table, (Column.DATE_PRECISION,)),
            numbers={"days": days},
        ),
        _voices(packed, table, names.get(Column.SOURCES)),
    ]
    for group in groups:
        group.pack(packed)
    known = table[Column.ID].notna()
    named = table[Column.ID].where(known, [f"row {row + 1}" for row in range(len(table))])
    packed.blobs["ids"], packed.header["ids"] = pack_ids(named.tolist(), start[0])
    return packed


def _start(packed: Packed, start: Numbers) -> dict[str, Any]:
    packed.blobs["start"], how = whole_numbers(*start, delta=True)
    return how


def _words(
    packed: Packed, table: gpd.GeoDataFrame, columns: tuple[Column, ...]
) -> dict[str, NDArray[np.int64]]:
    found = {}
    for column in columns:
        found[str(column)], words = dictionary(table[column])
        _keep_words(packed, str(column), words)
    return found


def _keep_words(packed: Packed, name: str, words: list[str], *uses: str) -> None:
    packed.words(name, words)
    for use in uses or (name,):
        packed.header["dictionaries"][use] = {"words": name, "count": len(words)}


def _kind(packed: Packed, table: gpd.GeoDataFrame) -> Group:
    return Group(name="kind", words=_words(packed, table, KIND))


def _parties(packed: Packed, table: gpd.GeoDataFrame, named: pa.StringArray | None) -> Group:
    """Return initiator, target and the list of all parties, which share one dictionary."""
    both = [table[Column.ACTOR1], table[Column.ACTOR2]]
    listed = _text_series(named, len(table))
    second = both[1].where(both[1].ne(both[0]).fillna(value=True))
    joined = both[0].str.cat(second, sep=LISTED).fillna(both[0]).fillna(both[1])
    listed = listed.fillna(joined)
    lists, texts = dictionary(listed)
    names = pd.Series([name for text in texts for name in text.split(LISTED)], dtype="string")
    codes, words = dictionary(pd.concat([*both, names], ignore_index=True))
    count = len(table)
    _keep_words(packed, "actors", words, Column.ACTOR1, Column.ACTOR2, "actors")
    _pack_lists(packed, "actors", texts, codes[2 * count :])
    first, other = codes[:count], codes[count : 2 * count]
    return Group(
        name="parties", words={Column.ACTOR1: first, Column.ACTOR2: other, "actors": lists}
    )


def _voices(packed: Packed, table: gpd.GeoDataFrame, named: pa.StringArray | None) -> Group:
    """Return grade, confidence, how many sources and reports, and the list of publishers."""
    lists, texts = dictionary(_text_series(named, len(table)))
    codes, words = dictionary(
        pd.Series([name for text in texts for name in text.split(LISTED)], dtype="string")
    )
    _keep_words(packed, "sources", words)
    _pack_lists(packed, "sources", texts, codes)
    sure = table[Column.CONFIDENCE].to_numpy(dtype=float)
    return Group(
        name="voices",
        words={**_words(packed, table, (Column.GRADE,)), "sources": lists},
        numbers={
            "confidence": _scaled(sure, 1000),
            **{str(name): _counts(table[name]) for name in VOICES},
        },
    )


def _pack_lists(packed: Packed, name: str, texts: list[str], codes: NDArray[np.int64]) -> None:
    """Keep lists as how long each is and the codes of their names, one after another."""
    sizes = np.array([text.count(LISTED) + 1 for text in texts], np.int64)
    packed.header.setdefault("lists", {})[name] = {
        "size": len(texts),
        "items": len(codes),
        "lengths": packed.numbers(f"lists:{name}:lengths", sizes),
        "names": packed.numbers(f"lists:{name}:names", codes),
    }


def _site(packed: Packed, table: gpd.GeoDataFrame, units: NDArray[np.int64]) -> Group:
    points = table.geometry.representative_point()
    lon, lat = points.x.to_numpy(), points.y.to_numpy()
    placed = np.isfinite(lon) & np.isfinite(lat)
    return Group(
        name="site",
        words=_words(packed, table, SITE),
        numbers={
            "lon": _scaled(np.where(placed, lon, np.nan), MICRO),
            "lat": _scaled(np.where(placed, lat, np.nan), MICRO),
            "radius": _scaled(table[Column.UNCERTAINTY_KM].to_numpy(dtype=float), 1000),
            "unit": (units, np.ones(len(units), bool)),
        },
    )


def _toll(table: gpd.GeoDataFrame, name: str) -> Group:
    columns = (f"{name}_low", f"{name}_best", f"{name}_high")
    return Group(name=name, numbers={column: _counts(table[column]) for column in columns})


def _counts(column: pd.Series[Any]) -> Numbers:
    known = column.notna().to_numpy()
    return column.fillna(0).to_numpy(dtype=np.int64), known


def _scaled(values: NDArray[np.float64], scale: int) -> Numbers:
    known = np.isfinite(values)
    return np.rint(np.where(known, values, 0) * scale).astype(np.int64), known


def _days(table: gpd.GeoDataFrame) -> tuple[Numbers, Numbers]:
    start, end = table[Column.DATE_START], table[Column.DATE_END]
    known = start.notna().to_numpy()
    first = start.to_numpy().astype("datetime64[D]").astype(np.int64)
    last = end.fillna(start).to_numpy().astype("datetime64[D]").astype(np.int64)
    first, last = np.where(known, first, 0), np.where(known, last, 0)
    return (first, known), (np.maximum(last - first, 0), np.ones(len(table), bool))


def _text_series(texts: pa.StringArray | None, rows: int) -> pd.Series[Any]:
    if texts is None:
        texts = pa.nulls(rows, pa.string())
    return pd.Series(pd.array(texts.to_pandas(), dtype="string"))
