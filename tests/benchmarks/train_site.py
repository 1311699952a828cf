"""Train and cross-validate the linker of act and place (geo/incidents/site.py).

    python tests/benchmarks/train_site.py EVENT_LOCATION.jsonl [--write] [--held]

The corpus is Halterman's event_location (MIT): sentences with a marked verb and its places.
Candidates are the places that geo.places recognises. Prints token precision, recall and F1 of the
places chosen: by ten-fold cross-validation; with each source of sentences left out of training;
with --held also on the last tenth of each source, which no figure above has seen. "Reachable"
counts only gold places that the recogniser found, so it judges the linker alone.

Sentences whose id begins with masdar_kill are left out: nine in ten of them carry no place although
they name one, unlike every other group. A text that occurs twice stays in one fold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo.incidents import site
from geo.language import Reader
from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer

FOLDS = 10
RIDGE = (3.0, 1.0)
RAREST = 20
THRESHOLDS = np.arange(0.14, 0.62, 0.03)
WEIGHTS = Path(site.__file__).with_name("site_weights.json")


@dataclass
class Sentence:
    """A sentence: its candidates' features and tokens, and the tokens of the gold places."""

    fold: int
    source: str
    held: bool
    gold: set[int]
    features: list[dict[str, float]]
    tokens: list[set[int]]
    logits: Any = ()

    @property
    def right(self):
        """Return for each candidate whether it shares a token with a gold place."""
        return np.array([float(bool(t & self.gold)) for t in self.tokens])


def read(path):
    """Return the corpus' rows, each with whether it is held back."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    by_source = defaultdict(list)
    for n, row in enumerate(rows):
        by_source[row["source"]].append(n)
    held = {n for ns in by_source.values() for n in ns[len(ns) - len(ns) // 10 :]}
    seen = {rows[n]["text"].strip() for n in held}
    kept = [(n, r) for n, r in enumerate(rows) if n in held or r["text"].strip() not in seen]
    return [(r, n in held) for n, r in kept if not r["orig_id"].startswith("masdar_kill")]


def parse(rows):
    """Yield the parse and the places recognised in each row."""
    reader, gazetteer = Reader(), Gazetteer.open()
    documents = (Document(id=row["id"], text=row["text"]) for row, _ in rows)
    for parsed in reader.read_all(documents):
        yield parsed.doc, locate(parsed, gazetteer)


def sentences(rows, parses):
    """Yield a Sentence for each row whose verb can be found."""
    for (row, held), (doc, mentions) in zip(rows, parses, strict=True):
        marked = row["verb"][0]
        verb = doc.char_span(marked["start"], marked["end"], alignment_mode="expand")
        if verb is None:
            continue
        spans = [doc.char_span(m.start, m.end, alignment_mode="expand") for m in mentions]
        names = [
            site.Named(first=s.start, last=s.end - 1, place=m.place)
            for s, m in zip(spans, mentions, strict=True)
        ]
        found = [
            site.features(doc, verb.root.i, name, [o for o in names if o is not name])
            for name in names
        ]
        yield Sentence(
            fold=int(hashlib.sha256(row["text"].strip().encode()).hexdigest(), 16) % FOLDS,
            source=row["source"],
            held=held,
            gold=tokens(doc, [(g["start"], g["end"]) for g in row["event_locations"]]),
            features=found,
            tokens=[tokens(doc, [(s.start_char, s.end_char)]) for s in spans],
        )


def tokens(doc, spans):
    """Return the indices of the tokens inside character spans, articles and signs left out."""
    return {
        t.i
        for t in doc
        for s, e in spans
        if t.idx < e and s < t.idx + len(t) and t.lower_ != "the" and not t.is_punct
    }


def fit(rows, y, ridge):
    """Return logistic regression weights by Newton's method with an L2 penalty, by feature."""
    count = defaultdict(int)
    for row in rows:
        for key, value in row.items():
            count[key] += value != 0
    keys = sorted(k for k, n in count.items() if n >= RAREST)
    x = np.array([[row.get(k, 0.0) for k in keys] for row in rows])
    w = np.zeros(len(keys))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(keys, w, strict=True))


