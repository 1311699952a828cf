"""Whom: the noun phrase that names victims, with its count and whether they bore arms."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.incidents.number_words import NOBODY, ONE, SOME
from geo.incidents.numbers import find_quantities
from geo.incidents.words import rows
from geo.model import Toll, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.numbers import Quantity

_PRONOUNS = frozenset("he she him her himself herself".split())
_NOBODY = frozenset("nobody none".split())
_REFLEXIVES = frozenset("himself herself themselves itself".split())
_PEOPLE_PRONOUNS = _PRONOUNS | frozenset("they them both all those who whom others".split())
_DEFINITE = frozenset("the these those this that his her its their our such all both".split())
# Heads that only count or gather: who they are stands behind "of".
_GATHERERS = frozenset(
    "number total group dozen hundred thousand score ten couple pair handful member family trio "
    "crowd million majority rest half third one toll series one some most many several all body "
    "corpse remains team party".split()
)
_REACH = 6
_WIDE = frozenset("leader member official other man woman head chief person people".split())


class Kind(StrEnum):
    """What a noun of ``victims.csv`` stands for."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    UNKNOWN = "unknown"
    COLLECTIVE = "collective"
    THING = "thing"


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


@dataclass(slots=True)
class Counter:
    """Reads noun phrases of one report: its counts, and whom it has counted so far."""

    doc: Any
    quantities: tuple[Quantity, ...] = ()
    _known: dict[str, Toll] = field(default_factory=dict)
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

    def party(self, head: Any) -> Party | None:
        """Return whom a noun phrase's head names, None where it names no people at all."""
        phrase = _phrase(head)
        quantity = self._quantity(phrase)
        core = _core(head, phrase)
        kind = _kind_of_phrase(core, phrase)
        if kind is Kind.THING or (kind is Kind.COLLECTIVE and quantity is None):
            return None
        people = kind is not None or _is_person(core) or core.pos_ == "NUM"
        toll = quantity.toll if quantity else self._uncounted(core, people=people)
        if toll is None:
            return None
        if quantity is not None and core.pos_ in ("NOUN", "PROPN"):
            self._known[core.lemma_.lower()] = toll
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
            definite=quantity is None and _definite(head),
        )

    def counted(self, head: Any) -> bool:
        """Whether a noun phrase carries a count of its own."""
        return self._quantity(_phrase(head)) is not None

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
        root = span.root if span.root.pos_ != "ADP" or not numbers else numbers[-1]
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
        if core.lower_ in _PRONOUNS or core.lower_ == "another":
            return ONE
        if core.pos_ in ("PRON", "NUM") or not people:
            return None
        if core.tag_ in ("NNS", "NNPS") or core.lemma_.lower() in ("people", "police"):
            known = self._known.get(core.lemma_.lower()) if _definite(core) else None
            return known or SOME
        return ONE

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
        if not kept or all(t.pos_ in ("NUM", "PRON", "PUNCT", "ADJ") for t in kept):
            return None
        words = self.doc.text[kept[0].idx : kept[-1].idx + len(kept[-1])].strip(" \"'")
        return " ".join(words.split()) or None


def _phrase(head: Any) -> list[Any]:
    """Return the tokens of a noun phrase: what stands before its head, and "of ..." after it."""
    tokens = [head]
    for child in head.lefts:
        if child.dep_ not in ("cc", "punct", "relcl", "appos", "conj", "mark"):
            tokens += [t for t in child.subtree if t.i < head.i]
    lead = next((t for t in head.rights if t.lower_ == "of" and t.i - head.i <= 2), None)  # noqa: PLR2004  ("dozen more of")
    if lead is not None and _gathers(head):
        tokens.append(lead)
        for child in lead.children:
            if child.dep_ == "pobj":
                tokens += _phrase(child)
    return sorted(set(tokens), key=lambda t: t.i)


def _gathers(head: Any) -> bool:
    return head.pos_ == "NUM" or head.lemma_.lower() in _GATHERERS or head.lower_ in _GATHERERS


def _core(head: Any, phrase: list[Any]) -> Any:
    """Return the noun that says who: "fighters" in "hundreds of fighters"."""
    inner = next((t for t in phrase if t.dep_ == "pobj" and t.head.lower_ == "of"), None)
    if inner is None or inner.pos_ == "PRON" or head.lemma_.lower() == "member":
        return head
    return inner


def _kind_of_phrase(core: Any, phrase: list[Any]) -> Kind | None:
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


_ARMED = frozenset(
    "army military force navy battalion brigade regiment patrol garrison militia guerrilla cell".split()
)


def _is_person(token: Any) -> bool:
    if token.ent_type_ in ("PERSON", "NORP"):
        return True
    return token.lower_ in _PEOPLE_PRONOUNS or token.tag_ == "NNPS"


def _definite(token: Any) -> bool:
    return any(t.lower_ in _DEFINITE for t in token.lefts if t.pos_ in ("DET", "PRON"))


def _group(kind: Kind | None) -> VictimGroup:
    return {
        Kind.CIVILIANS: VictimGroup.CIVILIANS,
        Kind.COMBATANTS: VictimGroup.COMBATANTS,
    }.get(kind or Kind.UNKNOWN, VictimGroup.UNKNOWN)


def is_reflexive(token: Any) -> bool:
    """Whether it stands for the doer: "killed himself"."""
    return token.lower_ in _REFLEXIVES


def joined(head: Any) -> Iterator[Any]:
    """Yield a noun phrase's head and those joined to it by "and" or a comma."""
    yield head
    for token in head.conjuncts:
        if token.i > head.i and token.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            yield token
