"""Each kind of note: what must be told, and what must not, for a note that is noise costs trust in all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import article, bullet, caption, furniture, heading, table
from tests.conftest import Checked

from claimcheck.consistency.notes import find_notes
from claimcheck.extract.claims import find_claims
from claimcheck.ingest.article import read_article
from claimcheck.model.article import Article
from claimcheck.model.note import NoteKind
from claimcheck.text.syntax import open_language

DAY = date(2026, 3, 14)
ARTICLES = Path(__file__).parents[1] / "ingest" / "articles"


def notes(made: Article, day: date = DAY) -> list[tuple[NoteKind, str]]:
    extraction = find_claims(made, open_language("en_core_web_md"))
    return [(note.kind, note.says) for note in find_notes(made, extraction, day)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Coverage rose from 40 to 50 percent, an increase of 10 percent.",
            "From 40 to 50 percent is 10 percentage points, or 25 percent; the text says “10 percent”.",
        ),
        (
            "Sales fell by 30 percent, from 900 to 450 units.",
            "From 900 to 450 is 50 percent; the text says “30 percent”.",
        ),
        (
            "The fee went from $200 to $260, an increase of $80.",
            "From $200 to $260 is a change of 60; the text says “$80”.",
        ),
        (
            "Of the homes, 120 of 480, or 35 percent, stood empty.",
            "120 of 480 is 25 percent; the text says “35 percent”.",
        ),
        (
            "The plan was to spend €40 million. The bill came to €50 million. That is 10 percent above the sum first set.",
            "From €40 million to €50 million is 25 percent; the text says “10 percent”.",
        ),
    ],
)
def test_what_does_not_add_up(text: str, told: str) -> None:
    """A change, a share or an overrun that is not what the figures beside it give."""
    assert (NoteKind.SUM, told) in notes(article(text))


@pytest.mark.parametrize(
    "text",
    [
        "Coverage rose from 40 to 50 percent, an increase of 10 percentage points.",
        "Coverage rose from 40 to 50 percent, an increase of 25 percent.",
        "Coverage rose from 40 to 50 percent, an increase of a quarter.",
        "Sales fell by half, from 900 to 450 units.",
        "The fee went from $1.2 million to $1.3 million, an increase of 8 percent.",
        "Of the homes, 120 of 480, or 25 percent, stood empty.",
        "Some 212 of 340 homes, or 62 percent, had power.",
        "The trip takes from 3 to 5 hours, a 40 percent cut on last year.",
        "In the north 30 of 90 died, and 20 percent of the herds were sold.",
        "The plan was to spend €40 million. The bill came to €50 million. That is 25 percent above the sum first set.",
        "It cost €40 million, then €45 million, then €50 million. That is 11 percent more than thought.",
    ],
)
def test_what_adds_up(text: str) -> None:
    """Points, rounding to the written precision, other bases and figures of other things are no fault."""
    assert notes(article(text)) == []


def test_column_against_its_total_and_the_text() -> None:
    """A column is added up against a row that calls itself total, and against a sentence that counts the same."""
    rows = table(
        ("Ward", "Ballots cast"), ("North", "1,200"), ("South", "800"), ("East", "700"), ("Total", "2,900")
    )
    assert notes(article("The wards voted.", *rows)) == [
        (NoteKind.SUM, "The rows of “Ballots cast” add up to 2,700; the row “Total” says 2,900.")
    ]
    text = "In all, 3,400 ballots were cast."
    assert notes(article(text, *rows[:-1])) == [
        (NoteKind.SUM, "The rows of “Ballots cast” add up to 2,700; the text says “3,400 ballots”.")
    ]
    for fits in (
        "In all, 2,700 ballots were cast.",
        "In the harbour 1,900 ballots were cast.",
        "On average 3,400 ballots were cast.",
    ):
        assert notes(article(fits, *rows[:-1])) == []


def test_one_thing_two_figures() -> None:
    """Lead, body, caption and conclusion that give one thing two figures; other days, places and roundings don't."""
    lead = "The Ness lighthouse keeps 21,400 glass prisms in its lamp room."
    for end in (
        "The Ness lighthouse keeps 24,100 glass prisms in its lamp room.",
        caption("The Ness lighthouse keeps 24,100 glass prisms in its lamp room."),
    ):
        assert notes(article(lead, heading("In the end"), end)) == [
            (NoteKind.FIGURE, "“21,400” in one place, “24,100” in another, it seems for the same thing.")
        ]
    for fits in (
        "The Ness lighthouse keeps about 21,000 glass prisms in its lamp room.",
        "The Skerry lighthouse keeps 24,100 glass prisms in its lamp room.",
        "In 1931 the Ness lighthouse had 24,100 glass prisms in its lamp room.",
        "The Ness lighthouse keeps 310 brass screws in its lamp room.",
    ):
        assert notes(article(lead, heading("In the end"), fits)) == []


