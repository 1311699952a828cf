"""Tables of our own columns: rows that plainly keep the contract pass as columns, at full speed.

A row in which anything is unusual goes through :func:`geo.table.from_feature`, the one place
that knows what becomes of a broken value; both ways give the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.formats.nested import actors_fit, lists_fit, null, true, vouched
from geo.formats.points import one_chunk
from geo.formats.record import Raw, Record
from geo.model import DatePrecision
from geo.table import SCHEMA, Column, ColumnSpec, ColumnType
from geo.table.columns import LATITUDE, LONGITUDE, batch_of, batch_schema
from geo.table.schema import DECIMALS

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

Mask = Any

_NUMBER = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"
_WHOLE = r"^\d{1,18}$"
_ISO = r"^[012]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
_MOSTLY = 0.5

Slowly = Callable[[Iterable[Record]], "Iterable[pa.Table]"]


@dataclass(slots=True)
class Read:
    """A column as its type, and the rows in which it is as the contract wants."""

    column: pa.Array
    good: NDArray[np.bool_]


def batches_of_raw(raw: Raw, slowly: Slowly) -> Iterable[pa.Table]:
    """Yield the rows as batches in their order; the unusual ones are read by ``slowly``."""
    import pyarrow as pa

    columns = _columns(raw)
    if columns is None:
        yield from slowly(raw.records())
        return
    batch, good = _conforming(columns, raw.rows)
    if good.mean() < _MOSTLY:
        yield from slowly(raw.records())
        return
    odd = np.flatnonzero(~good)
    if not len(odd):
        yield batch
        return
    # One stretch after the other keeps the order; unusual rows are few or come in runs.
    records = list(raw.records())
    parts = []
    for rows in np.split(np.arange(raw.rows), np.flatnonzero(np.diff(good)) + 1):
        if good[rows[0]]:
            parts.append(batch.slice(rows[0], len(rows)))
        else:
            parts += slowly(records[row] for row in rows)
    if parts:
        yield pa.concat_tables(parts).combine_chunks()


def _columns(raw: Raw) -> dict[str, pa.Array] | None:
    """Return the columns of ours that are there, the degrees among them; None if none can be."""
    if raw.features is not None:
        return _of_features(raw.features)
    names = {field.name for field in batch_schema()}
    columns = {name: column for name, column in raw.columns.items() if name in names}
    if raw.shapes:
        return None
    if raw.lon is not None and raw.lat is not None:
        columns[LONGITUDE], columns[LATITUDE] = raw.lon, raw.lat
    if Column.ID not in columns:
        return None
    if Column.EVIDENCE in columns:
        return columns
    made = vouched({**raw.columns, **columns})
    return None if made is None else columns | made


def _of_features(records: Sequence[Record]) -> dict[str, pa.Array] | None:
    """Return the properties of Features as columns, None where one is not as we write it."""
    import pyarrow as pa

    try:
        features = [record.feature for record in records]
        properties = [feature["properties"] for feature in features]
        columns = {str(spec.name): _property(spec, properties) for spec in SCHEMA}
        points = [_position(feature) for feature in features]
        columns[LONGITUDE] = pa.array([lon for lon, _ in points], pa.float64())
        columns[LATITUDE] = pa.array([lat for _, lat in points], pa.float64())
    except (pa.ArrowException, AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return None
    return columns


def _property(spec: ColumnSpec, properties: Sequence[Mapping[str, Any]]) -> pa.Array:
    import pyarrow as pa

    name = str(spec.name)
    values = [one.get(name) for one in properties]
    if spec.type is ColumnType.LIST:
        return pa.array([_list_text(value) for value in values], pa.string())
    kinds = {ColumnType.COUNT: pa.int64(), ColumnType.NUMBER: pa.float64()}
    spelled = any(isinstance(value, str) for value in values)  # as KML has everything
    return pa.array(values, pa.string() if spelled else kinds.get(spec.type, pa.string()))


def _list_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None


def _position(feature: Mapping[str, Any]) -> tuple[float | None, float | None]:
    geometry = feature["geometry"]
    if feature["type"] != "Feature" or "id" in feature:
        raise ValueError("not as we write it")
    if geometry is None:
        return None, None
    if geometry["type"] != "Point":
        raise ValueError("not a point")
    lon, lat = geometry["coordinates"]
    return float(lon), float(lat)


def _conforming(columns: Mapping[str, pa.Array], rows: int) -> tuple[pa.Table, NDArray[np.bool_]]:
    """Return the columns in our types, and which rows keep the whole contract."""
    read = {}
    for spec in SCHEMA:
        column = columns.get(str(spec.name))
        if column is not None:
            read[str(spec.name)] = _READERS[spec.type](column)
    for name in (LONGITUDE, LATITUDE):
        if name in columns:
            read[name] = _number(columns[name])
    batch = batch_of({name: one.column for name, one in read.items()}, rows)
    good = np.logical_and.reduce([one.good for one in read.values()])
    for rule in (_required, _words, _dates, _points, _shares, lists_fit, actors_fit):
        good &= rule(batch)
    return batch, good


def _text(column: pa.Array) -> Read:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type) or column.null_count == len(column):
        return _nothing(column, pa.string())
    empty = pc.equal(pc.binary_length(column), 0)
    if pc.any(empty).as_py():
        column = pc.if_else(empty, pa.scalar(None, pa.string()), column)
    return Read(column, np.ones(len(column), bool))


def _count(column: pa.Array) -> Read:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        return _parsed(column, _WHOLE, pa.int64())
    if pa.types.is_floating(column.type):  # whole numbers with gaps, as numpy holds them
        whole = pc.equal(pc.floor(column), column)
        small = pc.less(column, float(2**53))
        column = pc.if_else(pc.and_(whole, small), column, pa.scalar(-1.0, column.type))
    elif not pa.types.is_integer(column.type):
        return _nothing(column, pa.int64())
    made = column.cast(pa.int64())
    return Read(made, true(pc.greater_equal(made, 0)) | null(made))


def _number(column: pa.Array) -> Read:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        return _parsed(column, _NUMBER, pa.float64())
    if not (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
        return _nothing(column, pa.float64())
    made = column.cast(pa.float64())
    return Read(made, true(pc.is_finite(made)) | null(made))


def _date(column: pa.Array) -> Read:
    import pyarrow as pa

    if pa.types.is_date32(column.type):
        return Read(column, np.ones(len(column), bool))
    if pa.types.is_string(column.type):
        try:
            return _parsed(column, _ISO, pa.date32())
        except pa.ArrowInvalid:  # a 30 February
            return _nothing(column, pa.date32())
    if pa.types.is_timestamp(column.type) and column.type.tz is None:
        return Read(column.cast(pa.date32(), safe=False), np.ones(len(column), bool))
    return _nothing(column, pa.date32())


def _parsed(column: pa.Array, pattern: str, of: Any) -> Read:
    """Return texts as numbers or days; what does not look like one is for the other way."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.null_count == len(column):
        return Read(pa.nulls(len(column), of), np.ones(len(column), bool))
    empty = pc.equal(pc.binary_length(column), 0)
    looks = pc.match_substring_regex(column, pattern)
    texts = pc.if_else(looks, column, pa.scalar(None, pa.string()))
    absent = null(column) | true(empty)
    return Read(texts.cast(of), true(looks) | absent)


