"""Noun phrases that name people: their words, the noun that says who, and what sort it is."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.incidents.words import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

PRONOUNS = frozenset("he she him her himself herself".split())
_REFLEXIVES = frozenset("himself herself themselves itself".split())
_PEOPLE_PRONOUNS = PRONOUNS | frozenset("they them both all those who whom others".split())
_DEFINITE = frozenset("the these those this that his her its their our such all both".split())
# Heads that only count or gather: who they are stands behind "of".
_GATHERERS = frozenset(
    "number total group dozen hundred thousand score ten couple pair handful member family trio "
    "crowd million majority rest half third one toll series one some most many several all body "
    "corpse remains team party".split()
)
_BEFORE_NOUN = frozenset(
    "det predet amod nummod quantmod compound nmod poss advmod npadvmod neg nounmod".split()
)
_NOT_PERSONS = frozenset(
    "GPE LOC FAC ORG DATE TIME EVENT LAW MONEY PRODUCT LANGUAGE PERCENT QUANTITY".split()
)
_MISTAKEN = frozenset("ORG PRODUCT EVENT LAW WORK_OF_ART".split())
_BREAKS = frozenset({"--", "—", ")", "]", ":", ";", "|"})
_ALONG = 8
_SINGULAR = frozenset({"NN", "NNP"})
_PLURAL = frozenset({"were", "are", "have"})
_THEIRS = frozenset({"his", "her", "their"})
ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_WIDE = frozenset("leader member official other man woman head chief person people".split())
_ARMED = frozenset(
    "army military force navy battalion brigade regiment patrol garrison militia guerrilla "
    "cell".split()
)


class Kind(StrEnum):
    """What a noun of ``victims.csv`` stands for."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    UNKNOWN = "unknown"
    COLLECTIVE = "collective"
    THING = "thing"


@cache
def _kinds() -> dict[str, Kind]:
    return {row["lemma"]: Kind(row["group"]) for row in rows("victims")}


def kind_of(token: Any) -> Kind | None:
    """Return what a noun stands for, None where the lexicon does not know it."""
    lemma, lower = token.lemma_.lower(), token.lower_
    kinds = _kinds()
    for word in (lemma, lower, lower.removesuffix("s"), lower.removesuffix("men") + "man"):
        if word in kinds:
            return kinds[word]
    return None


def phrase_of(head: Any) -> list[Any]:
    """Return the tokens of a noun phrase: what stands before its head, and "of ..." after it."""
    tokens = [head]
    for child in head.lefts:
        if child.dep_ in _BEFORE_NOUN:
            tokens += [t for t in child.subtree if t.i < head.i]
    tokens = [t for t in _after_break(tokens, head) if t.i == head.i or t.lower_ != "dead"]
    tokens += [
        t
        for child in head.rights
        if child.dep_ in ("appos", "flat", "compound") and child.pos_ == "PROPN"
        for t in child.subtree
        if head.pos_ == "PROPN"
        and t.pos_ == "PROPN"
        and head.i < t.i <= child.i
        and child.left_edge.i == head.i + 1
    ]
    lead = next((t for t in head.rights if t.lower_ == "of" and t.i - head.i <= 2), None)  # noqa: PLR2004  ("dozen more of")
    if lead is not None and _gathers(head):
        tokens.append(lead)
        for child in lead.children:
            if child.dep_ == "pobj":
                tokens += phrase_of(child)
    return sorted(set(tokens), key=lambda t: t.i)


def _after_break(tokens: list[Any], head: Any) -> list[Any]:
    """Drop what a bracket or a dash parts from the head: a dateline, a label."""
    breaks = [t.i for t in tokens if t.i < head.i and (t.text in _BREAKS or _is_month(t))]
    return [t for t in tokens if not breaks or t.i > max(breaks)]


def _is_month(token: Any) -> bool:
    return bool(token.ent_type_ == "DATE" and token.pos_ == "PROPN")


def _gathers(head: Any) -> bool:
    return head.pos_ == "NUM" or head.lemma_.lower() in _GATHERERS or head.lower_ in _GATHERERS


