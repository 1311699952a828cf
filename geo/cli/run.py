"""What a command says on standard error: progress, what was skipped, a table of incidents."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.errors import Skipped
    from geo.model import Incident


TOLD_OF_A_RULE = 5
ROWS_SHOWN = 40


class Run:
    """What one command says and counts on standard error."""

    def __init__(self, *, verbose: bool, quiet: bool) -> None:
        self.quiet = quiet
        self.skipped = 0
        self._told: Counter[tuple[str, str, bool]] = Counter()
        logging.basicConfig(format="%(message)s", level=logging.ERROR, stream=sys.stderr)
        level = logging.INFO if verbose else logging.WARNING
        logging.getLogger("geo").setLevel(logging.ERROR if quiet else level)

    def say(self, message: str) -> None:
        """Print a line for the person, unless -q."""
        if not self.quiet:
            print(message, file=sys.stderr)  # noqa: T201  (the one place that prints for people)

    def skip(self, skipped: Skipped) -> None:
        """Count and name a record that was left out; of those of one rule only the first few."""
        self.skipped += not skipped.note
        word = "note" if skipped.note else "skipped"
        if skipped.rule:
            group = (skipped.source, skipped.rule, skipped.note)
            self._told[group] += 1
            if self._told[group] > (1 if skipped.note else TOLD_OF_A_RULE):
                return
        self.say(f"{word} {skipped}")

    def sum_up(self) -> None:
        """Say how many more there were of each rule."""
        for (source, rule, note), count in self._told.items():
            more = count - (1 if note else TOLD_OF_A_RULE)
            if more > 0:
                self.say(f"{'note' if note else 'skipped'} {source}: {more:,} more: {rule}")
        self._told.clear()

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

    @contextmanager
    def bytes_written(self, what: str) -> Iterator[Callable[[int], None] | None]:
        """Yield a function to tell how many bytes were written; None where nobody looks."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import DownloadColumn, Progress, SpinnerColumn, TextColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), DownloadColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=None)
            yield lambda written: bar.update(task, completed=written)

    def finish(self) -> None:
        """End with the exit code that tells whether records were skipped."""
        self.sum_up()
        if self.skipped:
            records = "record was" if self.skipped == 1 else "records were"
            self.say(f"{self.skipped} {records} skipped, or read without a value")
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


def print_table(incidents: list[Incident], run: Run, *, rows: int | None = None) -> None:
    """Print date, place, type, actors and killed of each incident on standard error.

    Where these are only the first, ``rows`` says how many there are.
    """
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
    for incident in incidents[:ROWS_SHOWN]:
        shown.add_row(*_row(incident), style=None)
    Console(stderr=True, markup=False, highlight=False).print(shown)
    rows = rows or len(incidents)
    if rows > ROWS_SHOWN:
        run.say(f"and {rows - ROWS_SHOWN:,} more")


def _row(incident: Incident) -> tuple[str, str, str, str, str]:
    when, place, killed = incident.when, incident.place, incident.killed
    days = "-" if when.start is None else str(when.start)
    if when.end != when.start:
        days += f" to {when.end}"
    where = (
        "-" if place is None else f"{place.name}, {place.country}" if place.country else place.name
    )
    if place is not None and place.precision is not None:
        where += f" ({place.precision})"
    parties = [p for p in (incident.actor1, incident.actor2) if p]
    low, best, high = ("?" if n is None else str(n) for n in (killed.low, killed.best, killed.high))
    toll = "-" if not killed.known else best if low == best == high else f"{best} ({low} to {high})"
    return days, where, str(incident.sub_event_type or "-"), " / ".join(parties) or "-", toll
