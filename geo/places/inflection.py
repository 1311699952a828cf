"""The base forms that an inflected place name may have, in languages that bend their names.

Ukrainian and Russian decline names ("в Авдіївці", "под Бахмутом"); Arabic, Hebrew and Amharic
write small words in front of them as one word ("بالخرطوم", "בירושלים", "በጎንደር"), Korean behind
them ("카불에서"). Every rule here only proposes: what the gazetteer does not know is no base form,
so the rules may be generous. They work on folded names (:func:`geo.places.names.fold`), in which й
is и and ї is і. Declensions after the school grammars of both languages; place names decline as
common nouns and adjectives do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST = 3
_LEAST_BEHIND_PREFIX = 2
_MOST_WORDS = 4
_MOST_FORMS = 400

# Endings as written -> endings of the nominative, by declension; "" is no ending.
_CYRILLIC = tuple(
    (ending, tuple("" if base == "-" else base for base in bases.split()))
    for endings, bases in (
        # Masculine nouns in a hard consonant (Донецк, Бахмут), also those with a fleeting vowel.
        ("а у ом е і ові ем еві", "-"),
        ("ка ку ком ці ке кові", "ок ек"),
        ("ця цю цем ці цеві", "ець"),
        ("ца цу цом це цем", "ец"),
        ("ьца ьцу ьцом ьце", "ец"),
        # Ukrainian closes its last syllable with і: Харків, Харкова; Київ, Києва.
        ("ова ову овом ові ове", "ів"),
        # Possessive adjectives: Часів Яр, Часового Яру; Часов Яр, Часовым Яром.
        ("ового овому овим овім овым", "ів ов"),
        ("ева еву евом еві єва єву євом єві", "ів"),
        ("оля олю олем олі", "іль"),
        ("ода оду одом оді", "ід"),
        ("ога огу огом озі", "іг"),
        # Nouns in a soft sign or -й (Мариуполь, Казань, Джубай).
        ("я ю ем е і", "ь и"),
        ("и і ью ю", "ь -"),
        # Feminine nouns in -а and -я (Авдіївка, Одеса, Сирія), with к-ц, г-з, х-с before -і.
        ("и і ы е у ои ою ею", "а"),
        ("ці", "ка к"),
        ("зі", "га г"),
        ("сі", "ха х"),
        ("и і ю еи ею єю еі е ям", "я"),
        # Neuters in -о and -е (Роботино, Гуляйполе).
        ("а у ом е і", "о"),
        ("я ю ем і", "е"),
        # Plurals (Суми, Черкассы, Горишні Плавні).
        ("ах ам ами", "и ы а"),
        ("ях ям ями", "і и"),
        ("ів ов", "и ы"),
        # Adjectives: Попасна, Красное, Донецька область, Красный Луч, Роботине.
        ("оі ои іи у ою", "а ая"),
        ("ого ому им ім ом ым", "е ое ии ыи иі"),
        ("еи ую юю ею", "яя ая"),
        ("его ему им ем", "ее ии"),
        ("их ых им ым ими ыми", "і ие ые"),
    )
    for ending in endings.split()
)
_LONGEST_ENDING = 5

_ARTICLE = "ال"
# Small words written as one with the name behind them, by the first letters of the script.
_PREFIXES = {
    "\u0590": "ו ב ל מ ה ש כ וב ול ומ וה וש שב שמ של כש",
    "\u0600": "و ف ب ل ك وب ول وك فب فل",
    "\u1200": "የ በ ለ ከ ስለ ወደ እስከ እና የበ ከነ",
}
_SCRIPT_LETTERS = 0x200
_ETHIOPIC_SUFFIX = re.compile(r"(?<=\w{2})(?:ና|ን|ም|ው|ዋ)$")
# Longest first; only after two syllables, which a name has.
_KOREAN_SUFFIX = re.compile(
    r"(?<=\w{2})(?:에서는|에서도|으로부터|에서|에는|에도|에게|까지|부터|으로|로|에|의|은|는|이|가|을|를|와|과|도)$"
)


def base_forms(folded: str) -> tuple[str, ...]:
    """Return the folded names that ``folded`` may be an inflected form of, likeliest first.

    The name itself is not among them; names in Latin letters have none.

    >>> "авдіівка" in base_forms("авдіівці"), base_forms("aleppo")
    (True, ())
    """
    return () if folded.isascii() else _forms(folded)


@lru_cache(maxsize=16_384)
def _forms(folded: str) -> tuple[str, ...]:
    words = folded.split()
    if not words or len(words) > _MOST_WORDS:
        return ()
    found = dict.fromkeys(" ".join(form) for form in islice(product(*_choices(words)), _MOST_FORMS))
    found.pop(folded, None)
    return tuple(found)


def _choices(words: list[str]) -> list[list[str]]:
    """Return the forms of each word: all words decline, only the first has a prefix."""
    if "\u0400" <= words[0][0] <= "\u04ff":
        return [[word, *_declined(word)] for word in words]
    first = list(dict.fromkeys(_unprefixed(words[0])))
    if len(words) == 1:
        return [first + [end for word in first for end in _unsuffixed(word)]]
    return [first, *([word] for word in words[1:-1]), [words[-1], *_unsuffixed(words[-1])]]


def _declined(word: str) -> Iterator[str]:
    for length in range(min(_LONGEST_ENDING, len(word) - _LEAST + 1), 0, -1):
        stem, ending = word[:-length], word[-length:]
        for written, bases in _CYRILLIC:
            if written == ending:
                yield from (stem + base for base in bases)
    if word[-1] not in "аеиоуыэюяіє":
        # Genitive plurals have no ending: "біля Сум".
        yield from (word + ending for ending in "иыа")


def _unprefixed(word: str) -> Iterator[str]:
    rests = [word]
    for script, prefixes in _PREFIXES.items():
        if 0 <= ord(word[0]) - ord(script) < _SCRIPT_LETTERS:
            rests += [
                word[len(prefix) :]
                for prefix in prefixes.split()
                if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_BEHIND_PREFIX
            ]
    for rest in rests:
        yield rest
        if rest.startswith("لل"):
            yield _ARTICLE + rest[2:]
        if rest.startswith(_ARTICLE) and len(rest) > _LEAST + len(_ARTICLE):
            yield rest.removeprefix(_ARTICLE)


def _unsuffixed(word: str) -> Iterator[str]:
    if "\uac00" <= word[0] <= "\ud7a3":
        yield _KOREAN_SUFFIX.sub("", word)
    elif "\u1200" <= word[0] <= "\u137f":
        yield _ETHIOPIC_SUFFIX.sub("", word)
