"""Whether words tell one act, or acts in general, a total over months, or history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.incidents.noun_roles import carrier_of
from geo.incidents.verdict import Realis, Verdict
from geo.incidents.words import rows

if TYPE_CHECKING:
    from geo.incidents.scene import Scene

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_AT = frozenset({"in", "at", "near", "on", "outside", "around"})
_GOING_ON = frozenset("fight battle combat engage occupy target protest demonstrate march".split())
_LASTING = frozenset(
    "indiscriminate constant continuous continued continual systematic repeated frequent daily "
    "ongoing incessant widespread endless rampant recurrent sporadic countless".split()
)
# Singular nouns that name a practice unless something pins them down.
_PRACTICES = frozenset(
    "kidnapping kidnaping bombing shelling killing murder torture rape genocide execution "
    "abduction fighting rioting looting burning sabotage arson hijacking bombardment combat "
    "strafing detention assassination vandalism pillage unrest".split()
)
_ANYBODY = frozenset(
    "those anyone anybody all people person victim family area everyone one".split()
)
_DURATIONS = frozenset({"minute", "hour", "night", "day"})
_TIMES = frozenset({"prep", "npadvmod", "advmod", "pobj", "amod", "nummod", "compound", "nmod"})
_HEADLINE = 160  # characters; a longer line is prose
_MANY_DEAD = 1000  # no single act of our wars kills so many; a total does
_MANY_ACTS = 15
_COUNTED = frozenset({"victim", "killing", "hurt", "organised"})
YEARS_AGO = 3
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_UNITS = r"(?:months|years|decades|decade|century)"
_IN = r"(?:in|over|during|for|within)"
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_FEW = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many)"
_SEVERAL = r"(?:several|various|different|many|most|all|other|some)"
_PLACES_COUNTED = (
    r"(?:parts|places|areas|towns|villages|cities|districts|states|provinces|localities)"
)
_TOTALS = re.compile(
    r"\b(?:"
    + "|".join(
        (
            r"since the (?:beginning|start|outbreak|war|conflict|uprising|coup|\d{4}s)",
            rf"since (?:last |early |late )?(?:{_MONTH}|\d{{4}}|then)",
            r"so far this (?:year|month)|this year alone|to date",
            rf"{_IN} (?:the )?(?:last|past|previous|recent|first) (?:\w+ )?{_UNITS}",
            rf"{_IN} (?:(?:more than|over|nearly|almost|about|some) )?{_FEW} {_UNITS}",
            rf"{_IN} (?:(?:more than|over|nearly|almost|about) )?a (?:month|year|decade|century)",
            r"in recent (?:months|years)|over the years|throughout (?:the year|\d{4})|annually",
            r"(?:every|each|per) (?:year|day|month|week)",
            r"years? of (?:war|conflict|violence|fighting|civil)|-year (?:war|conflict|civil)",
            r"during (?:the year|\d{4})|by the end of (?:the year|\d{4})",
            rf"{_IN} the (?:\w+ )?(?:war|conflict|insurgency|violence|civil war)",
            r"as of (?:today|now)",
            rf"(?:in|from|at|across) {_SEVERAL} {_PLACES_COUNTED}",
        )
    )
    + r")\b",
    re.IGNORECASE,
)


def no_one_act(scene: Scene) -> Verdict | None:
    """Return why the words tell no single act, or None."""
    judges = (_general_verb,) if scene.token.pos_ == "VERB" else (_general_noun,)
    for judge in (*judges, _total, _statistics, _too_many, _apart, _history, _reminder):
        verdict = judge(scene)
        if verdict is not None:
            return verdict
    return None


# --- in general --------------------------------------------------------------------------------


def _general_noun(scene: Scene) -> Verdict | None:
    noun = scene.token
    general = Verdict(Realis.GENERIC, f"{noun.lower_} in general")
    if any(c.dep_ == "amod" and c.lower_ in _LASTING for c in noun.children):
        return None if scene.dated else general
    if _occupation(scene):
        return Verdict(Realis.GENERIC, f"{noun.lower_}: what somebody does, no one act")
    counted = _statistic(noun)
    if counted:
        return Verdict(Realis.AGGREGATE, f"a statistic: the {counted} of {noun.lower_}")
    plural = noun.tag_ in ("NNS", "NNPS")
    if plural and _record(scene):
        return Verdict(Realis.GENERIC, f"{noun.lower_}: what somebody used to do")
    practice = scene.lemma in _PRACTICES and not _determined(noun)
    if not (plural or practice or _bare(noun)) or _anchored(scene):
        return None
    return general


def _statistic(noun: Any) -> str | None:
    """Return the word that makes acts a figure: "the number of kidnappings", "a rise in raids"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "in"):
        return None
    figure = noun.head.head
    counted = figure.lemma_ == "number" and any(c.lower_ == "the" for c in figure.children)
    return str(figure.lower_) if counted or figure.lemma_ in _TRENDS else None


