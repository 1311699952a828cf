"""Words that look like an act and are none: figures of speech, criticism, animals, courts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.incidents.noun_roles import carrier_of
from geo.incidents.words import rows, split
from geo.model import EVENT_TYPE_OF, EventType, SubEventType

if TYPE_CHECKING:
    from geo.incidents.scene import Scene

_TRAP_REACH = 3
_SKIPPED_IN_TRAPS = frozenset({"a", "an", "the", "'s", "'"})


def trapped(scene: Scene) -> str | None:
    """Return why the trigger means something else, or None."""
    judges = (
        _trap,
        _misread,
        _words_only,
        _debated,
        _in_parliament,
        _fired_off,
        _shows,
        _stands_there,
        _fears,
        _animals,
        _in_court,
    )
    return next((why for judge in judges if (why := judge(scene))), None)


@cache
def _traps() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("acts_traps"):
        words = tuple(w for w in split(row["phrase"]) if w not in _SKIPPED_IN_TRAPS)
        found.setdefault(row["trigger"], []).append((words, row["reason"]))
    return found


def _trap(scene: Scene) -> str | None:
    """Return the reason when the words next to the trigger make it something else."""
    candidate, lemma = scene.candidate, scene.words.lemma
    if candidate.trigger.pos == "n" and candidate.last > candidate.first:
        return None  # "air strike" and the like are beyond doubt
    if scene.lemma == "march" and _is_month(scene):
        return "a month"
    if scene.lemma == "drop" and any(c.dep_ == "agent" for c in scene.token.children):
        return None  # "barrel bombs dropped by helicopters"
    low = max(scene.sentence.start, candidate.first - _TRAP_REACH)
    high = min(scene.sentence.stop, candidate.last + 1 + _TRAP_REACH + 1)
    near = tuple(w for w in lemma[low:high] if w not in _SKIPPED_IN_TRAPS)
    for words, reason in _traps().get(scene.lemma, ()):
        if scene.lemma == "explosion" and scene.names("bomb", scene.clause):
            return None  # "the explosion of a bomb"
        if any(near[i : i + len(words)] == words for i in range(len(near) - len(words) + 1)):
            return f"{' '.join(words)!r}: {reason}"
    return None


def _is_month(scene: Scene) -> bool:
    """Tell March from a march: "on March 6", "the march 15 programme"."""
    token = scene.token
    if token.text == "March" and token.ent_type_ == "DATE":
        return True
    after = [t.text for t in token.doc[token.i + 1 : token.i + 2]]
    return token.pos_ != "VERB" and bool(after and after[0].isdecimal() and len(after[0]) <= 2)  # noqa: PLR2004  (a day of the month)


def _misread(scene: Scene) -> str | None:
    """Refuse a bare verb without anything before it that asks for one: a name read as a verb."""
    verb = scene.token
    if verb.tag_ != "VB" or verb.dep_ in _BARE or any(c.dep_ == "aux" for c in verb.children):
        return None
    head = verb.head
    bare_above = verb.dep_ == "conj" and (head.tag_ == "VB" or head.pos_ != "VERB")
    if bare_above and head.pos_ == "VERB":
        return None
    return f"{verb.lower_!r} is no verb here"


_BARE = frozenset({"ccomp", "xcomp", "acl", "relcl", "pcomp"})


def _debated(scene: Scene) -> str | None:
    """Refuse an attack by politicians without arms: it is one of words."""
    parting = scene.candidate.trigger.sub_event_type is SubEventType.CHANGE_TO_GROUP
    if not (parting or scene.lemma in _VERBAL) or scene.weapons(scene.sentence):
        return None
    doers = {scene.words.lemma_of(i) for i in scene.arguments.initiators}
    if parting and doers & _POLITICIANS and not (scene.has("armed") or scene.armed_around):
        return "a quarrel of politicians"
    if doers and doers <= _POLITICIANS:
        return f"words of politicians: {', '.join(sorted(doers))}"
    return None


_POLITICIANS = frozenset(
    "president minister leader opposition mp mla senator congressman candidate spokesman "
    "spokesperson critic lawmaker legislator chairman".split()
)


def _in_parliament(scene: Scene) -> str | None:
    """Refuse what members of a parliament do there: a walkout, slogans, an attack in words.

    Who storms it from outside, or is hurt in it, is no member at work.
    """
    kind = EVENT_TYPE_OF.get(scene.candidate.trigger.sub_event_type or SubEventType.ATTACK)
    words = {scene.words.lemma[at] for at in scene.sentence}
    doing = scene.lemma in _VERBAL or kind in (EventType.PROTESTS, EventType.RIOTS)
    doing = doing or (scene.lemma == "storm" and "well" in words)
    if _rocks_house(scene):
        return "what a parliament quarrels over"
    if not doing or any(w.sub_event_type for w in scene.weapons(scene.sentence)):
        return None
    house = words & _HOUSES or "well" in words
    return "a scene of parliament" if house and words & _MEMBERS else None


def _fired_off(scene: Scene) -> str | None:
    """Refuse what is only written or said: "shot off yet another warning"."""
    off = any(c.lower_ == "off" for c in scene.token.children)
    words = {scene.words.lemma_of(c.i) for c in scene.token.children if c.dep_ == "dobj"}
    return "words that were sent off" if off and words & _WRITINGS else None


_WRITINGS = frozenset(
    "letter warning missive memo memorandum email mail message note reply tweet question".split()
)


def _rocks_house(scene: Scene) -> bool:
    """Tell whether an act only troubles a parliament: "the killing rocked the assembly"."""
    verb = carrier_of(scene.token) if scene.token.pos_ != "VERB" else None
    if verb is None or verb.lemma_ not in ("rock", "shake", "paralyse", "disrupt", "dominate"):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return any(t.lemma_.lower() in _HOUSES for o in objects for t in o.subtree)


_HOUSES = frozenset("parliament house assembly sabha senate congress legislature knesset".split())
_MEMBERS = frozenset(
    "member mp mla opposition legislator lawmaker senator congressman speaker walkout adjourn "
    "adjournment sitting session deputy treasury".split()
)


def _shows(scene: Scene) -> str | None:
    """Refuse what "demonstrates" something: it shows it."""
    verb = scene.token
    if scene.lemma != "demonstrate" or verb.pos_ != "VERB":
        return None
    shown = [c for c in verb.children if c.dep_ in ("dobj", "ccomp") or c.lower_ == "that"]
    return f"'demonstrates' {shown[0].lower_}: shows it" if shown else None


def _stands_there(scene: Scene) -> str | None:
    """Refuse what only describes a camp: "a camp set up for pilgrims"."""
    base = scene.candidate.trigger.sub_event_type is SubEventType.BASE_ESTABLISHED
    if base and scene.token.dep_ in ("acl", "relcl") and not scene.arguments.initiators:
        return f"{scene.token.lower_}: describes a camp"
    return None


def _fears(scene: Scene) -> str | None:
    """Refuse "apprehends trouble": nobody was caught."""
    if scene.lemma != "apprehend" or scene.sides["targets"]:
        return None
    caught = [scene.words.doc[i] for i in scene.arguments.targets]
    things = [t for t in caught if t.pos_ not in ("PROPN", "PRON") and t.ent_type_ != "PERSON"]
    return f"'apprehends' {things[0].lower_}: fears it" if things else None


def _words_only(scene: Scene) -> str | None:
    """Refuse what somebody is attacked "for doing": that is criticism."""
    if scene.lemma not in _VERBAL or scene.token.pos_ != "VERB" or scene.weapons(scene.clause):
        return None
    reasons = (c for c in scene.token.children if c.dep_ == "prep" and c.lower_ in ("for", "over"))
    if any(inner.dep_ == "pcomp" for prep in reasons for inner in prep.children):
        return f"{scene.lemma!r} ... for: criticism"
    return None


_VERBAL = frozenset({"attack", "assail", "slam", "blast", "hit", "target"})


def _animals(scene: Scene) -> str | None:
    """Refuse the slaughter of animals."""
    victims = {scene.words.lemma_of(i) for i in scene.arguments.targets}
    return f"animals: {', '.join(sorted(victims))}" if victims and victims <= _BEASTS else None


_BEASTS = frozenset(
    "cow cattle sheep goat animal pig chicken poultry buffalo calf dog livestock camel horse "
    "wolf bear elephant whale seal bird duck turkey lamb deer".split()
)


def _in_court(scene: Scene) -> str | None:
    """Refuse a suspect's surrender to a court: no side lays down its arms."""
    court = scene.lemma == "surrender" and scene.names("court")
    return "a suspect's surrender in court" if court else None
