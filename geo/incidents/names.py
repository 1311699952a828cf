"""Who a report names: groups, states and their forces, as the lexicon knows them.

One :class:`Names` a report. It knows words and their order, not who is meant; that is the
business of :mod:`geo.incidents.parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.incidents.words import Phrases, Words

if TYPE_CHECKING:
    from geo.incidents.actor_lexicon import ActorLexicon, Agent, Force, Group
    from geo.language import Parsed

# After a group's name these make an adjective of it: "an ISIS-linked agency" is not ISIS.
_ATTACHED = frozenset(
    "linked held controlled backed affiliated aligned run dominated occupied claimed related "
    "inspired sponsored style supported owned friendly led allied trained funded".split()
)
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "quantmod", "advmod", "punct"})
PART_OF_NOUN = frozenset({"compound", "amod", "nmod", "npadvmod"})
_BREAKS = frozenset({"(", ")", "[", "]", ":", ";", "—", "--"})
_SKIPPED = frozenset({"dead", "year", "old", "-", "some"})
_NOT_FIRST = frozenset({"DET", "PUNCT", "SPACE", "CCONJ", "NUM", "ADV", "PRON"})
_WARLIKE = frozenset(
    "army military police regime government infantry armored armoured commando rebel security "
    "marine artillery enemy special paramilitary guerrilla militia troop loyalist insurgent "
    "mechanized airborne paratroop combat riot".split()
)


class Named(NamedTuple):
    """A name of the lexicon in the text: positions in ``Words`` and what it may mean."""

    first: int
    last: int
    values: list[Any]


class Names:
    """The names of one report."""

    def __init__(self, parsed: Parsed, lexicon: ActorLexicon) -> None:
        """Find the names of the lexicon in the report."""
        self.parsed = parsed
        self.words = Words.of(parsed)
        self.lexicon = lexicon
        self.groups = self._find(lexicon.groups, self._group_fits)
        self.states = self._find(lexicon.states, self._state_fits)
        self.countries = {n.values[0].country for n in self.states.values()} | {
            lexicon.capitals.get(word) for word in self.words.lower
        }

    def _find(self, phrases: Phrases[Any], fits: Any) -> dict[int, Named]:
        """Map every position covered by a name to that name, longest first."""
        found: dict[int, Named] = {}
        at = 0
        while at < len(self.words.lower):
            match = phrases.longest(self.words.lower, at)
            if match and fits(at, at + match[0]):
                name = Named(at, at + match[0] - 1, match[1])
                found.update(dict.fromkeys(range(at, at + match[0]), name))
                at = name.last
            at += 1
        return found

    def _text(self, first: int, end: int) -> str:
        tokens = self.words.tokens
        return str(self.words.doc[tokens[first] : tokens[end - 1] + 1].text)

    def _group_fits(self, first: int, end: int) -> bool:
        """Accept an abbreviation only in capitals, a name only with a capital in it."""
        text = self._text(first, end)
        alias = self.lexicon.spellings.get(text.lower(), "")
        if alias.isupper() or (len(alias) <= 3 and alias):  # noqa: PLR2004  (IS, M23, PKK)
            return text == alias
        return alias.islower() or any(c.isupper() for c in text)

    def _state_fits(self, first: int, end: int) -> bool:
        text = self._text(first, end)
        if text.lower() in ("us", "car", "chad"):
            return text.isupper() or text == "Chad"
        return end - first > 1 or text[0].isupper() or self._adjective(first)

    def _adjective(self, at: int) -> bool:
        return bool(self.words.doc[self.words.tokens[at]].pos_ in ("ADJ", "PROPN"))

    def lemma(self, noun: Any) -> str:
        """Return the lemma of a noun as the lexicons write it."""
        return self.words.lemma_of(noun.i)

    def left(self, noun: Any) -> int:
        """Return the first token of a noun phrase, without determiners and numbers."""
        doc = self.words.doc
        parts = (c for c in noun.lefts if c.dep_ in _LEFT and not _adverbial(c))
        first = next((int(c.left_edge.i) for c in parts), int(noun.i))
        for i in range(first, noun.i):
            if doc[i].text in _BREAKS:
                first = i + 1
        while first < noun.i and (
            doc[first].pos_ in _NOT_FIRST or doc[first].is_space or doc[first].lower_ in _SKIPPED
        ):
            first += 1
        return first

    def agent(self, noun: Any) -> tuple[int, Agent] | None:
        """Return (first position, agent) of a common noun for people, longest phrase first."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        for length in (3, 2, 1):
            first = position - length + 1
            if first < 0:
                continue
            match = self.lexicon.agents.longest(self.words.lemma, first)
            if match and match[0] == length:
                return first, match[1][0]
        return None

    def dated(self, groups: list[Group]) -> Group:
        """Return the group that the report means: of its time, of a country it names."""
        if len(groups) == 1:
            return groups[0]
        published = self.parsed.document.published
        return max(
            groups,
            key=lambda g: (
                published is None or (g.start or 0) <= published.year <= (g.end or 9999),
                g.country in self.countries,
                -groups.index(g),
            ),
        )

    def bears(self, noun: Any) -> str:
        """Return what a common noun for people bears: ``armed``, ``mob``, ``civil``."""
        agent = self.agent(noun)
        return agent[1].bears if agent else ""

    def modifying(self, noun: Any, names: dict[int, Named]) -> Named | None:
        """Return the name among a noun's modifiers, unless a hyphen ties it to an adjective."""
        position = self.words.position[noun.i]
        left = self.left(noun)
        for at in range(position - 1, -1, -1):
            if self.words.tokens[at] < left:
                return None
            named = names.get(at)
            if named and not self.attached(named):
                return named
        return None

    def attached(self, named: Named) -> bool:
        """Return whether the name is half of an adjective: "an ISIS-linked agency"."""
        after = named.last + 1
        return after < len(self.words.lower) and self.words.lower[after] in _ATTACHED

    def force_at(self, position: int) -> Force | None:
        """Return the force word ("army", "air force") that ends at this position."""
        for forms in (self.words.lower, self.words.lemma):
            for length in (2, 1):
                first = position - length + 1
                match = self.lexicon.forces.longest(forms, first) if first >= 0 else None
                if match and match[0] == length:
                    return match[1][0]
        return None

    def force_after(self, named: Named) -> int | None:
        """Return the force word that a state's adjective modifies."""
        for at in range(named.last + 1, min(named.last + 5, len(self.words.lower))):
            token = self.words.doc[self.words.tokens[at]]
            if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PART"):
                return None
            if token.pos_ != "ADJ" and self.force_at(at) and token.dep_ != "compound":
                return int(token.i)
        return None

    def of_state(self, noun: Any) -> Named | None:
        """Read "the army of Guatemala"."""
        for child in noun.children:
            if child.lower_ == "of":
                for inner in child.children:
                    named = self.states.get(self.words.position.get(inner.i, -1))
                    if named and not named.values[0].adjective:
                        return named
        return None

    def pro(self, noun: Any) -> str | None:
        """Read "pro-regime forces": not the state's own, but on its side."""
        doc = self.words.doc
        for i in range(self.left(noun), noun.i - 1):
            if doc[i].lower_ == "pro" or doc[i].lower_.startswith("pro-"):
                side = doc[i].text[4:] if "-" in doc[i].text else self._next_word(i)
                return f"Pro-{side} forces" if side else None
        return None

    def _next_word(self, i: int) -> str:
        words = [t.text for t in self.words.doc[i + 1 : i + 3] if t.text not in "-–"]
        return words[0] if words else ""

    def warlike(self, noun: Any) -> bool:
        """Return whether a word of war stands before a noun: "police convoy", "rebel unit"."""
        words = self.words
        before = range(words.position.get(self.left(noun), 0), words.position[noun.i])
        return any(words.lemma[at] in _WARLIKE or at in self.groups for at in before)

    def wording(self, noun: Any, first: int) -> str:
        """Return the words of a noun phrase with a capital at their head."""
        text = " ".join(self.words.doc[first : noun.i + 1].text.split())
        return text[0].upper() + text[1:]

    def name_start(self, noun: Any) -> int:
        """Return where the name itself begins, behind titles in small letters."""
        doc, first = self.words.doc, noun.i
        while first > noun.sent.start and (
            doc[first - 1].pos_ == "PROPN" or doc[first - 1].text in ("de", "del", "al", "-", "bin")
        ):
            first -= 1
        while first < noun.i and not doc[first].text[0].isupper():
            first += 1
        return int(first)


def _adverbial(word: Any) -> bool:
    """Tell "minutes later a second man" from the "US" of "US-led"."""
    return word.dep_ == "npadvmod" and "-" not in (word.nbor().text if word.i < word.head.i else "")
