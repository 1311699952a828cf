"""Where a command's incidents go: a file, a database, a page, standard output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.cli.run import Run
    from geo.model import Incident

_PAGES = (".html", ".htm")


def is_for_incidents(target: str) -> bool:
    """Tell whether a target takes incidents one by one: a pipe, or a page drawn of all."""
    return target == "-" or Path(target).suffix.lower() in _PAGES


def say_what_is_lost(target: str, run: Run) -> None:
    """Say once, in one line, what the target cannot hold."""
    from geo import formats

    lost = formats.loses(target)
    if lost:
        run.say(f"note {target} does not keep everything: {lost}")


def write(
    incidents: Iterable[Incident], target: str, run: Run, *, overwrite: bool, excel: bool
) -> None:
    """Write the incidents; a page is drawn of them as they are, unmerged."""
    from geo import formats

    if Path(target).suffix.lower() in _PAGES:
        from geo import mapping, table

        mapping.write_map(table.to_table(incidents), target, overwrite=overwrite)
        return
    say_what_is_lost(target, run)
    formats.write_incidents(incidents, target, overwrite=overwrite, excel=excel)
