"""What every layout's rows go through: the contract's rules, and a batch of the table.

A value that cannot be is null and told; one that can hardly be is kept and told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.formats.json_columns import joined, listed, numbered, objects, only_where, quoted, sure
from geo.formats.layouts.geography import check_points
from geo.formats.layouts.sheet import Sheet, first_known, known
from geo.formats.layouts.sources import CODED
from geo.model import DatePrecision, Grade, Role
from geo.table import Column, content_id
from geo.table.columns import LATITUDE, LONGITUDE, batch_of
from geo.table.schema import DECIMALS, TOLLS

if TYPE_CHECKING:
    import pyarrow as pa

EPOCH = date(1970, 1, 1)
_OF_A_PLACE = (
    Column.PLACE_PRECISION,
    Column.PLACE_ID,
    Column.COUNTRY,
    Column.ADMIN1,
    Column.ADMIN2,
)


@dataclass(slots=True, kw_only=True)
class Party:
    """An actor column: the names, and where known each row's role, kind, country and words."""

    name: pa.Array
    role: pa.Array | Role
    kind: pa.Array | None = None
    country: pa.Array | None = None
    text: pa.Array | None = None


@dataclass(slots=True, kw_only=True)
class Rows:
    """What a layout makes of a sheet: columns of ours, and what nested columns are made of.

    ``dataset`` is the publisher where the rows name no source of their own. ``words`` are the
    report's own, which become the evidence.
    """

    dataset: str
    ids: pa.Array
    lon: pa.Array
    lat: pa.Array
    columns: dict[Column, pa.Array] = field(default_factory=dict)
    words: pa.Array | None = None
    parties: tuple[Party, ...] = ()
    others: tuple[Party, ...] = ()
    """Further actors, where a row names several on one side."""
    sources: pa.Array | None = None
    claims: tuple[tuple[pa.Array, dict[str, Any]], ...] = ()
    """Counts killed, with the victims and their group that each counts."""


def support(sources: pa.Array) -> dict[Column, Any]:
    """Return what a number of sources says of a row: two or more are taken as independent."""
    import pyarrow.compute as pc

    several = pc.greater(sources, 1)
    return {
        Column.N_SOURCES: sources,
        Column.N_REPORTS: sources,
        Column.GRADE: pc.if_else(several, str(Grade.CORROBORATED), str(Grade.SINGLE)),
    }


def finish(sheet: Sheet, rows: Rows) -> pa.Table:
    """Return the rows as a batch that keeps the contract, every flaw told."""
    size = sheet.rows
    columns: dict[Any, pa.Array] = dict(rows.columns)
    columns[Column.ID] = _ids(sheet, rows)
    columns |= _dates(sheet, columns)
    columns |= _places(sheet, rows, columns)
    columns |= _parties(rows, size)
    _flag_tolls(sheet, columns)
    columns |= _defaults(columns, size)
    columns |= _nested(rows, columns, size)
    return batch_of(columns, size)


def _ids(sheet: Sheet, rows: Rows) -> pa.Array:
    """Return the rows' ids; one without is a digest of what it holds."""
    import pyarrow as pa

    missing = np.flatnonzero(~known(rows.ids))
    if not len(missing):
        return rows.ids
    names = sorted(sheet.columns)
    cells = [sheet.columns[name].take(missing).to_pylist() for name in names]
    values = rows.ids.to_pylist()
    for position, row in zip(missing, zip(*cells, strict=True), strict=True):
        stated = (f"{name}={cell}" for name, cell in zip(names, row, strict=True) if cell)
        values[position] = content_id(stated)
    return pa.array(values, pa.string())


