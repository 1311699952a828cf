"""How a name of a place hangs in its sentence: what governs it, by which preposition, through what.

"The outskirts of the town of Homs" hangs where the outskirts do: words for kinds and parts of
places are transparent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.places.words import KINDS

SPEECH = frozenset(
    "say tell report announce claim add deny state confirm accuse warn call describe "
    "condemn urge insist admit blame quote".split()
)
PREPOSITIONS = frozenset(
    "in at near from to of on against between outside by into through toward towards around "
    "across inside along over off with within for".split()
)
PARTS = KINDS | frozenset(
    "part outskirt edge center centre side north south east west northeast northwest southeast "
    "southwest sector quarter axis vicinity perimeter slope section half heart portion rest tip "
    "end direction entrance street downtown resort stronghold bastion hilltop junction crossing "
    "compound community locality farm field bank shore sky position defense defence".split()
)
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE_A_NAME = frozenset("conj appos compound amod nmod poss dep nummod".split())
_DEEPEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """What a name hangs on.

    ``top`` is the word that stands for the name in its clause, ``head`` the word its preposition
    hangs on, None without one; ``through`` are the words for parts and kinds in between.
    """

    top: Any
    head: Any | None
    preposition: str
    through: tuple[str, ...] = ()


def path(start: Any, goal: Any) -> list[Any]:
    """Return the tokens from ``start`` up and down the tree to ``goal``, both included."""
    up = [start, *start.ancestors]
    down = [goal, *goal.ancestors]
    below = {t.i: n for n, t in enumerate(down)}
    for n, token in enumerate(up):
        if token.i in below:
            return [*up[: n + 1], *reversed(down[: below[token.i]])]
    return [*up, *reversed(down)]


def phrase_of(word: Any) -> Any:
    """Return the noun that a name modifies or stands beside: "district" of "Aziziyah district"."""
    top = word
    while top.dep_ in _INSIDE_A_NAME and top.head.i != top.i and top.head.pos_ in NOUNS:
        top = top.head
    return top


def governor_of(root: Any) -> Governor:
    """Return what the nearest preposition before a name hangs on."""
    top = root
    while top.dep_ in _INSIDE_A_NAME and top.head.i != top.i:
        top = top.head
    if top.dep_ not in {"pobj", "pcomp"}:
        return Governor(top=top, head=None, preposition="none")
    outer = _outermost(top.head)
    word = top.head.lemma_.lower()
    if word in {"of", "from"} and outer.head.dep_ in {"advmod", "npadvmod"}:
        return Governor(top=top, head=outer.head.head, preposition="away")
    return Governor(top=top, head=outer.head, preposition=known(word, PREPOSITIONS))


def governor_beyond(root: Any) -> Governor:
    """Return what a name hangs on, past the words for kinds and parts of places."""
    top, through = phrase_of(root), []
    for _ in range(_DEEPEST):
        if top.dep_ not in {"pobj", "pcomp"} or top.head.dep_ != "prep":
            break
        first = top.head
        noun = first.head
        kind = noun.lemma_.lower()
        if first.lower_ == "of" and noun.pos_ in NOUNS and kind in PARTS:
            through.append(kind)
            top = phrase_of(noun)
            continue
        outer = _outermost(first)
        preposition = known(outer.lower_, PREPOSITIONS)
        return Governor(top=top, head=outer.head, preposition=preposition, through=tuple(through))
    return Governor(top=top, head=None, preposition="none", through=tuple(through))


def _outermost(preposition: Any) -> Any:
    """Return the first of a chain of prepositions: "from" of "from inside the camp"."""
    outer = preposition
    while outer.head.dep_ == "prep" and outer.dep_ == "prep":
        outer = outer.head
    return outer


def clause_of(token: Any) -> Any:
    """Return the verb of the clause a token stands in."""
    while token.pos_ not in VERBS and token.head.i != token.i:
        token = token.head
    return token


def known(label: str, labels: frozenset[str]) -> str:
    """Return a label if it is one of those that weights are learned for."""
    return label if label in labels else "other"
