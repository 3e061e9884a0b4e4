"""What stands in an editor's brackets behind a claim that can't be understood by itself."""

from __future__ import annotations

from tests.builders import bullet
from tests.extract.said import claims, texts


def test_the_claim_before_for_what_is_left_open() -> None:
    """A pronoun that may mean several is not resolved: the claim before is told instead, and again for the next one."""
    told = texts("Anna Holm and Ruth Berg met in Oslo in 1999. She was 20. She had two sons.")
    assert told[1:] == [
        "She was 20 [Anna Holm and Ruth Berg met in Oslo in 1999].",
        "She had two sons [Anna Holm and Ruth Berg met in Oslo in 1999].",
    ]


def test_what_was_left_out_between_may_be_meant() -> None:
    """Where a sentence between is no claim, the one before it tells nothing of the pronoun."""
    told = texts("Anna Holm and Ruth Berg met in Oslo in 1999. I liked Eva Lind and Ida Moe! She was 20.")
    assert told[-1] == "She was 20."


def test_a_label_tells_what_stands_under_it() -> None:
    """'Open day:' is what "Last year's" is of."""
    told = texts(
        bullet("Open day: Saturday 17 May. Last year's drew 2,300 visitors."), bullet("Bar: Beer is sold.")
    )
    assert "Last year's drew 2,300 visitors [Open day]." in told


def test_a_quotation_keeps_its_marks() -> None:
    """The brackets come after the closing mark, and what the claim says is without them."""
    made = claims(
        "Orbex Group has left Lorn. Eva Lind said the site was empty. “It cost us 3 million,” she added. “It had 40 rooms.”",
        title="Orbex Group shuts",
    )[-1]
    assert made.text == "Eva Lind said: “It had 40 rooms.” [Orbex Group]."
    assert made.said == "Eva Lind said: “It had 40 rooms.”"


def test_of_others_words_a_person_is_no_topic() -> None:
    """In an article about somebody, what another says isn't about her only because it says 'the'."""
    told = texts(
        'Eva Lind was born in Oslo. "The unions struck for 23 days," said Ulf Moe.', title="Eva Lind dies"
    )
    assert told[-1] == '"The unions struck for 23 days," said Ulf Moe.'


def test_the_rest_is_of_what_was_told_before() -> None:
    """'The rest' alone tells nothing: the claim before says of what."""
    told = texts("A fifth of Orbex is held by the staff, and the rest belongs to 900 farmers.")
    assert told[-1].startswith("The rest belongs to 900 farmers [A fifth of Orbex")


def test_a_label_with_an_article_says_nothing_of_what() -> None:
    """'A surprise' over an item tells no reader what it is about."""
    told = texts(bullet("A surprise: All nine gardeners were hired in May."))
    assert not any("[A surprise]" in text for text in told)
