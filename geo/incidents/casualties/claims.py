"""Who says so, and did it happen: how a report stands to what one of its words tells.

From the word upwards, clause by clause: the first verb or noun of reporting whose *content* the
word stands in names the claimant, and the climb stops there. So "amid reports that 100 had been
killed, the ministry denied ..." credits the reports, never the ministry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from geo.incidents.casualties.claimants import RELATIVE, name_of, trailing_speaker
from geo.incidents.casualties.mood import (
    governs,
    is_hedged,
    is_negated,
    lexicon,
    mood_reaches,
    question,
    unreal_above,
    unreal_here,
)
from geo.model import Stance

_CONTENT = frozenset({"ccomp", "xcomp", "parataxis", "pcomp", "advcl", "dep", "oprd"})
_NOUN_CONTENT = frozenset({"acl", "ccomp", "relcl", "appos", "pobj", "pcomp"})
_SUBJECTS = ("nsubj", "nsubjpass")
# "The directorate has recorded the names of 89 dead": whoever counts is the claimant.
_RECORDING = frozenset(
    "record document count report register list confirm verify log estimate announce acknowledge "
    "admit put".split()
)
# What "was revealed" is told as a fact; what "was reported" is not.
_ESTABLISHING = frozenset(
    "confirm reveal disclose announce verify acknowledge establish document record".split()
)
_VOUCHING = frozenset("confirm verify corroborate".split())
_FIGURING = frozenset("give put raise revise lower speak say count name report cite".split())
_NOBODYS = re.compile(
    r"(?:(?:some|other|unconfirmed|unverified|initial|early|various)\s+)*(?:reports|rumou?rs)",
    re.IGNORECASE,
)
_PARTING = frozenset({",", ";", '"', "--", "—", "-"})
_LOOK_BACK = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Who claims it (None: the report itself), the stance, and whether it is told as a fact.

    ``unreal`` says why it is no statement that something happened; ``negated`` that the word
    itself is denied ("did not kill"); ``silent`` that its sentence names no voice whatever.
    """

    claimant: str | None = None
    stance: Stance = Stance.REPORTED
    unreal: str | None = None
    negated: bool = False
    silent: bool = False


def standing_of(token: Any) -> Standing:
    """Return how the report stands to what ``token``, an outcome word, tells."""
    negated = is_negated(token)
    hedged = False
    unreal = question(token)
    at, told, governed = token, True, True
    while unreal is None:
        unreal = unreal_here(at) if told else None
        hedged |= is_hedged(at)
        source = _adjunct_source(at)
        if source is not None and _NOBODYS.fullmatch(source):
            return Standing(None, Stance.UNCONFIRMED, unreal, negated)
        if source is not None:
            return Standing(source, _hedge(Stance.CLAIMED, hedged=hedged), unreal, negated)
        if at.head.i == at.i:
            break
        found = _reporter(at)
        if found is not None:
            claimant, stance = found
            if claimant is None and (source := _adjunct_source(at.head)) is not None:
                claimant, stance = source, Stance.CLAIMED
            return Standing(claimant, _hedge(stance, hedged=hedged), unreal, negated)
        unreal = unreal or (unreal_above(at) if governed else None)
        governed = governed and governs(at)
        told = told and mood_reaches(at)
        at = at.head
    speaker = trailing_speaker(token)
    stance = _hedge(Stance.CLAIMED if speaker else Stance.REPORTED, hedged=hedged)
    return Standing(speaker, stance, unreal, negated, silent=speaker is None)


def said_by(token: Any) -> Standing | None:
    """Return who says a bare figure: the subject of the first verb of saying above it."""
    at = token
    while at.head.i != at.i:
        at = at.head
        stance = lexicon("verb").get(at.lemma_.lower(), "")
        stance = Stance.CLAIMED if at.lemma_ in _FIGURING else stance
        if at.pos_ == "VERB" and stance in set(Stance):
            claimant, how = _verb_reporter(at, Stance(stance))
            return Standing(claimant, how)
    return None


def _hedge(stance: Stance, *, hedged: bool) -> Stance:
    return Stance.UNCONFIRMED if hedged and stance is not Stance.DENIED else stance


# --- who says so ---------------------------------------------------------------------------------


