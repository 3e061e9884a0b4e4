"""Table rows as sentences: one for each value, said of the row's subject under its header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claimcheck.extract.inflection import owned
from claimcheck.model.article import Article, Block, BlockKind

NAMES = re.compile(
    r"\b(?:name|person|player|employee|member|candidate|speaker|author|artist|actor|athlete|official|who)s?\b",
    re.I,
)
PLACES = re.compile(
    r"\b(?:area|borough|city|constituency|continent|country|county|department|district|location|market|municipality|nation|place|"
    r"port|prefecture|province|region|site|state|territory|town|village|ward|zone|city/town)s?\b", re.I)  # fmt: skip
TIMES = re.compile(r"\b(?:year|quarter|month|season|decade|fiscal year|financial year)s?\b", re.I)
VERBAL = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|will|can|could)\b")
CLAUSE = 4  # words of a cell that is more than a name or a figure
DATES = re.compile(r"^(?:date|year|month|day|when|time)s?$", re.I)
EVENTS = re.compile(
    r"^(?:events?|what happened|milestones?|developments?|description|details?|step|action)$", re.I
)
PERIODS = re.compile(
    r"^(?:period|term|tenure|years?|dates?|in office|since|until|from|time|term of office|years? in office|service|when)$",
    re.I,
)
ROLES = re.compile(
    r"^(?:current |former |previous )?(?:role|position|title|job|job title|office|post|function|occupation|responsibility)$",
    re.I,
)
RANKS = re.compile(r"^(?:#|no\.?|nr\.?|rank|ranking|place|pos\.?|)$", re.I)
TIMED = re.compile(
    r"^(?:[QH][1-4] ?(?:FY)?\d{2,4}|(?:FY ?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?|[A-Z][a-z]+(?:[–-][A-Z][a-z]+)? (?:19|20)\d\d)$"
)
MEASURED = re.compile(
    r"(?P<what>[A-Z][a-z]+(?: [a-z]+){0,2}),? (?:in )?\(?(?P<when>(?:[QH][1-4] )?(?:19|20)\d\d)\)?"
)
NOUNLESS = re.compile(
    r"(?:absent|abstain(?:ed|ing)?|present|before|after|then|now|up|down|in|out|on|off|won|drawn|lost|drew|played|plus|minus|other|others|"
    r"change|difference|adults?|child|children|seniors?|students?|single|return|double|read|write|weekdays?|weekends?|new|old|today|yesterday|low|high|min|max|total|average|mean|median|best|worst|first|second|third|more|less|yes|no|with|without)",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"^(?:#|no\.?|nr\.?|pos\.?)$", re.I)
EMPTY = re.compile(r"^(?:[-–—.*?]|n/?a|none|nil|unknown|tbd|tba|\.\.\.|…)?$", re.I)
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


def read_rows(article: Article) -> dict[int, tuple[str, ...] | None]:
    """Sentences that say what each table row says, by block; () when its subject or its headers are unknown, ``None`` when
    it is a row of headers itself."""
    told: dict[int, tuple[str, ...] | None] = {}
    run: list[Block] = []
    for block in (*article.blocks, None):
        if block is not None and len(run) == 1 and _heads(article, run[0], block):
            run.append(block)
            continue
        if (
            block is not None
            and block.kind is BlockKind.TABLE_ROW
            and (not run or len(run[-1].cells) == len(block.cells))
        ):
            run.append(block)
            continue
        told.update(_read_table(article, run))
        run = [block] if block is not None and block.kind is BlockKind.TABLE_ROW else []
    return told


def _heads(article: Article, first: Block, second: Block) -> bool:
    """Whether a row that is one cell shorter than the next has the headers of all columns but the first."""
    if second.kind is not BlockKind.TABLE_ROW or len(second.cells) != len(first.cells) + 1:
        return False
    texts = [clean(cell.span.of(article.text)) for cell in first.cells]
    return len(texts) > 1 and all(TIMED.match(text) for text in texts)


def _read_table(article: Article, run: list[Block]) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    """The rows of one table; where no cell has a header, the first row may be the headers."""
    paths = _shorten_paths({clean(cell.header) for block in run for cell in block.cells})
    rows = [
        [Value(paths[clean(cell.header)], clean(cell.span.of(article.text))) for cell in block.cells]
        for block in run
    ]
    heads: list[str] | None = None
    if len(rows) > 1 and len(rows[0]) == len(rows[1]) - 1:
        rows[0] = [Value("", ""), *rows[0]]
    unit = _stated_unit(run[0]) if run else ""
    if len(rows) > 2 and len(rows[0]) > 1 and not any(value.header for row in rows for value in row):
        first, others = rows[0][1:], [value for row in rows[1:] for value in row[1:]]
        if all(TIMED.match(value.text) or not FIGURE.match(value.text) for value in first) and any(
            FIGURE.match(value.text) for value in others
        ):
            heads = [value.text for value in rows[0]]
    for place, (block, row) in enumerate(zip(run, rows, strict=True)):
        if heads is not None and place == 0:
            yield block.id, None
            continue
        values = (
            row
            if heads is None
            else [Value(header, value.text) for header, value in zip(heads, row, strict=True)]
        )
        yield block.id, _read_row(_in_unit(values, unit), lambda header: _is_named(article.text, header))


def _shorten_paths(headers: set[str]) -> dict[str, str]:
    """Headers as they are said: of 'Town / Workers' the last part, with the others in brackets only where two end alike."""
    last = {header: header.rsplit(" / ", 1)[-1] for header in headers}
    ends = list(last.values())
    return {
        header: end if end == header or ends.count(end) == 1 else f"{end} ({header.rsplit(' / ', 1)[0]})"
        for header, end in last.items()
    }


def _is_named(text: str, header: str) -> bool:
    """Whether a header is a name: the text has it with its capital in the middle of a sentence."""
    return bool(header[:1].isupper()) and re.search(rf"[a-z,] {re.escape(header)}\b", text) is not None


def _stated_unit(block: Block) -> str:
    """The unit of a table's money, from brackets in its caption or heading ('Key figures (SEK million)'), '' without any."""
    for title in (block.caption, *block.section[-1:]):
        match = re.search(r"\(([^()]{1,30})\)\s*:?$", title)
        if match and _money(match[1]):
            return match[1]
    return ""


