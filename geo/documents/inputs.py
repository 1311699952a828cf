"""From what the user named to files that can be opened."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from geo.errors import InputError, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read. ``path`` is None for standard input.

    ``name`` is relative to what the user named, with forward slashes: it goes into ids, which must
    not depend on where somebody keeps the files. ``where`` is for messages.
    """

    path: Path | None
    name: str
    where: str

    @property
    def suffix(self) -> str:
        """Return the suffix in lower case; empty for standard input."""
        return self.path.suffix.lower() if self.path else ""

    def open(self) -> BinaryIO:
        """Return the file, open for reading bytes."""
        if self.path is None:
            # A buffer of our own, because a pipe's first bytes are looked at before they are read.
            return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer)))
        return self.path.open("rb")

    def skipped(self, reason: str, line: int | None = None) -> Skipped:
        """Return the message that something of this file was left out."""
        return Skipped(source=self.where, line=line, reason=reason)


def find_files(
    inputs: Sequence[str], *, known: Container[str], report: Callable[[Skipped], None]
) -> list[InputFile]:
    """Return the files that ``inputs`` name, each once, in the order given.

    In a folder, files whose suffix is not ``known`` go to ``report``, hidden ones are passed over.
    Raises :class:`InputError` for an input that does not exist, is of an unknown kind, or holds
    no report.
    """
    files: dict[object, InputFile] = {}
    for given in inputs:
        for file in _expand(given, known=known, report=report):
            files.setdefault(file.path.resolve() if file.path else None, file)
    return list(files.values())


def _expand(
    given: str, *, known: Container[str], report: Callable[[Skipped], None]
) -> Iterator[InputFile]:
    path = Path(given)
    if given == STANDARD_INPUT:
        yield InputFile(path=None, name="stdin", where="standard input")
    elif path.is_dir():
        yield from _in_folder(path, known=known, report=report)
    elif path.exists():
        yield _checked(path, known)
    elif has_magic(given):
        matches = [Path(p) for p in sorted(glob(given, recursive=True)) if Path(p).is_file()]  # noqa: PTH207  (the pattern may be absolute)
        if not matches:
            raise InputError(f"no file matches {given!r}: check the pattern")
        yield from (_checked(match, known) for match in matches)
    else:
        raise InputError(f"{given}: no such file or folder; check the name")


def _checked(path: Path, known: Container[str]) -> InputFile:
    if path.suffix.lower() not in known:
        raise InputError(
            f"{path}: reports are .txt .md .html .pdf .jsonl .ndjson .json .csv, not {path.suffix}"
        )
    return InputFile(path=path, name=path.name, where=str(path))


def _in_folder(
    folder: Path, *, known: Container[str], report: Callable[[Skipped], None]
) -> Iterator[InputFile]:
    found = False
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        file = InputFile(path=path, name=name.as_posix(), where=str(path))
        if path.suffix and path.suffix.lower() in known:
            found = True
            yield file
        else:
            report(file.skipped(f"not a report: no reader for {path.suffix or 'this file'!r}"))
    if not found:
        raise InputError(
            f"{folder}: no report in this folder (.txt .md .html .pdf .jsonl .ndjson .json .csv)"
        )
