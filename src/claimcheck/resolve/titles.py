"""How alike two titles are, for deciding whether a page is the one that a reference names.

Alike isn't enough: "says yes" and "says no" differ in one word, and so do two issues of a yearly report. So titles are
aligned word by word, and what is left over decides, not how much of it there is.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from rapidfuzz.distance import Levenshtein

SAME, NEARLY, PREFIX, SUBTITLE, SLUG = 1.0, 0.97, 0.95, 0.9, 0.93
SHORTENED, REWORDED, OTHER_FIGURES, UNLIKE = 0.75, 0.6, 0.3, 0.0
FEW, LONG = (
    3,
    5,
)  # topical words, one fewer in a title of so many words in all; with less it is many pages' title
ENOUGH = 4  # content words that a beginning needs to stand for the whole

STEM = 3  # letters that two forms of a word share at least
ENDINGS = frozenset({"", "s", "es", "d", "ed", "ing", "e"})
SPELLINGS = (
    ("yse", "yze"),
    ("ise", "ize"),
    ("isi", "izi"),
    ("our", "or"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("mme", "m"),
)

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_ELLIPSIS = re.compile(r"(\s*)(?:…|\.\.\.)\s*$")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_JOINT = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*|:\s+|\s+\|\s*")
_SLUG_ID = re.compile(r"^(?:\d{5,}|[a-z]{0,3}\d{6,}|[0-9a-f]{12,}|(?=[a-z]*\d)[a-z0-9]{7,})$")


@cache
def load_web() -> dict[str, Any]:
    """What web.toml says."""
    return tomllib.loads((files("claimcheck.resolve") / "web.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` is 0..1, 1 for the same title; ``why`` is a plain phrase."""

    score: float
    why: str


def compare_titles(wanted: str, found: str, sites: Sequence[str] = ()) -> Likeness:
    """How alike a reference's title and a page's are. ``sites`` are names of the page's site and its publisher, which
    a page's title may begin or end with."""
    return max(
        (_compare(wanted, variant, whole=variant == found) for variant in _find_variants(found, sites)),
        key=lambda likeness: likeness.score,
    )


def compare_slug(wanted: str, url: str) -> Likeness:
    """How alike a title is to the words in an address: they often keep the title that a page had at first."""
    ours = _topical(_read_words(re.sub(r"(?<=\d)[.,](?=\d)", "", _ELLIPSIS.sub("", wanted))))
    theirs = _topical(_read_slug(url))
    if len(theirs) < ENOUGH or not ours:
        return Likeness(UNLIKE, "no title in the address")
    if ours == theirs:
        return Likeness(SLUG, "its address spells the title")
    short, long = sorted((ours, theirs), key=len)
    if len(short) > ENOUGH and long[: len(short)] == short and (short is theirs or is_cut(wanted)):
        return Likeness(SLUG - 0.02, "its address begins like the title")
    return Likeness(UNLIKE, "its address has other words")


def is_common(title: str) -> bool:
    """Whether a title says so little that many pages have it."""
    words = _read_words(title)
    return len(_topical(words)) < (FEW if len(words) < LONG else FEW - 1)


def is_cut(title: str) -> bool:
    """Whether a title ends with an ellipsis."""
    return _ELLIPSIS.search(title) is not None


def read_plain(text: str) -> str:
    """A text's words in lower case without accents and apostrophes, one space between them."""
    return " ".join(_read_words(text))


def _find_variants(title: str, sites: Sequence[str]) -> Iterator[str]:
    """The title as it is, and without its site's name at either end."""
    yield title
    names = {read_plain(site).replace(" ", "") for site in sites} - {""}
    joints = list(_JOINT.finditer(title))
    for joint in joints:
        if _is_site(title[joint.end() :], names):
            yield title[: joint.start()]
        if _is_site(title[: joint.start()], names):
            yield title[joint.end() :]


def _is_site(part: str, names: set[str]) -> bool:
    pieces = [piece for piece in _JOINT.split(part) if piece.strip()]
    plain = [read_plain(piece).replace(" ", "").removeprefix("the") for piece in pieces]
    return any(piece and piece in {name.removeprefix("the") for name in names} for piece in plain)


def _compare(wanted: str, found: str, *, whole: bool) -> Likeness:
    ours, theirs = _read_words(wanted), _read_words(found)
    if not ours or not theirs:
        return Likeness(UNLIKE, "no title")
    if ours == theirs and not is_cut(wanted) and not (whole and is_cut(found)):
        return Likeness(SAME, "the same title")
    if is_cut(wanted) and _begins(theirs, wanted):
        return _weigh_beginning(ours, "begins like the title, which is cut off")
    if is_cut(found) and _begins(ours, found):
        return _weigh_beginning(theirs, "is cut off, and is the title as far as it goes")
    return _weigh_difference(wanted, found)