_TRENDS = frozenset("rate increase rise decrease decline drop upsurge frequency".split())


def _record(scene: Scene) -> bool:
    """Return whether plural acts are somebody's record: "the man planned attacks on patrols"."""
    noun, carrier = scene.token, carrier_of(scene.token)
    counted = any(c.dep_ == "nummod" for c in noun.children)
    if carrier is None or counted or scene.dated or _spoken_of(carrier):
        return False
    children = list(carrier.children)
    finite = next((c for c in children if c.dep_ in ("aux", "auxpass")), carrier)
    if finite.tag_ in ("VBZ", "VBP") and finite.lemma_ != "have" and not _headline(scene):
        return True
    return any(c.dep_ == "nsubj" and _one_person(c) for c in children) or carrier.lemma_ == "use"


def _spoken_of(verb: Any) -> bool:
    """Return whether a verb speaks of acts that were done: "condemns the attacks in Kabul"."""
    spoken = {r["term"] for r in rows("acts_realis") if r["list"] == "presupposing"}
    return str(verb.lemma_).lower() in spoken


def _occupation(scene: Scene) -> bool:
    """Return whether acts only describe a party: "the coalition conducting air strikes in Iraq"."""
    carrier = carrier_of(scene.token)
    return (
        carrier is not None
        and carrier.tag_ == "VBG"
        and carrier.dep_ in ("acl", "relcl")
        and carrier.head.pos_ in ("NOUN", "PROPN")
        and not scene.dated
    )


def _one_person(subject: Any) -> bool:
    return subject.lower_ in ("he", "she", "who") or (
        subject.tag_ == "NN"
        and subject.lemma_ in ("leader", "commander", "facilitator", "man", "member", "suspect")
    )


def _general_verb(scene: Scene) -> Verdict | None:
    verb = scene.token
    if verb.dep_ == "amod" and verb.i < verb.head.i:
        return Verdict(Realis.GENERIC, f"{verb.lower_}: describes a {verb.head.lemma_}")
    if verb.dep_ == "relcl" and verb.head.lower_ in _ANYBODY and not _anchored(scene):
        return Verdict(Realis.GENERIC, f"{verb.head.lower_} who were {verb.lower_}, in general")
    if verb.tag_ == "VBG" and verb.dep_ in ("acl", "relcl") and scene.lemma in _GOING_ON:
        return Verdict(Realis.GENERIC, f"{verb.lower_}: going on, no one act")
    if any(c.dep_ == "advmod" and _adjective(c) in _LASTING for c in verb.children):
        return Verdict(Realis.GENERIC, f"{verb.lower_} again and again: no one act")
    return _going_on(scene) or _record_of(scene) or _present(scene)


def _adjective(adverb: Any) -> str:
    word = str(adverb.lower_)
    return word.removesuffix("ally") if word.endswith("ically") else word.removesuffix("ly")


def _going_on(scene: Scene) -> Verdict | None:
    """Refuse "continues to kill", "keep shelling": no one act, unless its day is named."""
    verb = scene.token
    above = verb.head
    lasting = verb.dep_ == "xcomp" and above.lemma_.lower() in _KEEPING
    if lasting and not scene.dated and above.tag_ in ("VBZ", "VBP", "VBG"):
        return Verdict(Realis.GENERIC, f"{above.lower_} ... {verb.lower_}: going on, no one act")
    return None


_KEEPING = frozenset({"continue", "keep", "remain", "go"})


def _record_of(scene: Scene) -> Verdict | None:
    """Refuse what somebody has done at some time to some people: "has slaughtered Sunnis".

    A number, a day or a place makes it one act, and so does a victim that is named or counted.
    """
    verb = scene.token
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in auxiliaries):
        return None
    doc = scene.words.doc
    placed = any(doc[scene.words.tokens[at]].ent_type_ in _PINS for at in scene.sentence)
    if placed or not scene.arguments.targets:
        return None
    victims = [doc[i] for i in scene.arguments.targets]
    if all(_anybody(v) for v in victims):
        return Verdict(Realis.GENERIC, f"has {verb.lower_}: a record, no one act")
    return None


