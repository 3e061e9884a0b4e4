"""Whoever speaks is named with the words, however many sentences they fill."""

from __future__ import annotations

from tests.extract.said import claims, read, texts

from claimcheck.model.article import BlockKind
from claimcheck.model.claim import Kind, Modality


def test_a_quotation_has_its_speaker() -> None:
    """Direct speech: the speaker's name, the verb's lemma and the words."""
    (claim,) = claims("“The last ten kilometres cost most,” said Ruth Berg.")
    assert claim.saying is not None
    assert (claim.saying.speaker, claim.saying.verb) == ("Ruth Berg", "say")
    assert claim.saying.quoted == "The last ten kilometres cost most,"
    assert (claim.kind, claim.modality) == (Kind.ATTRIBUTION, Modality.REPORTED)


def test_indirect_speech_has_no_quoted_words() -> None:
    """'says that' reports without quoting; partial quotation marks are kept apart."""
    (claim,) = claims("The ministry says that 92 percent of the posts have power.")
    assert claim.saying is not None
    assert (claim.saying.speaker, claim.saying.quoted) == ("The ministry", "")
    (partial,) = claims("Sam Alder likened the offers to ‘mafia tactics’ in 2025.")
    assert partial.saying is not None
    assert partial.saying.quoted == "mafia tactics"


def test_according_to_is_an_attribution() -> None:
    """The source after 'according to' is the speaker."""
    (claim,) = claims("According to a survey, 71 percent of residents approve of the bridge.")
    assert claim.saying is not None
    assert claim.saying.speaker == "a survey"


def test_a_quotation_of_several_sentences_is_told_sentence_by_sentence() -> None:
    """Each sentence of a longer quotation is said by the one named in another."""
    told = texts('"We lost 5 million euros," Ruth Berg said. "The third ship sank in 2001."')
    assert told == [
        '"We lost 5 million euros," Ruth Berg said.',
        "Ruth Berg said: “The third ship sank in 2001.”",
    ]


def test_an_unattributed_quotation_names_nobody() -> None:
    """A pull quote without a speaker is put in nobody's mouth."""
    found = read((BlockKind.QUOTATION, "A railroad is a street with a schedule."))
    assert all(claim.saying is None for claim in found.claims)


def test_the_interviewer_is_no_part_of_it() -> None:
    """'told me' is 'said'."""
    assert texts("Ruth Berg told me that the fund lost $5 million.") == [
        "Ruth Berg said that the fund lost $5 million."
    ]
