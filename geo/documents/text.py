"""Plain text and Markdown: the text stays as it is; its head may say title, date and source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.dates import find_dateline_date
from geo.documents.decode import MAX_TEXT_BYTES, decode, read_bytes
from geo.documents.json_records import read_json_lines
from geo.documents.record import BadRecordError, Record, filled, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.inputs import InputFile
    from geo.errors import Skipped

_HEADER = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]{1,20}):[ \t]*(?P<value>\S.*)")
_HEADER_KEYS = frozenset("title headline date published source publisher url link language".split())
_OTHER_KEYS = frozenset("by author subject location tags".split())
_MARKDOWN_TITLE = re.compile(r"^#[ \t]+(?P<title>.+?)[ \t#]*$", re.MULTILINE)
_LONGEST_TITLE = 140
_FEWEST_WORDS = 2
_HEAD_CHARACTERS = 4_000


def read_plain_text(file: InputFile) -> Iterator[Record | Skipped]:
    """Yield the one report of a text file."""
    text = _text_of(file)
    yield filled(read_header(text), Record(text=text, title=find_headline(text)))


def read_markdown(file: InputFile) -> Iterator[Record | Skipped]:
    """Yield the one report of a Markdown file; its title is the first heading of level 1."""
    text = _text_of(file)
    heading = _MARKDOWN_TITLE.search(text)
    yield filled(read_header(text), Record(text=text, title=heading["title"] if heading else None))


def read_text_or_json_lines(file: InputFile) -> Iterator[Record | Skipped]:
    """Read standard input, or a file without suffix: JSON Lines if it begins with a brace."""
    with file.open() as stream:
        head = stream.peek(1) if hasattr(stream, "peek") else b""
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            yield from read_json_lines(file, stream)
            return
        raw = stream.read(MAX_TEXT_BYTES + 1)
    if not raw:
        raise BadRecordError("nothing to read")
    text = decode(_bounded(raw), file.where)
    yield filled(read_header(text), Record(text=text, title=find_headline(text)))


def _bounded(raw: bytes) -> bytes:
    if len(raw) > MAX_TEXT_BYTES:
        raise BadRecordError(f"more than {MAX_TEXT_BYTES:,} bytes of text: split it into reports")
    return raw


def _text_of(file: InputFile) -> str:
    return decode(read_bytes(file, MAX_TEXT_BYTES), file.where)


def read_header(text: str) -> Record:
    """Return what lines such as ``Title: ...`` and ``Date: ...`` at the very top say.

    The first other line ends them. They remain part of the text: every offset points into it.
    """
    values: dict[str, str] = {}
    for line in text[:_HEAD_CHARACTERS].splitlines():
        match = _HEADER.fullmatch(line.strip())
        key = match["key"].lower() if match else ""
        if match and key in _HEADER_KEYS:
            values.setdefault(key, match["value"])
        elif key not in _OTHER_KEYS and line.strip() not in {"", "---"}:
            break
    return record_of({**values, "text": text}) if text else Record(text=text)


def find_headline(text: str) -> str | None:
    """Return the first line that is not a date, where it stands alone and reads like a headline."""
    lines = [line.strip() for line in text[:_HEAD_CHARACTERS].splitlines()]
    for at, line in enumerate(lines[:-1]):
        if not line or find_dateline_date(line):
            continue
        alone = not lines[at + 1] or find_dateline_date(lines[at + 1]) is not None
        return line if alone and _reads_like_headline(line) else None
    return None


def _reads_like_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_TITLE
        and len(line.split()) >= _FEWEST_WORDS
        and line[-1] not in ".,;:"
        and not _HEADER.fullmatch(line)
    )
