"""Words that look like an act and are none: figures of speech, criticism, animals, courts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.incidents.words import rows, split

if TYPE_CHECKING:
    from geo.incidents.scene import Scene

_TRAP_REACH = 3
_SKIPPED_IN_TRAPS = frozenset({"a", "an", "the", "'s", "'"})


def trapped(scene: Scene) -> str | None:
    """Return why the trigger means something else, or None."""
    return _trap(scene) or _words_only(scene) or _animals(scene) or _in_court(scene)


@cache
def _traps() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("acts_traps"):
        words = tuple(w for w in split(row["phrase"]) if w not in _SKIPPED_IN_TRAPS)
        found.setdefault(row["trigger"], []).append((words, row["reason"]))
    return found


def _trap(scene: Scene) -> str | None:
    """Return the reason when the words next to the trigger make it something else."""
    candidate, lemma = scene.candidate, scene.words.lemma
    if candidate.trigger.pos == "n" and candidate.last > candidate.first:
        return None  # "air strike" and the like are beyond doubt
    if scene.token.text == "March" and scene.token.ent_type_ == "DATE":
        return "a month"
    low = max(scene.sentence.start, candidate.first - _TRAP_REACH)
    high = min(scene.sentence.stop, candidate.last + 1 + _TRAP_REACH + 1)
    near = tuple(w for w in lemma[low:high] if w not in _SKIPPED_IN_TRAPS)
    for words, reason in _traps().get(scene.lemma, ()):
        if scene.lemma == "explosion" and scene.names("bomb", scene.clause):
            return None  # "the explosion of a bomb"
        if any(near[i : i + len(words)] == words for i in range(len(near) - len(words) + 1)):
            return f"{' '.join(words)!r}: {reason}"
    return None


def _words_only(scene: Scene) -> str | None:
    """Refuse what somebody is attacked "for doing": that is criticism."""
    if scene.lemma not in _VERBAL or scene.token.pos_ != "VERB" or scene.weapons(scene.clause):
        return None
    reasons = (c for c in scene.token.children if c.dep_ == "prep" and c.lower_ in ("for", "over"))
    if any(inner.dep_ == "pcomp" for prep in reasons for inner in prep.children):
        return f"{scene.lemma!r} ... for: criticism"
    return None


_VERBAL = frozenset({"attack", "assail", "slam", "blast", "hit", "target"})


def _animals(scene: Scene) -> str | None:
    """Refuse the slaughter of animals."""
    victims = {scene.words.lemma_of(i) for i in scene.arguments.targets}
    return f"animals: {', '.join(sorted(victims))}" if victims and victims <= _BEASTS else None


_BEASTS = frozenset(
    "cow cattle sheep goat animal pig chicken poultry buffalo calf dog livestock camel horse "
    "wolf bear elephant whale seal bird duck turkey lamb deer".split()
)


def _in_court(scene: Scene) -> str | None:
    """Refuse a suspect's surrender to a court: no side lays down its arms."""
    court = scene.lemma == "surrender" and scene.names("court")
    return "a suspect's surrender in court" if court else None
