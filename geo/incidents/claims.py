"""Who says so, and did it happen: how a report stands to what one of its words tells.

From the word upwards, clause by clause: the first verb or noun of reporting whose *content* the
word stands in names the claimant, and the climb stops there. So "amid reports that 100 had been
killed, the ministry denied ..." credits the reports, never the ministry.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.incidents.words import rows
from geo.model import Stance

_CONTENT = frozenset({"ccomp", "xcomp", "parataxis", "pcomp", "advcl", "dep", "oprd"})
_NOUN_CONTENT = frozenset({"acl", "ccomp", "relcl", "appos", "pobj", "pcomp"})
_REACHED_BY_UNREAL = frozenset({"xcomp", "ccomp", "pcomp", "pobj", "prep", "dobj", "acl", "conj",
                                "compound", "advcl"})  # fmt: skip
_SUBJECTS = ("nsubj", "nsubjpass")
_PRONOUNS = frozenset("he she it they we i".split())
_RELATIVE = frozenset("who which that".split())
_MODALS = frozenset("could would might may should will shall can must 'd 'll ca wo".split())
_MAYBE = frozenset("may might must".split())
_DOUBT = frozenset({"if", "whether", "unless", "lest"})
_DONE = frozenset(
    "manage succeed begin continue start go come force compel cause help use proceed happen "
    "oblige able serve bring".split()
)
_LOOK_BACK = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Who claims it (None: the report itself), the stance, and whether it is told as a fact.

    ``unreal`` says why it is no statement that something happened; ``negated`` that the word
    itself is denied ("did not kill").
    """

    claimant: str | None = None
    stance: Stance = Stance.REPORTED
    unreal: str | None = None
    negated: bool = False


@cache
def _lexicon(kind: str) -> dict[str, str]:
    return {row["lemma"]: row["stance"] for row in rows("reports") if row["kind"] == kind}


def standing_of(token: Any) -> Standing:
    """Return how the report stands to what ``token``, an outcome word, tells."""
    negated = _negated(token)
    hedged = False
    unreal = _question(token)
    at = token
    while unreal is None:
        unreal = _unreal_here(at)
        hedged |= _hedged(at)
        source = _adjunct_source(at)
        if source is not None:
            return Standing(source, _hedge(Stance.CLAIMED, hedged=hedged), unreal, negated)
        if at.head.i == at.i:
            break
        found = _reporter(at)
        if found is not None:
            claimant, stance = found
            return Standing(claimant, _hedge(stance, hedged=hedged), unreal, negated)
        unreal = unreal or _unreal_above(at)
        at = at.head
    return Standing(None, _hedge(Stance.REPORTED, hedged=hedged), unreal, negated)


def _hedge(stance: Stance, *, hedged: bool) -> Stance:
    return Stance.UNCONFIRMED if hedged and stance is not Stance.DENIED else stance


# --- did it happen -------------------------------------------------------------------------------


def _question(token: Any) -> str | None:
    return "a question" if token.sent.text.rstrip(" \n\t\"')").endswith("?") else None


def _negated(token: Any) -> bool:
    """Whether a "not" or "without" stands on the word or on the verb that carries it."""
    carriers = [token]
    if token.dep_ in ("acomp", "attr", "oprd", "dobj"):
        carriers.append(token.head)
    for word in carriers:
        if any(c.dep_ == "neg" and not _not_only(c) for c in word.children):
            return True
    return token.head.lower_ == "without"


def _not_only(negation: Any) -> bool:
    following = negation.doc[negation.i + 1 : negation.i + 2]
    return any(t.lower_ in ("only", "just", "merely") for t in following)


def _unreal_here(at: Any) -> str | None:
    """Return why one clause on the way up is not told as having happened."""
    auxiliaries = [c for c in at.children if c.dep_ in ("aux", "auxpass")]
    perfect = any(c.lemma_ == "have" for c in auxiliaries)
    for child in at.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in _DOUBT:
            return f"{child.lower_} it happened"
        if (
            child.dep_ == "aux"
            and child.lower_ in _MODALS
            and not (perfect and child.lower_ in _MAYBE)
        ):
            return f"{child.lower_} happen"
    return _infinitive(at, auxiliaries, perfect=perfect)


def _infinitive(at: Any, auxiliaries: list[Any], *, perfect: bool) -> str | None:
    if perfect or not any(c.tag_ == "TO" for c in auxiliaries):
        return None
    if at.dep_ in ("xcomp", "ccomp", "advcl") and at.head.lemma_ in _DONE:
        return None
    return f"to {at.lower_}, an aim"


def _unreal_above(at: Any) -> str | None:
    """Return why what governs a clause makes it no fact: an attempt, a threat, an order."""
    head = at.head
    kind = "verb" if head.pos_ in ("VERB", "AUX") else "noun"
    if at.dep_ in _REACHED_BY_UNREAL and _lexicon(kind).get(head.lemma_.lower()) == "unreal":
        happened = at.dep_ in ("advcl", "conj") or (at.dep_ == "prep" and kind == "verb")
        return None if happened else f"{head.lemma_} governs it"
    return None


