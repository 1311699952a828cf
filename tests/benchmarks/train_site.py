"""Train and cross-validate the linker of act and place (geo/incidents/site.py).

    python tests/benchmarks/train_site.py EVENT_LOCATION.jsonl [--write] [--held]

The corpus is Halterman's event_location (MIT): sentences with a marked verb and its places.
Candidates are the places that geo.places recognises, those it doubts included. Prints token precision, recall and F1 of the
places chosen: by ten-fold cross-validation; with --sources also with each source of sentences
left out of training; with --held on the last tenth of each source, which no figure above has seen. "Reachable"
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

import numpy as np

from geo.incidents import site
from geo.incidents.nested import named, whole_names
from geo.incidents.site_features import features
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
    """A sentence: its candidates' features, tokens and rows, and the tokens of the gold places."""

    fold: int
    source: str
    held: bool
    gold: set[int]
    features: list[dict[str, float]]
    tokens: list[set[int]]
    rows: list[int]


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
    """Yield the parse and the places recognised in each row, the doubtful ones too."""
    reader, gazetteer = Reader(), Gazetteer.open()
    documents = (Document(id=row["id"], text=row["text"]) for row, _ in rows)
    for parsed in reader.read_all(documents):
        yield parsed.doc, locate(parsed, gazetteer, doubtful=True)


def sentences(rows, parses):
    """Yield a Sentence for each row whose verb can be found."""
    for (row, held), (doc, mentions) in zip(rows, parses, strict=True):
        marked = row["verb"][0]
        verb = doc.char_span(marked["start"], marked["end"], alignment_mode="expand")
        if verb is None:
            continue
        names = [named(doc, m) for m in mentions]
        wholes = whole_names(doc, names)
        yield Sentence(
            fold=int(hashlib.sha256(row["text"].strip().encode()).hexdigest(), 16) % FOLDS,
            source=row["source"],
            held=held,
            gold=tokens(doc, [(g["start"], g["end"]) for g in row["event_locations"]]),
            features=[
                features(doc, verb.root.i, name, [o for o in names if o is not name])
                for name in names
            ],
            tokens=[
                tokens(doc, [(doc[first].idx, doc[last].idx + len(doc[last]))])
                for first, last in wholes
            ],
            rows=site.rows_of(doc, names),
        )


def tokens(doc, spans):
    """Return the indices of the tokens inside character spans, articles and signs left out."""
    return {
        t.i
        for t in doc
        for s, e in spans
        if t.idx < e
        and s < t.idx + len(t)
        and t.lower_ != "the"
        and not t.is_punct
        and not t.is_space
    }


class Table:
    """All candidates of some sentences as one matrix, the sentence of each row, and what is right."""

    def __init__(self, data):
        """Take the features that occur often enough."""
        self.data = data
        found = [f for s in data for f in s.features]
        count = defaultdict(int)
        for row in found:
            for key, value in row.items():
                count[key] += value != 0
        self.keys = sorted(k for k, n in count.items() if n >= RAREST)
        number = {k: n for n, k in enumerate(self.keys)}
        self.x = np.zeros((len(found), len(number)), np.float32)
        for at, row in enumerate(found):
            for key, value in row.items():
                if key in number:
                    self.x[at, number[key]] = value
        self.sentence = np.repeat(np.arange(len(data)), [len(s.features) for s in data])
        self.fold = np.array([data[n].fold for n in self.sentence])
        self.source = np.array([data[n].source for n in self.sentence])
        self.right = np.array([float(bool(t & s.gold)) for s in data for t in s.tokens])
        self.starts = np.searchsorted(self.sentence, np.arange(len(data) + 1))

    def second(self, logits):
        """Return the second round's features of every candidate."""
        found = []
        for s, start in zip(self.data, self.starts, strict=False):
            own = list(logits[start : start + len(s.tokens)])
            found += [list(site.compared(own, s.rows, n).values()) for n in range(len(s.tokens))]
        return np.array(found)


SECOND_KEYS = list(site.compared([0.0], [0], 0))


def fit(x, y, ridge, start=None):
    """Return logistic regression weights by Newton's method with an L2 penalty."""
    w = np.zeros(x.shape[1]) if start is None else start.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None].astype(x.dtype)).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
        w -= step
        if np.abs(step).max() < 1e-3:
            break
    return w


def train(table, use, start=None):
    """Return the weights of both rounds; the second learns from what the first says unseen."""
    first = fit(table.x[use], table.right[use], RIDGE[0], start)
    unseen = np.zeros(len(table.right))
    for part in range(5):
        other = table.fold % 5 == part
        w = fit(table.x[use & ~other], table.right[use & ~other], RIDGE[0], first)
        unseen[other] = table.x[other] @ w
    second = fit(table.second(unseen)[use], table.right[use], RIDGE[1])
    return first, second


