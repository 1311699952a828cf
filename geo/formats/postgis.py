"""PostGIS: a table of a running database, written by id (upsert) and read back.

``postgresql://user@host/database?table=schema.incidents``; the table is made where it is
missing, with the types of the schema, a primary key and an index by place. Needs the extra
``postgis`` (psycopg). A password comes from the address, ``PGPASSWORD`` or ``~/.pgpass``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from geo.errors import InputError, MissingExtraError, OutputError, UsageError
from geo.formats.record import BATCH_RECORDS, Raw
from geo.table import SCHEMA, Column, ColumnType
from geo.table.columns import LATITUDE, LONGITUDE, batch_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from geo.formats.record import Report

SCHEMES = ("postgresql://", "postgres://")
_TYPES = {
    ColumnType.TEXT: "text",
    ColumnType.DATE: "date",
    ColumnType.COUNT: "bigint",
    ColumnType.NUMBER: "double precision",
    ColumnType.LIST: "jsonb",
}
_NAME = re.compile(r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$")
_GEOMETRY = "geom"


def is_database(path: object) -> bool:
    """Tell whether a target is the address of a database."""
    return str(path).startswith(SCHEMES)


def write(batches: Iterable[pa.Table], address: str) -> None:
    """Write the rows in one transaction; a row of a known id is replaced."""
    from psycopg import sql

    address, name = _parted(address)
    with _connected(address, OutputError) as connection, connection.cursor() as cursor:
        table = sql.Identifier(*name.split("."))
        _make(cursor, table, name)
        for batch in batches:
            _upsert(cursor, table, batch)


def _make(cursor: Any, table: Any, name: str) -> None:
    from psycopg import sql

    columns = ", ".join(
        f'"{spec.name}" {_TYPES[spec.type]}{" PRIMARY KEY" if spec.name == Column.ID else ""}'
        for spec in SCHEMA
    )
    cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    cursor.execute(
        sql.SQL("CREATE TABLE IF NOT EXISTS {} ({}, geom geometry(Point, 4326))").format(
            table, sql.SQL(columns)
        )
    )
    index = sql.Identifier(f"{name.rpartition('.')[2]}_geom_idx")
    cursor.execute(
        sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING gist (geom)").format(index, table)
    )
    cursor.execute(
        sql.SQL(
            "CREATE TEMP TABLE arriving ON COMMIT DROP AS "
            "SELECT *, 0::double precision AS longitude, 0::double precision AS latitude "
            "FROM {} LIMIT 0"
        ).format(table)
    )


def _upsert(cursor: Any, table: Any, batch: pa.Table) -> None:
    """Copy the rows beside the table, then into it; of several of one id the last counts."""
    from psycopg import sql

    names = [str(spec.name) for spec in SCHEMA]
    quoted = sql.SQL(", ").join(map(sql.Identifier, names))
    into = sql.SQL("COPY arriving ({}, longitude, latitude) FROM STDIN").format(quoted)
    with cursor.copy(into) as copy:
        for row in zip(*(_writable(batch[n]) for n in batch.column_names), strict=True):
            copy.write_row(row)
    changed = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(n))
        for n in (*names, _GEOMETRY)
        if n != Column.ID
    )
    cursor.execute(
        sql.SQL(
            "INSERT INTO {table} ({names}, geom) "
            "SELECT DISTINCT ON (id) {names}, "
            "ST_SetSRID(ST_MakePoint(longitude, latitude), 4326) FROM arriving "
            "ORDER BY id, ctid DESC ON CONFLICT (id) DO UPDATE SET {changed}"
        ).format(table=table, names=quoted, changed=changed)
    )
    cursor.execute("TRUNCATE arriving")


def _writable(column: pa.ChunkedArray) -> list[Any]:
    """Return values that PostgreSQL takes: its texts hold every character but NUL."""
    import pyarrow as pa

    values: list[Any] = column.to_pylist()
    if not pa.types.is_string(column.type):
        return values
    return [
        None if v is None else v.replace("\0", "\ufffd").replace("\\u0000", "\\ufffd")
        for v in values
    ]


def read(address: str, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of the table, a stretch at a time."""
    import pyarrow as pa
    from psycopg import sql

    address, name = _parted(address)
    columns = [str(spec.name) for spec in SCHEMA]
    selected = [
        sql.SQL("{}::text").format(sql.Identifier(str(spec.name)))
        if spec.type is ColumnType.LIST
        else sql.Identifier(str(spec.name))
        for spec in SCHEMA
    ]
    query = sql.SQL("SELECT {}, ST_X(geom), ST_Y(geom) FROM {}").format(
        sql.SQL(", ").join(selected), sql.Identifier(*name.split("."))
    )
    schema = batch_schema()
    first = 1
    with _connected(address, InputError) as connection, connection.cursor("rows") as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(BATCH_RECORDS):
            made = {
                column: pa.array(values, schema.field(column).type)
                for column, values in zip(
                    (*columns, LONGITUDE, LATITUDE), zip(*rows, strict=True), strict=True
                )
            }
            yield Raw(rows=len(rows), first_row=first, columns=made)
            first += len(rows)


def _parted(address: str) -> tuple[str, str]:
    """Return the address for the driver, and the table that it names for us."""
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    table = options.pop("table", "incidents")
    if not _NAME.match(table):
        raise UsageError(f"table={table}: name a table, or a schema and a table, in plain letters")
    return urlunsplit(parts._replace(query=urlencode(options))), table


@contextmanager
def _connected(address: str, failure: type[InputError | OutputError]) -> Iterator[Any]:
    """Open a connection; what goes wrong is one line, without the address and its password."""
    try:
        import psycopg
    except ImportError as error:
        raise MissingExtraError(
            "PostGIS needs an extra: pip install 'geo-incidents[postgis]'"
        ) from error
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            yield connection
    except psycopg.Error as error:
        host = urlsplit(address).hostname or "the database"
        raise failure(f"PostgreSQL at {host}: {error}") from error
