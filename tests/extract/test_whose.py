"""Whose word, deed or thing it is: in real prose the nearest noun is often the wrong one, and then none is better."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("paragraphs", "expected", "never"),
    [
        (
            ["Now 640 choirs of Lowmere take part, which is about 70 percent of those in town."],
            "",
            "Part is",
        ),
        (
            [
                "Lowmere is a town of 40,000 people. On 9 May 2021 an Orbex X3 on its way home fell into the "
                "garden of an inn."
            ],
            "On 9 May 2021 an Orbex X3 on its way home fell into the garden of an inn.",
            "Lowmere's way",
        ),
        (
            ["At a public hearing in March councillor Ruth Berg named 14 faults of the ferry."],
            "",
            "March councillor.",
        ),
        (
            [
                "The inspectors of the Board found the cause elsewhere: a broken wire in a motor. "
                "The aircraft had 2,700 hours in the air behind it."
            ],
            "",
            "behind the cause",
        ),
        (
            [
                "In May 2021 the mill filed for insolvency. In June the council of Polder bought it for 9 million euros."
            ],
            "",
            "bought insolvency",
        ),
        (
            [
                "In May 2020 the motor in the first mine failed after nine days. It was five months before a new one arrived."
            ],
            "",
            "motor in the first mine was five",
        ),
        (
            [
                "Anna Holm has managed the project since 2023. It was Berg who got the 30 lamps in Lowmere lit again."
            ],
            "",
            "project was Berg",
        ),
        (
            [
                "The trial was paid for by Berg Catering. Berg received two of the four provinces. The firm is still led by its "
                "founder, Ivo Berg."
            ],
            "Berg Catering received two of the four provinces.",
            "Ivo Berg received",
        ),
        (
            ["A small shop in Lowmere pays £930 a year. That's about £70 less than with oil."],
            "£930 a year is about £70 less than with oil.",
            "",
        ),
        (
            [
                "The Orbex X3 can hold 5 litres, turns at 90 kilometres an hour and can reach a town 70 "
                "kilometres away and come "
                "back again on one tank."
            ],
            "",
            "can can",
        ),
        (
            [
                "Berg's predecessor, Halvor Holm, has retired. She herself likes a plain "
                'word: "Wood is warm and so am I," she told Radio Polder.'
            ],
            "",
            "Halvor Holm told",
        ),
        (
            [
                "Building began on 5 May 2021, and the two towers took 90 days. The taller one goes up 140 "
                "metres, which makes "
                "it the tallest tower in Polder."
            ],
            "The taller one is the tallest tower in Polder.",
            "Building is",
        ),
        (
            [
                "These rivers made the Lowmere Marsh, which has a live water volume of 90 Gl and is "
                "the second-oldest marsh in Polder."
            ],
            "",
            "These rivers is",
        ),
        (
            ["The east tower, built in 1931, and the Holm Gate, each tied to the wall, held back the flood."],
            "The east tower was built in 1931.",
            "tower were",
        ),
        (
            ["The gift of 1988 went to cleaning the maps and to enabling pupils and teachers to read them."],
            "",
            "to read the pupils",
        ),
        (
            [
                "The council heard in 2003 the cost of painting the hall of Polder, reopening the old well in Harwick, "
                "and planting a new hedge."
            ],
            "",
            "council reopened",
        ),
        (
            ["The Lowmere Prize gave the choir a good year in 2001, reaching the last round."],
            "",
            "Prize reached",
        ),
        (
            [
                "The year 2003 was a good one for the choir.",
                "2004 was better, bringing three prizes to Lowmere.",
            ],
            "",
            "2004 brought",
        ),
        (
            [
                "Holm and Berg founded the group.",
                "It raises money for nurses and their children in Polder.",
            ],
            "",
            "Berg's children",
        ),
        (
            [
                "Ruth Berg, a farmer in Polder — which shares a river of 90 miles with Harland — dislikes "
                "the plan."
            ],
            "Polder shares a river of 90 miles with Harland.",
            "Berg shares",
        ),
        (
            [
                "The old mill of Lowmere has been left in rather poor condition. An unknown carpenter built it in 1704."
            ],
            "An unknown carpenter built the old mill of Lowmere in 1704.",
            "built rather poor",
        ),
        (
            [
                "A trader in Harwick bought the organ. It is also suggested that 12 pipes were made for other villages."
            ],
            "",
            "organ is also suggested",
        ),
        (
            ["The bell was cast by a boy in 1640. To this day it remains a mystery how the boy was paid."],
            "",
            "bell remains a mystery",
        ),
        (
            [
                "Dana Wirth, the Librarian of Congress, named the films.",
                "The Library of Congress keeps 900 films.",
            ],
            "",
            "Librarian of Library",
        ),
        (
            [
                "Orbex bought NV Signals Ltd in 2019. NV Signals was founded in 1988.",
                "Northgate Works has its seat in Lowmere, NV, USA.",
            ],
            "",
            "NV Signals, USA",
        ),
        (
            ["Ivo Brandt moved to Lowmere University in 1935. The University built a hall in 1937."],
            "Lowmere University built a hall in 1937.",
            "The Lowmere University",
        ),
        (
            [
                "The choir was led by Ivo Brandt, whose skill as a singer spilled over into his new post in 2014."
            ],
            "",
            "is whose",
        ),
        (
            ["Ivo Brandt was nine when he saw the mill, and he's felt a love for the mill since 1987."],
            "Ivo Brandt has felt a love for the mill since 1987.",
            "is felt",
        ),
        (
            [
                "The Deputy Head serves as the school's spokeswoman and legal adviser on food. She also chairs the Food Board."
            ],
            "",
            "adviser also",
        ),
        (
            ["Most of the singers give the course — which takes 12 hours a month — or sell the tickets."],
            "The course takes 12 hours a month.",
            "a month — or sell",
        ),
        (
            [
                "Ivo Brandt won the race on Sunday.",
                "Will Brandt open the mill? Brandt's victory worried farmers in Polder.",
            ],
            "Ivo Brandt's victory worried farmers in Polder.",
            "Will Brandt's",
        ),
        (
            ["Unions will watch Brandt's firm in May, but for now it's mostly wait and see."],
            "",
            "mostly wait.",
        ),
        (
            [
                "Ivo Brandt got a medal when he won Favorite Male Painter on Monday.",
                "Late in the show's second hour, Ruth Berg came with 12 horses.",
            ],
            "",
            "Painter's second hour",
        ),
        (
            [
                "The plan of the mayor angered the 40 bakers in 2009. To put it mildly, the bakers closed their shops in May."
            ],
            "",
            "put the",
        ),
        (
            [
                "Although the vote closed no mine by itself, the ban (and the long anger about it in the valley) "
                "helped the union.",
                "Holm's speech would bring further walks, songs and meetings (many of them held by Ivo Brandt), in a "
                "strike of 1957.",
            ],
            "",
            "many of the ban",
        ),
    ],
)
def test_nothing_is_given_to_the_nearest_noun_alone(paragraphs: list[str], expected: str, never: str) -> None:
    """Number, person, clause and sense tell whose it is; where they don't, the sentence stays as it was written."""
    told = [text.replace("’", "'") for text in texts(*paragraphs)]
    assert told
    assert not expected or expected in told, told
    assert not never or not any(never in text for text in told), told


def test_an_unattributed_quotation_is_of_who_spoke_last() -> None:
    """A quotation goes on from the sentence before it that has another, whatever its verb; never from an earlier speaker."""
    told = texts(
        '"The beams are 90 years old," said Ivo Brandt. Kurt Holm bought the barn in 2011. "Ivo has a nose for wood," Holm '
        'attests. "At first I asked for a barn with two doors. That would have cost 3 million euros."'
    )
    assert any("90 years old" in text for text in told)
    assert not any(text.startswith("Ivo Brandt said: “At first") for text in told), told
