"""How a word tells an act: a verb that carries the story on, or a noun that is only spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.noun_roles import REACHES, SUPPORT
from geo.incidents.site_grammar import SPEECH, path
from geo.incidents.verdict import Realis

if TYPE_CHECKING:
    from geo.incidents.reading import Reading

_HAPPENING = frozenset(
    "take occur happen follow come be ensue erupt begin start continue break end report hear flare "
    "register record".split()
)
_ENDING = frozenset({"result", "end", "culminate", "escalate", "turn", "erupt"})


def narrated(verb: Any) -> bool:
    """Tell whether a past verb carries a sentence of the report: the story moves on with it."""
    if verb.tag_ not in {"VBD", "VBN", "VBG"}:
        return False
    at = verb
    while at.dep_ in {"conj", "advcl"} and at.head.i != at.i:
        at = at.head
    return bool(at.dep_ == "ROOT" and at.tag_ in {"VBD", "VBN"})


def told_in_passing(token: Any) -> bool:
    """Tell whether a word stands below what its sentence tells: in a relative clause, a purpose.

    "The town where 60 were burnt alive", "those responsible for killing villagers". What somebody
    says ("police said that ...") is told.
    """
    if token.pos_ not in {"VERB", "AUX"}:
        return spoken_of(token)
    at = token
    while at.dep_ in {"conj", "xcomp", "ccomp", "parataxis"} and at.head.i != at.i:
        if at.dep_ == "ccomp" and at.head.lemma_.lower() not in SPEECH:
            return True
        at = at.head
    return bool(at.dep_ != "ROOT")


def spoken_of(token: Any) -> bool:
    """Tell whether a noun is what something else is said of: "victims of the riots"."""
    if token.pos_ in {"VERB", "AUX"} or token.dep_ == "ROOT":
        return False
    noun = token
    while noun.dep_ in {"conj", "appos"}:
        noun = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return not (noun.dep_ == "pobj" and noun.head.head.lemma_ in _ENDING)
    return _is_predicate(noun) or _is_argument(noun)


def _is_predicate(noun: Any) -> bool:
    """Tell whether a noun is called something: "the fire was a terrorist act"."""
    subjects = {c.lower_ for c in noun.head.children if c.dep_ in {"nsubj", "expl"}}
    if noun.lemma_ == "target":
        return False  # "the village was the target of armed men"
    if noun.dep_ == "attr" and not subjects & {"there", "it", "this", "that"}:
        return True
    judged = any(c.dep_ in {"acomp", "attr"} for c in noun.head.children)
    return bool(noun.dep_ == "nsubj" and judged)


def _is_argument(noun: Any) -> bool:
    """Tell whether a verb does something with an act, and does not carry it out."""
    doing = REACHES if noun.dep_ == "nsubj" else REACHES | SUPPORT
    return noun.head.lemma_.lower() not in _HAPPENING | doing


def is_aside(token: Any) -> bool:
    """Tell whether a count stands in an aside: "the riots, which have claimed 700 lives"."""
    if is_circumstance(token):
        return True
    verbs = [t for t in (token, *token.ancestors) if t.pos_ in {"VERB", "AUX"}]
    return bool(verbs) and verbs[0] != token and verbs[0].dep_ in {"relcl", "pcomp"}


def is_circumstance(token: Any) -> bool:
    """Tell whether a noun only says what something else followed: "in the wake of the riots"."""
    if token.dep_ != "pobj":
        return False
    over = token.head
    if over.lower_ == "of" and over.head.lower_ in _WAKES:
        return True
    return over.lower_ in _FOLLOWING


def is_grievance(token: Any, crowd: Any) -> bool:
    """Tell whether a word says what a crowd is moved by: "protested against the burning of X".

    ``crowd`` is the act of the crowd, ``token`` any other word of its sentence.
    """
    over = {crowd.i, *(t.i for t in crowd.ancestors), *(c.i for c in crowd.children)}
    for word in path(token, crowd)[1:-1]:
        if word.dep_ == "prep" and word.lower_ in _OVER and word.head.i in over:
            return bool(
                word.i == 0 or word.nbor(-1).lower_ != "all"
            )  # "riots all over the country"
        if word.lemma_.lower() in _PROTESTING and word != crowd and token in word.subtree:
            return True
    return bool(token.dep_ == "dobj" and token.head == crowd and crowd.lemma_ == "protest")


_OVER = frozenset({"against", "over", "about"})
_PROTESTING = frozenset(
    "condemn denounce protest demand decry oppose deplore mourn criticise criticize".split()
)

_WAKES = frozenset({"wake", "aftermath", "backdrop", "light", "context", "view"})
_FOLLOWING = frozenset({"after", "following", "since", "before", "despite", "amid"})


def eventful(number: int, reading: Reading) -> bool:
    """Tell whether something is done in a sentence, by arms or by a crowd, and not only said."""
    if any(a.sentence == number and a.realis is Realis.ASSERTED for a in reading.acts):
        return True
    return any(t.lemma_.lower() in _IN_ARMS for t in reading.sentences[number])


_IN_ARMS = frozenset(
    "operation patrol raid search convoy troop force soldier army militant insurgent guerrilla "
    "rebel fighter gunman policeman garrison battalion brigade militia curfew mob".split()
)
