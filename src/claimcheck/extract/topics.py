"""What an article is about: the names of its title, and the names it can't stop mentioning."""

from __future__ import annotations

from claimcheck.extract.mentions import Register
from claimcheck.extract.naming import plain
from claimcheck.extract.referents import Referent, gender_of_name
from claimcheck.text.syntax import straighten

LEAD = 2  # by what factor a name must be mentioned more than the next of its sort
OFTEN = 3  # mentions that make a name a topic when the title has none


def _shorter(name: str, named: dict[str, int]) -> str:
    """The name itself, or its first words when the article says those much more often: 'Acme' for 'Acme Labs'."""
    rivals = [
        other
        for other in named
        if name.startswith(f"{other} ") and named[other] >= LEAD * max(1, named[name])
    ]
    return max(rivals, key=lambda other: named[other], default=name)


def find_topics(title: str, register: Register) -> dict[str, Referent]:
    """One topic for each label that has a clear one: alone of its sort in the title, else mentioned far more than others."""
    counts: dict[str, dict[str, int]] = {}
    for name, label in register.labels.items():
        full = plain(register.full(name))
        counts.setdefault(label, {}).setdefault(full, 0)
        counts[label][full] += register.counts[name]
    titled: dict[str, set[str]] = {}
    for _, _, name in register.find(straighten(title)):
        titled.setdefault(register.label_of(name), set()).add(plain(register.full(name)))
    topics: dict[str, Referent] = {}
    for label, named in counts.items():
        chosen = {_shorter(name, named) for name in titled.get(label, set())}
        told = bool(chosen)
        if not chosen and label in {
            "ORG",
            "PERSON",
            "PRODUCT",
        }:  # of places and buildings only the title tells
            ranked = sorted(named, key=lambda name: (-named[name], name))
            clear = named[ranked[0]] >= OFTEN and (
                len(ranked) == 1 or named[ranked[0]] >= LEAD * named[ranked[1]]
            )
            chosen = {ranked[0]} if clear else set()
        if len(chosen) == 1:
            (name,) = chosen
            gender = gender_of_name(name) if label == "PERSON" else ""
            topics[label] = Referent(name, register.said(name), label, named=True, gender=gender, titled=told)
    return topics
