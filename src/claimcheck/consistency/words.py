"""Words by which the notes tell whether two stretches of an article speak of one thing."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@cache
def open_list(name: str) -> frozenset[str]:
    """The list ``name`` of consistency.toml: single words, lower case."""
    lists: dict[str, str] = tomllib.loads(
        (files("claimcheck.consistency") / "consistency.toml").read_text("utf-8")
    )
    return frozenset(lists[name].split())


def read_words(text: str) -> list[str]:
    """The words of ``text`` in order, lower case, without possessive endings and figures."""
    return [re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(text)]


def read_terms(text: str) -> frozenset[str]:
    """The words that tell what ``text`` is about, plurals as singulars."""
    return frozenset(_singular(word) for word in read_words(text) if word not in open_list("idle"))


def read_names(text: str) -> frozenset[str]:
    """Words with a capital that do not begin ``text``, lower case: what must not differ where one thing is meant."""
    found = list(_WORD.finditer(text))[1:]
    return frozenset(re.sub(r"['’]s?$", "", one.group().lower()) for one in found if one.group()[0].isupper())


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
