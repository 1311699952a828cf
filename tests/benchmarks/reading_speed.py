"""How much processor time reading reports takes, by stage and as a whole.

    python tests/benchmarks/reading_speed.py REPORTS [REPORTS...] [--every N] [--whole]

REPORTS is any file or folder that ``geo extract`` reads. The stages run one after another in this
process, each over all reports, and the clock counts processor seconds, so that other programs
disturb little. ``--whole`` also runs ``geo extract`` and ``geo places`` as users do and counts all
their processes, start included. Documents a second are those of one core, and of two.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.documents import read_documents
from geo.incidents import ActorLexicon, Knowledge, compose, may_tell_violence
from geo.language import Reader
from geo.places import locate
from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from geo.model import Document

Result = TypeVar("Result")


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--every", type=int, default=1, help="take every N-th report")
    parser.add_argument("--whole", action="store_true", help="run the commands as well")
    given = parser.parse_args()
    missing = [name for name in given.reports if not Path(name).exists()]
    if missing:
        sys.exit(f"there is no {', no '.join(missing)}: name files or folders of reports")
    found = read_documents(given.reports, report=lambda skipped: print(f"skipped {skipped}"))
    documents = list(found)[:: given.every]
    if not documents:
        sys.exit(f"no report could be read in {', '.join(given.reports)}")
    print(f"{len(documents)} reports, {sum(len(d.text) for d in documents):,} characters")
    stages(documents)
    if given.whole:
        for command in ("extract", "places"):
            whole(command, documents)


def stages(documents: list[Document]) -> None:
    """Print the cost of each stage of extraction, and of finding places alone."""
    reader, knowledge = timed("start", len(documents), _loaded)
    gazetteer = knowledge.gazetteer
    telling = timed(
        "prefilter", len(documents), lambda: [d for d in documents if may_tell_violence(d.text)]
    )
    print(f"  {len(telling)} may tell violence and are parsed")
    parsed = timed("parse", len(documents), lambda: list(reader.read_all(telling)))
    places = timed("places", len(documents), lambda: [locate(p, gazetteer) for p in parsed])
    incidents = timed(
        "incidents",
        len(documents),
        lambda: [compose(p, m, knowledge) for p, m in zip(parsed, places, strict=True)],
    )
    print(f"  {sum(map(len, incidents))} incidents")
    named = timed("names alone", len(documents), lambda: list(reader.read_names(documents)))
    timed("their places", len(documents), lambda: [locate(p, gazetteer) for p in named])


def _loaded() -> tuple[Reader, Knowledge]:
    return Reader(), Knowledge(gazetteer=Gazetteer.open(), actors=ActorLexicon())


def timed(stage: str, count: int, work: Callable[[], Result]) -> Result:
    """Do the work and print its processor time."""
    start = time.process_time()
    result = work()
    tell(stage, time.process_time() - start, count)
    return result


def whole(command: str, documents: list[Document]) -> None:
    """Run a command over the documents and print the processor time of all its processes."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "reports.jsonl")
        lines = [json.dumps(asdict(d), default=str, ensure_ascii=False) for d in documents]
        source.write_text("\n".join(lines), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        geo = Path(sys.executable).with_name("geo")
        subprocess.run([geo, command, source, "-o", Path(folder, "out.geojsonl"), "-q"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    tell(f"geo {command}", seconds, len(documents))


def tell(stage: str, seconds: float, count: int) -> None:
    """Print a row: processor seconds, and what they come to a document."""
    rate = count / seconds if seconds else float("inf")
    print(
        f"{stage:<14}{seconds:8.2f} CPU-s{seconds / count:9.4f} CPU-s/document"
        f"{rate:8.1f} documents/s on one core{2 * rate:8.1f} on two"
    )


if __name__ == "__main__":
    main()
