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
_KNOWN = "reports are .txt .md .html .pdf .jsonl .ndjson .json .csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read. ``path`` is None for standard input.

    ``name`` is relative to what the user named, with forward slashes: it goes into ids, which must
    not depend on where somebody keeps the files. ``where`` is for messages. ``in_folder``: found
    there, not named.
    """

    path: Path | None
    name: str
    where: str
    in_folder: bool = False

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

    Files whose suffix is not ``known`` go to ``report``; hidden ones in folders are passed over.
    Raises :class:`InputError` for an input that does not exist, and when no report is left.
    """
    files: dict[object, InputFile] = {}
    skipped: list[Skipped] = []
    for given in inputs:
        for file in _expand(given):
            if file.path and not _is_known(file, known):
                skipped.append(
                    file.skipped(f"no reader for {file.suffix or 'this file'}; {_KNOWN}")
                )
            else:
                files.setdefault(file.path.resolve() if file.path else None, file)
    if not files:
        raise InputError(str(skipped[0]) if skipped else f"{' '.join(inputs)}: no report; {_KNOWN}")
    for one in skipped:
        report(one)
    return list(files.values())


def _is_known(file: InputFile, known: Container[str]) -> bool:
    """Tell whether the file has a reader; in a folder one without a suffix has none."""
    return file.suffix in known and (file.suffix != "" or not file.in_folder)


def _expand(given: str) -> Iterator[InputFile]:
    if given == STANDARD_INPUT:
        yield InputFile(path=None, name="stdin", where="standard input")
        return
    path = Path(given)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise InputError(f"{given[:60]}: not a usable name: {error.strerror}") from error
    if is_folder:
        yield from _in_folder(path)
    elif exists:
        yield InputFile(path=path, name=path.name, where=given)
    elif has_magic(given):
        yield from _matching(given)
    else:
        raise InputError(f"{given}: no such file or folder; check the name")


def _matching(pattern: str) -> Iterator[InputFile]:
    matches = [Path(p) for p in sorted(glob(pattern, recursive=True))]  # noqa: PTH207  (the pattern may be absolute)
    files = [path for path in matches if path.is_file()]
    if not files:
        raise InputError(f"{pattern}: no file matches this pattern; check it")
    yield from (InputFile(path=path, name=path.name, where=str(path)) for path in files)


def _in_folder(folder: Path) -> Iterator[InputFile]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield InputFile(path=path, name=name.as_posix(), where=str(path), in_folder=True)
