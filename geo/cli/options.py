"""The options that several commands share, each defined once."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import UsageError

if TYPE_CHECKING:
    from geo.formats import How
    from geo.places.online import OnlineGeocoder

Reports = Annotated[
    list[str],
    typer.Argument(metavar="DOCS", help="Reports, folders, globs, or -.", show_default=False),
]
Out = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is standard output."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the output if it exists.")]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Say why: candidates, rules, refusals.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Only errors on standard error.")]
Published = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Publication date of every report (YYYY-MM-DD): what 'yesterday' counts from.",
    ),
]
Crime = Annotated[
    bool, typer.Option("--include-crime", help="Keep violence without an organised actor.")
]
Confidence = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Leave out incidents less sure than this (0 to 1).")
]
Online = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Ask nominatim, photon, pelias or geonames for names unknown here. Sends those names "
        "over the network.",
    ),
]
GazetteerFolder = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer", metavar="FOLDER", help="Places of an index that geo gazetteer build made."
    ),
]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another installed spaCy model for English.")
]
LayoutName = Annotated[
    str | None,
    typer.Option(
        "--layout",
        metavar="NAME",
        help="Read the tables as this layout: ucdp, acled, gdelt, icews, polecat, viina, airwars, "
        "timemap, hxl or geo. By default the header decides.",
    ),
]
MapColumns = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="OURS=THEIRS,...",
        help="Which column of the tables is which of ours: date_start=Fecha,latitude=Lat.",
    ),
]
DayFirst = Annotated[
    bool, typer.Option("--dayfirst", help="Read 03/04/2021 in the tables as the 3rd of April.")
]
MonthFirst = Annotated[
    bool, typer.Option("--monthfirst", help="Read 03/04/2021 in the tables as the 4th of March.")
]
Excel = Annotated[
    bool,
    typer.Option("--excel", help="CSV with the byte order mark by which Excel knows UTF-8."),
]
WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
Workers = Annotated[int, typer.Option(min=1, help="Processes; by default one a processor.")]

Into = Annotated[
    str | None,
    typer.Option(
        metavar="OLD",
        help="A table that geo merge made: TABLES are added, only what is near is compared.",
    ),
]


def how_to_read(
    layout: str | None, columns: str | None, *, dayfirst: bool, monthfirst: bool
) -> How:
    """Return what the options say of the tables."""
    from geo.formats import How
    from geo.formats.layouts.days import Order
    from geo.formats.layouts.mapped import parse_map

    if dayfirst and monthfirst:
        raise UsageError("--dayfirst and --monthfirst exclude each other")
    order = Order.DAY_FIRST if dayfirst else Order.MONTH_FIRST if monthfirst else None
    return How(layout=layout, columns=parse_map(columns) if columns else {}, order=order)


def geocoder(name: str | None) -> OnlineGeocoder | None:
    """Return the online geocoder that --online names."""
    if name is None:
        return None
    from geo.places.online import OnlineGeocoder

    return OnlineGeocoder(name)
