"""spaCy's entity tagger, decoded for all tokens at once.

The tagger decides token by token: outside an entity its score sees that token alone, inside one
also the entity's first word and the word before. So every token outside can be scored in one
multiplication, and all entities grow together, one word a step. The spans are those of spaCy's own
loop, which spends half its time taking and leaving Python's lock (measured with spaCy 3.8.18).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo.tagging.vectors import WordVectors, batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_FEATURES = 3  # this word, the entity's first word, the word before
_IMPOSSIBLE = -np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """The tokens of several documents in a row, and what the scores depend on.

    ``parts[t + 1, f]`` is what token ``t`` adds as feature ``f``, ``parts[0, f]`` what its absence
    adds. ``ends`` tells which tokens cannot have a successor in the same entity.
    """

    parts: NDArray[np.float32]
    ends: NDArray[np.bool_]
    blank: NDArray[np.bool_]


class _Entity(NamedTuple):
    first: int
    end: int
    label: int


class EntityTagger:
    """A component that sets ``doc.ents`` as the model's ``ner`` would."""

    @classmethod
    def of(cls, ner: Any) -> EntityTagger | None:
        """Return a tagger that stands for ``ner``; None if that is of another build."""
        return cls(ner) if _is_known_build(ner) else None

    def __init__(self, ner: Any) -> None:
        """Take the moves and weights of ``ner``."""
        self._model = ner.model
        self._vectors = WordVectors.of(ner.model.layers[0].layers[0])
        upper = ner.model.get_ref("upper")
        self._weights = np.ascontiguousarray(upper.get_param("W").T)
        self._bias = upper.get_param("b")
        moves = [_move(ner.moves, number) for number in range(ner.moves.n_moves)]
        self._labels = [ner.vocab.strings.add(label) if label else 0 for _, label in moves]
        self._out = next(n for n, (kind, _) in enumerate(moves) if kind == "O")
        self._begins = np.array([bool(label) and kind == "B" for kind, label in moves])
        self._units = np.array([bool(label) and kind == "U" for kind, label in moves])
        self._inside, self._last = (self._same_label(moves, kind) for kind in ("I", "L"))

    @staticmethod
    def _same_label(moves: list[tuple[str, str]], kind: str) -> NDArray[np.intp]:
        """Return for each B move the number of the move of another kind with its label."""
        number = {move: n for n, move in enumerate(moves)}
        return np.array([number.get((kind, label), 0) for _, label in moves])

    def pipe(self, docs: Iterable[Any], **_: Any) -> Iterator[Any]:
        """Set the entities of documents, in order."""
        for batch in batches(docs):
            self._tag(batch)
            yield from batch

    def _tag(self, docs: list[Any]) -> None:
        from spacy.tokens import Span

        entities = deque(self._entities(self._stretch(docs)))
        start = 0
        for doc in docs:
            spans = []
            while entities and entities[0].first < start + len(doc):
                first, end, label = entities.popleft()
                spans.append(Span(doc, first - start, end - start, label=label))
            doc.set_ents(spans, default="outside")
            start += len(doc)

    def _entities(self, stretch: _Stretch) -> Iterator[_Entity]:
        """Yield entities in order; what would begin inside one before it is none."""
        moves, last = self._decide(stretch)
        free = 0
        for token in np.flatnonzero(moves != self._out).tolist():
            if token >= free:
                free = int(last[token]) + 1
                yield _Entity(token, free, self._labels[moves[token]])

    def _stretch(self, docs: list[Any]) -> _Stretch:
        marks = [doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]
        return _Stretch(
            parts=self._model.get_ref("lower").predict(self._word_vectors(docs)),
            ends=np.concatenate([np.append(mark[1:, 0] == 1, True) for mark in marks]),
            blank=np.concatenate(marks)[:, 1] != 0,
        )

    def _word_vectors(self, docs: list[Any]) -> NDArray[np.float32]:
        context, flat, *rest = self._model.layers[0].layers
        vectors = self._vectors(docs) if self._vectors else context.predict(docs)
        found: NDArray[np.float32] = flat.predict(vectors)
        for layer in rest:
            found = layer.predict(found)
        return found

    def _decide(self, stretch: _Stretch) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return each token's move were it outside an entity, and its entity's last token."""
        every = np.arange(len(stretch.ends))
        scores = self._scores(stretch, every + 1, 0, 0)
        out = scores[:, self._out].copy()
        scores[:, ~(self._begins | self._units)] = _IMPOSSIBLE
        scores[np.ix_(stretch.ends, self._begins)] = _IMPOSSIBLE
        scores[stretch.blank] = _IMPOSSIBLE
        scores[:, self._out] = out
        moves = scores.argmax(axis=1)
        last = every.copy()
        opening = np.flatnonzero(self._begins[moves])
        at = opening + 1
        while len(opening):
            last[opening] = at
            goes_on = self._goes_on(stretch, at, opening, moves[opening])
            opening, at = opening[goes_on], at[goes_on] + 1
        return moves, last

    def _goes_on(
        self,
        stretch: _Stretch,
        at: NDArray[np.intp],
        first: NDArray[np.intp],
        moves: NDArray[np.intp],
    ) -> NDArray[np.bool_]:
        """Tell which entities hold the word after ``at`` as well."""
        scores = self._scores(stretch, at + 1, first + 1, at)
        rows = np.arange(len(at))
        inside, last = self._inside[moves], self._last[moves]
        more = scores[rows, inside] - scores[rows, last]
        goes_on: NDArray[np.bool_] = ~stretch.ends[at] & (
            (more > 0) | ((more == 0) & (inside < last))
        )
        return goes_on

    def _scores(self, stretch: _Stretch, this: Any, first: Any, before: Any) -> NDArray[np.float32]:
        """Return the score of each move, given the row of each feature in ``stretch.parts``."""
        summed = stretch.parts[this, 0] + stretch.parts[first, 1]
        summed += stretch.parts[before, 2]
        summed += self._model.get_ref("lower").get_param("b")
        hidden = reduce(np.maximum, np.moveaxis(summed, -1, 0))
        scores: NDArray[np.float32] = hidden @ self._weights
        scores += self._bias
        return scores


def _move(moves: Any, number: int) -> tuple[str, str]:
    kind, _, label = moves.get_class_name(number).partition("-")
    return kind, label


def _is_known_build(ner: Any) -> bool:
    """Tell whether a tagger is spaCy's transition model with the features that we know."""
    model = ner.model
    if model.name != "parser_model" or not model.attrs.get("has_upper"):
        return False
    lower = model.get_ref("lower")
    context = model.layers[0]
    return bool(
        len(context.layers) > 1
        and context.layers[1].name == "list2array"
        and lower.name == "precomputable_affine"
        and lower.get_dim("nF") == _FEATURES
        and lower.get_dim("nP") > 1
        and not model.attrs["unseen_classes"]
        and ner.cfg["beam_width"] == 1
    )