def _nothing(column: pa.Array, of: Any) -> Read:
    import pyarrow as pa

    return Read(pa.nulls(len(column), of), null(column))


_READERS: dict[ColumnType, Callable[[pa.Array], Read]] = {
    ColumnType.TEXT: _text,
    ColumnType.LIST: _text,
    ColumnType.COUNT: _count,
    ColumnType.NUMBER: _number,
    ColumnType.DATE: _date,
}


def _at(batch: pa.Table, name: str) -> Any:
    return one_chunk(batch[str(name)])


def _required(batch: pa.Table) -> Mask:
    missing = [null(_at(batch, spec.name)) for spec in SCHEMA if spec.required]
    return ~np.logical_or.reduce(missing)


def _words(batch: pa.Table) -> Mask:
    import pyarrow as pa
    import pyarrow.compute as pc

    good = np.ones(len(batch), bool)
    for spec in SCHEMA:
        if spec.allowed:
            column = _at(batch, spec.name)
            allowed = pa.array([str(word) for word in spec.allowed])
            good &= true(pc.is_in(column, value_set=allowed)) | null(column)
    return good


def _dates(batch: pa.Table) -> Mask:
    import pyarrow.compute as pc

    start, end = _at(batch, Column.DATE_START), _at(batch, Column.DATE_END)
    unknown = true(pc.equal(_at(batch, Column.DATE_PRECISION), str(DatePrecision.UNKNOWN)))
    dated = true(pc.less_equal(start, end))
    return (dated & ~unknown) | (null(start) & null(end) & unknown)


def _points(batch: pa.Table) -> Mask:
    """Return rows with a point as written and its name, or without anything of a place."""
    lon, lat = (np.asarray(batch[name].to_numpy(), dtype=float) for name in (LONGITUDE, LATITUDE))
    absent = np.isnan(lon) & np.isnan(lat)
    with np.errstate(invalid="ignore"):
        on_earth = (np.abs(lon) <= 180) & (np.abs(lat) <= 90) & ~((lon == 0) & (lat == 0))  # noqa: PLR2004
        short = (np.round(lon, DECIMALS) == lon) & (np.round(lat, DECIMALS) == lat)
    named = ~null(_at(batch, Column.PLACE))
    of_place: tuple[Column, ...] = (Column.PLACE, Column.PLACE_ID, Column.COUNTRY)
    of_place += (Column.ADMIN1, Column.ADMIN2, Column.PLACE_PRECISION, Column.UNCERTAINTY_KM)
    nothing = np.logical_and.reduce([null(_at(batch, name)) for name in of_place])
    return (on_earth & short & named) | (absent & nothing)


def _shares(batch: pa.Table) -> Mask:
    import pyarrow.compute as pc

    share = _at(batch, Column.CONFIDENCE)
    return true(pc.and_(pc.greater_equal(share, 0), pc.less_equal(share, 1)))
