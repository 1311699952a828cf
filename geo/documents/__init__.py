"""The only reader of reports: files, folders, globs and standard input become documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.documents.csv_rows import read_csv
from geo.documents.inputs import find_files
from geo.documents.json_records import read_json, read_json_lines
from geo.documents.pdf import read_pdf
from geo.documents.record import BadRecordError, Finisher
from geo.documents.text import read_markdown, read_plain_text, read_text_or_json_lines
from geo.documents.web_page import read_web_page
from geo.errors import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from geo.documents.inputs import InputFile
    from geo.documents.record import Record
    from geo.model import Document

__all__ = ["read_documents"]

_READERS: dict[str, Callable[[InputFile], Iterator[Record | Skipped]]] = {
    ".txt": read_plain_text,
    ".md": read_markdown,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".pdf": read_pdf,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_csv,
    "": read_text_or_json_lines,
}


def read_documents(
    inputs: Sequence[str],
    *,
    published: date | None = None,
    report: Callable[[Skipped], None],
) -> Iterator[Document]:
    """Yield the documents of ``inputs``, each read only when it is asked for.

    ``inputs`` are files, folders (read recursively, in order of name, hidden files left out),
    globs, or ``-`` for standard input. ``published`` overrides every report's own date. Whatever
    cannot be read goes to ``report`` with its file, line and reason, and the rest goes on.

    A document's id is its record's, or else the file's name and a digest of the text; the name is
    relative to the input that was given, so the id is the same on every machine. A second text
    under a known id gets a digest added; an exact copy is skipped.

    Raises :class:`geo.errors.InputError` at once when an input does not exist or holds no report.
    """
    files = find_files(inputs, known=_READERS, report=report)
    return _read(files, Finisher(published=published), report)


def _read(
    files: list[InputFile], finisher: Finisher, report: Callable[[Skipped], None]
) -> Iterator[Document]:
    for file in files:
        for item in _records(file):
            result = item if isinstance(item, Skipped) else finisher.finish(item, file)
            if isinstance(result, Skipped):
                report(result)
            else:
                yield result


def _records(file: InputFile) -> Iterator[Record | Skipped]:
    try:
        yield from _READERS[file.suffix](file)
    except BadRecordError as error:
        yield file.skipped(str(error))
    except OSError as error:
        yield file.skipped(f"cannot be read: {error.strerror or error}")
