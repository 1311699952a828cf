"""The incident table as columns for the page: whole numbers as byte planes, words as codes.

Rows are sorted by first day, undated ones first, so that days become small steps. A number is
kept as its distance from the least of its column; where the column has gaps, 0 means "not known".
All low bytes come first, then all next ones: gzip likes it, and ``assets/src/table.js`` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.mapping.blocks import as_json
from geo.table import Column, conform

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

CHUNK_ROWS = 256
MICRO = 1_000_000
WORDS = (
    Column.EVENT_TYPE,
    Column.SUB_EVENT_TYPE,
    Column.DATE_PRECISION,
    Column.PLACE_PRECISION,
    Column.COUNTRY,
    Column.ADMIN1,
    Column.ADMIN2,
    Column.PLACE,
    Column.ACTOR1,
    Column.ACTOR2,
    Column.GRADE,
)
COUNTS = (
    Column.KILLED_LOW,
    Column.KILLED_BEST,
    Column.KILLED_HIGH,
    Column.INJURED_LOW,
    Column.INJURED_BEST,
    Column.INJURED_HIGH,
    Column.CIVILIANS_KILLED_LOW,
    Column.CIVILIANS_KILLED_BEST,
    Column.CIVILIANS_KILLED_HIGH,
)
ON_THE_CARD = (
    Column.PLACE_TEXT,
    Column.PLACE_ID,
    Column.PLACE_REASON,
    Column.CONFIDENCE,
    Column.N_SOURCES,
    Column.N_REPORTS,
    Column.ACTORS,
    Column.CASUALTIES,
    Column.EVIDENCE,
    Column.MENTIONED_PLACES,
    Column.SOURCES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the page needs of a table: header, column bytes, and the card's words in chunks."""

    header: dict[str, Any]
    blobs: dict[str, bytes]
    chunks: tuple[bytes, ...]


def ordered(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table in the schema's types, sorted by first day, last day and id."""
    table = conform(gdf)
    keys = [Column.DATE_START, Column.DATE_END, Column.ID]
    return table.sort_values(
        [str(key) for key in keys], na_position="first", kind="stable", ignore_index=True
    )


def encode(table: gpd.GeoDataFrame, units: NDArray[np.int64]) -> Columns:
    """Return a table of :func:`ordered` as columns; ``units`` holds 0 or a unit's place + 1."""
    header: dict[str, Any] = {"version": 1, "rows": len(table), "chunk_rows": CHUNK_ROWS}
    blobs: dict[str, bytes] = {}
    described: dict[str, Any] = {}
    dictionaries: dict[str, list[str]] = {}

    def add(
        name: str, values: NDArray[np.int64], known: NDArray[np.bool_], *, delta: bool = False
    ) -> None:
        blobs[name], described[name] = whole_numbers(values, known, delta=delta)

    for column in WORDS:
        codes, dictionaries[column] = dictionary(table[column])
        add(column, codes, np.ones(len(table), bool))
    for column in COUNTS:
        add(column, *_counts(table[column]))
    for name, (values, known) in _days(table).items():
        add(name, values, known, delta=name == "start")
    for name, (values, known) in _geography(table).items():
        add(name, values, known)
    add("unit", units, np.ones(len(table), bool))
    blobs["ids"] = as_json(_ids(table))
    header |= {"columns": described, "dictionaries": dictionaries}
    return Columns(header=header, blobs=blobs, chunks=_chunks(table))


def whole_numbers(
    values: NDArray[np.int64], known: NDArray[np.bool_], *, delta: bool = False
) -> tuple[bytes, dict[str, Any]]:
    """Return whole numbers as byte planes and how to read them; unknown ones become 0.

    ``delta`` keeps the steps between rows: the column must rise, unknown ones first.
    """
    nullable = not bool(known.all())
    base = int(values[known].min()) if known.any() else 0
    stored = np.where(known, values - base + nullable, 0)
    if delta:
        stored = np.diff(stored, prepend=0)
    width = max(1, (int(stored.max(initial=0)).bit_length() + 7) // 8)
    planes = [(stored >> (8 * plane)).astype(np.uint8).tobytes() for plane in range(width)]
    how = {"base": base, "width": width, "delta": delta, "nullable": nullable}
    return b"".join(planes), how


def dictionary(words: pd.Series[Any]) -> tuple[NDArray[np.int64], list[str]]:
    """Return codes (0 where there is no word) and the words, the most frequent first."""
    counts = words.dropna().value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    known = [str(word) for word, _ in ranked]
    code_of = {word: code for code, word in enumerate(known, start=1)}
    codes = words.map(code_of, na_action="ignore").fillna(0)
    return codes.to_numpy().astype(np.int64), known


def _counts(column: pd.Series[Any]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    known = column.notna().to_numpy()
    return column.fillna(0).to_numpy(dtype=np.int64), known


def _days(table: gpd.GeoDataFrame) -> dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    start, end = table[Column.DATE_START], table[Column.DATE_END]
    known = start.notna().to_numpy()
    first = start.to_numpy().astype("datetime64[D]").astype(np.int64)
    last = end.fillna(start).to_numpy().astype("datetime64[D]").astype(np.int64)
    first, last = np.where(known, first, 0), np.where(known, last, 0)
    return {
        "start": (first, known),
        "days": (np.maximum(last - first, 0), np.ones(len(table), bool)),
    }


def _geography(table: gpd.GeoDataFrame) -> dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    points = table.geometry.representative_point()
    lon, lat = points.x.to_numpy(), points.y.to_numpy()
    placed = np.isfinite(lon) & np.isfinite(lat)
    radius = table[Column.UNCERTAINTY_KM].to_numpy(dtype=float)
    measured = np.isfinite(radius)
    whole = {
        "lon": (lon * MICRO, placed),
        "lat": (lat * MICRO, placed),
        "radius": (radius * 1000, measured),
    }
    return {
        name: (np.rint(np.where(known, values, 0)).astype(np.int64), known)
        for name, (values, known) in whole.items()
    }


def _ids(table: gpd.GeoDataFrame) -> list[str]:
    return [
        str(value) if known else f"row {row + 1}"
        for row, (value, known) in enumerate(
            zip(table[Column.ID], table[Column.ID].notna(), strict=True)
        )
    ]


def _chunks(table: gpd.GeoDataFrame) -> tuple[bytes, ...]:
    names = [str(name) for name in ON_THE_CARD]
    known = table[names].notna().to_numpy()
    rows = [
        {name: value for name, value, has in zip(names, values, mask, strict=True) if has}
        for values, mask in zip(zip(*(table[n] for n in names), strict=True), known, strict=True)
    ]
    return tuple(as_json(rows[i : i + CHUNK_ROWS]) for i in range(0, len(rows), CHUNK_ROWS))
