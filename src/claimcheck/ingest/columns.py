"""Tables in plain text: with columns set apart by tabs, spaces or pipes, and flattened to lines without separators.

A flattened row is split where the words fit what the header's columns hold (a person, a role, a period, a figure)
better than in any other way. A row that can be read in two ways is not split.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise, product

from claimcheck.text.furniture import ends_sentence
from claimcheck.text.grids import LINKING, Grid, GridCell
from claimcheck.text.layout import Run

_APART = re.compile(r"\t+| {2,}")
_RULE = re.compile(r"[\s|+:=_—–-]{3,}")
_MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    rf"((\d{{1,2}}(st|nd|rd|th)?\s)?{_MONTH}\s)?(19|20)\d\d(/\d\d)?|{_MONTH}\s\d{{1,2}},?\s(19|20)\d\d"
    r"|\d{4}-\d\d-\d\d|Q[1-4]\s(19|20)\d\d"
)
_TIME = re.compile(
    rf"((since|until|from|to|before|after|till|c\.|ca\.|early|mid-?|late|spring|summer|autumn|winter)\s)*({_DAY})"
    rf"(\s?[–—-]\s?|\sto\s)?({_DAY}|\d\d|present|today|now|ongoing)?|present|today|ongoing|tbd",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"[~≈<>±+–−-]?[€$£¥₹]?\s?[+–−-]?\d[\d.,\s]*(\s?(%|‰|°[CF]?|[kKmMbB]n?\b))?"
    r"(\s(percent|per cent|points?|thousand|million|billion|trillion|m|km|kg|g|t|l|ml|cm|mm|ha|mw|gw|kw|kwh|mwh|gwh|twh|mph"
    r"|hz|khz|mhz|ghz|kb|mb|gb|tb|mah|nm|µm|hp|bar|psi|lbs?|oz|ft|feet|inch(es)?|yards?|sq ?m|m²|km²|m³|knots?"
    r"|crowns|kron[ea]r|francs?|yen"
    r"|km/h|miles?|metres?|meters?|tonnes?|tons?|litres?|liters?|hectares?|acres?|hours?|minutes?|days?|weeks?|months?|years?|"
    r"euros?|dollars?|pounds?|eur|usd|gbp|people|seats|votes|years old))*\.?|n/?a|unknown|none|[–—-]",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*")
_PARTICLES = frozenset(
    {
        "de",
        "da",
        "del",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "bin",
        "al",
        "el",
        "ten",
        "di",
        "du",
        "dos",
        "y",
        "zu",
        "af",
    }
)
_CAMEL = re.compile(r"[a-z][A-Z]|^[A-Z]{2,}")
_YEAR = re.compile(r"(?<=\s)(19|20)\d\d\b")
_RUN = re.compile(r"\b[A-ZÀ-Þ][\w’'&-]*(?: (?:(?:of|the|de|van|von|&) )*[A-ZÀ-Þ][\w’'&-]*)*")
_SMALL = frozenset(
    {"the", "a", "an", "in", "at", "on", "for", "from", "to", "with", "by", "as", "but", "and", "when", "of"}
)
MARGIN = 0.12  # by how much the best reading of a row must beat the next
ENOUGH = 0.6  # share of the rows that must be readable, and mean score of a reading
WIDEST = 7  # columns of a flattened table
LONGEST = 24  # words of a flattened row


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flattened table: its name, and what stands in it ("person", "role", "org", "place", ...)."""

    name: str
    kind: str


@lru_cache(maxsize=1)
def _load() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("claimcheck.ingest") / "columns.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def _words(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(_load()[table][key])


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in reversed(_load()["column"].items()) for word in words}


def read_columns(lines: Sequence[str]) -> Grid | None:
    """A table whose columns are set apart by pipes, tabs or several spaces; ``None`` when the lines are none."""
    rows = [line for line in lines if not _RULE.fullmatch(line)]
    if len(rows) < 2:
        return None
    piped = sum("|" in row for row in rows) == len(rows)
    cells = [_split_pipes(row) if piped else _APART.split(row.strip()) for row in rows]
    width = max(len(row) for row in cells)
    if not piped and len(cells[0]) == width - 1 and rows[0].startswith((" ", "\t")):
        cells[0] = ["", *cells[0]]  # nothing stands over the first column
    if width < 2 or min(len(row) for row in cells) < max(2, width - 1):
        return None
    if not piped and any(ends_sentence(cell) for row in cells for cell in row[:-1]):
        return None
    grid = Grid([[GridCell([Run(cell)]) for cell in row] for row in cells])
    ruled = len(lines) > 1 and bool(_RULE.fullmatch(lines[1]))
    if ruled or _is_header(cells):
        grid.heads.add(0)
    return grid


