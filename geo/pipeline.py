"""The story, as plain function calls over iterators.

Document ─parse─▶ Parsed ─locate─▶ Mention ─compose─▶ Incident ─merge─▶ Incident
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from multiprocessing import get_start_method
from typing import TYPE_CHECKING, TypeVar

from geo.documents import read_documents
from geo.incidents import ActorLexicon, Knowledge, compose, may_tell_violence
from geo.language import Reader
from geo.model import Document
from geo.places import denoted, locate
from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from geo.errors import Skipped
    from geo.model import Incident, Mention
    from geo.places.online import OnlineGeocoder

log = logging.getLogger(__name__)

CHUNK = 32

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run may vary. Picklable, so that worker processes can build their own stages."""

    model: str | None = None
    gazetteer: Path | None = None
    online: OnlineGeocoder | None = None
    include_crime: bool = False
    min_confidence: float = 0.0


Work = Callable[[Iterable[Document], Options], Iterator[Result]]


@cache
def _reader(model: str | None) -> Reader:
    return Reader(model)


@cache
def _gazetteer(folder: Path | None) -> Gazetteer:
    return Gazetteer.open(folder)


@cache
def _actors() -> ActorLexicon:
    return ActorLexicon()


def find_places(documents: Iterable[Document], options: Options) -> Iterator[Mention]:
    """Yield every place each report mentions, in the order of the text.

    Relative places are drawn where their words say: "15 km north of Kunduz".
    """
    gazetteer = _gazetteer(options.gazetteer)
    for parsed in _reader(options.model).read_names(documents):
        mentions = locate(parsed, gazetteer, online=options.online)
        yield from mentions if parsed.document.spans is not None else denoted(parsed, mentions)


def extract(documents: Iterable[Document], options: Options) -> Iterator[Incident]:
    """Yield the incidents of each report, in the order of the reports."""
    knowledge = Knowledge(gazetteer=_gazetteer(options.gazetteer), actors=_actors())
    telling = (d for d in documents if _tells_violence(d))
    for parsed in _reader(options.model).read_all(telling):
        mentions = locate(parsed, knowledge.gazetteer, online=options.online, doubtful=True)
        for incident in compose(parsed, mentions, knowledge, include_crime=options.include_crime):
            if incident.confidence >= options.min_confidence:
                yield incident


def _tells_violence(document: Document) -> bool:
    telling = may_tell_violence(document.text)
    if not telling:
        log.info("%s: no word of violence or protest in it", document.id)
    return telling


def extract_files(
    inputs: Iterable[str | Path],
    *,
    published: date | None = None,
    report: Callable[[Skipped], None] | None = None,
    options: Options | None = None,
) -> Iterator[Incident]:
    """Yield the incidents of report files, folders and globs, unmerged.

    ``report`` is called with each record that is left out; without it they are logged as
    warnings. Raises :class:`geo.errors.InputError` if a file is missing.
    """
    names = [str(name) for name in inputs]
    documents = read_documents(names, published=published, report=report or _warn)
    yield from extract(documents, options or Options())


def _warn(skipped: Skipped) -> None:
    log.warning("skipped %s", skipped)


def in_processes(
    work: Work[Result], documents: Iterable[Document], options: Options, *, workers: int
) -> Iterator[Result]:
    """Do ``work`` over the documents in ``workers`` processes; results come in order.

    A handful of documents is done in this process: a worker's start costs more than it saves.
    So is the first of many where workers are forked: they inherit the model and lexicons it loads.
    """
    iterator = iter(documents)
    head = list(islice(iterator, CHUNK))
    if workers < 2 or len(head) < CHUNK:  # noqa: PLR2004  (one process is no pool)
        yield from work(chain(head, iterator), options)
        return
    if get_start_method() == "fork":
        yield from work(head[:1], options)
        del head[:1]
    chunks = chain([head], iter(lambda: list(islice(iterator, CHUNK)), []))
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_chunk, work, chunk, options))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunk(work: Work[Result], documents: list[Document], options: Options) -> list[Result]:
    return list(work(documents, options))
