"""The vectors of words in their context, as the model's ``tok2vec`` layers compute them.

A word's own vector depends on its letters alone, so it is computed once for each different word of
a batch; only the layers that look at neighbours run over the whole text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_TOKENS_AT_ONCE = 4_000  # the matrices of so many tokens still fit a processor's cache


class WordVectors:
    """The vectors of a ``tok2vec`` model for documents."""

    @classmethod
    def of(cls, model: Any) -> WordVectors | None:
        """Return what computes the vectors of ``model``; None if it is of another build."""
        return cls(model) if _is_known_build(model) else None

    def __init__(self, model: Any) -> None:
        """Take the layers of ``model``."""
        embed, self._encode = model.layers
        extract, _, hashes, mix, _ = embed.layers
        self._columns = extract.attrs["columns"]
        self._hashes, self._mix = hashes.layers[0], mix.layers[0]

    def __call__(self, docs: list[Any]) -> list[NDArray[np.float32]]:
        """Return one matrix for each document, a row for each token."""
        given = np.concatenate([doc.to_array(self._columns) for doc in docs])
        words, which = np.unique(given, axis=0, return_inverse=True)
        own = self._mix.predict(self._hashes.predict(words))[which.reshape(-1)]
        ends = np.cumsum([len(doc) for doc in docs])
        vectors: list[NDArray[np.float32]] = self._encode.predict(np.split(own, ends[:-1]))
        return vectors


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
    names = [layer.name.partition("(")[0] for layer in embed.layers]
    return encode.name.startswith("with_array(residual") and names == [
        "extract_features",
        "list2ragged",
        "with_array",
        "with_array",
        "ragged2list",
    ]
