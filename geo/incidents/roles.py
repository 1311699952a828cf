"""Who does it and to whom: the grammar of one trigger word.

Only the shape of the sentence is read here; what the noun phrases mean is the business of
:mod:`geo.incidents.actors`. Labels are those of spaCy's English models (ClearNLP).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "appos"})
_ON_TARGET = frozenset({"on", "against", "upon", "toward", "towards", "onto"})
# Verbs that aim: only theirs is an "at" or "into" that names a victim and not a place.
_AIMING = frozenset(
    "fire shoot throw hurl lob launch aim toss direct open ram pelt rain drive crash".split()
)
# Noun triggers that name the doer: what they do is in their verb.
_DOERS = frozenset({"bomber", "kamikaze"})
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
_CLAUSAL = frozenset({"xcomp", "pcomp", "advcl", "conj", "ccomp"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# Noun triggers whose "of" names the one it was done to; of the others it names a place or a doer.
_OF_TARGET = frozenset(
    "killing murder assassination massacre kidnapping kidnaping abduction execution slaying "
    "slaughter bombing shelling bombardment rape torture beheading lynching capture seizure "
    "recapture liberation death shooting arrest detention burning looting torching arson ambush "
    "sabotage destruction strafing ransacking stabbing beating hijacking dynamiting raid "
    "attack assault storming harassment takeover fall".split()
)
_BOTH_SIDES = frozenset(
    "clash fighting battle firefight skirmish combat encounter confrontation gunfight shootout "
    "gunbattle engagement exchange hostility ceasefire truce agreement accord fire".split()
)
# Verbs that only carry their object: "carried out a strike" is a strike by the subject.
SUPPORT = frozenset(
    "carry conduct launch stage mount commit perpetrate make execute perform undertake lead "
    "continue start begin open initiate plan order direct wage stage unleash deliver inflict "
    "organize organise hold resume intensify claim do join coordinate".split()
)
# Verbs whose "with" names an act of the subject: "answered with strikes".
ANSWERING = frozenset("answer respond retaliate reply counter".split())
# Verbs whose subject suffers the object: "came under attack", "suffered an ambush".
SUFFERED = frozenset(
    "suffer face repel survive escape undergo resist withstand thwart come".split()
)
# Verbs by which an act reaches its victims: "the blast killed three", "the raid hit a school".
REACHES = frozenset(
    "kill wound injure hit destroy damage target strike hurt leave claim maim demolish hurl level "
    "flatten rock shake rip affect involve reach".split()
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


def arguments(trigger: Any) -> Arguments:
    """Return who stands where around a trigger token.

    ``initiators`` may be instruments ("a car bomb", "warplanes"): grammar alone cannot tell.
    """
    found = Arguments()
    doing = trigger.lemma_.lower() in _DOERS and trigger.dep_ == "nsubj"
    if trigger.pos_ in ("VERB", "AUX") or doing:
        _of_verb(trigger.head if doing else trigger, found)
    else:
        _of_noun(trigger, found)
    return found


def conjuncts(head: Any) -> list[int]:
    """Return a noun phrase's head and the heads joined to it by "and", "or" or a comma."""
    return [head.i, *(t.i for t in head.conjuncts if t.i > head.i and t.pos_ != "VERB")]


# --- verbs -----------------------------------------------------------------------------------


def _of_verb(verb: Any, found: Arguments) -> None:
    passive = is_passive(verb) or _headline_passive(verb)
    for child in verb.children:
        _verb_child(child, verb, found=found)
    if verb.dep_ in ("relcl", "acl"):
        _antecedent(verb, found=found, passive=passive)
    if not found.targets:
        _shared_object(verb, found)
    _purpose_object(verb, found)
    if not (found.targets if passive else found.initiators):
        _borrowed_subject(verb, found=found, passive=passive)


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
        and verb.dep_ in ("acl", "amod", "ROOT", "advcl", "dep")
        and not any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)
    )


def _headline_passive(verb: Any) -> bool:
    """Return whether "killed" is short for "were killed": nobody is killed by the subject."""
    if verb.lemma_.lower() in _SUFFERING:
        return True
    if verb.lemma_.lower() not in _HARM or verb.tag_ not in ("VBD", "VBN"):
        return False
    labels = {c.dep_ for c in verb.children}
    return not labels & {"dobj", "agent", "aux", "auxpass", "conj"} and "nsubj" in labels


