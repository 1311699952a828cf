"""Whether a text can tell violence at all: a test on raw words that spares most parses.

It must never lose an act that a parse would find; it may let a peaceful text through.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geo.incidents.triggers import CARRIES, REACH, triggers
from geo.incidents.words import irregular, rows, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]\.?)*")
_MARCH = re.compile(r"\bMarch (?=\d)|(?<=\d )March\b|\bMarch of \d")
# Needs that only ask for people, places or grammar: the trigger's own words must do.
_SELF_SUFFICIENT = frozenset(
    {"", "event", "victim", "killing", "protest", "protesters", "bomb", "hurt", "corpse", "women",
     "prisoners", "sides", "burner", "protest_road", "crowd_control", "gassed", "bombed"}
)  # fmt: skip
_OF_FIGHTERS = frozenset({"taken_place", "captives", "targeted"})
_OF_LIST = {
    "munition": "munition",
    "missile": "munition",
    "projectile": "munition",
    "device": "device",
    "cache": "cache",
    "cache_state": "cache",
}


def has_trigger(text: str) -> bool:
    """Return whether a text holds the words of any trigger, and of what that trigger needs."""
    words = _WORD.findall(_MARCH.sub(" ", text).lower())
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        for lemma in _lemmas(word):
            places.setdefault(lemma, []).append(at)
    return any(
        trigger[0] in places
        and (evidence is None or not evidence.isdisjoint(places))
        and _close(trigger, places)
        for trigger, evidence in _requirements()
    )


def _close(trigger: tuple[str, ...], places: Mapping[str, list[int]]) -> bool:
    """Return whether the words of a phrase stand close enough together to be it."""
    reached = places[trigger[0]]
    for word in trigger[1:]:
        ahead = places.get(word, ())
        reached = [at for at in ahead if any(0 < at - before <= REACH for before in reached)]
    return bool(reached)


@lru_cache(maxsize=100_000)
def _lemmas(word: str) -> tuple[str, ...]:
    """Return every word that this may be a form of."""
    return tuple(dict.fromkeys(_forms(word)))


def _forms(word: str) -> Iterator[str]:
    yield word
    if word in irregular():
        yield irregular()[word]
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from (stem + other for other in others)
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


_ENDINGS = (
    ("s", ("",)),
    ("es", ("", "is")),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("men", ("man",)),
    ("er", ("",)),
    ("est", ("",)),
)


@cache
def _requirements() -> tuple[tuple[tuple[str, ...], frozenset[str] | None], ...]:
    found = {}
    for trigger in triggers():
        if trigger.needs != CARRIES:
            found[trigger.words, trigger.needs] = (trigger.words, _evidence(trigger.needs))
    return tuple(found.values())


@cache
def _evidence(need: str) -> frozenset[str] | None:
    if need in _SELF_SUFFICIENT:
        return None
    if need in _OF_LIST:
        return _last_words("acts_contexts", lambda row: row["list"] == _OF_LIST[need])
    return _fighters() if need in _OF_FIGHTERS else _armed_words()


@cache
def _fighters() -> frozenset[str]:
    return (
        _last_words("actors_agents", lambda row: row["armed"] in ("yes", "mob"))
        | _last_words("actors_forces")
        | {max(split(a), key=len) for row in rows("actors") for a in row["aliases"].split("|")}
    )


@cache
def _armed_words() -> frozenset[str]:
    return (
        _fighters()
        | _last_words("acts_instruments", lambda row: row["kind"] != "modifier")
        | _last_words("acts_contexts", lambda row: row["list"] in ("military", "organised"))
        | {w for row in rows("actors_states") for n in row["names"].split("|") for w in split(n)}
    )


def _last_words(lexicon: str, keep: Callable[[Mapping[str, str]], bool] = bool) -> frozenset[str]:
    """Return the last words of a lexicon's terms: without them no term can be there."""
    return frozenset(split(row["term"])[-1] for row in rows(lexicon) if keep(row))
