"""What headlines, tables and posts say without a sentence: "Killed: 11", "wounds six", "10+ hurt".

The parse has nothing to hold on to there; the order of the words says it all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.incidents.casualties.victims import Counter

_LABEL = re.compile(r"\s*(?:[:=]|\s[-–—])\s*$")
_BETWEEN = frozenset(
    "feared believed reported reportedly confirmed presumed others more people ppl".split()
)
_PARTICIPLES = frozenset(
    "dead killed slain murdered wounded injured hurt missing critical kia wia mia kidnapped "
    "abducted arrested detained captured displaced".split()
)
_LABELS = _PARTICIPLES | frozenset("deaths fatalities deceased injuries martyrs".split())
_CLAUSE = frozenset({"aux", "auxpass"})
_ENDS = (".", "!", "?")
_NOT_BEFORE_VERB = frozenset({"DET", "ADJ", "NUM", "ADP", "VERB", "AUX"})


def labelled(token: Any, counter: Counter) -> Any | None:
    """Return the count that stands behind an outcome word as behind a label: "Killed: 11"."""
    label = token.lower_ in _LABELS and not any(c.dep_ in _CLAUSE for c in token.children)
    for quantity in counter.quantities if label else ():
        if token.idx < quantity.start and _LABEL.fullmatch(
            token.doc.text[token.idx + len(token) : quantity.start]
        ):
            return counter.head_of(quantity)
    return None


def adjacent(token: Any, counter: Counter) -> Any | None:
    """Return the bare count right before an outcome word: "25+ injured", "50 feared dead"."""
    if token.lower_ not in _PARTICIPLES or _names_whom(token) or _acts(token):
        return None
    at = token.i - 1
    if token.doc[at].pos_ == "AUX" and counter.quantity_at(token.doc[at - 1]) is not None:
        at -= 1  # "two died, five were wounded"
    while at >= token.sent.start and token.doc[at].lower_ in _BETWEEN:
        at -= 1
    quantity = counter.quantity_at(token.doc[at]) if at >= 0 else None
    return None if quantity is None else counter.tokens_of(quantity).root


def headline_verb(token: Any, counter: Counter) -> Any | None:
    """Return whom a verb of a headline hits that the parse takes for a noun: "wounds six"."""
    doc = token.doc
    if token.tag_ not in ("NNS", "NNP", "NNPS") or not token.lower_.endswith("s"):
        return None
    sentence = token.sent.text.strip()
    before = doc[token.i - 1] if token.i > token.sent.start else None
    if sentence.endswith(_ENDS) or before is None or before.pos_ in _NOT_BEFORE_VERB:
        return None
    quantity = counter.quantity_at(doc[token.i + 1]) if token.i + 1 < len(doc) else None
    return None if quantity is None else counter.head_of(quantity)


def _acts(token: Any) -> bool:
    """Whether it is a verb with an object: "the blast of 2017 killed 12"."""
    objects = any(c.dep_ == "dobj" and c.lower_ not in _PARTICIPLES for c in token.children)
    after = token.doc[token.i + 1 : token.i + 2].text
    return objects and not after.startswith((",", ";", "(", "-", "–"))


def _names_whom(token: Any) -> bool:
    """Whether it stands before the noun it is said of: "three wounded men"."""
    return token.dep_ in ("amod", "compound") and token.head.i > token.i