def _in_unit(values: list[Value], unit: str) -> list[Value]:
    """Plain figures of a row that tells of money, with the table's unit to them; all others as they are."""
    label = next((value.text for value in values if value.text), "")
    if not unit or not MONEYED.search(label) or UNITS.match(label):
        return values
    return [
        Value(value.header, f"{value.text} {_money(unit)}")
        if re.fullmatch(r"-?[\d.,  ]+", value.text)
        else value
        for value in values
    ]


def _money(unit: str) -> str:
    """'SEK million', '€m', 'm crowns', 'in thousands of euros' as they are said after a figure; '' of anything else."""
    match = MONEY.fullmatch(unit.strip())
    if match is None or not (match["before"] or match["after"]):
        return ""
    if match["before"] and match["before"].isalpha() and not match["before"].isupper():
        return ""  # 'litres' is not paid in
    scale = SCALES.get(match["scale"].lower(), match["scale"].lower().rstrip("s")) if match["scale"] else ""
    currency = match["before"] or match["after"]
    return f"{scale} {SIGNS.get(currency, currency)}".strip()


def _read_row(values: list[Value], is_named: Callable[[str], bool]) -> tuple[str, ...]:
    if (
        len(values) == 2
        and not values[0].header
        and not values[1].header
        and values[1].text
        and not EMPTY.match(values[1].text)
    ):
        return (_pair(values[0].text, values[1].text),)
    place = _subject(values)
    if place is None:
        return ()
    rest = [
        value for i, value in enumerate(values) if i != place and not EMPTY.match(value.text) and value.header
    ]
    rest = [value for value in rest if not NUMBERS.match(value.header)]
    label = _numbered(values[place])
    if TIMES.search(label.header) and rest and all(TIMED.match(value.header) for value in rest):
        label = Value("", label.text)  # 'Year' names the headers beside it
    if place == 0 and not label.header and rest and all(is_named(value.header) for value in rest):
        turned = [(Value("", value.header), Value(label.text, value.text)) for value in rest]
        return tuple(_odd(name, value) or _value(name, value) for name, value in turned)
    return tuple(_sentences(label, rest))


