"""A references.toml says where an article's references are; what is wrong with it is said with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimcheck.errors import BrokenReferences
from claimcheck.ingest.article import read_article
from claimcheck.ingest.references import apply_references, parse_references
from claimcheck.model.article import Reference


def parse(folder: Path, text: str) -> tuple[Reference, ...]:
    return parse_references(text, path=folder / "references.toml")


def test_tables_become_references_and_further_ones_follow(tmp_path: Path) -> None:
    """Further sources are numbered after the references, wherever their tables stand; unknown keys are ignored."""
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "a.html").write_text("<p>a</p>")
    text = """
        [[further]]
        title = "C"
        publisher = "P"
        rests_on = ["https://x.example/"]
        [[reference]]
        n = 2
        title = "B"
        published = 2025-07-30
        url_status = "found"
        [[reference]]
        n = 1
        title = "A"
        url = "https://a.example/1"
        published = "2025-07-31T10:00:00"
        digest = "digests/a.html"
    """
    assert parse(tmp_path, text) == (
        Reference(1, "A", "", "https://a.example/1", str(tmp_path / "digests/a.html"), date(2025, 7, 31)),
        Reference(2, "B", published=date(2025, 7, 30)),
        Reference(3, "C", "P", further=True),
    )
    assert parse(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ('[[reference]]\ntitle = "A', 2, ""),
        ("[[reference]]\nn = 1\n", 1, "has no title"),
        ('[[reference]]\ntitle = "A"\n\n[[reference]]\ntitle = 5', 4, "title must be a text"),
        ('[[reference]]\nn = "1"\ntitle = "A"', 1, "n must be a whole number"),
        ('[[reference]]\nn = 1\ntitle = "A"\n[[reference]]\nn = 1\ntitle = "B"', 4, "given twice"),
        ('[[further]]\ntitle = "A"\nurl = "file:///etc/passwd"', 1, "no http"),
        ('[[further]]\ntitle = "A"\nurl = "http://[::1"', 1, "no http"),
        ('[[further]]\ntitle = "A"\ndigest = "../a.html"', 1, "must lie in the folder"),
        ('[[further]]\ntitle = "A"\ndigest = "/etc/passwd"', 1, "must lie in the folder"),
        ('[[further]]\ntitle = "A"\ndigest = "none.html"', 1, "does not exist"),
        ('[[further]]\ntitle = "A"\npublished = "last week"', 1, "published must be a day"),
        ('\n[[references]]\ntitle = "A"', 2, "is not [[reference]] or [[further]]"),
        ('\n[reference]\ntitle = "A"', 2, "is not [[reference]] or [[further]]"),
        ("reference = 5", 1, "is not [[reference]] or [[further]]"),
        ("reference = [5]", 1, "is not a table"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, text: str, line: int, fault: str) -> None:
    """One line: where, and what is wrong."""
    with pytest.raises(BrokenReferences) as caught:
        parse(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'references.toml'}:{line}: ")
    assert fault in str(caught.value) and "\n" not in str(caught.value)


def test_a_digest_behind_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """Inside means inside after links are followed."""
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.html").write_text("x")
    (tmp_path / "in" / "link.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(BrokenReferences, match="must lie in the folder"):
        parse(tmp_path / "in", '[[further]]\ntitle = "A"\ndigest = "link.html"')


LIST = (
    b"A Headline\n\nThe port sold 5 tonnes of cod.\n\n"
    b"References\n* Cod in numbers Harbour Gazette\n* A year at sea Lesk Times\n"
)


def test_entries_find_their_reference_by_title_address_or_number() -> None:
    """A title that the article's entry begins with wins over the number that the file gives."""
    article = read_article(LIST, name="a.txt")
    assert [reference.n for reference in article.references] == [1, 2]
    entries = (
        Reference(1, "A Year at Sea", "Lesk Times", "https://lesk.example/sea"),
        Reference(2, "Cod in numbers", "Harbour Gazette"),
        Reference(3, "Other page", url="https://o.example/"),
        Reference(4, "More", further=True),
    )
    merged = apply_references(article, entries)
    assert [(r.n, r.title, r.url, r.further) for r in merged.references] == [
        (1, "Cod in numbers", "", False),
        (2, "A Year at Sea", "https://lesk.example/sea", False),
        (3, "Other page", "https://o.example/", False),
        (4, "More", "", True),
    ]
    assert len(merged.notes) == 1 and "Other page" in merged.notes[0]


def test_a_linked_page_gets_its_title_and_digest_by_its_address() -> None:
    """The link's words were only a stand-in for a title."""
    html = b'<article><h1>T</h1><p>It sold <a href="https://a.example/cod">5 tonnes</a> of cod.</p></article>'
    article = read_article(html, name="a.html")
    merged = apply_references(article, [Reference(7, "Cod", "Gazette", "https://a.example/cod")])
    assert [(r.n, r.title, r.publisher) for r in merged.references] == [(1, "Cod", "Gazette")]
    assert merged.citations == article.citations


def test_brackets_without_end_are_one_clear_line() -> None:
    """However deep a value is nested: named, in one line."""
    with pytest.raises(BrokenReferences, match="brackets within brackets"):
        parse_references("title = " + "[" * 100_000, path=Path("references.toml"))


def test_thousands_of_digits_are_one_clear_line() -> None:
    """More than Python reads as a number: named, in one line."""
    with pytest.raises(BrokenReferences, match="digits"):
        parse_references(f"[[reference]]\nn = {'9' * 6000}\ntitle = 'Weir'", path=Path("references.toml"))
