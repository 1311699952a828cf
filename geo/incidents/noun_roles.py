"""Who does it and to whom: the grammar of a noun such as "attack" and of its verb."""

from __future__ import annotations

from typing import Any

from geo.incidents.verb_roles import (
    BOTH_SIDES,
    ON_TARGET,
    RELATIVE,
    SUBJECTS,
    Arguments,
    borrowed_subject,
    conjuncts,
)

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
# Noun triggers whose "of" names the one it was done to; of the others it names a place or a doer.
_OF_TARGET = frozenset(
    "killing murder assassination massacre kidnapping kidnaping abduction execution slaying "
    "slaughter bombing shelling bombardment rape torture beheading lynching capture seizure "
    "recapture liberation death shooting arrest detention burning looting torching arson ambush "
    "sabotage destruction strafing ransacking stabbing beating hijacking dynamiting raid "
    "attack assault storming harassment takeover fall".split()
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
_BLAMING = frozenset("blame attribute ascribe accuse suspect charge pin".split())


def of_noun(noun: Any, found: Arguments) -> None:
    """Add who stands where around a noun."""
    for child in noun.children:
        if child.dep_ in MODIFIERS and child.i < noun.i:
            side = found.targets if _is_victim_of(child, noun) else found.initiators
            side.append(child.i)
        elif child.dep_ in ("prep", "agent"):
            _noun_preposition(child, noun, found=found)
        elif child.dep_ in ("acl", "relcl"):
            _noun_clause(child, found)
    _struck(noun, found)
    _behind(noun, found)
    if not (found.targets or found.both):
        _shared_prepositions(noun, found)
    carrier = carrier_of(noun)
    if carrier is not None:
        _of_carrier(carrier, noun, found=found)


_OF_ONE = frozenset(
    "murder assassination killing kidnapping kidnaping abduction execution slaying death arrest "
    "detention lynching beheading disappearance".split()
)


def _is_victim_of(modifier: Any, noun: Any) -> bool:
    """Tell whether a person before a noun suffered it: "the bishop's murder", "the Galan killing".

    "Israel's killing of" somebody names the doer.
    """
    if noun.lemma_.lower() not in _OF_ONE or any(c.lower_ == "of" for c in noun.children):
        return False
    named = modifier.ent_type_ == "PERSON"
    return modifier.dep_ == "poss" or (named and modifier.dep_ in {"compound", "nmod"})


def _shared_prepositions(noun: Any, found: Arguments) -> None:
    """Take "against X" from the noun joined to this one: "air and artillery strikes against X"."""
    joined = [c for c in noun.children if c.dep_ == "conj"]
    joined += [noun.head] if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN") else []
    for other in joined:
        for child in other.children:
            if child.dep_ == "prep" and child.lower_ in ON_TARGET | {"by", "between"}:
                _noun_preposition(child, noun, found=found)


def _noun_preposition(prep: Any, noun: Any, *, found: Arguments) -> None:
    objects = [i for c in prep.children if c.dep_ == "pobj" for i in conjuncts(c)]
    word = prep.lower_
    if word == "by":
        found.initiators += objects
    elif word in ON_TARGET or (word == "of" and noun.lemma_.lower() in _OF_TARGET):
        found.targets += objects
    elif word in ("between", "among") or (word == "with" and noun.lemma_.lower() in BOTH_SIDES):
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
        if child.dep_ in SUBJECTS:
            found.targets += conjuncts(child)


def _behind(noun: Any, found: Arguments) -> None:
    """Read "the group said it was behind the attack"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "behind" and noun.head.head.lemma_ == "be":
        found.initiators += [
            i for c in noun.head.head.children if c.dep_ in SUBJECTS for i in conjuncts(c)
        ]


def _noun_clause(verb: Any, found: Arguments) -> None:
    """Read "an attack carried out by X", "a blast that killed Y"."""
    for child in verb.children:
        if child.dep_ == "agent":
            found.initiators += [
                i for c in child.children if c.dep_ == "pobj" for i in conjuncts(c)
            ]
        elif child.dep_ == "dobj" and verb.lemma_ in REACHES:
            found.targets += conjuncts(child)
        elif child.dep_ in SUBJECTS and child.lower_ not in RELATIVE:
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
        if child.dep_ in SUBJECTS and child.lower_ not in RELATIVE:
            into += conjuncts(child)
            return
    if verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN":
        into.append(verb.head.i)
        return
    borrowed_subject(verb, found=borrowed, passive=False)
    into += borrowed.initiators


def _add_victims(verb: Any, into: list[int]) -> None:
    for child in verb.children:
        labels = ("nsubj",) if verb.lemma_ in ("die", "perish") else ("nsubjpass", "dobj")
        if child.dep_ in labels and child.lower_ not in RELATIVE:
            into += conjuncts(child)


def _add_prepositions(verb: Any, found: Arguments) -> None:
    for child in verb.children:
        objects = [i for c in child.children if c.dep_ == "pobj" for i in conjuncts(c)]
        if child.dep_ == "agent":
            found.initiators += objects
        elif child.dep_ == "prep" and child.lower_ in ON_TARGET:
            found.targets += objects
