"""Whose words a quotation is where its own sentence doesn't name anybody: 'he said', an interview's answer.

A page names its speaker once and goes on with 'she says'; an interview names him in its title. Both are read only where they
leave no choice: the sentence before begins with the one name, or the page asks and he answers.
"""

from __future__ import annotations

import re

from claimcheck.match.aspects import Aspect, agrees, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.model.evidence import Comparison

SAID = 0.85  # weight of the same words, by whom the page is about
OTHERS = 0.82  # ... of words that are another's by the sentence before
_PERSON = r"(?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+"
_LEADS = re.compile(rf"(?:[\w-]+ ){{0,4}}?({_PERSON})")
_ANSWER = re.compile(r"\s*[“\"][^”\"]+[”\"]\s*")
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|(?:an|one) hour with|talks? to|talking to|in conversation|questions? (?:to|for)|Q ?& ?A|lunch with|"
    r"meets|asked)\b",
    re.IGNORECASE,
)


def find_other(pair: Pair, claimed: str, speaker: str) -> list[Aspect]:
    """'N spoke last. “...,” he said.' for words that the claim gives to M."""
    before = pair.passage.before
    leading = _LEADS.match(before)
    led = leading is not None and speaker.split()[-1] in leading[1].split()
    near = " ".join([before, *pair.passage.earlier, pair.theirs.text])
    if not led or _surname(claimed) in re.findall(r"[\w'’-]+", near):
        return []
    row = Comparison("speaker", claimed, speaker, False)
    return [contradicts("quote-of-other", OTHERS, f"the words are “{speaker}”’s, not “{claimed}”’s", row)]


def find_same(pair: Pair, claimed: str) -> list[Aspect]:
    """The claimed speaker, where the passage has 'she says' or nobody: whom the sentences before are about, or who is asked."""
    if not (_answers(pair, claimed) or _goes_on(pair, claimed)):
        return []
    row = Comparison("speaker", claimed, claimed, True)
    return [agrees("quote-said", SAID, "the same words, by whom the page lets speak there", row)]


def _surname(name: str) -> str:
    return name.split()[-1]


def _answers(pair: Pair, claimed: str) -> bool:
    passage = pair.passage
    over = " ".join([passage.title, *passage.section])
    asked = passage.before.rstrip().endswith("?") or any(
        head.rstrip().endswith("?") for head in passage.section
    )
    told = asked or _INTERVIEW.search(over) is not None
    return (
        told
        and _ANSWER.fullmatch(passage.text) is not None
        and _surname(claimed) in re.findall(r"[\w'’-]+", over)
    )


def _goes_on(pair: Pair, claimed: str) -> bool:
    """The sentence has 'he' or 'she' for a speaker, the page names the claimed, and none of the sentences before begins with
    another's name."""
    saying = [frame for frame in pair.theirs.frames if frame.lemma in lexicon().saying]
    leaning = any(agent.lower_ in {"he", "she"} for frame in saying for agent in frame.agents)
    sentences = [pair.passage.before, *pair.passage.earlier]
    leads = [match[1] for one in sentences if (match := _LEADS.match(one)) is not None]
    told = [*sentences, pair.page, pair.passage.title, *pair.passage.section]
    named = any(_surname(claimed) in re.findall(r"[\w'’-]+", one) for one in told)
    return leaning and named and all(_surname(claimed) in lead.split() for lead in leads)
