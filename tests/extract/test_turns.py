"""An interview's labels say who speaks; what is said is told as that person's words."""

from __future__ import annotations

from tests.extract.said import reasons, texts

INTERVIEW = (
    "Marta Lind ran the Tavira railway from 2016 to 2023.",
    "Colm Dwyer: What did you find when you started?",
    "Marta Lind: We had 64 trains. The depot had not had a new lathe since 1979.",
    "CD: The unions struck for 23 days in 2018. Was that your fault?",
    "ML: Partly. You should never do that.",
    "CD: How much did it cost?",
    "ML: The ministry gave us 310 million euros.",
)


def test_turns_are_quotations_of_who_speaks() -> None:
    """Labels and initials become the names behind them; what says nothing to check, and questions, are no claims."""
    assert texts(*INTERVIEW) == [
        "Marta Lind ran the Tavira railway from 2016 to 2023.",
        "Marta Lind said: “We had 64 trains.” [the Tavira].",
        "Marta Lind said: “The depot had not had a new lathe since 1979.” [the Tavira].",
        "Colm Dwyer said: “The unions struck for 23 days in 2018.” [the Tavira].",
        "Marta Lind said: “The ministry gave us 310 million euros.” [the Tavira].",
    ]
    assert [reason for reason in reasons(*INTERVIEW) if reason] == [
        "question",
        "question",
        "fragment",
        "second person",
        "question",
    ]


def test_labels_of_facts_are_no_speakers() -> None:
    """'Referee: N' and 'Attendance: 7,412' are facts about the match."""
    assert texts("Referee: P. Dunmore. Attendance: 7,412.") == [
        "P. Dunmore is the referee.",
        "The attendance was 7,412.",
    ]
