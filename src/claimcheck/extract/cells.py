"""A table's value as a sentence: said of the row's subject under its header."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.extract.inflection import owned
from claimcheck.extract.lexicon import lexicon
from claimcheck.text.grids import LINKING
from claimcheck.text.wording import Cue, words_of

NAMES = re.compile(
    r"\b(?:name|person|player|employee|member|candidate|speaker|author|artist|actor|athlete|official|who)s?\b",
    re.I,
)
PLACES = re.compile(
    r"\b(?:area|borough|city|constituency|continent|country|county|department|district|location|market|municipality|nation|place|"
    r"port|prefecture|province|region|site|state|territory|town|village|ward|zone|city/town)s?\b", re.I)  # fmt: skip
TIMES = re.compile(r"\b(?:year|quarter|month|season|decade|fiscal year|financial year)s?\b", re.I)
VERBAL = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|will|can|could)\b")
POSTS = re.compile(r"(?:role|position|post|office|job|title)\b", re.I)
CLAUSE = 4  # words of a cell that is more than a name or a figure
DATES = re.compile(r"^(?:date|year|month|day|when|time)s?$", re.I)
EVENTS = re.compile(
    r"^(?:events?|what happened|milestones?|developments?|description|details?|step|action)$", re.I
)
TIMED = re.compile(
    r"^(?:[QH][1-4] ?(?:FY)?\d{2,4}|(?:FY ?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?|[A-Z][a-z]+(?:[–-][A-Z][a-z]+)? (?:19|20)\d\d)$"
)
MEASURED = re.compile(
    r"(?P<what>[A-Z][a-z]+(?: [a-z]+){0,2}),? (?:in )?\(?(?P<when>(?:[QH][1-4] )?(?:19|20)\d\d(?:[/–-]\d{2,4})?)\)?"
)
NOUNLESS = re.compile(
    r"(?:absent|abstain(?:ed|ing)?|present|before|after|then|now|up|down|in|out|on|off|won|drawn|lost|drew|played|plus|minus|other|others|"
    r"change|difference|adults?|child|children|seniors?|students?|single|return|double|read|write|weekdays?|weekends?|new|old|today|yesterday|low|high|min|max|total|average|mean|median|best|worst|first|second|third|more|less|yes|no|with|without)",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"adults|children|seniors|students|staff", re.IGNORECASE
)  # under a bare figure: so many of them
YEARS = re.compile(r"(.+?)\s*(?:[-–—]|\bto\b|\buntil\b)\s*(.*)$")
UNITS = re.compile(r"^(.*?)\s*(?:\(([^()]*)\)|,\s*(?:in )?([^,]{1,12}))$")
FIGURE = re.compile(
    r"^[~≈<>+-]?\s*[$€£¥]?\s*\d[\d.,  ]*(?:\s*(?:%|percent|per cent|k|m|bn|million|billion|trillion|[a-z°/]{1,6}))?$",
    re.I,
)
MONEY = re.compile(
    r"(?:in )?(?P<before>[$€£¥]|[A-Z]{3}|US\$)?\s?(?P<scale>m|mn|mio|bn|b|k|tn|millions?|billions?|thousands?|trillions?)?\.?"
    r"(?: of)?(?: ?(?P<after>[$€£¥]|[A-Z]{3}|[a-z]{4,10}s?))?",
    re.IGNORECASE,
)
SCALES = {
    "m": "million",
    "mn": "million",
    "mio": "million",
    "bn": "billion",
    "b": "billion",
    "k": "thousand",
    "tn": "trillion",
}
SIGNS = {"$": "dollars", "us$": "dollars", "US$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}
MONEYED = re.compile(
    r"\b(?:sales|revenues?|turnover|ebit(?:da)?|profits?|loss(?:es)?|income|costs?|expenses?|assets|debts?|equity|cash|liabilities|"
    r"investments?|capex|backlog|orders|spending|budget|subsidy|subsidies)\b(?!.*\b(?:per|ratio|margin|share|growth)\b)",
    re.IGNORECASE,
)
HAPPENED = re.compile(r"[a-z]{3,}ed|built|born|sold|made|begun|won", re.IGNORECASE)
CODED = re.compile(r"\b(?![QH][1-4]\b|FY)[A-Z]{1,4}-?\d+")  # 'X3' of a model
MADE_BY = re.compile(r"(?:[a-z]{3,}ed|led|run|built|made|held|won|drawn|written) by")
ACTIVE = frozenset(
    {"arrived", "closed", "died", "ended", "expired", "joined", "launched", "opened", "retired", "started"}
)
DAY = re.compile(
    r"(?:(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?)?(?:1[5-9]|20)\d\d"
)  # '1906', 'May 1906', '3 May 1906'
OPEN_END = re.compile(r"^(?:present|now|today|date|current|ongoing|)$", re.I)


@dataclass(frozen=True, slots=True)
class Value:
    """A header and the cell under it, both as text."""

    header: str
    text: str


def read_money(unit: str) -> str:
    """'SEK million', '€m', 'm crowns', 'in thousands of euros' as they are said after a figure; '' of anything else."""
    match = MONEY.fullmatch(unit.strip())
    if match is None or not (match["before"] or match["after"]):
        return ""
    if match["before"] and match["before"].isalpha() and not match["before"].isupper():
        return ""  # 'litres' is not paid in
    scale = SCALES.get(match["scale"].lower(), match["scale"].lower().rstrip("s")) if match["scale"] else ""
    currency = match["before"] or match["after"]
    return f"{scale} {SIGNS.get(currency, currency)}".strip()


def _of_firm(role: str) -> str:
    """A role as it is said in a sentence: 'Chief executive, Orbex Ferries' is 'chief executive of Orbex Ferries'."""
    office, _, firm = role.partition(", ")
    named = firm[:1].isupper() and "," not in firm and office.split()[-1].lower() in words_of(Cue.ROLE)
    if not named:
        return lowered_header(role)
    return f"{lowered_header(office)} of {firm}"


def say_held(name: str, role: str, period: Value) -> str:
    """'X was mayor from 2014 to 2022.'"""
    role = _of_firm(role)
    text = period.text
    header = period.header.lower()
    opening = re.match(r"(since|from|until|till|to)\b\s*(.*)$", text, re.I)
    word, rest = (
        (opening[1].lower(), opening[2])
        if opening
        else (header if header in {"since", "from", "until"} else "", text)
    )
    span = YEARS.match(rest)
    if span and re.search(r"\d", span[1]):
        if OPEN_END.match(span[2].strip()):
            return f"{name} has been {role} since {span[1]}."
        return f"{name} was {role} from {span[1]} to {span[2]}."
    if word in {"since", "from"}:
        return f"{name} has been {role} since {rest}."
    if word in {"until", "till", "to"}:
        return f"{name} was {role} until {rest}."
    return f"{name} was {role} in {rest}." if re.fullmatch(r"\d{4}", rest) else f"{name} was {role} ({rest})."


def _votes(number: str) -> str:
    return "one vote" if number == "1" else "no votes" if number == "0" else f"{number} votes"


def say_odd(subject: Value, value: Value) -> str:
    """A value under a header that is no noun: votes for and against, periods, and any other."""
    header = value.header.lower()
    if re.fullmatch(r"(?:for|in favou?r|yes|ayes?|pro)", header) and value.text.isdigit():
        return f"{subject.text} cast {_votes(value.text)} in favour."
    if re.fullmatch(r"(?:against|no|noes|nays?|contra)", header) and value.text.isdigit():
        return f"{subject.text} cast {_votes(value.text)} against."
    bare, figure = with_unit(value)
    measured = MEASURED.fullmatch(bare)
    if measured and TIMED.match(measured["when"]) and not TIMES.search(subject.header):
        what, owner = measured["what"], owned(subject.text)
        if is_plural_label(what) and not MONEYED.search(what) and re.match(r"\d", figure):
            return f"In {measured['when']}, {owner} number of {lowered_header(what)} was {figure}."
        return f"In {measured['when']}, {owner} {lowered_header(what)} {be_of(what, figure)} {figure}."
    if TIMED.match(value.header) and not TIMES.search(subject.header):
        label, text = with_unit(Value(subject.text, value.text))
        placed = subject.header and (PLACES.search(subject.header) or NAMES.search(subject.header))
        figured = re.fullmatch(r"-?[\d,]*\.\d+", text) or re.fullmatch(r"[\d.,]+ [a-z ]{4,}", text)
        if (placed and FIGURE.match(text)) or (figured and not MONEYED.search(label)):
            return f"In {value.header}, the figure for {subject.text} was {text}."
        if re.fullmatch(r"[\d.,  ]+", text) and is_plural_label(label) and not MONEYED.search(label):
            return f"In {value.header}, the number of {lowered_header(label)} was {text}."
        return f"In {value.header}, {lowered_header(label)} {be_of(label, text)} {text}."
    state = re.fullmatch(r"(.{2,}) since", header)
    if state and DAY.fullmatch(value.text):
        return f"{subject.text} has been {state[1]} since {value.text}."
    if HAPPENED.fullmatch(header) and DAY.fullmatch(value.text):
        verb = header if header in ACTIVE else f"was {header}"
        day = _lead(value.text)
        return f"{subject.text} {verb} {day[0].lower()}{day[1:]}."
    label, text = with_unit(value)
    if HAPPENED.fullmatch(label) and FIGURE.match(text):
        return f"{subject.text} {label.lower()} {text}."
    return _say_done(subject, value)


def _say_done(subject: Value, value: Value) -> str:
    """A value under a header that says by whom, or that counts without a noun."""
    header = value.header.lower()
    if MADE_BY.fullmatch(header):
        return f"{subject.text} was {header} {value.text}."
    if COUNTED.fullmatch(header) and re.fullmatch(r"\d[\d.,  ]*", value.text):
        return f"{owned(subject.text)} number of {header} is {value.text}."
    if NOUNLESS.fullmatch(header):
        if not re.search(r"\d", value.text):
            return f"For {subject.text}, the table has “{value.text}” under “{value.header}”."
        return f"For {subject.text}, the figure under “{value.header}” is {value.text}."
    return ""


def say_value(subject: Value, value: Value) -> str:
    header, text = with_unit(value)
    label = _lower(header)
    if (TIMES.search(subject.header) and not EVENTS.match(value.header)) or PLACES.search(subject.header):
        people = label in {"dead", "injured", "killed", "missing", "wounded"}
        counts = bool(re.fullmatch(r"[\d.,  ]+", text)) and (is_plural_label(label) or people)
        label = f"the number of {label}" if counts else f"the {label}" if not FIGURE.match(text) else label
        where = (
            subject.text
            if not re.match(r"(?:north|south|east|west|upper|lower)ern\b.*s$", subject.text, re.I)
            else f"the {subject.text}"
        )
        return f"In {where}, {label} {'was' if counts else be_of(label, text)} {text}."
    if (
        len(text.split()) >= CLAUSE
        and not POSTS.match(label)
        and not re.match(r"[$€£¥~]?\d[\d.,]* [a-z]+$", text)
    ):
        thing = re.sub(r"^(?:the|an?) ", "", label)
        if VERBAL.search(text):
            return f"{text.rstrip('.')} [{subject.text}: {header[:1].lower()}{header[1:]}]."
        return f"The {thing} for {subject.text} {'are' if is_plural_label(label) else 'is'} “{text}”."
    if re.fullmatch(r"how (?:much|many|big|long|far|old)|what|value|figure|in figures", label):
        return _say_answer(subject.text, text)
    owner = owned(subject.text)
    if DATES.search(subject.header) and EVENTS.match(value.header):
        return f"{_lead(subject.text)}: {lowered_header(value.text).rstrip('.')}."
    if re.fullmatch(r"[\d.,  ]+", text) and is_plural_label(label):
        return f"{owner} number of {label} is {text}."
    if POSTS.match(label):
        text = _lower_office(text)
    return f"{owner} {label} {'are' if is_plural_label(label) else 'is'} {text}."


def _lower_office(words: str) -> str:
    """'Head of safety', 'Chief Financial Officer' inside a sentence; names and acronyms keep their capitals."""
    plain = words_of(Cue.ROLE) | lexicon("corporate") | {"financial", "vice", "senior", "co-lead"}
    return " ".join(
        word.lower() if word.strip(",;").lower() in plain and not word.isupper() else word
        for word in words.split(" ")
    )


def _lower(header: str) -> str:
    """A column's name inside a sentence: 'role at Northgate', 'previous affiliation'."""
    if CODED.search(header):
        return header  # a make and its model
    words = header.split()
    kept = [
        word if re.search(r"[A-Z]{2}|\d", word) or (before in LINKING and i) else word.lower()
        for i, (before, word) in enumerate(zip(["", *words], words, strict=False))
    ]
    label = " ".join(kept)
    return "previous affiliation" if label in {"previously", "formerly"} else label


