"""Whom: the noun phrase that names victims, with its count and whether they bore arms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.phrases import (
    ORDINALS,
    PRONOUNS,
    Kind,
    core_of,
    is_definite,
    is_person,
    kind_of_phrase,
    phrase_of,
)
from geo.incidents.numbers import NOBODY, ONE, SOME, find_quantities
from geo.model import Toll, VictimGroup

if TYPE_CHECKING:
    from geo.incidents.numbers import Quantity

_NOBODY = frozenset("nobody none".split())
_HARDLY = frozenset({"hardly", "scarcely", "barely"})  # "hardly any civilians died" counts nobody
_SIZED = {
    word: Toll(low=size, best=size, high=size)
    for word, size in (("parents", 2), ("twins", 2), ("couple", 2), ("duo", 2), ("trio", 3))
}
# Of a group whose size nobody says more than one died: "the deputy and his family".
_SIZED.update(dict.fromkeys(("family", "household", "crew"), Toll(low=2, best=2, high=None)))
_MEMORY = 600
"""How many characters a count is remembered for "the soldiers" that follow."""
_REACH = 6
"""How many tokens beside an outcome word a count may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Some victims: the head's token index, the first and last token, how many, and who.

    ``counted`` is False where only grammar gives the number ("soldiers", "a farmer");
    ``definite`` where the words point back at victims named before ("the soldiers").
    """

    head: int
    first: int
    last: int
    toll: Toll
    victims: str | None
    group: VictimGroup
    people: bool
    counted: bool
    definite: bool = False


_CROWD = 50


@dataclass(slots=True)
class Counter:
    """Reads noun phrases of one report: its counts, and whom it has counted so far."""

    doc: Any
    quantities: tuple[Quantity, ...] = ()
    _at: dict[int, Quantity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the counts of the report and the tokens they cover."""
        self.quantities = find_quantities(self.doc.text)
        for quantity in self.quantities:
            span = self.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
            for token in span or ():
                self._at[token.i] = quantity

    def quantity_at(self, token: Any) -> Quantity | None:
        """Return the count that a token is part of."""
        return self._at.get(token.i)

    def tokens_of(self, quantity: Quantity) -> Any:
        """Return the tokens of a count."""
        return self.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")

    def party(self, head: Any, *, mortal: bool = False) -> Party | None:
        """Return whom a noun phrase's head names, None where it names no people at all.

        ``mortal`` says that they were killed, which only people are.
        """
        phrase = phrase_of(head)
        quantity = self._quantity(phrase)
        core = core_of(head, phrase)
        kind = kind_of_phrase(core, phrase)
        if kind is Kind.THING or (kind is Kind.COLLECTIVE and quantity is None):
            return None
        if phrase[0].lower_ in _HARDLY:
            return None
        bare = core.pos_ == "NUM" or core.i in self._at or is_another(core)
        fallen = mortal and quantity is not None and kind is None  # "six sicarios dead"
        people = kind is not None or is_person(core, mortal=mortal) or bare or fallen
        toll = quantity.toll if quantity else self._uncounted(core, people=people)
        if toll is None:
            return None
        first, last = min(t.i for t in phrase), max(t.i for t in phrase)
        return Party(
            head=head.i,
            first=first,
            last=last,
            toll=toll,
            victims=self._victims(phrase, quantity),
            group=_group(kind),
            people=people,
            counted=quantity is not None,
            definite=quantity is None and is_definite(head),
        )

    def counted(self, head: Any) -> bool:
        """Whether a noun phrase carries a count of its own."""
        return self._quantity(phrase_of(head)) is not None

    def crowd(self, head: Any) -> bool:
        """Whether a noun phrase counts more than a band of armed men would be."""
        quantity = self._quantity(phrase_of(head))
        return quantity is not None and (quantity.toll.low or 0) >= _CROWD

    def whole_of(self, subject: Any, verb: Any) -> Any:
        """Return the counted phrase that an aside parts from its verb.

        In "40 people, many of them children, were killed" the parse takes "many" for the subject.
        """
        dash = max((t.i for t in self.doc[subject.i : verb.i] if t.text == "--"), default=None)
        if dash is not None:  # a dateline, and what it was glued to
            told = [c for c in subject.children if c.dep_ == "appos" and c.i > dash]
            told = [c for c in told if c.nbor().text != ")"]
            return told[-1] if told else subject
        aside = [t.lower_ for t in self.doc[subject.i + 1 : subject.i + 3]] == ["of", "them"]
        closed = any(t.is_punct for t in self.doc[subject.i + 3 : verb.i])
        if not (aside and closed):
            return subject
        before = [q for q in self.quantities if subject.sent.start_char <= q.start < subject.idx]
        before = [q for q in before if q is not self._at.get(subject.i)]
        return self.head_of(before[-1]) if before else subject

    def across_aside(self, verb: Any) -> list[Any]:
        """Return the counted phrase that an aside parts from the auxiliary of its verb.

        "Between 8 and 15 civilians, including four children, were killed" has no subject for the
        parse, since the count begins with a preposition.
        """
        auxiliary = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
        if auxiliary is None:
            return []
        for quantity in self.quantities:
            if verb.sent.start_char <= quantity.start < auxiliary.idx:
                head = self.head_of(quantity)
                between = self.doc[head.i + 1 : auxiliary.i]
                if not len(between) or between[0].text == between[-1].text == ",":
                    return [head] if head.dep_ in ("pobj", "pcomp") else []
        return []

    def beside(self, word: Any, *, before: bool) -> list[Any]:
        """Return the head of the counted phrase that stands right beside a word, if any.

        The last resort where the parse ties the word to nobody: "12 people ... killed" or
        "killing 12" with nothing between but the phrase itself and its adverbs.
        """
        step = -1 if before else 1
        at, found = word.i + step, None
        while word.sent.start <= at < word.sent.end and abs(at - word.i) <= _REACH:
            token = self.doc[at]
            quantity = self._at.get(at)
            if quantity is not None:
                return [found if before and found is not None else self.head_of(quantity)]
            if token.pos_ in ("NOUN", "PROPN"):
                found = found or token
            elif token.pos_ not in ("ADJ", "ADV", "AUX", "DET", "PART", "NUM") and (
                token.lower_ not in ("of", "others", "more")
            ):
                break
            at += step
        return []

    def head_of(self, quantity: Quantity) -> Any:
        """Return the head of the noun phrase that a count belongs to."""
        span = self.tokens_of(quantity)
        numbers = [t for t in span if t.pos_ in ("NUM", "NOUN")]
        root = span.root if span.root.pos_ not in ("ADP", "SCONJ") or not numbers else numbers[-1]
        while root.dep_ == "conj" and root.head in numbers:  # "between 8 and 15"
            root = root.head
        while root.dep_ in ("nummod", "quantmod", "amod", "nmod", "det", "advmod", "compound") and (
            root.head.i > root.i and root.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")
        ):
            root = root.head
        return root

    def _quantity(self, phrase: list[Any]) -> Quantity | None:
        for token in phrase:
            quantity = self._at.get(token.i)
            if quantity is not None:
                return quantity
        return None

    def _uncounted(self, core: Any, *, people: bool) -> Toll | None:
        """Return what grammar alone says: one for a singular, some for a plural."""
        if core.lower_ in _NOBODY:
            return NOBODY
        if core.lower_ in PRONOUNS or core.lower_ == "another" or is_another(core):
            return ONE
        if core.lower_ in _SIZED:
            return _SIZED[core.lower_]
        if core.pos_ in ("PRON", "NUM") or not people or core.lower_ == "number":
            return None
        plural = core.tag_ == "NNP" and core.text.islower() and core.lower_.endswith("s")
        if plural or core.tag_ in ("NNS", "NNPS") or core.lemma_.lower() in ("people", "police"):
            return (self._counted_before(core) if is_definite(core) else None) or SOME
        return ONE

    def _counted_before(self, noun: Any) -> Toll | None:
        """Return how many "the priests" are: as many as were told shortly before."""
        near = [q for q in self.quantities if noun.idx - _MEMORY <= q.start < noun.idx]
        same = [q for q in near if self.head_of(q).lemma_.lower() == noun.lemma_.lower()]
        return same[-1].toll if same and same[-1].toll != NOBODY else None

    def _victims(self, phrase: list[Any], quantity: Quantity | None) -> str | None:
        """Return the report's words without count and article."""
        kept = [
            t
            for t in phrase
            if (quantity is None or self._at.get(t.i) is not quantity)
            and not (t.dep_ == "det" or t.pos_ == "DET" or t.lower_ in ("of", "them", "more"))
            and not t.is_space
        ]
        while kept and (kept[0].is_punct or kept[0].tag_ in ("CC", "RB", "IN", "HYPH", "PRP$")):
            kept.pop(0)
        empty = ("NUM", "PRON", "PUNCT", "ADJ")
        if all(t.pos_ in empty or t.lower_ in ("killed", "dead", "wounded") for t in kept):
            return None
        words = self.doc[kept[0].i : kept[-1].i + 1].text.strip(" \"'")
        return " ".join(words.split()) or None


def is_another(token: Any) -> bool:
    """Whether it counts one more: "a fourth was wounded"."""
    return token.lower_ in ORDINALS and any(c.lower_ == "a" for c in token.children)


def _group(kind: Kind | None) -> VictimGroup:
    return {
        Kind.CIVILIANS: VictimGroup.CIVILIANS,
        Kind.COMBATANTS: VictimGroup.COMBATANTS,
    }.get(kind or Kind.UNKNOWN, VictimGroup.UNKNOWN)
