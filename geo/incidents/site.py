"""Which of the places a report names is THE place of an act.

A logistic regression over parse and distance features, after Halterman, "Linking Events and
Locations in Political Text" (2019), whose annotated sentences (MIT) it was trained on by
``tests/benchmarks/train_site.py``; the weights are ``site_weights.json``. It knows no words but
prepositions, so that it carries over to other wars.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_PREPOSITIONS = frozenset(
    "in at near from to of on against between outside by into through toward towards around "
    "across inside along over off with within for".split()
)
_DEPS = frozenset("pobj compound amod nsubj nsubjpass poss dobj appos conj nmod attr dep".split())
SPEECH = frozenset(
    "say tell report announce claim add deny state confirm accuse warn call describe "
    "condemn urge insist admit blame quote".split()
)
_DATELINE_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of a place in the parse: tokens ``first`` to ``last``, both included."""

    first: int
    last: int


def features(doc: Any, act: int, name: Named, others: Sequence[Named]) -> dict[str, float]:
    """Return what speaks for and against ``name`` being where the act ``doc[act]`` happened."""
    verb, root = doc[act], _root(doc, name)
    between = path(root, verb)
    gap = name.first - act if name.first > act else name.last - act
    head, preposition = _governor(root)
    found = {
        "bias": 1.0,
        "gap": math.log1p(abs(gap)),
        "after": float(gap > 0),
        "path": math.log1p(len(between)),
        "below": float(any(t.i == act for t in root.ancestors)),
        "clause": float(_clause(root).i == _clause(verb).i),
        "verbs between": float(sum(t.pos_ in {"VERB", "AUX"} for t in between[1:-1])),
        "other places nearer": float(sum(_nearer(o, name, act) for o in others)),
        "only place": float(not others),
        "dateline": float(is_dateline(doc, name)),
        "speaker": float(root.dep_ == "nsubj" and root.head.lemma_.lower() in SPEECH),
        "coarser follows": float(_followed_by_parent(doc, name, others)),
        "is parent": float(_follows_child(doc, name, others)),
        "said there": float(head is not None and head.lemma_.lower() in SPEECH),
        f"prep {preposition}": 1.0,
        f"dep {root.dep_ if root.dep_ in _DEPS else 'other'}": 1.0,
    }
    if head is not None and head.i == act:
        found[f"own prep {preposition}"] = 1.0
        found["own prep"] = 1.0
    return found


def _root(doc: Any, name: Named) -> Any:
    return doc[name.first : name.last + 1].root


def path(start: Any, goal: Any) -> list[Any]:
    """Return the tokens from ``start`` up and down the tree to ``goal``, both included."""
    up = [start, *start.ancestors]
    down = [goal, *goal.ancestors]
    below = {t.i: n for n, t in enumerate(down)}
    for n, token in enumerate(up):
        if token.i in below:
            return [*up[: n + 1], *reversed(down[: below[token.i]])]
    return [*up, *reversed(down)]


def _governor(root: Any) -> tuple[Any | None, str]:
    """Return the word that the name's preposition hangs on, and the preposition."""
    token = root
    while token.dep_ in {"conj", "appos", "compound", "amod", "nmod", "poss", "dep"}:
        if token.head.i == token.i:
            break
        token = token.head
    if token.dep_ in {"pobj", "pcomp"}:
        preposition = token.head
        outer = preposition
        while outer.head.dep_ == "prep" and outer.dep_ == "prep":
            outer = outer.head
        word = preposition.lemma_.lower()
        return outer.head, word if word in _PREPOSITIONS else "other"
    return None, "none"


def _clause(token: Any) -> Any:
    """Return the verb of the clause a token stands in."""
    while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        token = token.head
    return token


def _nearer(other: Named, name: Named, act: int) -> bool:
    def gap(n: Named) -> int:
        return min(abs(n.first - act), abs(n.last - act))

    return gap(other) < gap(name)


def _followed_by_parent(doc: Any, name: Named, others: Sequence[Named]) -> bool:
    return any(_comma_apart(doc, name, o) for o in others)


def _follows_child(doc: Any, name: Named, others: Sequence[Named]) -> bool:
    return any(_comma_apart(doc, o, name) for o in others)


def _comma_apart(doc: Any, one: Named, two: Named) -> bool:
    """Tell whether the names stand as in "Talbiseh, Homs" or "Talbiseh in Homs"."""
    between = [t for t in doc[one.last + 1 : two.first] if not t.is_space]
    words = [t.lower_ for t in between if t.lower_ not in {"the", "province", "district"}]
    return words in ([","], ["in"], [",", "in"], ["of"]) if one.last < two.first else False


def is_dateline(doc: Any, name: Named) -> bool:
    """Tell whether the name stands in a dateline: a text's head, closed by a dash or brackets."""
    last = doc[name.last]
    if last.idx > _DATELINE_CHARACTERS + len(last) or doc[name.first].i > 12:  # noqa: PLR2004
        return False
    before = doc.text[: doc[name.first].idx]
    rest = doc.text[last.idx + len(last) : last.idx + len(last) + _DATELINE_CHARACTERS]
    dash = min((rest.find(d) for d in ("--", "—", "–", " - ", "(") if d in rest), default=-1)
    plain = not any(c in before + rest[: max(dash, 0)] for c in ".;") or "." in rest[:dash][-2:]
    return dash >= 0 and plain and not any(t.pos_ == "VERB" for t in doc[: name.first])


@cache
def weights() -> dict[str, float]:
    """Return the trained weights; a feature without one counts nothing."""
    path = resources.files("geo") / "incidents" / "site_weights.json"
    loaded: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return loaded


def probability(found: dict[str, float], trained: dict[str, float]) -> float:
    """Return the probability that the place is the act's."""
    return 1 / (1 + math.exp(-sum(trained.get(k, 0.0) * v for k, v in found.items())))