def _begins(long: Sequence[str], cut: str) -> bool:
    """Whether ``long`` begins with the words of a title that is cut off, perhaps within its last word."""
    match = _ELLIPSIS.search(cut)
    words = _read_words(_ELLIPSIS.sub("", cut))
    if not words or len(long) < len(words) or list(long[: len(words) - 1]) != words[:-1]:
        return False
    last = long[len(words) - 1]
    return last == words[-1] or (match is not None and not match[1] and last.startswith(words[-1]))


def _weigh_beginning(words: Sequence[str], why: str) -> Likeness:
    return Likeness(PREFIX if len(_topical(words)) > ENOUGH else SHORTENED, why)


def _weigh_difference(wanted: str, found: str) -> Likeness:
    ours, theirs = _read_words(wanted), _read_words(found)
    missing, added = _find_rest(ours, theirs)
    if _numbers(missing) and _numbers(added):
        return Likeness(OTHER_FIGURES, f"another figure: {' '.join(sorted(_numbers(added)))}")
    missing, added = _content(missing), _content(added)
    if not missing and not added:
        return Likeness(NEARLY, "the same title but for small words")
    if missing and added:
        shared = len(_content(ours)) - len(missing)
        share = shared / max(len(_content(ours)), len(_content(theirs)), 1)
        return Likeness(REWORDED * share, f"other words: {' '.join(added[:4])}")
    if missing:
        score = SUBTITLE - 0.03 if _has_subtitle(wanted, theirs, missing) else SHORTENED
        return Likeness(score, f"lacks {' '.join(missing[:4])}")
    score = SUBTITLE if _has_subtitle(found, ours, added) else SHORTENED
    return Likeness(score, f"adds {' '.join(added[:4])}")


def _has_subtitle(title: str, main: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether ``title`` is the words ``main``, a colon or dash, and then something that only explains it."""
    if len(_topical(main)) < ENOUGH or _numbers(rest) or set(rest) & set(load_web()["sequels"]):
        return False
    return any(_read_words(title[: joint.start()]) == list(main) for joint in _JOINT.finditer(title))


def _find_rest(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words of the one and of the other that have no counterpart in their order."""
    missing: list[str] = []
    added: list[str] = []
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag == "equal":
            continue
        mine, other = ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        kept = [(a, b) for a, b in zip(mine, other, strict=False) if not _is_same_word(a, b)]
        missing += [a for a, _ in kept] + list(mine[len(other) :])
        added += [b for _, b in kept] + list(other[len(mine) :])
    return missing, added


def _is_same_word(one: str, other: str) -> bool:
    """The same word in another form or spelling: opens and opened, organise and organize."""
    one, other = (_respell(word) for word in (one, other))
    if one == other:
        return True
    pairs = zip(one, other, strict=False)
    shared = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return shared >= STEM and one[shared:] in ENDINGS and other[shared:] in ENDINGS


def _respell(word: str) -> str:
    """A word with what British and American spelling write differently made alike."""
    for british, american in SPELLINGS:
        word = word.replace(british, american)
    return word


def _read_words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("ʼ", "'"))
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    bare = _DOTTED.sub(lambda match: match[0].replace(".", ""), bare).replace("'", "").replace("‘", "")
    figures = load_web()["figures"]
    return [figures.get(word, word).strip(".,") for word in _WORD.findall(bare)]


def _content(words: Sequence[str]) -> list[str]:
    small = load_web()["small"]
    return [word for word in words if word not in small]


def _topical(words: Sequence[str]) -> list[str]:
    """Content words that say what a title is about."""
    empty = load_web()["empty"]
    return [word for word in _content(words) if word not in empty]


def _numbers(words: Sequence[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _read_slug(url: str) -> list[str]:
    """The words of the longest part of an address's path, without extension and identifiers."""
    parts = [unquote(part).rpartition(".")[0] or unquote(part) for part in urlsplit(url).path.split("/")]
    slug = max(parts, key=lambda part: len(re.split(r"[-_+]", part)), default="")
    words = [word for word in re.split(r"[-_+\s]", slug.casefold()) if word]
    while words and _SLUG_ID.match(words[-1]):
        words.pop()
    while words and _SLUG_ID.match(words[0]):
        words.pop(0)
    return [word for part in words for word in _read_words(part)]