def _adjunct_source(at: Any) -> str | None:
    """Return X of "according to X" where it stands in this clause."""
    shared = [c for c in at.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    trailing = [c for verb in shared for c in verb.children if _trails(c)]
    for child in (*at.children, *trailing):
        if child.lower_ in ("according", "per") and child.dep_ in ("prep", "advcl", "pcomp"):
            inner = [o for o in child.subtree if o.dep_ == "pobj"]
            if inner:
                return name_of(inner[0])
        if _is_aside(child, at):
            subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                return name_of(subject)
    return None


def _trails(child: Any) -> bool:
    """Whether ", according to X" ends a list of clauses and so speaks for all of them."""
    return bool(child.lower_ == "according" and child.nbor(-1).text == ",")


def _is_aside(child: Any, at: Any) -> bool:
    """Whether a clause only names the source: "as police said", ", police said"."""
    if lexicon("verb").get(child.lemma_.lower()) != Stance.CLAIMED:
        return False
    if any(c.lower_ == "as" for c in child.children):
        return True
    bare = not any(c.dep_ in ("dobj", "ccomp", "xcomp", "conj") for c in child.children)
    follows = child.i > at.i and any(
        t.lower_ == "," for t in child.doc[max(0, child.left_edge.i - 1) : child.left_edge.i + 1]
    )
    return bare and follows and child.dep_ in ("ccomp", "parataxis", "conj", "dep", "advcl")


def _reporter(at: Any) -> tuple[str | None, Stance] | None:
    """Return claimant and stance where ``at`` is what its head reports."""
    head = at.head
    lemma = head.lemma_.lower()
    if head.pos_ in ("VERB", "AUX") and at.dep_ in _CONTENT:
        stance = lexicon("verb").get(lemma)
        if stance in set(Stance) and not (at.dep_ == "advcl" and at.i > head.i):
            return _verb_reporter(head, Stance(stance))
    if at.dep_ == "dobj" and lemma in _RECORDING:
        return _verb_reporter(head, Stance.CLAIMED)
    if head.pos_ == "ADP" and at.dep_ in ("pcomp", "pobj"):
        accuser = _accuser(head)
        if accuser is not None:
            return accuser
    if at.dep_ in _NOUN_CONTENT:
        noun = head.head if head.pos_ in ("ADP", "SCONJ") and head.lower_ == "of" else head
        stance = lexicon("noun").get(noun.lemma_.lower()) if _is_noun(noun) else None
        if stance in set(Stance) and noun.i < at.i:
            return _noun_reporter(noun, Stance(stance))
    return None


def _is_noun(token: Any) -> bool:
    return token.pos_ == "NOUN" or token.dep_ in ("dobj", "pobj")  # "dismissed rumours", mistagged


def _verb_reporter(verb: Any, stance: Stance) -> tuple[str | None, Stance]:
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive or any(c.dep_ == "expl" for c in verb.children):
        agent = next((o for c in verb.children if c.dep_ == "agent" for o in c.children), None)
        if agent is not None:
            return name_of(agent), stance
        if verb.lemma_ in _ESTABLISHING:
            return None, Stance.REPORTED
        return None, stance if stance is Stance.DENIED else Stance.UNCONFIRMED
    if any(c.dep_ == "neg" for c in verb.children):
        stance = Stance.UNCONFIRMED
    subject = _subject(verb) or _parted_subject(verb)
    if subject is None:
        return None, stance
    if lexicon("noun").get(subject.lemma_.lower()) == Stance.UNCONFIRMED:
        found = _noun_reporter(subject, Stance.UNCONFIRMED)
        return (name_of(subject), stance) if found[0] is None and _one_text(subject) else found
    return name_of(subject), stance


def _one_text(noun: Any) -> bool:
    """Whether it is one report that speaks ("the report said"), not reports of nobody."""
    hedged = any(c.lower_ in lexicon("hedge") for c in noun.children)
    return noun.tag_ == "NN" and not hedged and any(c.dep_ == "det" for c in noun.children)


def _parted_subject(verb: Any) -> Any | None:
    """Return the last noun phrase before ", the governor said", parsed as an apposition."""
    before = verb.doc[verb.sent.start : verb.i]
    comma = max((t.i for t in before if t.text in _PARTING), default=None)
    if comma is None or comma + 1 >= verb.i:
        return None
    at = verb.nbor(-1)
    while comma < at.head.i < verb.i and at.head.i != at.i:
        at = at.head
    return at if at.pos_ in ("NOUN", "PROPN", "PRON") else None


def _accuser(preposition: Any) -> tuple[str | None, Stance] | None:
    """Return who speaks of it: "the union accused the army of killing 12"."""
    verb = preposition.head
    if verb.dep_ == "dobj":  # "accused [the army of killing]"
        verb = verb.head
    if verb.lemma_ in ("speak", "tell", "warn") and preposition.lower_ == "of":
        return _verb_reporter(verb, Stance.CLAIMED)
    if verb.lemma_ not in ("accuse", "blame", "charge") or preposition.lower_ not in (
        "of",
        "for",
        "with",
    ):
        return None
    return _verb_reporter(verb, Stance.CLAIMED)


def _noun_reporter(noun: Any, stance: Stance) -> tuple[str | None, Stance]:
    if noun.dep_ in ("dobj", "nsubjpass") and lexicon("verb").get(noun.head.lemma_) == "denied":
        denier = _subject(noun.head) if noun.dep_ == "dobj" else None
        return name_of(denier) if denier is not None else None, Stance.DENIED
    hedged = any(c.lower_ in lexicon("hedge") for c in noun.children)
    if noun.dep_ == "dobj" and noun.head.lemma_ in _VOUCHING:
        return _verb_reporter(noun.head, Stance.CLAIMED)  # "has confirmed reports that"
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    if owner is None:
        by = (
            c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from")
        )
        owner = next((o for c in by for o in c.children if o.dep_ == "pobj"), None)
    if owner is None and any(c.dep_ == "compound" for c in noun.children):
        owner = noun  # "police reports"
    if owner is None:
        return None, stance if stance is Stance.DENIED else Stance.UNCONFIRMED
    return name_of(owner), Stance.UNCONFIRMED if hedged else max(stance, Stance.CLAIMED)


def _subject(verb: Any) -> Any | None:
    """Return a verb's subject, or that of the verb it is joined to."""
    at = verb
    for _ in range(_LOOK_BACK):
        subjects = [c for c in at.children if c.dep_ in _SUBJECTS]
        if subjects:
            subject = subjects[-1] if subjects[-1].i < at.i else subjects[0]
            relative = subject.lower_ in RELATIVE and at.dep_ in ("relcl", "acl")
            return at.head if relative else subject
        if at.dep_ not in ("conj", "xcomp", "advcl"):
            break
        at = at.head
    return None
