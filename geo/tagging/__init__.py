"""What the language model says of a report's words, computed faster than spaCy's own components.

Each component here gives the annotations of the one it stands for, and stands for it only in models
built as spaCy's small, medium and large English ones are; other models keep their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.tagging.entities import EntityTagger
from geo.tagging.vectors import SharedVectors
from geo.tagging.word_forms import WordForms

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["components"]

_RULES = ("attribute_ruler", "lemmatizer")


def components(pipeline: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return a pipeline with faster components in the places of those that have one."""
    own = dict(pipeline)
    faster: dict[str, Any] = {}
    stand_ins: dict[str, Callable[[Any], Any]] = {
        "tok2vec": SharedVectors.of,
        "ner": EntityTagger.of,
    }
    for name, stand_in in stand_ins.items():
        faster[name] = stand_in(own[name]) if name in own else None
    forms = WordForms.of(*(own[name] for name in _RULES)) if own.keys() >= set(_RULES) else None
    if forms and list(own).index(_RULES[0]) + 1 == list(own).index(_RULES[1]):
        faster[_RULES[0]] = forms
        del own[_RULES[1]]
    return [(name, faster.get(name) or component) for name, component in own.items()]
