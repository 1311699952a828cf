"""Who was hurt, told by what was done for them: treated, taken to hospital, in critical condition.

Only counted people: "he was taken to hospital" may be a birth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.casualties.victims import Counter

_HURTS = frozenset("wound injury burn trauma shock bruise fracture shrapnel".split())
_CARED = frozenset("hospital clinic infirmary".split())
_CARE = frozenset("treatment care surgery hospitalisation hospitalization attention".split())
_SUFFER = frozenset("suffer sustain receive incur have".split())
_POISONS = frozenset("gas chlorine sarin chemical agent poison smoke fume toxin".split())
_GRAVE = frozenset("critical serious grave".split())
_NEAR = 4
_REMAINS = frozenset("body corpse dead remains".split())


def treated(verb: Any, victims: list[Any], counter: Counter) -> list[Any]:
    """Return the people treated for wounds."""
    for_what = _objects(verb, victims, "for")
    return _counted(victims, counter) if any(o.lemma_ in _HURTS for o in for_what) else []


def hospitalised(verb: Any, victims: list[Any], counter: Counter) -> list[Any]:
    """Return the people brought to a hospital."""
    goals = [t for t in verb.subtree if t.lemma_ in _CARED and t.i > verb.i]
    before = {t.lower_ for goal in goals for t in verb.doc[goal.i - _NEAR : goal.i]}
    return _counted(victims, counter) if before & {"to", "at", "in"} else []


def gassed(verb: Any, victims: list[Any], counter: Counter) -> list[Any]:
    """Return the people whom a poison affected."""
    poison = any(t.lemma_.lower() in _POISONS for t in verb.subtree if t.i > verb.i)
    return _counted(victims, counter) if poison else []


def in_need(verb: Any, subjects: list[Any], counter: Counter) -> list[Any]:
    """Return the people who needed hospital treatment."""
    needs = [c for c in verb.children if c.dep_ == "dobj"]
    return _counted(subjects, counter) if any(o.lemma_ in _CARE for o in needs) else []


def is_grave(condition: Any) -> bool:
    """Whether a condition is critical or serious."""
    return any(c.lower_ in _GRAVE for c in condition.children)


def suffers(noun: Any) -> bool:
    """Whether wounds are suffered by somebody."""
    return noun.dep_ == "dobj" and noun.head.lemma_ in _SUFFER


def _counted(victims: list[Any], counter: Counter) -> list[Any]:
    return [t for t in victims if counter.counted(t) and t.lemma_.lower() not in _REMAINS]


def _objects(verb: Any, victims: list[Any], *prepositions: str) -> Iterator[Any]:
    for bearer in (verb, *victims):
        for child in bearer.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                yield from (o for o in child.subtree if o.dep_ in ("pobj", "conj", "compound"))
