"""Bytes to text: marks first, UTF-8 next, a guess that says so last."""

from __future__ import annotations

import codecs
import logging
from typing import TYPE_CHECKING

from geo.documents.record import MAX_CHARACTERS, BadRecordError

if TYPE_CHECKING:
    from geo.documents.inputs import InputFile

log = logging.getLogger(__name__)

MAX_TEXT_BYTES = 4 * MAX_CHARACTERS
"""No text within the limit of characters takes more bytes in UTF-8, UTF-16 or UTF-32."""
MAX_FILE_BYTES = 256_000_000
"""The largest file that is read whole (web pages, JSON, CSV)."""

_TYPOGRAPHY = "\xa0‘’‚“”„«»–—…•°§€£"
_FEWEST_ASCII_PER_FOREIGN = 5

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_bytes(file: InputFile, limit: int = MAX_FILE_BYTES) -> bytes:
    """Return the file's bytes; raises :class:`BadRecordError` when empty or above ``limit``."""
    with file.open() as stream:
        raw = stream.read(limit + 1)
    if not raw:
        raise BadRecordError("an empty file")
    if len(raw) > limit:
        raise BadRecordError(f"more than {limit:,} bytes, too much for one file: split it")
    return raw


def decode(raw: bytes, where: str) -> str:
    """Return the text of ``raw`` with its line ends as they are, without a byte order mark.

    A guessed encoding is said in the log. Raises :class:`BadRecordError` where nothing fits.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return decode_as(raw[len(mark) :], encoding)
    if b"\0" in raw:
        raise BadRecordError("NUL bytes: not a text file")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(raw, where)


def decode_as(raw: bytes, encoding: str) -> str:
    """Return the text, or raise :class:`BadRecordError` with the position of the first fault."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadRecordError(f"not {encoding}: a bad byte at {error.start:,}") from error


def _guess(raw: bytes, where: str) -> str:
    western = _western(raw)
    if western is not None:
        log.warning("%s: not UTF-8, read as Windows-1252 (a guess)", where)
        return western

    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise BadRecordError("bytes in no known encoding: save the file as UTF-8")
    log.warning("%s: not UTF-8, read as %s (a guess)", where, best.encoding)
    return str(best)


def _western(raw: bytes) -> str | None:
    """Return the text as Windows-1252 if it then is Latin letters and quotes throughout.

    Statistics take short Western texts for Central European ones; this encoding is the usual one
    of English and other Western files that are not UTF-8.
    """
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = [c for c in text if not c.isascii()]
    rare = len(foreign) * _FEWEST_ASCII_PER_FOREIGN <= len(text)
    return text if rare and all(c.isalpha() or c in _TYPOGRAPHY for c in foreign) else None
