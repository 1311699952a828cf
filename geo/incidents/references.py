"""Whom a word stands for that does not say it: "they", "the group", "the army", "its fighters"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geo.incidents.names import PART_OF_NOUN
from geo.model import ActorKind

if TYPE_CHECKING:
    from geo.incidents.actor_lexicon import Agent
    from geo.incidents.parties import Parties, Party

REBELLIOUS = frozenset({ActorKind.REBEL, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})
_STRANGERS = frozenset("foreign unknown international allied peacekeeping un u.n. other".split())
_GROUPS = frozenset({"group", "organisation", "organization", "movement", "faction"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
# Which kinds of named party a common noun of a kind may refer back to.
_GROUP_KINDS = {
    ActorKind.REBEL: frozenset({ActorKind.REBEL}),
    ActorKind.EXTERNAL: frozenset({ActorKind.EXTERNAL}),
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REFERRED = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})


def meant(parties: Parties, noun: Any, agent: Agent) -> Party | None:
    """Return the named party that a bare "the army" or "the rebels" refers to."""
    if agent.kind is ActorKind.STATE:
        strange = any(c.lower_ in _STRANGERS for c in noun.lefts)
        return None if strange else _army_before(parties, noun)
    definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.children)
    if not definite or agent.kind not in _GROUP_KINDS:
        return None
    position = parties.words.position[noun.i]
    for at in range(position - 1, -1, -1):
        named = parties.names.groups.get(at)
        if named is None or parties.names.attached(named):
            continue
        group = parties.names.dated(named.values)
        if group.kind in _GROUP_KINDS[agent.kind]:
            return parties.at(parties.words.tokens[named.last])
    return None


def owned(parties: Parties, noun: Any) -> Party | None:
    """Return the armed party whose people these are: "its fighters", "their forces"."""
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            owner = antecedent(parties, child)
            return owner if owner and owner.named and owner.bears == "armed" else None
    return None


def is_bare_group(parties: Parties, noun: Any) -> bool:
    """Return whether it is "the group" and no more."""
    if parties.names.lemma(noun) not in _GROUPS:
        return False
    described = any(c.dep_ in PART_OF_NOUN or c.dep_ == "prep" for c in noun.children)
    return not described and any(c.lower_ in _DEFINITE for c in noun.children)


def group_before(parties: Parties, noun: Any) -> Party | None:
    """Return the armed group that a bare "the group" refers to: the last one named."""
    for at in range(parties.words.position[noun.i] - 1, -1, -1):
        named = parties.names.groups.get(at)
        if named is None or parties.names.attached(named):
            continue
        if parties.names.dated(named.values).kind in REBELLIOUS:
            return parties.at(parties.words.tokens[named.last])
    return None


def _army_before(parties: Parties, noun: Any) -> Party | None:
    """Return the one state force that a bare "the army" refers to."""
    police = parties.names.lemma(noun).startswith(("police", "constable", "cop", "gendarme"))
    branch = "Police" if police else "Military"
    any_branch = parties.words.doc[noun.i].lower_ == "force"
    fitting = [(i, p) for i, p in parties.armies if any_branch or p.name.startswith(branch)]
    names = Counter(p.name for _, p in fitting)
    if len(names) == 1:
        return fitting[0][1]
    before = [p for i, p in fitting if i < noun.i]
    return before[-1] if before else None


def antecedent(parties: Parties, pronoun: Any) -> Party | None:
    """Return what "they" or "it" refers to: the last fitting party before it."""
    if pronoun.lower_ not in ("they", "them", "it", "he", "him", "their", "its", "his"):
        return None
    plural = pronoun.lower_ in ("they", "them", "their")
    before = parties.words.doc[max(0, pronoun.i - 60) : pronoun.i]
    own = _subjects_above(pronoun) if pronoun.lower_ in ("them", "him", "it") else set()
    for labels in (_SUBJECTS, _REFERRED):
        for token in reversed(before):
            if token.dep_ not in labels or token.pos_ not in ("NOUN", "PROPN"):
                continue
            if token.i in own:
                continue
            party = parties.at(token.i)
            if party is None or not _agrees(token, plural=plural):
                continue
            if pronoun.lower_ in _OF_ONE and party.named and party.bears == "armed":
                continue  # "the MRTA released the banker. He had been kidnapped"
            return party
    return None


_OF_ONE = frozenset({"he", "him", "his"})


def _subjects_above(pronoun: Any) -> set[int]:
    """Return the subjects of the verbs that an object hangs on: "they" do it to others."""
    verb = next((t for t in pronoun.ancestors if t.pos_ == "VERB"), None)
    found: set[int] = set()
    while verb is not None and pronoun.dep_ in ("dobj", "pobj"):
        found |= {c.i for c in verb.children if c.dep_ in _SUBJECTS}
        verb = verb.head if verb.dep_ == "conj" and verb.head != verb else None
    return found


def _agrees(token: Any, *, plural: bool) -> bool:
    is_plural = token.tag_ in ("NNS", "NNPS") or token.lemma_ in ("police", "army", "group")
    return is_plural if plural else not is_plural or token.pos_ == "PROPN"
