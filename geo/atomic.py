"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable


def check_target(path: str | Path, *, overwrite: bool = False) -> None:
    """Raise ``OutputError`` if ``path`` may not be written: it exists, or is no file.

    Ask before long work; :func:`write_atomically` asks again. ``-`` is always allowed.
    """
    target = Path(path)
    if str(path) == "-":
        return
    if target.is_dir():
        message = f"{path} is a folder; name a file in it"
        raise OutputError(message)
    if target.exists() and not target.is_file():
        message = f"{path} is no ordinary file; use - for standard output"
        raise OutputError(message)
    if not overwrite and os.path.lexists(target):
        message = f"{path} exists; use --overwrite"
        raise OutputError(message)


def write_atomically(
    path: str | Path, write: Callable[[Path], None], *, overwrite: bool = False
) -> None:
    """Call ``write`` with a temporary path beside ``path``, then move what it wrote to ``path``.

    Files that it wrote beside that one (the parts of a shapefile) are moved before it. Missing
    folders are made. After any failure nothing new is left in the folder and an old file is as it
    was. Raises ``OutputError`` if the target may not or cannot be written.
    """
    check_target(path, overwrite=overwrite)
    target = Path(os.path.realpath(path))  # a link stays a link: what it points at is replaced
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # A folder of its own, on the same file system: side files (GeoPackage's journal) go with
        # it, and the name and suffix that drivers look at are the final ones.
        workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from error
    try:
        made = workshop / target.name
        write(made)
        beside = sorted(part for part in workshop.iterdir() if part != made)
        for part in (*beside, made):
            _flush(part)
            check_target(target.parent / part.name, overwrite=overwrite)
        check_target(path, overwrite=overwrite)
        for part in (*beside, made):
            part.replace(target.parent / part.name)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _flush(made: Path) -> None:
    with made.open("rb+") as file:
        os.fsync(file.fileno())


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