def _anybody(victim: Any) -> bool:
    plural = victim.tag_ in ("NNS", "NNPS") or victim.lower_ in _ANYBODY
    counted = any(c.lower_ in _SOME for c in victim.children)
    return plural and not counted and not _determined(victim)


_SOME = frozenset("several some many few dozens scores hundreds".split())
_PINS = _PLACES | {"DATE", "TIME", "CARDINAL", "ORDINAL"}


def _present(scene: Scene) -> Verdict | None:
    """Refuse a habit told in the present; a headline tells the past in it."""
    verb = scene.token
    spoken = any(c.dep_ == "nsubj" and c.lower_ in ("we", "i") for c in verb.children)
    joined = verb.dep_ == "conj" and verb.tag_ in ("VB", "VBP")  # "storm a bank and kill ..."
    bearer = verb.head if joined and verb.head.pos_ == "VERB" else verb
    finite = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), bearer)
    if finite.tag_ not in ("VBP", "VBZ") or finite.lemma_ == "have" or _headline(scene):
        return None
    if finite is not verb and _anchored(scene) and not spoken:
        return None
    if _caption(scene) and not spoken:
        return None
    return Verdict(Realis.GENERIC, f"{verb.lower_}: in general, in the present")


def _caption(scene: Scene) -> bool:
    """Return whether the present tells one act: "Activists stage a sit-in in Bonn on 11 April"."""
    doc, tokens = scene.words.doc, scene.words.tokens
    words = {doc[tokens[at]].lower_ for at in scene.sentence}
    return scene.dated and not words & _HABITS


_HABITS = frozenset("every each often always usually daily regularly sometimes never".split())
_POST = 300  # characters: about as long as the posts of most networks may be


def _headline(scene: Scene) -> bool:
    """Tell a headline: no full stop ends it."""
    text = scene.token.sent.text.strip()
    unended = not text.endswith((".", "!", "?", ";", ":"))
    return len(text) < _HEADLINE and (unended or _opens_post(scene))


def _opens_post(scene: Scene) -> bool:
    """Tell the headline that opens a short post: "RSF drone hits hospital."."""
    verb = scene.token
    opens = len(verb.doc.text) < _POST and not verb.doc[: verb.sent.start].text.strip()
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    telegraphic = verb.dep_ == "ROOT" and verb.tag_ == "VBZ" and len(list(verb.doc.sents)) > 1
    return opens and telegraphic and bool(doers) and not _determined(doers[0])


def _determined(noun: Any) -> bool:
    return any(c.dep_ in ("det", "poss", "nummod") for c in noun.children)


def _bare(noun: Any) -> bool:
    modified = any(c.dep_ in ("amod", "compound", "nmod") for c in noun.children)
    return not modified and not _determined(noun)


def _anchored(scene: Scene) -> bool:
    """Return whether a number, a date or a place in the clause pins the act down."""
    doc = scene.words.doc
    for at in scene.clause:
        token = doc[scene.words.tokens[at]]
        if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL") or token.dep_ == "nummod":
            return True
        if token.ent_type_ in _PLACES and token.dep_ == "pobj" and token.head.lower_ in _AT:
            return True
    return _past(scene.token)


def _past(noun: Any) -> bool:
    """Return whether a noun's verb tells the past: "attacks were made", "killed in clashes"."""
    if noun.pos_ == "VERB":
        return False
    at = noun.head if noun.dep_ == "conj" else noun
    while at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.pos_ == "NOUN":
        at = at.head.head  # "hours of strikes"
        if at.lemma_ in _DURATIONS:
            return True
    if at.dep_ == "pobj" and at.head.lower_ in ("in", "during", "by", "after", "amid", "with"):
        verb = at.head.head
    elif at.dep_ in ("nsubj", "nsubjpass", "dobj"):
        verb = at.head
    else:
        return False
    finite = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    return verb.pos_ in ("VERB", "AUX") and any(
        t.tag_ == "VBD" or (t.tag_ == "VBN" and len(finite) == 1) for t in finite
    )


# --- totals and history ------------------------------------------------------------------------


