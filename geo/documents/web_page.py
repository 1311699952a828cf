"""Web pages: the article without menus, scripts and comments, and what the page says of itself."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from geo.documents.decode import decode, read_bytes
from geo.documents.record import BadRecordError, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.inputs import InputFile
    from geo.errors import Skipped

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4_096


def read_web_page(file: InputFile) -> Iterator[Record | Skipped]:
    """Yield the one report of a page. Its date comes from its own mark-up, never from a guess."""
    from trafilatura import bare_extraction

    page = _decode(read_bytes(file), file.where)
    found: Any = bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = found.text if found else None
    if not text or not text.strip():
        raise BadRecordError("no article text in this page")
    yield Record(
        text=text,
        published=found.date or None,
        title=found.title or None,
        source=found.sitename or None,
        url=found.url or None,
        language=found.language or None,
    )


def _decode(raw: bytes, where: str) -> str:
    """Return the page's text in the encoding it names, where that is true."""
    named = _CHARSET.search(raw, 0, _HEAD_BYTES)
    if named:
        try:
            return raw.decode(codecs.lookup(named[1].decode("ascii")).name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw, where)
