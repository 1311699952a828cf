"""PDF: the text layer, page after page. Scans without one are refused, not guessed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.documents.record import BadRecordError, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.inputs import InputFile
    from geo.errors import Skipped


def read_pdf(file: InputFile) -> Iterator[Record | Skipped]:
    """Yield the one report of a PDF. The dates in its metadata are the file's, so not used."""
    from pypdf import PdfReader

    with file.open() as stream:
        try:
            reader = PdfReader(stream)
            text = "\n\n".join(page.extract_text() for page in reader.pages)
            title = _title(reader)
        except OSError:
            raise
        except Exception as error:  # a broken PDF raises nearly anything
            raise BadRecordError(
                f"not a readable PDF: {str(error) or type(error).__name__}"
            ) from error
    # Fonts with a broken character map give halves of characters and NUL.
    text = text.encode("utf-8", "replace").decode().replace("\0", " ")
    if not text.strip():
        raise BadRecordError("no text layer in this PDF; run OCR first")
    yield Record(text=text, title=title)


def _title(reader: Any) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return str(title).strip() or None if title else None
