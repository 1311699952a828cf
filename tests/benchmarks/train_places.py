"""Train the weights of geo/places (recognise, alone, together, trust) and say how good they are.

    python tests/benchmarks/train_places.py CORPORA [-o geo/places/weights.json] [--show 20]

CORPORA is a folder with lgl.jsonl, geowebnews.jsonl and tudloc2013.jsonl (one document a line:
``text``, ``domain``, ``toponyms`` of ``start, end, lat, lon, geonameid``), and, where present,
re3d.jsonl (``entities``) and ../event_place/event_location.jsonl (``event_locations``), which train
the recogniser alone. To them come made reports (made_reports.py). For each corpus with points the
figures are those of weights that never saw it. LGL states no licence: it trains no weights that
ship, so that its figures are always those of an unseen corpus.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from fitting import choice, logistic
from places_corpora import conflict_sentences, entities, made, placed
from places_figures import chain, recognition, reliability, resolution
from places_samples import Samples

from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from geo.places.linear import Linear

PLACED = ("lgl", "geowebnews", "tudloc2013")
UNSEEN = "lgl"
MADE_REPORTS = 1500


def main() -> None:
    """Read, cross-validate, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--parses", type=Path, help="a folder that keeps the parses between runs")
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--made", type=int, default=MADE_REPORTS)
    parser.add_argument("--show", type=int, default=0, help="so many of the most frequent errors")
    parser.add_argument("--only-train", action="store_true", help="no figures")
    options = parser.parse_args()
    gazetteer = Gazetteer.open(options.gazetteer)
    corpora = {name: placed(options.corpora, name, options.parses) for name in PLACED}
    others = {
        "made": made(gazetteer, options.made, options.parses),
        "re3d": entities(options.corpora, options.parses),
        "event_place": conflict_sentences(options.corpora, options.parses),
    }
    samples = {
        name: Samples(documents, gazetteer) for name, documents in (corpora | others).items()
    }
    for name in PLACED if not options.only_train else ():
        rest = {k: s for k, s in samples.items() if k not in {name, UNSEEN}}
        unseen = train(rest)
        print(f"{name:12} recognised", recognition(samples[name], unseen, show=options.show))
        print(f"{name:12} resolved  ", resolution(samples[name], unseen, show=options.show))
        print(f"{name:12} trust     ", reliability(samples[name], unseen))
        print(f"{name:12} chain     ", chain(samples[name], unseen), flush=True)
    if options.out:
        write(train({k: s for k, s in samples.items() if k != UNSEEN}), options.out)


def train(samples: dict[str, Samples]) -> dict[str, Linear]:
    """Return all four models."""
    pointed = {name: s for name, s in samples.items() if name in {*PLACED, "made"}}
    return {"recognise": train_recogniser(samples), **train_resolver(pointed)}


def train_recogniser(samples: dict[str, Samples]) -> Linear:
    """Return weights over the features that at least two corpora hold often enough.

    That keeps out words ("before:X") that only one corpus likes; one corpus is enough for the rest.
    """
    rows = {name: sample.stretches() for name, sample in samples.items()}
    held: Counter[str] = Counter()
    for some in rows.values():
        counts = Counter(feature for row in some for feature in row.features)
        held.update(feature for feature, count in counts.items() if count >= 6)
    common = [
        type(row)(
            features={f: v for f, v in row.features.items() if held[f] > (":" in f)},
            right=row.right,
            weight=row.weight,
        )
        for some in rows.values()
        for row in some
    ]
    return logistic(common, penalty=6.0, least=1)


def train_resolver(samples: dict[str, Samples]) -> dict[str, Linear]:
    """Return the weights of the three stages of geo/places/resolve.py, each on the one before."""
    alone = choice([c for s in samples.values() for c in s.alone()], penalty=1.0, least=8)
    together = choice(
        [c for s in samples.values() for c in s.together(alone)], penalty=1.0, least=8
    )
    trust = logistic(
        [row for s in samples.values() for row in s.trusts(alone, together)], penalty=1.0, least=5
    )
    return {"alone": alone, "together": together, "trust": trust}


def write(models: dict[str, Linear], path: Path) -> None:
    """Write the models beside those that the file already holds."""
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    held["about"] = (
        "Weights of linear models, written by tests/benchmarks/train_places.py from "
        "GeoWebNews, TUD-Loc 2013, re3d, event_place and made reports. Log odds by feature name."
    )
    for name, model in models.items():
        held[name] = {"bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    text = json.dumps(held, indent=0, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
