"""Which date of its sentence is the date of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.reading import distance, token_at
from geo.incidents.setting import SCENE_REACH
from geo.incidents.site_grammar import SPEECH, path
from geo.model import DatePrecision

if TYPE_CHECKING:
    from geo.dates import DateMention
    from geo.incidents.acts import Act
    from geo.incidents.reading import Reading

_TALK = SPEECH | {"speak", "talk", "brief", "meet"}


def date_of(act: Act, reading: Reading) -> DateMention | None:
    """Return the nearest date in the act's sentence that is not another act's own.

    "The Feb. 7 attack" keeps its date to itself when the sentence tells a newer act too.
    """
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    rivals = [a.token for a in reading.acts if a.sentence == act.sentence and a.token != act.token]
    near: list[tuple[int, int, DateMention]] = []
    for date in reading.dates:
        if date.when.start is None or not sentence.start_char <= date.start < sentence.end_char:
            continue
        token = token_at(doc, date.start, date.end)
        gap = distance(doc, token, act.token)
        taken = (act.anaphoric and not _its_own(token, act, reading)) or any(
            _owns(doc, r, token) and distance(doc, token, r) < gap and not _linked(doc, r, act)
            for r in rivals
        )
        if not taken:
            near.append((gap, date.start, date))
    return min(near, key=lambda n: n[:2])[2] if near else None


def date_nearby(act: Act, reading: Reading) -> DateMention | None:
    """Return the day that a paragraph has set for an act that no date is said of.

    "Soldiers searched a house in Kunduz on Monday. They killed two men." A sentence that tells an
    act keeps its date to itself, and so does one with two dates.
    """
    paragraph = reading.layout.paragraph(act.start)
    for number in range(act.sentence - 1, max(-1, act.sentence - SCENE_REACH - 1), -1):
        sentence = reading.sentences[number]
        telling = any(a.sentence == number for a in reading.acts)
        if telling or reading.layout.paragraph(sentence.start_char) != paragraph:
            return None
        dates = [d for d in reading.dates if sentence.start_char <= d.start < sentence.end_char]
        if dates:
            (first, *more) = dates
            return None if more or not _sets_scene(first, sentence, reading) else first
    return None


def _sets_scene(date: DateMention, sentence: Any, reading: Reading) -> bool:
    """Tell whether a day is said of its sentence's main verb, which is none of speech."""
    one_day = date.when.precision is DatePrecision.DAY and date.when.start == date.when.end
    if not one_day or date.attributive:
        return False
    doc = reading.parsed.doc
    way = path(doc[token_at(doc, date.start, date.end)], sentence.root)
    return sum(t.pos_ == "VERB" for t in way) <= 1 and not any(
        t.lemma_.lower() in _TALK for t in way
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
    return doc[act.token].head.i == verbs[0].i or any(a.token == verbs[0].i for a in reading.acts)


def _linked(doc: Any, other: int, act: Act) -> bool:
    """Tell whether two words tell one act: "the bombing killed 12", "shot and wounded"."""
    way = path(doc[other], doc[act.token])
    return len(way) <= 3 and not any(t.lemma_.lower() in SPEECH for t in way)  # noqa: PLR2004


def _owns(doc: Any, noun: int, date: int) -> bool:
    """Tell whether a date stands inside an event noun's own phrase."""
    return doc[noun].pos_ in {"NOUN", "PROPN"} and doc[noun].i in {t.i for t in doc[date].ancestors}