def _say_answer(asked: str, text: str) -> str:
    """'Height of the mast | 31 metres', under 'What | How much'."""
    since = re.fullmatch(r"(.{2,}) since", asked)
    if since:
        return f"It has been {since[1][:1].lower()}{since[1][1:]} since {text}."
    return f"{asked} {'are' if is_plural_label(asked.lower()) and not FIGURE.match(text) else 'is'} {text}."


def _lead(day: str) -> str:
    """'In June 2021', 'On March 27, 2025'."""
    exact = re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?! ?\d{3})", day) and re.search(r"[A-Za-z]{3}", day)
    return f"{'On' if exact else 'In'} {day}"


def with_unit(value: Value) -> tuple[str, str]:
    """Header and text, with a unit in the header's brackets moved to the figure: 'Revenue (€m)', '12' is '€12m'."""
    match = UNITS.match(value.header)
    if not match or not re.fullmatch(r"-?[\d.,  ]+", value.text):
        return value.header, value.text
    unit = (match[2] or match[3] or "").strip()
    money = re.fullmatch(r"([$€£¥])\s*(m|mn|bn|b|k|million|billion|thousand|)", unit, re.I)
    if read_money(unit) and not money:
        return match[1], f"{value.text} {read_money(unit)}"
    if money:
        minus, figure = re.match(r"(-?)(.*)", value.text).groups()  # type: ignore[union-attr]  # always matches
        return match[1], f"{minus}{money[1]}{figure}{' ' if len(money[2]) > 2 else ''}{money[2]}"
    thousands = re.fullmatch(r"([$€£¥]?)\s*['’]?000s?", unit)
    if thousands and "." not in value.text:
        return match[1], f"{thousands[1]}{value.text},000"
    if unit == "%":
        return match[1], f"{value.text}%"
    if re.fullmatch(r"(?:in )?(?:million|billion|thousand)s?", unit, re.I):
        return match[1], f"{value.text} {unit.removeprefix('in ').rstrip('s')}"
    if re.fullmatch(r"[a-zA-Z°²³/]{1,12}", unit):
        return match[1], f"{value.text} {unit}"
    return value.header, value.text


def is_plural_label(label: str) -> bool:
    head = re.split(
        r"\b(?:of|in|per|by|for|given|from|to|on|at|an?|each|every)\b", re.sub(r"\s*\([^)]*\)", "", label)
    )[0].split()
    done = len(head) > 1 and HAPPENED.fullmatch(head[-1]) is not None  # 'wheels made'
    noun = head[-2] if done else head[-1] if head else ""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def be_of(label: str, text: str) -> str:
    figure = bool(re.search(r"\d", text))
    if is_plural_label(label.removeprefix("the ")):
        return "were" if figure else "are"
    return "was" if figure else "is"


def lowered_header(words: str) -> str:
    """Header or role in running text: an initial capital goes unless the word is an acronym or a name follows."""
    bare = re.sub(r"\s*\([^)]*\)", "", words).split(" ")
    if any(len(word) > 1 and not word[1:].islower() and word[:1].isupper() for word in bare):
        return words
    return words[:1].lower() + words[1:] if not any(word[:1].isupper() for word in bare[1:]) else words
