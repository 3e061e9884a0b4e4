"""Small signs by which a passage with all of a claim's words and figures doesn't bear it out.

Each was found where a page decided a claim wrongly: a question has no answer in it, an eighteen-month sentence was suspended, 3.4
was what a figure fell *from*, what was paid is no promise to pay, and "still" asks for more than an old title. They bar; none
of them contradicts.
"""

from __future__ import annotations

import re

from claimcheck.match.aspects import Aspect, bars
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.model.selector import Span

WEIGHT = 0.9  # of each such bar

_UNDONE = re.compile(
    r"\W+(?:(?:all|both|of which|which was|were|was|but|though|later|since|then|on appeal) )?"
    r"(?:suspended|waived|deferred|withheld|withdrawn|refunded|repaid|annulled|overturned|quashed|rescinded|revoked|reversed|"
    r"cancelled|canceled|struck down|on probation|conditionally)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\W+(?:\w+\W+){0,4}?to\s+\W?\d")
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}\W?$", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:from|before|until|previously|formerly|earlier|once|had|used to|initially|originally|at first|was|were)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|next (?:year|month|week|spring|summer|autumn|winter|season|quarter)|is to|are to)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:will|shall|would|next|plan\w*|intend\w*|expect\w*|due|aim\w*|target\w*|propos\w*|promis\w*|forecast\w*|"
    r"schedul\w*|to be|is to|are to|set to|wants?|goal|by (?:the end of )?20\d\d|from 20\d\d|pledg\w*|commit\w*|agree\w*|"
    r"budget\w*|allot\w*|coming|future|upcoming|starts?|begins?|opens?|approv\w*)\b",
    re.IGNORECASE,
)
_STILL = re.compile(r"\b(?:still|to this day)\b", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:still|remains?|continues?|stays?|since|today|now|currently|to this day|has been|have been|is|are)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till)\b(?!\W+(?:\w+\W+){0,2}\d)", re.IGNORECASE)  # a date is compared as one
_ENDING = re.compile(
    r"\b(?:until|till|ended|end|left|leaving|resigned|retired|stepped|closed|gave up)\b|\d\s?[–-]\s?\d",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:most|majority|nearly all|almost all)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bof (?:whom|which|these|those|them),? (?:only |just )?(?:\w+ )?\d", re.IGNORECASE)
_TURNED = (
    frozenset(["previous", "earlier", "preceding", "last"]),
    frozenset(["next", "later", "following", "coming", "subsequent"]),
)
_HELD = frozenset(
    ["affiliation", "company", "employer", "job", "office", "position", "post", "role", "title"]
)
"""With these 'previous' is 'former', which is compared by itself."""
_IN_TIME = re.compile(
    r"\b(?:on (?:schedule|time|budget)|as planned|in time|within budget|punctually)\b", re.IGNORECASE
)
_LATE = re.compile(
    r"\b(?:(?:later|more|longer|dearer) than (?:planned|intended|promised|expected|foreseen)|late|delay\w*|behind schedule|"
    r"over budget|overdue)\b",
    re.IGNORECASE,
)
_NOT_FIRST = re.compile(
    r"\b(?:not|n['’]t|never|neither|hardly)\s+(?:\w+\s+){0,2}?the\s+(?:very\s+)?(first|only|largest|biggest|oldest|last|sole|youngest|highest|longest)\b",
    re.IGNORECASE,
)


_REACHED = re.compile(
    r"\b(?:reach\w*|meets?|met|meeting|hits?|hitting|achiev\w*|attain\w*|fulfil\w*|exceed\w*|surpass\w*|miss(?:es|ed)?|"
    r"fall\w* short|fell short|ahead of|behind)\b",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:aims?|goals?|targets?|objectives?|quotas?)\b", re.IGNORECASE)


_RANKED = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))[- ](?:most )?(\w+est|[a-z]{4,})\b",
    re.IGNORECASE,
)


def compare_hitches(pair: Pair) -> list[Aspect]:
    """A bar for each such sign."""
    found = [
        (_asks(pair), "asked", "the passage asks, and doesn't answer"),
        (_is_undone(pair), "undone", "the passage goes on to say that it was suspended, waived or undone"),
        (_is_one_end(pair), "one-end", "in the source that is what the figure changed from"),
        (_is_past(pair), "to-come", "the claim is of the future, the source of what has been"),
        (_is_yet_to_be(pair), "yet-to-be", "the source says that they are to be so"),
        (_is_of_old(pair), "not-still", "the source doesn't say that it is still so"),
        (_lacks_end(pair), "end-missing", "the source doesn't say until when"),
        (_is_counted_out(pair), "share-untold", "the source counts how many of them it were"),
        (
            _is_denied_rank(pair),
            "not-the-first",
            "the source says that it is not the first, or not the only one",
        ),
        (_is_for_other(pair), "other-reason", "the source says that it was for something else"),
        (_is_aim_alone(pair), "aim-alone", "the source tells the aim, and not that it is reached"),
        (_is_late(pair), "late", "the source says that it was late, or cost more than planned"),
    ]
    turned = _find_turned(pair)
    found.append((bool(turned), "other-turn", f"the passage says nothing of “{turned}”"))
    return [bars(rule, WEIGHT, note) for holds, rule, note in found if holds]


def _asks(pair: Pair) -> bool:
    return pair.theirs.text.rstrip().rstrip("\"'”’)").endswith("?") and not pair.mine.text.rstrip().endswith(
        "?"
    )


