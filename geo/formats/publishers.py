"""The user's own incidents in other people's columns: UCDP's 49, ACLED's 31, HXL, TimeMap.

What these columns cannot say is left empty: an unknown number of deaths stays empty where the
publisher itself would write 0.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.formats.comma_separated import cells_of, harmless, write_rows
from geo.formats.layouts import acled, ucdp
from geo.formats.layouts.countries import name_of, numeric_of
from geo.formats.layouts.hxl import TAGS
from geo.formats.layouts.mapped import NOTES, SOURCE, URL
from geo.model import ActorKind, DatePrecision, EventType, Precision, VictimGroup
from geo.table import Column
from geo.table.columns import LATITUDE, LONGITUDE, json_list

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

Row = dict[str, Any]
_WHERE = {
    Precision.EXACT: 1,
    Precision.SETTLEMENT: 1,
    Precision.NEAR: 2,
    Precision.DISTRICT: 3,
    Precision.REGION: 4,
    Precision.AREA: 5,
    Precision.COUNTRY: 6,
}
_DATES = {
    DatePrecision.DAY: 1,
    DatePrecision.WEEK: 3,
    DatePrecision.MONTH: 4,
    DatePrecision.YEAR: 5,
}
_DAYS_OF_TWO = 6
_ACLED_WHERE = {
    Precision.EXACT: 1,
    Precision.SETTLEMENT: 1,
    Precision.NEAR: 2,
    Precision.DISTRICT: 2,
}
_ACLED_DATES = {DatePrecision.DAY: 1, DatePrecision.WEEK: 2, DatePrecision.MONTH: 3}
_UNARMED = (ActorKind.CIVILIANS, ActorKind.PROTESTERS)
_DEMONSTRATIONS = (EventType.PROTESTS, EventType.RIOTS)
HXL_COLUMNS = tuple(name for name in TAGS if name not in {NOTES, SOURCE, URL})


def write_ucdp(batches: Iterable[pa.Table], path: Path) -> None:
    """Write UCDP GED's 49 columns."""
    _write(ucdp.COLUMNS, _ucdp_row, batches, path)


def write_acled(batches: Iterable[pa.Table], path: Path) -> None:
    """Write ACLED's 31 columns."""
    _write(acled.COLUMNS, _acled_row, batches, path)


def write_hxl(batches: Iterable[pa.Table], path: Path) -> None:
    """Write the flat columns under their names and HXL's hashtags."""
    tags = [[TAGS[name][0]] for name in HXL_COLUMNS]
    tables = (cells_of(batch.select(HXL_COLUMNS)) for batch in batches)
    write_rows(HXL_COLUMNS, _chained([tags], tables), path)


def write_timemap(batches: Iterable[pa.Table], path: Path) -> None:
    """Write an array of TimeMap's events."""
    separator = "\n"
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write("[")
        for row in _rows(batches):
            file.write(separator + json.dumps(_timemap_event(row), ensure_ascii=False))
            separator = ",\n"
        file.write("\n]\n")


def _chained(head: list[Any], tables: Iterable[Any]) -> Iterator[Any]:
    yield from head
    yield from tables


def _write(
    columns: Sequence[str], row_of: Callable[[Row], Row], batches: Iterable[pa.Table], path: Path
) -> None:
    write_rows(columns, (_table(columns, row_of, batch) for batch in batches), path)


def _table(columns: Sequence[str], row_of: Callable[[Row], Row], batch: pa.Table) -> list[Any]:
    import pyarrow as pa

    rows = [row_of(row) for row in _rows([batch])]
    made = []
    for name in columns:
        values = [row.get(name) for row in rows]
        if any(isinstance(value, str) for value in values):
            texts = [None if value is None else str(value) for value in values]
            values = harmless(pa.chunked_array([pa.array(texts, pa.string())])).to_pylist()
        made.append(values)
    return made


def _rows(batches: Iterable[pa.Table]) -> Iterator[Row]:
    for batch in batches:
        names = batch.column_names
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield dict(zip(names, row, strict=True))


