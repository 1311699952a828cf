"""What stands around a trigger: its clause, its sentence, and the word lists that judge them."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from geo.incidents.noun_roles import carrier_of
from geo.incidents.roles import arguments
from geo.incidents.weapons import Instrument, instruments
from geo.incidents.words import Phrases, Words, rows
from geo.model import EVENT_TYPE_OF, EventType

if TYPE_CHECKING:
    from geo.incidents.acts import Act
    from geo.incidents.parties import Parties, Party
    from geo.incidents.triggers import Candidate
    from geo.incidents.verb_roles import Arguments

_DEFINITE = frozenset({"the", "such", "its", "their", "his"})
_POINTING = frozenset({"this", "that", "these", "those"})
_ANOTHER = frozenset(
    "another new second third fourth fifth separate other different further similar earlier "
    "previous first latest last".split()
)
_VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE})
_CLEAR = 0.5  # the weight of a trigger that can explain a later "the attack"
_OTHER_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "parataxis", "acl", "csubj"})


@cache
def listed(name: str) -> Phrases[str]:
    """Return one of the word lists of ``acts_contexts.csv``."""
    return Phrases(
        (row["term"], row["term"]) for row in rows("acts_contexts") if row["list"] == name
    )


def _chain(noun: Any) -> list[int]:
    """Return a noun and those it leads to through "of": "parts of the town" is of a town."""
    found = [noun.i]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found += _chain(inner)
        elif child.dep_ == "conj":
            found.append(child.i)
    return found


def _subtree(noun: Any) -> list[int]:
    """Return the tokens of a noun phrase without the clauses and places that hang on it."""
    found = [noun.i]
    for child in noun.children:
        if child.pos_ not in ("VERB", "AUX"):
            found += [t.i for t in child.subtree]
    return found


class Scene:
    """One candidate in its report. Everything is worked out when first asked for."""

    def __init__(
        self,
        candidate: Candidate,
        parties: Parties,
        *,
        others: tuple[Candidate, ...] = (),
        told: tuple[Act, ...] = (),
    ) -> None:
        """Keep the candidate, its report's parties and candidates, and the acts told before it."""
        self.candidate = candidate
        self._every = others
        self.told = told
        self.parties = parties
        self.words: Words = parties.words
        self.token: Any = parties.words.doc[candidate.token]
        self.lemma = self.words.lemma_of(candidate.token)

    @cached_property
    def arguments(self) -> Arguments:
        """Return who stands where around the trigger."""
        return arguments(self.token)

    @cached_property
    def sentence(self) -> range:
        """Return the positions of the sentence in ``words``."""
        sent = self.token.sent
        inside = [
            self.words.position[i] for i in range(sent.start, sent.end) if i in self.words.position
        ]
        return range(inside[0], inside[-1] + 1)

    @cached_property
    def around(self) -> range:
        """Return the positions of the sentence and of those before and after it."""
        doc, sent = self.words.doc, self.token.sent
        first = doc[sent.start - 1].sent.start if sent.start else 0
        last = doc[sent.end].sent.end if sent.end < len(doc) else sent.end
        inside = [i for i in range(first, last) if i in self.words.position]
        return range(self.words.position[inside[0]], self.words.position[inside[-1]] + 1)

    @cached_property
    def others(self) -> tuple[Candidate, ...]:
        """Return the other candidates of the sentence."""
        return tuple(
            o for o in self._every if o.first in self.sentence and o.token != self.candidate.token
        )

    @cached_property
    def clause(self) -> tuple[int, ...]:
        """Return the positions of the trigger's own clause, without the clauses inside it."""
        top = self.token
        carrier = carrier_of(top) if top.pos_ != "VERB" else None
        found: set[int] = set()
        for root in filter(None, (top, carrier)):
            self._collect(root, found)
        if top.dep_ == "conj" and top.head.pos_ == "NOUN":
            found.add(top.head.i)  # "air and artillery strikes"
        return tuple(sorted(self.words.position[i] for i in found if i in self.words.position))

    def _collect(self, token: Any, found: set[int]) -> None:
        found.add(token.i)
        for child in token.children:
            clause = child.pos_ in ("VERB", "AUX")
            if clause and (child.dep_ in _OTHER_CLAUSES or child.dep_ == "conj"):
                continue
            self._collect(child, found)

    def names(self, name: str, where: range | tuple[int, ...] | None = None) -> list[str]:
        """Return the words of a list that stand in the sentence (or ``where``), not the trigger."""
        phrases = listed(name)
        own = range(self.candidate.first, self.candidate.last + 1)
        found = []
        for at in self.sentence if where is None else where:
            if at in own:
                continue
            match = phrases.longest(self.words.lemma, at)
            if match and not self._is_month(at):
                found.append(match[1][0])
        return found

    def _is_month(self, at: int) -> bool:
        token = self.words.doc[self.words.tokens[at]]
        return bool(token.lower_ == "march" and token.ent_type_ == "DATE")

    def heads_in(self, name: str, heads: list[int]) -> bool:
        """Return whether a word of the list heads one of these phrases, or the "of X" inside."""
        doc = self.words.doc
        return any(
            listed(name).get(self.words.lemma_of(i)) or self._pair(name, i)
            for head in heads
            for i in _chain(doc[head])
        )

    def _pair(self, name: str, token: int) -> bool:
        at = self.words.position.get(token, 0)
        return at > 0 and bool(
            listed(name).get(f"{self.words.lemma[at - 1]} {self.words.lemma[at]}")
        )

    def weapons(self, where: range | tuple[int, ...]) -> list[Instrument]:
        """Return the weapons named at these positions."""
        found: list[Instrument] = []
        skip = -1
        for at in where:
            match = instruments().longest(self.words.lemma, at) if at > skip else None
            after = at + match[0] if match else at
            if match and self.words.lemma[after : after + 1] != ("crash",):
                found += [w for w in match[1] if w.kind != "modifier" or self._modifies(at)]
                skip = at + match[0] - 1
        return found

    def _modifies(self, at: int) -> bool:
        """Return whether a word stands before the trigger as its modifier: "drone attack"."""
        token, trigger = self.words.doc[self.words.tokens[at]], self.token
        joined = trigger.dep_ == "conj" and trigger.head.i == token.i  # "air and artillery strikes"
        return bool(joined or (token.head.i == trigger.i and token.i < trigger.i))

    @cached_property
    def used(self) -> tuple[int, ...]:
        """Return the positions of the clause where a weapon is one that was used.

        What was struck is left out: "opened fire on a plane" is no air strike.
        """
        if self.candidate.trigger.needs in ("munition", "device", "event"):
            return self.clause
        struck = {i for head in self.arguments.targets for i in _subtree(self.words.doc[head])} - {
            self.token.i
        }
        doers = (*self.arguments.initiators, *self.arguments.instruments)
        near = {*self.clause, *(p for i in doers if (p := self.words.position.get(i)) is not None)}
        return tuple(at for at in sorted(near) if self.words.tokens[at] not in struck)

    @cached_property
    def sides(self) -> dict[str, tuple[Party, ...]]:
        """Return the parties in each place of the trigger's grammar."""
        found = self.arguments
        return {
            side: tuple(p for i in getattr(found, side) if (p := self.parties.at(i)))
            for side in ("initiators", "targets", "both", "instruments")
        }

    @cached_property
    def everybody(self) -> tuple[Party, ...]:
        """Return all parties in the trigger's grammar."""
        return tuple(p for side in self.sides.values() for p in side)

    @cached_property
    def armed_around(self) -> tuple[Party, ...]:
        """Return the armed parties of the sentence."""
        sent = self.token.sent
        return tuple(p for p in self.parties.armed() if sent.start <= p.head < sent.end)

    @cached_property
    def anaphoric(self) -> bool:
        """Return whether a noun refers back: definite, nothing new about it, no date of its own."""
        if self.candidate.trigger.pos != "n" or self.token.dep_ == "attr":
            return False  # "the village was the target of armed men" is new
        modifiers = {
            c.lower_ for c in self.token.children if c.dep_ in ("amod", "det", "poss", "nummod")
        }
        if modifiers & _POINTING:
            return True
        if any(c.dep_ == "prep" and c.lower_ == "between" for c in self.token.children):
            return False  # "the shoot-out between bandits and soldiers" tells who fought
        if not modifiers & _DEFINITE or modifiers & _ANOTHER:
            return False
        return not any(t.ent_type_ == "DATE" for t in self.token.subtree)

    @cached_property
    def recalls(self) -> bool:
        """Return whether it is a definite noun that an act of violence told before explains."""
        return self.anaphoric and any(
            EVENT_TYPE_OF[a.sub_event_type] in _VIOLENT and a.weight >= _CLEAR for a in self.told
        )

    @cached_property
    def dated(self) -> bool:
        """Return whether the clause names a day or hour of its own."""
        doc, tokens = self.words.doc, self.words.tokens
        return any(doc[tokens[at]].ent_type_ in ("DATE", "TIME") for at in self.clause)

    def has(self, *bears: str) -> bool:
        """Return whether a party in the trigger's grammar bears one of these."""
        return any(p.bears in bears for p in self.everybody)
