"""What ``geo merge`` reads, asks and writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from geo.atomic import check_target
from geo.cli.writing import write
from geo.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.cli.run import Run
    from geo.formats import How


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is wanted besides the merged table."""

    into: str | None = None
    decisions: tuple[Path, ...] = ()
    review: str | None = None
    changes: str | None = None
    explain: tuple[str, str] | None = None
    how: How
    excel: bool = False

    def check(self, output: str, *, overwrite: bool) -> None:
        """Raise before any work if a file to be written may not be."""
        targets = [name for name in (output, self.review, self.changes) if name is not None]
        for name in targets:
            check_target(name, overwrite=overwrite)
        if "-" in targets[1:]:
            raise UsageError("--review and --changes write files; - is for the merged table")
        if len(set(targets)) < len(targets):
            raise UsageError("-o, --review and --changes must name different files")


def merge_tables(
    tables: list[str], output: str, asked: Asked, *, run: Run, overwrite: bool
) -> None:
    """Merge the tables and write what is asked for."""
    import gc

    from geo import formats
    from geo.merge import Added, Merging, is_merged, read_decisions

    # Millions of small values, none in a cycle: looking for cycles among them costs half the time.
    gc.disable()
    asked.check(output, overwrite=overwrite)
    decisions = [d for path in asked.decisions for d in read_decisions(path, run.skip)]
    with run.progress("incidents read") as counted:
        names = tables if asked.into is None else [asked.into, *tables]
        read = [list(counted(formats.read_incidents(name, run.skip, asked.how))) for name in names]
    old, new = read[0], [incident for table in read[1:] for incident in table]
    near_only = asked.into is not None or (len(names) > 1 and is_merged(old))
    merging: Merging
    if near_only and not asked.explain:
        merging = Added(old, new, decisions)
        run.say(f"{names[0]} is merged: {merging.compared} of {len(old)} are near what is new")
    else:
        merging = Merging([*old, *new], decisions)
    if asked.explain:
        from geo.merge.explain import explain

        typer.echo("\n".join(explain(merging, *asked.explain)))
        return
    write(merging.incidents, output, run, overwrite=overwrite, excel=asked.excel)
    if asked.review:
        from geo.merge.review import write_review

        count = write_review(merging, asked.review, overwrite=overwrite)
        run.say(f"{asked.review}: {count} doubtful pair{'' if count == 1 else 's'}")
    if asked.changes:
        from geo.merge.changes import changes, write_changes

        since = changes(read[0], merging.incidents)
        write_changes(since, asked.changes, overwrite=overwrite)
