"""Quotations and who said it: the words located, altered or missing; the speaker the same or another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.match.alignment import Alignment, names_of, relate_all
from claimcheck.match.aspects import Aspect, agrees, bars, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.located import differs_slightly, find_words, locate, locate_pieces
from claimcheck.match.offices import office_words
from claimcheck.match.pair import Pair
from claimcheck.match.parts import is_publisher
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Name, Reading
from claimcheck.match.speakers import find_other, find_same
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.model.evidence import Comparison
from claimcheck.values.names import NameMatch, compare_names

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARK = re.compile(r"[“”„\"«»‘’']")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,})[”\"]|(?<!\w)[‘']([^‘’]{8,}?)[’'](?!\w)")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_WHOLE = 4  # words from which a quotation is a statement rather than a term
_ALTERED = 0.7  # likeness from which other words are the same quotation, altered


def compare_quotes(pair: Pair) -> list[Aspect]:
    """Findings on the claim's quotation and on its speaker."""
    words = _compare_words(pair)
    if words and all(aspect.rule == "quote-located" for aspect in words):
        return [*words, *(_compare_quoted(pair) or _compare_speakers(pair))]
    return [*words, *_compare_speakers(pair)]


def _compare_quoted(pair: Pair) -> list[Aspect]:
    """Whose words the quotation is, whatever verb the claim leads it in with ('found the right words: ...')."""
    if not _WORD.search(_QUOTED.sub("", pair.mine.text)):
        return [bars("whose-words", 0.9, "the claim doesn't tell whose words they are")]
    heads = {name.text for name in _names_outside(pair.mine) if name.label in {"PERSON", ""}}
    if len(heads) > 1:
        heads &= _name_speakers(pair.mine)  # 'Northgate's Ruth Berg said of her ...'
    if len(heads) != 1:
        return []
    (claimed,) = heads
    told = _name_speakers(pair.theirs)
    if not told and claimed.lower() not in f"{pair.theirs.near} {pair.page} {pair.passage.publisher}".lower():
        return [bars("speaker-missing", 0.7, "the passage doesn't say whose words they are")]
    if len(told) != 1:
        return find_same(pair, claimed) if not told else []
    (speaker,) = told
    match = compare_names(claimed, speaker)
    row = Comparison("speaker", claimed, speaker, match is NameMatch.SAME)
    other = _find_other_title(pair, claimed) if match is NameMatch.SAME else ""
    if other:
        return [bars("other-office", 0.9, f"the page calls “{claimed}” “{other}”")]
    if match is NameMatch.SAME:
        return [agrees("quote-said", 0.93, "the same words by the same speaker", row)]
    if match is NameMatch.DIFFERENT and speaker not in pair.theirs.text:
        untold = [bars("speaker-missing", 0.7, "whose words they are stands in another sentence")]
        return find_other(pair, claimed, speaker) or untold
    if match is NameMatch.DIFFERENT and not any(claimed == name.text for name in pair.theirs.names):
        return [contradicts("quote-of-other", 0.88, f"the words are “{speaker}”’s, not “{claimed}”’s", row)]
    return []


def _name_speakers(reading: Reading) -> set[str]:
    """The names of those who say something."""
    saying = (frame for frame in reading.frames if frame.lemma in lexicon().saying)
    return {name for frame in saying for agent in frame.agents for name in names_of(agent, reading)}


def _find_other_title(pair: Pair, name: str) -> str:
    """The office that the page gives the speaker, where the claim gives another ('State Secretary Lund', no minister)."""
    offices = office_words()["nouns"]
    said = {word for word in _WORD.findall(_QUOTED.sub(" ", pair.mine.text).lower()) if word in offices}
    titles = re.findall(
        rf"((?:[A-Z][\w’'-]+\s+){{1,3}}){re.escape(name)}",
        f"{pair.theirs.near} {pair.page} {pair.theirs.text}",
    )
    told = {word: title.strip() for title in titles for word in title.lower().split() if word in offices}
    return next(iter(told.values()), "") if said and told and not said & set(told) else ""


