"""Which word says what became of people, and where the sentence puts those people.

Every row of ``outcomes.csv`` names a frame: the place in the sentence at which the word's victims
stand. A frame looks where the parse points; where it points nowhere, at the count beside the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.incidents.words import rows
from geo.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.victims import Counter

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_TO_DEATH = frozenset("shoot stab beat hack burn torture stone put club crush trample knife batter "
                      "choke bludgeon strangle sentence starve".split())  # fmt: skip
_LEAVE = frozenset("leave find shoot report believe fear presume confirm declare pronounce".split())
_LIFE_TAKERS = frozenset("claim cost take lose end".split())
_SUFFER = frozenset("suffer sustain receive incur have".split())
_FLED_FROM = frozenset(
    "home house village town city country fighting violence area region conflict clash bombing "
    "shelling offensive attack war".split()
)
_FORCE = frozenset("force compel drive cause oblige prompt".split())
_TAKE = frozenset("take hold keep be remain".split())
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One row of ``outcomes.csv``; ``outcome`` is None for words that leave it open."""

    frame: str
    outcome: Outcome | None
    people_only: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An outcome word in a report and the heads of the phrases that name its victims.

    ``own`` is True where the word itself carries the count ("12 deaths").
    """

    trigger: int
    word: Word
    heads: tuple[int, ...]
    own: bool = False


@cache
def _words() -> dict[tuple[str, str], Word]:
    table = {}
    for row in rows("outcomes"):
        outcome = Outcome(row["outcome"]) if row["outcome"] else None
        word = Word(row["frame"], outcome, row["people_only"] == "yes")
        table[row["term"], row["frame"]] = word
    return table


_VERB_FRAMES = ("object", "subject", "lost", "flight")
_NOUN_FRAMES = ("noun", "body", "life", "taken", "casualty")


def find_hits(doc: Any, counter: Counter) -> Iterator[Hit]:
    """Yield every outcome word of a report with its victims' heads, in order."""
    for token in doc:
        if not token.is_alpha:
            continue
        for frame in _frames_of(token):
            word = _words().get((token.lemma_.lower(), frame)) or _words().get(
                (token.lower_, frame)
            )
            hit = _hit(token, word, counter) if word else None
            if hit is not None:
                yield hit
                break


def _frames_of(token: Any) -> tuple[str, ...]:
    if token.pos_ in ("VERB", "AUX"):
        return (*_VERB_FRAMES, "state")
    if token.pos_ == "ADJ":
        return ("state", "object")
    return (*_NOUN_FRAMES, "state") if token.pos_ in ("NOUN", "PROPN") else ()


def _hit(token: Any, word: Word, counter: Counter) -> Hit | None:
    heads, own = {
        "object": _patients,
        "lost": _lost,
        "subject": _sufferers,
        "flight": _fled,
        "state": _in_state,
        "noun": _of_noun,
        "body": _of_body,
        "life": _of_life,
        "taken": _taken,
        "casualty": _of_casualty,
    }[word.frame](token, counter)
    return Hit(token.i, word, tuple(t.i for t in heads), own) if heads or own else None


Heads = tuple[list[Any], bool]


# --- verbs ---------------------------------------------------------------------------------------


def _children(token: Any, *labels: str) -> list[Any]:
    return [c for c in token.children if c.dep_ in labels]


def _patients(verb: Any, counter: Counter) -> Heads:
    """Return whom a transitive verb is done to."""
    if verb.dep_ in ("amod", "compound") and verb.head.i > verb.i:
        return ([verb.head] if counter.counted(verb.head) else []), False
    if _children(verb, "auxpass", "nsubjpass"):
        return _passive_subject(verb, counter), False
    objects = [t for t in _children(verb, "dobj", "dative", "oprd") if t.lower_ not in _RELATIVE]
    objects = objects or counter.beside(verb, before=False) or _shared_object(verb)
    if objects:
        return objects, False
    if any(c.lemma_ == "have" for c in _children(verb, "aux")):
        return [], False
    if verb.dep_ == "relcl" and any(c.lower_ not in _RELATIVE for c in _children(verb, "nsubj")):
        return [verb.head], False
    return (_passive_subject(verb, counter) if verb.tag_ in ("VBN", "VBD", "JJ") else []), False


def _shared_object(verb: Any) -> list[Any]:
    """Return the object of the verb joined next: "killed and wounded 12"."""
    following = [c for c in verb.conjuncts if c.i > verb.i and c.pos_ == "VERB"]
    return [o for c in following[:1] if c.i - verb.i <= _NEAR for o in _children(c, "dobj")]


def _passive_subject(verb: Any, counter: Counter) -> list[Any]:
    subjects = _subjects(verb)
    if subjects:
        return subjects
    if verb.dep_ in ("acl", "relcl"):
        return [verb.head]
    beside = counter.beside(verb, before=True)
    if beside:
        return beside
    return _shared_subject(verb)


def _subjects(verb: Any) -> list[Any]:
    found = _children(verb, *_SUBJECTS)
    if found and found[0].lower_ in _RELATIVE:
        return [verb.head] if verb.dep_ in ("relcl", "acl", "ccomp") else []
    return found


