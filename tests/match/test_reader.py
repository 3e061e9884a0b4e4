"""Whom 'he' and 'she' mean in a passage that names nobody."""

from __future__ import annotations

import pytest

from claimcheck.match.reader import Reader
from claimcheck.model.evidence import CaptureKind, Passage
from claimcheck.model.selector import Span, select
from claimcheck.text.syntax import DEFAULT_MODEL, open_language

TITLE = "Marit Escalante, two years in"


def read_referents(text: str, before: str, title: str = TITLE, earlier: tuple[str, ...] = ()) -> set[str]:
    reader = Reader(open_language(DEFAULT_MODEL))
    passage = Passage(
        reference=1,
        capture_sha256="s",
        url="",
        kind=CaptureKind.PAGE,
        selector=select(text, Span(0, len(text))),
        block=0,
        before=before,
        earlier=earlier,
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


@pytest.mark.parametrize(
    ("before", "earlier", "meant"),
    [
        ("Dana Wirth comes by tram, and she is late.", (), {"Dana Wirth"}),
        ("When she was young, Dana Wirth sang.", (), {"Dana Wirth"}),
        ("She comes by tram.", ("Dana Wirth runs the mill.",), {"Dana Wirth"}),
        ("She comes by tram.", ("She is late.", "Dana Wirth runs the mill."), {"Dana Wirth"}),
        ("She thanked Mary Lowe.", ("Dana Wirth runs the mill.",), {"Dana Wirth"}),
        ("She comes by tram.", ("Dana Wirth met Mary Lowe.",), {"Dana Wirth"}),
        ("She comes by tram.", ("The mill was run by Dana Wirth and Mary Lowe.",), set()),
        ("He comes by tram.", ("Dana Wirth runs the mill.",), set()),
    ],
)
def test_she_is_followed_back_to_a_name(before: str, earlier: tuple[str, ...], meant: set[str]) -> None:
    """Over sentences that only say 'she', to the one person, or the subject, of the sentence that names someone; of two, or
    past a 'he', nobody is meant."""
    assert read_referents("She was born in Halden.", before, "Two years in", earlier) == meant


def test_no_building_is_she() -> None:
    """A person's pronoun means no house, though it stands nearest; nor is a weekday part of a name."""
    before = "The director has her office in the Amber Wing."
    assert "Amber Wing" not in " ".join(read_referents("She took over in May.", before, "Two years in"))
    assert read_referents("She was born in Halden.", "Since Thursday Dana Wirth has been here.", "") == {
        "Dana Wirth"
    }


def test_making_room_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few texts a reader keeps, it reads a passage as one that keeps all, also where it must look far back."""
    earlier = ("She is late.", "Dana Wirth runs the mill.")
    kept = read_referents("She was born in Halden.", "She comes by tram.", earlier=earlier)
    for few in range(1, 6):
        monkeypatch.setattr("claimcheck.match.reader._REMEMBERED", few)
        assert read_referents("She was born in Halden.", "She comes by tram.", earlier=earlier) == kept
