"""Words in another form: a verb in the past, so that ', killing 12 people' can be said as a sentence; a name as an owner."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from claimcheck.extract.draft import auxiliaries, subject
from claimcheck.extract.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _irregular() -> tuple[dict[str, str], frozenset[str]]:
    written = tomllib.loads(resources.files("claimcheck.extract").joinpath("verbs.toml").read_text("utf-8"))
    return written["past"], frozenset(written["doubled"]["verbs"])


def past(lemma: str) -> str:
    """The simple past: 'kill' is 'killed', 'bring' is 'brought'."""
    forms, doubled = _irregular()
    for prefix in ("", "over", "under", "re", "out", "mis", "up"):
        if lemma.startswith(prefix) and lemma.removeprefix(prefix) in forms:
            return prefix + forms[lemma.removeprefix(prefix)]
    if lemma in doubled:
        return f"{lemma}{lemma[-1]}ed"
    if lemma.endswith("e"):
        return f"{lemma}d"
    return f"{lemma[:-1]}ied" if re.search(r"[^aeiou]y$", lemma) else f"{lemma}ed"


def third(lemma: str) -> str:
    """The third person of the present: 'reach' is 'reaches'."""
    if lemma in {"have", "be", "do", "go"}:
        return {"have": "has", "be": "is", "do": "does", "go": "goes"}[lemma]
    if re.search(r"(?:s|x|z|ch|sh)$", lemma):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if re.search(r"[^aeiou]y$", lemma) else f"{lemma}s"


def like(verb: Token, model: Token) -> str:
    """``verb`` in the tense and number of ``model``: 'killing' after 'opened' is 'killed', after 'will open' 'will kill'."""
    lemma = verb.lemma_.lower()
    helpers = auxiliaries(model)
    modal = next((aux for aux in helpers if aux.tag_ == "MD"), None)
    if modal is not None:
        return f"{modal.text} {lemma}"
    if model.tag_ == "VBD" or any(aux.tag_ == "VBD" or aux.lemma_ == "have" for aux in helpers):
        return past(lemma)
    who = subject(model)
    if any(aux.lower_ in {"are", "'re"} for aux in helpers) or model.lower_ == "are":
        return lemma
    if who is not None and (is_plural(who) or who.lower_ in {"i", "you", "we", "they"}):
        return lemma
    return third(lemma)


def is_site(noun: Token) -> bool:
    """'the works', where no verb says that there are several."""
    several = noun.dep_ == "nsubj" and noun.head.tag_ == "VBP"
    counted = any(child.dep_ == "nummod" or child.lower_ in {"these", "those"} for child in noun.children)
    return noun.lower_ in lexicon("sites") and not several and not counted


def is_plural(noun: Token) -> bool:
    """Whether a noun phrase stands for several."""
    if noun.tag_ == "NNS":
        return not is_site(noun)
    joined = any(child.dep_ == "cc" and child.text != "&" for child in noun.children)
    return (joined and any(child.dep_ == "conj" for child in noun.children)) or noun.lower_ in {
        "they",
        "these",
        "those",
        "we",
    }


def owned(name: str) -> str:
    """'the bridge's', 'the workers''."""
    if name.endswith("'s"):
        return name  # 'Saint Anne's doctors'
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def be(noun: Token, *, past: bool) -> str:
    """'is', 'are', 'was' or 'were' for a noun phrase."""
    agreed = noun.dep_ == "nsubj" and (noun.head.tag_ == "VBZ" or noun.head.lower_ == "was")
    if is_plural(noun) and not agreed:
        return "were" if past else "are"
    return "was" if past else "is"
