"""Who says so: the claimants that are read beside those that a reader labelled.

    python tests/benchmarks/claimants.py LABELS.csv DOCS... [--second LABELS2.csv] [--show]

LABELS.csv holds ``document_id, start, end`` of a claim and, as ``claimant``, the offsets of the
words that name whoever the text credits ("12-24", several wordings as "12-24|90-97"), empty where
the report says it in its own voice. DOCS are the reports, in any form that ``geo`` reads. With a
second reader's labels, the agreement of the two is printed as well.

A claim is right if both name nobody, or if the words agree: one contains the other's names.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.documents import read_documents
from geo.pipeline import Options, extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Claim, Document

Key = tuple[str, int, int]
_SMALL = frozenset("the a an of for in at from its his her their today and".split())


class Verdict(NamedTuple):
    """One claim: its words, whom the label names, whom geo names, whether it was found at all."""

    key: Key
    words: str
    labels: list[str]
    said: str | None
    found: bool

    @property
    def right(self) -> bool:
        """Whether geo names whom the reader names."""
        return self.found and agree(self.labels, self.said)


def main() -> None:
    """Print the share of right claimants, over all and by whether anybody is credited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("documents", nargs="+")
    parser.add_argument("--second", type=Path, help="another reader's labels")
    parser.add_argument("--show", action="store_true", help="print what failed")
    options = parser.parse_args()
    labels = read_labels(options.labels)
    wanted = {key[0] for key in labels}
    every = read_documents(options.documents, report=lambda skipped: print(f"skipped: {skipped}"))
    documents = {d.id: d for d in every if d.id in wanted}
    claims = _claims(documents)
    verdicts = [_judge(key, labels[key], documents, claims=claims) for key in labels]
    for verdict in verdicts if options.show else ():
        if not verdict.right:
            said = verdict.said if verdict.found else "(claim not found)"
            print(f"  {verdict.key}: {verdict.words!r}: {verdict.labels or None} | geo {said}")
    _print("all", verdicts)
    _print("credited to somebody", [v for v in verdicts if v.labels])
    _print("in the report's own voice", [v for v in verdicts if not v.labels])
    if options.second:
        _print_agreement(labels, read_labels(options.second), documents)


def read_labels(path: Path) -> dict[Key, str]:
    """Return the offsets of the claimant's words of each labelled claim."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            (row["document_id"], int(row["start"]), int(row["end"])): row["claimant"] or ""
            for row in csv.DictReader(lines)
        }


def agree(labels: list[str], said: str | None) -> bool:
    """Whether a claimant is one of those labelled: the content words of one lie in the other."""
    if said is None or not labels:
        return said is None and not labels
    named = _words(said)
    return any(bool(named) and (named <= _words(x) or _words(x) <= named) for x in labels)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _SMALL


def _claims(documents: dict[str, Document]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for incident in extract(documents.values(), Options()):
        for claim in incident.casualties:
            found.setdefault(claim.document_id, []).append(claim)
    return found


def _judge(
    key: Key, spans: str, documents: dict[str, Document], *, claims: dict[str, list[Claim]]
) -> Verdict:
    document_id, start, end = key
    text = documents[document_id].text
    near = [c for c in claims.get(document_id, ()) if min(c.end, end) > max(c.start, start)]
    best = max(near, key=lambda c: _overlap(c, start, end), default=None)
    return Verdict(
        key=key,
        words=text[start:end],
        labels=list(_quoted(spans, text)),
        said=best.claimant if best else None,
        found=best is not None,
    )


def _overlap(claim: Claim, start: int, end: int) -> float:
    shared = min(claim.end, end) - max(claim.start, start)
    return shared / (max(claim.end, end) - min(claim.start, start))


def _quoted(spans: str, text: str) -> Iterator[str]:
    for span in filter(None, spans.split("|")):
        start, end = map(int, span.split("-"))
        yield text[start:end]


def _print(name: str, verdicts: list[Verdict]) -> None:
    right = sum(v.right for v in verdicts)
    share = right / len(verdicts) if verdicts else float("nan")
    print(f"{name}: {right} of {len(verdicts)} right, {share:.3f}")


def _print_agreement(
    one: dict[Key, str], two: dict[Key, str], documents: dict[str, Document]
) -> None:
    both = [key for key in one if key in two]
    same = 0
    for key in both:
        text = documents[key[0]].text
        first, second = list(_quoted(one[key], text)), list(_quoted(two[key], text))
        same += not (first or second) or any(agree(first, words) for words in second)
    print(f"the two readers agree on {same} of {len(both)} claims")


if __name__ == "__main__":
    main()
