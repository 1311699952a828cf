"""Which words of a report tell an act of organised violence or a demonstration.

Every trigger of the lexicon becomes an :class:`Act`, those that were refused too, each with the
reason: ``-v`` shows them, :mod:`geo.incidents.compose` takes the asserted ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.incidents.accidents import is_accident
from geo.incidents.kinds import kind_of
from geo.incidents.needs import unmet
from geo.incidents.parties import Parties, find_parties
from geo.incidents.prefilter import has_trigger
from geo.incidents.realis import realis_of
from geo.incidents.scene import Scene
from geo.incidents.triggers import CARRIES, candidates
from geo.incidents.verdict import Realis, Verdict
from geo.model import SubEventType

if TYPE_CHECKING:
    from geo.language import Parsed

__all__ = ["Act", "Realis", "find_acts", "has_trigger"]

# What private people do as well; a battle or a march always has somebody organised behind it.
_CRIMES = frozenset(
    {
        SubEventType.ATTACK,
        SubEventType.ABDUCTION,
        SubEventType.SEXUAL_VIOLENCE,
        SubEventType.LOOTING,
        SubEventType.ARRESTS,
    }
)
_TITLE_CASE = 0.7  # share of longer words with a capital that makes a line a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A trigger, what it tells, and whether it happened.

    ``token`` indexes the spaCy ``Doc``, ``sentence`` its sentences; ``start`` and ``end`` are
    offsets of the trigger's words. ``weight`` (0..1) says how strongly the words alone speak for
    an incident. ``said`` tells whether words name the type or only the parties suggest it.
    ``anaphoric`` words ("the attack", a headline) refer to an act told elsewhere.
    ``crime`` means that no organised actor can be seen: ordinary crime, or an accident.
    """

    sentence: int
    token: int
    start: int
    end: int
    text: str
    sub_event_type: SubEventType
    said: bool
    realis: Realis
    reason: str
    weight: float
    anaphoric: bool
    crime: bool


def find_acts(parsed: Parsed, parties: Parties | None = None) -> tuple[Act, ...]:
    """Return every act a report names, in order, refused ones too.

    ``parties`` saves finding them again when the caller has them.
    """
    parties = parties or find_parties(parsed)
    found = tuple(c for c in candidates(parties.words) if c.trigger.needs != CARRIES)
    sentence_of = {i: n for n, s in enumerate(parsed.sentences) for i in range(s.start, s.end)}
    acts: dict[int, Act] = {}
    told: tuple[Act, ...] = ()
    for candidate in found:
        scene = Scene(candidate, parties, others=found, told=told)
        act = _act(scene, sentence=sentence_of[candidate.token])
        if act.realis is Realis.ASSERTED:
            told = (*told, act)
        known = acts.get(act.token)
        if known is None or _stronger(act, known):
            acts[act.token] = act
    return tuple(acts[i] for i in sorted(acts))


def _stronger(act: Act, known: Act) -> bool:
    """Of several readings of one word, prefer one that is violence, then the weightier."""
    return (act.realis is not Realis.NOT_VIOLENCE, act.weight) > (
        known.realis is not Realis.NOT_VIOLENCE,
        known.weight,
    )


def _act(scene: Scene, *, sentence: int) -> Act:
    refused = unmet(scene)
    accident = is_accident(refused)
    verdict = (
        Verdict(Realis.NOT_VIOLENCE, refused) if refused and not accident else realis_of(scene)
    )
    doc, words, candidate = scene.words.doc, scene.words, scene.candidate
    noun = candidate.trigger.pos == "n"
    first = doc[words.tokens[candidate.first] if noun else candidate.token]
    start, end = first.idx, scene.token.idx + len(scene.token.text)
    headline = _headline(scene)
    kind = kind_of(scene)
    return Act(
        sentence=sentence,
        token=candidate.token,
        start=start,
        end=end,
        text=scene.parties.parsed.document.text[start:end],
        sub_event_type=kind.sub_event_type,
        said=kind.said,
        realis=verdict.realis,
        reason=refused if refused and verdict.realis is Realis.ASSERTED else verdict.reason,
        weight=candidate.trigger.weight * (0.5 if headline else 1),
        anaphoric=headline or scene.anaphoric,
        crime=accident or _crime(scene, kind.sub_event_type),
    )


def _headline(scene: Scene) -> bool:
    """Return whether the trigger stands in a Title Case line, where every word is a name."""
    token: Any = scene.token
    if not token.text[0].isupper() or token.i == token.sent.start:
        return False
    content = [t for t in token.sent if t.is_alpha and len(t.text) > 3]  # noqa: PLR2004
    capitals: int = sum(t.text[0].isupper() for t in content)
    return capitals > _TITLE_CASE * len(content)


def _crime(scene: Scene, kind: SubEventType) -> bool:
    """Return whether nobody organised can be seen: a private doer, or words of ordinary crime."""
    if any(p.bears == "private" for p in scene.sides["initiators"]) or _among_kin(scene):
        return True
    if kind is SubEventType.ARRESTS and not any(
        p.bears in ("armed", "mob") for p in scene.sides["targets"]
    ):
        return bool(scene.names("crime", scene.clause))
    if scene.has("armed", "mob") or scene.armed_around or kind not in _CRIMES:
        return False
    return bool(scene.names("crime"))


def _among_kin(scene: Scene) -> bool:
    """Return whether the victim is the doer's own: "stabbed his neighbour".

    "The cook and her daughter were shot by soldiers" names a victim's.
    """
    doc = scene.words.doc
    return not scene.has("armed") and any(
        scene.words.lemma_of(i) in _KIN
        and doc[i].dep_ != "conj"
        and any(c.dep_ == "poss" and c.lower_ in ("his", "her") for c in doc[i].children)
        for i in scene.arguments.targets
    )


_KIN = frozenset(
    "wife husband girlfriend boyfriend partner fiancee fiance lover neighbour neighbor mother "
    "father stepfather stepmother brother sister daughter son uncle aunt cousin nephew niece "
    "grandmother grandfather colleague classmate roommate landlord boss employer ex-wife "
    "ex-husband ex-girlfriend ex-boyfriend in-laws".split()
)
