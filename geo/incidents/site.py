"""Which of the places a sentence names is THE place of an act.

A logistic regression over the parse, in two rounds: the first judges each place alone, the second
against the others of its sentence. After Halterman, "Linking Events and Locations in Political
Text" (2019), on whose annotated sentences (MIT) ``tests/benchmarks/train_site.py`` trains it; the
weights are ``site_weights.json``. It knows grammar, distances, how fine a place is and which place
holds which, and no words but prepositions, articles and verbs of saying, so that it carries over
to other wars.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.model import Place, Precision
from geo.places.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SPEECH = frozenset(
    "say tell report announce claim add deny state confirm accuse warn call describe "
    "condemn urge insist admit blame quote".split()
)
_PREPOSITIONS = frozenset(
    "in at near from to of on against between outside by into through toward towards around "
    "across inside along over off with within for".split()
)
_HARM = frozenset(
    "kill murder shoot wound injure hurt maim arrest detain kidnap abduct execute behead massacre "
    "assassinate rape torture hang stab slay gun rob rescue free release".split()
)
"""Verbs whose object is a person: a name there is a person's, while towns are captured."""
_SITED = frozenset("in at near on inside outside away".split())
_DEPS = frozenset("pobj compound amod nsubj nsubjpass poss dobj appos conj nmod attr dep".split())
_INSIDE_A_NAME = frozenset("conj appos compound amod nmod poss dep nummod".split())
_MODIFIERS = frozenset("compound amod nmod poss".split())
_ARGUMENTS = frozenset("nsubj nsubjpass dobj pobj dative attr".split())
_CLAUSES = frozenset("acl relcl advcl ccomp xcomp conj pcomp parataxis csubj appos dep".split())
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_DATELINE_CHARACTERS = 60
_MOST = 5
FINENESS = {precision: n for n, precision in enumerate(Precision)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of a place in the parse: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """An act and a place's name, with what joins them.

    ``top`` is the word that stands for the name in its clause ("city" for Homs in "the city of
    Homs" stays Homs; a conjunct's is the first of its row); ``head`` is the word its preposition
    hangs on. ``rivals`` are the other places that neither hold this one nor lie in it.
    """

    doc: Any
    verb: Any
    name: Named
    root: Any
    top: Any
    head: Any | None
    preposition: str
    way: list[Any]
    others: Sequence[Named]
    rivals: Sequence[Named]


def chances(doc: Any, act: int, names: Sequence[Named]) -> tuple[float, ...]:
    """Return for each name of the act's sentence the probability that the act happened there."""
    trained = weights()
    first = [_logit(features(doc, act, n, _without(names, n)), trained["first"]) for n in names]
    found = [compared(first, n) for n in range(len(names))]
    return tuple(1 / (1 + math.exp(-_logit(f, trained["second"]))) for f in found)


def features(doc: Any, act: int, name: Named, others: Sequence[Named]) -> dict[str, float]:
    """Return what speaks for and against ``name`` being where the act ``doc[act]`` happened."""
    link = _link(doc, act, name, others)
    flags = [*_grammar(link), *_government(link), *_nesting(link), *_setting(link)]
    return {"bias": 1.0, **dict.fromkeys(flags, 1.0), **_distances(link), **_rivalry(link)}


def compared(logits: Sequence[float], one: int) -> dict[str, float]:
    """Return how the first round's log odds of one place stand to those of the others."""
    own = logits[one]
    rest = [v for n, v in enumerate(logits) if n != one]
    return {
        "bias": 1.0,
        "own": own,
        "alone": float(not rest),
        "best other": max(rest, default=0.0),
        "lead": own - max(rest, default=own),
        "ahead": min(float(sum(v > own for v in rest)), _MOST),
        "mass of others": math.log(0.01 + sum(math.exp(v) for v in rest)),
    }


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return the trained weights of both rounds; a feature without one counts nothing."""
    path = resources.files("geo") / "incidents" / "site_weights.json"
    loaded: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return loaded


def _logit(found: Mapping[str, float], trained: Mapping[str, float]) -> float:
    return sum(trained.get(k, 0.0) * v for k, v in found.items())


def _without(names: Sequence[Named], name: Named) -> list[Named]:
    return [n for n in names if n is not name]


def _link(doc: Any, act: int, name: Named, others: Sequence[Named]) -> _Link:
    root = _root(doc, name)
    top, head, preposition = _governor(root)
    return _Link(
        doc=doc,
        verb=doc[act],
        name=name,
        root=root,
        top=top,
        head=head,
        preposition=preposition,
        way=path(root, doc[act]),
        others=others,
        rivals=[o for o in others if not _nested(doc, name, o) and not _nested(doc, o, name)],
    )


# --- the tree --------------------------------------------------------------------------------


def path(start: Any, goal: Any) -> list[Any]:
    """Return the tokens from ``start`` up and down the tree to ``goal``, both included."""
    up = [start, *start.ancestors]
    down = [goal, *goal.ancestors]
    below = {t.i: n for n, t in enumerate(down)}
    for n, token in enumerate(up):
        if token.i in below:
            return [*up[: n + 1], *reversed(down[: below[token.i]])]
    return [*up, *reversed(down)]


def _root(doc: Any, name: Named) -> Any:
    return doc[name.first : name.last + 1].root


def _governor(root: Any) -> tuple[Any, Any | None, str]:
    """Return the word that stands for the name, the word its preposition hangs on, and that."""
    top = root
    while top.dep_ in _INSIDE_A_NAME and top.head.i != top.i:
        top = top.head
    if top.dep_ not in {"pobj", "pcomp"}:
        return top, None, "none"
    outer = top.head
    while outer.head.dep_ == "prep" and outer.dep_ == "prep":
        outer = outer.head
    word = top.head.lemma_.lower()
    if word in {"of", "from"} and outer.head.dep_ in {"advmod", "npadvmod"}:
        return top, outer.head.head, "away"
    return top, outer.head, word if word in _PREPOSITIONS else "other"


def _clause(token: Any) -> Any:
    """Return the verb of the clause a token stands in."""
    while token.pos_ not in _VERBS and token.head.i != token.i:
        token = token.head
    return token


def _known(label: str, known: frozenset[str]) -> str:
    return label if label in known else "other"


# --- features --------------------------------------------------------------------------------


def _grammar(link: _Link) -> Iterator[str]:
    """Yield what part the name and the act play, and where their ways meet."""
    yield f"dep {_known(link.root.dep_, _DEPS)}"
    yield f"top {_known(link.top.dep_, _DEPS)}"
    yield f"act is {_form(link.verb)}"
    if link.root.dep_ in _MODIFIERS:
        yield f"modifies {link.root.head.pos_ if link.root.head.pos_ in _NOUNS else 'other'}"
        yield f"modifies {_known(link.root.head.dep_, _ARGUMENTS)}"
    if link.top.head.i == link.verb.i and link.top.dep_ in _ARGUMENTS:
        yield f"is the act's {link.top.dep_}"
        if link.verb.lemma_.lower() in _HARM:
            yield f"is harmed as {link.top.dep_}"
    if _clause(link.root).i == _clause(link.verb).i:
        yield "same clause"
    above = {t.i: t for t in (link.verb, *link.verb.ancestors)}
    meeting = next((t for t in link.way if t.i in above), link.root)
    yield f"meet at {_meeting_kind(link, meeting)}"
    for dep in {t.dep_ for t in link.way if t.i in above and t.i != meeting.i} & _CLAUSES:
        yield f"act in {dep}"
    if meeting.i != link.verb.i and meeting.lemma_.lower() in SPEECH:
        yield "act is said"


def _form(verb: Any) -> str:
    if verb.pos_ in _NOUNS:
        return "noun"
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return "passive"
    return str(verb.tag_) if verb.tag_ in {"VB", "VBG", "VBN"} else "finite"


def _meeting_kind(link: _Link, meeting: Any) -> str:
    if meeting.i == link.verb.i:
        return "act"
    if meeting.i == link.root.i:
        return "place"
    return "verb" if meeting.pos_ in _VERBS else "noun"


def _government(link: _Link) -> Iterator[str]:
    """Yield what the name's preposition is and what it hangs on."""
    head, preposition = link.head, link.preposition
    yield f"prep {preposition}"
    if link.top.dep_ == "nsubj" and link.top.head.lemma_.lower() in SPEECH:
        yield "speaker"
    if head is None:
        return
    kind = "VERB" if head.pos_ in _VERBS else "PROPN" if head.pos_ == "PROPN" else "NOUN"
    yield f"{kind} {preposition}"
    if head.lemma_.lower() in SPEECH:
        yield "said there"
    if head.i == link.verb.i:
        yield "own prep"
        yield f"own prep {preposition}"
        return
    if head.dep_ in _ARGUMENTS:
        yield f"of an argument {head.dep_}"
        if head.head.i == link.verb.i:
            yield f"of the act's {head.dep_}"


def _nesting(link: _Link) -> Iterator[str]:
    """Yield how fine the place is, and whether it holds another or lies in one."""
    doc, name, others = link.doc, link.name, link.others
    yield f"is {_grade(name.place)}"
    if any(written_nested(doc, name, o) for o in others):
        yield "coarser follows"
    if any(written_nested(doc, o, name) for o in others):
        yield "is parent"
    if any(inside(o.place, name.place) for o in others):
        yield "holds another"
    if any(inside(name.place, o.place) for o in others):
        yield "lies in another"


def _setting(link: _Link) -> Iterator[str]:
    """Yield where in the sentence the name stands."""
    name, doc = link.name, link.doc
    if is_dateline(doc, name):
        yield "dateline"
    fronted = link.top.i - link.root.sent.start <= _MOST and name.first < link.verb.i
    if fronted and link.preposition in _SITED:
        yield "fronted"
    before = doc[name.first - 1].lower_ if name.first > link.root.sent.start else "start"
    closed = _PREPOSITIONS | {"the", "and", "start"}
    yield f"after {before if before in closed else 'word' if before.isalpha() else 'sign'}"
    if not link.others:
        yield "only place"


def _distances(link: _Link) -> dict[str, float]:
    name, act = link.name, link.verb.i
    gap = name.first - act if name.first > act else name.last - act
    return {
        "gap": math.log1p(abs(gap)),
        "follows": float(gap > 0),
        "path": math.log1p(len(link.way)),
        "verbs between": float(sum(t.pos_ in _VERBS for t in link.way[1:-1])),
        "words": float(name.last - name.first),
    }


def _rivalry(link: _Link) -> dict[str, float]:
    """Return how the other places stand to the act, those that hold this one or lie in it apart."""
    act, clause = link.verb.i, _clause(link.verb).i
    roots = [_root(link.doc, r) for r in link.rivals]
    own = [g for g in map(_governor, roots) if g[1] is not None and g[1].i == act]
    return {
        "rivals": min(float(len(roots)), _MOST),
        "rivals nearer": float(sum(_nearer(r, link.name, act) for r in link.rivals)),
        "rivals closer": float(sum(len(path(r, link.verb)) < len(link.way) for r in roots)),
        "rival's own prep": float(any(preposition in _SITED for *_, preposition in own)),
        "rival in clause": float(any(_clause(r).i == clause for r in roots)),
    }


def _nearer(other: Named, name: Named, act: int) -> bool:
    def gap(n: Named) -> int:
        return min(abs(n.first - act), abs(n.last - act))

    return gap(other) < gap(name)


# --- nested places ---------------------------------------------------------------------------


def inside(fine: Place | None, coarse: Place | None) -> bool:
    """Tell whether the finer place lies in the coarser one, as far as their names say."""
    if fine is None or coarse is None or fine.country != coarse.country:
        return False
    if FINENESS[fine.precision] >= FINENESS[coarse.precision]:
        return False
    if coarse.precision is Precision.COUNTRY:
        return True
    return coarse.name in {fine.admin1, fine.admin2}


def _nested(doc: Any, fine: Named, coarse: Named) -> bool:
    return inside(fine.place, coarse.place) or written_nested(doc, fine, coarse)


def written_nested(doc: Any, fine: Named, coarse: Named) -> bool:
    """Tell whether the names stand as in "Talbiseh, Homs" or "Talbiseh district of Homs"."""
    if fine.last >= coarse.first:
        return False
    between = [t for t in doc[fine.last + 1 : coarse.first] if not t.is_space]
    words = [t.lower_ for t in between if t.lower_ not in KINDS and t.lower_ != "the"]
    return words in ([","], ["in"], [",", "in"], ["of"])


def _grade(place: Place | None) -> str:
    if place is None:
        return "unplaced"
    if place.precision in {Precision.COUNTRY, Precision.DISTRICT}:
        return str(place.precision)
    coarse = {Precision.REGION, Precision.AREA}
    return "region" if place.precision in coarse else "point"


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
