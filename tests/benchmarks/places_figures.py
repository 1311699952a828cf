"""Figures of weights on a corpus that they never saw."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from places_samples import NEWS_KM, Samples, is_right, weights_of

from geo.places import locate
from geo.places.linear import probability
from geo.places.recognise import agreed, best_apart
from geo.sphere import distance_km

if TYPE_CHECKING:
    from places_corpora import Point
    from places_samples import Judged

    from geo.model import Place
    from geo.places.linear import Linear
    from geo.places.page import Page


def recognition(samples: Samples, models: dict[str, Linear], *, show: int) -> str:
    """Return precision, recall and F1 of exact names."""
    hits = predicted = gold = 0
    vain: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for document, page, report in zip(
        samples.documents, samples.pages, samples.judged, strict=True
    ):
        text = document.parsed.document.text
        found = _taken(page, report, models["recognise"])
        overlapping = {a for a in found if any(a[0] < e and s < a[1] for s, e in document.names)}
        counted = {
            a
            for a in found
            if a in overlapping or not any(a[0] < e and s < a[1] for s, e in document.open)
        }
        right = found & set(document.names)
        hits, predicted, gold = (
            hits + len(right),
            predicted + len(counted),
            gold + len(document.names),
        )
        vain.update(text[s:e] for s, e in counted - right)
        missed.update(text[s:e] for s, e in set(document.names) - found)
    precision, recall = hits / max(predicted, 1), hits / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    line = f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
    if show:
        line += f"\n    in vain {vain.most_common(show)}\n    missed {missed.most_common(show)}"
    return line


def _taken(page: Page, report: list[Judged], model: Linear) -> set[tuple[int, int]]:
    offsets = {tokens: at for tokens, at, _ in report}
    scores = {tokens: model.score(row.features) for tokens, _, row in report}
    return {offsets[tokens] for tokens in best_apart(agreed(page, scores))}


def resolution(samples: Samples, models: dict[str, Linear], *, show: int) -> str:
    """Return the share of given names placed within 161 km, and of those that could be."""
    right = total = covered = 0
    wrong: Counter[str] = Counter()
    for case in samples.cases:
        total += sum(len(points) for points in case.points)
    for sense, row in samples.chosen(models["alone"], models["together"]):
        right += row.right
        if not row.right:
            entry = sense.candidates[sense.best()].entry
            wrong[f"{sense.first.text} -> {entry.feature} {entry.country} {entry.admin1}"] += 1
    for case in samples.cases:
        for sense, points in zip(case.senses, case.points, strict=True):
            covered += sum(any(is_right(c, p) for c in sense.candidates) for p in points)
    line = f"within {NEWS_KM:.0f} km {right / total:.3f} of {total}, possible {covered / total:.3f}"
    return line + (f"\n    {wrong.most_common(show)}" if show else "")


def reliability(samples: Samples, models: dict[str, Linear]) -> str:
    """Return how often places of each tenth of trust were right."""
    tenths: dict[int, list[bool]] = defaultdict(list)
    for _, row in samples.chosen(models["alone"], models["together"]):
        tenths[min(9, int(10 * probability(models["trust"].score(row.features))))].append(row.right)
    return " ".join(
        f".{tenth}: {sum(rights) / len(rights):.2f} of {len(rights)}"
        for tenth, rights in sorted(tenths.items())
    )


def chain(samples: Samples, models: dict[str, Linear]) -> str:
    """Return F1 of names both found and placed within 161 km, from raw text."""
    right = predicted = gold = 0
    with weights_of(models):
        for document in samples.documents:
            gold += len(document.names)
            waiting = dict(document.names)
            for mention in locate(document.parsed, samples.gazetteer):
                at = (mention.start, mention.end)
                hit = next((s for s in waiting if at[0] < s[1] and s[0] < at[1]), None)
                if hit is None:
                    predicted += not any(at[0] < e and s < at[1] for s, e in document.open)
                    continue
                predicted += 1
                right += _is_near(mention.place, waiting.pop(hit))
    precision, recall = right / max(predicted, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def _is_near(place: Place | None, point: Point | None) -> bool:
    return (
        place is not None
        and point is not None
        and distance_km((place.lon, place.lat), (point.lon, point.lat)) <= NEWS_KM
    )