def logit(found, w):
    """Return the log odds of one candidate."""
    return sum(w.get(k, 0.0) * v for k, v in found.items())


def train(data):
    """Return the weights of both rounds; the second learns from what the first says unseen."""
    data = [s for s in data if s.features]
    for fold in range(5):
        w = _first([s for s in data if s.fold % 5 != fold])
        for s in data:
            if s.fold % 5 == fold:
                s.logits = [logit(f, w) for f in s.features]
    rows = [site.compared(s.logits, n) for s in data for n in range(len(s.features))]
    second = fit(rows, np.concatenate([s.right for s in data]), RIDGE[1])
    return {"first": _first(data), "second": second}


def _first(data):
    rows = [f for s in data for f in s.features]
    return fit(rows, np.concatenate([s.right for s in data]), RIDGE[0])


def predict(data, weights):
    """Return the candidates' probabilities of each sentence."""
    found = []
    for s in data:
        first = [logit(f, weights["first"]) for f in s.features]
        second = [logit(site.compared(first, n), weights["second"]) for n in range(len(first))]
        found.append([1 / (1 + np.exp(-v)) for v in second])
    return found


def figures(data, chances, threshold):
    """Return precision, recall and F1 by token, and recall and F1 of what was reachable."""
    tp = fp = fn = missed = 0
    for s, ps in zip(data, chances, strict=True):
        got = set().union(*(t for t, p in zip(s.tokens, ps, strict=True) if p >= threshold))
        reachable = s.gold & set().union(*s.tokens)
        tp, fp, fn = tp + len(got & s.gold), fp + len(got - s.gold), fn + len(s.gold - got)
        missed += len(reachable - got)
    f1 = 2 * tp / max(1, 2 * tp + fp + fn)
    return tp / max(1, tp + fp), tp / max(1, tp + fn), f1, 2 * tp / max(1, 2 * tp + fp + missed)


def show(label, data, chances, threshold):
    """Print one line of figures."""
    p, r, f1, own = figures(data, chances, threshold)
    print(
        f"{label:28} n {len(data):5}  threshold {threshold:.2f}  precision {p:.3f}  "
        f"recall {r:.3f}  F1 {f1:.3f}  reachable F1 {own:.3f}",
        flush=True,
    )


def cross_validate(data):
    """Print the figures by threshold and return the best threshold."""
    chances = [[]] * len(data)
    for fold in range(FOLDS):
        test = [n for n, s in enumerate(data) if s.fold == fold]
        w = train([s for s in data if s.fold != fold])
        for n, ps in zip(test, predict([data[n] for n in test], w), strict=True):
            chances[n] = ps
    for threshold in THRESHOLDS:
        show("ten folds", data, chances, threshold)
    return max(THRESHOLDS, key=lambda t: figures(data, chances, t)[2])


def main():
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument("--held", action="store_true", help="score the last tenth as well")
    a = parser.parse_args()
    if not a.corpus.exists():
        sys.exit(f"{a.corpus} is missing: this benchmark needs Halterman's event_location corpus")
    rows = read(a.corpus)
    everything = list(sentences(rows, parse(rows)))
    data = [s for s in everything if not s.held]
    best = cross_validate(data)
    for source in sorted({s.source for s in data}):
        test = [s for s in data if s.source == source]
        w = train([s for s in data if s.source != source])
        show(f"{source} left out", test, predict(test, w), best)
    weights = train(data)
    if a.held:
        last = [s for s in everything if s.held]
        show("held back", last, predict(last, weights), best)
    if a.write:
        rounded = {r: {k: round(float(v), 4) for k, v in w.items()} for r, w in weights.items()}
        card = {
            "trained_on": "event_location (Halterman 2019, MIT), sentences not included",
            "threshold": round(float(best), 2),
            "weights": rounded,
        }
        WEIGHTS.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
