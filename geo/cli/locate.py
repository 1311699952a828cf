"""``geo locate``: names, or a table of names, looked up in the gazetteer."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.options import GazetteerFolder, Online, Out, Overwrite, Quiet, Verbose, geocoder
from geo.cli.run import Run
from geo.errors import InputError, PipeClosedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from geo.places.gazetteer import Gazetteer
    from geo.places.online import OnlineGeocoder

_Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help='"Place" or "Place, Province, Country".'),
]
_Table = Annotated[
    str | None, typer.Option(metavar="FILE", help="Look up the names of a CSV table, or of -.")
]
_Name = Annotated[str, typer.Option(metavar="COLUMN", help="The table's column of names.")]
_Country = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="Its column of countries: codes or names.")
]
_Admin = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="Its column of provinces or districts.")
]


def locate(  # noqa: PLR0913  (a command's options are its parameters)
    names: _Names = None,
    *,
    table: _Table = None,
    name: _Name = "name",
    country: _Country = None,
    admin: _Admin = None,
    output: Out = "-",
    limit: Annotated[int, typer.Option(min=1, help="Candidates to show.")] = 10,
    gazetteer: GazetteerFolder = None,
    online: Online = None,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Show what the gazetteer knows of a name, or of a table of names.

    \b
    Examples:
      geo locate "Deir Ezzor"
      geo locate "Khasham, Deir Ezzor, Syria"
      geo locate --table names.csv --name village --country country -o located.csv

    A table comes back as CSV with columns more: found_place, found_id, found_lon, found_lat,
    found_precision, found_score, found_reason and others; unknown names are empty and say why.
    """  # noqa: D301  (\b keeps lines as they are)
    from geo.places.gazetteer import Gazetteer
    from geo.places.name_table import NameColumns, NameTable

    run = Run(verbose=verbose, quiet=quiet)
    if (table is None) == (not names):
        raise UsageError("name places, or a table of names with --table FILE")
    if table is None:
        _show(names or [], Gazetteer.open(gazetteer), geocoder(online), limit)
        return
    from geo.atomic import check_target, write_atomically

    check_target(output, overwrite=overwrite)
    columns = NameColumns(name=name, country=country, admin=admin)
    rows = NameTable(text=_text(table), source=table, columns=columns).located(
        Gazetteer.open(gazetteer), report=run.skip, online=geocoder(online)
    )
    with run.progress("names") as counted:
        if output == "-":
            _stream(counted(rows))
        else:
            write_atomically(output, lambda made: _write(counted(rows), made), overwrite=overwrite)
    run.finish()


def _show(
    names: list[str], gazetteer: Gazetteer, online: OnlineGeocoder | None, limit: int
) -> None:
    from geo.places.lookup import look_up

    unknown = 0
    for name in names:
        typer.echo(name)
        ranked = look_up(name, gazetteer, limit=limit)
        for n, found in enumerate(ranked, start=1):
            typer.echo(f"  {n}. {found}")
        answer = online.locate(name) if online and not ranked else None
        if answer and online:
            where = ", ".join(p for p in (answer.name, answer.admin1, answer.country) if p)
            point = f"{answer.lat:.4f}, {answer.lon:.4f}"
            typer.echo(f"  1. {where}  {point}  {answer.id or '-'}  (online: {online.name})")
        elif not ranked:
            unknown += 1
            typer.echo("  unknown to the gazetteer" + (f" and to {online.name}" if online else ""))
    if unknown == len(names):
        raise InputError("no name is known" + ("" if online else "; --online asks a geocoder"))


def _text(table: str) -> str:
    from geo.documents.decode import decode
    from geo.documents.record import BadRecordError

    try:
        raw = sys.stdin.buffer.read() if table == "-" else Path(table).read_bytes()
        return decode(raw, table)
    except OSError as error:
        raise InputError(f"cannot read {table}: {error.strerror or error}") from error
    except BadRecordError as error:
        raise InputError(f"{table}: {error}") from error


def _stream(rows: Iterable[list[str]]) -> None:
    try:
        _rows_into(sys.stdout, rows)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise PipeClosedError from error


def _write(rows: Iterable[list[str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        _rows_into(file, rows)


def _rows_into(file: TextIO, rows: Iterable[list[str]]) -> None:
    csv.writer(file, lineterminator="\n").writerows(rows)
