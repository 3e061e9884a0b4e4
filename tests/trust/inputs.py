"""Texts and bytes that nobody meant to be read, by the hundred thousand: no uncaught error, and time in proportion."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.fetch.test_document import CAPTURE, PIECES, REFERENCE
from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown, count

from claimcheck.errors import UnreadableInput
from claimcheck.fetch.document import read_document
from claimcheck.ingest.article import read_article
from claimcheck.ingest.references import parse_references
from claimcheck.model.evidence import Document
from claimcheck.text.passages import find_passages
from claimcheck.text.sentences import find_sentences
from claimcheck.text.wording import Cue, find_cues
from claimcheck.values.compare import compare_quantities
from claimcheck.values.compare_dates import compare_dates
from claimcheck.values.dates import find_dates
from claimcheck.values.names import compare_names, find_acronyms
from claimcheck.values.quantity import find_quantities

EACH = {True: 15_000, False: 45}
SLICE = 2_000  # tries under one seed
SHORT, LONG = 4_000, 16_000  # repeats of a piece, whose times are compared
STEEPEST = 8.0  # times as long for four times as much; a square would be 16
AGAIN = 3  # times that a steep piece is timed anew
BRIEF = 0.5  # seconds below which no ratio is taken

WORDS = (
    "1", "2.5", "1,000", "1.000.000", "million", "bn", "per cent", "%", "$", "€", "half", "a", "dozen", "twenty-one", "two",
    "to", "-", "–", "and", "or", "about", "more than", "May", "4 May", "2021", "1998", "'98", "Q3", "last", "next", "week",
    "Monday", "the", "th", "of", "in", "km", "m", "kg", "°C", "x", "/", "(", ")", "[1]", "[", "]", ".", ",", ":", ";", "“",
    "”", "'", "\n", "\n\n", "* ", "# ", "| ", "https://a.example/x", "www.", "Sources", "References", "1. ", "^1", "¹", "\t",
    "\u00a0", "\u2009", "−", "∞", "٣", "１２", "½", "Ⅳ", "e9", "0x1", "\u202e", "\x00", "😀", "—", "…", "mr.", "No.",
    "[[", "]]", "((", "{", "}", "<", ">", "\u0301", "\u200d", "\ufeff", "\ufdfa", "ﬁ", "²", "०", "年", "،", "0", "00", "9",
    "1st", "2nd", "noon", "b.c.", "AD", "29 February", "2023", "0001", "9999", "10000", "this", "year", "month", "decade",
    "century", "ago", "before", "between", "from", "until", "early", "late", "1990s", "'90s", "12/12/12", "2021-02-30", "T", "Z",
    "thousand", "trillion", "googol", "minus", "+", "×", "^", "~", "£", "¥", "c", "¢", "twice", "third", "fold", "per", "square",
)  # fmt: skip
HUGE = st.builds(  # a digit, mark or bracket hundreds of times over, with something behind it
    lambda piece, times, rest: piece * times + rest,
    st.sampled_from(
        (
            "9",
            "0",
            "1,000,",
            "1.",
            "(",
            "[",
            "((",
            "“",
            "<",
            "a",
            "million ",
            "1 ",
            "½",
            "٣",
            "-",
            "\u0301",
            "'",
        )
    ),
    st.integers(1, 300),
    st.sampled_from(("", " million", "%", ")", ".5", " km", " May 2021", "-1", "e9", " to 3")),
)
ENDLESS = st.builds(  # more digits than Python reads as a number
    lambda digit, rest: digit * 4_400 + rest,
    st.sampled_from("90٣१²"),
    st.sampled_from(("", "th", " km", "/2", ".5", "%", "]")),
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(), max_size=200),
    HUGE,
    ENDLESS,
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
)
MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS)), max_size=60).map("".join)
SEEDS = [
    path.read_bytes()
    for path in sorted((ROOT / "tests" / "ingest" / "articles").glob("*.*"))
    if path.suffix != ".toml"
]


@st.composite
def draw_bytes(draw: st.DrawFn) -> bytes:
    """Bytes, markup, or a part of a sound article with holes in it."""
    if draw(st.booleans()):
        return draw(st.one_of(st.binary(max_size=300), MARKUP.map(str.encode)))
    data = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, max(0, len(data) - 1500)))
    data = bytearray(data[start : start + draw(st.integers(1, 1500))])
    for at, byte in draw(st.lists(st.tuples(st.integers(0, 1499), st.integers(0, 255)), max_size=12)):
        data[at % len(data)] = byte
    return bytes(data)


def ingest(data: bytes) -> None:
    for name in ("a.txt", "a.html", "a.md")[len(data) % 3 :][:1]:
        read_article(data, name=name)


def passages(data: bytes) -> None:
    found = read_document(data, CAPTURE, REFERENCE)
    if isinstance(found, Document):
        for passage in find_passages(found):
            assert passage.selector.span.of(found.text) == passage.text


def compare(texts: tuple[str, str]) -> None:
    """Everything that two texts say in figures, dates and names, held against each other."""
    one, other = texts
    for ours, theirs in product(find_quantities(one)[:5], find_quantities(other)[:5]):
        compare_quantities(ours, theirs)
    for ours_day, theirs_day in product(find_dates(one)[:5], find_dates(other)[:5]):
        compare_dates(ours_day, theirs_day)
    compare_names(one, other)
    find_acronyms(one)


def sentences(text: str) -> None:
    """Sentences in order, none within another, with their cues."""
    end = 0
    for span in find_sentences(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
    for cue in Cue:
        find_cues(text, cue)


DAYS = st.one_of(
    st.none(), st.dates(), st.sampled_from((date.min, date.max, date(1000, 1, 1), date(9000, 12, 31)))
)
TARGETS: dict[str, tuple[Callable[[Any], object], st.SearchStrategy[Any]]] = {
    "articles": (ingest, draw_bytes()),
    "passages": (passages, draw_bytes()),
    "quantities": (find_quantities, TEXTS),
    "dates": (lambda pair: find_dates(*pair), st.tuples(TEXTS, DAYS)),
    "comparisons": (compare, st.tuples(TEXTS, TEXTS)),
    "sentences": (sentences, TEXTS),
    "references": (
        lambda text: parse_references(text, path=Path("references.toml")),
        st.one_of(
            TEXTS.map(lambda text: f"[[reference]]\nn = 1\ntitle = {text}"),
            TEXTS.map(lambda text: f"[[further]]\ntitle = {json.dumps(text)}\npublished = {text}"),
            TEXTS,
        ),
    ),
}
LONGER: dict[str, Callable[[str], object]] = {
    "articles": lambda text: ingest(text.encode()),
    "passages": lambda text: passages(text.encode()),
    "quantities": find_quantities,
    "dates": lambda text: find_dates(text, date(2024, 3, 5)),
    "comparisons": lambda text: compare((text, text[: len(text) // 2])),
    "sentences": sentences,
    "references": lambda text: parse_references(f"title = {text}", path=Path("references.toml")),
}
"""The same for one long text."""


def fuzz(
    target: Callable[[Any], object], inputs: st.SearchStrategy[Any], tries: int
) -> tuple[int, list[str]]:
    """How many inputs were tried, and what was raised that is no named refusal."""
    tried, raised = 0, list[str]()

    def attempt(given_input: Any) -> None:
        nonlocal tried
        tried += 1
        try:
            target(given_input)
        except UnreadableInput:
            pass
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
            raised.append(f"{type(error).__name__} on {given_input!r:.120}: {error!s:.80}")

    for number in range(0, tries, SLICE):
        options = settings(
            max_examples=min(SLICE, tries - number), deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        seed(number)(options(given(inputs)(attempt)))()
    return tried, raised


def show_inputs(full: bool) -> Shown:
    tried, raised = 0, list[str]()
    for name, (target, inputs) in TARGETS.items():
        some, found = fuzz(target, inputs, EACH[full])
        tried += some
        raised += [f"{name}: {one}" for one in dict.fromkeys(found)]
    return Shown(
        f"{count(tried, 'input')} to {', '.join(TARGETS)}",
        "; ".join([f"{len(raised)} uncaught errors", *raised[:5]]),
        not raised and tried >= EACH[full] * len(TARGETS) * 0.9,
    )


def clock(target: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    with contextlib.suppress(UnreadableInput):
        target(text)
    return time.perf_counter() - began


def show_pace(full: bool) -> Shown:
    """Each word and tag by itself, thousands of times over, with and without a space between, and four times as often."""
    steep: list[str] = []
    tried, slowest = 0, ("", 0.0)
    for name, target in LONGER.items():
        pieces = [*WORDS, *PIECES] if name in ("articles", "passages") else WORDS
        for piece, space in product(pieces[:: 1 if full else 40], (" ", "")):
            times = [clock(target, (piece + space) * repeats) for repeats in (SHORT, LONG)]
            for _ in range(
                AGAIN
            ):  # other work on the machine only ever adds to a time: the least of several is nearest
                if times[1] > BRIEF and times[1] > STEEPEST * times[0]:
                    again = [clock(target, (piece + space) * repeats) for repeats in (SHORT, LONG)]
                    times = [min(pair) for pair in zip(times, again, strict=True)]
            tried += 1
            slowest = max(slowest, (f"{name}: {piece + space!r}", times[1]), key=lambda one: one[1])
            if times[1] > BRIEF and times[1] > STEEPEST * times[0]:
                steep.append(f"{name}: {piece + space!r} {times[0]:.2f} s, then {times[1]:.2f} s")
    return Shown(
        f"{count(tried, 'piece')} {SHORT:,} and {LONG:,} times over",
        "; ".join(
            [
                f"{len(steep)} take more than {STEEPEST:g} times as long; slowest {slowest[0]} {slowest[1]:.1f} s",
                *steep,
            ]
        ),
        not steep,
    )


PROMISES = (
    Promise("inputs", "no article, page or list of references ends in an uncaught error", show_inputs),
    Promise("pace", "reading takes time in proportion to what is read", show_pace, short=False),
)
