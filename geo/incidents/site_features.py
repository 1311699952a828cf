"""What speaks for and against a place of the sentence being where an act happened.

Grammar, distance, how fine a place is, which place holds which, and how the words around name it.
Of words it sees only prepositions, words for kinds and parts of places, verbs of saying, and the
act itself, so that it carries over to other wars.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from geo.incidents.nested import inside, is_dateline, nested, written_nested
from geo.incidents.site_grammar import (
    NOUNS,
    PARTS,
    PREPOSITIONS,
    SPEECH,
    VERBS,
    Governor,
    clause_of,
    governor_beyond,
    governor_of,
    known,
    path,
    phrase_of,
)
from geo.model import Place, Precision
from geo.places.words import HOUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.nested import Named

_HARM = frozenset(
    "kill murder shoot wound injure hurt maim arrest detain kidnap abduct execute behead massacre "
    "assassinate rape torture hang stab slay gun rob rescue free release".split()
)
"""Verbs whose object is a person: a name there is a person's, while towns are captured."""
_SITED = frozenset("in at near on inside outside away".split())
_DEPS = frozenset("pobj compound amod nsubj nsubjpass poss dobj appos conj nmod attr dep".split())
_MODIFIERS = frozenset("compound amod nmod poss".split())
_ARGUMENTS = frozenset("nsubj nsubjpass dobj pobj dative attr".split())
_CLAUSES = frozenset("acl relcl advcl ccomp xcomp conj pcomp parataxis csubj appos dep".split())
_COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())
_CLOSED = PREPOSITIONS | {"the", "and", ",", "'s", ".", "-"}
_SIGNS = frozenset(",;:")
_MOST = 5
_WAY = 6
_LEAST_CHANCE = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """An act and a place's name, with what joins them.

    ``near`` is what the name's own preposition hangs on, ``far`` the same past words for kinds and
    parts of places. ``rivals`` are the other places that neither hold this one nor lie in it.
    """

    doc: Any
    verb: Any
    name: Named
    root: Any
    phrase: Any
    near: Governor
    far: Governor
    way: list[Any]
    others: Sequence[Named]
    rivals: Sequence[Named]


def features(doc: Any, act: int, name: Named, others: Sequence[Named]) -> dict[str, float]:
    """Return what speaks for and against ``name`` being where the act ``doc[act]`` happened."""
    link = _link(doc, act, name, others)
    flags = chain(
        _grammar(link), _government(link), _beyond(link), _as_argument(link), _nesting(link),
        _among_names(link), _setting(link), _wording(link), _of_act(link),
    )  # fmt: skip
    return {"bias": 1.0, **dict.fromkeys(flags, 1.0), **_distances(link), **_rivalry(link)}


def _link(doc: Any, act: int, name: Named, others: Sequence[Named]) -> _Link:
    root = _root(doc, name)
    return _Link(
        doc=doc,
        verb=doc[act],
        name=name,
        root=root,
        phrase=phrase_of(root),
        near=governor_of(root),
        far=governor_beyond(root),
        way=path(root, doc[act]),
        others=others,
        rivals=[o for o in others if not nested(doc, name, o) and not nested(doc, o, name)],
    )


def _root(doc: Any, name: Named) -> Any:
    return doc[name.first : name.last + 1].root


# --- grammar ---------------------------------------------------------------------------------


def _grammar(link: _Link) -> Iterator[str]:
    """Yield what part the name and the act play, and where their ways meet."""
    top = link.near.top
    yield f"dep {known(link.root.dep_, _DEPS)}"
    yield f"top {known(top.dep_, _DEPS)}"
    yield f"act is {_form(link.verb)}"
    yield f"path {_signature(link.way, link.verb)}"
    if link.root.dep_ in _MODIFIERS:
        yield f"modifies {link.root.head.pos_ if link.root.head.pos_ in NOUNS else 'other'}"
        yield f"modifies {known(link.root.head.dep_, _ARGUMENTS)}"
    if top.head.i == link.verb.i and top.dep_ in _ARGUMENTS:
        yield f"is the act's {top.dep_}"
        if link.verb.lemma_.lower() in _HARM:
            yield f"is harmed as {top.dep_}"
    if clause_of(link.root).i == clause_of(link.verb).i:
        yield "same clause"
    above = {t.i: t for t in (link.verb, *link.verb.ancestors)}
    meeting = next((t for t in link.way if t.i in above), link.root)
    yield f"meet at {_meeting_kind(link, meeting)}"
    for dep in {t.dep_ for t in link.way if t.i in above and t.i != meeting.i} & _CLAUSES:
        yield f"act in {dep}"
    if meeting.i != link.verb.i and meeting.lemma_.lower() in SPEECH:
        yield "act is said"


