"""The options of ``geo map`` that say how the page is to look, and drawing it once or on change."""

from __future__ import annotations

import time
from datetime import date
from enum import StrEnum
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.run import ROWS_SHOWN, print_table
from geo.errors import GeoError, Skipped, UsageError
from geo.model import Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import geopandas as gpd
    import pyarrow as pa

    from geo.cli.run import Run
    from geo.formats import How
    from geo.mapping import Sizes

POLL_S = 1.0
MB = 1e6


class ThemeName(StrEnum):
    """Light, dark, or as the reader's system is set."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class ViewName(StrEnum):
    """The ways to draw incidents."""

    CLUSTERS = "clusters"
    POINTS = "points"
    HEAT = "heat"
    HEXAGONS = "hexagons"


class LanguageName(StrEnum):
    """The languages of the interface."""

    ENGLISH = "en"
    FRENCH = "fr"
    ARABIC = "ar"


Title = Annotated[str | None, typer.Option(help="Heading of the page.")]
Subtitle = Annotated[str | None, typer.Option(help="A line beneath the heading.")]
Tiles = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|URL",
        help="Draw online tiles: the tile server then sees which areas are looked at.",
    ),
]
Centre = Annotated[
    str | None,
    typer.Option(
        "--centre",
        "--center",
        metavar="LAT,LON[,ZOOM]",
        help="Where the map opens; by default on all incidents.",
    ),
]
Theme = Annotated[ThemeName, typer.Option(help="Colours of the page.")]
Language = Annotated[
    LanguageName | None,
    typer.Option(help="Language of the page's own words; by default the reader's browser decides."),
]
Period = Annotated[
    str | None,
    typer.Option(
        metavar="FROM..TO",
        help="The period the map opens with, as YYYY-MM-DD..YYYY-MM-DD; one end may be left out.",
    ),
]
View = Annotated[ViewName, typer.Option("--view", help="How incidents are drawn at first.")]
MinPrecision = Annotated[
    Precision | None,
    typer.Option(help="Hide at first what is known more coarsely; the reader may show it."),
]
MaxQuotes = Annotated[
    int | None, typer.Option(min=0, help="Sentences quoted for each incident; by default all.")
]
NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave out every word of the reports: a smaller page.")
]
Embed = Annotated[bool, typer.Option("--embed", help="For a page within a page (iframe).")]
Watch = Annotated[
    bool, typer.Option("--watch", help="Draw again whenever an input changes, until interrupted.")
]


def parsed_centre(text: str | None) -> tuple[float, ...] | None:
    """Return latitude, longitude and, if given, zoom of ``LAT,LON[,ZOOM]``."""
    if text is None:
        return None
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(f"centre {text!r}: give LAT,LON or LAT,LON,ZOOM in degrees") from error


def parsed_period(text: str | None) -> tuple[date | None, date | None] | None:
    """Return first and last day of ``FROM..TO``, None for an end left out."""
    if text is None:
        return None
    first, dots, last = text.partition("..")
    try:
        if not dots:
            raise ValueError(text)  # noqa: TRY301  (one message for all that is no period)
        return (
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
        )
    except ValueError as error:
        raise UsageError(f"period {text!r}: give YYYY-MM-DD..YYYY-MM-DD") from error


def check_watch(inputs: Iterable[str], output: str, *, watch: bool) -> None:
    """Raise ``UsageError`` where there is nothing to watch or no file to draw again."""
    if watch and ("-" in inputs or output == "-"):
        raise UsageError("--watch needs files to look at and a file to write, not -")


def one_dataset(inputs: list[str], how: How, run: Run) -> list[pa.Table] | None:
    """Return the batches of the one input where it is one dataset's table, else None.

    Merging would leave each of its rows as it is, so that none has to become an incident.
    """
    from geo.formats import How, Kind, read_batches, sniff
    from geo.merge import Settled

    if len(inputs) != 1 or not Path(inputs[0]).is_file():
        return None
    (name,) = inputs
    if how == How() and sniff(name) is not Kind.INCIDENTS:
        return None
    first = next(read_batches(name, lambda _: None, how), None)  # is told of when all is read
    if first is None or not Settled().holds(first):
        return None
    settled, skipped = Settled(), list[Skipped]()
    batches = []
    for batch in read_batches(name, skipped.append, how):
        if not settled.holds(batch):
            return None
        batches.append(batch)
    for one in skipped:
        run.skip(one)
    return batches


def draw_batches(
    batches: list[pa.Table], output: str, run: Run, *, overwrite: bool, **choices: Any
) -> None:
    """Print the first rows of a table and draw it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from geo.table import Column, from_feature
    from geo.table.columns import features_of_batch, frame_of

    table = pa.concat_tables(batches)
    order = pc.sort_indices(table, [(Column.DATE_START, "ascending"), (Column.ID, "ascending")])
    first = features_of_batch(table.take(order[:ROWS_SHOWN]))
    print_table(list(map(from_feature, first)), run, rows=table.num_rows)
    draw(frame_of(batches), output, run, overwrite=overwrite, **choices)


def draw(gdf: gpd.GeoDataFrame, output: str, run: Run, *, overwrite: bool, **choices: Any) -> None:
    """Write the page and say how large it is, and what of."""
    from geo import mapping

    with run.bytes_written("writing") as written:
        sizes = mapping.write_map(gdf, output, overwrite=overwrite, progress=written, **choices)
    run.say(f"{output}: {said(sizes)}")


def said(sizes: Sizes) -> str:
    """Return the sizes in words."""
    parts = {
        "incidents": sizes.incidents,
        "texts": sizes.texts,
        "base map": sizes.base_map,
        "page": sizes.page,
    }
    listed = ", ".join(f"{name} {size / MB:.1f}" for name, size in parts.items() if size)
    return f"{sizes.total / MB:.1f} MB ({listed})"


def watch(inputs: Iterable[str], output: str, build: Callable[[], None], run: Run) -> None:
    """Build again whenever an input changes; never returns. An error is said, and watching goes on.

    Files are looked at once a second: that works on every system and on every network drive.
    """
    run.say("watching the inputs; interrupt to end")
    names, before = list(inputs), None
    while True:
        now = _state_of(names, Path(output))
        if before is not None and now != before:
            try:
                build()
            except GeoError as error:
                run.say(f"geo: {error}")
        before = now
        time.sleep(POLL_S)


def _state_of(inputs: list[str], output: Path) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for name in inputs:
        for path in _files_of(name):
            try:
                status = path.stat()
            except OSError:
                continue  # gone between listing and looking
            if not (output.exists() and path.samefile(output)):
                found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def _files_of(name: str) -> list[Path]:
    if has_magic(name) and not Path(name).exists():
        return [Path(path) for path in glob(name, recursive=True)]  # noqa: PTH207  (as inputs are)
    path = Path(name)
    return [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
