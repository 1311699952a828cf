"""Parts of speech, morphology and lemmas, looked up by word, tag and dependency.

The model's attribute ruler tries 180 patterns at every token, and its lemmatizer asks tables. Both
look at a word, its tag and its dependency alone, but for a few patterns of two words. So their
answer for each combination is kept, and they are asked only for what is new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GIVEN = ["ORTH", "TAG", "DEP"]
_ANSWERS = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
_OF_ONE_WORD = frozenset({"ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"})
_MOST_KEPT = 100_000  # combinations: some 40 MB

Key = tuple[int, ...]


class WordForms:
    """A component that sets what ``attribute_ruler`` and ``lemmatizer`` would set."""

    @classmethod
    def of(cls, ruler: Any, lemmatizer: Any) -> WordForms | None:
        """Return a component that stands for both; None if they look at more than we know."""
        return cls(ruler, lemmatizer) if _is_known_build(ruler, lemmatizer) else None

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        """Take the patterns of ``ruler`` that span several words."""
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer = ruler, lemmatizer
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part_of_speech in list(index):  # lists of up to 57,000 words, searched for every form
            index[part_of_speech] = frozenset(index[part_of_speech])
        self._known: dict[Key, Key] = {}
        self._several = Matcher(ruler.vocab)
        self._longest = 1
        for number, pattern in enumerate(_patterns(ruler)):
            if len(pattern) > 1:
                self._several.add(str(number), [pattern])
                self._longest = max(self._longest, len(pattern))

    def pipe(self, docs: Iterable[Any], *, batch_size: int = 0) -> Iterator[Any]:  # noqa: ARG002
        """Set the word forms of documents, in order."""
        for doc in docs:
            self._set(doc)
            yield doc

    def _set(self, doc: Any) -> None:
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        given = _rows(doc, _GIVEN)
        self._learn(doc, [key for key in dict.fromkeys(given) if key not in self._known])
        forms = [self._known[key] for key in given]
        for _, start, end in self._several(doc):
            first = max(0, start - self._longest + 1)
            around = given[first : end + self._longest - 1]
            forms[start:end] = self._ask(doc, around)[start - first : end - first]
        doc.from_array(_ANSWERS, np.array(forms, dtype=np.uint64))

    def _learn(self, doc: Any, new: list[Key]) -> None:
        """Ask for combinations each by itself: a blank line between two keeps them apart."""
        blank = (doc.vocab.strings.add("\n\n"), 0, 0)
        answers = self._ask(doc, [key for one in new for key in (one, blank)])
        self._known.update(zip(new, answers[::2], strict=True))

    def _ask(self, doc: Any, given: list[Key]) -> list[Key]:
        """Return what ruler and lemmatizer say of words in a row."""
        if not given:
            return []
        strings = doc.vocab.strings
        asked = type(doc)(doc.vocab, words=[strings[word] for word, *_ in given])
        asked.from_array(_GIVEN[1:], np.array([rest for _, *rest in given], dtype=np.uint64))
        return _rows(self._lemmatizer(self._ruler(asked)), _ANSWERS)


def _rows(doc: Any, attributes: list[str]) -> list[Key]:
    return [tuple(row) for row in doc.to_array(attributes).tolist()]


def _patterns(ruler: Any) -> Iterator[list[dict[str, Any]]]:
    for rule in ruler.patterns:
        yield from rule["patterns"]


def _is_known_build(ruler: Any, lemmatizer: Any) -> bool:
    """Tell whether the rules see a word, its tag and its dependency, and nothing around it."""
    seen = {key for pattern in _patterns(ruler) for token in pattern for key in token}
    return seen <= _OF_ONE_WORD and lemmatizer.mode in {"rule", "lookup"}
