"""Read corpora of marked places, each into the same few nouns; keep their parses between runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from made_reports import made_reports

from geo.language import Parsed, Reader, readable
from geo.model import Document

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

Stretch = tuple[int, int]

NO_PLACES = {"Demonym", "Language", "Non_Literal_Modifier", "Coercion", "Homonym"}
CONFLICT_SENTENCES = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where a marked name lies: what the corpus says of it."""

    lon: float
    lat: float
    id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A parsed report, the names to be found with their points, and what is left open.

    ``known_wrong`` says whether everything unmarked is known to be no place. ``right_km`` is how near
    a place must lie to count: the corpora's points of counties and cities are rough, ours are not.
    """

    parsed: Parsed
    names: dict[Stretch, Point | None]
    open: list[Stretch] = field(default_factory=list)
    known_wrong: bool = True
    right_km: float = 161.0
    hidden: frozenset[str] = frozenset()


def placed(folder: Path, name: str, parses: Path | None) -> list[Marked]:
    """Return a corpus of names with points."""
    rows = _rows(folder / f"{name}.jsonl")
    documents = [
        Document(id=r["id"], text=r["text"], title=r.get("title"), source=r.get("domain"))
        for r in rows
    ]
    marked = []
    for row, parsed in zip(rows, parse(documents, name, parses), strict=True):
        wanted = [m for m in row["toponyms"] if _is_wanted(m)]
        names: dict[Stretch, Point | None] = {
            (m["start"], m["end"]): Point(
                lon=m["lon"],
                lat=m["lat"],
                id=f"geonames:{m['geonameid']}" if m.get("geonameid") else None,
            )
            for m in wanted
        }
        rest = [(m["start"], m["end"]) for m in row["toponyms"] if not _is_wanted(m)]
        marked.append(Marked(parsed=parsed, names=names, open=rest))
    return marked


def _is_wanted(mark: dict[str, Any]) -> bool:
    placed_at = mark.get("lat") is not None and mark.get("lon") is not None
    return placed_at and not mark.get("non_locational") and mark.get("type") not in NO_PLACES


def entities(folder: Path, parses: Path | None) -> list[Marked]:
    """Return re3d: names inside marked locations are places; common nouns marked so are open."""
    path = folder / "re3d.jsonl"
    rows = _rows(path) if path.exists() else []
    documents = [Document(id=r["id"], text=r["text"]) for r in rows]
    marked = []
    for row, parsed in zip(rows, parse(documents, "re3d", parses), strict=True):
        stretches = [(e["start"], e["end"]) for e in row["entities"] if e["type"] == "Location"]
        names = {s: None for s in stretches if _is_bare_name(row["text"][slice(*s)])}
        rest = [s for s in stretches if s not in names]
        marked.append(Marked(parsed=parsed, names=dict(names), open=rest))
    return marked


def conflict_sentences(folder: Path, parses: Path | None) -> list[Marked]:
    """Return sentences whose places of events are marked, and nothing else is known."""
    path = folder.parent / "event_place" / "event_location.jsonl"
    rows = list(islice(_rows(path), CONFLICT_SENTENCES)) if path.exists() else []
    documents = [Document(id=r["id"], text=r["text"]) for r in rows]
    marked = []
    for row, parsed in zip(rows, parse(documents, "event_place", parses), strict=True):
        places = [(e["start"], e["end"]) for e in row["event_locations"]]
        names = {s: None for s in places if _is_bare_name(row["text"][slice(*s)])}
        marked.append(Marked(parsed=parsed, names=dict(names), known_wrong=False))
    return marked


def made(gazetteer: Gazetteer, count: int, parses: Path | None) -> list[Marked]:
    """Return made reports."""
    reports = list(made_reports(gazetteer, count, seed=1))
    parsed = parse([r.document for r in reports], f"made{count}", parses)
    return [
        Marked(
            parsed=page,
            names={s: Point(lon=e.lon, lat=e.lat, id=e.id) for s, e in report.places.items()},
            right_km=25.0,
            hidden=report.hidden,
        )
        for report, page in zip(reports, parsed, strict=True)
    ]


def _is_bare_name(text: str) -> bool:
    return (
        all(word[0].isupper() for word in text.split() if word[0].isalpha()) and text[0].isupper()
    )


def _rows(path: Path) -> Iterable[Any]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def parse(documents: list[Document], name: str, parses: Path | None) -> list[Parsed]:
    """Return the documents parsed, from the folder of kept parses if they are there."""
    from spacy.tokens import DocBin

    reader = Reader()
    kept = parses / f"{name}.spacy" if parses else None
    if kept is not None and kept.exists():
        docs = list(DocBin().from_disk(kept).get_docs(reader._nlp.vocab))
        if [d.text for d in docs] == [readable(d.text) for d in documents]:
            return [Parsed(document=d, doc=doc) for d, doc in zip(documents, docs, strict=True)]
    parsed = list(reader.read_all(documents))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        DocBin(docs=[p.doc for p in parsed]).to_disk(kept)
    return parsed
