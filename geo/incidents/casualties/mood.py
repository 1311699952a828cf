"""Did it happen: negation, modals, doubts, attempts and orders above an outcome word."""

from __future__ import annotations

from functools import cache
from typing import Any

from geo.incidents.words import rows

_REACHED_BY_UNREAL = frozenset({"xcomp", "ccomp", "pcomp", "pobj", "prep", "dobj", "acl", "conj",
                                "compound", "advcl"})  # fmt: skip
_MODALS = frozenset("could would might may should will shall can must 'd 'll ca wo".split())
_MAYBE = frozenset("may might must".split())
_DOUBT = frozenset({"if", "whether", "unless", "lest"})
_DONE = frozenset(
    "manage succeed begin continue start go come force compel cause help use proceed happen "
    "oblige able serve bring".split()
)
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "conj", "oprd", "acomp", "nummod"})
_CAUSES = frozenset(
    "cause result lead produce leave claim cost take suffer inflict provoke mean".split()
)
_CARRYING = frozenset("commit carry perpetrate conduct execute do make organize".split())
_CAUSING = frozenset({"in", "to"})


@cache
def lexicon(kind: str) -> dict[str, str]:
    """Return the words of one kind of ``reports.csv`` and the stance each gives."""
    return {row["lemma"]: row["stance"] for row in rows("reports") if row["kind"] == kind}


def mood_reaches(at: Any) -> bool:
    """Whether the mood of what governs a word is its own mood too.

    "May have left 12 dead" is no fact, "may investigate the murder of 12" leaves it one.
    """
    if at.dep_ in _CLAUSES:
        return True
    if at.dep_ == "pobj":
        return at.head.lower_ in _CAUSING
    return at.dep_ in ("dobj", "prep", "attr") and (
        at.head.lemma_ in _CAUSES or at.head.pos_ == "AUX"
    )


def governs(at: Any) -> bool:
    """Whether an attempt, a threat or an order above the word's governor is still about it."""
    if at.dep_ in ("pobj", "prep"):
        return (at if at.dep_ == "prep" else at.head).lower_ in ("of", "to", "on", "against")
    if at.dep_ == "dobj":
        return at.head.lemma_ in _CAUSES | _CARRYING
    return at.dep_ in ("xcomp", "ccomp", "pcomp", "compound", "conj") or (
        at.dep_ == "acl" and at.tag_ == "VB"
    )


def question(token: Any) -> str | None:
    """Return that a verb stands in a question; a noun in one takes what it names for granted."""
    if token.pos_ == "NOUN":
        return None
    return "a question" if token.sent.text.rstrip(" \n\t\"')").endswith("?") else None


def is_negated(token: Any) -> bool:
    """Whether a "not" or "without" stands on the word or on the verb that carries it."""
    carriers = [token]
    if token.dep_ in ("acomp", "attr", "oprd", "dobj"):
        carriers.append(token.head)
    for word in carriers:
        if any(c.dep_ == "neg" and not _not_only(c) for c in word.children):
            return True
    governor = token.head.head if token.head.dep_ == "pcomp" else token.head
    return bool(governor.lower_ == "without")


def _not_only(negation: Any) -> bool:
    following = negation.doc[negation.i + 1 : negation.i + 2]
    return any(t.lower_ in ("only", "just", "merely") for t in following)


def unreal_here(at: Any) -> str | None:
    """Return why one clause on the way up is not told as having happened."""
    auxiliaries = [c for c in at.children if c.dep_ in ("aux", "auxpass")]
    perfect = any(c.lemma_ == "have" for c in auxiliaries)
    for child in at.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in _DOUBT:
            return f"{child.lower_} it happened"
        if (
            child.dep_ == "aux"
            and child.lower_ in _MODALS
            and not (perfect and child.lower_ in _MAYBE)
        ):
            return f"{child.lower_} happen"
    return _infinitive(at, auxiliaries, perfect=perfect)


def _infinitive(at: Any, auxiliaries: list[Any], *, perfect: bool) -> str | None:
    if perfect or not any(c.tag_ == "TO" for c in auxiliaries):
        return None
    if at.dep_ in ("xcomp", "ccomp", "advcl") and at.head.lemma_ in _DONE:
        return None
    return f"to {at.lower_}, an aim"


def unreal_above(at: Any) -> str | None:
    """Return why what governs a clause makes it no fact: an attempt, a threat, an order."""
    head = at.head
    kind = "verb" if head.pos_ in ("VERB", "AUX") else "noun"
    if at.dep_ in _REACHED_BY_UNREAL and lexicon(kind).get(head.lemma_.lower()) == "unreal":
        happened = at.dep_ in ("advcl", "conj") or (at.dep_ == "prep" and kind == "verb")
        return None if happened else f"{head.lemma_} governs it"
    return None


def is_hedged(at: Any) -> bool:
    """Whether "reportedly", "allegedly" or "may have" stands on a word."""
    hedges = lexicon("hedge")
    children = list(at.children)
    maybe = any(c.dep_ == "aux" and c.lower_ in _MAYBE for c in children)
    return maybe or any(
        c.lower_ in hedges for c in children if c.dep_ in ("advmod", "amod", "neg", "acomp")
    )