def _numbered(label: Value) -> Value:
    """'A' under 'Trench' as 'Trench A', '3' under 'Stage' as 'Stage 3'."""
    if re.fullmatch(r"(?:1[89]|20)\d\d", label.text) and len(label.header.split()) == 1:
        return Value("Year", label.text)  # under 'Edition' or 'Season'
    bare = re.fullmatch(r"[A-Z]|[IVX]{1,4}|\d{1,2}[a-z]?", label.text) and re.fullmatch(
        r"[A-Z][a-z]+", label.header
    )
    named = bool(bare) and not TIMES.search(label.header) and not RANKS.match(label.header)
    return Value("", f"{label.header} {label.text}") if named else label


def clean(text: str) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"\[\d+\]", "", text)).strip()
    return re.sub(r"^\(([$€£¥]?\d[\d.,]*%?)\)$", r"-\1", text)  # an accountant's minus


def _pair(label: str, text: str) -> str:
    return f"The {_lower(label.rstrip(':'))} {_verb(label, text)} {text}."


def _subject(values: list[Value]) -> int | None:
    """The column that the row is about: the first that is neither a rank nor empty nor a bare figure."""
    for i, value in enumerate(values):
        if EMPTY.match(value.text) or (RANKS.match(value.header) and value.header):
            continue
        dated = i == 0 and re.fullmatch(r"(?:1[89]|20)\d\d", value.text)
        if FIGURE.match(value.text) and not TIMES.search(value.header) and not dated:
            continue
        return i
    return None


def _sentences(subject: Value, rest: list[Value]) -> list[str]:
    made: list[str] = []
    role = next((value for value in rest if ROLES.match(value.header)), None)
    period = next((value for value in rest if PERIODS.match(value.header)), None)
    if role is not None and period is not None:
        made.append(_held(subject.text, role.text, period))
        rest = [value for value in rest if value is not role and value is not period]
    made += [_odd(subject, value) or _value(subject, value) for value in rest]
    return made


def _held(name: str, role: str, period: Value) -> str:
    """'X was mayor from 2014 to 2022.'"""
    role = _lower(role)
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


def _odd(subject: Value, value: Value) -> str:
    """A value under a header that is no noun: votes for and against, periods, and any other."""
    header = value.header.lower()
    if re.fullmatch(r"(?:for|in favou?r|yes|ayes?|pro)", header) and value.text.isdigit():
        return f"{subject.text} cast {_votes(value.text)} in favour."
    if re.fullmatch(r"(?:against|no|noes|nays?|contra)", header) and value.text.isdigit():
        return f"{subject.text} cast {_votes(value.text)} against."
    measured = MEASURED.fullmatch(value.header)
    if measured and TIMED.match(measured["when"]) and not TIMES.search(subject.header):
        what = measured["what"]
        return f"In {measured['when']}, {owned(subject.text)} {_lower(what)} {_verb(what, value.text)} {value.text}."
    if TIMED.match(value.header) and not TIMES.search(subject.header):
        label, text = _united(Value(subject.text, value.text))
        if re.fullmatch(r"[\d.,  ]+", text) and _plural(label) and not MONEYED.search(label):
            return f"In {value.header}, the number of {_lower(label)} was {text}."
        return f"In {value.header}, {_lower(label)} {_verb(label, text)} {text}."
    if HAPPENED.fullmatch(header) and DAY.fullmatch(value.text):
        verb = header if header in ACTIVE else f"was {header}"
        day = _lead(value.text)
        return f"{subject.text} {verb} {day[0].lower()}{day[1:]}."
    label, text = _united(value)
    if HAPPENED.fullmatch(label) and FIGURE.match(text):
        return f"{subject.text} {label.lower()} {text}."
    if NOUNLESS.fullmatch(header):
        return f"For {subject.text}, the figure under “{value.header}” is {value.text}."
    return ""


