"""Figures, offices and quotations are worth more than colour."""

from __future__ import annotations

import pytest
from tests.extract.said import claims

from claimcheck.extract.worth import FEATURES, weigh_worth
from claimcheck.model.claim import Kind


def worth(sentence: str) -> float:
    return max(claim.worth for claim in claims(sentence))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Revenue fell by 14 percent in 2023.", "The team works in a quiet street near the harbour of Lorn."),
        ("Ana Quell has been mayor of Lorn since 2019.", "The mayor's office in Lorn looks out on the sea."),
        ("“We lost $5 million,” Ana Quell said.", "Ana Quell walked slowly through the garden in Lorn."),
    ],
)
def test_what_can_be_proved_wrong_ranks_first(more: str, less: str) -> None:
    """The order that an editor would check in."""
    assert worth(more) > worth(less)


def test_worth_is_a_share() -> None:
    """However many features hold, worth stays within 0..1."""
    assert weigh_worth(tuple(FEATURES)) <= 1.0
    assert weigh_worth(("taste", "nothing named", "figure of speech")) == 0.0


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The bridge is 412 metres long.", Kind.QUANTITY),
        ("Ana Quell is chief executive of Orbex.", Kind.ROLE),
        ("The ferry sank off Lorn.", Kind.EVENT),
        ("Ana Quell said that the ferry had sunk.", Kind.ATTRIBUTION),
        ("The glasses can translate foreign languages into Danish.", Kind.CAPABILITY),
        ("Orbex belongs to the Vexley Group.", Kind.RELATION),
    ],
)
def test_kinds(sentence: str, kind: Kind) -> None:
    """What a claim asserts decides its kind."""
    (claim,) = claims(sentence)
    assert claim.kind is kind
