"""A folder that appears whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError
from geo.places.layout import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_folder(folder: Path, *, overwrite: bool) -> None:
    """Raise :class:`geo.errors.OutputError` unless an index may be put there.

    Only a folder that holds an index and nothing else is ever replaced.
    """
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder} exists and is no folder")
    held = {path.name for path in folder.iterdir()}
    if not held:
        return
    if held != FILES:
        raise OutputError(f"{folder} holds other things than a gazetteer: name a new folder")
    if not overwrite:
        raise OutputError(f"{folder} exists; use --overwrite")


@contextmanager
def whole_folder(folder: Path, *, overwrite: bool) -> Iterator[Path]:
    """Yield an empty folder that takes the place of ``folder`` at the end, or vanishes.

    An index that is in use meanwhile goes on working: its files are still there for who has them
    open. Raises :class:`geo.errors.OutputError`.
    """
    check_folder(folder, overwrite=overwrite)
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    try:
        fresh = workshop / "new"
        fresh.mkdir()
        yield fresh
        check_folder(folder, overwrite=overwrite)
        if target.exists():
            target.rename(workshop / "old")
        fresh.rename(target)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
