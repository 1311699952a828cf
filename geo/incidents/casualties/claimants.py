"""The words that name a claimant: a noun phrase, a pronoun's antecedent, a trailing speaker."""

from __future__ import annotations

from typing import Any

from geo.incidents.casualties.mood import lexicon
from geo.model import Stance

PRONOUNS = frozenset("he she it they we i".split())
RELATIVE = frozenset("who which that".split())
_SUBJECTS = ("nsubj", "nsubjpass")
_NOBODY = PRONOUNS | frozenset({"there", "this", "that", "you", "one", "what"})
_COUNTS = frozenset("dozen score hundred thousand several many".split())
_PERSONS = frozenset({"he", "she", "i"})
_PARTING = frozenset({",", ";", '"', "”", "--", "—", "-"})
_LOOK_BACK = 4
_LONGEST_TAIL = 8
_NAMED = frozenset({"PERSON", "ORG"})


def name_of(token: Any) -> str | None:
    """Return the words that name a claimant; a pronoun is looked up in the sentences before."""
    if token.lower_ in PRONOUNS or token.lower_ in RELATIVE:
        token = _antecedent(token)
        if token is None:
            return None
    if token.pos_ == "NUM" or token.lemma_.lower() in _COUNTS:
        return None  # "dozens feared dead"
    first, last = token.left_edge.i, token.i
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "in", "at"):
            last = _tail(child, last)
        elif child.pos_ == "PROPN" and (child.i == last + 1 or _is_his_name(child, last)):
            last = child.right_edge.i if child.i == last + 1 else child.i
    return _clean(token.doc[first : last + 1].text)


def _tail(preposition: Any, last: int) -> int:
    """Return the last token of "for the ministry in Maputo, Omar Saranga"; a longer tail is cut."""
    words = [t for t in preposition.subtree if t.i > last]
    end = next((t.i for t in words if t.dep_ in ("relcl", "acl") or t.text in _PARTING), None)
    tail = [t for t in words if end is None or t.i < end]
    if not tail or tail[-1].i - last > _LONGEST_TAIL:
        return last
    name = [
        t for t in words if t.dep_ == "appos" and t.pos_ == "PROPN" and t.left_edge.i - 1 == end
    ]
    return int(name[0].i if name else tail[-1].i)


def _is_his_name(child: Any, last: int) -> bool:
    """Whether a proper name in apposition follows: "its chairman, Abdi Warsame"."""
    return bool(
        child.dep_ == "appos" and child.left_edge.i == last + 2 and child.doc[last + 1].text == ","
    )


def _clean(words: str) -> str | None:
    return " ".join(words.split("(", maxsplit=1)[0].split()).strip("\"'“”‘’ ,;:") or None


def reports(verb: Any) -> bool:
    """Whether it is a verb of saying."""
    return verb.pos_ == "VERB" and lexicon("verb").get(verb.lemma_.lower()) == Stance.CLAIMED


def _antecedent(pronoun: Any) -> Any | None:
    """Return whom "he" or "it" of reporting stands for: who spoke last, or the last main subject.

    Looked for in the same sentence first, then back sentence by sentence.
    """
    before = pronoun.doc[: pronoun.i]
    starts = [s.start for s in pronoun.doc[: pronoun.sent.end].sents][-_LOOK_BACK:]
    near = [t for t in before if t.i >= starts[0]]
    speakers = [t for t in near if t.dep_ == "nsubj" and reports(t.head) and _could_be(t, pronoun)]
    if speakers:
        return speakers[-1]
    roots = [t for t in near if t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT"]
    roots = [t for t in roots if t.sent.start != pronoun.sent.start and _could_be(t, pronoun)]
    if roots:
        return roots[-1]
    named = [t for t in near if t.ent_type_ == "PERSON" and pronoun.lower_ in _PERSONS]
    return named[-1] if named else None


def _could_be(subject: Any, pronoun: Any) -> bool:
    if (
        len(subject) == 1
        or subject.lower_ in _NOBODY
        or subject.lower_ in RELATIVE
        or subject.pos_ == "NUM"
    ):
        return False
    plural = subject.tag_ in ("NNS", "NNPS")
    if pronoun.lower_ in _PERSONS:
        return not plural and subject.ent_type_ not in ("GPE", "ORG", "NORP")
    return pronoun.lower_ != "it" or not (plural or subject.ent_type_ == "PERSON")


def trailing_speaker(token: Any) -> str | None:
    """Return who speaks at the end of a sentence that the parse could not hold together.

    "The bomb killed 587, more than was first believed, the committee that helps them said."
    """
    verb = _last_verb(token.sent)
    if verb is None:
        return None
    comma = max(
        (t.i for t in token.doc[token.sent.start : verb.i] if t.text in _PARTING), default=0
    )
    if not token.i < comma < verb.i - 1:
        return None
    words = token.doc[comma + 1 : verb.i]
    cut = next((t.i for t in words if t.lower_ in RELATIVE), verb.i)
    words = token.doc[comma + 1 : cut]
    named = words and words[0].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "NUM")
    if not named or any(t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") for t in words):
        return None
    return _clean(words.text)


def _last_verb(sentence: Any) -> Any | None:
    """Return the verb of saying that ends a sentence, but for a time or a place."""
    for verb in reversed(list(sentence)):
        if reports(verb):
            return verb if verb.tag_ in ("VBD", "VBZ") else None
        if verb.pos_ in ("VERB", "AUX") or verb.text in _PARTING:
            return None
    return None
