"""One report's tokens as the search for place names sees them, and the stretches worth judging.

Three sources propose stretches: entity spans of every label, capitalised words that the gazetteer
knows (the longest name that begins at each token), and whole runs of capitalised words, so that
names which nobody knows can be judged by the words around them.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from geo.language import ordinary_words
from geo.places.gazetteer import Match
from geo.places.names import ARTICLES, fold
from geo.places.scripts import in_another_script
from geo.places.words import KINDS, abbreviations, adjectives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.language import Parsed
    from geo.places.gazetteer import Gazetteer

_LONGEST = 8
_INITIALS = 3
# So many names, and such a share of all, must lie in a country for it to be implied.
_POINTING, _MAJORITY = 2, 0.4

_SMALL_INSIDE = ARTICLES | frozenset(
    "of the de del la las los el al du des le les da do dos di e y i and upon on in bin ibn der "
    "den van von am".split()
)
_ENGLISH_TOO = frozenset({"as", "at", "an"})
_STOPS = frozenset(".!?")
_QUOTES = frozenset("\"'()“”‘’") | {"''", "``"}
_HYPHENS = frozenset("-–'’")
_BETWEEN_TWO = frozenset(
    "road highway motorway route railway axis front frontline line corridor border".split()
)


class Page:
    """The tokens of one report; a stretch is a pair (first token, token after the last)."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer) -> None:
        self.parsed = parsed
        self.gazetteer = gazetteer
        self.doc = parsed.doc
        self._text: str = self.doc.text
        extents = self.doc.to_array(["IDX", "LENGTH"]).tolist()
        self._starts: list[int] = [start for start, _ in extents]
        self.words: list[str] = [self._text[start : start + length] for start, length in extents]
        self.low = [word.lower() for word in self.words]
        self.folded = [_fold(word) for word in self.words]
        self.capital = [_is_capital(word) for word in self.words]
        self.opens = self._openings()
        self.around: list[Any | None] = [None] * len(self.words)
        for entity in self.doc.ents:
            self.around[entity.start : entity.end] = [entity] * len(entity)
        self.halves = self._halves()
        for first, last in self.halves:
            self.around[first:last] = [None] * (last - first)
        self.labels = dict(self._labelled())
        self.labels_of_text = self._labels_of_text()
        self.people = self._people()
        self.after_in = {
            self.folded[i + 1]
            for i in range(len(self.words) - 1)
            if self.low[i] in {"in", "near", "at", "from"} and self.capital[i + 1]
        }

    def text(self, first: int, last: int) -> str:
        """Return the words of a stretch."""
        return self._text[slice(*self.at(first, last))]

    def at(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of a stretch."""
        return self._starts[first], self._starts[last - 1] + len(self.words[last - 1])

    def before(self, start: int, reach: int) -> str:
        """Return the text that stands before an offset."""
        return self._text[max(0, start - reach) : start]

    def _halves(self) -> frozenset[tuple[int, int]]:
        """Return the two names of each "X-Y road", which taggers take for one."""
        found: set[tuple[int, int]] = set()
        for i, word in enumerate(self.low):
            joint = next((j for j in range(i - 1, i - _LONGEST, -1) if self._is_joint(j)), 0)
            if word in _BETWEEN_TWO and joint > 0:
                first = joint - 1
                while first > 0 and self.capital[first - 1] and not self.opens[first]:
                    first -= 1
                ends = self.known(first, joint), self.known(joint + 1, i)
                if ends == (joint, i) and self.known(first, i) != i:
                    found |= {(first, joint), (joint + 1, i)}
        return frozenset(found)

    def _is_joint(self, i: int) -> bool:
        return i > 0 and self.words[i] in {"-", "–"}

    def _openings(self) -> list[bool]:
        """Return which words open a sentence, by full stops and lines: no parse is needed."""
        opens, due = [], True
        for word in self.words:
            opens.append(due)
            if word in _STOPS or "\n" in word:
                due = True
            elif word not in _QUOTES and not word.isspace():
                due = False
        return opens

    @cached_property
    def stretches(self) -> list[tuple[int, int]]:
        """All stretches that may name a place, in order."""
        found = dict.fromkeys([*self.labels, *sorted(self.halves)])
        for i in range(len(self.words)):
            if self._may_begin(i):
                found.update(dict.fromkeys(self._from(i)))
        return sorted(
            stretch
            for stretch in found
            if self._worth_judging(*stretch) and not self._is_part(*stretch)
        )

    def _is_part(self, first: int, last: int) -> bool:
        """Whether a stretch is less than a name, or more: "Tall" of "Tall ash Shatara", X-Y."""
        if self._holds_a_half(first, last):
            return True
        if not self.goes_on(last):
            return False
        return (first, last) not in self.labels or self.low[last] not in _ENGLISH_TOO

    def _holds_a_half(self, first: int, last: int) -> bool:
        return any(first <= one and last >= end and (one, end) != (first, last)
                   for one, end in self.halves)  # fmt: skip

    @cached_property
    def home(self) -> frozenset[str]:
        """The countries that the report names, or whose people it names."""
        found = {self.gazetteer.country_of_demonym(w) for w in set(self.words) if w[:1].isupper()}
        for text in self._texts:
            short = abbreviations().get(text)
            if short:
                found.add(short.country)
            elif self.gazetteer.is_known(text):
                best = self.gazetteer.candidates(text, limit=1)[0].entry
                found.add(best.country if best.feature == "PCLI" else None)
        return frozenset(country for country in found if country)

    @cached_property
    def implied(self) -> frozenset[str]:
        """The countries that the report does not name but where several of its names point.

        "Kyiv", "Odesa" and "Donetsk oblast" tell of Ukraine.
        """
        votes: Counter[str] = Counter()
        for text in self._texts:
            folded = _fold(text)
            if folded in ordinary_words() or not self.people.isdisjoint(folded.split()):
                continue
            found = self.gazetteer.candidates(text, limit=1) if len(folded) > _INITIALS else ()
            if found and found[0].match is Match.NAME and found[0].entry.country:
                votes[found[0].entry.country] += 1
        least = max(_POINTING, _MAJORITY * votes.total())
        return frozenset(c for c, n in votes.items() if n >= least) - self.home

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(self.text(*stretch) for stretch in self.stretches)

    def _labelled(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield entity spans without "the", small words in front and "'s", with their labels."""
        for entity in self.doc.ents:
            first, last = entity.start, entity.end
            if any(first <= one < last for one, _ in self.halves):
                continue
            while first < last and not (self.capital[first] or self._is_article(first)):
                first += 1
            if first < last and self.low[first] == "the":
                first += 1
            while last > first and not self._may_end(first, last):
                last -= 1
            if first < last <= first + _LONGEST:
                yield (first, last), entity.label_

    def _may_end(self, first: int, last: int) -> bool:
        """Whether a name may end here: in a capital word, or in the stop of a short form."""
        return self.capital[last - 1] or (
            self.words[last - 1] == "." and self.text(first, last) in abbreviations()
        )

    def _labels_of_text(self) -> dict[str, Counter[str]]:
        counts: dict[str, Counter[str]] = {}
        for (first, last), label in self.labels.items():
            counts.setdefault(" ".join(self.folded[first:last]), Counter())[label] += 1
        return counts

    def _people(self) -> set[str]:
        """Return the folded words of all full names of persons."""
        people: set[str] = set()
        for entity in self.doc.ents:
            if entity.label_ == "PERSON" and len(entity) > 1:
                people.update(self.folded[entity.start : entity.end])
        return people

    def _is_article(self, i: int) -> bool:
        """Whether token ``i`` is the small article of a name such as "al-Bab"."""
        after = self.words[i + 1 : i + 3]
        return (
            self.low[i] in ARTICLES and after[:1] == ["-"] and self.capital[i + 2 : i + 3] == [True]
        )

    def _may_begin(self, i: int) -> bool:
        if in_another_script(self.words[i]):
            return False
        if self.capital[i]:
            return self.low[i] != "the"
        return self._is_article(i) and (i == 0 or self.words[i - 1] != "-")

    def run(self, i: int) -> int:
        """Return the end of the longest stretch from token ``i`` on that could be one name."""
        end = i + 1
        limit = min(len(self.words), i + _LONGEST)
        while end < limit and not self.opens[end] and self._may_continue(end):
            end += 1
        while end > i + 1 and not self.capital[end - 1]:
            end -= 1
        return end

    def _may_continue(self, i: int) -> bool:
        return self.capital[i] or self.low[i] in _SMALL_INSIDE or self.words[i] in _HYPHENS

    def _from(self, i: int) -> Iterator[tuple[int, int]]:
        end = self.run(i)
        for count in (3, 2, 1):
            if i + count <= len(self.words) and self.text(i, i + count) in abbreviations():
                yield i, i + count
        known = self.known(i, end)
        if known:
            yield i, known
            if known < end and self.capital[known] and self.low[known] in KINDS:
                yield i, known + 1
        if i == 0 or not self.capital[i - 1] or self.opens[i]:
            plain = i + 1
            while plain < end and (self.capital[plain] or self._joins(plain)):
                plain += 1
            yield i, plain if self.capital[plain - 1] else plain - 1

    def goes_on(self, i: int) -> bool:
        """Whether token ``i`` is an article that ties what stands before to a capital word.

        "Tall as Samn": "Tall" is no name of its own; but "Homs as Syrian troops left" has one.
        """
        end = i
        while end < len(self.words) and self._joins(end):
            end += 1
        if end == i or self.words[i] == "-" or self.capital[end : end + 1] != [True]:
            return False
        if self.low[i] not in _ENGLISH_TOO:
            return True
        entity = self.around[end]
        starts_another = entity is not None and entity.start == end
        return not starts_another and self.low[end] not in ordinary_words()

    def _joins(self, i: int) -> bool:
        """Whether a token joins two capitalised words into one name, as articles do."""
        return self.words[i] == "-" or self.low[i] in ARTICLES - {"the"}

    def known(self, i: int, end: int) -> int | None:
        """Return the end of the longest known name from ``i`` on that ends in a capital word."""
        words = self.folded[i:end]
        while words:
            length = self.gazetteer.longest(words)
            if not length:
                return None
            if self.capital[i + length - 1]:
                return i + length
            words = words[: length - 1]
        return None

    def _worth_judging(self, first: int, last: int) -> bool:
        """Refuse the obvious: empty stretches, peoples, initials, ordinary openers of sentences.

        Words in other scripts are for :mod:`geo.places.native`.
        """
        if first >= last or in_another_script(self.words[first]):
            return False
        text = self.text(first, last)
        if text in abbreviations():
            return True
        if self.gazetteer.country_of_demonym(text) or _fold(text) in adjectives():
            return False
        if last - first > 1:
            return True
        word = self.folded[first]
        if len(word) < 2 or word.isdigit() or word in ARTICLES:  # noqa: PLR2004  (an initial)
            return False
        opener = self.opens[first] and self.low[first] in ordinary_words()
        return not opener or (first, last) in self.labels


_fold = lru_cache(maxsize=65_536)(fold)


@lru_cache(maxsize=65_536)
def _is_capital(word: str) -> bool:
    """Whether a word is written as names are: with a capital, or in a script without capitals."""
    letter = next((c for c in word if c.isalpha()), None)
    return letter is not None and (letter.isupper() or letter.lower() == letter.upper())