def _verb_child(child: Any, verb: Any, *, found: Arguments) -> None:
    if child.lower_ in _RELATIVE and child.dep_ in (_SUBJECTS | _PASSIVE_SUBJECTS | {"dobj"}):
        return
    if child.dep_ in _SUBJECTS:
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
        (found.both if verb.lemma_.lower() in _BOTH_SIDES else found.instruments).extend(objects)


def _aims(preposition: str, verb: Any) -> bool:
    """Return whether what follows the preposition is what the verb was done to."""
    if preposition in ("at", "into"):
        return verb.lemma_ in _AIMING
    if preposition == "from":
        return verb.lemma_.lower() in _TAKING
    return preposition in _ON_TARGET


def _antecedent(verb: Any, *, found: Arguments, passive: bool) -> None:
    """Add the noun that a relative or participle clause hangs on."""
    pronoun = next((c for c in verb.children if c.lower_ in _RELATIVE), None)
    subject = any(c.dep_ in (_SUBJECTS | _PASSIVE_SUBJECTS) for c in verb.children if c != pronoun)
    if pronoun is None and subject:
        return  # "the day the rebels attacked": the noun is neither doer nor victim
    as_object = pronoun is not None and pronoun.dep_ in ("dobj", "nsubjpass")
    if passive or as_object:
        found.targets.append(verb.head.i)
    elif verb.tag_ != "VB":
        found.initiators.append(verb.head.i)


def _borrowed_subject(verb: Any, *, found: Arguments, passive: bool) -> None:
    """Take the subject from the verb this one hangs on: "they entered the town and killed"."""
    governor, steps = verb, 0
    while governor.dep_ in _CLAUSAL and steps < 4:  # noqa: PLR2004  (deeper chains are misparses)
        governor, steps = governor.head, steps + 1
        if governor.pos_ == "ADP":
            governor = governor.head
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
    for labels in (wanted, (*_SUBJECTS, *_PASSIVE_SUBJECTS)):
        for child in children:
            if child.dep_ in labels and child.lower_ not in _RELATIVE:
                return child
    if governor.dep_ in ("relcl", "acl"):
        return governor.head
    return None


def _controls_object(governor: Any) -> bool:
    return governor.lemma_ in {
        "accuse", "blame", "charge", "suspect", "convict", "order", "force", "see", "help", "allow",
        "send", "ask", "urge", "tell",
    }  # fmt: skip


# --- nouns -----------------------------------------------------------------------------------


def _of_noun(noun: Any, found: Arguments) -> None:
    for child in noun.children:
        if child.dep_ in _MODIFIERS and child.dep_ != "appos" and child.i < noun.i:
            found.initiators.append(child.i)
        elif child.dep_ in ("prep", "agent"):
            _noun_preposition(child, noun, found=found)
        elif child.dep_ in ("acl", "relcl"):
            _noun_clause(child, found)
    _struck(noun, found)
    if not (found.targets or found.both):
        _shared_prepositions(noun, found)
    carrier = carrier_of(noun)
    if carrier is not None:
        _of_carrier(carrier, noun, found=found)


def _shared_prepositions(noun: Any, found: Arguments) -> None:
    """Take "against X" from the noun joined to this one: "air and artillery strikes against X"."""
    joined = [c for c in noun.children if c.dep_ == "conj"]
    joined += [noun.head] if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN") else []
    for other in joined:
        for child in other.children:
            if child.dep_ == "prep" and child.lower_ in _ON_TARGET | {"by", "between"}:
                _noun_preposition(child, noun, found=found)


def _noun_preposition(prep: Any, noun: Any, *, found: Arguments) -> None:
    objects = [i for c in prep.children if c.dep_ == "pobj" for i in conjuncts(c)]
    word = prep.lower_
    if word == "by":
        found.initiators += objects
    elif word in _ON_TARGET or (word == "of" and noun.lemma_.lower() in _OF_TARGET):
        found.targets += objects
    elif word in ("between", "among") or (word == "with" and noun.lemma_.lower() in _BOTH_SIDES):
        found.both += objects
    elif word in ("from", "of"):
        found.initiators += objects
    elif word == "with":
        found.instruments += objects


def _struck(noun: Any, found: Arguments) -> None:
    """Read "the village was the target of armed men", "of an attack": the subject was struck."""
    of = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    target = noun.head.head if of else noun
    if target.lemma_.lower() != "target" or target.dep_ != "attr":
        return
    for child in target.head.children:
        if child.dep_ in _SUBJECTS:
            found.targets += conjuncts(child)


