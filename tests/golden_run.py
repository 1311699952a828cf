"""The sample reports and labelled sentences through the whole chain, each cell held to the gold.

    python tests/golden_run.py             every wrong cell, and the figures
    python tests/golden_run.py --floors    the same, and write the figures as the new floors

Writing floors is an explicit act: a commit that lowers one says why.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from golden_compare import Cell, document_cells, faults, field_cells, missing_cells

from geo.documents import read_documents
from geo.merge import merge
from geo.model import Document
from geo.pipeline import Options, extract
from geo.table import to_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.errors import Skipped
    from geo.model import Incident

GOLDEN = Path(__file__).parent / "golden"
REPORTS = Path(__file__).parents[1] / "data" / "reports"
FLOORS = GOLDEN / "floors.json"
DECIMALS = 3


def read_golden() -> dict[str, dict[str, Any]]:
    """Return what is expected of each report, by file name (``file#id`` where a file has many)."""
    found = {}
    for path in sorted(GOLDEN.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for document in gold.get("documents", []):
            name = f"{gold['file']}#{document['id']}" if "id" in document else gold["file"]
            found[name] = document
    return found


def read_labels() -> list[dict[str, Any]]:
    """Return the labelled sentences."""
    lines = (GOLDEN / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_floors() -> dict[str, dict[str, float]]:
    """Return the share of right cells below which a figure must not fall."""
    return json.loads(FLOORS.read_text(encoding="utf-8"))


def _refuse(skipped: Skipped) -> None:
    message = f"a sample report was skipped: {skipped}"
    raise AssertionError(message)


@cache
def documents() -> dict[str, Document]:
    """Return the sample reports under the names that the gold has for them."""
    found = {}
    for path in sorted(REPORTS.iterdir()):
        read = list(read_documents([str(path)], report=_refuse))
        for document in read:
            found[path.name if len(read) == 1 else f"{path.name}#{document.id}"] = document
    return found


@cache
def incidents() -> dict[str, list[Incident]]:
    """Return the incidents of each sample report, not merged."""
    names = {document.id: name for name, document in documents().items()}
    found: dict[str, list[Incident]] = {name: [] for name in names.values()}
    for incident in extract(documents().values(), Options()):
        found[names[incident.sources[0].document_id]].append(incident)
    return found


def report_cells(name: str) -> list[Cell]:
    """Compare a report's publication date and incidents with the gold."""
    gold = read_golden()[name]
    day = documents()[name].published
    found = day.isoformat() if day else None
    head = field_cells("(report)", {"published": gold["published"]}, {"published": found})
    return head + document_cells(gold, [to_feature(one) for one in incidents()[name]])


def merged_cells() -> list[Cell]:
    """Compare what merging makes of the incidents that two reports tell with the gold.

    Incidents that the gold does not name are no fault here: each report is judged by itself.
    """
    gold = json.loads((GOLDEN / "merged.json").read_text(encoding="utf-8"))
    told = [incident for found in incidents().values() for incident in found]
    features = [to_feature(incident) for incident in merge(told)]
    cells = document_cells({"incidents": gold["incidents"], "not_sites": []}, features)
    return [cell for cell in cells if cell.incident != "(nobody's)"]


def sentence_cells() -> Iterator[Cell]:
    """Compare what each labelled sentence, as a report of its own, gives with its label."""
    for number, label in enumerate(read_labels()):
        document = Document(
            id=str(number),
            text=label["sentence"],
            published=date.fromisoformat(label["published"]),
        )
        features = [to_feature(incident) for incident in extract([document], Options())]
        yield from _label_cells(label, features)


def _label_cells(label: dict[str, Any], features: list[dict[str, Any]]) -> list[Cell]:
    """Compare with the best of the incidents found; their number is a cell of its own."""
    title, expected = f"{label['class']}: {label['sentence']}", label["expected"]
    if expected is None:
        return field_cells(title, {"silent": 0}, {"silent": len(features)})
    tries = [field_cells(title, expected, f["properties"]) for f in features]
    best = max(tries, key=lambda cells: sum(cell.right for cell in cells), default=None)
    count = field_cells(title, {"one incident": 1}, {"one incident": len(features)})
    return count + (best or missing_cells({"label": title, **expected}))


def share(cells: Iterable[Cell]) -> float:
    """Return the share of right cells, rounded down, so that a floor is never above it."""
    right = [cell.right for cell in cells]
    return math.floor(sum(right) / len(right) * 10**DECIMALS) / 10**DECIMALS


def by_slot(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """Return the cells of each field."""
    slots = defaultdict(list)
    for cell in cells:
        slots[cell.field].append(cell)
    return dict(slots)


def measure() -> dict[str, dict[str, list[Cell]]]:
    """Return all cells by what they belong to: a report, what was merged, a slot of sentences."""
    return {
        "reports": {name: report_cells(name) for name in read_golden()},
        "merged": {"all": merged_cells()},
        "sentences": by_slot(sentence_cells()),
    }


def main() -> None:
    """Print the wrong cells and the figures; write the floors if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floors", action="store_true", help="write the figures as floors")
    floors = parser.parse_args().floors
    measured = measure()
    for part in measured.values():
        for name, cells in part.items():
            sys.stdout.writelines(f"{name} | {line}\n" for line in faults(cells))
    figures = {
        part: {name: share(cells) for name, cells in groups.items()}
        for part, groups in measured.items()
    }
    text = json.dumps(figures, indent=2, ensure_ascii=False) + "\n"
    sys.stdout.write(text)
    if floors:
        FLOORS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
