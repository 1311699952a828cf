"""Fetching large files: resumed after a break, checked, in place only when whole.

Used by ``geo gazetteer build`` alone, and only when asked for; nothing else of this module's kind
reaches the network. What the server says of a file (ETag, date, length) is kept beside it, so that
a file that has not changed is not fetched twice and a part is continued only with the same file.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import http.client
import json
import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from geo.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

log = logging.getLogger(__name__)

GEONAMES = "https://download.geonames.org/export/dump/"

_BLOCK = 1 << 18
_TIMEOUT = 60.0
_PATIENCE = 5
"""So many breaks without a byte in between, and the server is taken for gone."""
_OK, _PARTIAL, _UNCHANGED, _BEYOND = 200, 206, 304, 416
_LATER = frozenset({408, 429, 500, 502, 503, 504})
_DIGESTS = {"sha-512": hashlib.sha512, "sha-256": hashlib.sha256, "md5": hashlib.md5}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a server says of a file."""

    url: str
    etag: str | None = None
    modified: str | None = None
    length: int | None = None

    @property
    def validator(self) -> str | None:
        """Return what proves that a file is the same byte for byte: a strong ETag, or its date."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


class _BrokenOffError(Exception):
    """The connection ended too early; the part so far is kept."""


def fetch(
    url: str,
    folder: Path,
    *,
    watch: Callable[[int, int | None], None] | None = None,
    pause: float = 1.0,
) -> Path:
    """Fetch a file into ``folder`` under its own name and return its path.

    A connection that breaks is taken up where it stopped, after ``pause`` seconds, then twice as
    many, and so on. ``watch`` is called with the bytes so far and their total. Length, and the
    checksum where the server gives one (Repr-Digest, Digest, Content-MD5), must agree.

    Raises :class:`geo.errors.InputError` where the file cannot be had or comes damaged, and
    :class:`geo.errors.OutputError` where it cannot be written.
    """
    name = Path(unquote(urlsplit(url).path)).name
    if urlsplit(url).scheme not in {"http", "https"} or not name:
        raise InputError(f"{url} is no web address of a file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Fetch(url, folder / name, watch or _watch_nothing).run(pause)
    except HTTPError as error:
        raise InputError(f"{url}: the server says {error.code} {error.reason}") from error
    except _BrokenOffError as error:
        raise InputError(f"cannot fetch {url}: {error}; try again, it goes on there") from error
    except OSError as error:
        raise OutputError(f"cannot write into {folder}: {error.strerror or error}") from error


def _watch_nothing(done: int, total: int | None) -> None:
    del done, total


class _Fetch:
    """One file on its way."""

    def __init__(self, url: str, target: Path, watch: Callable[[int, int | None], None]) -> None:
        self._url = url
        self._target = target
        self._part = target.with_name(f"{target.name}.part")
        self._watch = watch

    def run(self, pause: float) -> Path:
        breaks = 0
        while True:
            before = _size(self._part)
            try:
                self._attempt()
            except _BrokenOffError as error:
                breaks = 1 if _size(self._part) > before else breaks + 1
                if breaks >= _PATIENCE:
                    raise
                log.info("%s: %s; trying again", self._url, error)
                time.sleep(pause * 2 ** (breaks - 1))
            else:
                return self._target

    def _attempt(self) -> None:
        try:
            response = urlopen(self._request(), timeout=_TIMEOUT)  # noqa: S310  (checked)
        except HTTPError as error:
            error.close()
            self._refused(error)
        except (OSError, http.client.HTTPException) as error:
            raise _BrokenOffError(getattr(error, "reason", error)) from error
        else:
            with response:
                self._take(response)

    def _refused(self, error: HTTPError) -> None:
        if error.code == _UNCHANGED:
            log.info("%s has not changed", self._target)
            return
        if error.code == _BEYOND:
            self._drop_part()
        if error.code in _LATER or error.code == _BEYOND:
            raise _BrokenOffError(f"the server says {error.code} {error.reason}") from error
        raise error

    def _request(self) -> Request:
        headers = {"User-Agent": "geo-incidents"}
        part, whole = _known(self._part, self._url), _known(self._target, self._url)
        if part and part.validator:
            headers |= {"Range": f"bytes={_size(self._part)}-", "If-Range": part.validator}
        elif whole and whole.etag:
            headers["If-None-Match"] = whole.etag
        elif whole and whole.modified:
            headers["If-Modified-Since"] = whole.modified
        return Request(self._url, headers=headers)  # noqa: S310  (the scheme was checked)

    def _take(self, response: Any) -> None:
        start = _size(self._part) if response.status == _PARTIAL else 0
        if response.status == _PARTIAL and _range_start(response.headers) != start:
            self._drop_part()
            raise _BrokenOffError("the server sent another part than asked for")
        source = _source(self._url, response.headers, start)
        _note(self._part, source)
        with self._part.open("ab" if start else "wb") as file:
            done = start
            self._watch(done, source.length)
            for block in _blocks(response):
                file.write(block)
                done += len(block)
                self._watch(done, source.length)
        if source.length is not None and done < source.length:
            raise _BrokenOffError(f"the connection broke off at byte {done} of {source.length}")
        self._check(response.headers, source, partial=bool(start))
        self._part.replace(self._target)
        _note(self._target, source)
        _note_path(self._part).unlink()

    def _check(self, headers: Message, source: _Source, *, partial: bool) -> None:
        size, expected = _size(self._part), source.length
        faults = [] if expected in {None, size} else [f"{size} bytes, not {expected}"]
        for algorithm, digest in _stated_digests(headers, partial=partial).items():
            with self._part.open("rb") as file:
                if hashlib.file_digest(file, _DIGESTS[algorithm]).digest() != digest:
                    faults.append(f"its {algorithm} checksum is another")
        if faults:
            self._drop_part()
            raise InputError(f"{self._url} came damaged ({'; '.join(faults)}): try again")

    def _drop_part(self) -> None:
        self._part.unlink(missing_ok=True)
        _note_path(self._part).unlink(missing_ok=True)


def _blocks(response: Any) -> Iterator[bytes]:
    try:
        while block := response.read(_BLOCK):
            yield block
    except (OSError, http.client.HTTPException) as error:
        raise _BrokenOffError(f"the connection broke off ({error})") from error


def _source(url: str, headers: Message, start: int) -> _Source:
    length = headers["Content-Length"]
    return _Source(
        url=url,
        etag=headers["ETag"],
        modified=headers["Last-Modified"],
        length=start + int(length) if length and length.isdigit() else None,
    )


def _range_start(headers: Message) -> int | None:
    text = (headers["Content-Range"] or "").removeprefix("bytes ").partition("-")[0]
    return int(text) if text.isdigit() else None


def _stated_digests(headers: Message, *, partial: bool) -> dict[str, bytes]:
    """Return the digests of the whole file by algorithm; Content-MD5 is that of what was sent."""
    stated = ",".join(headers.get_all("Repr-Digest", []) + headers.get_all("Digest", []))
    pairs = [item.strip().partition("=")[::2] for item in stated.split(",") if "=" in item]
    if not partial and headers["Content-MD5"]:
        pairs.append(("md5", headers["Content-MD5"]))
    found = {}
    for algorithm, text in pairs:
        if algorithm.lower() in _DIGESTS:
            try:
                found[algorithm.lower()] = base64.b64decode(text.strip(" :"), validate=True)
            except binascii.Error:
                log.info("a checksum that is none: %s", text)
    return found


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _note_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.source")


def _note(path: Path, source: _Source) -> None:
    _note_path(path).write_text(json.dumps(asdict(source)))


def _known(path: Path, url: str) -> _Source | None:
    """Return what is known of a file fetched from this address, None where there is none."""
    if not _size(path):
        return None
    try:
        source = _Source(**json.loads(_note_path(path).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return source if source.url == url else None
