"""``geo gazetteer build``: an index of places from GeoNames dumps."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.options import Overwrite, Quiet, Verbose  # noqa: TC001  (typer reads them)
from geo.cli.run import Run
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.errors import Skipped

app = typer.Typer(no_args_is_help=True, help="Make a gazetteer of your own.")

_TOLD_AT_ONCE = 10_000  # drawing every one of twelve million lines would take longer than reading


@app.callback()
def gazetteer() -> None:
    """Make a gazetteer of your own, for --gazetteer of the other commands."""


@app.command()
def build(  # noqa: PLR0913  (a command's options are its parameters)
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES",
            help="GeoNames dumps (.zip or .txt), or web addresses of some.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where the index goes.")
    ] = Path("gazetteer"),
    *,
    download: Annotated[
        bool,
        typer.Option(
            "--download", help="Fetch files that are not here from download.geonames.org."
        ),
    ] = False,
    alone: Annotated[
        bool, typer.Option("--alone", help="Do not add to the shipped gazetteer: dumps only.")
    ] = False,
    overwrite: Overwrite = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Build a gazetteer from GeoNames dumps, added to the shipped one.

    \b
    Examples:
      geo gazetteer build SY.zip IQ.zip --download -o middle-east
      geo gazetteer build allCountries.zip alternateNamesV2.zip -o world
      geo places report.txt --gazetteer middle-east

    The dumps are those of download.geonames.org/export/dump (CC BY 4.0). A country's adds its
    hamlets, camps, bases, hills and wadis. Downloads go on where they broke off. A country takes
    a minute; the whole world, by estimate, half an hour, 2 GB of memory and 3 GB of disk.
    """  # noqa: D301  (\b keeps lines as they are)
    from geo.places.build import build_index
    from geo.places.build.folder import check_folder
    from geo.places.layout import shipped

    run = Run(verbose=verbose, quiet=quiet)
    check_folder(output, overwrite=overwrite)
    with _bar(run) as bar:
        paths = [_here(name, download=download, bar=bar) for name in files]
        built = build_index(
            paths,
            output,
            add_to=None if alone else shipped(),
            overwrite=overwrite,
            watch=_Drawn(run, bar),
        )
    size = sum(path.stat().st_size for path in output.iterdir()) / 1e6
    run.say(
        f"{output}: {built.places:,} places, {built.names:,} names, {size:.0f} MB; "
        f"{built.left_out:,} of kinds that no report names left out"
    )
    run.finish()


def _here(name: str, *, download: bool, bar: Any) -> Path:
    """Return the path of a file, fetched first where it is an address or is to be downloaded."""
    from urllib.parse import urljoin

    from geo.places.download import GEONAMES, fetch

    is_address = name.startswith(("http://", "https://"))
    if not is_address and (Path(name).exists() or not download):
        if not Path(name).is_file():
            raise InputError(f"{name} is no file here; --download fetches GeoNames' own dumps")
        return Path(name)
    from platformdirs import user_cache_path

    task = bar.add_task(f"fetch {name}", total=None) if bar else None

    def watch(done: int, total: int | None) -> None:
        if bar:
            bar.update(task, completed=done, total=total)

    folder = user_cache_path("geo-incidents") / "dumps"
    return fetch(name if is_address else urljoin(GEONAMES, name), folder, watch=watch)


@contextmanager
def _bar(run: Run) -> Iterator[Any]:
    """Yield rich's progress on a terminal, None elsewhere and with -q."""
    if run.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield bar


class _Drawn:
    """Draws the stages of a build and counts what is skipped."""

    def __init__(self, run: Run, bar: Any) -> None:
        self._bar = bar
        self._run = run

    def skip(self, skipped: Skipped) -> None:
        """Count and name a line that was left out."""
        self._run.skip(skipped)

    def stage(self, name: str, items: Iterable[Any]) -> Iterable[Any]:
        """Pass on the items of a stage and draw how many there were."""
        return items if self._bar is None else self._counted(name, items)

    def _counted(self, name: str, items: Iterable[Any]) -> Iterator[Any]:
        task = self._bar.add_task(name, total=None)
        count = 0
        for count, item in enumerate(items, start=1):
            if count % _TOLD_AT_ONCE == 0:
                self._bar.update(task, completed=count)
            yield item
        self._bar.update(task, completed=count, total=max(count, 1))