def _dates(sheet: Sheet, columns: dict[Any, pa.Array]) -> dict[Column, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing = pa.nulls(sheet.rows, pa.date32())
    start = columns.get(Column.DATE_START, nothing)
    end = columns.get(Column.DATE_END, nothing)
    start, end = first_known((start, end)), first_known((end, start))
    backward = np.asarray(sure(pc.less(end, start)))
    if backward.any():
        sheet.complain(
            backward, Column.DATE_END, end.cast(pa.string()), "must not lie before the first day"
        )
        start, end = pc.min_element_wise(start, end), pc.max_element_wise(start, end)
    _flag_dates(sheet, start, end)
    given = columns.get(Column.DATE_PRECISION, pa.nulls(sheet.rows, pa.string()))
    days = pc.add(pc.subtract(end.cast(pa.int32()), start.cast(pa.int32())), 1)
    by_span = pc.if_else(
        pc.less_equal(days, 1),
        str(DatePrecision.DAY),
        pc.if_else(
            pc.less_equal(days, 7),
            str(DatePrecision.WEEK),
            pc.if_else(pc.less_equal(days, 31), str(DatePrecision.MONTH), str(DatePrecision.YEAR)),
        ),
    )
    precision = pc.if_else(
        start.is_valid(), pc.coalesce(given, by_span), str(DatePrecision.UNKNOWN)
    )
    return {
        Column.DATE_START: start,
        Column.DATE_END: end,
        Column.DATE_PRECISION: precision,
    }


def _flag_dates(sheet: Sheet, start: pa.Array, end: pa.Array) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = start.cast(pa.string())
    epoch = np.asarray(sure(pc.equal(start, pa.scalar(EPOCH))))
    rule = "is the day of a lost value (1970-01-01), or a real one"
    sheet.complain(epoch, Column.DATE_START, texts, rule, kept=True)
    today = pa.scalar(date.today())  # noqa: DTZ011  (the reader's own calendar)
    future = np.asarray(sure(pc.greater(end, today)))
    sheet.complain(future, Column.DATE_END, texts, "lies in the future", kept=True)


def _places(sheet: Sheet, rows: Rows, columns: dict[Any, pa.Array]) -> dict[Any, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    def given(name: Column) -> pa.Array:
        return columns.get(name, pa.nulls(sheet.rows, pa.string()))

    checked = check_points(
        sheet, rows.lon, rows.lat, given(Column.COUNTRY), published=bool(rows.dataset)
    )
    lon, lat = (pc.round(degrees, DECIMALS) for degrees in (checked.lon, checked.lat))
    placed = lon.is_valid()
    name = given(Column.PLACE)
    stated = (name, given(Column.ADMIN2), given(Column.ADMIN1), given(Column.COUNTRY))
    no_point = joined(*stated, by=", ")
    reason = pc.binary_join_element_wise("stated without coordinates: ", no_point, "")
    reason = pc.coalesce(checked.reason, pc.if_else(placed, given(Column.PLACE_REASON), reason))
    spelled = pc.binary_join_element_wise(_four(lat), _four(lon), ", ")
    radius = columns.get(Column.UNCERTAINTY_KM, pa.nulls(sheet.rows, pa.float64()))
    return {
        LONGITUDE: lon,
        LATITUDE: lat,
        Column.PLACE: only_where(placed, pc.coalesce(name, given(Column.PLACE_TEXT), spelled)),
        Column.PLACE_TEXT: pc.if_else(
            placed, given(Column.PLACE_TEXT), pc.coalesce(given(Column.PLACE_TEXT), name)
        ),
        Column.PLACE_REASON: reason,
        Column.UNCERTAINTY_KM: only_where(placed, radius),
        **{column: only_where(placed, given(column)) for column in _OF_A_PLACE},
    }


def _four(degrees: pa.Array) -> pa.Array:
    import pyarrow as pa

    from geo.formats.layouts.sheet import recode

    return recode(degrees, lambda value: None if value is None else f"{value:.4f}", pa.string())


def _parties(rows: Rows, size: int) -> dict[Column, pa.Array]:
    """Return the actors, and actor1 and actor2 as :class:`geo.model.Incident` reckons them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not rows.parties:
        return {}
    nothing = pa.nulls(size, pa.string())
    made = []
    for party in (*rows.parties, *rows.others):
        role = party.role
        fields = {
            "name": quoted(party.name),
            "text": quoted(party.name if party.text is None else party.text),
            "role": str(role) if isinstance(role, Role) else quoted(role),
            "kind": None if party.kind is None else quoted(party.kind),
            "country": None if party.country is None else quoted(party.country),
        }
        made.append(only_where(party.name.is_valid(), objects(size, fields)))
    first, second = (*rows.parties, None)[:2]
    assert first is not None
    name2 = nothing if second is None else second.name
    merely = _is_role(None if second is None else second.role, Role.INVOLVED, size)
    alone = pc.and_(first.name.is_null(), merely)
    actor1 = pc.if_else(alone, name2, first.name)
    twice = pc.and_(merely, sure(pc.equal(name2, first.name)))
    actor2 = pc.if_else(pc.or_(alone, twice), pa.scalar(None, pa.string()), name2)
    return {Column.ACTORS: listed(*made), Column.ACTOR1: actor1, Column.ACTOR2: actor2}


def _is_role(role: pa.Array | Role | None, wanted: Role, size: int) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if role is None or isinstance(role, Role):
        return pa.array(np.full(size, role is wanted))
    return pc.equal(role, str(wanted))


def _flag_tolls(sheet: Sheet, columns: dict[Any, pa.Array]) -> None:
    """Tell of tolls out of order: real tables hold thousands, and what they say is kept."""
    import pyarrow.compute as pc

    for low, best, high in TOLLS:
        for lower, upper in ((low, best), (best, high), (low, high)):
            if lower in columns and upper in columns:
                wrong = np.asarray(sure(pc.less(columns[upper], columns[lower])))
                rule = f"must not be below {sheet.names.get(lower, lower)}"
                if (lower, upper) == (low, high) and best in columns:
                    wrong &= ~known(columns[best])
                sheet.complain(wrong, upper, columns[upper], rule, kept=True)


def _defaults(columns: dict[Any, pa.Array], size: int) -> dict[Column, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    defaults = {
        Column.CONFIDENCE: 1.0,
        Column.GRADE: str(Grade.SINGLE),
        Column.N_SOURCES: 1,
        Column.N_REPORTS: 1,
    }
    return {
        name: pc.fill_null(columns[name], value) if name in columns else pa.repeat(value, size)
        for name, value in defaults.items()
    }


def _record(dataset: str, ids: pa.Array) -> dict[str, Any]:
    """Return what the source of a coded dataset's row says of its record there."""
    import pyarrow.compute as pc

    for prefix, (name, licence) in CODED.items():
        if name == dataset:
            record = quoted(pc.replace_substring_regex(ids, f"^{prefix}:", ""))
            stated = {"dataset": name, "record": record, "licence": licence}
            return {key: value for key, value in stated.items() if value is not None}
    return {}


def _nested(rows: Rows, columns: dict[Any, pa.Array], size: int) -> dict[Column, pa.Array]:
    """Return evidence, claims and sources: the row's own words, or its id where it has none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids = columns[Column.ID]
    words = ids if rows.words is None else pc.coalesce(rows.words, ids)
    document, text = quoted(ids), quoted(words)
    end = numbered(pc.utf8_length(words))
    where = {"document_id": document, "start": 0, "end": end}
    evidence = objects(size, {**where, "text": text, "fields": []})
    claims = []
    for count, whom in rows.claims:
        number = numbered(count)
        fields = {
            "outcome": "killed",
            **whom,
            "low": number,
            "best": number,
            "high": number,
            "text": text,
            "claimant": None,
            "stance": "reported",
            **where,
        }
        claims.append(only_where(pc.greater(count, 0), objects(size, fields)))
    own = {"document_id": document, "title": None, "source": rows.dataset or None, "url": None}
    own |= {"published": None, **_record(rows.dataset, ids)}
    sources = listed(objects(size, own))
    return {
        Column.EVIDENCE: listed(evidence),
        Column.CASUALTIES: listed(*claims) if claims else pa.nulls(size, pa.string()),
        Column.SOURCES: sources if rows.sources is None else pc.coalesce(rows.sources, sources),
    }