def _names_outside(reading: Reading) -> list[Name]:
    """The names that stand outside the quotation marks."""
    stretches = [match.span() for match in _QUOTED.finditer(reading.text)]
    return [
        name for name in reading.names if not any(start <= name.span.start < end for start, end in stretches)
    ]


def find_quoted(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, without them."""
    found = (next(part for part in match.groups() if part) for match in _QUOTED.finditer(text))
    return tuple(part for part in found if not _is_title(part))


def _is_title(text: str) -> bool:
    """A name or title rather than words that someone said: capitals throughout."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


def _compare_words(pair: Pair) -> list[Aspect]:
    found = []
    if not _MARK.search(pair.claim.source.exact):
        return []  # the marks are ours, round a table's cell
    for quoted in find_quoted(pair.mine.text):
        words = find_words(quoted)
        if len(words) < _WHOLE:
            continue
        spoken = _join_spoken(f"{pair.theirs.text} {pair.passage.after}")
        places = [text for text in (pair.theirs.text, spoken) if text]
        elided = next(filter(None, (locate_pieces(quoted, text) for text in places)), None)
        if elided:
            found.append(_judge_elided(quoted, elided))
            continue
        where, likeness = max((locate(words, text) for text in places), key=lambda found: found[1])
        row = Comparison("quotation", quoted, where, likeness == 1.0)
        there = spoken if spoken and where not in pair.theirs.text else pair.theirs.text
        rest = _find_rest(quoted, where, there) if likeness == 1.0 else ""
        if rest:
            note = f"in the source the sentence has more to it: “{rest}”"
            cut = contradicts if _CONDITION.match(rest) else bars
            found.append(cut("quote-cut", 0.85, note, row))
        elif likeness == 1.0:
            found.append(agrees("quote-located", 0.9, "the source has the same words", row))
        elif likeness >= _ALTERED:
            alter = bars if differs_slightly(words, where) else contradicts
            found.append(alter("quote-altered", 0.8, "the source has other words in the quotation", row))
        else:
            found.append(bars("quote-missing", 0.9, "the passage doesn't have the quotation"))
    return found


def _judge_elided(quoted: str, elided: tuple[str, str]) -> Aspect:
    where, left_out = elided
    if _TURNING.search(left_out):
        row = Comparison("quotation", quoted, where, False)
        return bars("quote-cut", 0.85, f"the words left out turn it: “{left_out}”", row)
    row = Comparison("quotation", quoted, where, True)
    return agrees("quote-located", 0.9, "the source has the same words", row)


_TURNING = re.compile(
    r"\b(?:not|no|never|nor|nobody|nothing|hardly|unless|if|except|without|but)\b|n['’]t\b", re.IGNORECASE
)


def _join_spoken(text: str) -> str:
    """The quoted parts of a sentence and the next without what stands between them: '“It may be so,” she says, “but not
    today.”'; '' for fewer than two."""
    parts = [next(part for part in found.groups() if part) for found in _QUOTED.finditer(text)]
    return " ".join(parts) if len(parts) > 1 else ""


def _find_rest(quoted: str, where: str, text: str) -> str:
    """What goes on without a stop in the source's quotation, where the claim quotes a whole sentence; '' where it ends there, or
    the claim's own quotation shows that it goes on."""
    whole = quoted[:1].isupper() and re.search(r"(?:\.\.\.|…)\W*$", quoted) is None
    found = _GOING_ON.match(text[text.index(where) + len(where) :]) if whole and where in text else None
    return found[1].strip() if found else ""


_CONDITION = re.compile(
    r"(?:unless|until|till|before|if|except|without|provided|as long as|so long as|only)\b"
)
_GOING_ON = re.compile(rf"(?:,\s+(?={_CONDITION.pattern})|\s+)([^\W\d][^.!?;,“”\"—–]*)")


def _compare_speakers(pair: Pair) -> list[Aspect]:
    """Who says it in the claim and in the source, where both say the same."""
    found = pair.alignment
    if found is None:
        return []
    mine = _speakers(found, "mine")
    if not mine or not _says_the_same(pair, found):
        return []
    theirs = _speakers(found, "theirs")
    if not theirs:
        if is_publisher(pair, mine):
            return []
        return [bars("speaker-missing", 0.6, "the passage doesn't say who says so")]
    relation = relate_all(mine, pair.mine, theirs, pair.theirs)
    row = Comparison("speaker", _phrase(mine[0]), _phrase(theirs[0]), relation in MATCHED)
    if relation is Relation.OTHER and (_speaks_for(mine[0], theirs[0]) or is_publisher(pair, mine)):
        return []
    if relation is Relation.OTHER and _is_called(pair, mine[0], theirs[0]):
        return []
    if relation is Relation.OTHER and not _is_heard(mine[0], pair):
        return [
            bars(
                "other-speaker",
                0.9,
                f"“{_phrase(theirs[0])}” says so; the source is silent on “{_phrase(mine[0])}”",
                row,
            )
        ]
    if relation is Relation.OTHER:
        return [
            contradicts(
                "other-speaker", 0.85, f"“{_phrase(theirs[0])}” said it, not “{_phrase(mine[0])}”", row
            )
        ]
    if relation in MATCHED:
        return [agrees("same-speaker", 0.8, "the same speaker", row)]
    return []


def _is_called(pair: Pair, mine: Token, theirs: Token) -> bool:
    """One is an office, the other a name, and the page has the two side by side: 'the premier', 'Premier Dana Wirth'."""
    other = pair.theirs.referents.get(theirs.i, theirs.text).split()[-1]
    words = sorted([mine.text, other], key=str.islower)  # the name first
    if [word.islower() for word in words] != [False, True]:
        return False
    named, called = map(re.escape, words)
    beside = rf"(?i:\b{called}) (?:[A-Z][\w.’'-]* )?{named}\b|\b{named}, (?:\w+ ){{0,3}}{called}\b"
    return re.search(beside, f"{pair.theirs.near} {pair.page}") is not None


def _is_heard(speaker: Token, pair: Pair) -> bool:
    """Whether the page has the claim's speaker at all: else that one may have said the same elsewhere."""
    return stem(speaker.lower_) in {
        stem(word.lower()) for word in _WORD.findall(f"{pair.theirs.text} {pair.theirs.near} {pair.page}")
    }


def _speaks_for(mine: Token, theirs: Token) -> bool:
    """'a spokeswoman for the bank' speaks for the bank."""
    return mine.lemma_.lower() in {part.lemma_.lower() for part in theirs.subtree}


def _speakers(found: Alignment, side: str) -> tuple[Token, ...]:
    """The one who is said to say it; the agent, where the clause itself is one of calling something something."""
    frame = found.mine if side == "mine" else found.theirs
    if frame.speaker is not None:
        return (frame.speaker,)
    if frame.lemma in lexicon().groups["call"].core:
        return frame.agents
    return ()


def _says_the_same(pair: Pair, found: Alignment) -> bool:
    """The quotation is located, or the clauses are about the same happening."""
    quotes = [quote for quote in find_quoted(pair.mine.text) if len(find_words(quote)) >= _WHOLE]
    if quotes:
        return all(locate(find_words(quote), pair.theirs.text)[1] >= _ALTERED for quote in quotes)
    return found.predicate in MATCHED and Relation.OTHER not in {found.patient} and found.coverage >= 0.6


def _phrase(token: Token) -> str:
    return "".join(part.text_with_ws for part in token.subtree if part.dep_ not in {"relcl", "appos"}).strip(
        " ,"
    )
