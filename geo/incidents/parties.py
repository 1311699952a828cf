"""The parties of a report: which noun phrase stands for whom.

One :class:`Parties` a report; every later question ("who is this noun?") is asked of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.incidents.actor_lexicon import ActorLexicon
from geo.incidents.names import PART_OF_NOUN, Names
from geo.incidents.references import (
    REBELLIOUS,
    antecedent,
    group_before,
    is_bare_group,
    meant,
    owned,
)
from geo.incidents.weapons import instruments
from geo.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.words import Words
    from geo.language import Parsed

# Nouns that stand for whoever they belong to: "members of X", "an X stronghold", "group of X".
_TRANSPARENT = frozenset(
    "member leader commander group unit cell position base stronghold hideout camp outpost convoy "
    "patrol vehicle headquarters barracks post checkpoint element column squad command commando "
    "contingent side wing branch faction band team number majority rest part remnant ranks rank "
    "supporter sympathizer operative cadre chief official spokesman facility site target depot "
    "garrison compound gunner sniper detachment crew troop body corpse deputy lieutenant defector "
    "network facilitator affiliate militant formation hideaway concentration gathering "
    "dozen hundred thousand score pair couple lot several some one two three most many all none "
    "million ten handful series dozens hundreds thousands scores tens few each another kind type "
    "bulk total estimate estimated death killing loss life cadres gunmen personnel".split()
)
_QUANTITIES = frozenset(
    "dozen hundred thousand score pair couple lot several some one two three four five six seven "
    "eight nine ten most many all none million handful number majority rest part group band team "
    "few another tens bulk total members member column squad unit element remnant death life body "
    "more least others each contingent gang commando cell series estimate wave series".split()
)
_ARMS = frozenset(
    "warplane jet plane aircraft helicopter drone artillery missile rocket tank gunboat warship "
    "bomber gunship shelling fire airstrike strike bombardment mortar raid attack bombing gunfire "
    "bombardments sniper operation offensive forces shell".split()
)
_STANDING_FOR = _TRANSPARENT | _ARMS
_NOBODY = frozenset(
    {"GPE", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
)
_FACILITIES = frozenset(
    "embassy highway road street avenue airport hotel hospital university school college church "
    "mosque temple market bridge river lake bay sea island mountain hill valley desert park square "
    "station building center centre district province department region county municipality city "
    "town village zone area border port dam palace stadium prison jail camp gmt radio television "
    "newspaper constitution agreement accord act law today yesterday tomorrow".split()
)
_FOLLOWERS = frozenset(
    "fighter rebel militant guerrilla insurgent gunman man soldier jihadist terrorist "
    "militiaman commander supporter suspect dissident".split()
)
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "around", "outside", "inside", "toward", "towards", "to", "into"}
)
ORGANISATION_HEADS = frozenset(
    "front army brigade brigades movement party militia force forces battalion liberation command "
    "resistance squad cartel gang guard guards battalions revolutionary armed group".split()
)


_MODEL = re.compile(r"[A-Z][a-z]?-?\d{1,3}[A-Z]?|Tu|B|Su")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A noun phrase of the report that stands for somebody.

    ``bears`` says what he bears: ``armed``, ``mob``, ``civil``, ``private`` (a private person) or
    ``thing`` (nobody: a place, an instrument without an owner).
    """

    start: int
    end: int
    head: int
    name: str
    text: str
    kind: ActorKind | None
    country: str | None
    bears: str
    named: bool


