"""One name spelled two ways, and one person with two roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from claimcheck.consistency.lines import Line
from claimcheck.consistency.words import open_list, read_words
from claimcheck.model.article import Article, BlockKind
from claimcheck.model.claim import Claim
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.selector import Span

SHORTEST = 5  # letters of a word of a name in which a slip shows
PERSON = "PERSON"


def find_spellings(article: Article, claims: Sequence[Claim]) -> Iterator[Note]:
    """Full names of people that differ by one slip of the pen in one word, and are alike in all others."""
    labels: dict[str, set[str]] = {}
    for mention in (one for claim in claims for one in claim.mentions):
        labels.setdefault(re.sub(r"['’]s?$", "", mention.text.strip()), set()).add(mention.label)
    names = sorted(name for name in labels if len(name.split()) >= 2 and _first_place(article, name))
    for one, other in combinations(names, 2):
        if PERSON in labels[one] | labels[other] and _differ_by_a_slip(one, other):
            places = sorted(place for name in (one, other) if (place := _first_place(article, name)))
            yield Note(
                NoteKind.NAME,
                f"“{one}” and “{other}”: one person, it seems, spelled two ways.",
                tuple(places),
            )


def _first_place(article: Article, name: str) -> Span | None:
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text):
        block = article.block_at(found.start())
        if block is not None and (not block.silent or block.kind in (BlockKind.TITLE, BlockKind.HEADING)):
            return Span(*found.span())
    return None


def _differ_by_a_slip(one: str, other: str) -> bool:
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return False
    differing = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(differing) == 1 and _is_slip(*differing[0])


def _is_slip(one: str, other: str) -> bool:
    """One letter added, left out or changed, or two neighbours swapped; the first letter is the same. A plural or an
    initial is none."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or short[0] != long[0] or len(long) - len(short) > 1 or "." in one + other:
        return False
    if len(short) == len(long):
        off = [place for place in range(len(short)) if short[place] != long[place]]
        swapped = (
            len(off) == 2
            and off[1] == off[0] + 1
            and short[off[0]] == long[off[1]]
            and short[off[1]] == long[off[0]]
        )
        return len(off) == 1 or swapped
    if long[:-1] == short and long[-1] == "s":
        return False
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def find_roles(article: Article, lines: Sequence[Line]) -> Iterator[Note]:
    """A person whose office in a sentence or list item is of another rank or kind than in a table's row."""
    for block in article.blocks:
        cells = {header: cell for cell in block.cells for header in read_words(cell.header)}
        name = next((cell for header, cell in cells.items() if header in open_list("name_headers")), None)
        role = next((cell for header, cell in cells.items() if header in open_list("role_headers")), None)
        if name is None or role is None:
            continue
        person, office = name.span.of(article.text).strip(), role.span.of(article.text).strip()
        for line in lines:
            told = _find_office(line.text, person)
            if told and _clash(read_words(told), read_words(office)):
                says = f"{person}: “{told}” in the text, “{office}” in the table."
                places = tuple(sorted((line.span, role.span)))
                yield Note(NoteKind.ROLE, says, places)
                break


def _find_office(text: str, person: str) -> str:
    """The office that ``text`` gives ``person``, '' when it gives none, or one of another time."""
    if person.split()[-1:] == [] or person not in text or set(read_words(text)) & open_list("other_time"):
        return ""
    offices = "|".join(map(re.escape, sorted(open_list("offices"), key=len, reverse=True)))
    phrase = (
        rf"((?:[\w-]+ ){{0,3}}?(?:{offices})(?: of [\w ]{{3,40}}?)?)(?=[,.;:)]|$| and | at | for | with )"
    )
    name = re.escape(person)
    after = rf"{name}(?:,| is| was| became| serves as|, who is)(?: the| its| our)? {phrase}"
    item = rf"^\W*{name}: .{{0,160}}?\bas (?:the |its )?{phrase}"
    for pattern in (after, item):
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return found[1]
    return ""


def _clash(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two offices can't be one: they share a word, and differ in rank ('deputy') or each has a word of its own."""
    mine, theirs = set(one), set(other)
    if not mine & theirs & open_list("offices"):
        return False
    ranks = open_list("rank_words")
    idle = open_list("idle")
    own, others = mine - theirs - idle - ranks, theirs - mine - idle - ranks
    return bool((mine ^ theirs) & ranks) or bool(own and others)
