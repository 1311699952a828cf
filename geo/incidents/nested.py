"""Names of places in a parse, and which of them lie in which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.language import HEAD_CHARACTERS, dateline
from geo.model import Place, Precision
from geo.places.names import ARTICLES
from geo.places.words import KINDS, LOCAL, OPENERS, ROADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Mention

_DATELINE_CHARACTERS = 60
_LONGEST_TAIL = 4
_TAILS = (KINDS | LOCAL | ROADS | frozenset({"mountains", "fields", "farms", "heights"})) - {"st"}
FINENESS: dict[Precision | None, int] = {
    precision: n for n, precision in enumerate([*Precision, None])
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of a place in the parse: tokens ``first`` to ``last``, both included.

    ``chance`` is the probability that the words name a place at all.
    """

    first: int
    last: int
    place: Place | None = None
    chance: float = 1.0


def named(doc: Any, mention: Mention) -> Named:
    """Return where a mention stands in the parse."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return Named(first=span.start, last=span.end - 1, place=mention.place, chance=mention.named)


def whole_names(doc: Any, names: Sequence[Named]) -> list[tuple[int, int]]:
    """Return the first and last token of each name with the words that belong to it.

    "Al-" before it, "Military Airport" after it, whatever follows "Tal", "Jabal" or "Kafr".
    """
    taken = {i for n in names for i in range(n.first, n.last + 1)}
    return [(_begin(doc, n.first, taken), _end(doc, n, taken)) for n in names]


def _begin(doc: Any, first: int, taken: set[int]) -> int:
    if first > 1 and doc[first - 1].text == "-" and doc[first - 2].lower_ in ARTICLES:
        return first if {first - 1, first - 2} & taken else first - 2
    return first


def _end(doc: Any, name: Named, taken: set[int]) -> int:
    """Return the last token of a run of capitalised words that ends in a kind of place."""
    generic = name.first == name.last and doc[name.first].lower_ in OPENERS
    last = at = name.last
    while at + 1 < len(doc) and at < name.last + _LONGEST_TAIL and at + 1 not in taken:
        token = doc[at + 1]
        capital = token.text[:1].isupper()
        joined = generic and (token.text == "-" or token.lower_ in ARTICLES)
        if token.is_sent_start or not (capital or joined):
            break
        at += 1
        if capital and (generic or token.lower_ in _TAILS):
            last = at
            generic &= token.lower_ in ARTICLES
    return last


def inside(fine: Place | None, coarse: Place | None) -> bool:
    """Tell whether the finer place lies in the coarser one, as far as their names say."""
    if fine is None or coarse is None or fine.country != coarse.country:
        return False
    if FINENESS[fine.precision] >= FINENESS[coarse.precision]:
        return False
    if coarse.precision is Precision.COUNTRY:
        return True
    return coarse.name in {fine.admin1, fine.admin2}


def nested(doc: Any, fine: Named, coarse: Named) -> bool:
    """Tell whether one place lies in another, by what is known of them or by what is written."""
    return inside(fine.place, coarse.place) or written_nested(doc, fine, coarse)


def written_nested(doc: Any, fine: Named, coarse: Named) -> bool:
    """Tell whether the names stand as in "Talbiseh, Homs" or "Talbiseh district of Homs"."""
    if fine.last >= coarse.first:
        return False
    between = [t for t in doc[fine.last + 1 : coarse.first] if not t.is_space]
    words = [t.lower_ for t in between if t.lower_ not in KINDS and t.lower_ != "the"]
    return words in ([","], ["in"], [",", "in"], ["of"])


def _opens_with_colon(text: str, start: int, end: int) -> bool:
    """Tell whether a name opens a line and a colon follows: "Patna: five were arrested here"."""
    line = text[text.rfind("\n", 0, start) + 1 :]
    before = line[: start - (len(text) - len(line))]
    rest = text[end : end + _LONGEST_PAIR]
    colon = rest.find(":")
    return colon >= 0 and not any(c in before + rest[:colon].strip() for c in " .,;\n")


_LONGEST_PAIR = 30  # "Ahmedabad/Vadodara:"


def is_dateline(doc: Any, name: Named) -> bool:
    """Tell whether the name stands in a dateline: a text's head, closed by a dash or brackets."""
    last = doc[name.last]
    if doc[name.first].idx > HEAD_CHARACTERS:
        return False
    if _opens_with_colon(doc.text, doc[name.first].idx, last.idx + len(last)):
        return True
    line = dateline(doc.text)
    if line and line[0] <= doc[name.first].idx < line[1]:
        return True
    if last.idx > _DATELINE_CHARACTERS + len(last) or doc[name.first].i > 12:  # noqa: PLR2004
        return False
    before = doc.text[: doc[name.first].idx]
    rest = doc.text[last.idx + len(last) : last.idx + len(last) + _DATELINE_CHARACTERS]
    dash = min((rest.find(d) for d in ("--", "—", "–", " - ", "(") if d in rest), default=-1)
    plain = not any(c in before + rest[: max(dash, 0)] for c in ".;") or "." in rest[:dash][-2:]
    return dash >= 0 and plain and not any(t.pos_ == "VERB" for t in doc[: name.first])