def _value(subject: Value, value: Value) -> str:
    header, text = _united(value)
    label = " ".join(word if re.search(r"[A-Z]{2}|\d", word) else word.lower() for word in header.split())
    if (TIMES.search(subject.header) and not EVENTS.match(value.header)) or PLACES.search(subject.header):
        counts = bool(re.fullmatch(r"[\d.,  ]+", text)) and _plural(label)
        label = f"the number of {label}" if counts else f"the {label}" if not FIGURE.match(text) else label
        where = (
            subject.text
            if not re.match(r"(?:north|south|east|west|upper|lower)ern\b.*s$", subject.text, re.I)
            else f"the {subject.text}"
        )
        return f"In {where}, {label} {'was' if counts else _verb(label, text)} {text}."
    if len(text.split()) >= CLAUSE and not re.match(r"[$€£¥~]?\d[\d.,]* [a-z]+$", text):
        thing = re.sub(r"^(?:the|an?) ", "", label)
        if VERBAL.search(text):
            return f"{text.rstrip('.')} [{subject.text}: {header[:1].lower()}{header[1:]}]."
        return f"The {thing} for {subject.text} {'are' if _plural(label) else 'is'} “{text}”."
    owner = owned(subject.text)
    if DATES.search(subject.header) and EVENTS.match(value.header):
        return f"{_lead(subject.text)}: {_lower(value.text).rstrip('.')}."
    if re.fullmatch(r"[\d.,  ]+", text) and _plural(label):
        return f"{owner} number of {label} is {text}."
    return f"{owner} {label} {'are' if _plural(label) else 'is'} {text}."


def _lead(day: str) -> str:
    """'In June 2021', 'On March 27, 2025'."""
    exact = re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?! ?\d{3})", day) and re.search(r"[A-Za-z]{3}", day)
    return f"{'On' if exact else 'In'} {day}"


def _united(value: Value) -> tuple[str, str]:
    """Header and text, with a unit in the header's brackets moved to the figure: 'Revenue (€m)', '12' is '€12m'."""
    match = UNITS.match(value.header)
    if not match or not re.fullmatch(r"-?[\d.,  ]+", value.text):
        return value.header, value.text
    unit = (match[2] or match[3] or "").strip()
    money = re.fullmatch(r"([$€£¥])\s*(m|mn|bn|b|k|million|billion|thousand|)", unit, re.I)
    if _money(unit) and not money:
        return match[1], f"{value.text} {_money(unit)}"
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


def _plural(label: str) -> bool:
    head = re.split(
        r"\b(?:of|in|per|by|for|given|from|to|on|at|an?|each|every)\b", re.sub(r"\s*\([^)]*\)", "", label)
    )[0].split()
    done = len(head) > 1 and HAPPENED.fullmatch(head[-1]) is not None  # 'wheels made'
    noun = head[-2] if done else head[-1] if head else ""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _verb(label: str, text: str) -> str:
    figure = bool(re.search(r"\d", text))
    if _plural(label.removeprefix("the ")):
        return "were" if figure else "are"
    return "was" if figure else "is"


def _lower(words: str) -> str:
    """Header or role in running text: an initial capital goes unless the word is an acronym or a name follows."""
    bare = re.sub(r"\s*\([^)]*\)", "", words).split(" ")
    if any(len(word) > 1 and not word[1:].islower() and word[:1].isupper() for word in bare):
        return words
    return words[:1].lower() + words[1:] if not any(word[:1].isupper() for word in bare[1:]) else words
