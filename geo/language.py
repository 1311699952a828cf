"""Sentences, dependencies and entity spans of a report: the only module that knows spaCy.

A report is parsed once; every later stage reads the same :class:`Parsed`. What spaCy sees is the
document's text with typing quirks repaired character by character (capitals-only lines in normal
case, curly quotes straight), always of the same length, so that ``token.idx`` is an offset into
``document.text``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from geo.model import Document
