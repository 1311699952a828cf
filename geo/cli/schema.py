"""``geo schema``: the columns of the incident table, from the code."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def schema(*, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Print the columns of the incident table.

    \b
    Example:
      geo schema --json
    """  # noqa: D301  (\b keeps lines as they are)
    from geo.table import schema_rows

    rows = schema_rows()
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        needed = "always" if row["required"] else "or null"
        typer.echo(f"{row['column']:<22}{row['type']:<8}{needed:<9}{row['meaning']}")
        allowed = row["allowed"]
        if isinstance(allowed, list) and allowed:
            typer.echo(f"{'':<39}one of: {' · '.join(allowed)}")
