"""Whose word, deed or thing it is: in real prose the nearest noun is often the wrong one, and then none is better."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("paragraphs", "expected", "never"),
    [
        (
            ["Today 1,912 schools of Lowmere take part, which is about 85 percent of all there are."],
            "",
            "Part is",
        ),
        (
            [
                "Lowmere is a town of 40,000 people. On 6 November 2024 a Kite 3 on its way home crashed into the "
                "yard of a school."
            ],
            "On 6 November 2024 a Kite 3 on its way home crashed into the yard of a school.",
            "Lowmere's way",
        ),
        (
            ["At a public hearing in March councillor Ruth Berg named 14 faults of the ferry."],
            "",
            "March councillor.",
        ),
        (
            [
                "The investigators of the Board found the cause elsewhere: a cracked joint in a controller. The "
                "aircraft had 1,340 "
                "hours in the air behind it."
            ],
            "",
            "behind the cause",
        ),
        (
            [
                "In May 2021 the yard filed for insolvency. In June the government of Polder bought it for 7 million euros."
            ],
            "",
            "bought insolvency",
        ),
        (
            [
                "In May 2024 the pump in the first well seized after eleven days. It was seven months before a new one arrived."
            ],
            "",
            "pump in the first was seven",
        ),
        (
            [
                "Anna Holm has managed the project since 2023. It was Berg who got the 12 trenches in Lowmere closed again."
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
            ["A typical flat in Lowmere pays £1,152 a year. That's about £120 less than with gas."],
            "£1,152 a year is about £120 less than with gas.",
            "",
        ),
        (
            [
                "The Kite 3 can carry 2 kilograms, cruises at 108 kilometres an hour and can reach a farm 24 "
                "kilometres away and come "
                "home again on one charge."
            ],
            "",
            "can can",
        ),
        (
            [
                "Berg's predecessor, Halvor Holm, has retired. She herself has a gift for the short "
                'sentence: "Steel is power you can put on a ship," she told Radio Polder.'
            ],
            "",
            "Halvor Holm told",
        ),
        (
            [
                "Drilling began on 3 March 2022, and the two wells took 214 days. The deeper one goes down 3,110 "
                "metres, which makes "
                "it the deepest well in Polder."
            ],
            "The deeper one is the deepest well in Polder.",
            "Drilling is",
        ),
        (
            [
                "These dams formed the Lowmere Reservoir, which has a live storage capacity of 412 Gl and is the "
                "third-largest lake in Polder."
            ],
            "",
            "These dams is",
        ),
        (
            [
                "The new wing, finished in 1959, and the Holm Hall, each joined to the museum, relieved the need for space."
            ],
            "The new wing was finished in 1959.",
            "wing were",
        ),
        (
            ["The grant went to keeping the drawings and to enabling scientists and scholars to study them."],
            "",
            "to study the scientists",
        ),
        (
            [
                "The report examined the cost of upgrading the line to Polder, reopening the closed tracks to Harwick, "
                "and constructing a new spur."
            ],
            "",
            "report reopened",
        ),
        (
            ["The Lowmere Cup provided the club with a good run in 2001, reaching the fourth round."],
            "",
            "Cup reached",
        ),
        (
            [
                "The year 2010 was one of the best in the history of the club.",
                "2011 was better, bringing two cups to the town.",
            ],
            "",
            "2011 brought",
        ),
        (
            [
                "Holm and Berg founded the group.",
                "It fights violence against women and their children throughout Polder.",
            ],
            "",
            "Berg's children",
        ),
        (
            [
                "Ruth Berg, a campaigner in Polder — which shares a border of 2,000 miles with Harland — disagrees "
                "with the plan."
            ],
            "Polder shares a border of 2,000 miles with Harland.",
            "Berg shares",
        ),
        (
            [
                "The town hall of Lowmere has been kept in very good condition. An unknown artist painted it in 1482."
            ],
            "An unknown artist painted the town hall of Lowmere in 1482.",
            "painted very good",
        ),
        (
            [
                "A collector in Polder paid for the altar. It is also suggested that copies were made for other towns."
            ],
            "",
            "collector in Polder is also suggested",
        ),
        (
            [
                "The altar was made by an apprentice. For the moment it remains speculation as to why the work was made."
            ],
            "",
            "altar remains speculation",
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
                "Orbex finalized the acquisition of CA Traffic Ltd in 2017. CA Traffic was established in 1994.",
                "Northgate Networks is located in Berkeley, CA, USA.",
            ],
            "",
            "CA Traffic, USA",
        ),
        (
            ["Ivo Brandt moved to Lowmere University in 1935. The University built a hall in 1937."],
            "Lowmere University built a hall in 1937.",
            "The Lowmere University",
        ),
        (
            [
                "The club was led by Ivo Brandt, whose zeal as a supporter carried over into his new role in 2014."
            ],
            "",
            "is whose",
        ),
        (
            ["Ivo Brandt was six when he came to the house, and he's felt a bond with the house since 1987."],
            "Ivo Brandt has felt a bond with the house since 1987.",
            "is felt",
        ),
        (
            [
                "The Special Envoy serves as the group's spokesperson and political advocate on hunger. She also "
                "chairs the Hunger Board."
            ],
            "",
            "on hunger also",
        ),
        (
            [
                "Most of the artists teach in the programme — which costs 20 euros a month — or help run the theatre."
            ],
            "The programme costs 20 euros a month.",
            "a month — or help",
        ),
        (
            [
                "Jair Brandt won the vote on Sunday.",
                "Will Brandt open the forest? Brandt's victory worried activists in Polder.",
            ],
            "Jair Brandt's victory worried activists in Polder.",
            "Will Brandt's",
        ),
        (
            ["Organizations will watch Brandt's government in May, but for now it's mostly wait and see."],
            "",
            "mostly wait.",
        ),
        (
            [
                "Ivo Brandt got a turn when he won Favorite Male Artist on Sunday.",
                "Well into the show's third hour, Ruth Berg arrived with 40 dancers.",
            ],
            "",
            "Artist's third hour",
        ),
        (
            [
                "The report of the office annoyed the 40 owners in 2009. To put it mildly, the owners called a strike in May."
            ],
            "",
            "put the",
        ),
        (
            [
                "Though the decision did not achieve it on its own, the ruling (and the steadfast resistance to it "
                "across the South) fueled the movement.",
                "Holm's arrest would lead to other boycotts, sit-ins and demonstrations (many of them led by Ivo "
                "Brandt), in a movement of 1957.",
            ],
            "",
            "many of the ruling",
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
        '"The walls are 40 years old," said Ivo Brandt. Kurt Holm bought the land in 2006. "Ivo has an eye for walls," Holm '
        'attests. "At first I wanted a house with two floors. It would have cost 2 million euros."'
    )
    assert any("40 years old" in text for text in told)
    assert not any(text.startswith("Ivo Brandt said: “At first") for text in told), told