def _hedged(at: Any) -> bool:
    hedges = _lexicon("hedge")
    children = list(at.children)
    maybe = any(c.dep_ == "aux" and c.lower_ in _MAYBE for c in children)
    return maybe or any(
        c.lower_ in hedges for c in children if c.dep_ in ("advmod", "amod", "neg", "acomp")
    )


# --- who says so ---------------------------------------------------------------------------------


def _adjunct_source(at: Any) -> str | None:
    """Return X of "according to X" where it stands in this clause."""
    for child in at.children:
        if child.lower_ in ("according", "per") and child.dep_ in ("prep", "advcl", "pcomp"):
            inner = [o for o in child.subtree if o.dep_ == "pobj"]
            if inner:
                return _name(inner[0])
        if _is_aside(child, at):
            subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                return _name(subject)
    return None


def _is_aside(child: Any, at: Any) -> bool:
    """Whether a clause only names the source: "as police said", ", police said"."""
    if _lexicon("verb").get(child.lemma_.lower()) != Stance.CLAIMED:
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
        stance = _lexicon("verb").get(lemma)
        if stance in set(Stance) and not (at.dep_ == "advcl" and at.i > head.i):
            return _verb_reporter(head, Stance(stance))
    if head.pos_ == "ADP" and head.head.pos_ == "VERB" and at.dep_ in ("pcomp", "pobj"):
        return _accuser(head)
    if at.dep_ in _NOUN_CONTENT:
        noun = head.head if head.pos_ in ("ADP", "SCONJ") and head.lower_ == "of" else head
        stance = _lexicon("noun").get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
        if stance in set(Stance) and noun.i < at.i:
            return _noun_reporter(noun, Stance(stance))
    return None


def _verb_reporter(verb: Any, stance: Stance) -> tuple[str | None, Stance]:
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive or any(c.dep_ == "expl" for c in verb.children):
        agent = next((o for c in verb.children if c.dep_ == "agent" for o in c.children), None)
        if agent is not None:
            return _name(agent), stance
        return None, stance if stance is Stance.DENIED else Stance.UNCONFIRMED
    if any(c.dep_ == "neg" for c in verb.children):
        stance = Stance.UNCONFIRMED
    subject = _subject(verb)
    name = _name(subject) if subject is not None else None
    if name is None and stance is Stance.CLAIMED:
        return None, Stance.CLAIMED
    return name, stance


def _accuser(preposition: Any) -> tuple[str | None, Stance] | None:
    """Return who accuses: "the union accused the army of killing 12"."""
    verb = preposition.head
    if verb.lemma_ not in ("accuse", "blame", "charge") or preposition.lower_ not in (
        "of",
        "for",
        "with",
    ):
        return None
    return _verb_reporter(verb, Stance.CLAIMED)


def _noun_reporter(noun: Any, stance: Stance) -> tuple[str | None, Stance]:
    hedged = any(c.lower_ in _lexicon("hedge") for c in noun.children)
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    if owner is None:
        by = (
            c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from")
        )
        owner = next((o for c in by for o in c.children if o.dep_ == "pobj"), None)
    if owner is None:
        return None, stance if stance is Stance.DENIED else Stance.UNCONFIRMED
    return _name(owner), Stance.UNCONFIRMED if hedged else max(stance, Stance.CLAIMED)


def _subject(verb: Any) -> Any | None:
    """Return a verb's subject, or that of the verb it is joined to."""
    at = verb
    for _ in range(_LOOK_BACK):
        for child in at.children:
            if child.dep_ in _SUBJECTS:
                if child.lower_ in _RELATIVE and at.dep_ in ("relcl", "acl"):
                    return at.head
                return child
        if at.dep_ not in ("conj", "xcomp", "advcl"):
            break
        at = at.head
    return None


def _name(token: Any) -> str | None:
    """Return the words that name a claimant; a pronoun is looked up in the sentences before."""
    if token.lower_ in _PRONOUNS or token.lower_ in _RELATIVE:
        token = _antecedent(token)
        if token is None:
            return None
    first, last = token.left_edge.i, token.i
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "in", "at"):
            inner = [t.i for t in child.subtree if t.dep_ not in ("relcl", "acl")]
            if inner and max(inner) - last <= 8:  # noqa: PLR2004  (longer tails are not names)
                last = max(inner)
        elif child.pos_ == "PROPN" and child.i == last + 1:
            last = child.right_edge.i
    words = token.doc.text[token.doc[first].idx : token.doc[last].idx + len(token.doc[last])]
    return " ".join(words.split()).strip("\"' ,;:") or None


def _antecedent(pronoun: Any) -> Any | None:
    """Return whom "he" or "it" of reporting stands for: the main subject said last before it."""
    sentences = (
        list(pronoun.doc[: pronoun.sent.start].sents)[-_LOOK_BACK:] if pronoun.sent.start else []
    )
    for sentence in reversed(sentences):
        subject = next((c for c in sentence.root.children if c.dep_ in _SUBJECTS), None)
        if subject is not None and subject.lower_ not in _PRONOUNS | {"there", "this", "that"}:
            return subject
    return None
