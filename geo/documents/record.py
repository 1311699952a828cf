"""One report as its file tells it, and how it becomes a document."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from geo.dates import find_dateline_date, read_date
from geo.model import Document, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.documents.inputs import InputFile
    from geo.errors import Skipped

log = logging.getLogger(__name__)

MAX_CHARACTERS = 1_000_000
"""The longest text that is one report: a book's length, and the parser's own limit."""

_NAMES = {
    "id": ("id", "document_id", "doc_id", "guid"),
    "text": ("text", "body", "content", "full_text", "article"),
    "published": ("published", "published_at", "publication_date", "pubdate", "date"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "outlet"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "spans": ("spans",),
}
_DIGEST_LENGTH = 10


class BadRecordError(ValueError):
    """A record that cannot become a document; the message is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a file says of one report, unchecked. ``line`` counts from 1."""

    text: str
    line: int | None = None
    id: str | None = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    spans: tuple[Span, ...] | None = None


def field_names() -> frozenset[str]:
    """Return every name under which a field is known, in lower case."""
    return frozenset(name for names in _NAMES.values() for name in names)


def record_of(values: Mapping[str, Any], line: int | None = None) -> Record:
    """Return the record that ``values`` hold under the contract's names or their usual synonyms.

    Names are compared without regard to case. Raises :class:`BadRecordError`.
    """
    folded = {str(name).strip().lower(): value for name, value in values.items()}
    found = {field: _first(folded, names) for field, names in _NAMES.items()}
    text = found["text"]
    if text is None:
        raise BadRecordError("no text")
    if not isinstance(text, str):
        raise BadRecordError(f"text must be a string, not {type(text).__name__}")
    return Record(
        text=text,
        line=line,
        id=str(found["id"]) if isinstance(found["id"], (str, int)) else None,
        published=str(found["published"]) if found["published"] is not None else None,
        title=_string(found["title"]),
        source=_string(found["source"]),
        url=_string(found["url"]),
        language=_string(found["language"]),
        spans=_spans(found["spans"], len(text)),
    )


def _first(values: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the first value that is there; an empty cell of a table is not."""
    present = (values[name] for name in names if name in values)
    return next((value for value in present if value is not None and value != ""), None)


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _spans(value: object, length: int) -> tuple[Span, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise BadRecordError("spans must be a list of {start, end}")
    return tuple(_span(item, length) for item in value)


def _span(item: object, length: int) -> Span:
    ends = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
    start, end = ends
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise BadRecordError(
            f"a span must be {{start, end}} with 0 <= start < end <= {length} (the text's length), "
            f"got start={start!r}, end={end!r}"
        )
    return Span(start=start, end=end)


@dataclass(slots=True)
class Finisher:
    """Makes documents of records: dates them, and gives each an id of its own in this run."""

    published: date | None = None
    _digests: dict[str, set[str]] = field(default_factory=dict)

    def finish(self, record: Record, file: InputFile) -> Document | Skipped:
        """Return the document, or why there is none."""
        try:
            _check_text(record.text)
            return Document(
                id=self._own_id(record, file),
                text=record.text,
                published=self.published or _published(record, file),
                title=record.title,
                source=record.source,
                url=record.url,
                language=record.language,
                spans=record.spans,
            )
        except BadRecordError as error:
            return file.skipped(str(error), record.line)

    def _own_id(self, record: Record, file: InputFile) -> str:
        digest = hashlib.sha256(record.text.encode()).hexdigest()[:_DIGEST_LENGTH]
        name = unicodedata.normalize("NFC", file.name)
        identity = record.id or f"{name}-{digest}"
        known = self._digests.setdefault(identity, set())
        if digest in known:
            raise BadRecordError(f"a copy: id {identity!r} with this text was read before")
        known.add(digest)
        return identity if len(known) == 1 else f"{identity}~{digest}"


def _check_text(text: str) -> None:
    if not text.strip():
        raise BadRecordError("no text")
    if len(text) > MAX_CHARACTERS:
        raise BadRecordError(too_long(len(text)))
    if "\0" in text:
        raise BadRecordError("the text holds NUL characters: not a text")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise BadRecordError(f"the text holds half a character at {error.start}") from error


def too_long(characters: int) -> str:
    """Return the reason why such a long text is not read."""
    return (
        f"a text of {characters:,} characters, more than the {MAX_CHARACTERS:,} of one report: "
        "split it into reports"
    )


def _published(record: Record, file: InputFile) -> date | None:
    if record.published:
        day = parse_day(record.published)
        if day:
            return day
        log.warning(
            "%s: publication date %r is not understood (write YYYY-MM-DD); looking in the text",
            file.skipped("", record.line).source,
            record.published,
        )
    return find_dateline_date(record.text)


def parse_day(words: str) -> date | None:
    """Return the day of an ISO date or datetime as written, or of a full date in words."""
    try:
        return datetime.fromisoformat(words.strip()).date()
    except ValueError:
        return read_date(words)


def filled(record: Record, other: Record) -> Record:
    """Return ``record`` with what it lacks taken from ``other``."""
    names = ("id", "published", "title", "source", "url", "language")
    gaps = {n: getattr(other, n) for n in names if getattr(record, n) is None}
    return replace(record, **gaps)
