"""What a command says on standard error: progress, what was skipped, a table of incidents."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.errors import Skipped
    from geo.model import Incident


class Run:
    """What one command says and counts on standard error."""

    def __init__(self, *, verbose: bool, quiet: bool) -> None:
        self.quiet = quiet
        self.skipped = 0
        logging.basicConfig(format="%(message)s", level=logging.ERROR, stream=sys.stderr)
        level = logging.INFO if verbose else logging.WARNING
        logging.getLogger("geo").setLevel(logging.ERROR if quiet else level)

    def say(self, message: str) -> None:
        """Print a line for the person, unless -q."""
        if not self.quiet:
            print(message, file=sys.stderr)  # noqa: T201  (the one place that prints for people)

    def skip(self, skipped: Skipped) -> None:
        """Count and name a record that was left out."""
        self.skipped += 1
        self.say(f"skipped {skipped}")

    @contextmanager
    def progress(self, what: str) -> Iterator[Any]:
        """Yield a function that counts items on a terminal; silent elsewhere and with -q."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda items: items
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"))
        console = Console(stderr=True)
        with Progress(
            *columns, BarColumn(), TimeElapsedColumn(), console=console, transient=True
        ) as bar:
            task = bar.add_task(what, total=None)

            def counted(items: Iterable[Any]) -> Iterator[Any]:
                for item in items:
                    yield item
                    bar.advance(task)

            yield counted

    def finish(self) -> None:
        """End with the exit code that tells whether records were skipped."""
        if self.skipped:
            records = "record was" if self.skipped == 1 else "records were"
            self.say(f"{self.skipped} {records} skipped")
            raise typer.Exit(3)


class Counted:
    """An iterable that knows afterwards how many items went through it."""

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self.count += 1
            yield item


def print_table(incidents: list[Incident], run: Run) -> None:
    """Print date, place, type, actors and killed of each incident on standard error."""
    if run.quiet:
        return
    if not incidents:
        run.say("no incident was found: the map is empty")
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("date", "place", "type", "actors", "killed"):
        shown.add_column(heading, overflow="fold")
    for incident in incidents:
        shown.add_row(*_row(incident), style=None)
    Console(stderr=True, markup=False, highlight=False).print(shown)


def _row(incident: Incident) -> tuple[str, str, str, str, str]:
    when, place, killed = incident.when, incident.place, incident.killed
    days = "-" if when.start is None else str(when.start)
    if when.end != when.start:
        days += f" to {when.end}"
    where = (
        "-" if place is None else f"{place.name}, {place.country}" if place.country else place.name
    )
    if place is not None:
        where += f" ({place.precision})"
    parties = [p for p in (incident.actor1, incident.actor2) if p]
    low, best, high = ("?" if n is None else str(n) for n in (killed.low, killed.best, killed.high))
    toll = "-" if not killed.known else best if low == best == high else f"{best} ({low} to {high})"
    return days, where, str(incident.sub_event_type or "-"), " / ".join(parties) or "-", toll
