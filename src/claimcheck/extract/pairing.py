"""Figures in step: 'A and B sold 5 and 9 cars respectively', '5 percent in 2022 and 7 percent in 2023'."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claimcheck.extract.draft import STOPS, Piece, auxiliaries, subject, subtree
from claimcheck.extract.framing import tells_time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Pieces = tuple[Piece, ...]
TAKERS = frozenset({"dobj", "npadvmod", "prep", "attr", "agent"})
EITHER = frozenset({"between", "both", "or", "total", "combined", "them", "together", "each", "nor", "from"})


def pair_up(doc: Doc, head: Token, own: frozenset[int]) -> list[Pieces]:
    """The clause once for each of its figures in step, with what goes with it; [] when it has none."""
    return _respective(doc, head, own) or _repeated(doc, head, own) or _gapped(doc, head, own)


def _gapped(doc: Doc, head: Token, own: frozenset[int]) -> list[Pieces]:
    """'N supplied 40 percent of the gas, C 30 percent and P 12 percent': the verb and what is shared out, said of each."""
    lead, region = subject(head), _region(doc, head, own)
    if lead is None or lead.i not in own or not region:
        return []
    members = [stretch for stretch in _stretches(doc, region) if stretch]
    first, others = members[0], [_named_figure(doc, stretch) for stretch in members[1:]]
    end = next((place for place, i in enumerate(first) if doc[i].tag_ == "IN"), len(first))
    figure, shared_out = first[:end], first[end:]
    unit = doc[figure[-1]].lower_ if figure else ""
    if not figure or not others or any(pair is None or doc[pair[1][-1]].lower_ != unit for pair in others):
        return []
    verb = sorted({head.i, *(aux.i for aux in auxiliaries(head))} & own)
    opening = tuple(i for i in sorted(own) if i < lead.left_edge.i)
    made: list[Pieces] = [tuple(i for i in sorted(own) if i <= first[-1])]
    made += [(*opening, *pair[0], *verb, *pair[1], *shared_out) for pair in others if pair is not None]
    return made


def _stretches(doc: Doc, region: list[int]) -> list[list[int]]:
    """The region cut at each comma and 'and'."""
    found: list[list[int]] = [[]]
    for i in region:
        if doc[i].text in {",", "and"}:
            found.append([])
        else:
            found[-1].append(i)
    return found


def _named_figure(doc: Doc, stretch: list[int]) -> tuple[list[int], list[int]] | None:
    """A stretch that is a noun phrase with a figure after it, in its two halves."""
    at = next((place for place, i in enumerate(stretch) if place and _figure_at(doc, i)), 0)
    name, figure = stretch[:at], stretch[at:]
    plain = all(doc[i].pos_ in {"PROPN", "NOUN", "DET", "ADJ", "PART"} and not doc[i].like_num for i in name)
    short = len(figure) <= 3 and not any(doc[i].tag_ == "IN" for i in figure)
    return (
        (name, figure)
        if at and plain and short and any(doc[i].pos_ in {"PROPN", "NOUN"} for i in name)
        else None
    )


def _respective(doc: Doc, head: Token, own: frozenset[int]) -> list[Pieces]:
    mark = next((i for i in sorted(own) if doc[i].lower_ == "respectively"), None)
    lead = subject(head)
    if mark is None or lead is None or lead.i not in own:
        return []
    whose = _list(doc, lead, own)
    lists = [
        _list(doc, token, own) for token in doc if token.i in own and token.i > lead.i and _opens_list(token)
    ]
    values = [one for one in lists if not set(one[0]) & set(whose[0]) and len(one) == len(whose)]
    if len(whose) < 2 or len(values) != 1:
        return []
    gone = {mark, mark - 1} if doc[mark - 1].text == "," else {mark}
    subjects, figures = _stretch(whose), _stretch(values[0])
    made: list[Pieces] = []
    for who, what in zip(whose, values[0], strict=True):
        kept = [
            i for i in sorted(own) if i not in gone and i not in (subjects - set(who)) | (figures - set(what))
        ]
        made.append(tuple(kept))
    return made


def _opens_list(token: Token) -> bool:
    return (
        token.dep_ != "conj"
        and any(child.dep_ == "conj" for child in token.children)
        and token.pos_ in {"NUM", "NOUN", "PROPN"}
    )


def _list(doc: Doc, first: Token, own: frozenset[int]) -> list[tuple[int, ...]]:
    """The members of 'A, B and C', each with what belongs to it alone."""
    members = [first]
    while (
        after := next((child for child in members[-1].children if child.dep_ == "conj"), None)
    ) is not None:
        members.append(after)
    found: list[tuple[int, ...]] = []
    for place, member in enumerate(members):
        below = subtree(member) & own
        for other in members[place + 1 :]:
            below -= subtree(other)
        below -= {
            child.i
            for child in member.children
            if child.dep_ == "cc" or child.text in STOPS or child.lower_ == "respectively"
        }
        found.append(tuple(sorted(below)))
    return found


def _next(member: Token) -> Token | None:
    """The member after one: its conjunct, or of '5 and 9 cars' the other number."""
    after = next((child for child in member.children if child.dep_ == "conj"), None)
    if after is None and member.dep_ == "nummod":
        later = [child for child in member.head.children if child.dep_ == "nummod" and child.i > member.i]
        after = next((child for child in later if child.nbor(-1).text in {",", "and"}), None)
    return after


def _stretch(members: list[tuple[int, ...]]) -> frozenset[int]:
    """Everything from the first to the last member, with what joins them."""
    return frozenset(range(min(map(min, members)), max(map(max, members)) + 1))


def _region(doc: Doc, head: Token, own: frozenset[int]) -> list[int]:
    """From the first figure after the verb to the end of the clause, [] when there is none or a clause stands in it."""
    takers = [
        child for child in head.children if child.dep_ in TAKERS and child.i in own and child.i > head.i
    ]
    first = next((child for child in takers if _figure_at(doc, child.left_edge.i)), None)
    if first is None:
        return []
    region = [i for i in sorted(own) if i >= first.left_edge.i]
    while region and doc[region[-1]].text in {".", ";", '"'} | STOPS:
        region.pop()
    whole = bool(region) and region == list(range(region[0], region[-1] + 1))
    clausal = any(doc[i].pos_ in {"VERB", "AUX"} or doc[i].tag_ in {"WDT", "WP"} for i in region)
    return region if whole and not clausal else []


def _repeated(doc: Doc, head: Token, own: frozenset[int]) -> list[Pieces]:
    if any(doc[i].lower_ in EITHER for i in own):
        return []
    region = _region(doc, head, own)
    pieces = _cut(doc, region) if region else []
    if (
        len(pieces) < 2
        or len({tuple(_links(doc, piece)) for piece in pieces}) != 1
        or not _links(doc, pieces[0])
    ):
        return []
    front = tuple(i for i in sorted(own) if i < region[0])
    noun = _noun(doc, pieces[0])
    return [(*front, *_with_noun(doc, piece, noun)) for piece in pieces]


def _figure_at(doc: Doc, i: int) -> bool:
    """Whether a figure that is no date begins at a token, or after a preposition there."""
    for place in (i, i + 1):
        if place < len(doc) and (doc[place].like_num or doc[place].text in "$€£¥"):
            return not tells_time(doc[place]) and doc[place].ent_type_ != "ORDINAL"
        if doc[i].dep_ != "prep" and doc[i].tag_ not in {"IN", "RB"}:
            return False
    return False


def _cut(doc: Doc, region: list[int]) -> list[list[int]]:
    """The region cut before each figure that follows a comma or 'and'."""
    pieces: list[list[int]] = [[]]
    for i in region:
        joins = doc[i].text in {",", "and"}
        if joins and i + 1 in region and (_figure_at(doc, i + 1) or doc[i + 1].text == "and"):
            pieces.append([])
        elif not (joins and not pieces[-1]):
            pieces[-1].append(i)
    return [piece for piece in pieces if piece]


def _links(doc: Doc, piece: list[int]) -> list[str]:
    return [doc[i].lower_ for i in piece if doc[i].dep_ == "prep" or doc[i].tag_ == "IN"]


def _noun(doc: Doc, piece: list[int]) -> int:
    """The noun that the figure counts, -1 when it is written as a sum of money."""
    for one, other in pairwise(piece):
        if doc[one].like_num and doc[other].pos_ == "NOUN":
            return other
    return -1


def _with_noun(doc: Doc, piece: list[int], noun: int) -> Pieces:
    """'32 in 2020' with the noun that the first figure has."""
    out: list[Piece] = []
    for place, i in enumerate(piece):
        out.append(i)
        after = piece[place + 1] if place + 1 < len(piece) else None
        bare = doc[i].like_num and noun >= 0 and after is not None and doc[after].pos_ not in {"NOUN", "NUM"}
        if (
            bare
            and noun not in piece
            and doc[i].dep_ != "pobj"
            and not any(isinstance(one, str) for one in out)
        ):
            out.append(noun)
    return tuple(out)
