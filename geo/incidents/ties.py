"""How two tellings of a sentence, or of two that follow, hang together, whatever their kinds.

One says who died of the other, or is what the other's crowd is out against, or only a part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incidents.kinds import family
from geo.incidents.narration import is_grievance
from geo.incidents.when import is_of_cause
from geo.model import Role, SubEventType

if TYPE_CHECKING:
    from geo.incidents.cluster import Cluster
    from geo.incidents.reading import Reading
    from geo.incidents.tellings import Telling


def same_family(one: Telling, two: Telling) -> bool:
    """Tell whether two acts could be one incident: both violent, both crowds, or the same."""
    return family_of(one) == family_of(two)


def family_of(telling: Telling) -> str:
    """Return "violence", "crowd" or the sub-event type of what is told."""
    return family(telling.act.sub_event_type)


def is_outcome_of(known: Cluster, telling: Telling, gap: int) -> bool:
    """Tell whether one only says who died of the other: "four died when police fired at a mob".

    A crowd's act and its dead are of different kinds, and one incident.
    """
    crowd = "crowd" in {family_of(t) for t in (*known.tellings, telling)}
    only_dead = all(only_counts(t) for t in known.tellings) and gap == 0
    return crowd and gap <= 1 and (only_counts(telling) or only_dead)


def only_counts(telling: Telling) -> bool:
    """Tell whether it says only who died or was hurt, and of no doer: "57 people were killed"."""
    counted = any(c.trigger == telling.act.token for c in telling.casualties)
    doers = any(m.actor.role is Role.INITIATOR for m in telling.actors)
    return counted and not doers and telling.act.text.lower() in _OUTCOMES


_OUTCOMES = frozenset("killed died injured wounded hurt dead".split())


def is_moved_by(known: Cluster, telling: Telling, reading: Reading) -> bool:
    """Tell whether one is what a crowd is out against, or arrests are made for, in a sentence."""
    doc = reading.parsed.doc
    here = [t for t in known.tellings if t.act.sentence == telling.act.sentence]
    pairs = [pair for t in here for pair in ((t, telling), (telling, t))]
    return any(
        (family_of(new) == "crowd" and is_grievance(doc[old.act.token], doc[new.act.token]))
        or (
            new.act.sub_event_type is SubEventType.ARRESTS
            and is_of_cause(doc, old.act.token, new.act, _FOR)
        )
        for new, old in pairs
    )


_FOR = frozenset({"for", "over", "after", "following"})


def is_part_of(known: Cluster, telling: Telling, reading: Reading) -> bool:
    """Tell whether a clause only says what came of the other: "opened fire in X, killing two".

    So does "a bomb went off in Miraflores, leaving 18 dead and 140 injured".
    """
    token = reading.parsed.doc[telling.act.token]
    deeds = {t.act.token for t in known.tellings if not only_counts(t)}
    if token.dep_ == "advcl" and token.head.i in deeds:
        return True
    subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    return only_counts(telling) and not subject and any(t.i in deeds for t in token.ancestors)