def _signature(way: Sequence[Any], verb: Any) -> str:
    steps = [t.lower_ if t.dep_ == "prep" else t.dep_ for t in way if t.i != verb.i]
    return "/".join(steps[:_WAY])


def _form(verb: Any) -> str:
    if verb.pos_ in NOUNS:
        return "noun"
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return "passive"
    return str(verb.tag_) if verb.tag_ in {"VB", "VBG", "VBN"} else "finite"


def _meeting_kind(link: _Link, meeting: Any) -> str:
    if meeting.i == link.verb.i:
        return "act"
    if meeting.i == link.root.i:
        return "place"
    return "verb" if meeting.pos_ in VERBS else "noun"


def _government(link: _Link) -> Iterator[str]:
    """Yield what the name's preposition is and what it hangs on."""
    head, preposition = link.near.head, link.near.preposition
    yield f"prep {preposition}"
    if link.near.top.dep_ == "nsubj" and link.near.top.head.lemma_.lower() in SPEECH:
        yield "speaker"
    if head is None:
        return
    kind = "VERB" if head.pos_ in VERBS else "PROPN" if head.pos_ == "PROPN" else "NOUN"
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


def _beyond(link: _Link) -> Iterator[str]:
    """Yield the same past words for kinds and parts of places, and where the act stands to it."""
    head, preposition = link.far.head, link.far.preposition
    yield f"beyond: dep {link.far.top.dep_}"
    yield f"beyond: prep {preposition}"
    yield f"beyond: path {_signature(path(link.far.top, link.verb), link.verb)}"
    for kind in link.far.through[:1]:
        yield "through a kind"
        yield f"through {kind}"
    if head is None:
        return
    kind = "act" if head.i == link.verb.i else "verb" if head.pos_ in VERBS else "noun"
    yield f"beyond: on {kind}"
    yield f"beyond: on {kind} {preposition}"
    if kind == "act":
        return
    if head.head.i == link.verb.i:
        yield f"beyond: of the act's {head.dep_}"
        yield f"beyond: of the act's {head.dep_} {preposition}"
    below = link.verb.i in {t.i for t in head.ancestors}
    if below:
        yield "beyond: under the act"
    if kind == "verb":
        yield from _on_another_verb(link, head, below=below)


def _on_another_verb(link: _Link, head: Any, *, below: bool) -> Iterator[str]:
    if head.i in {t.i for t in link.verb.ancestors}:
        yield "on an upper verb"
        yield f"on an upper verb {link.far.preposition}"
    elif below:
        yield "on a lower verb"
        yield f"on a lower verb {head.dep_}"
    else:
        yield "on a verb beside"


def _as_argument(link: _Link) -> Iterator[str]:
    """Yield which argument of a verb the name is, if no preposition governs it."""
    top = link.far.top
    if link.far.head is not None:
        return
    if top.head.i == link.verb.i:
        yield f"act's {top.dep_}"
        yield f"act's {top.dep_} {link.verb.lemma_.lower()}"
        bare = "kind" if top.lemma_.lower() in PARTS else "name" if top == link.root else "noun"
        yield f"act's {top.dep_}, a {bare}"
        return
    upper = clause_of(top).i in {t.i for t in link.verb.ancestors}
    label = top.dep_ if top.dep_ in _ARGUMENTS else "other"
    yield f"{'upper' if upper else 'other'} verb's {label}"


# --- among the names -------------------------------------------------------------------------


def _nesting(link: _Link) -> Iterator[str]:
    """Yield how fine the place is, and whether it holds another or lies in one."""
    doc, name, others = link.doc, link.name, link.others
    yield f"is {_grade(name.place)}"
    if name.place is not None:
        yield f"precision {name.place.precision}"
    if any(written_nested(doc, name, o) for o in others):
        yield "coarser follows"
    if any(written_nested(doc, o, name) for o in others):
        yield "is parent"
    if any(inside(o.place, name.place) for o in others):
        yield "holds another"
    if any(inside(name.place, o.place) for o in others):
        yield "lies in another"


def _grade(place: Place | None) -> str:
    if place is None:
        return "unplaced"
    if place.precision in {Precision.COUNTRY, Precision.DISTRICT}:
        return str(place.precision)
    coarse = {Precision.REGION, Precision.AREA}
    return "region" if place.precision in coarse else "point"


