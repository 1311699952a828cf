"""``geo check``: every fault of a table, with row, column, value and rule."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.options import (
    DayFirst,
    LayoutName,
    MapColumns,
    MonthFirst,
    Quiet,
    Verbose,
    how_to_read,
)
from geo.cli.run import Run

if TYPE_CHECKING:
    from geo.table import Fault


def check(  # noqa: PLR0913  (a command's options are its parameters)
    table: Annotated[str, typer.Argument(metavar="TABLE", help="An incident table, or -.")],
    *,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DOCS", help="Reports to compare the evidence with: is every quote there?"
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object: table, faults, counts by rule.")
    ] = False,
    layout: LayoutName = None,
    columns: MapColumns = None,
    dayfirst: DayFirst = False,
    monthfirst: MonthFirst = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """List every fault of an incident table: row, column, value, rule.

    \b
    Examples:
      geo check incidents.gpkg
      geo check GEDEvent_v25_1.csv.zip --json > faults.json
      geo check incidents.geojson --documents reports.jsonl

    Tables of other layouts are checked in their own columns. A summary by rule goes to standard
    error. Ends with 1 if there is a fault.
    """  # noqa: D301  (\b keeps lines as they are)
    from geo import formats

    run = Run(verbose=verbose, quiet=quiet)
    how = how_to_read(layout, columns, dayfirst=dayfirst, monthfirst=monthfirst)
    texts = _texts(documents, run) if documents else None
    faults: list[Fault] = []
    rules: Counter[str] = Counter()
    for fault in formats.check_file(table, run.skip, how, texts):
        rules[f"{_column(fault)}: {_plain(fault.rule)}"] += 1
        if as_json:
            faults.append(fault)
        else:
            typer.echo(str(fault))
    if as_json:
        typer.echo(json.dumps(_report(table, faults, rules), ensure_ascii=False, indent=1))
    count = rules.total()
    run.say(f"{table}: {count:,} fault{'' if count == 1 else 's'}")
    for rule, number in rules.most_common():
        run.say(f"{number:>9,}  {rule}")
    if count:
        run.sum_up()
        raise typer.Exit(1)
    run.finish()


def _texts(documents: list[str], run: Run) -> dict[str, str]:
    from geo.documents import read_documents

    return {one.id: one.text for one in read_documents(documents, report=run.skip)}


def _report(table: str, faults: list[Fault], rules: Counter[str]) -> dict[str, Any]:
    return {
        "table": table,
        "faults": [
            {"row": f.row, "column": str(f.column), "value": _value(f.value), "rule": f.rule}
            for f in faults
        ],
        "counts": dict(rules.most_common()),
    }


def _value(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _column(fault: Fault) -> str:
    return str(fault.column).partition("[")[0]


def _plain(rule: str) -> str:
    """Return a rule without the numbers of the one row, so that its rows count as one."""
    return " ".join(word for word in rule.split() if not any(c.isdigit() for c in word))
