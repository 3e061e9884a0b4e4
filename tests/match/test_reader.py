"""Whom 'he' and 'she' mean in a passage that names nobody."""

from __future__ import annotations

import pytest

from claimcheck.match.reader import Reader
from claimcheck.model.evidence import CaptureKind, Passage
from claimcheck.model.selector import Span, select
from claimcheck.text.syntax import DEFAULT_MODEL, open_language

TITLE = "Marit Escalante, two years in"


def read_referents(text: str, before: str, title: str = TITLE) -> set[str]:
    reader = Reader(open_language(DEFAULT_MODEL))
    passage = Passage(
        reference=1,
        capture_sha256="s",
        url="",
        kind=CaptureKind.PAGE,
        selector=select(text, Span(0, len(text))),
        block=0,
        before=before,
        title=title,
    )
    return set(reader.read_passage(passage).referents.values())


@pytest.mark.parametrize(
    ("before", "title", "meant"),
    [
        ("The office is on the second floor.", TITLE, {"Marit Escalante"}),
        ("Dana Wirth joined the office in May.", TITLE, {"Dana Wirth"}),
        ("She had met Dana Wirth in May.", TITLE, set()),
        ("The office is on the second floor.", "Marit Escalante follows Tom Aske", set()),
        ("The office is on the second floor.", "Two years in", set()),
    ],
)
def test_the_title_names_who_is_meant(before: str, title: str, meant: set[str]) -> None:
    """The sentence before comes first; the one person of the title after it; a sentence that leans itself names nobody."""
    assert read_referents("She was born in Halden.", before, title) == meant