@pytest.mark.parametrize(
    ("lead", "end", "told"),
    [
        (
            "The new bridge cost €638 million to build.",
            "In the end the new bridge cost €683 million.",
            True,
        ),
        ("The new bridge cost €638 million to build.", "The old bridge cost €40 million to build.", False),
        ("The fire killed 12 people in the mill.", "The mill fire killed 21 people.", True),
        ("The fire killed 12 people in the mill.", "The mill fire hurt 21 people.", False),
        ("The fire killed 12 people in the mill.", "The fire killed 21 cows in the mill.", False),
        ("Turnout in the vote was 61 percent.", "Turnout in the vote was 16 percent.", True),
        ("Turnout in the vote was 61 percent.", "In 2019 turnout in the vote was 58 percent.", False),
        ("Turnout in the vote was 61 percent.", "Turnout in the vote was about 60 percent.", False),
        ("The museum turns 30 this spring.", "The museum now holds 750.", False),
    ],
)
def test_one_thing_in_other_words(lead: str, end: str, told: bool) -> None:
    """Two sentences that need not be worded alike: one thing by what is counted or measured, and by the words beside it."""
    made = notes(article(heading("Above"), lead, heading("In the end"), end))
    assert [kind for kind, _ in made] == ([NoteKind.FIGURE] if told else [])


def test_list_that_is_counted() -> None:
    """A sentence that announces a list by its number; a figure that counts something else says nothing of the list."""
    entries = [bullet(f"{place}. Rule {place} is short.") for place in range(1, 5)]
    assert notes(article("The keepers live by three rules:", *entries)) == [
        (NoteKind.COUNT, "The text announces 3 rules; the list after it has 4 entries.")
    ]
    for fits in (
        "The keepers live by four rules:",
        "The keepers have lived by rules for three years:",
        "The keepers have three dogs. Their rules are short:",
        "Three keepers live here, and this is how:",
    ):
        assert notes(article(fits, *entries)) == []


def test_role_in_text_and_table() -> None:
    """A person's office in a sentence or list item that can't be the table's; an earlier office is no fault."""
    rows = table(
        ("Name", "Position"),
        ("Ana Teal", "Deputy director"),
        ("Ivo Marsh", "Chief engineer"),
        ("Lo Finch", "Clerk"),
    )
    for item in (bullet("Ana Teal: hired as director."), "Ana Teal, director, opened the door."):
        assert notes(article(item, *rows)) == [
            (NoteKind.ROLE, "Ana Teal: “director” in the text, “Deputy director” in the table.")
        ]
    for fits in (
        "Ana Teal, deputy director, opened the door.",
        "Ana Teal, formerly director, opened the door.",
        "Ana Teal, founder of a bakery, opened the door.",
        "Ivo Marsh, engineer, opened the door.",
    ):
        assert notes(article(fits, *rows)) == []


def test_name_spelled_two_ways() -> None:
    """Full names apart by one slip of the pen; other people, plurals and page furniture are no slip."""
    kind, says = notes(
        article("Harriet Sandoval runs the mill.", heading("Later"), "Harriet Sandovol sold the mill.")
    )[0]
    assert (kind, says) == (
        NoteKind.NAME,
        "“Harriet Sandoval” and “Harriet Sandovol”: one person, it seems, spelled two ways.",
    )
    for fits in (
        "Harriet Sanders sold the mill.",
        "Henry Sandoval sold the mill.",
        furniture("Harriet Sandovol"),
    ):
        assert notes(article("Harriet Sandoval runs the mill.", fits)) == []


def test_plan_whose_day_is_past() -> None:
    """A plan is noted from the day after its last; a plan to come is not."""
    made = article("The city will open a museum by June 2025.", published=date(2024, 5, 1))
    assert notes(made, date(2025, 7, 1)) == [
        (NoteKind.DATE, "Planned for 30 June 2025 at the latest, and that day is past.")
    ]
    assert notes(made, date(2025, 6, 30)) == []


def test_places_stand_in_the_article() -> None:
    """Each place is a stretch of the article, in reading order."""
    made = article("Coverage rose from 40 to 50 percent, an increase of 10 percent.")
    extraction = find_claims(made, open_language("en_core_web_md"))
    (note,) = find_notes(made, extraction, DAY)
    assert [place.of(made.text) for place in note.places] == ["40 to 50 percent, an increase of 10 percent"]


def test_seeds(meta: Checked, bridge: Checked, vaccine: Checked) -> None:
    """On each seed just the notes that a careful reader makes: no noise on real articles."""
    found = [
        [note.kind for note in find_notes(seed.run.article, seed.run.extraction, date(2026, 11, 28))]
        for seed in (meta, bridge, vaccine)
    ]
    assert found == [[NoteKind.DATE], [NoteKind.SUM], [NoteKind.SUM, NoteKind.SUM, NoteKind.DATE]]


def test_no_noise() -> None:
    """None of the articles that reading is tested on gets a note: they are of a piece, and as odd as the web is."""
    language = open_language("en_core_web_md")
    told = []
    for path in sorted(ARTICLES.iterdir()):
        if path.suffix != ".toml":
            made = read_article(path.read_bytes(), name=path.name)
            told += [(path.name, note.says) for note in find_notes(made, find_claims(made, language), DAY)]
    assert told == []