def _ucdp_row(row: Row) -> Row:
    start: date | None = row[Column.DATE_START]
    sources = json_list(row[Column.SOURCES])
    lon, lat = row[LONGITUDE], row[LATITUDE]
    return {
        "id": row[Column.ID].removeprefix("ucdp:"),
        "year": start and start.year,
        "type_of_violence": _violence(row),
        "side_a": row[Column.ACTOR1],
        "side_b": row[Column.ACTOR2],
        "number_of_sources": row[Column.N_SOURCES],
        **_ucdp_sources(sources),
        "source_original": _words(row),
        "where_prec": _WHERE.get(row[Column.PLACE_PRECISION]),
        "where_coordinates": row[Column.PLACE],
        "where_description": row[Column.PLACE_TEXT],
        "adm_1": row[Column.ADMIN1],
        "adm_2": row[Column.ADMIN2],
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": None if lon is None else f"POINT ({lon} {lat})",
        "country": row[Column.COUNTRY] and name_of(row[Column.COUNTRY]),
        "date_prec": _date_prec(row),
        "date_start": start,
        "date_end": row[Column.DATE_END],
        **_deaths(row),
        "best": row[Column.KILLED_BEST],
        "high": row[Column.KILLED_HIGH],
        "low": row[Column.KILLED_LOW],
    }


def _violence(row: Row) -> str | None:
    """Return UCDP's type: one-sided against civilians, else by whether a state takes part."""
    if row[Column.EVENT_TYPE] == EventType.VIOLENCE:
        return ucdp.ONE_SIDED
    kinds = {actor.get("kind") for actor in json_list(row[Column.ACTORS])}
    if ActorKind.STATE in kinds:
        return ucdp.STATE_BASED
    fought = row[Column.EVENT_TYPE] == EventType.BATTLES
    return ucdp.NON_STATE if fought and kinds and None not in kinds else None


def _ucdp_sources(sources: list[Row]) -> Row:
    """Return the parallel lists of offices, days and headlines, as UCDP parts them."""
    if not any(source.get("source") or source.get("title") for source in sources):
        return {}
    listed = {
        "source_office": "source",
        "source_date": "published",
        "source_headline": "title",
    }
    return {
        column: ";".join((source.get(name) or "").replace(";", ",") for source in sources)
        for column, name in listed.items()
    }


def _date_prec(row: Row) -> int | None:
    start, end = row[Column.DATE_START], row[Column.DATE_END]
    precision = row[Column.DATE_PRECISION]
    if precision == DatePrecision.WEEK and (end - start).days < _DAYS_OF_TWO:
        return 2
    return _DATES.get(precision)


def _deaths(row: Row) -> Row:
    """Return deaths by side, as far as claims of the killed say whose dead they were.

    Of whom nobody says it, they are UCDP's ``deaths_unknown``: what is left of the best number.
    """
    found: Row = {"deaths_civilians": row[Column.CIVILIANS_KILLED_BEST]}
    sides = _sides(row)
    for claim in json_list(row[Column.CASUALTIES]):
        column = _side_of(claim, sides)
        told = claim["outcome"] == "killed" and claim.get("stance") != "denied"
        if told and column is not None and found.get(column) is None:
            found[column] = claim.get("best")
    best, known = row[Column.KILLED_BEST], [n for n in found.values() if n is not None]
    if best is not None and found.get("deaths_unknown") is None and sum(known) <= best:
        found["deaths_unknown"] = best - sum(known)
    return found


Sides = dict[str, tuple[str, str | None]]


def _sides(row: Row) -> Sides:
    """Return the column and the kind of each side, by its name and by the report's words for it."""
    from geo.places.names import fold

    sides: Sides = {}
    named = {row[Column.ACTOR1]: "deaths_a", row[Column.ACTOR2]: "deaths_b"}
    for actor in json_list(row[Column.ACTORS]):
        if actor["name"] in named:
            for words in (actor["name"], actor["text"]):
                sides.setdefault(fold(words), (named[actor["name"]], actor.get("kind")))
    return sides


