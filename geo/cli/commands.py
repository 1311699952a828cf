"""The commands: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.atomic import check_target
from geo.cli import drawing
from geo.cli.check import check
from geo.cli.gazetteer import app as gazetteer_app
from geo.cli.locate import locate
from geo.cli.options import (
    WORKERS,
    Confidence,
    Crime,
    DayFirst,
    Excel,
    GazetteerFolder,
    Into,
    LayoutName,
    MapColumns,
    Model,
    MonthFirst,
    Online,
    Out,
    Overwrite,
    Published,
    Quiet,
    Reports,
    Verbose,
    Workers,
    geocoder,
    how_to_read,
)
from geo.cli.run import Counted, Run, print_table
from geo.cli.schema import schema
from geo.cli.writing import is_for_incidents, say_what_is_lost, write
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geo.formats import How
    from geo.model import Document, Incident
    from geo.pipeline import Options

app = typer.Typer(
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _documents(docs: list[str], published: datetime | None, run: Run) -> Iterator[Document]:
    from geo.documents import read_documents

    day = published.date() if published else None
    return read_documents(docs, published=day, report=run.skip)


def _read_inputs(  # (keyword-only, each a choice of the user's)
    inputs: list[str],
    published: datetime | None,
    options: Options,
    *,
    how: How,
    workers: int,
    run: Run,
) -> Iterator[Incident]:
    """Yield the incidents of tables as they are, and those extracted from reports."""
    from geo.formats import How, Kind, read_incidents, sniff
    from geo.pipeline import extract, in_processes

    reports, tables = [], 0
    for name in inputs:
        is_file = name == "-" or Path(name).is_file()
        if is_file and (how != How() or sniff(name) is Kind.INCIDENTS):
            tables += 1
            yield from read_incidents(name, run.skip, how)
        else:
            reports.append(name)
    if reports:
        documents = Counted(_documents(reports, published, run))
        yield from in_processes(extract, documents, options, workers=workers)
        if not documents.count and not tables:
            raise InputError(f"{', '.join(reports[:3])}: holds no report and no table of incidents")


@app.command("map")
def map_(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Reports, incident tables, or both.", show_default=False
        ),
    ],
    output: Out = "map.html",
    *,
    title: drawing.Title = None,
    subtitle: drawing.Subtitle = None,
    centre: drawing.Centre = None,
    period: drawing.Period = None,
    view: drawing.View = drawing.ViewName.CLUSTERS,
    theme: drawing.Theme = drawing.ThemeName.AUTO,
    language: drawing.Language = None,
    min_precision: drawing.MinPrecision = None,
    max_quotes: drawing.MaxQuotes = None,
    no_text: drawing.NoText = False,
    tiles: drawing.Tiles = None,
    embed: drawing.Embed = False,
    watch: drawing.Watch = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page when done.")] = False,
    published: Published = None,
    include_crime: Crime = False,
    min_confidence: Confidence = 0.0,
    gazetteer: GazetteerFolder = None,
    online: Online = None,
    model: Model = None,
    layout: LayoutName = None,
    columns: MapColumns = None,
    dayfirst: DayFirst = False,
    monthfirst: MonthFirst = False,
    workers: Workers = WORKERS,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Draw reports, incident tables or both as one HTML map.

    \b
    Examples:
      geo map reports/ -o maps/reports.html
      geo map daily-*.pdf known-incidents.gpkg -o week.html --open
      geo map reports/ -o map.html --watch --title "March" --period 2024-03-01..2024-03-31

    Reads reports (.txt .md .html .pdf .json .jsonl .csv, folders, globs, -) and incident
    tables (what geo convert reads, .csv.gz of UCDP as well); extracts, merges and draws. The
    page needs no network. A short table of the incidents goes to standard error.
    """  # noqa: D301  (\b keeps lines as they are)
    from geo import table
    from geo.mapping import Choices
    from geo.merge import merge as merged
    from geo.pipeline import Options

    run = Run(verbose=verbose, quiet=quiet)
    check_target(output, overwrite=overwrite)
    how = how_to_read(layout, columns, dayfirst=dayfirst, monthfirst=monthfirst)
    look: dict[str, Any] = {
        "title": title,
        "subtitle": subtitle,
        "centre": drawing.parsed_centre(centre),
        "period": drawing.parsed_period(period),
        "view": str(view),
        "theme": str(theme),
        "language": language and str(language),
        "min_precision": min_precision and str(min_precision),
        "max_quotes": max_quotes,
        "no_text": no_text,
        "embed": embed,
    }
    Choices(**look)  # what cannot be is said before the reports are read
    drawing.check_watch(inputs, output, watch=watch)
    options = Options(
        model=model,
        gazetteer=gazetteer,
        online=geocoder(online),
        include_crime=include_crime,
        min_confidence=min_confidence,
    )

    def build(*, overwrite: bool) -> None:
        batches = drawing.one_dataset(inputs, how, run)
        if batches is not None:
            drawing.draw_batches(batches, output, run, overwrite=overwrite, tiles=tiles, **look)
            return
        with run.progress("incidents") as counted:
            read = _read_inputs(inputs, published, options, how=how, workers=workers, run=run)
            incidents = merged(counted(read))
        print_table(incidents, run)
        drawn = table.to_table(incidents)
        drawing.draw(drawn, output, run, overwrite=overwrite, tiles=tiles, **look)

    build(overwrite=overwrite)
    if open_page:
        typer.launch(output)
    if watch:
        drawing.watch(inputs, output, lambda: build(overwrite=True), run)
    run.finish()