class Parties:
    """The parties of one report. Ask with :meth:`at` for the one a noun stands for."""

    def __init__(self, parsed: Parsed, lexicon: ActorLexicon | None = None) -> None:
        """Find the names of the lexicon in the report."""
        self.parsed = parsed
        self.names = Names(parsed, lexicon or ActorLexicon.load())
        self.words: Words = self.names.words
        self._known: dict[int, Party | None] = {}
        self._armed: tuple[Party, ...] | None = None
        self.armies: list[tuple[int, Party]] = []
        self.armies = self._armies_named()

    def _armies_named(self) -> list[tuple[int, Party]]:
        """Return the states' forces that the report names: what "the army" may refer to."""
        found = []
        for at, named in self.names.states.items():
            if at != named.first:
                continue
            head = self.names.force_after(named)
            party = self.at(head) if head is not None else None
            if party and party.named:
                found.append((party.head, party))
        return found

    def at(self, token: int) -> Party | None:
        """Return the party that the noun phrase of this head token stands for, if any."""
        if token not in self._known:
            self._known[token] = None  # a phrase that leads back to itself stands for nobody
            self._known[token] = self._party(self.words.doc[token])
        return self._known[token]

    def armed(self) -> tuple[Party, ...]:
        """Return every armed party anywhere in the report, in order."""
        if self._armed is None:
            self._armed = tuple(self._find_armed())
        return self._armed

    def _find_armed(self) -> Iterator[Party]:
        for position, token in enumerate(self.words.tokens):
            noun = self.words.doc[token]
            if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ in PART_OF_NOUN:
                continue
            if (
                position in self.names.groups
                or self.names.agent(noun)
                or self.names.force_at(position)
            ):
                party = self.at(token)
                if party and party.bears == "armed" and party.head == token:
                    yield party

    def _party(self, noun: Any) -> Party | None:
        if noun.pos_ == "PRON":
            return antecedent(self, noun)
        if is_bare_group(self, noun):
            return group_before(self, noun)
        inner = _inside(noun)
        if inner is not None and self.names.lemma(noun) in _QUANTITIES:
            return self.at(inner.i)
        for reading in (
            self._as_follower,
            self._as_group,
            self._as_force,
            self._as_agent,
            self._as_state,
        ):
            party = reading(noun)
            if party is not None:
                return party
        owner = self.owner(noun.i) if self.names.lemma(noun) in _STANDING_FOR else None
        return owner or self._as_name(noun)

    def _as_follower(self, noun: Any) -> Party | None:
        """Read "fighters of the Islamic State" as the group itself."""
        inner = _inside(noun) if self.names.lemma(noun) in _FOLLOWERS else None
        side = self.at(inner.i) if inner is not None else None
        return side if side is not None and side.named and side.kind in REBELLIOUS else None

    def owner(self, token: int) -> Party | None:
        """Return whose post, column, jet or bus it is: "police post", "leader of the strikers"."""
        noun = self.words.doc[token]
        inner = _inside(noun)
        if inner is not None:
            return self.at(inner.i)
        for child in noun.lefts:
            if child.dep_ in ("compound", "poss", "nmod", "amod"):
                owner = self.at(child.i)
                if owner is not None and owner.bears == "armed":
                    return owner
        return None

    def _make(self, noun: Any, first: int, /, **what: Any) -> Party:
        doc = self.words.doc
        start, end = doc[first].idx, doc[noun.i].idx + len(doc[noun.i].text)
        return Party(
            start=start, end=end, head=noun.i, text=self.parsed.document.text[start:end], **what
        )

    def _as_group(self, noun: Any) -> Party | None:
        """Read a noun phrase that is or holds the name of an armed group."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        named = self.names.groups.get(position)
        if named is None:
            named = self.names.modifying(noun, self.names.groups)
            lemma = self.names.lemma(noun)
            if named is None or not (
                lemma in _STANDING_FOR or self.names.bears(noun) in ("armed", "mob")
            ):
                return None
        group = self.names.dated(named.values)
        first = min(self.names.left(noun), self.words.tokens[named.first])
        return self._make(
            noun, first, name=group.name, kind=group.kind, country=group.country,
            bears="armed", named=True,
        )  # fmt: skip

    def _as_force(self, noun: Any) -> Party | None:
        """Read "Syrian army", "Israel's jets", "the army"."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        force = self.names.force_at(position)
        if force is None:
            return None
        named = self.names.modifying(noun, self.names.states) or self.names.of_state(noun)
        first = self.names.left(noun)
        pro = self.names.pro(noun)
        if pro:
            return self._make(
                noun, first, name=pro, kind=ActorKind.POLITICAL_MILITIA, country=None,
                bears="armed", named=True,
            )  # fmt: skip
        if named is not None:
            state = named.values[0]
            return self._make(
                noun, first, name=f"{force.branch} Forces of {state.name}", kind=ActorKind.STATE,
                country=state.country, bears="armed", named=True,
            )  # fmt: skip
        return None

    def _as_agent(self, noun: Any) -> Party | None:
        """Read a common noun: "gunmen", "Palestinian militants", "the army", "two peasants"."""
        found = self.names.agent(noun)
        adjective = noun.dep_ == "amod" and self.words.position.get(noun.i) in self.names.states
        if found is None or adjective:  # "an American strike"
            return None
        position, agent = found
        if agent.bears == "modified":
            if not self.names.warlike(noun):
                return None
            agent = agent._replace(bears="armed")
        words = str(self.words.doc[noun.i].lemma_)
        pro = self.names.pro(noun) if agent.bears == "armed" else None
        first = min(self.names.left(noun), self.words.tokens[position])
        state = self.names.modifying(noun, self.names.states)
        if words == "bomber" and self._flies(noun, of_state=state is not None):
            return None
        if state is None and not pro and (agent.bears == "armed" or words == "man"):
            known = owned(self, noun) or (meant(self, noun, agent) if words != "man" else None)
            if known is not None:
                return self._make(
                    noun, first, name=known.name, kind=known.kind, country=known.country,
                    bears="armed", named=True,
                )  # fmt: skip
        name = pro or agent.name or (_generic_state(words) if agent.kind is ActorKind.STATE else "")
        return self._make(
            noun, first,
            name=name or self.names.wording(noun, first),
            kind=ActorKind.POLITICAL_MILITIA if pro else agent.kind,
            country=state.values[0].country if state else None,
            bears=agent.bears, named=bool(pro),
        )  # fmt: skip

    def _flies(self, noun: Any, *, of_state: bool) -> bool:
        """Tell whether a bomber is an aeroplane: "B-1 bombers", "Russian bombers"."""
        model = any(_MODEL.fullmatch(t.text) for t in self.words.doc[max(0, noun.i - 3) : noun.i])
        return model or (of_state and noun.tag_ == "NNS")

    def _as_state(self, noun: Any) -> Party | None:
        """Read "Israel bombed", "an Israeli strike", "Russian shelling", "U.S. missiles"."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        named = self.names.states.get(position)
        if named is None:
            named = self.names.modifying(noun, self.names.states)
            if named is None or self.names.lemma(noun) not in _ARMS:
                return None
        origin = noun.dep_ == "pobj" and noun.head.lower_ == "from"
        if self.names.attached(named) or origin or self._of_building(noun):
            return None  # "rockets from Lebanon": where they came from, not whose
        people = named.values[0].adjective and noun.tag_ in ("NNS", "NNPS")
        state = named.values[0]
        return self._make(
            noun, self.words.tokens[named.first],
            name=self.names.wording(noun, noun.i) if people else f"Military Forces of {state.name}",
            kind=ActorKind.CIVILIANS if people else ActorKind.STATE,
            country=state.country, bears="civil" if people else "armed", named=not people,
        )  # fmt: skip

    def _of_building(self, noun: Any) -> bool:
        """Tell whether a state's adjective is a building's: "the American Center attack"."""
        after = self.words.doc[noun.i + 1 : noun.i + 2]
        return noun.dep_ in PART_OF_NOUN and any(
            t.i != noun.head.i and self.names.lemma(t) in _FACILITIES for t in after
        )

    def _as_name(self, noun: Any) -> Party | None:
        """Read a proper noun that no lexicon knows: a person, or an organisation by its head."""
        if noun.pos_ != "PROPN" or noun.ent_type_ in _NOBODY or noun.lower_[:3] in _MONTHS:
            return None
        lemma = self.names.lemma(noun)
        if lemma in _FACILITIES or instruments().get(lemma) or noun.lower_.isdigit():
            return None
        if noun.dep_ == "pobj" and noun.head.lower_ in _PLACE_PREPOSITIONS:
            return None
        first = self.names.left(noun)
        name = self.names.wording(noun, self.names.name_start(noun))
        organised = any(w in ORGANISATION_HEADS for w in name.lower().split())
        return self._make(
            noun, first, name=name, kind=ActorKind.REBEL if organised else ActorKind.CIVILIANS,
            country=None, bears="armed" if organised else "civil", named=True,
        )  # fmt: skip


def _generic_state(lemma: str) -> str:
    police = lemma.lower().startswith(("police", "cop", "constable", "gendarme", "sheriff"))
    return "Police forces" if police else "Military forces"


def _inside(noun: Any) -> Any | None:
    """Return the noun of "of X" or "among X" that hangs on a noun."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "among", "belonging"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def find_parties(parsed: Parsed, lexicon: ActorLexicon | None = None) -> Parties:
    """Return the parties of a report; those of the last report are kept, as every act asks."""
    return _parties(parsed, lexicon or ActorLexicon.load())


@lru_cache(maxsize=2)
def _parties(parsed: Parsed, lexicon: ActorLexicon) -> Parties:
    return Parties(parsed, lexicon)
