"""A name has one label throughout an article, and never runs over a line."""

from __future__ import annotations

import pytest
from tests.builders import Row, bullet
from tests.extract.said import claims, texts

from claimcheck.model.claim import Mention


def names(*parts: object) -> dict[str, str]:
    """Label by name over all claims; a name with two labels fails."""
    found: dict[str, str] = {}
    for claim in claims(*parts):
        for mention in claim.mentions:
            assert found.setdefault(mention.text, mention.label) == mention.label
    return found


@pytest.mark.parametrize(
    ("paragraph", "name", "label"),
    [
        ("Gemini 2 was released in 2024.", "Gemini 2", "PRODUCT"),
        ("The firm sold 300 units of QX-7 in 2024.", "QX-7", "PRODUCT"),
        ("The Orbex Bank was founded in 1950.", "Orbex Bank", "ORG"),
        ("Lindt & Roe, the brewer, was sold in 1990.", "Lindt & Roe", "ORG"),
        ("Mayor Quist opened the hall in 2020.", "Quist", "PERSON"),
        ("The Vostra Tunnel is 9 km long.", "Vostra Tunnel", "FAC"),
        ("The startup Quantera raised $5 million.", "Quantera", "ORG"),
        ("Quantera's shareholders approved the sale in 2020.", "Quantera", "ORG"),
        ("The Leeds-based firm Orbex lost $5 million.", "Leeds", "GPE"),
    ],
)
def test_form_and_company_tell(paragraph: str, name: str, label: str) -> None:
    """Version numbers, last words, titles and neighbouring nouns type names better than the model alone."""
    assert names(paragraph).get(name) == label


def test_numbers_that_count_are_no_versions() -> None:
    """'Delta 85 cents' is a price, 'Phase 2' a stage, 'March 2024' a date."""
    found = names("In March 2024 the state paid Delta 85 cents a dose. Phase 2 cost $5 million.")
    assert not any(any(letter.isdigit() for letter in name) for name in found)


def test_acronyms_that_are_words_are_no_names() -> None:
    """'large language models (LLMs)' and 'CEO' name nobody."""
    found = names("Large language models (LLMs) cost $5 million to train. The CEO of Orbex sold 300 GPUs.")
    assert "LLMs" not in found
    assert "CEO" not in found


def test_an_acronym_knows_its_words() -> None:
    """An acronym's mention tells what it is short for, a surname whose it is."""
    told = claims(
        "The World Food Union (WFU) met in Oslo in 2020. Anna Holm led the WFU until 2022. Holm left."
    )
    mentions = {mention.text: mention for claim in told for mention in claim.mentions}
    assert mentions["WFU"].full == "World Food Union"
    assert mentions["WFU"].label == "ORG"


def test_columns_say_what_they_name() -> None:
    """A column headed Name holds people, one headed Club organisations, one headed Position neither."""
    rows = [
        Row(("Name", "Zhao Ru"), ("Position", "Research Scientist"), ("Club", "Vexley")),
        Row(("Name", "Ana Quell"), ("Position", "Research Scientist"), ("Club", "Marndon")),
    ]
    found = names(*rows)
    assert (found["Zhao Ru"], found["Vexley"], "Research Scientist" in found) == ("PERSON", "ORG", False)


def test_no_name_runs_over_lines() -> None:
    """Blocks are read apart; spans index the claim's own text."""
    for claim in claims(bullet("Orbex"), "Meta Lind opened Orbex\nHall in 2020.", "Ana Quell left in 2021."):
        for mention in claim.mentions:
            assert isinstance(mention, Mention)
            assert "\n" not in mention.text
            assert mention.span.of(claim.text) == mention.text


def test_a_word_at_the_head_of_a_sentence_is_no_name() -> None:
    """What is written small elsewhere isn't a name because a sentence opens with it."""
    assert "Salt" not in names("Salt cost 5 cents in 1990. Most salt comes from the sea.")
    assert texts("Salt cost 5 cents in 1990.")
