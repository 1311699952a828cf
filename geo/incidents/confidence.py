"""How sure it is that an incident happened as it is stated.

A logistic model over what is known of an incident and how it is told, never over words, so that it
holds for other wars than those it was fitted on. Its weights, ``confidence_weights.json``, come
from ``tests/benchmarks/train_confidence.py``, which prints how often incidents of each confidence
are right; ``confidence_card.md`` keeps the figures.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.incidents.narration import spoken_of
from geo.incidents.site_grammar import SPEECH
from geo.model import DatePrecision, Precision, Role
from geo.places.linear import Linear, probability

if TYPE_CHECKING:
    from geo.incidents.cluster import Cluster
    from geo.incidents.reading import Reading
    from geo.model import Incident

Features = dict[str, float]

_OPENING = 4  # sentences in which a report says what it is about
_HISTORY_DAYS = 45  # news tells younger acts
_FINE = frozenset({Precision.EXACT, Precision.SETTLEMENT, Precision.NEAR, Precision.DISTRICT})
_SPEAKERS = frozenset({"i", "we", "us", "our", "my"})
_LOWEST, _HIGHEST = 0.01, 0.99


def confidence(incident: Incident, told: Cluster, reading: Reading) -> float:
    """Return the probability (0..1) that an incident happened as stated."""
    chance = probability(_model().score(features(incident, told, reading)))
    return round(min(max(chance, _LOWEST), _HIGHEST), 3)


@cache
def _model() -> Linear:
    path = resources.files("geo") / "incidents" / "confidence_weights.json"
    model = json.loads(path.read_text(encoding="utf-8"))
    return Linear(bias=model["bias"], weights=model["weights"])


def features(incident: Incident, told: Cluster, reading: Reading) -> Features:
    """Return what the model judges by: each name says what holds when it is 1."""
    found = {
        **_answered(incident, told),
        **_telling(told, reading),
        "history": float(_is_history(incident, reading)),
    }
    return {name: value for name, value in found.items() if value}


def _answered(incident: Incident, told: Cluster) -> Features:
    """Return which of when, where, who and how many are answered, and how finely."""
    roles = {a.role for a in incident.actors}
    site, place = told.site, incident.place
    fine = place is not None and place.precision in _FINE
    named_place = incident.place_text is not None
    return {
        "a day": float(incident.when.precision is DatePrecision.DAY),
        "a date, no day": float(
            incident.when.precision not in {DatePrecision.DAY, DatePrecision.UNKNOWN}
        ),
        "a town": float(fine and named_place),
        "a region": float(place is not None and not fine and named_place),
        "a likely site": site.probability if site else 0.0,
        "a toll": float(incident.killed.known or incident.injured.known),
        "an initiator": float(Role.INITIATOR in roles),
        "a target": float(Role.TARGET in roles),
    }


def _telling(told: Cluster, reading: Reading) -> Features:
    """Return in what words it is told."""
    doc = reading.parsed.doc
    tokens = [doc[t.act.token] for t in told.tellings]
    sentences = {t.act.sentence for t in told.tellings}
    return {
        "a verb": float(any(t.pos_ in {"VERB", "AUX"} for t in tokens)),
        "spoken of": float(all(spoken_of(t) for t in tokens)),
        "refers back": float(all(t.act.anaphoric for t in told.tellings)),
        "its type is said": float(any(t.act.said for t in told.tellings)),
        "weight": max(t.act.weight for t in told.tellings),
        "several sentences": float(len(sentences) > 1),
        "four sentences": float(len(sentences) > 3),  # noqa: PLR2004
        "opens the report": float(min(sentences) < _OPENING),
        "first person": float(all(_first_person(t) for t in tokens)),
        "has done": float(all(_perfect(t) for t in tokens)),
        "somebody says so": float(any(_said_so(t) for t in tokens)),
    }


def _is_history(incident: Incident, reading: Reading) -> bool:
    published, end = reading.parsed.document.published, incident.when.end
    return bool(published and end and (published - end).days > _HISTORY_DAYS)


def _first_person(token: Any) -> bool:
    return any(t.lower_ in _SPEAKERS for t in token.sent)


def _perfect(token: Any) -> bool:
    return any(
        c.dep_ in {"aux", "auxpass"} and c.lemma_ == "have" and c.tag_ in {"VBZ", "VBP"}
        for c in token.children
    )


def _said_so(token: Any) -> bool:
    return any(t.lemma_.lower() in SPEECH for t in token.ancestors)
