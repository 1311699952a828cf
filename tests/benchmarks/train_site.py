"""Train and cross-validate the linker of act and place (geo/incidents/site.py).

    python tests/benchmarks/train_site.py EVENT_LOCATION.jsonl [--write geo/incidents/site_weights.json]

The corpus is Halterman's event_location (MIT): sentences with a marked verb and its places.
Candidates are the places that geo.places recognises. Prints token precision, recall and F1 of the
places chosen at the best threshold, by ten-fold cross-validation over sentences.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from geo.incidents import site
from geo.language import Reader
from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer

FOLDS = 10
RIDGE = 1.0


def examples(path: Path):
    """Yield (doc, act token, names, gold character spans, source) for each usable sentence."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    reader, gazetteer = Reader(), Gazetteer.open()
    documents = (Document(id=r["id"], text=r["text"]) for r in rows)
    for row, parsed in zip(rows, reader.read_all(documents), strict=True):
        verb = parsed.doc.char_span(row["verb"][0]["start"], row["verb"][0]["end"], alignment_mode="expand")
        if verb is None:
            continue
        spans = [parsed.doc.char_span(m.start, m.end, alignment_mode="expand") for m in locate(parsed, gazetteer)]
        names = [site.Named(first=s.start, last=s.end - 1) for s in spans]
        gold = [(g["start"], g["end"]) for g in row["event_locations"]]
        yield parsed.doc, verb.root.i, names, gold, row["source"]


def tokens(doc, spans):
    """Return the indices of the tokens inside character spans, the article left out."""
    return {t.i for t in doc for s, e in spans if t.idx < e and s < t.idx + len(t) and t.lower_ != "the" and not t.is_punct}


def train(x, y, ridge=RIDGE):
    """Return logistic regression weights by Newton's method with an L2 penalty."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def main():
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", type=Path)
    a = parser.parse_args()
    if not a.corpus.exists():
        sys.exit(f"{a.corpus} is missing: this benchmark needs Halterman's event_location corpus")
    data = list(examples(a.corpus))
    rows, labels, owner = [], [], []
    for n, (doc, act, names, gold, _) in enumerate(data):
        want = tokens(doc, gold)
        for name in names:
            others = [o for o in names if o != name]
            rows.append(site.features(doc, act, name, others))
            labels.append(float(any(i in want for i in range(name.first, name.last + 1))))
            owner.append(n)
    keys = sorted({k for r in rows for k in r})
    x = np.array([[r.get(k, 0.0) for k in keys] for r in rows])
    y, owner = np.array(labels), np.array(owner)
    scores = np.zeros(len(y))
    for fold in range(FOLDS):
        held = owner % FOLDS == fold
        scores[held] = 1 / (1 + np.exp(-x[held] @ train(x[~held], y[~held])))
    best = report(data, owner, scores)
    if a.write:
        w = train(x, y)
        card = {"trained_on": "event_location (Halterman 2019, MIT), sentences not included", "threshold": best,
                "weights": {k: round(float(v), 4) for k, v in zip(keys, w, strict=True)}}
        a.write.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def report(data, owner, scores):
    """Print token figures by threshold and return the best threshold."""
    chosen = {}
    at = 0
    best = (0.0, 0.5)
    names_of = [(n, name) for n, (_, _, names, _, _) in enumerate(data) for name in names]
    for threshold in np.arange(0.2, 0.7, 0.05):
        tp = fp = fn = 0
        per = {}
        for (n, name), s in zip(names_of, scores, strict=True):
            if s >= threshold:
                per.setdefault(n, set()).update(range(name.first, name.last + 1))
        for n, (doc, _, _, gold, _) in enumerate(data):
            want = tokens(doc, gold)
            got = {i for i in per.get(n, ()) if doc[i].lower_ != "the" and not doc[i].is_punct}
            tp, fp, fn = tp + len(got & want), fp + len(got - want), fn + len(want - got)
        f1 = 2 * tp / (2 * tp + fp + fn)
        print(f"threshold {threshold:.2f}  precision {tp / (tp + fp):.3f}  recall {tp / (tp + fn):.3f}  F1 {f1:.3f}")
        best = max(best, (f1, float(threshold)))
    return round(best[1], 2)


if __name__ == "__main__":
    main()
