"""Where a sentence puts the victims of an outcome word: one function for each frame.

Every row of ``outcomes.csv`` names a frame. A frame looks where the parse points; where it points
nowhere, at the count beside the word. It returns the heads of the victims' phrases, and whether
the word itself carries the count ("12 deaths").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.casualties import care
from geo.incidents.casualties.victims import is_another
from geo.model import VictimGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.incidents.casualties.victims import Counter

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_TO_DEATH = frozenset("shoot stab beat hack burn torture stone put club crush trample knife batter "
                      "choke bludgeon strangle sentence starve".split())  # fmt: skip
_LEAVE = frozenset("leave find shoot report believe fear presume confirm declare pronounce".split())
_LIFE_TAKERS = frozenset("claim cost take lose end".split())
_SUFFER = frozenset("suffer sustain receive incur have".split())
_FLED_FROM = frozenset(
    "home house village town city country fighting violence area region conflict clash bombing "
    "shelling offensive attack war".split()
)
_ELSEWHERE = frozenset({"to", "into", "in", "from", "on", "up", "over"})
_FORCE = frozenset("force compel drive cause oblige prompt".split())
_TAKE = frozenset("take hold keep be remain".split())
# "Displaced people arrived" tells who they are, not what happened to them then.
_STATUS = frozenset({"displace", "uproot"})
_NEAR = 6
_WHEN_WHERE = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})

Heads = tuple[list[Any], bool]


# --- verbs ---------------------------------------------------------------------------------------


def _children(token: Any, *labels: str) -> list[Any]:
    return [c for c in token.children if c.dep_ in labels]


def _patients(verb: Any, counter: Counter) -> Heads:
    """Return whom a transitive verb is done to."""
    if verb.dep_ in ("amod", "compound") and verb.head.i > verb.i:
        told = verb.lemma_ not in _STATUS and counter.counted(verb.head)
        return ([verb.head] if told else []), False
    if _children(verb, "auxpass", "nsubjpass"):
        return _passive_subject(verb, counter), False
    objects = [t for t in _children(verb, "dobj", "dative", "oprd") if t.lower_ not in _RELATIVE]
    objects = objects or counter.beside(verb, before=False) or _shared_object(verb)
    if objects:
        return [*objects, *_stray_objects(verb, objects)], False
    return _without_object(verb, counter), False


def _without_object(verb: Any, counter: Counter) -> list[Any]:
    """Return the victims of a verb without an object: "the man they killed", "12 killed"."""
    if any(c.lemma_ == "have" for c in _children(verb, "aux")):
        return []
    if verb.dep_ == "relcl" and any(c.lower_ not in _RELATIVE for c in _children(verb, "nsubj")):
        return [verb.head]
    return _passive_subject(verb, counter) if verb.tag_ in ("VBN", "VBD", "JJ") else []


def _stray_objects(verb: Any, objects: list[Any]) -> list[Any]:
    """Return "and three children" that the parse joins to the verb instead of its object."""
    last = objects[-1].right_edge.i
    return [
        c
        for c in _children(verb, "conj")
        if c.pos_ in ("NOUN", "PROPN", "NUM") and c.left_edge.i - last in (1, 2)
    ]


def _shared_object(verb: Any) -> list[Any]:
    """Return the object of the verb joined next: "killed and wounded 12"."""
    following = [c for c in verb.conjuncts if c.i > verb.i and c.pos_ == "VERB"]
    return [o for c in following[:1] if c.i - verb.i <= _NEAR for o in _children(c, "dobj")]


def _passive_subject(verb: Any, counter: Counter) -> list[Any]:
    subjects = _subjects(verb, counter)
    if subjects:
        return subjects
    if verb.dep_ in ("acl", "relcl"):
        return [verb.head]
    beside = counter.beside(verb, before=True)
    if beside:
        return beside
    return _shared_subject(verb, counter)


def _subjects(verb: Any, counter: Counter) -> list[Any]:
    found = _children(verb, *_SUBJECTS) or counter.across_aside(verb)
    # Two subjects are a misparse: a dateline before the true one, or an apposition after it.
    found = _in_one_list(found) or [t for t in found if counter.counted(t)][:1] or found[-1:]
    found = [*found[:-1], *(counter.whole_of(t, verb) for t in found[-1:])]
    if found and found[0].lower_ in _RELATIVE:
        return [verb.head] if verb.dep_ in ("relcl", "acl", "ccomp") else []
    return [*_listed_before(found[0], verb), *found] if found else []


def _in_one_list(subjects: list[Any]) -> list[Any]:
    """Return subjects that an "and" joins though the parse hangs each on the verb."""
    return subjects if len(subjects) > 1 and all(map(_ends_in_and, subjects[:-1])) else []


def _ends_in_and(subject: Any) -> bool:
    return any(c.dep_ == "cc" and c.i > subject.i for c in subject.children)


def _listed_before(subject: Any, verb: Any) -> list[Any]:
    """Return the list that the parse cuts off: "a mayor, a judge, [and a nun were killed]"."""
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ROOT" or first.pos_ not in ("NOUN", "PROPN"):
        return []
    joiner = subject.doc[max(0, subject.left_edge.i - 1)]
    return [first] if joiner.dep_ == "cc" and joiner.head.i == first.i else []


def _another_before(verb: Any) -> list[Any]:
    """Return "a third" that the parse takes for a time of "disappeared"."""
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    return [before] if before is not None and is_another(before) else []


def _shared_subject(verb: Any, counter: Counter) -> list[Any]:
    """Return the subject of the verb this one is joined to or depends on."""
    at = verb
    for _ in range(3):
        if at.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "dep"):
            break
        at = at.head
        found = _subjects(at, counter)
        if found:
            return found
        if at.dep_ in ("acl", "relcl"):
            return [at.head]
    return []


def _lost(verb: Any, counter: Counter) -> Heads:
    """Return the counted men that an army lost."""
    return [t for t in _children(verb, "dobj") if counter.counted(t)], False


def _took(verb: Any, counter: Counter) -> Heads:
    """Return the counted people whom somebody took, unless it was to a place or to help them."""
    for child in verb.children:
        when_where = _WHEN_WHERE if child.lower_ in ("in", "from", "on") else frozenset()
        objects = _children(child, "pobj")
        if child.lower_ == "over" and child.nbor().like_num:
            continue  # "took over 200 villagers"
        after = child.i > verb.i
        if (
            after
            and child.lower_ in _ELSEWHERE
            and not any(o.ent_type_ in when_where for o in objects)
        ):
            return [], False
    return [t for t in _children(verb, "dobj") if counter.counted(t)], False


def _sufferers(verb: Any, counter: Counter) -> Heads:
    """Return the subject of a verb such as "die"."""
    found = (
        _subjects(verb, counter)
        or _another_before(verb)
        or ([verb.head] if verb.dep_ in ("acl", "relcl", "amod") else [])
    )
    return found or counter.beside(verb, before=True) or _shared_subject(verb, counter), False


def _passed_away(verb: Any, counter: Counter) -> Heads:
    away = any(c.lower_ == "away" for c in verb.children)
    return _sufferers(verb, counter) if away else ([], False)


def _gunned_down(verb: Any, counter: Counter) -> Heads:
    """Return who was gunned down; of those wiped out only the counted."""
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")}
    if particles.isdisjoint(("down", "out")):
        return [], False
    found = _patients(verb, counter)[0]
    return [t for t in found if "down" in particles or counter.counted(t)], False


def _burnt_alive(verb: Any, counter: Counter) -> Heads:
    alive = any(c.lower_ == "alive" for c in verb.children)
    return _patients(verb, counter) if alive else ([], False)


def _fled(verb: Any, counter: Counter) -> Heads:
    """Return the counted people who fled their homes or the fighting, or were made to flee."""
    forced = verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.lemma_ in _FORCE
    places = _children(verb, "dobj") + [
        o for p in _children(verb, "prep") for o in _children(p, "pobj")
    ]
    fled = any(p.lemma_.lower() in _FLED_FROM for p in places)
    heads = _subjects(verb, counter) or (_patients(verb.head, counter)[0] if forced else [])
    heads = [t for t in heads if counter.counted(t)]
    return [t for t in heads if forced or fled or _unarmed(t, counter)], False


def _unarmed(head: Any, counter: Counter) -> bool:
    """Whether they are civilians or a crowd, who flee wherever to; gunmen get away."""
    party = counter.party(head)
    if party is None or party.group is VictimGroup.COMBATANTS:
        return False
    return party.group is VictimGroup.CIVILIANS or counter.crowd(head)


def _treated(verb: Any, counter: Counter) -> Heads:
    return care.treated(verb, _patients(verb, counter)[0], counter), False


def _hospitalised(verb: Any, counter: Counter) -> Heads:
    return care.hospitalised(verb, _patients(verb, counter)[0], counter), False


def _gassed(verb: Any, counter: Counter) -> Heads:
    return care.gassed(verb, _patients(verb, counter)[0], counter), False


def _in_need(verb: Any, counter: Counter) -> Heads:
    return care.in_need(verb, _subjects(verb, counter), counter), False


# --- adjectives ----------------------------------------------------------------------------------


def _in_state(token: Any, counter: Counter) -> Heads:
    """Return who is dead, wounded or missing: "12 dead", "left 12 dead", "12 are missing"."""
    if counter.counted(token):
        return [token], False
    if token.i and token.nbor(-1).lemma_ in ("shoot", "gun"):
        return ([token.head], False) if token.dep_ == "amod" else _patients(token.nbor(-1), counter)
    if token.dep_ in ("amod", "acl", "nummod", "appos", "compound") and token.head.pos_ in (
        "NOUN",
        "PROPN",
        "NUM",
        "PRON",
    ):
        return ([token.head] if counter.counted(token.head) else []), False
    verb = token.head
    if token.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advmod") and verb.pos_ in (
        "AUX",
        "VERB",
    ):
        own = _subjects(token, counter)
        if own or verb.lemma_ not in _LEAVE:
            return own or _subjects(verb, counter) or _shared_subject(verb, counter), False
        return [t for t in _patients(verb, counter)[0] if t.i != token.i], False
    return counter.beside(token, before=True), False


# --- nouns ---------------------------------------------------------------------------------------


def _objects(noun: Any, *prepositions: str) -> list[Any]:
    found = [p for p in _children(noun, "prep") if p.lower_ in prepositions]
    found += [q for p in found for q in p.conjuncts if q.lower_ == p.lower_]  # "and of ..."
    return [o for p in found for o in _children(p, "pobj")]


def _objects_beyond(noun: Any) -> list[Any]:
    """Return the objects of an "of" that a time or place parts from its noun.

    "The murder on 26 February of the mayor" is parsed as a February of the mayor.
    """
    for token in noun.doc[noun.i + 1 : min(noun.i + _NEAR + 1, noun.sent.end)]:
        if token.lower_ == "of":
            return _children(token, "pobj")
        if token.ent_type_ not in _WHEN_WHERE and token.lower_ not in ("on", "in", "at"):
            break
    return []


def _names_a_kind(noun: Any) -> bool:
    """Whether it only says of what kind something is: "death squad", "murder charge"."""
    return noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i


def _of_noun(noun: Any, counter: Counter) -> Heads:
    """Return whose death, or that the deaths themselves are counted."""
    if _names_a_kind(noun):
        return [], False
    if noun.head.lower_ == "to" and noun.head.head.lemma_.lower() in _TO_DEATH:
        verb = noun.head.head
        return ([] if verb.lemma_ == "sentence" else _patients(verb, counter)[0]), False
    whose = _objects(noun, "of", "to") + [
        t for t in _children(noun, "poss") if t.pos_ in ("NOUN", "PROPN")
    ]
    whose = whose or _objects_beyond(noun)
    if whose:
        return whose, False
    if noun.dep_ == "dobj" and noun.head.lemma_ in _SUFFER and not counter.counted(noun):
        return _subjects(noun.head, counter), False
    return [], counter.counted(noun)


def _of_body(noun: Any, counter: Counter) -> Heads:
    """Return whose bodies, or that the bodies themselves are counted."""
    if _names_a_kind(noun):
        return [], False
    whose = _objects(noun, "of")
    if whose and (counter.counted(whose[0]) or not counter.counted(noun)):
        return whose, False
    return [], counter.counted(noun)


def _of_life(noun: Any, counter: Counter) -> Heads:
    """Return who lost their lives."""
    verb = noun.head
    if noun.lower_ not in ("life", "lives") or _names_a_kind(noun):
        return [], False
    loss = verb.lower_ == "of" and verb.head.lemma_ == "loss"
    if verb.lemma_ not in _LIFE_TAKERS and not loss:
        return [], False
    whose = _objects(noun, "of")
    if whose:
        return whose, False
    if loss and counter.counted(verb.head):  # "no loss of life"
        return [verb.head], False
    if counter.counted(noun):
        return [], True
    owned = any(t.dep_ == "poss" for t in noun.children)
    return (
        _subjects(verb, counter) or _shared_subject(verb, counter)
        if verb.lemma_ == "lose" and owned
        else []
    ), False


def _of_loss(noun: Any, counter: Counter) -> Heads:
    """Return the counted men whose loss is told."""
    return [t for t in _objects(noun, "of") if counter.counted(t)], False


def _in_condition(noun: Any, counter: Counter) -> Heads:
    """Return who is in critical condition."""
    verb = noun.head.head
    if noun.head.lower_ != "in" or not care.is_grave(noun) or verb.pos_ not in ("AUX", "VERB"):
        return [], False
    return [t for t in _subjects(verb, counter) if counter.counted(t)], False


def _of_wounds(noun: Any, counter: Counter) -> Heads:
    """Return who suffered wounds."""
    return (_subjects(noun.head, counter) if care.suffers(noun) else []), False


def _taken(noun: Any, counter: Counter) -> Heads:
    """Return who was taken hostage, held captive or is in custody."""
    verb = noun.head.head if noun.head.lower_ in ("into", "in", "as") else noun.head
    if verb.lemma_ not in _TAKE or verb.pos_ not in ("VERB", "AUX"):
        return [], False
    return [t for t in _patients(verb, counter)[0] if t.i != noun.i], False


def _of_casualty(noun: Any, counter: Counter) -> Heads:
    governor = noun.head.head if noun.head.dep_ == "pcomp" else noun.head
    told = counter.counted(noun) or governor.lower_ == "without"
    return [], told and not _names_a_kind(noun)


FRAMES: dict[str, Callable[[Any, Counter], Heads]] = {
    "object": _patients,
    "lost": _lost,
    "took": _took,
    "subject": _sufferers,
    "away": _passed_away,
    "down": _gunned_down,
    "alive": _burnt_alive,
    "flight": _fled,
    "state": _in_state,
    "noun": _of_noun,
    "body": _of_body,
    "life": _of_life,
    "loss": _of_loss,
    "taken": _taken,
    "condition": _in_condition,
    "wounds": _of_wounds,
    "treated": _treated,
    "hospital": _hospitalised,
    "care": _in_need,
    "gassed": _gassed,
    "casualty": _of_casualty,
}
