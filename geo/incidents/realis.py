"""Did it happen? A decision of its own, apart from what kind of act it was.

The signs are looked for from the trigger outwards: on the word itself, then on every verb and
noun that it hangs on, then in the sentence. The first sign that speaks decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.incidents.noun_roles import SUPPORT
from geo.incidents.one_act import no_one_act
from geo.incidents.verdict import Realis, Verdict
from geo.incidents.words import rows

if TYPE_CHECKING:
    from geo.incidents.scene import Scene


@cache
def _signs(name: str) -> dict[str, str]:
    """Return the words of one list of ``acts_realis.csv`` and their reasons."""
    return {row["term"]: row["reason"] for row in rows("acts_realis") if row["list"] == name}


_LISTS = (
    ("presupposing", Realis.ASSERTED, "takes it as done"),
    ("denying", Realis.DENIED, "governs it"),
    ("planning", Realis.PLANNED, "governs it"),
    ("supposing", Realis.HYPOTHETICAL, "governs it"),
    ("recalling", Realis.BACKGROUND, "governs it"),
)
_CLAUSE_LABELS = frozenset(
    {"ccomp", "xcomp", "pcomp", "advcl", "acl", "relcl", "conj", "pobj", "prep", "dobj", "nsubj",
     "nsubjpass", "attr", "agent", "appos", "compound", "nmod", "poss", "amod", "csubj", "oprd"}
)  # fmt: skip
# Labels through which a governing verb's modality reaches down. A subject or a relative clause
# is told in its own right: "the men who attacked the post may be tried".
_REACHED = frozenset(
    {"ccomp", "xcomp", "pcomp", "dobj", "pobj", "prep", "conj", "attr", "acl", "agent"}
)
_MOOD_REACHES = (_REACHED | {"nsubj", "nsubjpass"}) - {"acl"}
_CIRCUMSTANCE = frozenset(
    "in during after amid amidst since following on at before despite by around throughout under "
    "through as because".split()
)
_MODALS = {
    "will": Realis.PLANNED,
    "shall": Realis.PLANNED,
    "would": Realis.HYPOTHETICAL,
    "could": Realis.HYPOTHETICAL,
    "may": Realis.HYPOTHETICAL,
    "might": Realis.HYPOTHETICAL,
    "can": Realis.HYPOTHETICAL,
    "should": Realis.HYPOTHETICAL,
    "must": Realis.HYPOTHETICAL,
    "'ll": Realis.PLANNED,
    "'d": Realis.HYPOTHETICAL,
    "ca": Realis.HYPOTHETICAL,
    "ought": Realis.HYPOTHETICAL,
}
_FURNITURE = re.compile(
    r"(?:related|more|other|latest|also|top) (?:stor(?:y|ies)|articles?|links|news|headlines|read)",
    re.IGNORECASE,
)
_BARS = re.compile(r"\u00c2(?=\W)|[|\u2022\u00bb]")  # what parts headlines that stand in one line
_SUPPOSING_MARKS = frozenset({"if", "whether", "unless", "lest", "until", "provided", "providing"})
_NO = frozenset({"no", "any", "neither", "without", "nor"})
_IMPLICATIVE = frozenset(
    "manage begin start continue go proceed use happen help come see force cause lead return rush "
    "storm enter arrive rise compel oblige resort".split()
)


def realis_of(scene: Scene) -> Verdict:
    """Return whether the act of a trigger happened, and what says so."""
    verdict = None
    for judge in (_sentence_kind, _own_signs, _outward):
        verdict = judge(scene)
        if verdict is not None:
            break
    if verdict is not None and verdict.realis is not Realis.ASSERTED:
        return verdict
    told = verdict or Verdict(Realis.ASSERTED, "told as having happened")
    return no_one_act(scene) or told


# --- the sentence --------------------------------------------------------------------------------


def _sentence_kind(scene: Scene) -> Verdict | None:
    text = scene.token.sent.text.rstrip(" \n\t\"')")
    if text.endswith("?"):
        return Verdict(Realis.HYPOTHETICAL, "a question")
    if scene.token.pos_ == "VERB" and _asked(scene.token):
        return Verdict(Realis.HYPOTHETICAL, "asked how many")
    if _FURNITURE.match(text.strip(" \n\t\"'(")) or len(_BARS.findall(text)) > 1:
        return Verdict(Realis.GENERIC, "headlines of other reports")
    armed = scene.armed_around
    for name, reason in (
        ("sport", "sport"),
        ("fiction", "film or fiction"),
        ("strong_sport", "sport"),
    ):
        words = set(scene.names(name))
        weapons = scene.weapons(scene.sentence)
        faint = armed or weapons or name == "sport" or _beyond_doubt(scene)
        if len(words) > (2 if armed and weapons else 1 if faint else 0):
            return Verdict(Realis.NOT_VIOLENCE, f"{reason}: {', '.join(sorted(words)[:3])}")
    drill = scene.names("drill", scene.clause)
    if drill:
        return Verdict(Realis.NOT_VIOLENCE, f"an exercise: {drill[0]}")
    return None


def _asked(verb: Any) -> bool:
    """Tell whether a clause asks: "a question on how many were killed"."""
    left = [t.lower_ for t in verb.subtree if t.i < verb.i]
    return verb.dep_ in ("pcomp", "ccomp") and left[:2] == ["how", "many"]


def _beyond_doubt(scene: Scene) -> bool:
    """Return whether a word of the sentence can only be an act of war: "air strike"."""
    return any(
        o.trigger.weight >= _CERTAIN and not o.trigger.needs and o.first in set(scene.sentence)
        for o in scene.others
    )


_CERTAIN = 0.9


# --- the trigger itself --------------------------------------------------------------------------


def _own_signs(scene: Scene) -> Verdict | None:
    token = scene.token
    for child in token.children:
        word = child.lower_
        if child.dep_ == "det" and word in _NO:
            return Verdict(Realis.DENIED, f"{word!r} {token.lower_}")
        if child.dep_ == "amod" and word in _signs("adjectives"):
            kind = _ADJECTIVES.get(_signs("adjectives")[word], Realis.HYPOTHETICAL)
            return Verdict(kind, f"{word!r} {token.lower_}")
    if token.dep_ in ("acl", "relcl") and any(c.lower_ == "no" for c in token.head.children):
        return Verdict(Realis.DENIED, f"no {token.head.lower_} {token.lower_}")
    return _mood(token) if token.pos_ == "VERB" else _compound(token)


_ADJECTIVES = {
    "planned": Realis.PLANNED,
    "unreal": Realis.HYPOTHETICAL,
    "failed": Realis.ASSERTED,
}


def _compound(noun: Any) -> Verdict | None:
    """Refuse "attack helicopter", "bomb squad": the noun names a kind of thing."""
    if (
        noun.dep_ in ("compound", "nmod", "amod")
        and noun.head.pos_ in ("NOUN", "PROPN")
        and (noun.head.i > noun.i)
    ):
        head = noun.head.lemma_.lower()
        if head not in _signs("bearing"):
            return Verdict(Realis.NOT_VIOLENCE, f"a kind of {head}")
    return None


def _mood(verb: Any) -> Verdict | None:
    """Judge a verb by its own auxiliaries, negation and conjunction."""
    children = list(verb.children)
    if any(c.dep_ == "neg" or c.lower_ in ("never", "not") for c in children):
        return Verdict(Realis.DENIED, f"not {verb.lower_}")
    for child in children:
        if child.dep_ == "aux" and child.tag_ == "MD" and child.lower_ in _MODALS:
            return Verdict(_MODALS[child.lower_], f"{child.lower_} {verb.lower_}")
        if child.dep_ == "mark" and child.lower_ in _SUPPOSING_MARKS:
            return Verdict(Realis.HYPOTHETICAL, f"{child.lower_} ... {verb.lower_}")
        if child.dep_ in ("nsubj", "nsubjpass") and _none(child):
            return Verdict(Realis.DENIED, f"{child.lower_} {verb.lower_}")
    return _infinitive(verb, children)


def _none(subject: Any) -> bool:
    if subject.lower_ in ("nobody", "none", "neither"):
        return True
    opening = [t.lower_ for t in subject.subtree][:3]
    if opening[:1] == ["not"] and opening[-1] in ("single", "one"):
        return True
    return any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in subject.children)


def _infinitive(verb: Any, children: list[Any]) -> Verdict | None:
    """Judge "to attack": a purpose or a plan, unless the verb before it says it was done."""
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in children)
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in children)
    if to and not perfect:
        if verb.dep_ == "xcomp" and _brings_about(verb.head):
            return None
        return Verdict(Realis.PLANNED, f"to {verb.lower_}")
    if (
        verb.dep_ == "ROOT"
        and verb.tag_ == "VB"
        and not any(c.dep_ in ("nsubj", "aux", "nsubjpass") for c in children)
    ):
        return Verdict(Realis.HYPOTHETICAL, f"an order to {verb.lower_}")
    return None


def _brings_about(governor: Any) -> bool:
    """Tell whether what is governed happened: "managed to escape", "had to open fire"."""
    if governor.lemma_ == "have":
        return bool(governor.tag_ == "VBD")
    return governor.lemma_.lower() in _IMPLICATIVE


# --- what it hangs on ----------------------------------------------------------------------------


def _outward(scene: Scene) -> Verdict | None:
    """Climb from the trigger to the root and ask every word on the way."""
    if _taken_for_granted(scene.token):
        return None
    at, steps = scene.token, 0
    while at.head != at and steps < _CHAIN and not _stops(at):
        told_apart = any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children)
        told_apart = told_apart and (at.dep_ != "ccomp" or _comma_between(at, at.head))
        label, at, steps = at.dep_, at.head, steps + 1
        verdict = _governor(at, label, told_apart=told_apart)
        if verdict is not None:
            return verdict
        own = label == "relcl" and scene.token.tag_ == "VBD"  # told in its own right
        if own or (label in _LAST_ASKED and steps > 1):
            return None
    return None


_CHAIN = 8  # deeper chains are misparses
_LAST_ASKED = frozenset({"relcl", "parataxis", "nsubj", "nsubjpass", "advcl"})


def _stops(word: Any) -> bool:
    """Return whether what governs this word no longer judges the act.

    "Nobody was hurt in the attack" does not deny the attack; in "the guards abducted by" the
    noun is a party.
    """
    if word.dep_ == "prep" and word.lower_ in _CIRCUMSTANCE:
        return True
    if word.dep_ == "acl" and word.tag_ in ("VBN", "VBG"):
        return not _that(word)
    return word.dep_ not in _CLAUSE_LABELS | _REACHED | _LAST_ASKED


def _taken_for_granted(noun: Any) -> bool:
    """Return whether "the attack" is spoken of, not told: "nobody has claimed the attack"."""
    if noun.pos_ == "VERB" or noun.dep_ not in ("dobj", "nsubj", "nsubjpass"):
        return False
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in noun.children)
    verb = noun.head.lemma_.lower()
    judged = any(verb in _signs(name) for name, *_ in _LISTS)
    return definite and not judged and verb not in (SUPPORT - {"claim"}) | _HAPPENING


_HAPPENING = frozenset("take occur happen follow come be ensue resume end erupt".split())


def _that(verb: Any) -> bool:
    return any(c.dep_ == "mark" for c in verb.children)


def _governor(word: Any, label: str, *, told_apart: bool) -> Verdict | None:
    """Ask one word that governs the trigger, through ``label``, whether it happened.

    What has a subject of its own is not denied with the verb it is joined to: "no civilians were
    killed, but eight were injured".
    """
    if label in _REACHED and not (label == "conj" and told_apart):
        verdict = _listed(_lemma(word))
        if verdict is not None:
            return verdict
    if word.pos_ in ("VERB", "AUX") and label in _MOOD_REACHES:
        mood = _mood(word)
        apart = label == "nsubj" or (label in ("conj", "ccomp") and told_apart)
        if mood is not None and not (mood.realis is Realis.DENIED and apart):
            return mood
    told = any(c.dep_ == "relcl" for o in word.children for c in o.children)
    if word.lower_ == "for" and word.head.lemma_.lower() in _CALLING and not told:
        return Verdict(Realis.PLANNED, f"'{word.head.lower_} for'")
    negated = any(c.dep_ == "det" and c.lower_ == "no" for c in word.children)
    if word.pos_ == "NOUN" and negated and label in ("prep", "acl", "pobj", "compound"):
        return Verdict(Realis.DENIED, f"no {word.lower_}")
    return Verdict(Realis.DENIED, "without") if word.lower_ == "without" else None


def _comma_between(clause: Any, governor: Any) -> bool:
    """Tell whether two sentences are only joined by a comma: "They shelled X, nobody was hurt"."""
    return clause.i < governor.i and any(t.lower_ == "," for t in clause.doc[clause.i : governor.i])


_CALLING = frozenset({"call", "appeal", "press", "clamour", "clamor", "campaign"})


def _lemma(word: Any) -> str:
    """Return a lemma; of what was taken for a name, and kept its plural, the singular."""
    lemma = str(word.lemma_).lower()
    return lemma.removesuffix("s") if word.pos_ == "PROPN" else lemma


def _listed(lemma: str) -> Verdict | None:
    for name, realis, says in _LISTS:
        if lemma in _signs(name):
            return Verdict(realis, f"{lemma!r} {says}")
    return None
