"""'There' is the one place that was named just before."""

from __future__ import annotations

from tests.extract.said import texts


def test_there() -> None:
    """One place is said again; of two, none."""
    assert texts("Anna Holm fled to Vienna in 1945. She died there of typhus in 1950.")[-1] == (
        "Anna Holm died in Vienna of typhus in 1950."
    )
    assert texts("Anna Holm fled from Paris to Vienna in 1945. She died there of typhus in 1950.")[-1] == (
        "Anna Holm died there of typhus in 1950."
    )


def test_a_year_later() -> None:
    """A year counted from the one date of the sentence before; nothing when that has two."""
    assert texts("Anna Holm was born in Lorn in 1944. A year later her family moved to Rome.")[-1] == (
        "In 1945 Anna Holm's family moved to Rome."
    )
    assert texts("Anna Holm lived in Lorn in 1944 and in Vex in 1950. A year later the family had 2 cars.")[
        -1
    ] == ("A year later the family had 2 cars.")