def _is_undone(pair: Pair) -> bool:
    said = pair.mine.text
    return any(
        (match := _UNDONE.match(pair.theirs.text, part.end)) is not None
        and stem(match[0].split()[-1].lower())
        not in {stem(word) for word in re.findall(r"\w+", said.lower())}
        for part in _agreeing(pair)
    )


def _is_one_end(pair: Pair) -> bool:
    """'fell from 3.4 to 3.1 nights' for 'at 3.4 nights'."""
    text = pair.theirs.text
    if _BEFORE.search(pair.mine.text):
        return False
    agreeing = _agreeing(pair)
    return any(
        _FROM.search(text, 0, part.start) is not None
        and (to := _TO.match(text, part.end)) is not None
        and not any(part.end < other.end and to.end() - 1 <= other.end for other in agreeing)
        for part in agreeing
    )


def _agreeing(pair: Pair) -> list[Span]:
    """Where the figures stand that agree with the claim's, dates apart."""
    best = (slot.best(agreeing=True) for slot in pair.slots if slot.aspect != "date")
    return [part.span for part in best if part is not None]


def _is_past(pair: Pair) -> bool:
    ahead = (
        _AHEAD.search(pair.mine.text) is not None and "“" not in pair.mine.text and '"' not in pair.mine.text
    )
    told = f"{pair.theirs.text} {' '.join(header for header, _ in pair.passage.cells)} {' '.join(pair.passage.section)}"
    return ahead and not _PLANS.search(told) and not _is_present(pair.theirs)


def _is_present(reading: Reading) -> bool:
    """A rule or a timetable tells of the future in the present: 'The toll ends on 1 May'."""
    return any(token.tag_ in {"VBZ", "VBP", "MD"} and token.dep_ == "ROOT" for token in reading.doc)


def _is_yet_to_be(pair: Pair) -> bool:
    """'of the 500 homes that are to be connected' tells of no home that is."""
    if _AHEAD.search(pair.mine.text):
        return False
    counted = (token for span in _agreeing(pair) if (token := pair.theirs.token_at(span)) is not None)
    nouns = (token if token.pos_ == "NOUN" else token.head for token in counted)
    clauses = (child for noun in nouns for child in noun.children if child.dep_ == "relcl")
    return any(
        part.lower_ in {"will", "shall"}
        or (part.lower_ == "to" and part.head.dep_ == "xcomp" and verb.lemma_ == "be")
        for verb in clauses
        for part in verb.subtree
    )


def _is_of_old(pair: Pair) -> bool:
    """'still serves', where the source tells what he did as one: the claim is of the present, or 'still' means 'even so'."""
    return (
        _is_present(pair.mine)
        and _STILL.search(pair.mine.text) is not None
        and not _LASTING.search(pair.theirs.text)
        and not pair.passage.cells
    )


def _lacks_end(pair: Pair) -> bool:
    return _UNTIL.search(pair.mine.text) is not None and not _ENDING.search(
        f"{pair.theirs.text} {pair.passage.after}"
    )


def _is_counted_out(pair: Pair) -> bool:
    return _MOST.search(pair.mine.text) is not None and _OF_THEM.search(pair.theirs.text) is not None


def _is_denied_rank(pair: Pair) -> bool:
    """'not the first', or 'the third-oldest' for 'the oldest'."""
    ranked = {match[1].lower() for match in _RANKED.finditer(pair.theirs.text)}
    ours = re.findall(r"\bthe (?:most )?(\w+est|[a-z]{4,})\b", pair.mine.text.lower())
    superlatives = {token.lower_ for token in pair.mine.doc if token.tag_ in {"JJS", "RBS"}}
    if ranked & superlatives & set(ours) and not _RANKED.search(pair.mine.text):
        return True
    match = _NOT_FIRST.search(pair.theirs.text)
    return (
        match is not None
        and match[1].lower() in pair.mine.text.lower().split()
        and not re.search(r"\bnot\b|n['’]t\b", pair.mine.text)
    )


def _is_for_other(pair: Pair) -> bool:
    """'fined for dumping sand' and 'a fine for telling nobody'."""
    mine, theirs = (
        {
            verb.lemma_
            for token in reading.doc
            if token.tag_ == "VBG" and token.head.lower_ == "for"
            for verb in (token, *(child for child in token.children if child.dep_ == "xcomp"))
        }
        for reading in (pair.mine, pair.theirs)
    )  # of 'failing to report' both
    return (
        bool(mine and theirs)
        and not mine & theirs
        and not any(lexicon().akin(a, b) for a in mine for b in theirs)
    )


def _is_late(pair: Pair) -> bool:
    return _IN_TIME.search(pair.mine.text) is not None and _LATE.search(pair.theirs.text) is not None


def _is_aim_alone(pair: Pair) -> bool:
    """'will reach its aim of 900', where the source says 'Our aim is 900'."""
    said, told = pair.mine.text, pair.theirs.text
    reached = _REACHED.search(said) is not None and _AIM.search(said) is not None
    return reached and _AIM.search(told) is not None and not _REACHED.search(told)


def _find_turned(pair: Pair) -> str:
    """'at the previous election', where the passage speaks of this one; '' where nothing is amiss."""
    there = {token.lower_ for token in pair.theirs.doc}
    for token in pair.mine.doc:
        noun, alike = token.head, next((words for words in _TURNED if token.lower_ in words), None)
        if alike is None or token.dep_ != "amod" or noun.pos_ != "NOUN" or noun.lower_ in _HELD:
            continue
        dated = {noun.ent_type_, token.ent_type_} & {"DATE", "TIME"} or token.i in pair.mine.valued
        if not dated and not alike & there:
            return f"{token.text} {noun.text}"
    return ""