def _noun_clause(verb: Any, found: Arguments) -> None:
    """Read "an attack carried out by X", "a blast that killed Y"."""
    for child in verb.children:
        if child.dep_ == "agent":
            found.initiators += [
                i for c in child.children if c.dep_ == "pobj" for i in conjuncts(c)
            ]
        elif child.dep_ == "dobj" and verb.lemma_ in REACHES:
            found.targets += conjuncts(child)
        elif child.dep_ in _SUBJECTS and child.lower_ not in _RELATIVE:
            found.initiators += conjuncts(child)


def carrier_of(noun: Any) -> Any | None:
    """Return the verb that carries a noun trigger, through "series of" and "responsibility for"."""
    at, steps = noun, 0
    while steps < 6:  # noqa: PLR2004  (a longer chain no longer speaks of this noun)
        steps += 1
        if at.dep_ == "prep" and at.lower_ == "with" and (answer := _answering(at)) is not None:
            return answer
        if at.dep_ in ("pobj", "prep", "conj", "appos", "agent", "compound", "nmod", "amod"):
            at = at.head
        elif at.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd"):
            return at.head
        else:
            break
        if at.pos_ in ("VERB", "AUX") and at != noun:
            return at
    return None


def _answering(prep: Any) -> Any | None:
    """Return the verb of "answered the advance on X with strikes", far as it may stand."""
    return next((t for t in prep.ancestors if t.lemma_.lower() in ANSWERING), None)


def _of_carrier(verb: Any, noun: Any, *, found: Arguments) -> None:
    lemma = verb.lemma_.lower()
    direct = relation_to(verb, noun)
    if lemma in ANSWERING:
        _add_subject(verb, found.initiators)
        return
    if lemma in _BLAMING:
        _add_blamed(verb, direct, found=found)
        return
    if direct in ("dobj", "nsubjpass") and lemma in SUPPORT:
        if direct == "dobj":
            _add_subject(verb, found.initiators)
        _add_prepositions(verb, found)
    elif direct == "nsubj" and lemma in REACHES:
        found.targets += [i for c in verb.children if c.dep_ == "dobj" for i in conjuncts(c)]
    elif lemma in SUFFERED and direct in ("dobj", "under"):
        _add_subject(verb, found.targets)
    elif lemma in REACHES | {"die", "perish", "slay", "murder"} and direct in (
        "in",
        "during",
        "by",
        "after",
        "when",
    ):
        _add_victims(verb, found.targets)


_BLAMING = frozenset("blame attribute ascribe accuse suspect charge pin".split())


def _add_blamed(verb: Any, direct: str, *, found: Arguments) -> None:
    """Read "blamed the attack on X", "attributed to X", "X was blamed for the attack"."""
    for child in verb.children:
        if direct in ("for", "of", "in", "with") and child.dep_ in ("dobj", "nsubjpass"):
            found.initiators += conjuncts(child)
        elif (
            child.dep_ == "prep" and child.lower_ in ("on", "to", "upon") and child.lower_ != direct
        ):
            found.initiators += [
                i for c in child.children if c.dep_ == "pobj" for i in conjuncts(c)
            ]


def relation_to(verb: Any, noun: Any) -> str:
    """Return how a noun hangs on a verb: a dependency label, or the preposition between them."""
    at = noun
    while at.head not in (verb, at):
        at = at.head
    return str(at.lower_) if at.dep_ in ("prep", "agent") else str(at.dep_)


def _add_subject(verb: Any, into: list[int]) -> None:
    borrowed = Arguments()
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.lower_ not in _RELATIVE:
            into += conjuncts(child)
            return
    if verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN":
        into.append(verb.head.i)
        return
    _borrowed_subject(verb, found=borrowed, passive=False)
    into += borrowed.initiators


def _add_victims(verb: Any, into: list[int]) -> None:
    for child in verb.children:
        labels = ("nsubj",) if verb.lemma_ in ("die", "perish") else ("nsubjpass", "dobj")
        if child.dep_ in labels and child.lower_ not in _RELATIVE:
            into += conjuncts(child)


def _add_prepositions(verb: Any, found: Arguments) -> None:
    for child in verb.children:
        objects = [i for c in child.children if c.dep_ == "pobj" for i in conjuncts(c)]
        if child.dep_ == "agent":
            found.initiators += objects
        elif child.dep_ == "prep" and child.lower_ in _ON_TARGET:
            found.targets += objects