def _side_of(claim: Row, sides: Sides) -> str | None:
    """Return the column of a claim's victims: the side they are called after, or the one that fits.

    Combatants are the only side that bears arms, where just one does.
    """
    from geo.places.names import fold

    victims = claim.get("victims")
    named = sides.get(fold(victims)) if victims else None
    if named is not None:
        return named[0]
    if claim.get("group") == VictimGroup.CIVILIANS:
        return "deaths_civilians"
    if claim.get("group") == VictimGroup.COMBATANTS:
        armed = {column for column, kind in sides.values() if kind not in _UNARMED}
        return armed.pop() if len(armed) == 1 else None
    return None if victims else "deaths_unknown"


def _words(row: Row) -> str:
    texts = dict.fromkeys(evidence["text"] for evidence in json_list(row[Column.EVIDENCE]))
    return " ".join(texts)


def _acled_row(row: Row) -> Row:
    day = _middle(row)
    kinds = {actor["name"]: actor.get("kind") for actor in json_list(row[Column.ACTORS])}
    inter = [kinds.get(row[name]) for name in (Column.ACTOR1, Column.ACTOR2)]
    sources = json_list(row[Column.SOURCES])
    names = dict.fromkeys(source["source"] for source in sources if source.get("source"))
    country = row[Column.COUNTRY]
    return {
        "event_id_cnty": row[Column.ID].removeprefix("acled:"),
        "event_date": day and f"{day:%d %B %Y}",
        "year": day and day.year,
        "time_precision": day and _ACLED_DATES.get(row[Column.DATE_PRECISION], 3),
        "disorder_type": _disorder(row[Column.EVENT_TYPE]),
        "event_type": row[Column.EVENT_TYPE],
        "sub_event_type": row[Column.SUB_EVENT_TYPE],
        "actor1": row[Column.ACTOR1],
        "inter1": inter[0],
        "actor2": row[Column.ACTOR2],
        "inter2": inter[1],
        "civilian_targeting": "Civilian targeting" if inter[1] == ActorKind.CIVILIANS else None,
        "iso": country and numeric_of(country),
        "country": country and name_of(country),
        "admin1": row[Column.ADMIN1],
        "admin2": row[Column.ADMIN2],
        "location": row[Column.PLACE] or row[Column.PLACE_TEXT],
        "latitude": row[LATITUDE],
        "longitude": row[LONGITUDE],
        "geo_precision": row[Column.PLACE_PRECISION]
        and _ACLED_WHERE.get(row[Column.PLACE_PRECISION], 3),
        "source": "; ".join(names),
        "notes": _words(row),
        "fatalities": row[Column.KILLED_BEST],
    }


def _middle(row: Row) -> date | None:
    """Return ACLED's one day: the middle of a span of days."""
    start, end = row[Column.DATE_START], row[Column.DATE_END]
    return None if start is None else start + (end - start) // 2


def _disorder(event_type: str | None) -> str | None:
    if event_type in _DEMONSTRATIONS:
        return "Demonstrations"
    if event_type == EventType.STRATEGIC:
        return "Strategic developments"
    return None if event_type is None else "Political violence"


def _timemap_event(row: Row) -> Row:
    start: date | None = row[Column.DATE_START]
    kind = row[Column.SUB_EVENT_TYPE] or row[Column.EVENT_TYPE] or ""
    return {
        "id": row[Column.ID].removeprefix("timemap:"),
        "description": _words(row),
        "date": f"{start:%m/%d/}{start.year:04}" if start else "",
        "time": "",
        "location": row[Column.PLACE] or row[Column.PLACE_TEXT] or "",
        "latitude": _degrees(row[LATITUDE]),
        "longitude": _degrees(row[LONGITUDE]),
        "type": kind,
        "category": row[Column.EVENT_TYPE] or "",
        "associations": [],
        "sources": [source["document_id"] for source in json_list(row[Column.SOURCES])],
    }


def _degrees(degrees: float | None) -> str:
    return "" if degrees is None else str(degrees)
