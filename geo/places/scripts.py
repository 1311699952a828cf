"""Words of a text in scripts other than Latin, with their offsets: what the parser cannot read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Vowel signs and the like, which are no letters to Python; and the joiner of Persian.
_SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7\u0a3c-\u0a4d\u0b82-\u0bcd\u0d3e-\u0d4d"
    "\u0dca-\u0ddf\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e\u17b4-\u17d3\u200c"
)
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_SIGNS}]|['’ʼ](?=[^\W\d_]))*")
_JOINTS = re.compile(r"[ \t\u00a0-]|[ \t]?[–-][ \t]?|\r?\n(?=\S)")
# Written without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_LATIN = re.compile(
    "[a-z\u00c0-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in another script; ``spaceless`` where the script sets no spaces between words.

    ``run`` numbers the stretch of words with nothing but blanks and hyphens between them.
    """

    start: int
    end: int
    text: str
    run: int

    @property
    def spaceless(self) -> bool:
        """Whether the word is of a script that writes words together."""
        return bool(_SPACELESS.match(self.text))


@lru_cache(maxsize=65_536)
def in_another_script(word: str) -> bool:
    """Whether the first letter of ``word`` is not Latin."""
    letter = next((c for c in word if c.isalpha()), "a")
    return not _LATIN.match(letter)


def foreign_words(text: str) -> Iterator[Word]:
    """Yield the words in other scripts, in order. Quick on a text that holds none."""
    if text.isascii():
        return
    run, last = 0, None
    for found in _WORD.finditer(text):
        if not in_another_script(found[0]):
            last = None
            continue
        if last is None or not _JOINTS.fullmatch(text, last, found.start()):
            run += 1
        last = found.end()
        yield Word(start=found.start(), end=found.end(), text=found[0], run=run)
