"""The parties of a report: which noun phrase stands for whom.

One :class:`Parties` a report; every later question ("who is this noun?") is asked of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.incidents.actor_lexicon import ActorLexicon
from geo.incidents.weapons import instruments
from geo.incidents.words import Phrases, Words
from geo.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.actor_lexicon import Agent, Force, Group
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
# After a group's name these make an adjective of it: "an ISIS-linked agency" is not ISIS.
_ATTACHED = frozenset(
    "linked held controlled backed affiliated aligned run dominated occupied claimed related "
    "inspired sponsored style supported owned friendly led allied trained funded".split()
)
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "quantmod", "advmod", "punct"})
_PART_OF_NOUN = frozenset({"compound", "amod", "nmod", "npadvmod"})
_BREAKS = frozenset({"(", ")", "[", "]", ":", ";", "—", "--"})
_SKIPPED = frozenset({"dead", "year", "old", "-", "some"})
_NOT_FIRST = frozenset({"DET", "PUNCT", "SPACE", "CCONJ", "NUM", "ADV", "PRON"})
_ARMS = frozenset(
    "warplane jet plane aircraft helicopter drone artillery missile rocket tank gunboat warship "
    "bomber gunship shelling fire airstrike strike bombardment mortar raid attack bombing gunfire "
    "bombardments sniper operation offensive forces shell".split()
)
_STANDING_FOR = _TRANSPARENT | _ARMS


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


class _Named(NamedTuple):
    """A name of the lexicon in the text: positions in ``Words`` and what it may mean."""

    first: int
    last: int
    values: list[Any]


class Parties:
    """The parties of one report. Ask with :meth:`at` for the one a noun stands for."""

    def __init__(self, parsed: Parsed, lexicon: ActorLexicon | None = None) -> None:
        """Find the names of the lexicon in the report."""
        self.parsed = parsed
        self.words = Words.of(parsed)
        self._lexicon = lexicon or ActorLexicon.load()
        self._named = self._names(self._lexicon.groups, self._group_fits)
        self._states = self._names(self._lexicon.states, self._state_fits)
        self._known: dict[int, Party | None] = {}
        self._armed: tuple[Party, ...] | None = None
        self._countries = {n.values[0].country for n in self._states.values()} | {
            self._lexicon.capitals.get(word) for word in self.words.lower
        }
        self._armies: list[tuple[int, Party]] = []
        self._armies = self._armies_named()

    def _names(self, phrases: Phrases[Any], fits: Any) -> dict[int, _Named]:
        """Map every position covered by a name to that name, longest first."""
        found: dict[int, _Named] = {}
        at = 0
        while at < len(self.words.lower):
            match = phrases.longest(self.words.lower, at)
            if match and fits(at, at + match[0]):
                name = _Named(at, at + match[0] - 1, match[1])
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
        alias = self._lexicon.spellings.get(text.lower(), "")
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

    def _armies_named(self) -> list[tuple[int, Party]]:
        """Return the states' forces that the report names: what "the army" may refer to."""
        found = []
        for at, named in self._states.items():
            if at != named.first:
                continue
            head = self._force_after(named)
            party = self.at(head) if head is not None else None
            if party and party.named:
                found.append((party.head, party))
        return found

    # -- noun phrases --

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
            if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ in _PART_OF_NOUN:
                continue
            if position in self._named or self._agent(noun) or self._force_at(position):
                party = self.at(token)
                if party and party.bears == "armed" and party.head == token:
                    yield party

    def _party(self, noun: Any) -> Party | None:
        if noun.pos_ == "PRON":
            return self._antecedent(noun)
        if self._bare_group(noun):
            return self._group_before(noun)
        inner = _inside(noun)
        if inner is not None and self._lemma(noun) in _QUANTITIES:
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
        owner = self.owner(noun.i) if self._lemma(noun) in _STANDING_FOR else None
        return owner or self._as_name(noun)

    def _as_follower(self, noun: Any) -> Party | None:
        """Read "fighters of the Islamic State" as the group itself."""
        inner = _inside(noun) if self._lemma(noun) in _FOLLOWERS else None
        side = self.at(inner.i) if inner is not None else None
        return side if side is not None and side.named and side.kind in _REBELLIOUS else None

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

    def _lemma(self, noun: Any) -> str:
        return self.words.lemma_of(noun.i)

    def _left(self, noun: Any) -> int:
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

    def _agent(self, noun: Any) -> tuple[int, Agent] | None:
        """Return (first position, agent) of a common noun for people, longest phrase first."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        for length in (3, 2, 1):
            first = position - length + 1
            if first < 0:
                continue
            match = self._lexicon.agents.longest(self.words.lemma, first)
            if match and match[0] == length:
                return first, match[1][0]
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
        named = self._named.get(position)
        if named is None:
            named = self._modifying(noun, self._named)
            lemma = self._lemma(noun)
            if named is None or not (
                lemma in _STANDING_FOR or self._bears(noun) in ("armed", "mob")
            ):
                return None
        group = self._dated(named.values)
        first = min(self._left(noun), self.words.tokens[named.first])
        return self._make(
            noun, first, name=group.name, kind=group.kind, country=group.country,
            bears="armed", named=True,
        )  # fmt: skip

    def _dated(self, groups: list[Group]) -> Group:
        """Return the group that the report means: of its time, of a country it names."""
        if len(groups) == 1:
            return groups[0]
        published = self.parsed.document.published
        return max(
            groups,
            key=lambda g: (
                published is None or (g.start or 0) <= published.year <= (g.end or 9999),
                g.country in self._countries,
                -groups.index(g),
            ),
        )

    def _bears(self, noun: Any) -> str:
        agent = self._agent(noun)
        return agent[1].bears if agent else ""

    def _modifying(self, noun: Any, names: dict[int, _Named]) -> _Named | None:
        """Return the name among a noun's modifiers, unless a hyphen ties it to an adjective."""
        position = self.words.position[noun.i]
        left = self._left(noun)
        for at in range(position - 1, -1, -1):
            if self.words.tokens[at] < left:
                return None
            named = names.get(at)
            if named and not self._attached(named):
                return named
        return None

    def _attached(self, named: _Named) -> bool:
        after = named.last + 1
        return after < len(self.words.lower) and self.words.lower[after] in _ATTACHED

    def _as_force(self, noun: Any) -> Party | None:
        """Read "Syrian army", "Israel's jets", "the army"."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        force = self._force_at(position)
        if force is None:
            return None
        named = self._modifying(noun, self._states) or self._of_state(noun)
        first = self._left(noun)
        pro = self._pro(noun)
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

    def _force_at(self, position: int) -> Force | None:
        for forms in (self.words.lower, self.words.lemma):
            for length in (2, 1):
                first = position - length + 1
                match = self._lexicon.forces.longest(forms, first) if first >= 0 else None
                if match and match[0] == length:
                    return match[1][0]
        return None

    def _force_after(self, named: _Named) -> int | None:
        """Return the force word that a state's adjective modifies."""
        for at in range(named.last + 1, min(named.last + 5, len(self.words.lower))):
            token = self.words.doc[self.words.tokens[at]]
            if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PART"):
                return None
            if token.pos_ != "ADJ" and self._force_at(at) and token.dep_ != "compound":
                return int(token.i)
        return None

    def _of_state(self, noun: Any) -> _Named | None:
        """Read "the army of Guatemala"."""
        for child in noun.children:
            if child.lower_ == "of":
                for inner in child.children:
                    named = self._states.get(self.words.position.get(inner.i, -1))
                    if named and not named.values[0].adjective:
                        return named
        return None

    def _pro(self, noun: Any) -> str | None:
        """Read "pro-regime forces": not the state's own, but on its side."""
        doc = self.words.doc
        for i in range(self._left(noun), noun.i - 1):
            if doc[i].lower_ == "pro" or doc[i].lower_.startswith("pro-"):
                side = doc[i].text[4:] if "-" in doc[i].text else self._next_word(i)
                return f"Pro-{side} forces" if side else None
        return None

    def _next_word(self, i: int) -> str:
        words = [t.text for t in self.words.doc[i + 1 : i + 3] if t.text not in "-–"]
        return words[0] if words else ""

    def _as_agent(self, noun: Any) -> Party | None:
        """Read a common noun: "gunmen", "Palestinian militants", "the army", "two peasants"."""
        found = self._agent(noun)
        adjective = noun.dep_ == "amod" and self.words.position.get(noun.i) in self._states
        if found is None or adjective:  # "an American strike"
            return None
        position, agent = found
        if agent.bears == "modified":
            if not self._warlike(noun):
                return None
            agent = agent._replace(bears="armed")
        pro = self._pro(noun) if agent.bears == "armed" else None
        words = str(self.words.doc[noun.i].lemma_)
        first = min(self._left(noun), self.words.tokens[position])
        state = self._modifying(noun, self._states)
        if state is None and not pro and (agent.bears == "armed" or words == "man"):
            known = self._owned(noun) or (self._meant(noun, agent) if words != "man" else None)
            if known is not None:
                return self._make(
                    noun, first, name=known.name, kind=known.kind, country=known.country,
                    bears="armed", named=True,
                )  # fmt: skip
        name = pro or agent.name or (_generic_state(words) if agent.kind is ActorKind.STATE else "")
        return self._make(
            noun, first,
            name=name or self._wording(noun, first),
            kind=ActorKind.POLITICAL_MILITIA if pro else agent.kind,
            country=state.values[0].country if state else None,
            bears=agent.bears, named=bool(pro),
        )  # fmt: skip

    def _warlike(self, noun: Any) -> bool:
        """Return whether a word of war stands before a noun: "police convoy", "rebel unit"."""
        words = self.words
        before = range(words.position.get(self._left(noun), 0), words.position[noun.i])
        return any(words.lemma[at] in _WARLIKE or at in self._named for at in before)

    def _wording(self, noun: Any, first: int) -> str:
        text = " ".join(self.words.doc[first : noun.i + 1].text.split())
        return text[0].upper() + text[1:]

    def _meant(self, noun: Any, agent: Agent) -> Party | None:
        """Return the named party that a bare "the army" or "the rebels" refers to."""
        if agent.kind is ActorKind.STATE:
            strange = any(c.lower_ in _STRANGERS for c in noun.lefts)
            return None if strange else self._army_before(noun)
        definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.children)
        if not definite or agent.kind not in _GROUP_KINDS:
            return None
        position = self.words.position[noun.i]
        for at in range(position - 1, -1, -1):
            named = self._named.get(at)
            if named is None or self._attached(named):
                continue
            group = self._dated(named.values)
            if group.kind in _GROUP_KINDS[agent.kind]:
                return self.at(self.words.tokens[named.last])
        return None

    def _owned(self, noun: Any) -> Party | None:
        """Return the armed party whose people these are: "its fighters", "their forces"."""
        for child in noun.children:
            if child.dep_ == "poss" and child.pos_ == "PRON":
                owner = self._antecedent(child)
                return owner if owner and owner.named and owner.bears == "armed" else None
        return None

    def _bare_group(self, noun: Any) -> bool:
        """Return whether it is "the group" and no more."""
        if self._lemma(noun) not in _GROUPS:
            return False
        described = any(c.dep_ in _PART_OF_NOUN or c.dep_ == "prep" for c in noun.children)
        return not described and any(c.lower_ in _DEFINITE for c in noun.children)

    def _group_before(self, noun: Any) -> Party | None:
        """Return the armed group that a bare "the group" refers to: the last one named."""
        for at in range(self.words.position[noun.i] - 1, -1, -1):
            named = self._named.get(at)
            if named is None or self._attached(named):
                continue
            if self._dated(named.values).kind in _REBELLIOUS:
                return self.at(self.words.tokens[named.last])
        return None

    def _army_before(self, noun: Any) -> Party | None:
        """Return the one state force that a bare "the army" refers to."""
        police = self._lemma(noun).startswith(("police", "constable", "cop", "gendarme"))
        branch = "Police" if police else "Military"
        any_branch = self.words.doc[noun.i].lower_ == "force"
        fitting = [(i, p) for i, p in self._armies if any_branch or p.name.startswith(branch)]
        names = Counter(p.name for _, p in fitting)
        if len(names) == 1:
            return fitting[0][1]
        before = [p for i, p in fitting if i < noun.i]
        return before[-1] if before else None

    def _as_state(self, noun: Any) -> Party | None:
        """Read "Israel bombed", "an Israeli strike", "Russian shelling", "U.S. missiles"."""
        position = self.words.position.get(noun.i)
        if position is None:
            return None
        named = self._states.get(position)
        if named is None:
            named = self._modifying(noun, self._states)
            if named is None or self._lemma(noun) not in _ARMS:
                return None
        if self._attached(named):
            return None
        people = named.values[0].adjective and noun.tag_ in ("NNS", "NNPS")
        state = named.values[0]
        return self._make(
            noun, self.words.tokens[named.first],
            name=self._wording(noun, noun.i) if people else f"Military Forces of {state.name}",
            kind=ActorKind.CIVILIANS if people else ActorKind.STATE,
            country=state.country, bears="civil" if people else "armed", named=not people,
        )  # fmt: skip

    def _as_name(self, noun: Any) -> Party | None:
        """Read a proper noun that no lexicon knows: a person, or an organisation by its head."""
        if noun.pos_ != "PROPN" or noun.ent_type_ in _NOBODY or noun.lower_[:3] in _MONTHS:
            return None
        lemma = self._lemma(noun)
        if lemma in _FACILITIES or instruments().get(lemma) or noun.lower_.isdigit():
            return None
        if noun.dep_ == "pobj" and noun.head.lower_ in _PLACE_PREPOSITIONS:
            return None
        first = self._left(noun)
        name = self._wording(noun, self._name_start(noun))
        organised = any(w in ORGANISATION_HEADS for w in name.lower().split())
        return self._make(
            noun, first, name=name, kind=ActorKind.REBEL if organised else ActorKind.CIVILIANS,
            country=None, bears="armed" if organised else "civil", named=True,
        )  # fmt: skip

    def _name_start(self, noun: Any) -> int:
        """Return where the name itself begins, behind titles in small letters."""
        doc, first = self.words.doc, noun.i
        while first > noun.sent.start and (
            doc[first - 1].pos_ == "PROPN" or doc[first - 1].text in ("de", "del", "al", "-", "bin")
        ):
            first -= 1
        while first < noun.i and not doc[first].text[0].isupper():
            first += 1
        return int(first)

    def _antecedent(self, pronoun: Any) -> Party | None:
        """Return what "they" or "it" refers to: the last fitting party before it."""
        if pronoun.lower_ not in ("they", "them", "it", "he", "him", "their", "its", "his"):
            return None
        plural = pronoun.lower_ in ("they", "them", "their")
        before = self.words.doc[max(0, pronoun.i - 60) : pronoun.i]
        own = _subjects_above(pronoun) if pronoun.lower_ in ("them", "him", "it") else set()
        for labels in (_SUBJECTS, _REFERRED):
            for token in reversed(before):
                if token.dep_ not in labels or token.pos_ not in ("NOUN", "PROPN"):
                    continue
                if token.i in own:
                    continue
                party = self.at(token.i)
                if party and _agrees(token, plural=plural):
                    return party
        return None


