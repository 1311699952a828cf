"""Who does it and to whom: the grammar of a verb.

Only the shape of the sentence is read here; what the noun phrases mean is the business of
:mod:`geo.incidents.actors`. Labels are those of spaCy's English models (ClearNLP).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from geo.incidents.site_grammar import SPEECH

SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
ON_TARGET = frozenset({"on", "against", "upon", "toward", "towards", "onto"})
# Verbs that aim: only theirs is an "at" or "into" that names a victim and not a place.
_AIMING = frozenset(
    "fire shoot throw hurl lob launch aim toss direct open ram pelt rain drive crash".split()
)
# Verbs of harm whose subject, when no object follows, is the victim: "Forty police killed in raid".
_HARM = frozenset(
    "kill wound injure murder assassinate abduct kidnap behead slay massacre hurt slaughter".split()
)
_DISPERSING = frozenset("disperse scatter drive repel push clear".split())
# Verbs of taking: "from" names who lost it.
_TAKING = frozenset(
    "recapture capture seize retake take liberate wrest regain reclaim free conquer".split()
)
# Verbs whose subject is always the victim.
_SUFFERING = frozenset({"suffocate", "choke"})
_CLAUSAL = frozenset({"xcomp", "pcomp", "advcl", "conj", "ccomp", "acomp"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
BOTH_SIDES = frozenset(
    "clash fighting battle firefight skirmish combat encounter confrontation gunfight shootout "
    "gunbattle engagement exchange hostility ceasefire truce agreement accord fire".split()
)


@dataclass(slots=True)
class Arguments:
    """Heads of noun phrases, as token indices, in the order in which they were found."""

    initiators: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    both: list[int] = field(default_factory=list)
    instruments: list[int] = field(default_factory=list)
    borrowed: list[int] = field(default_factory=list)

    def __iter__(self) -> Any:
        """Go through all of them."""
        yield from (*self.initiators, *self.targets, *self.both, *self.instruments)


def conjuncts(head: Any) -> list[int]:
    """Return a noun phrase's head and the heads joined to it by "and", "or" or a comma."""
    return [head.i, *(t.i for t in head.conjuncts if t.i > head.i and t.pos_ != "VERB")]


def of_verb(verb: Any, found: Arguments) -> None:
    """Add who stands where around a verb."""
    passive = is_passive(verb) or _headline_passive(verb)
    for child in verb.children:
        _verb_child(child, verb, found=found)
    if verb.dep_ in ("relcl", "acl"):
        _antecedent(verb, found=found, passive=passive)
    if not found.targets:
        _shared_object(verb, found)
    _purpose_object(verb, found)
    if not (found.targets if passive else found.initiators):
        borrowed_subject(verb, found=found, passive=passive)


def _shared_object(verb: Any, found: Arguments) -> None:
    """Take the object of the next verb: "killed and wounded a dozen rebels"."""
    for other in verb.children:
        if other.dep_ == "conj" and other.pos_ == "VERB" and other.i - verb.i <= 3:  # noqa: PLR2004
            found.targets += [
                i for c in other.children if c.dep_ in ("dobj", "nsubjpass") for i in conjuncts(c)
            ]


def _purpose_object(verb: Any, found: Arguments) -> None:
    """Take whom the act is meant to move: "fired tear gas to disperse students"."""
    for other in verb.children:
        if other.dep_ in ("advcl", "xcomp") and other.lemma_.lower() in _DISPERSING:
            found.targets += [i for c in other.children if c.dep_ == "dobj" for i in conjuncts(c)]


