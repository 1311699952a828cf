"""Which date of its sentence is the date of an act."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from geo.dates import DateKind, is_report_date
from geo.incidents.narration import eventful, spoken_of
from geo.incidents.noun_roles import REACHES
from geo.incidents.reading import distance, token_at
from geo.incidents.site_grammar import SPEECH, path
from geo.model import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates import DateMention
    from geo.incidents.acts import Act
    from geo.incidents.reading import Reading

DAY_REACH = 5
"""Sentences over which a story goes on within the day it told last."""

_A_DAY = timedelta(days=1)  # "over the past 24 hours" touches two
_TALK = SPEECH | {"speak", "talk", "brief", "meet"}


def date_of(act: Act, reading: Reading) -> DateMention | None:
    """Return the nearest date in the act's sentence that is not another act's own.

    "The Feb. 7 attack" keeps its date to itself when the sentence tells a newer act too, and so
    does "the 1971 war" in which no act is told. Where the nearest one says nothing by itself ("the
    day before") the day is unknown.
    """
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    rivals = [a.token for a in reading.acts if a.sentence == act.sentence and a.token != act.token]
    near: list[tuple[int, int, DateMention]] = []
    spoken: list[tuple[int, int, DateMention]] = []
    others = False
    for date in reading.dates:
        inside = sentence.start_char <= date.start < sentence.end_char
        if not inside or _lies_ahead(date, reading):
            continue
        token = token_at(doc, date.start, date.end)
        if date.attributive and not _dates_noun(doc, token, act):
            continue
        if _dates_opinion(doc, token, act, rivals) or is_of_cause(doc, token, act, _CAUSES):
            continue
        gap = distance(doc, token, act.token)
        taken = (act.anaphoric and not _its_own(token, act, reading)) or any(
            _owns(doc, r, token) and distance(doc, token, r) < gap and not _linked(doc, r, act)
            for r in rivals
        )
        says = _dates_speech(doc, token, act)
        if not taken:
            others |= not says and date.when.start is not None
            (spoken if says else near).append((gap, date.start, date))
    told = near if others or not spoken else spoken
    found = min(told, key=lambda n: n[:2], default=None)
    return found[2] if found and found[2].when.start else None


def day_ahead(act: Act, reading: Reading) -> DateMention | None:
    """Return the day after publication that an act is said to be due on: "a march tomorrow"."""
    published = reading.parsed.document.published
    sentence = reading.sentences[act.sentence]
    inside = [d for d in reading.dates if sentence.start_char <= d.start < sentence.end_char]
    if published is None or not inside:
        return None
    doc = reading.parsed.doc
    nearest = min(inside, key=lambda d: distance(doc, token_at(doc, d.start, d.end), act.token))
    start = nearest.when.start
    counted = nearest.kind is DateKind.RELATIVE
    return nearest if counted and start and start > published else None


def _lies_ahead(date: DateMention, reading: Reading) -> bool:
    """Tell whether a date lies after publication, a day's difference of clocks allowed.

    A day that is written with its year is believed: then it is the publication that is misdated.
    """
    published, start = reading.parsed.document.published, date.when.start
    if date.kind is DateKind.ABSOLUTE and date.when.precision is DatePrecision.DAY:
        return False
    return bool(published and start and start - published > _A_DAY)


def _dates_speech(doc: Any, date: int, act: Act) -> bool:
    """Tell whether a date is said of a verb of speech over the act: "reported today that ..."."""
    above = [t for t in doc[date].ancestors if t.pos_ == "VERB"][:1]
    return any(
        v.lemma_.lower() in _TALK and v.i != act.token and doc[act.token] in v.subtree
        for v in above
    )


def _dates_opinion(doc: Any, date: int, act: Act, told: Sequence[int]) -> bool:
    """Tell whether a date is when somebody took a stand on the act, not when it happened.

    "On Monday the parties condemned the attack"; "the committee met on Tuesday over the riots".
    """
    over = {t.i for t in doc[date].ancestors}
    if act.token in over:
        return False
    between = [t for t in path(doc[date], doc[act.token])[1:-1] if t.pos_ in {"VERB", "AUX"}]
    if any(v.lemma_.lower() in OPINION for v in between):
        return True
    spoken = spoken_of(doc[act.token])
    if spoken and any(v.lemma_.lower() in _SPEAKING for v in between):
        return True
    noun = doc[act.token]
    governed = [t.i for t in doc[date].ancestors if t.pos_ in {"VERB", "AUX"}][:1]
    if not spoken or noun.dep_ != "pobj" or noun.head.lower_ in _CARRYING:
        return False
    return not any(i in told or doc[i].lemma_.lower() in _SUFFERED for i in governed)


_CARRYING = frozenset({"with", "by", "under", "into"})
_SUFFERED = REACHES | {"die", "perish"}  # "twelve died in the riots on Monday"


# Who confirms or announces an act tells of news; who speaks of it otherwise dates their own words.
_SPEAKING = (_TALK | {"give", "hold", "receive"}) - {"confirm", "announce", "report"}


OPINION = frozenset(
    "condemn denounce deplore criticise criticize demand urge appeal ask request allege accuse "
    "charge blame express voice react describe term brand call appreciate praise hail welcome "
    "mourn regret apologise apologize oppose support reject discuss debate review investigate "
    "probe inquire visit tour pay observe mark commemorate meet address submit petition write "
    "issue resign suspend adjourn convene direct instruct decide resolve vow threaten".split()
)


def is_of_cause(doc: Any, token: int, act: Act, causes: frozenset[str]) -> bool:
    """Tell whether a date or place is said of what an act came after, or was done for.

    "Arrested for damaging a shrine on 12 March", "following Wednesday's violence, police found".
    """
    above = doc[act.token]
    governing = {above.i, *(t.i for t in above.ancestors), *(c.i for c in above.children)}
    for word in path(doc[token], above)[1:-1]:
        cause = word.dep_ in {"prep", "mark"} and word.lower_ in causes
        if cause and word.head.i in governing and not _is_hour(word):
            return True
        if word.lower_ in _CASES:
            return True
    return False


def _is_hour(preposition: Any) -> bool:
    """Tell whether words only give the hour: "before dawn on Saturday"."""
    return any(
        c.dep_ == "pobj" and (c.ent_type_ in {"DATE", "TIME"} or c.lower_ in _HOURS)
        for c in preposition.children
    )


_HOURS = frozenset(
    "dawn dusk noon midday midnight sunrise sunset nightfall dark daybreak prayers".split()
)
EARLIER = frozenset({"after", "following", "since"})
_CAUSES = EARLIER | frozenset("before for until despite ahead".split())
_CASES = frozenset("connection case cases charge charges accused alleged suspicion".split())


def _dates_noun(doc: Any, date: int, act: Act) -> bool:
    """Tell whether an attributive date belongs to the act: "Monday's raid", not "the 1971 war"."""
    noun = doc[date].head
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.i == act.token:
        return True
    named = {noun.i, *(t.i for t in noun.children)} | {t.i for t in noun.ancestors}
    return act.token in named


def date_nearby(act: Act, reading: Reading) -> DateMention | None:
    """Return the day that a paragraph has set for an act that no date is said of.

    "Soldiers searched a house in Kunduz on Monday. They killed two men." A story goes on in order:
    the day that was told last holds, unless the act is told as older ("had attacked it before"),
    or two days stand in one sentence.
    """
    spoken = spoken_of(reading.parsed.doc[act.token])
    if act.anaphoric or spoken or _told_as_older(act, reading):
        return None
    section = reading.layout.section(act.start)
    for number in range(act.sentence, max(-1, act.sentence - DAY_REACH - 1), -1):
        sentence = reading.sentences[number]
        if reading.layout.section(sentence.start_char) != section:
            return None
        dates = _dates_in(sentence, reading)
        if dates and number < act.sentence:
            said = [d for d in dates if not d.attributive] or dates
            sets = all(sets_day(d, sentence, reading) for d in said)
            sets = sets and eventful(number, reading)
            sets = sets and not any(t.tag_ == "MD" or t.lower_ == "eve" for t in sentence)
            return said[0] if sets and _are_one(said) else None
    return None


def _are_one(dates: Sequence[DateMention]) -> bool:
    """Tell whether the days of a sentence agree: "an overnight operation last night"."""
    starts = [d.when.start for d in dates if d.when.start]
    ends = [d.when.end for d in dates if d.when.end]
    return max(starts) <= min(ends)


def _dates_in(sentence: Any, reading: Reading) -> list[DateMention]:
    """Return the dates of a sentence without those that only date the report."""
    inside = [d for d in reading.dates if sentence.start_char <= d.start < sentence.end_char]
    document = reading.parsed.document
    return [d for d in inside if not is_report_date(d, document.text, document.published)]


def _told_as_older(act: Act, reading: Reading) -> bool:
    """Tell whether the act's clause looks back behind the story: "had killed", "previously"."""
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    if _dates_in(sentence, reading):
        return True  # a date of its own sentence that is not its own: the story has left its day
    verbs = [t for t in (doc[act.token], *doc[act.token].ancestors) if t.pos_ in {"VERB", "AUX"}]
    children = [c for verb in verbs[:1] for c in verb.children]
    perfect = any(c.dep_ == "aux" and c.lower_ in {"had", "have", "has"} for c in children)
    before = any(c.lower_ in _BEFORE for c in children)
    return perfect or before or any(t.lower_ in _EARLIER for t in sentence)


_EARLIER = frozenset({"earlier", "previously"})


_BEFORE = frozenset(
    "previously earlier formerly once before already often repeatedly since recently".split()
)


def sets_day(date: DateMention, sentence: Any, reading: Reading) -> bool:
    """Tell whether a day is said of what a sentence tells, not of who spoke or of what will be."""
    start, end = date.when.start, date.when.end
    fine = date.when.precision is DatePrecision.DAY and start and end and end - start <= _A_DAY
    if not fine or date.attributive:
        return False
    published = reading.parsed.document.published
    if published and start and start > published:
        return False
    doc = reading.parsed.doc
    way = path(doc[token_at(doc, date.start, date.end)], sentence.root)
    governor = next((t for t in way if t.pos_ == "VERB"), None)
    if governor is None or governor.lemma_.lower() not in _TALK:
        return True
    return any(t.lemma_.lower() in _TAKES_TIME for t in way)


# What lasts and is dated, whoever speaks of it: "confirmed his capture in an operation on Monday".
_TAKES_TIME = frozenset(
    "operation raid attack assault clash battle fighting incident mission patrol ambush capture "
    "strike airstrike bombing shelling offensive search arrest killing march protest riot".split()
)


def _its_own(date: int, act: Act, reading: Reading) -> bool:
    """Tell whether a date is said of a word that refers back, or of the verb it stands with.

    "The toll of the attack rose on Friday" does not date the attack; "ten died in the attack on
    Friday" does.
    """
    doc = reading.parsed.doc
    verbs = [t for t in path(doc[date], doc[act.token])[1:-1] if t.pos_ == "VERB"]
    if len(verbs) != 1:
        return not verbs
    over = doc[act.token].head
    if over.dep_ == "prep" and verbs[0].lemma_.lower() in _SUFFERED:
        over = over.head  # "died in the attack on Friday"
    return over.i == verbs[0].i or any(a.token == verbs[0].i for a in reading.acts)


def _linked(doc: Any, other: int, act: Act) -> bool:
    """Tell whether two words tell one act: "the bombing killed 12", "shot and wounded"."""
    way = path(doc[other], doc[act.token])
    return len(way) <= 3 and not any(t.lemma_.lower() in SPEECH for t in way)  # noqa: PLR2004


def _owns(doc: Any, noun: int, date: int) -> bool:
    """Tell whether a date stands inside an event noun's own phrase."""
    return doc[noun].pos_ in {"NOUN", "PROPN"} and doc[noun].i in {t.i for t in doc[date].ancestors}
