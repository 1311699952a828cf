"""The vectors of words in their context, as the model's ``tok2vec`` layers compute them.

A word's own vector depends on its letters alone, so it is computed once for each different word of
a batch; only the layers that look at neighbours run over the whole text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_TOKENS_AT_ONCE = 4_000  # the matrices of so many tokens still fit a processor's cache
_LEAST_VARIANCE = 1e-8  # of thinc's layer norm
_EMBEDDING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


class WordVectors:
    """The vectors of a ``tok2vec`` model for documents."""

    @classmethod
    def of(cls, model: Any) -> WordVectors | None:
        """Return what computes the vectors of ``model``; None if it is of another build."""
        return cls(model) if _is_known_build(model) else None

    def __init__(self, model: Any) -> None:
        """Take the layers of ``model``."""
        embed, encode = model.layers
        extract, _, hashes, mix, _ = embed.layers
        self._columns = extract.attrs["columns"]
        self._hashes, self._mix = hashes.layers[0], mix.layers[0]
        self._layers = [_Layer.of(layer) for layer in encode.layers[0].layers]
        self._apart = encode.attrs["pad"]

    def __call__(self, docs: list[Any]) -> list[NDArray[np.float32]]:
        """Return one matrix for each document, a row for each token."""
        given = np.concatenate([doc.to_array(self._columns) for doc in docs])
        words, which = np.unique(given, axis=0, return_inverse=True)
        own = self._mix.predict(self._hashes.predict(words))
        rows = np.full(len(given) + self._apart * (len(docs) + 1), len(words))
        places = self._places(docs)
        first = 0
        for start, end in places:
            rows[start:end] = which.reshape(-1)[first : first + end - start]
            first += end - start
        found = np.vstack([own, np.zeros_like(own[:1])])[rows]
        for layer in self._layers:
            layer.add_to(found)
        return [found[start:end] for start, end in places]

    def _places(self, docs: list[Any]) -> list[tuple[int, int]]:
        """Return the rows of each document where blank rows keep them out of each other's sight."""
        lengths = np.array([len(doc) for doc in docs])
        ends = np.cumsum(lengths + self._apart)
        return list(zip((ends - lengths).tolist(), ends.tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """A layer that sees a word and those beside it: maxout, layer norm, added to what was there.

    The pieces of the maxout lie one behind the other, so that the largest is found by comparing
    whole matrices; spaCy's own lie mixed.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    scale: NDArray[np.float32]
    shift: NDArray[np.float32]

    @classmethod
    def of(cls, residual: Any) -> _Layer:
        """Take the weights out of a residual layer of the model."""
        layers = {layer.name: layer for layer in residual.walk()}
        maxout, norm = layers["maxout"], layers["layernorm"]
        weights = maxout.get_param("W").transpose(1, 0, 2)
        return cls(
            weights=np.ascontiguousarray(weights.reshape(-1, weights.shape[2]).T),
            bias=maxout.get_param("b").T.reshape(-1),
            scale=norm.get_param("G"),
            shift=norm.get_param("b"),
        )

    def add_to(self, rows: NDArray[np.float32]) -> None:
        """Add the layer's output to its input, a row a word."""
        width = rows.shape[1]
        seen = np.zeros((len(rows), 3 * width), dtype=np.float32)
        seen[1:, :width] = rows[:-1]
        seen[:, width : 2 * width] = rows
        seen[:-1, 2 * width :] = rows[1:]
        pieces = seen @ self.weights
        pieces += self.bias
        best = pieces[:, :width].copy()
        for at in range(width, pieces.shape[1], width):
            np.maximum(best, pieces[:, at : at + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = (best * best).mean(axis=1, keepdims=True) + _LEAST_VARIANCE
        best *= variance**-0.5
        best *= self.scale
        best += self.shift
        rows += best


class SharedVectors:
    """A component that gives tagger and parser their vectors, as ``tok2vec`` would."""

    @classmethod
    def of(cls, tok2vec: Any) -> SharedVectors | None:
        """Return a component that stands for ``tok2vec``; None if that is of another build."""
        vectors = WordVectors.of(tok2vec.model)
        return cls(tok2vec, vectors) if vectors else None

    def __init__(self, tok2vec: Any, vectors: WordVectors) -> None:
        """Keep the component that hands vectors on, and what computes them."""
        self._tok2vec = tok2vec
        self._vectors = vectors

    def pipe(self, docs: Iterable[Any], **_: Any) -> Iterator[Any]:
        """Give documents their vectors, in order."""
        for batch in batches(docs):
            self._tok2vec.set_annotations(batch, self._vectors(batch))
            yield from batch


def batches(docs: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield documents in groups of some thousand tokens."""
    waiting: list[Any] = []
    tokens = 0
    for doc in docs:
        if waiting and tokens + len(doc) > _TOKENS_AT_ONCE:
            yield waiting
            waiting, tokens = [], 0
        waiting.append(doc)
        tokens += len(doc)
    if waiting:
        yield waiting


def _is_known_build(model: Any) -> bool:
    """Tell whether a model is a hash embedding of words under layers that see their neighbours."""
    if len(model.layers) != 2:  # noqa: PLR2004  (embed, encode)
        return False
    embed, encode = model.layers
    if [_kind(layer) for layer in embed.layers] != _EMBEDDING or _kind(encode) != "with_array":
        return False
    return all(_is_known_layer(layer) for layer in encode.layers[0].layers)


def _is_known_layer(layer: Any) -> bool:
    inner = {part.name: part for part in layer.walk() if not part.layers}
    return (
        _kind(layer) == "residual"
        and inner.keys() == {"expand_window", "maxout", "layernorm", "dropout"}
        and inner["expand_window"].attrs["window_size"] == 1
        and inner["maxout"].get_dim("nI") == 3 * inner["maxout"].get_dim("nO")
    )


def _kind(layer: Any) -> str:
    return str(layer.name).partition("(")[0]