def _total(scene: Scene) -> Verdict | None:
    """Return AGGREGATE when the act's own time is months or years: "since January"."""
    for verb in filter(None, (scene.token, carrier_of(scene.token))):
        if _since(verb):
            return Verdict(Realis.AGGREGATE, "a total: 'have', 'since'")
        for child in verb.children:
            if child.dep_ not in _TIMES:
                continue
            match = _TOTALS.match(" ".join(t.text for t in child.subtree))
            if match:
                return Verdict(Realis.AGGREGATE, f"a total: {match.group()!r}")
    return None


def _statistics(scene: Scene) -> Verdict | None:
    """Return AGGREGATE for what figures say: "official statistics say that 99 were killed"."""
    for over in scene.token.ancestors:
        subjects = [c for c in over.children if c.dep_ in ("nsubj", "nsubjpass")]
        if any(c.lemma_.lower() in _FIGURES for c in subjects):
            return Verdict(Realis.AGGREGATE, f"a statistic: {subjects[0].lower_}")
    return None


_FIGURES = frozenset({"statistic", "statistics", "figure", "datum", "data", "record", "tally"})


def _since(verb: Any) -> bool:
    """Return whether a verb tells what has happened since something: "since he took office"."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ != "VBD" for c in verb.children)
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    marks = (m for c in clauses for m in c.children if m.dep_ == "mark")
    return perfect and any(m.lower_ == "since" for m in marks)


def _too_many(scene: Scene) -> Verdict | None:
    """Return AGGREGATE for thousands of victims or dozens of attacks: wars, not acts, count so."""
    counted = scene.candidate.trigger.needs in _COUNTED
    for head in scene.arguments.targets if counted else ():
        for token in scene.words.doc[head].subtree:
            if _number(token) >= _MANY_DEAD and not scene.dated:
                return Verdict(Realis.AGGREGATE, f"a total: {token.text} victims")
    for noun in (scene.token, *_occasions(scene.token)):
        for child in noun.children:
            if child.dep_ == "nummod" and _number(child) >= _MANY_ACTS:
                return Verdict(Realis.AGGREGATE, f"a total: {child.text} {noun.text}")
    return None


def _apart(scene: Scene) -> Verdict | None:
    """Return AGGREGATE for what happened on several occasions: "killed in separate attacks"."""
    for occasion in _occasions(scene.token):
        apart = [c.lower_ for c in occasion.children if c.lower_ in _APART]
        if apart and occasion.tag_ == "NNS":
            return Verdict(Realis.AGGREGATE, f"a total: {apart[0]} {occasion.text}")
    return None


def _occasions(verb: Any) -> list[Any]:
    """Return the acts in which a verb says it happened: "killed in 300 clashes"."""
    inside = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "during")]
    return [o for p in inside for o in p.children if o.lemma_.lower() in _ACTS]


_APART = frozenset({"separate", "different", "various", "unrelated", "scattered"})
_ACTS = frozenset("clash attack battle raid strike incident operation ambush explosion".split())


def _number(token: Any) -> int:
    if token.lower_ == "thousands":
        return _MANY_DEAD
    digits = token.text.replace(",", "")
    year = token.ent_type_ == "DATE"
    return int(digits) if digits.isdecimal() and digits.isascii() and not year else 0


def _history(scene: Scene) -> Verdict | None:
    """Return BACKGROUND for an act dated years before the report: "murdered in 1984"."""
    published = scene.parties.parsed.document.published
    if published is None:
        return None
    doc, tokens = scene.words.doc, scene.words.tokens
    years = [int(m.group()) for at in scene.clause if (m := _YEAR.fullmatch(doc[tokens[at]].text))]
    if years and max(years) <= published.year - YEARS_AGO:
        return Verdict(Realis.BACKGROUND, f"history: {max(years)}")
    return None


def _reminder(scene: Scene) -> Verdict | None:
    """Return BACKGROUND for what a headline counts time from: "weeks after a clash"."""
    after = scene.token.head
    if after.dep_ != "prep" or after.lower_ != "after" or not _headline(scene):
        return None
    spans = {t.lemma_.lower() for c in after.children for t in c.subtree if c.i < after.i}
    spans |= {scene.words.doc[after.i - 1].lemma_.lower()} if after.i else set()
    if spans & _LONG:
        return Verdict(Realis.BACKGROUND, f"what came before: {after.lower_} {scene.token.lower_}")
    return None


_LONG = frozenset({"week", "month", "year", "decade"})
