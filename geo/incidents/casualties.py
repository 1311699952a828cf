"""How many were killed, injured, captured, missing or displaced, who they were, and who says so.

An outcome word (``outcomes.csv``) with the phrases that name its victims makes a claim; the parse
vetoes what did not happen (``claims.py``) and adds the claimant. Every claim is kept and nothing
is summed, save the members of one list: "two soldiers and a civilian" are three, told as one claim
and two parts of it. The doer is no victim: "killed himself and 12 others" are the twelve whom the
report counts. "Casualties" alone have no outcome; they take over "killed" only from the sentence
they stand in or the one before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.incidents.claims import Standing, standing_of
from geo.incidents.number_words import NOBODY, SOME
from geo.incidents.outcomes import Hit, find_hits
from geo.incidents.victims import Counter, Party, is_reflexive, joined
from geo.model import Claim, Outcome, Stance, Toll, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.language import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyMention:
    """A claim and where it stands in the report.

    ``sentence`` counts the sentences of the parse, ``trigger`` is the token of the outcome word.
    ``part_of`` is the index of a wider mention of the same report that includes these victims.
    ``total`` is True for the toll of a longer time or of several incidents ("since January").
    """

    claim: Claim
    sentence: int
    trigger: int
    part_of: int | None = None
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A mention before it knows its place in the list."""

    outcome: Outcome
    trigger: int
    first: int
    last: int
    toll: Toll
    victims: str | None
    group: VictimGroup
    standing: Standing
    heads: frozenset[int] = frozenset()
    counted: bool = True
    part_of: int | None = None
    """The token of the wider mention's trigger."""
    total: bool = False


_HARM = (Outcome.KILLED, Outcome.INJURED)
_ANYBODY = frozenset("any anyone anybody".split())
_HURT = frozenset("hurt harm".split())
_TOLL = re.compile(
    r"\b(?:death\s+toll|toll|body\s+count|count|(?:number|total|figure)\s+of\s+"
    r"(?:(?:the|those|people|persons|confirmed|civilian|victims)\s+)*"
    r"(?P<what>dead|deaths|killed|fatalities|wounded|injured|missing|injuries))\b",
    re.IGNORECASE,
)
_TOLL_OUTCOME = {
    "wounded": Outcome.INJURED,
    "injured": Outcome.INJURED,
    "injuries": Outcome.INJURED,
    "missing": Outcome.MISSING,
}
_TOLL_VALUE = re.compile(
    r"\b(?:to|of|at|is|was|were|reach\w*|hit|stands?|stood|now|as|topp\w+|pass\w+|past|exceed\w*"
    r"|surpass\w+|above|from|be|number\w*)\s+$",
    re.IGNORECASE,
)
_TOLL_REACH = 90
_PERIOD = re.compile(
    r"\bsince\s+(?!then)\w+|\bso\s+far\s+this\b|\bto\s+date\b|\b(?:this|last)\s+(?:year|month)\b"
    r"|\b(?:in|over|during|for|within)\s+(?:the\s+)?(?:past|last|previous|first|recent)\s+"
    r"(?:\w+\s+)?(?:hours|days|weeks|months|years|decade)"
    r"|\b(?:in|over|during|within|for)\s+(?:(?:more|less|over|about|some|nearly|almost)\s+(?:than\s+)?)?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|recent)\s+"
    r"(?:days|weeks|months|years)|\b(?:a|per|every|each)\s+(?:year|month|week|day)\b|\bannually\b"
    r"|-?\byears?[- ](?:old\s+)?(?:of\s+)?(?:the\s+)?(?:civil\s+)?(?:war|conflict|insurgency)\b"
    r"|\bduring\s+the\s+(?:\w+\s+)?(?:war|conflict|decade)\b",
    re.IGNORECASE,
)
_BRINGING = re.compile(r"\b(?:bring|brought|tak(?:es|ing)|took)\w*\b[^.;]*$", re.IGNORECASE)


def find_casualties(parsed: Parsed) -> tuple[CasualtyMention, ...]:
    """Return every claim about casualties that a report makes, in the order of the text."""
    finder = _Finder(parsed.doc)
    return _mentions(parsed, finder.find())