def _split_pipes(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _is_header(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: words that columns are called, or words over figures."""
    first = cells[0]
    if any(_FIGURE.fullmatch(cell) or _TIME.fullmatch(cell) for cell in first):
        return False
    named = sum(bool(kind_of(cell)) for cell in first)
    figured = any(_FIGURE.fullmatch(cell) for row in cells[1:] for cell in row)
    return named >= len(first) / 2 or (figured and len(first) > 2)


def kind_of(name: str) -> str:
    """What a column of this name holds, by the last word that says so; '' when none does."""
    if re.search(r"\b(?:since|until)$", name, re.IGNORECASE):
        return "time"  # "In service since"
    name = re.sub(r"\([^)]*\)|(?<=\w)\s(since|in|by|per|vs|as of|at)\b.*", "", name, flags=re.IGNORECASE)
    for word in reversed(re.findall(r"[\w%-]+", name.lower())):
        for form in (word, word.removesuffix("s"), re.sub("ies$", "y", word)):
            if form in _kinds():
                return _kinds()[form]
            if form in _words("role"):
                return "person"  # a column called "Mayor" holds names
    return "number" if re.search(r"[%€$£]|\b(19|20)\d\d\b", name) else ""


def find_flattened(lines: Sequence[str], body: str) -> tuple[list[Column], list[list[str] | None]] | None:
    """Columns and rows of a table that was flattened to lines, the header first; ``None`` when it is none.

    A row is ``None`` where its cells can't be told. ``body`` is the article's text, for the names in it.
    """
    if len(lines) < 3 or len(lines) > 200 or any(len(line.split()) > LONGEST for line in lines):
        return None
    header, rows = lines[0], lines[1:]
    if ends_sentence(header) or re.search(r"\d", _YEAR.sub("", header)) or len(header.split()) < 2:
        return None
    if sum(ends_sentence(row) for row in rows) > len(rows) / 4:
        return None
    best: tuple[float, list[Column], list[list[str] | None]] | None = None
    starts = Counter(row.split()[0] for row in rows if row.strip())
    shared = frozenset(word for word, count in starts.items() if count > 1)
    for columns in _split_header(header):
        read = [_split_row(row, columns, body, shared) for row in rows[:40]]
        done = [score for score, _ in read if score > 0]
        if len(done) < max(2, ENOUGH * len(read)):
            continue
        value = sum(done) / len(done) + 0.02 * len(columns) - 0.1 * sum(map(_is_double, columns))
        value -= 0.1 * (1 - len(done) / len(read))
        if best is None or value > best[0]:
            cells = [cells for _, cells in read] + [
                _split_row(row, columns, body, shared)[1] for row in rows[40:]
            ]
            best = (value, columns, cells)
    if best is not None:
        return best[1], best[2]
    return (_name_header(header), [None] * len(rows)) if _is_named(header) else None


def _is_double(column: Column) -> bool:
    """Whether a column's name is rather the names of two: "Operator Capacity", but not "Previous Affiliation"."""
    before = column.name.split()[:-1]
    kinds = {kind_of(word) for word in before if word.lower() not in _words("modifier")} - {"", "text"}
    return bool(kinds - {column.kind})


def _is_named(header: str) -> bool:
    """Whether a line can only be a header: nearly all of its words are names of columns, or modify them."""
    words = [word.lower() for word in header.split()]
    known = sum(bool(kind_of(word)) or word in _words("modifier") for word in words)
    return len(words) >= 3 and known >= len(words) - 1 and all(word[:1].isupper() for word in header.split())


def _name_header(header: str) -> list[Column]:
    return [Column(header, "")]


def _split_header(header: str) -> list[list[Column]]:
    """The ways in which a header's words can name columns."""
    words = header.split()
    choices: list[tuple[bool, ...]] = []
    for place, (word, following) in enumerate(pairwise(words)):
        modifies = word.lower() in _words("modifier")
        joined = following[:1] in "(/&" or not following[:1].isupper() or word.lower() in LINKING
        ended = bool(kind_of(word)) or word.endswith(")")
        if joined or (modifies and place):
            choices.append((False,))
        elif ended and not kind_of(following) and not modifies:
            choices.append((True,))
        else:
            choices.append((True, False))  # 'Launch Date': one column or two
    if sum(len(choice) > 1 for choice in choices) > 6:
        return []
    found: list[list[Column]] = []
    for cuts in product(*choices):
        names: list[list[str]] = [[words[0]]]
        for word, cut in zip(words[1:], cuts, strict=True):
            if cut:
                names.append([word])
            else:
                names[-1].append(word)
        if 2 <= len(names) <= WIDEST:
            columns = [Column(" ".join(name), kind_of(" ".join(name)) or "text") for name in names]
            found.append(columns)
            if columns[0].kind == "time" and any(column.kind == "time" for column in columns[1:]):
                # 'Launch Date': which launch, and when
                found.append([Column(columns[0].name, "text"), *columns[1:]])
    return found


def _split_row(
    row: str, columns: Sequence[Column], body: str, shared: frozenset[str]
) -> tuple[float, list[str] | None]:
    """The mean score of the best reading of a row, and its cells; 0 and ``None`` when no reading stands out.

    A word that several rows begin with (``shared``) is no row's whole label. Dynamic programming over words and columns; the
    runner-up is kept beside the best.
    """
    words = row.split()
    if len(words) < len(columns):
        return 0.0, None
    scorers = [_SCORERS[column.kind] for column in columns]
    table: dict[int, list[tuple[float, tuple[int, ...]]]] = {0: [(0.0, (0,))]}
    for number, score in enumerate(scorers):
        left = len(columns) - number - 1
        following: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        for start, readings in table.items():
            last = len(words) - left
            for end in range(start + 1, last + 1) if left else (len(words),):
                value = score(words[start:end], body)
                if end == 1 and words[0] in shared:
                    value -= 2 * MARGIN
                if value > 0:
                    following.setdefault(end, []).extend(
                        (total + value, (*cuts, end)) for total, cuts in readings
                    )
        table = {end: sorted(readings, reverse=True)[:2] for end, readings in following.items()}
    readings = table.get(len(words), [])
    if not readings:
        return 0.0, None
    best, cuts = readings[0]
    if best < ENOUGH * len(columns) or (len(readings) > 1 and best - readings[1][0] < MARGIN):
        return 0.0, None
    return best / len(columns), [" ".join(words[start:end]) for start, end in pairwise(cuts)]


def stands_alone(name: str, body: str) -> bool:
    """Whether a name stands in a text as a name of its own, not as a part of a longer one."""
    return name in _names_of(body)


@lru_cache(maxsize=4)
def _names_of(body: str) -> frozenset[str]:
    """All runs of capitalised words in a text, also without the article or small word that began a sentence."""
    found: set[str] = set()
    for match in _RUN.finditer(body):
        words = re.sub(r"[’']s$", "", match[0]).split()
        found.add(" ".join(words))
        if len(words) > 1 and words[0].lower() in _SMALL:
            found.add(" ".join(words[1:]))
    return frozenset(found)


def _bare(words: Sequence[str]) -> list[str]:
    """The words of a cell without a bracket at its end: "GitHub (CEO)" is GitHub."""
    joined = re.sub(r"\s*\([^()]*\)$", "", " ".join(words))
    return joined.split()


def _score_person(words: Sequence[str], body: str) -> float:
    bare = _bare(words)
    if not 1 <= len(bare) <= 5 or not all(_NAME.fullmatch(word) or word in _PARTICLES for word in bare):
        return 0.0
    if any(word.lower() in _words("role") | _words("field") for word in bare) or bare[-1] in _PARTICLES:
        return 0.05
    return {1: 0.6, 2: 1.0, 3: 0.85, 4: 0.7}.get(len(bare), 0.4)


def _score_role(words: Sequence[str], body: str) -> float:
    bare = [word.strip(",;").lower() for word in _bare(words)]
    if not bare or bare[0] in {"of", "and", "for"} or bare[-1] in {"of", "and", "for", "the", "&"}:
        return 0.0
    roles = _words("role")
    if len(bare) > 1 and bare[-1] in _words("field") and bare[-2] in roles:
        return 0.95  # "Vice President Hardware"
    if bare[-1] in roles:
        return 1.0 if bare[0] in roles | _words("role", "opening") or len(bare) <= 3 else 0.85
    if any(word in roles for word in bare):
        return 0.8 if any(a in roles and b in {"of", "for", "at", "to"} for a, b in pairwise(bare)) else 0.4
    return 0.1


def _score_org(words: Sequence[str], body: str) -> float:
    bare = _bare(words)
    if not bare or not all(
        word[:1].isupper() or word in {"of", "&", "and", "the", "for", "de"} for word in bare
    ):
        return 0.0
    if not bare[0][:1].isupper() or bare[-1][:1].islower():
        return 0.0
    score = 0.65 - 0.05 * (len(bare) - 1) if len(bare) > 1 else 0.6
    score += 0.2 * any(word.lower() in _words("organisation") for word in bare) + 0.15 * bool(
        _CAMEL.search(bare[0])
    )
    score += 0.1 * (len(bare) < len(words)) + 0.15 * stands_alone(" ".join(bare), body)
    score -= 0.4 * (bare[0].lower() in _words("field") | _words("role"))
    score -= 0.3 * any(word.lower() in _words("role") for word in bare[1:])
    return max(0.01, min(1.0, score))


def _score_place(words: Sequence[str], body: str) -> float:
    if any(any(letter.isdigit() for letter in word) for word in words[1:]) or len(words) > 6:
        return 0.0
    named = all(word[:1].isupper() or word.lower() in _PARTICLES | {"of", "the", "and"} for word in words)
    score = 0.85 - 0.05 * len(words) if named else 0.3
    return score + 0.15 * stands_alone(" ".join(words), body)


def _score_time(words: Sequence[str], body: str) -> float:
    return 1.0 if _TIME.fullmatch(" ".join(words)) else 0.0


def _score_number(words: Sequence[str], body: str) -> float:
    return 1.0 if _FIGURE.fullmatch(" ".join(words)) else 0.0


def _score_text(words: Sequence[str], body: str) -> float:
    month = len(words) > 1 and re.fullmatch(_MONTH, words[-1]) is not None
    dated = month or all(word.isdigit() for word in ("x", *words)[-2:])  # the date goes on in the next cell
    cut = (
        words[0].isalpha() and _FIGURE.fullmatch(f"1 {words[0]}") is not None
    )  # 'million': the figure goes on in the cell before
    return 0.65 + 0.1 * stands_alone(" ".join(words), body) - 2 * MARGIN * (dated or cut)


_SCORERS: dict[str, Callable[[Sequence[str], str], float]] = {
    "person": _score_person,
    "role": _score_role,
    "org": _score_org,
    "place": _score_place,
    "time": _score_time,
    "number": _score_number,
    "text": _score_text,
}


def fit(cell: str, kind: str, body: str) -> float:
    """0..1: how well a cell's words are what a column of that kind holds. ``body`` is the article's text."""
    return _SCORERS[kind](cell.split(), body)


def count_figures(line: str) -> int:
    """How many of a line's last words are figures, each by itself."""
    count = 0
    for word in reversed(line.split()):
        if not _FIGURE.fullmatch(word):
            break
        count += 1
    return count


def find_unnamed(lines: Sequence[str]) -> list[list[str]] | None:
    """Rows of a table without a header: a label and the same number of figures in each line, three lines at least."""
    if len(lines) < 3:
        return None
    ((count, often),) = Counter(count_figures(line) for line in lines).most_common(1)
    if count < 1 or often < len(lines) or any(len(line.split()) > 10 for line in lines):
        return None
    rows = [line.split() for line in lines]
    if any(len(row) <= count for row in rows):
        return None
    return [[" ".join(row[:-count]), *row[-count:]] for row in rows]