def _among_names(link: _Link) -> Iterator[str]:
    """Yield whether the name hangs on another, or another on it: "Solhan in Yagha"."""
    own = _words(link.doc, link.name)
    for other in link.others:
        root = _root(link.doc, other)
        phrase = phrase_of(root)
        if phrase.i == link.phrase.i:
            first = link.name.first < other.first
            yield f"{'first' if first else 'second'} of its phrase"
        elif link.verb.i not in {t.i for t in path(link.phrase, phrase)}:
            if phrase.i in {t.i for t in link.phrase.ancestors}:
                yield "below a name"
                yield f"below a name {link.far.preposition}"
            elif link.phrase.i in {t.i for t in phrase.ancestors}:
                yield "above a name"
                yield f"above a name {governor_beyond(root).preposition}"
        if _words(link.doc, other) == own:
            yield f"repeated {'later' if other.first < link.name.first else 'earlier'}"


def _words(doc: Any, name: Named) -> str:
    return str(doc[name.first : name.last + 1].text.lower())


# --- wording and position --------------------------------------------------------------------


def _setting(link: _Link) -> Iterator[str]:
    """Yield where in the sentence the name stands."""
    name, doc = link.name, link.doc
    if is_dateline(doc, name):
        yield "dateline"
    fronted = link.near.top.i - link.root.sent.start <= _MOST and name.first < link.verb.i
    if fronted and link.near.preposition in _SITED:
        yield "fronted"
    before = doc[name.first - 1].lower_ if name.first > link.root.sent.start else "start"
    closed = PREPOSITIONS | {"the", "and", "start"}
    yield f"after {before if before in closed else 'word' if before.isalpha() else 'sign'}"
    if not link.others:
        yield "only place"
    if doc[name.first].sent.start != link.verb.sent.start:
        yield "another sentence"


def _wording(link: _Link) -> Iterator[str]:
    """Yield what the tagger calls the name and which words stand beside it."""
    name, doc = link.name, link.doc
    yield f"label {doc[name.first].ent_type_ or doc[name.last].ent_type_ or 'none'}"
    if link.phrase.i != link.root.i:
        word = link.phrase.lemma_.lower()
        kind = "kind" if word in PARTS else "house" if word in HOUSES else link.phrase.pos_
        yield f"phrase {kind}"
    before = [doc[i] for i in range(max(0, name.first - 2), name.first)]
    for n, token in enumerate(reversed(before), start=1):
        yield f"{n} before {_class(token)}"
    if len(before) > 1 and before[1].lower_ == "of":
        compass = before[0].lower_ in _COMPASS
        yield f"of a {'direction' if compass else _class(before[0])}"
    after = name.last + 1
    yield f"1 after {_class(doc[after]) if after < len(doc) else 'end'}"


def _class(token: Any) -> str:
    if token.lower_ in _CLOSED:
        return str(token.lower_)
    return "kind" if token.lemma_.lower() in PARTS else "word"


def _of_act(link: _Link) -> Iterator[str]:
    """Yield what the act itself is: some verbs have no place, whatever stands beside them."""
    yield f"act {link.verb.lemma_.lower()}"
    yield f"act is {link.verb.pos_}"
    yield f"act as {link.verb.dep_}"


def _distances(link: _Link) -> dict[str, float]:
    name, act = link.name, link.verb.i
    gap = name.first - act if name.first > act else name.last - act
    low, high = (name.last + 1, act) if name.last < act else (act + 1, name.first)
    between = link.doc[low:high]
    chance = min(max(name.chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return {
        "gap": math.log1p(abs(gap)),
        "follows": float(gap > 0),
        "path": math.log1p(len(link.way)),
        "verbs between": float(sum(t.pos_ in VERBS for t in link.way[1:-1])),
        "words": float(name.last - name.first),
        "signs between": min(3.0, sum(t.text in _SIGNS for t in between)),
        "verbs in the words between": min(3.0, sum(t.pos_ == "VERB" for t in between)),
        "names between": min(4.0, sum(low <= o.first < high for o in link.others)),
        "quoted between": float(any(t.text == '"' for t in between)),
        "names a place": math.log(chance / (1 - chance)),
    }


def _rivalry(link: _Link) -> dict[str, float]:
    """Return how the other places stand to the act, those that hold this one or lie in it apart."""
    act, clause = link.verb.i, clause_of(link.verb).i
    roots = [_root(link.doc, r) for r in link.rivals]
    own = [g for g in map(governor_of, roots) if g.head is not None and g.head.i == act]
    return {
        "others": min(float(len(link.others)), _MOST + 1),
        "rivals": min(float(len(roots)), _MOST),
        "rivals nearer": float(sum(_nearer(r, link.name, act) for r in link.rivals)),
        "rivals closer": float(sum(len(path(r, link.verb)) < len(link.way) for r in roots)),
        "rival's own prep": float(any(g.preposition in _SITED for g in own)),
        "rival in clause": float(any(clause_of(r).i == clause for r in roots)),
    }


def _nearer(other: Named, name: Named, act: int) -> bool:
    def gap(n: Named) -> int:
        return min(abs(n.first - act), abs(n.last - act))

    return gap(other) < gap(name)
