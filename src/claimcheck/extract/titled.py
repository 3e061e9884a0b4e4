"""What a table's title tells and its rows don't: whose figures they are, and of when."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.extract.definites import relational
from claimcheck.extract.inflection import owned
from claimcheck.extract.mentions import Register
from claimcheck.extract.referents import Referent
from claimcheck.values.dates import find_dates

TABLED = re.compile(
    r"(?P<when>In [^,]{2,20}, )(?:the )?(?:[a-z-]+ ){0,3}?(?P<noun>[a-z]+) (?:was|were|is|are) "
)
NUMBERED = re.compile(
    r"^(?:table|tab\.|exhibit|chart|box) ?[\dA-Z.]{1,4}(?:\s*[:.–—-]\s*|\s+)(?=\S)", re.IGNORECASE
)
UNIT = re.compile(r"\s*\([^()]{1,30}\)\s*:?$")
LONGEST = 14  # words of a title that is told with each row


def with_title(text: str, caption: str, topics: Mapping[str, Referent], register: Register) -> str:
    """A row's sentence with the company that its figures are of, and with the table's title when that has a name or a date
    that the sentence lacks."""
    text = _with_company(text, topics.get("ORG"))
    title = UNIT.sub("", NUMBERED.sub("", " ".join(caption.split()))).rstrip(" .:")
    if not title or len(title.split()) > LONGEST or title.lower() in text.lower() or not text.endswith("."):
        return text
    names = {register.full(name) for _, _, name in register.find(title)}
    known = {register.full(name) for _, _, name in register.find(text)}
    dated = find_dates(title) and not find_dates(text)
    return f"{text[:-1]} ({title})." if names - known or dated else text


def _with_company(text: str, company: Referent | None) -> str:
    """'In 2024, revenue was ...' as the revenue of the company that the article is about."""
    match = TABLED.match(text)
    if match is None or company is None or match["noun"].lower() not in relational()["ORG"]:
        return text
    return f"{match['when']}{owned(company.name)} {text[match.end('when') :].removeprefix('the ')}"
