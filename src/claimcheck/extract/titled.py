"""What a table's title tells and its rows don't: whose figures they are, and of when."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.extract.definites import relational
from claimcheck.extract.inflection import owned
from claimcheck.extract.mentions import Register
from claimcheck.extract.referents import Referent
from claimcheck.extract.rows import MEASURED_IN
from claimcheck.values.dates import find_dates

TABLED = re.compile(
    r"(?P<when>In [^,]{2,20}, )(?:the )?(?:[a-z-]+ ){0,3}?(?P<noun>[a-z]+) (?:was|were|is|are) "
)
LONGEST = 14  # words of a title whose names are told with each row


def with_title(text: str, caption: str, topics: Mapping[str, Referent], register: Register) -> str:
    """A row's sentence with the company that its figures are of, and in brackets the names and dates of the table's title that
    it lacks."""
    text = _with_company(text, topics.get("ORG"))
    title = " ".join(caption.split())
    if not title or len(title.split()) > LONGEST or not text.endswith("."):
        return text
    known = {register.full(name) for _, _, name in register.find(text)}
    what = MEASURED_IN.sub("", title)
    if what != title and re.search(r"\bthe figure for\b", text):
        return f"{text[:-1]} ({what[:1].lower()}{what[1:]})."  # of what, the title says; its unit stands with the figure
    names = [name for _, _, name in register.find(title) if register.full(name) not in known]
    dates = [] if find_dates(text) else [found.text for found in find_dates(title)]
    told = ", ".join(dict.fromkeys([*names, *dates]))
    return f"{text[:-1]} ({told})." if told else text


def _with_company(text: str, company: Referent | None) -> str:
    """'In 2024, revenue was ...' as the revenue of the company that the article is about."""
    match = TABLED.match(text)
    if match is None or company is None or match["noun"].lower() not in relational()["ORG"]:
        return text
    return f"{match['when']}{owned(company.name)} {text[match.end('when') :].removeprefix('the ')}"
