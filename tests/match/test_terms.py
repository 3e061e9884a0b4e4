"""Terms of office: when someone came to an office or left it, in words that don't name the office."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.match.stance import weigh_passages
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.article import Block, BlockKind
from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.evidence import CaptureKind, Document, Stance
from claimcheck.model.selector import Span, select
from claimcheck.text.passages import find_passages
from claimcheck.text.syntax import open_language
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

MUSEUM = (
    "Dana Wirth is the new director of the Polder Museum. She took over on 1 March 2024. "
    "Her predecessor, Ivo Brandt, gave up his post in October 2023 after nine years."
)
POST = "The museum's finance director is leaving. The post was vacant for a while. Dana Wirth has held it since May 2023."
SHIP = "Dana Wirth is the director of the museum. She took over a sailing boat in May 2021."


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def stance_of(verifier: Verifier, text: str, page: str, title: str = "") -> Stance:
    """What a page of one paragraph says of a claim, by its best evidence."""
    published = date(2024, 6, 1)
    claim = Claim(
        id="c", text=text, source=select(text, Span(0, len(text))), block=0, section=(), kind=Kind.ROLE,
        modality=Modality.ASSERTED, worth=1.0, quantities=find_quantities(text), dates=find_dates(text, published),
    )  # fmt: skip
    block = Block(0, BlockKind.PARAGRAPH, Span(0, len(page)))
    document = Document(1, "s", "", CaptureKind.PAGE, title, page, (block,), published=published)
    return weigh_passages(claim, find_passages(document), verifier, open_language())[0].stance


@pytest.mark.parametrize(
    ("text", "page", "stance"),
    [
        ("Dana Wirth has been director of the Polder Museum since March 2024.", MUSEUM, Stance.SUPPORTS),
        ("Ivo Brandt was director of the Polder Museum until October 2023.", MUSEUM, Stance.SUPPORTS),
        ("Ivo Brandt was director of the Polder Museum until October 2021.", MUSEUM, Stance.REFUTES),
        ("Dana Wirth has been finance director since May 2023.", POST, Stance.SUPPORTS),
        ("Dana Wirth has been finance director since January 2023.", POST, Stance.REFUTES),
    ],
)
def test_the_page_says_which_office(verifier: Verifier, text: str, page: str, stance: Stance) -> None:
    """The same end of the same person's term, on a page that names the office: the dates decide."""
    assert stance_of(verifier, text, page) is stance


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Dana Wirth has been director of the museum since May 2021.", SHIP),
        ("Ivo Brandt was treasurer of the Polder Museum until October 2021.", MUSEUM),
        ("Dana Wirth was director of the Polder Museum until October 2021.", MUSEUM),
    ],
)
def test_another_thing_or_office_dates_no_term(verifier: Verifier, text: str, page: str) -> None:
    """What is taken over has to be the post, the office has to be named, and the end of a term isn't its beginning."""
    assert stance_of(verifier, text, page) is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Dana Wirth gave up the post of treasurer.", "Dana Wirth is no longer treasurer of Northgate."),
        ("Dana Wirth was the manager of the mill.", "Dana Wirth was in charge of the mill for nine years."),
        ("Dana Wirth is head of research.", "Research has been in the hands of Dana Wirth since May."),
    ],
)
def test_an_office_in_other_words(verifier: Verifier, text: str, page: str) -> None:
    """Giving up the post of treasurer, being in charge of the mill, having research in one's hands: all are offices."""
    assert stance_of(verifier, text, page) is Stance.SUPPORTS


def test_what_someone_was_before_is_another_office(verifier: Verifier) -> None:
    """A former office contradicts no present one, but another one at the same time."""
    page = "Dana Wirth had been head of accounts before."
    assert stance_of(verifier, "Dana Wirth is head of research.", page) is Stance.NEUTRAL
    assert stance_of(verifier, "Dana Wirth had been head of research before.", page) is Stance.REFUTES


def test_an_office_is_no_other_speaker_than_its_holder(verifier: Verifier) -> None:
    """The premier is Dana Wirth where the page calls her Premier; a minister whom it doesn't give a name is another."""
    page = "Premier Dana Wirth spoke in Halden. She said that the bridge would be closed in May."
    said = "said that the bridge would be closed in May."
    assert stance_of(verifier, f"The premier {said}", page) is not Stance.REFUTES
    other = "The minister and Dana Wirth spoke in Halden. The minister said that the bridge would be closed in May."
    assert stance_of(verifier, f"Dana Wirth {said}", other) is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "page", "stance"),
    [
        ("Mary Lowe has been chair of the club since May 2023.", "Dana Wirth took over the chair of the club in May 2023. "
         "Mary Lowe sits on its board.", Stance.REFUTES),
        ("Dana Wirth has coached the women's team since May 2022.", "Dana Wirth is from Halden. In May 2023 she took over the "
         "women of Rovers.", Stance.REFUTES),
        ("Ivo Brandt will succeed Mary Lowe as chair of the club in May 2023.", "The club met on Monday. Mary Lowe, its chair, "
         "leaves in May 2023.", Stance.NEUTRAL),
        ("Dana Wirth said that she was not planning to run against Ivo Brandt in the primary.", "Lieutenant Governor Dana Wirth "
         "denied on Sunday that she intends to challenge Governor Ivo Brandt in next year's primary.", Stance.NEUTRAL),
        ("Dana Wirth was formerly sales director at Orbex.", "Dana Wirth is managing director of Northgate.", Stance.NEUTRAL),
        ("The night unit headed by Dana Wirth has enough nurses.", "Dana Wirth is head of the night unit.", Stance.NEUTRAL),
        ("Dana Wirth is finance director of Orbex.", "Dana Wirth is the managing director of Orbex.", Stance.REFUTES),
        ("Dana Wirth is director of the Polder Museum.", "Dana Wirth is the new director of the Polder Museum.", Stance.SUPPORTS),
        ("Dana Wirth is a former sales director of Orbex.", "Dana Wirth is the director of Orbex.", Stance.NEUTRAL),
        ("Dana Wirth manages the fund's bond portfolio.", "Dana Wirth runs the fund together with her "
         "brother Tom, who manages its bond portfolio.",
         Stance.NEUTRAL),
        ("Dana Wirth had been head of research before.", "Dana Wirth came in May. Before that she had been head of accounts for "
         "nine years.", Stance.REFUTES),
        ("Dana Wirth was formerly deputy director of the Harbour Board.", "The Harbour Board met in May. Dana Wirth was deputy "
         "director of the Board until 2020.", Stance.SUPPORTS),
    ],
)  # fmt: skip
def test_offices_and_what_is_no_office(verifier: Verifier, text: str, page: str, stance: Stance) -> None:
    """The chair may be taken over, and a team; a director of one thing isn't the director of another; who heads a unit says
    nothing of its nurses; 'the Board' is the Harbour Board for short, and no other one; to run against someone is no office."""
    assert stance_of(verifier, text, page) is stance


def test_the_title_says_where_an_office_is(verifier: Verifier) -> None:
    """Under the museum's own name the director is the museum's; under no name it may be another's."""
    text, page = (
        "Dana Wirth is the director of the Polder Museum.",
        "Dana Wirth, the director, has two deputies.",
    )
    assert stance_of(verifier, text, page, "Polder Museum: who we are") is Stance.SUPPORTS
    assert stance_of(verifier, text, page) is Stance.NEUTRAL
