"""Texts and bytes that nobody meant to be read, by the hundred thousand: no uncaught error, and time in proportion."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
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
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

EACH = {True: 20_000, False: 60}
SLICE = 2_000  # tries under one seed
SHORT, LONG = 4_000, 16_000  # repeats of a piece, whose times are compared
STEEPEST = 8.0  # times as long for four times as much; a square would be 16
BRIEF = 0.5  # seconds below which no ratio is taken

WORDS = (
    "1", "2.5", "1,000", "1.000.000", "million", "bn", "per cent", "%", "$", "€", "half", "a", "dozen", "twenty-one", "two",
    "to", "-", "–", "and", "or", "about", "more than", "May", "4 May", "2021", "1998", "'98", "Q3", "last", "next", "week",
    "Monday", "the", "th", "of", "in", "km", "m", "kg", "°C", "x", "/", "(", ")", "[1]", "[", "]", ".", ",", ":", ";", "“",
    "”", "'", "\n", "\n\n", "* ", "# ", "| ", "https://a.example/x", "www.", "Sources", "References", "1. ", "^1", "¹", "\t",
    "\u00a0", "\u2009", "−", "∞", "٣", "１２", "½", "Ⅳ", "e9", "0x1", "\u202e", "\x00", "😀", "—", "…", "mr.", "No.",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
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


TARGETS: dict[str, tuple[Callable[[Any], object], st.SearchStrategy[Any]]] = {
    "articles": (ingest, draw_bytes()),
    "passages": (passages, draw_bytes()),
    "quantities": (find_quantities, TEXTS),
    "dates": (find_dates, TEXTS),
    "references": (
        lambda text: parse_references(text, path=Path("references.toml")),
        TEXTS.map(lambda text: f"[[reference]]\nn = 1\ntitle = {text}"),
    ),
}


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


def clock(target: Callable[[Any], object], text: str, *, packed: bool) -> float:
    began = time.perf_counter()
    with contextlib.suppress(UnreadableInput):
        target(text.encode() if packed else text)
    return time.perf_counter() - began


def show_pace(full: bool) -> Shown:
    """Each word and tag by itself, thousands of times over, and four times as often."""
    steep: list[str] = []
    tried, slowest = 0, ("", 0.0)
    for name, (target, _) in TARGETS.items():
        packed = name in ("articles", "passages")
        pieces = [*WORDS, *PIECES] if packed else WORDS
        for piece in pieces[:: 1 if full else 40]:
            before = "title = " if name == "references" else ""
            times = [
                clock(target, before + (piece + " ") * repeats, packed=packed) for repeats in (SHORT, LONG)
            ]
            tried += 1
            slowest = max(slowest, (f"{name}: {piece!r}", times[1]), key=lambda one: one[1])
            if times[1] > BRIEF and times[1] > STEEPEST * times[0]:
                steep.append(f"{name}: {piece!r} {times[0]:.2f} s, then {times[1]:.2f} s")
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
