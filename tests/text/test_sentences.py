"""Sentences end where a reader would say so: never in a number, an abbreviation or a quotation."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.selector import Span
from claimcheck.text.sentences import find_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The deal cost $14.3 billion.", "It closed in Q2."],
        ["It is No. 4 in the U.S. market.", "No. 5 is bigger."],
        ["He left the U.S.", "The end."],
        ["The U.S. Senate voted.", "It passed."],
        ["Dr. Smith met J. K. Rowling and Gov. Lane.", "They spoke."],
        ["Fruit, e.g. Granny Smith, is cheap.", "Buy it, i.e. Now."],
        ["At 5 p.m. Smith left.", "At 6 p.m.", "The door closed."],
        ["He works at Acme Inc.", "The firm is big."],
        ["Acme Corp. Ltd. said so.", "See fig. 3."],
        ["On Jan. 5 he left.", "It ended in Jan.", "Then came rain."],
        ["The work of B. A. Marian is lost.", "It is art.", "Ms. Col. Smith knew."],
        ["BROOKS, S.D. — The prairie is dry.", "III. Funding goes on."],
        ["Well… it goes on... and on.", "The end…", "Then it stopped."],
        ["Improving Themselves… Daily Post"],
        ["Is it so?", "Yes!", "Was it worth it?!", "Nobody knows."],
        ["“A dam is a promise,” said Maud.", "“It is late. Go home.”", "She left."],
        ["“Is it done?” Solving asked.", "“Stop!” he cried."],
        ['He said "It is late. Go." and left.', '"Why?" she asked.', "It ended."],
        ["She said ‘mafia tactics. Really’ and left.", "The users’ data.", "It isn’t.", "The end."],
        ["He said 'It is late. Go.'", "Then he left.", "It isn't.", "All."],
        ["It closed (it was 3 p.m. and late. Really.) and reopened.", "(It was late.)", "Then."],
        ["One “open quotation.", "And more."],
        ["The disease is in retreat.1", "And so it goes.[12]", "Then came rain."],
        ["1. Clear vision: set a goal.", "Then go."],
        ["Plan it well.", "iPhone sales fell."],
        ["See example.org/a.b for more.", "FPT-4.5 is out."],
        ["A wrapped\nline goes on.", "Then\nanother."],
    ],
)
def test_where_sentences_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in find_sentences(text)] == sentences


def test_a_part_is_read_with_the_offsets_of_the_whole() -> None:
    text = "One. Two is here. Three is there. Four."
    found = find_sentences(text, Span(5, 33))
    assert [span.of(text) for span in found] == ["Two is here.", "Three is there."]


def test_nothing_gives_nothing() -> None:
    assert find_sentences("") == find_sentences(" \n ") == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("aBc .!?…\"'“”‘’()[]1\n"), max_size=80) | st.text(max_size=80))
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    """In order, without overlap, without white space at their ends, and nothing is lost."""
    found = find_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() and len(span) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["He left (see p. 3). “It is. So.” ", "((((", "a. ", "“a. ", '". ', "..... ", "A.B.C. "]
)
def test_time_grows_with_the_length(piece: str) -> None:
    short, long = piece * (1500 // len(piece)), piece * (12_000 // len(piece))

    def seconds(text: str) -> float:
        began = time.process_time()
        find_sentences(text)
        return time.process_time() - began

    find_sentences(short)
    assert min(seconds(long) for _ in range(2)) < 30 * max(min(seconds(short) for _ in range(3)), 0.001)


def test_degrees_and_initials_after_a_colon() -> None:
    """'°C.' may end a sentence, 'P.' before a name doesn't."""
    text = "Half lived at 10 °C. Survival was 91%. Referee: P. Dunmore."
    assert [span.of(text) for span in find_sentences(text)] == [
        "Half lived at 10 °C.",
        "Survival was 91%.",
        "Referee: P. Dunmore.",
    ]


def test_a_mark_after_the_stop_is_of_the_sentence_before() -> None:
    """'... in May. [2] The next' cites its source for what was said; a mark that opens a text stays with it."""
    text = "[1] It opened in May. [2] It has 40 rooms. [3, 4]"
    assert [span.of(text) for span in find_sentences(text)] == [
        "[1] It opened in May. [2]",
        "It has 40 rooms. [3, 4]",
    ]
