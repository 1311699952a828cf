"""Who says that he did it, or is blamed, in a sentence that names no act.

"Islamic State claimed responsibility." "Officials blamed the rebels." The act is the one told last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.verb_roles import conjuncts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.parties import Parties, Party

_CLAIMING = frozenset("claim take accept assume admit acknowledge".split())
_BLAMING = frozenset({"blame", "accuse"})
_SUBJECTS = frozenset({"nsubj"})
_NOT = frozenset({"no", "neither", "nor", "not", "never", "nobody", "none"})


def responsible(sentence: Any, parties: Parties) -> Iterator[Party]:
    """Yield the armed parties that a sentence makes responsible for what was told before it."""
    for word in sentence:
        heads = _claimants(word) if word.lower_ == "responsibility" else _blamed(word)
        for head in heads:
            party = parties.at(head)
            if party is not None and party.bears == "armed":
                yield party


def _claimants(noun: Any) -> list[int]:
    """Read "X claimed responsibility" and "responsibility was claimed by X", unless denied."""
    verb = noun.head
    if verb.lemma_.lower() not in _CLAIMING or _denied(verb):
        return []
    by = [c for c in verb.children if c.dep_ == "agent"]
    doers = [c for c in verb.children if c.dep_ in _SUBJECTS and noun.dep_ == "dobj"]
    doers += [c for agent in by for c in agent.children if c.dep_ == "pobj"]
    return [i for doer in doers if not _denied(doer) for i in conjuncts(doer)]


def _blamed(verb: Any) -> list[int]:
    """Read "officials blamed X" with nothing more: "blamed X for the war" is of another matter."""
    if verb.lemma_.lower() not in _BLAMING or verb.pos_ != "VERB" or _denied(verb):
        return []
    if any(c.dep_ == "prep" for c in verb.children):
        return []
    return [i for c in verb.children if c.dep_ == "dobj" for i in conjuncts(c)]


def _denied(word: Any) -> bool:
    return any(c.lower_ in _NOT or c.dep_ == "neg" for c in word.children) or word.lower_ in _NOT