class _Finder:
    """Collects the claims of one report; a part keeps the index of its whole in ``found``."""

    def __init__(self, doc: Any) -> None:
        self.doc = doc
        self.counter = Counter(doc)
        self.found: list[_Found] = []

    def find(self) -> list[_Found]:
        hits = list(find_hits(self.doc, self.counter))
        self.periods = _periods(self.doc, {hit.trigger for hit in hits})
        for hit in hits:
            if _told_together(hit, hits, self.doc):
                continue
            self._of_hit(hit, {h.trigger for h in hits})
        for sentence in self.doc.sents:
            self._of_tolls(sentence)
            self._parts(sentence)
        return self.found

    # --- one outcome word --------------------------------------------------------------------

    def _of_hit(self, hit: Hit, triggers: set[int]) -> None:
        trigger = self.doc[hit.trigger]
        standing = standing_of(trigger)
        if standing.unreal is not None:
            return
        if hit.word.outcome is None:
            self._of_casualties(hit, standing)
            return
        if hit.own:
            self._own_count(hit, standing)
            return
        parties = self._parties(hit, triggers)
        if standing.negated:
            parties = [replace(p, toll=NOBODY) for p in parties if self._anybody(p)]
        if parties:
            self._add(hit, standing, parties)

    def _anybody(self, party: Party) -> bool:
        tokens = self.doc[party.first : party.last + 1]
        return any(t.lower_ in _ANYBODY for t in tokens)

    def _parties(self, hit: Hit, triggers: set[int]) -> list[Party]:
        parties = []
        for head in hit.heads:
            for token in joined(self.doc[head]):
                if is_reflexive(token) or self._has_own_outcome(token, head, hit, triggers):
                    continue
                party = self.counter.party(token)
                if party is None or (hit.word.people_only and not party.people):
                    continue
                if not (party.definite and party.toll == SOME and self._told(hit.word.outcome)):
                    parties.append(party)
        return [p for p in parties if p.people] or parties

    def _has_own_outcome(self, token: Any, head: int, hit: Hit, triggers: set[int]) -> bool:
        """Whether a joined phrase belongs to another outcome: "12 dead and 30 wounded"."""
        if token.i == head:
            return False
        if any(f.outcome is not hit.word.outcome and token.i in f.heads for f in self.found):
            return True
        return any(
            t.i in triggers and t.i != hit.trigger and t.dep_ in ("amod", "acl", "relcl")
            for t in (token, *token.children)
        )

    def _told(self, outcome: Outcome | None) -> bool:
        return any(f.outcome is outcome for f in self.found)

    def _add(self, hit: Hit, standing: Standing, parties: list[Party]) -> None:
        assert hit.word.outcome is not None
        heads = frozenset(p.head for p in parties)
        if any(f.outcome is hit.word.outcome and f.heads & heads for f in self.found):
            return
        groups = {p.group for p in parties}
        first, last = min(p.first for p in parties), max(p.last for p in parties)
        whole = _Found(
            outcome=hit.word.outcome,
            trigger=hit.trigger,
            first=min(first, hit.trigger),
            last=max(last, hit.trigger),
            toll=_sum([p.toll for p in parties]),
            victims=parties[0].victims if len(parties) == 1 else self._text(first, last),
            group=groups.pop() if len(groups) == 1 else VictimGroup.UNKNOWN,
            standing=standing,
            heads=heads,
            counted=any(p.counted for p in parties),
            total=hit.trigger in self.periods,
        )
        self.found.append(whole)
        index = len(self.found) - 1
        if len({p.group for p in parties}) > 1:
            for party in parties:
                self.found.append(_part(whole, party, index))
        if hit.word.outcome is Outcome.INJURED and whole.toll == NOBODY:
            self._nobody_killed(whole)

    def _nobody_killed(self, hurt: _Found) -> None:
        """Add that nobody was killed where "nobody was hurt"."""
        if self.doc[hurt.trigger].lemma_.lower() in _HURT:
            self.found.append(replace(hurt, outcome=Outcome.KILLED, heads=frozenset()))

    def _own_count(self, hit: Hit, standing: Standing) -> None:
        """Add "12 deaths", "12 bodies", "12 lives"."""
        party = self.counter.party(self.doc[hit.trigger])
        if party is None or hit.word.outcome is None:
            return
        self.found.append(self._bare(hit.word.outcome, party, standing))

    def _bare(self, outcome: Outcome, party: Party, standing: Standing) -> _Found:
        words = {t.lower_ for t in self.doc[party.first : party.last + 1]}
        civilian = bool(words & {"civilian", "civilians"})
        return _Found(
            outcome=outcome,
            trigger=party.head,
            first=party.first,
            last=party.last,
            toll=NOBODY if standing.negated else party.toll,
            victims="civilian" if civilian else None,
            group=VictimGroup.CIVILIANS if civilian else VictimGroup.UNKNOWN,
            standing=standing,
            total=party.head in self.periods,
        )

    # --- casualties, which have no outcome of their own --------------------------------------

    def _of_casualties(self, hit: Hit, standing: Standing) -> None:
        trigger = self.doc[hit.trigger]
        party = self.counter.party(trigger)
        if party is None:
            return
        if party.toll == NOBODY or standing.negated:
            nobody = replace(party, toll=NOBODY)
            self.found += [self._bare(outcome, nobody, standing) for outcome in _HARM]
        elif trigger.lemma_.lower() == "casualty" and self._killed_just_before(trigger):
            found = self._bare(Outcome.KILLED, party, standing)
            victims = (party.victims or "").removesuffix(trigger.text).strip() or found.victims
            self.found.append(replace(found, victims=victims))

    def _killed_just_before(self, trigger: Any) -> bool:
        before = self.doc[: trigger.sent.start]
        start = before[-1].sent.start if len(before) else trigger.sent.start
        return any(
            f.outcome is Outcome.KILLED and start <= f.trigger < trigger.i for f in self.found
        )

    # --- tolls -------------------------------------------------------------------------------

    def _of_tolls(self, sentence: Any) -> None:
        """Add "the death toll rose from 8 to 11": the latest count, the earlier a part of it."""
        for match in _TOLL.finditer(sentence.text):
            start = sentence.start_char + match.end()
            values = [
                q
                for q in self.counter.quantities
                if start <= q.start < min(start + _TOLL_REACH, sentence.end_char)
                and _TOLL_VALUE.search(self.doc.text[start : q.start] or " ")
            ][:2]
            if not values:
                continue
            changed = len(values) == 2 and self._follows(values[0], "from")  # noqa: PLR2004
            self._add_toll(sentence, match, values[1] if changed else values[0])
            if changed and self.found:
                latest = len(self.found) - 1
                self._add_toll(sentence, match, values[0])
                self.found[-1] = replace(self.found[-1], part_of=latest)

    def _follows(self, quantity: Any, word: str) -> bool:
        before = self.doc.text[: quantity.start].split()
        return bool(before) and before[-1].casefold() == word

    def _add_toll(self, sentence: Any, match: re.Match[str], quantity: Any) -> None:
        begin = sentence.start_char + match.start()
        span = self.doc.char_span(begin, quantity.end, alignment_mode="expand")
        noun = next((t for t in span if t.lower_ in ("toll", "count")), span[0])
        standing = standing_of(noun)
        if standing.unreal is not None:
            return
        self.found.append(
            _Found(
                outcome=_TOLL_OUTCOME.get((match["what"] or "").casefold(), Outcome.KILLED),
                trigger=noun.i,
                first=span[0].i,
                last=span[-1].i,
                toll=quantity.toll,
                victims=None,
                group=VictimGroup.UNKNOWN,
                standing=standing,
                total=bool(_BRINGING.search(sentence.text[: match.start()]))
                or noun.i in self.periods
                or bool(_PERIOD.search(sentence.text)),
            )
        )

    # --- parts -------------------------------------------------------------------------------

    def _parts(self, sentence: Any) -> None:
        """Add "including three children", "among them two women", "10 of them soldiers"."""
        for head in _part_heads(sentence, self.counter):
            party = self.counter.party(head)
            whole = self._whole_before(head, sentence)
            if party is None or whole is None or not party.people:
                continue
            if any(head.i in f.heads for f in self.found) or party.toll == SOME:
                continue
            self.found.append(_part(self.found[whole], party, whole))

    def _whole_before(self, head: Any, sentence: Any) -> int | None:
        inside = [
            (max(f.heads, default=f.last), index)
            for index, f in enumerate(self.found)
            if f.part_of is None
            and sentence.start <= f.first
            and max(f.heads, default=f.last) < head.i
        ]
        return max(inside)[1] if inside else None

    def _text(self, first: int, last: int) -> str:
        span = self.doc[first : last + 1]
        return " ".join(str(span.text).split())


