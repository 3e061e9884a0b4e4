"""A claim that points at something and names nothing gets the article's topic in an editor's brackets."""

from __future__ import annotations

from tests.extract.said import claims, texts


def test_the_topic_of_the_title() -> None:
    """Only what names nothing; general truths stay as they are."""
    told = texts(
        "Orbex Group will close its plant in Lorn. About 40 people work at the site. Whales call at 40 hertz.",
        title="Orbex Group shuts plant in Lorn",
    )
    assert told[0] == "Orbex Group will close its plant in Lorn."
    assert "About 40 people work at the site [Orbex Group]." in told
    assert "Whales call at 40 hertz." in told


def test_nobody_is_the_topic_of_two() -> None:
    """Where the title names nothing and no name is written far more often than others, nothing is put."""
    told = texts(
        "Anna Holm met Ruth Berg in Lorn in 1999. About 40 people work at the site.", title="Two lives"
    )
    assert told[-1] == "About 40 people work at the site."


def test_brackets_are_ours() -> None:
    """Evidence is compared with the words without them: they name nothing that the article said there."""
    claim = claims("Orbex Group was founded in Lorn. About 40 people work at the site.", title="Orbex Group")[
        -1
    ]
    assert (claim.text, claim.said) == (
        "About 40 people work at the site [Orbex Group].",
        "About 40 people work at the site.",
    )
    assert not claim.mentions
