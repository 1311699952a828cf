"""The command line: parse, call, print, exit.

Standard output is data; everything else goes to standard error. Exit codes: 0 done, 1 could not
do it, 2 wrong usage, 3 done but some records were skipped, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from geo import __version__
from geo.cli.commands import app
from geo.errors import GeoError, PipeClosedError


def _version(value: bool) -> None:  # noqa: FBT001  (typer calls it so)
    if value:
        from geo.places.gazetteer import CREDIT

        typer.echo(f"geo {__version__}\n{CREDIT}")
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Version and data credits."
        ),
    ] = False,
) -> None:
    """Map conflict reports: what happened where, when, to whom, and who says so.

    \b
    Example:
      geo map reports/ -o reports.html

    Everything runs on this machine: no network, unless --online, --tiles or --download asks for
    it.
    """  # noqa: D301  (\b keeps lines as they are)


def run() -> None:
    """Run the command line; every error is one line."""
    sys.exit(_run())


def _run() -> int:
    from typer.exceptions import TyperException

    # Nothing here multiplies large matrices: threads for it would only be started, and wait.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Modules and tables are many objects that live to the end: to look for garbage among them at
    # every 700 new ones takes a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    try:
        code = app(standalone_mode=False)
    except PipeClosedError as error:
        # Python would complain once more when it flushes what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error.exit_code
    except GeoError as error:
        return _complain(str(error), error.exit_code)
    except TyperException as error:
        return _complain(error.format_message(), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("interrupted", 130)
    return code if isinstance(code, int) else 0


def _complain(message: str, code: int) -> int:
    one_line = " ".join(message.split())
    print(f"geo: {one_line}", file=sys.stderr)  # noqa: T201  (the one place that prints for people)
    return code