def _sum(tolls: Sequence[Toll]) -> Toll:
    """Return the toll of a list's members together."""
    if len(tolls) == 1:
        return tolls[0]
    lows = [t.low or 0 for t in tolls]
    bests = [t.best or 0 for t in tolls]
    highs = [t.high for t in tolls]
    high = None if None in highs else sum(h for h in highs if h is not None)
    return Toll(low=sum(lows), best=sum(bests), high=high)


def _part(whole: _Found, party: Party, index: int) -> _Found:
    return replace(
        whole,
        first=party.first,
        last=party.last,
        toll=party.toll,
        victims=party.victims,
        group=party.group,
        heads=frozenset({party.head}),
        counted=party.counted,
        part_of=index,
    )


def _told_together(hit: Hit, hits: Sequence[Hit], doc: Any) -> bool:
    """Whether one count covers dead and wounded alike: "30 were killed or wounded"."""
    if hit.word.outcome not in _HARM or not hit.heads:
        return False
    joined_words = {t.i for t in doc[hit.trigger].conjuncts}
    return any(
        other.trigger in joined_words
        and other.word.outcome in _HARM
        and other.word.outcome is not hit.word.outcome
        and other.heads == hit.heads
        for other in hits
    )


def _part_heads(sentence: Any, counter: Counter) -> Iterator[Any]:
    for token in sentence:
        if token.lower_ == "including" or (
            token.lower_ == "among" and token.nbor(1).lower_ in ("them", "whom", "these")
            if token.i + 1 < sentence.end
            else False
        ):
            yield from _following(token, counter)
        quantity = counter.quantity_at(token)
        if quantity is not None and _of_them(token, sentence):
            yield _called(token, sentence)