def _shared_subject(verb: Any) -> list[Any]:
    """Return the subject of the verb this one is joined to or depends on."""
    at = verb
    for _ in range(3):
        if at.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "dep"):
            break
        at = at.head
        found = _subjects(at)
        if found:
            return found
        if at.dep_ in ("acl", "relcl"):
            return [at.head]
    return []


def _lost(verb: Any, counter: Counter) -> Heads:
    """Return the counted men that an army lost."""
    return [t for t in _children(verb, "dobj") if counter.counted(t)], False


def _sufferers(verb: Any, counter: Counter) -> Heads:
    """Return the subject of a verb such as "die"."""
    found = _subjects(verb) or ([verb.head] if verb.dep_ in ("acl", "relcl", "amod") else [])
    return found or counter.beside(verb, before=True) or _shared_subject(verb), False


def _fled(verb: Any, counter: Counter) -> Heads:
    """Return the counted people who fled their homes or the fighting, or were made to flee."""
    forced = verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.lemma_ in _FORCE
    places = _children(verb, "dobj") + [
        o for p in _children(verb, "prep") for o in _children(p, "pobj")
    ]
    if not forced and not any(p.lemma_.lower() in _FLED_FROM for p in places):
        return [], False
    heads = _subjects(verb) or (_patients(verb.head, counter)[0] if forced else [])
    return [t for t in heads if counter.counted(t)], False


# --- adjectives ----------------------------------------------------------------------------------


def _in_state(token: Any, counter: Counter) -> Heads:
    """Return who is dead, wounded or missing: "12 dead", "left 12 dead", "12 are missing"."""
    if counter.counted(token):
        return [token], False
    if token.dep_ in ("amod", "acl", "nummod", "appos", "compound") and token.head.pos_ in (
        "NOUN",
        "PROPN",
        "NUM",
        "PRON",
    ):
        return ([token.head] if counter.counted(token.head) else []), False
    verb = token.head
    if token.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advmod") and verb.pos_ in (
        "AUX",
        "VERB",
    ):
        own = _subjects(token)
        if own or verb.lemma_ not in _LEAVE:
            return own or _subjects(verb) or _shared_subject(verb), False
        return _patients(verb, counter)
    return counter.beside(token, before=True), False


# --- nouns ---------------------------------------------------------------------------------------


def _objects(noun: Any, *prepositions: str) -> list[Any]:
    found = [p for p in _children(noun, "prep") if p.lower_ in prepositions]
    return [o for p in found for o in _children(p, "pobj")]


def _names_a_kind(noun: Any) -> bool:
    """Whether it only says of what kind something is: "death squad", "murder charge"."""
    return noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i


def _of_noun(noun: Any, counter: Counter) -> Heads:
    """Return whose death, or that the deaths themselves are counted."""
    if _names_a_kind(noun):
        return [], False
    if noun.head.lower_ == "to" and noun.head.head.lemma_.lower() in _TO_DEATH:
        verb = noun.head.head
        return ([] if verb.lemma_ == "sentence" else _patients(verb, counter)[0]), False
    whose = _objects(noun, "of", "to") + [
        t for t in _children(noun, "poss") if t.pos_ in ("NOUN", "PROPN")
    ]
    if whose:
        return whose, False
    if noun.dep_ == "dobj" and noun.head.lemma_ in _SUFFER and not counter.counted(noun):
        return _subjects(noun.head), False
    return [], counter.counted(noun)


def _of_body(noun: Any, counter: Counter) -> Heads:
    """Return whose bodies, or that the bodies themselves are counted."""
    if _names_a_kind(noun):
        return [], False
    whose = _objects(noun, "of")
    if whose and (counter.counted(whose[0]) or not counter.counted(noun)):
        return whose, False
    return [], counter.counted(noun)


def _of_life(noun: Any, counter: Counter) -> Heads:
    """Return who lost their lives."""
    verb = noun.head
    if noun.lower_ not in ("life", "lives") or _names_a_kind(noun):
        return [], False
    loss = verb.lower_ == "of" and verb.head.lemma_ == "loss"
    if verb.lemma_ not in _LIFE_TAKERS and not loss:
        return [], False
    whose = _objects(noun, "of")
    if whose:
        return whose, False
    if counter.counted(noun):
        return [], True
    owned = any(t.dep_ == "poss" for t in noun.children)
    return (
        _subjects(verb) or _shared_subject(verb) if verb.lemma_ == "lose" and owned else []
    ), False


def _taken(noun: Any, counter: Counter) -> Heads:
    """Return who was taken hostage, held captive or is in custody."""
    verb = noun.head.head if noun.head.lower_ in ("into", "in", "as") else noun.head
    if verb.lemma_ not in _TAKE or verb.pos_ not in ("VERB", "AUX"):
        return [], False
    return [t for t in _patients(verb, counter)[0] if t.i != noun.i], False


def _of_casualty(noun: Any, counter: Counter) -> Heads:
    told = counter.counted(noun) or noun.head.lower_ == "without"
    return [], told and not _names_a_kind(noun)