def predict(table, weights):
    """Return the probability of every candidate."""
    first, second = weights
    return 1 / (1 + np.exp(-(table.second(table.x @ first) @ second)))


def figures(table, chances, threshold, use=None):
    """Return precision, recall and F1 by token, and recall and F1 of what was reachable."""
    tp = fp = fn = missed = 0
    for n, s in enumerate(table.data):
        if use is not None and not use(s):
            continue
        ps = chances[table.starts[n] : table.starts[n + 1]]
        got = set().union(*(t for t, p in zip(s.tokens, ps, strict=True) if p >= threshold))
        reachable = s.gold & set().union(*s.tokens)
        tp, fp, fn = tp + len(got & s.gold), fp + len(got - s.gold), fn + len(s.gold - got)
        missed += len(reachable - got)
    f1 = 2 * tp / max(1, 2 * tp + fp + fn)
    return tp / max(1, tp + fp), tp / max(1, tp + fn), f1, 2 * tp / max(1, 2 * tp + fp + missed)


def show(label, found, threshold):
    """Print one line of figures."""
    p, r, f1, own = found
    print(
        f"{label:28} threshold {threshold:.2f}  precision {p:.3f}  "
        f"recall {r:.3f}  F1 {f1:.3f}  reachable F1 {own:.3f}",
        flush=True,
    )


def cross_validate(table, start):
    """Print the figures by threshold; return the best threshold and the probabilities."""
    chances = np.zeros(len(table.right))
    for fold in range(FOLDS):
        test = table.fold == fold
        chances[test] = predict(table, train(table, ~test, start))[test]
    for threshold in THRESHOLDS:
        show("ten folds", figures(table, chances, threshold), threshold)
    return max(THRESHOLDS, key=lambda t: figures(table, chances, t)[2]), chances


def causes(table, chances, threshold):
    """Print how many tokens are wrong by each cause."""
    count = defaultdict(int)
    for n, s in enumerate(table.data):
        ps = chances[table.starts[n] : table.starts[n + 1]]
        got = set().union(*(t for t, p in zip(s.tokens, ps, strict=True) if p >= threshold))
        missed, vain = s.gold - got, got - s.gold
        reachable = set().union(*s.tokens)
        count["not recognised at all"] += len(missed - reachable)
        missed &= reachable
        if missed and vain:
            count["another place taken: the right one missed"] += len(missed)
            count["another place taken: the wrong one"] += len(vain)
        else:
            count["missed, nothing else taken"] += len(missed)
            count["vain, beside the right one" if s.gold else "vain, no place in the gold"] += len(
                vain
            )
    for cause, number in sorted(count.items(), key=lambda c: -c[1]):
        print(f"{cause:44} {number:5} tokens")


def main():
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument("--held", action="store_true", help="score the last tenth as well")
    parser.add_argument("--sources", action="store_true", help="leave out each source in turn")
    a = parser.parse_args()
    if not a.corpus.exists():
        sys.exit(f"{a.corpus} is missing: this benchmark needs Halterman's event_location corpus")
    rows = read(a.corpus)
    table = Table(list(sentences(rows, parse(rows))))
    report(table, a)


def report(table, a):
    """Print every figure that was asked for, and write the weights if wished."""
    held = np.array([table.data[n].held for n in table.sentence])
    known = Table([s for s in table.data if not s.held])
    everything = np.ones(len(known.right), bool)
    weights = train(known, everything)
    best, chances = cross_validate(known, weights[0])
    show("ten folds, best", figures(known, chances, best), best)
    causes(known, chances, best)
    for source in sorted({s.source for s in known.data}) if a.sources else ():
        w = train(known, known.source != source, weights[0])
        found = figures(known, predict(known, w), best, lambda s, name=source: s.source == name)
        show(f"{source} left out", found, best)
    if a.held:
        chosen = [known.keys.index(k) if k in known.keys else None for k in table.keys]
        first = np.array([0.0 if n is None else weights[0][n] for n in chosen])
        found = predict(table, (first, weights[1]))
        assert held.any()
        show("held back", figures(table, found, best, lambda s: s.held), best)
    if a.write:
        rounds = zip(("first", "second"), (known.keys, SECOND_KEYS), weights, strict=True)
        card = {
            "trained_on": "event_location (Halterman 2019, MIT), sentences not included",
            "threshold": round(float(best), 2),
            "weights": {
                name: {k: round(float(v), 4) for k, v in zip(keys, w, strict=True)}
                for name, keys, w in rounds
            },
        }
        WEIGHTS.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