def _following(token: Any, counter: Counter) -> Iterator[Any]:
    """Yield the heads that "including" or "among them" introduces."""
    heads = [c for c in token.children if c.dep_ == "pobj" and c.pos_ != "PRON"]
    if not heads:
        for other in token.doc[token.i + 1 : min(token.i + 6, token.sent.end)]:
            quantity = counter.quantity_at(other)
            if quantity is not None:
                heads = [counter.head_of(quantity)]
                break
    for head in heads[:1]:
        yield from joined(head)


def _of_them(token: Any, sentence: Any) -> bool:
    after = [t.lower_ for t in sentence.doc[token.i + 1 : min(token.i + 3, sentence.end)]]
    return after[:1] == ["of"] and after[1:2] in (["them"], ["whom"], ["these"], ["which"])


def _called(token: Any, sentence: Any) -> Any:
    """Return the noun that says who "10 of them" were, or the count itself."""
    for other in sentence.doc[token.i + 3 : min(token.i + 7, sentence.end)]:
        if other.pos_ in ("NOUN", "PROPN"):
            return other
        if other.pos_ not in ("ADJ", "AUX", "DET"):
            break
    return token


def _periods(doc: Any, triggers: set[int]) -> set[int]:
    """Return the outcome words that count over a longer time, or over all of a conflict."""
    found: set[int] = set()
    for sentence in doc.sents:
        inside = {i for i in triggers if sentence.start <= i < sentence.end}
        for match in _PERIOD.finditer(sentence.text) if inside else ():
            start = sentence.start_char + match.start()
            span = doc.char_span(start, sentence.start_char + match.end(), alignment_mode="expand")
            at = span.root
            while at.i not in inside and at.head.i != at.i and not _tells_toll(at):
                at = at.head
            if _tells_toll(at):
                continue
            found |= {at.i} if at.i in inside else inside
    return found


def _tells_toll(verb: Any) -> bool:
    """Whether a clause is about a running toll: "bringing the toll to 130 since January"."""
    return any(c.lower_ in ("toll", "total", "number") for c in verb.children)


def _mentions(parsed: Parsed, found: list[_Found]) -> tuple[CasualtyMention, ...]:
    order = sorted(range(len(found)), key=lambda i: (found[i].first, found[i].last, i))
    place = {old: new for new, old in enumerate(order)}
    starts = [s.start for s in parsed.sentences]
    mentions = []
    for old in order:
        one = found[old]
        start = parsed.doc[one.first].idx
        end = parsed.doc[one.last].idx + len(parsed.doc[one.last])
        mentions.append(
            CasualtyMention(
                claim=Claim(
                    outcome=one.outcome,
                    toll=one.toll,
                    text=parsed.document.text[start:end],
                    document_id=parsed.document.id,
                    start=start,
                    end=end,
                    victims=one.victims,
                    group=one.group,
                    claimant=one.standing.claimant,
                    stance=one.standing.stance,
                ),
                sentence=sum(s <= one.trigger for s in starts) - 1,
                trigger=one.trigger,
                part_of=None if one.part_of is None else place[one.part_of],
                total=one.total,
            )
        )
    return tuple(mentions)
