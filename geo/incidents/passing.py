"""What a report only mentions in passing: an act that is spoken of, not told.

"Talks broke down in the wake of the riots in the province" is no report of a riot: neither day nor
town nor toll is given. On a map such mentions would be the loudest of all, for the best known acts
are mentioned most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.noun_roles import REACHES, SUPPORT
from geo.model import EVENT_TYPE_OF, DatePrecision, EventType, Precision
from geo.places.recognise import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.cluster import Cluster
    from geo.incidents.reading import Reading

_OPENING = 4  # sentences in which a report says what it is about
_STATEMENT = 15  # sentences; a longer report tells what it is about with a day or a toll
_HAPPENING = frozenset(
    "take occur happen follow come be ensue erupt begin start continue break end report hear flare "
    "register record".split()
)
_COARSE = frozenset({Precision.REGION, Precision.AREA, Precision.COUNTRY})


def why_passing(known: Cluster, clusters: Sequence[Cluster], reading: Reading) -> str | None:
    """Return why an incident in the making is only mentioned, or None if enough is told of it."""
    if any(t.casualties for t in known.tellings) or _day_told(known):
        return None
    opens = min(t.act.sentence for t in known.tellings) < _OPENING
    doc = reading.parsed.doc
    short = len(reading.sentences) <= _STATEMENT
    subject = opens and short and (_fine(known) or len(clusters) == 1)
    if all(spoken_of(doc[t.act.token]) for t in known.tellings) and not subject:
        return "mentioned in passing: spoken of, not told"
    if _unrest(known, doc):
        return "mentioned in passing: unrest, without day or toll"
    if known.when.start or _fine(known):
        return None
    if opens and (known.site or len(clusters) == 1):
        return None
    return "mentioned in passing: neither day nor town nor toll"


def _unrest(known: Cluster, doc: Any) -> bool:
    """Tell whether all that is said is that there was unrest: "the riots were widespread"."""
    crowd = {EventType.RIOTS, EventType.PROTESTS}
    return all(
        EVENT_TYPE_OF[t.act.sub_event_type] in crowd and doc[t.act.token].pos_ == "NOUN"
        and doc[t.act.token].lemma_ in _UNREST
        for t in known.tellings
    )  # fmt: skip


_UNREST = frozenset({"riot", "rioting", "violence", "unrest", "disturbance", "clash"})


def _day_told(known: Cluster) -> bool:
    return known.when.precision is DatePrecision.DAY


def _fine(known: Cluster) -> bool:
    """Tell whether a place finer than a province is named.

    One that the gazetteer does not know is a village, if it is surely a name of a place.
    """
    site = known.site
    if site is None:
        return False
    if site.place is None:
        return site.mention.named >= ACCEPTED
    return site.place.precision not in _COARSE


def spoken_of(token: Any) -> bool:
    """Tell whether a noun is what something else is said of: "victims of the riots"."""
    if token.pos_ in {"VERB", "AUX"}:
        return False
    if token.dep_ == "ROOT":
        return False
    noun = token
    while noun.dep_ in {"conj", "appos"}:
        noun = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return True
    return noun.head.lemma_.lower() not in _HAPPENING | SUPPORT | REACHES
