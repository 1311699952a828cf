"""Online geocoders, for names that the local gazetteer does not know.

Off unless asked for: the names then leave this machine. One request a second at most, over all
processes and runs that share the cache; every answer is kept on disk; a service that fails is told
of in the log, never to the caller.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geo.errors import UsageError
from geo.places.online_services import SERVICES, Answer, Service

if TYPE_CHECKING:
    from geo.model import Place

log = logging.getLogger(__name__)

URL_VARIABLE = "GEO_ONLINE_URL"
KEY_VARIABLE = "GEO_ONLINE_KEY"

_KEEP_DAYS = 180
"""After this an answer is asked for again: maps of OpenStreetMap and GeoNames grow."""
_PATIENCE = 3
"""After this many failures in a row the service is taken for absent and not asked again."""
_LONGEST_QUEUE = 100
_SECONDS_A_DAY = 86_400

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answer TEXT, asked REAL);
CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, next REAL);
"""


def _default_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("geo-incidents") / "online.sqlite"


@dataclass(slots=True, kw_only=True)
class _State:
    """What an open geocoder holds; never sent to another process."""

    client: Any = None
    failures: int = 0
    next_turn: float = 0.0
    cache_broken: bool = False


@dataclass(slots=True)
class OnlineGeocoder:
    """One of ``nominatim``, ``photon``, ``pelias``, ``geonames``, asked through geopy.

    ``url`` replaces the public service ("http://localhost:8080"); ``key`` is the API key of a
    Pelias service or the user name of GeoNames. Both may come from the environment variables
    ``GEO_ONLINE_URL`` and ``GEO_ONLINE_KEY``. ``timeout`` and ``interval`` are seconds.

    Raises :class:`UsageError` for an unknown name or a missing key, and nothing later.
    """

    name: str
    cache: Path = field(default_factory=_default_cache, kw_only=True)
    url: str | None = field(default_factory=lambda: os.environ.get(URL_VARIABLE), kw_only=True)
    key: str | None = field(default_factory=lambda: os.environ.get(KEY_VARIABLE), kw_only=True)
    timeout: float = field(default=10.0, kw_only=True)
    interval: float = field(default=1.0, kw_only=True)
    user_agent: str = field(default="geo-incidents", kw_only=True)
    _state: _State = field(default_factory=_State, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a name that is no service, or a service without its key."""
        self.name = self.name.lower()
        if self.name not in SERVICES:
            raise UsageError(f"no online geocoder {self.name!r}: use one of {', '.join(SERVICES)}")
        if self._service.key_argument and not self.key and not self.url:
            raise UsageError(
                f"{self.name} needs a key: set the environment variable {KEY_VARIABLE}"
            )

    def __reduce__(self) -> tuple[Any, ...]:
        """Let worker processes open their own connection."""
        return _reopen, (self.name, {n: getattr(self, n) for n in _SETTINGS})

    def locate(self, name: str, country: str | None = None) -> Place | None:
        """Return the service's best answer in ``country`` (ISO 3166-1 alpha-2), or None.

        None means: nothing found, or no answer; the log says which.
        """
        question = json.dumps([self.name, self.url, name, country], ensure_ascii=False)
        known, answer = self._remembered(question)
        if not known:
            try:
                answer = self._ask(name, country)
            except _Unanswered as error:
                log.warning("%s: no answer for %r: %s", self.name, name, error)
                return None
            self._remember(question, answer)
        return self._checked(answer, name, country)

    @property
    def _service(self) -> Service:
        return SERVICES[self.name]

    def _checked(self, answer: Answer | None, name: str, country: str | None) -> Place | None:
        if answer is None:
            log.info("%s: %r not found", self.name, name)
            return None
        if country and answer.country and answer.country != country:
            log.info("%s: %r found in %s, not %s", self.name, name, answer.country, country)
            return None
        try:
            return answer.place()
        except ValueError as error:
            log.warning("%s: %r: %s", self.name, name, error)
            return None

    # --- the network -----------------------------------------------------------------------------

    def _ask(self, name: str, country: str | None) -> Answer | None:
        from geopy.exc import GeopyError

        state = self._state
        if state.failures >= _PATIENCE:
            raise _Unanswered("given up after repeated failures")
        self._wait_for_turn()
        try:
            client = state.client = state.client or self._client()
            location = client.geocode(name, **self._service.ask(country))
            answer = self._service.read(location.raw) if location else None
        except (GeopyError, OSError) as error:
            state.failures += 1
            raise _Unanswered(self._in_one_line(error)) from error
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            state.failures += 1
            raise _Unanswered(f"an answer of unknown form ({error!r})") from error
        state.failures = 0
        return answer

    def _in_one_line(self, error: Exception) -> str:
        """Return the message without the key, which some services take in the address."""
        message = " ".join(str(error).split()) or type(error).__name__
        return message.replace(self.key, "***") if self.key else message

    def _client(self) -> Any:
        # Not the adapter that retries by itself and logs addresses with the key in them.
        from geopy.adapters import URLLibAdapter
        from geopy.geocoders import get_geocoder_for_service

        address = urlsplit(self.url or self._service.domain)
        key = {self._service.key_argument: self.key} if self._service.key_argument else {}
        return get_geocoder_for_service(self.name)(
            domain=address.netloc + address.path.rstrip("/"),
            scheme=address.scheme,
            timeout=self.timeout,
            user_agent=self.user_agent,
            adapter_factory=URLLibAdapter,
            **key,
        )

    def _wait_for_turn(self) -> None:
        """Sleep until this service may be asked again, by whatever process."""
        turn = self._shared_turn()
        if turn is None:
            turn = max(time.time(), self._state.next_turn)
            self._state.next_turn = turn + self.interval
        time.sleep(max(0.0, turn - time.time()))

    def _shared_turn(self) -> float | None:
        def reserve(database: sqlite3.Connection) -> float:
            database.execute("BEGIN IMMEDIATE")
            row = database.execute(
                "SELECT next FROM turns WHERE service = ?", [self.name]
            ).fetchone()
            # A clock that was set back must not stop us for longer than one turn.
            turn = max(
                time.time(), min(row[0], time.time() + _PATIENCE * self.interval) if row else 0
            )
            database.execute("REPLACE INTO turns VALUES (?, ?)", [self.name, turn + self.interval])
            return turn

        reserved: float | None = self._with_cache(reserve)
        return reserved

    # --- the cache -------------------------------------------------------------------------------

    def _remembered(self, question: str) -> tuple[bool, Answer | None]:
        def look(database: sqlite3.Connection) -> tuple[str | None] | None:
            since = time.time() - _KEEP_DAYS * _SECONDS_A_DAY
            row: tuple[str | None] | None = database.execute(
                "SELECT answer FROM answers WHERE question = ? AND asked > ?", [question, since]
            ).fetchone()
            return row

        row = self._with_cache(look)
        if row is None:
            return False, None
        return True, Answer.from_json(json.loads(row[0])) if row[0] else None

    def _remember(self, question: str, answer: Answer | None) -> None:
        text = json.dumps(answer.to_json(), ensure_ascii=False) if answer else None

        def keep(database: sqlite3.Connection) -> None:
            database.execute("REPLACE INTO answers VALUES (?, ?, ?)", [question, text, time.time()])

        self._with_cache(keep)

    def _with_cache(self, work: Any) -> Any:
        """Do ``work`` in one transaction; without a usable cache return None, and say so once."""
        if self._state.cache_broken:
            return None
        try:
            self.cache.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.cache, timeout=30)) as database:
                database.executescript(_TABLES)
                with database:
                    return work(database)
        except (OSError, sqlite3.Error) as error:
            self._state.cache_broken = True
            log.warning("%s: answers cannot be kept in %s: %s", self.name, self.cache, error)
            return None


class _Unanswered(Exception):  # noqa: N818  (a state, caught three lines further)
    """The service gave no answer that can be used."""


_SETTINGS = ("cache", "url", "key", "timeout", "interval", "user_agent")


def _reopen(name: str, settings: dict[str, Any]) -> OnlineGeocoder:
    return OnlineGeocoder(name, **settings)