_NOBODY = frozenset(
    {"GPE", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
)
_WARLIKE = frozenset(
    "army military police regime government infantry armored armoured commando rebel security "
    "marine artillery enemy special paramilitary guerrilla militia troop loyalist insurgent "
    "mechanized airborne paratroop combat riot".split()
)
_STRANGERS = frozenset("foreign unknown international allied peacekeeping un u.n. other".split())
_FACILITIES = frozenset(
    "embassy highway road street avenue airport hotel hospital university school college church "
    "mosque temple market bridge river lake bay sea island mountain hill valley desert park square "
    "station building center centre district province department region county municipality city "
    "town village zone area border port dam palace stadium prison jail camp gmt radio television "
    "newspaper constitution agreement accord act law today yesterday tomorrow".split()
)
_FOLLOWERS = frozenset(
    "fighter rebel militant guerrilla insurgent gunman man soldier jihadist terrorist "
    "militiaman commander supporter suspect".split()
)
_GROUPS = frozenset({"group", "organisation", "organization", "movement", "faction"})
_REBELLIOUS = frozenset({ActorKind.REBEL, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
# Which kinds of named party a common noun of a kind may refer back to.
_GROUP_KINDS = {
    ActorKind.REBEL: frozenset({ActorKind.REBEL}),
    ActorKind.EXTERNAL: frozenset({ActorKind.EXTERNAL}),
}
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "around", "outside", "inside", "toward", "towards", "to", "into"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REFERRED = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})
ORGANISATION_HEADS = frozenset(
    "front army brigade brigades movement party militia force forces battalion liberation command "
    "resistance squad cartel gang guard guards battalions revolutionary armed group".split()
)


def _adverbial(word: Any) -> bool:
    """Tell "minutes later a second man" from the "US" of "US-led"."""
    return word.dep_ == "npadvmod" and "-" not in (word.nbor().text if word.i < word.head.i else "")


def _generic_state(lemma: str) -> str:
    police = lemma.lower().startswith(("police", "cop", "constable", "gendarme", "sheriff"))
    return "Police forces" if police else "Military forces"


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