def core_of(head: Any, phrase: list[Any]) -> Any:
    """Return the noun that says who: "fighters" in "hundreds of fighters"."""
    inner = next((t for t in phrase if t.dep_ == "pobj" and t.head.lower_ == "of"), None)
    if inner is None or inner.pos_ == "PRON" or head.lemma_.lower() == "member":
        return head
    return inner


def kind_of_phrase(core: Any, phrase: list[Any]) -> Kind | None:
    """Return what a noun phrase stands for: "army officers" by its other words."""
    kind = kind_of(core)
    if kind in (Kind.THING, Kind.COLLECTIVE, Kind.CIVILIANS, Kind.COMBATANTS):
        return kind
    for token in reversed(phrase):
        other = kind_of(token) if token.i != core.i else None
        if other in (Kind.CIVILIANS, Kind.COMBATANTS):
            return other
        if token.lower_ == "civilian":
            return Kind.CIVILIANS
        if other is Kind.COLLECTIVE and core.lemma_.lower() in _WIDE and token.ent_type_ != "GPE":
            return Kind.COMBATANTS if token.lemma_.lower() in _ARMED else kind
    return kind


def is_person(token: Any, *, mortal: bool = False) -> bool:
    """Whether a word that the lexicon does not know stands for people.

    ``mortal`` says that it was killed: the recogniser takes many a name for an organisation's.
    """
    if token.ent_type_ in ("PERSON", "NORP"):
        return True
    if mortal and token.tag_ == "NNP" and not token.is_upper and token.ent_type_ in _MISTAKEN:
        return True
    if token.tag_ == "NNP" and token.ent_type_ not in _NOT_PERSONS:
        return True  # the recogniser misses foreign names; only people die and are arrested
    return token.lower_ in _PEOPLE_PRONOUNS or token.tag_ == "NNPS"


def is_definite(token: Any) -> bool:
    """Whether a noun points back at people named before: "the soldiers"."""
    return any(t.lower_ in _DEFINITE for t in token.lefts if t.pos_ in ("DET", "PRON"))


def is_reflexive(token: Any) -> bool:
    """Whether it stands for the doer: "killed himself"."""
    return token.lower_ in _REFLEXIVES


def joined(head: Any) -> Iterator[Any]:
    """Yield a noun phrase's head and those joined to it by "and" or a comma.

    The middle of a list is often parsed as an apposition: "a colonel, a judge, and a senator".
    """
    members = [head, *(t for t in head.conjuncts if t.i > head.i), *_listed(head)]
    if len(members) > 1:
        members += [
            child
            for member in members
            for child in member.children
            if child.dep_ == "appos" and child.pos_ == member.pos_ and child.i > head.i
        ]
    yield head
    others = {t.i: t for t in (*members[1:], *_along_with(head))}
    for token in (others[i] for i in sorted(others)):
        if token.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            yield token


def _listed(head: Any) -> list[Any]:
    """Return "wife" and "children" of "a man, his wife and their four children were killed".

    The parse takes them for an apposition; "the mayor, a judge and poet, was killed" has one.
    """
    plural = head.tag_ in _SINGULAR and any(
        c.lower_ in _PLURAL for c in head.head.children if c.dep_ in ("aux", "auxpass")
    )
    found = []
    for child in head.children:
        rest = [t for t in child.conjuncts if t.i > child.i] if child.dep_ == "appos" else []
        owned = any(c.dep_ == "poss" and c.lower_ in _THEIRS for c in child.children)
        if rest and child.i > head.i and (plural or owned):
            named = head.pos_ == "PROPN" and child.pos_ == "NOUN"  # "Juan Lara, a farmer, and ..."
            found += rest if named else [child, *rest]
    return found


def _along_with(head: Any) -> list[Any]:
    """Return "a guard" of "the commander, along with a guard"."""
    for token in head.doc[head.i + 1 : min(head.i + _ALONG, head.sent.end)]:
        if token.lower_ == "with" and token.nbor(-1).lower_ in ("along", "together"):
            return [c for c in token.children if c.dep_ == "pobj"]
    return []


def text_of(doc: Any, first: int, last: int) -> str:
    """Return the words from one token to another, blanks and line breaks joined."""
    return " ".join(str(doc[first : last + 1].text).split())