def is_passive(verb: Any) -> bool:
    """Return whether a verb form is passive: an auxiliary says so, or it stands behind a noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB":
        own = any(c.dep_ in ("nsubj", "dobj", "aux") for c in verb.children)
        return not own and is_passive(verb.head)
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "amod", "ROOT", "advcl", "dep", "acomp")
        and not any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)
    )


def _headline_passive(verb: Any) -> bool:
    """Return whether "killed" is short for "were killed": nobody is killed by the subject."""
    if verb.lemma_.lower() in _SUFFERING:
        return True
    if verb.lemma_.lower() not in _HARM or verb.tag_ not in ("VBD", "VBN"):
        return False
    labels = {c.dep_ for c in verb.children}
    acts_on = any(c.dep_ == "conj" and not _has_subject(c) for c in verb.children)
    return not (acts_on or labels & {"dobj", "agent", "aux", "auxpass"}) and "nsubj" in labels


def _has_subject(verb: Any) -> bool:
    return any(c.dep_ in SUBJECTS | _PASSIVE_SUBJECTS for c in verb.children)


def _verb_child(child: Any, verb: Any, *, found: Arguments) -> None:
    if child.lower_ in RELATIVE and child.dep_ in (SUBJECTS | _PASSIVE_SUBJECTS | {"dobj"}):
        return
    if child.dep_ in SUBJECTS:
        side = found.targets if _headline_passive(verb) else found.initiators
        side += conjuncts(child)
    elif child.dep_ in _PASSIVE_SUBJECTS or child.dep_ in ("dobj", "dative"):
        found.targets += conjuncts(child)
    elif child.dep_ in ("agent", "prep"):
        _verb_preposition(child, verb, found=found)


def _verb_preposition(prep: Any, verb: Any, *, found: Arguments) -> None:
    objects = [i for c in prep.children if c.dep_ == "pobj" for i in conjuncts(c)]
    word = prep.lower_
    if word == "by":
        found.initiators += objects
    elif _aims(word, verb):
        found.targets += objects
    elif word == "between":
        found.both += objects
    elif word == "with":
        (found.both if verb.lemma_.lower() in BOTH_SIDES else found.instruments).extend(objects)


def _aims(preposition: str, verb: Any) -> bool:
    """Return whether what follows the preposition is what the verb was done to."""
    if preposition in ("at", "into"):
        return verb.lemma_ in _AIMING
    if preposition == "from":
        return verb.lemma_.lower() in _TAKING
    return preposition in ON_TARGET


def _antecedent(verb: Any, *, found: Arguments, passive: bool) -> None:
    """Add the noun that a relative or participle clause hangs on."""
    pronoun = next((c for c in verb.children if c.lower_ in RELATIVE), None)
    subject = any(c.dep_ in (SUBJECTS | _PASSIVE_SUBJECTS) for c in verb.children if c != pronoun)
    if pronoun is None and subject:
        return  # "the day the rebels attacked": the noun is neither doer nor victim
    as_object = pronoun is not None and pronoun.dep_ in ("dobj", "nsubjpass")
    if passive or as_object:
        found.targets.append(verb.head.i)
    elif verb.tag_ != "VB":
        found.initiators.append(verb.head.i)


def borrowed_subject(verb: Any, *, found: Arguments, passive: bool) -> None:
    """Take the subject from the verb this one hangs on: "they entered the town and killed"."""
    governor, steps = verb, 0
    while governor.dep_ in _CLAUSAL and steps < 4:  # noqa: PLR2004  (deeper chains are misparses)
        aside = governor.dep_ == "advcl"
        governor, steps = governor.head, steps + 1
        if governor.pos_ == "ADP":
            governor = governor.head
        if aside and governor.lemma_.lower() in SPEECH:
            return  # "..., the monitor said, killing two"
        subject = _subject_of(governor, verb)
        if subject is not None:
            if verb.dep_ == "advcl":
                found.borrowed += conjuncts(subject)
            (found.targets if passive else found.initiators).extend(conjuncts(subject))
            return


def _subject_of(governor: Any, verb: Any) -> Any | None:
    """Return who a governed verb's silent subject is: the object of "accuse", else the subject."""
    if governor.pos_ not in ("VERB", "AUX"):
        return None
    if verb.dep_ == "ccomp" and governor != verb.head:
        return None
    children = list(governor.children)
    wanted = ("dobj",) if verb.dep_ in ("pcomp", "xcomp") and _controls_object(governor) else ()
    for labels in (wanted, (*SUBJECTS, *_PASSIVE_SUBJECTS)):
        for child in children:
            if child.dep_ in labels and child.lower_ not in RELATIVE:
                return child
    if governor.dep_ in ("relcl", "acl"):
        return governor.head
    return None


def _controls_object(governor: Any) -> bool:
    return governor.lemma_ in {
        "accuse", "blame", "charge", "suspect", "convict", "order", "force", "see", "help", "allow",
        "send", "ask", "urge", "tell",
    }  # fmt: skip
