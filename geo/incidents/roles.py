"""Who does it and to whom: the grammar of one trigger word, verb or noun."""

from __future__ import annotations

from typing import Any

from geo.incidents.noun_roles import of_noun
from geo.incidents.verb_roles import Arguments, of_verb

# Noun triggers that name the doer: what they do is in their verb.
_DOERS = frozenset({"bomber", "kamikaze"})


def arguments(trigger: Any) -> Arguments:
    """Return who stands where around a trigger token.

    ``initiators`` may be instruments ("a car bomb", "warplanes"): grammar alone cannot tell.
    """
    found = Arguments()
    doing = trigger.lemma_.lower() in _DOERS and trigger.dep_ == "nsubj"
    if trigger.pos_ in ("VERB", "AUX") or doing:
        of_verb(trigger.head if doing else trigger, found)
    else:
        of_noun(trigger, found)
    return found