@app.command()
def extract(
    docs: Reports,
    output: Out = "-",
    *,
    published: Published = None,
    include_crime: Crime = False,
    min_confidence: Confidence = 0.0,
    gazetteer: GazetteerFolder = None,
    online: Online = None,
    model: Model = None,
    workers: Workers = WORKERS,
    excel: Excel = False,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Read incidents out of reports.

    \b
    Examples:
      geo extract reports/*.txt -o incidents.geojson
      cat reports.jsonl | geo extract - | geo merge - -o merged.gpkg
      geo extract report.txt -v        (why was a sentence taken or refused?)
    """  # noqa: D301  (\b keeps lines as they are)
    from geo import pipeline

    run = Run(verbose=verbose, quiet=quiet)
    check_target(output, overwrite=overwrite)
    options = pipeline.Options(
        model=model,
        gazetteer=gazetteer,
        online=geocoder(online),
        include_crime=include_crime,
        min_confidence=min_confidence,
    )
    documents = _documents(docs, published, run)
    with run.progress("incidents") as counted:
        found = pipeline.in_processes(pipeline.extract, documents, options, workers=workers)
        written = Counted(counted(found))
        write(written, output, run, overwrite=overwrite, excel=excel)
    if not written.count:
        run.say("no incident was found in the reports")
    run.finish()


@app.command()
def places(
    docs: Reports,
    output: Out = "-",
    *,
    published: Published = None,
    gazetteer: GazetteerFolder = None,
    online: Online = None,
    model: Model = None,
    workers: Workers = WORKERS,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """List every place that reports mention.

    \b
    Examples:
      geo places report.txt -o places.geojson
      geo places documents-with-spans.jsonl        (resolves exactly the spans given)
    """  # noqa: D301  (\b keeps lines as they are)
    from geo import formats, pipeline

    run = Run(verbose=verbose, quiet=quiet)
    check_target(output, overwrite=overwrite)
    options = pipeline.Options(model=model, gazetteer=gazetteer, online=geocoder(online))
    documents = _documents(docs, published, run)
    with run.progress("places") as counted:
        found = pipeline.in_processes(pipeline.find_places, documents, options, workers=workers)
        formats.write_mentions(counted(found), output, overwrite=overwrite)
    run.finish()


@app.command()
def merge(
    tables: Annotated[
        list[str],
        typer.Argument(metavar="TABLES", help="Incident tables, or -.", show_default=False),
    ],
    output: Out = "-",
    *,
    layout: LayoutName = None,
    columns: MapColumns = None,
    dayfirst: DayFirst = False,
    monthfirst: MonthFirst = False,
    excel: Excel = False,
    into: Into = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="People's answers (same, different), which always win."),
    ] = None,
    review: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write the doubtful pairs side by side, as CSV."),
    ] = None,
    changes: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write what changed since OLD, or the first of TABLES, as CSV."
        ),
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ID ID", help="Only say why two incidents are one, or two."),
    ] = None,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Merge incidents told by many sources, every source kept.

    \b
    Examples:
      geo merge monday.geojsonl tuesday.geojsonl -o week.gpkg
      geo extract reports/ | geo merge - -o incidents.geojson
      geo merge old.parquet new.geojsonl -o now.parquet --changes since.csv
      geo merge new.geojsonl --into old.parquet -o now.parquet    (also where OLD was changed since)
      geo merge week.gpkg -o checked.gpkg --review doubts.csv     (fill in, then:)
      geo merge week.gpkg -o final.gpkg --decisions doubts.csv
      geo merge week.gpkg --explain 1f3a 99c0
    """  # noqa: D301  (\b keeps lines as they are)
    from geo.cli.merging import Asked, merge_tables

    run = Run(verbose=verbose, quiet=quiet)
    how = how_to_read(layout, columns, dayfirst=dayfirst, monthfirst=monthfirst)
    asked = Asked(
        into=into,
        decisions=tuple(decisions or ()),
        review=review,
        changes=changes,
        explain=explain,
        how=how,
        excel=excel,
    )
    merge_tables(tables, output, asked, run=run, overwrite=overwrite)
    run.finish()


@app.command()
def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="An incident table, or -.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="The format follows the extension.")],
    *,
    layout: LayoutName = None,
    columns: MapColumns = None,
    dayfirst: DayFirst = False,
    monthfirst: MonthFirst = False,
    excel: Excel = False,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Convert an incident table to another format.

    \b
    Examples:
      geo convert incidents.geojsonl incidents.gpkg
      geo convert GEDEvent_v25_1.csv.zip ged.parquet
      geo convert ministry.xlsx incidents.csv --map date_start=Fecha,killed_best=Muertos --excel
      geo convert incidents.gpkg "postgresql://me@host/db?table=incidents"

    Reads .geojson .geojsonl .csv .tsv .gpkg .parquet .fgb .shp .kml .kmz .xlsx .ods, packed as
    .gz .zip .zst or not, in the layouts of UCDP, ACLED, GDELT and others. Writes these (no .ods),
    .html, postgresql://, and for others' tools .ucdp.csv .acled.csv .hxl.csv .timemap.json.
    """  # noqa: D301  (\b keeps lines as they are)
    from geo import formats

    run = Run(verbose=verbose, quiet=quiet)
    check_target(target, overwrite=overwrite)
    how = how_to_read(layout, columns, dayfirst=dayfirst, monthfirst=monthfirst)
    if is_for_incidents(target):
        incidents = formats.read_incidents(source, run.skip, how)
        write(incidents, target, run, overwrite=overwrite, excel=excel)
    else:
        say_what_is_lost(target, run)
        batches = formats.read_batches(source, run.skip, how)
        formats.write_batches(batches, target, overwrite=overwrite, excel=excel)
    run.finish()


app.command()(check)
app.command()(locate)
app.command()(schema)
app.add_typer(gazetteer_app, name="gazetteer")
