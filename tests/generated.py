"""A corpus that is made up: articles with references, served on loopback by a process of its own.

python -m tests.generated --articles 200 --references 10      prints the address of its list, then serves until killed

Every article states facts of invented places, each with a link to the page that says the same, another figure, or nothing
of it. The same numbers make the same corpus, byte for byte.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.pages import serve_pages

ROOT = Path(__file__).resolve().parents[1]
STARTS, MIDDLES, ENDS = (
    ("Bra", "Kel", "Mor", "Tas", "Ull", "Ven"),
    ("da", "li", "no", "ri"),
    ("burg", "mark", "stad", "wick"),
)
THINGS = (
    "bridge",
    "hospital",
    "library",
    "museum",
    "power station",
    "railway",
    "reservoir",
    "stadium",
    "tunnel",
    "mill",
)
FACTS = (
    "The {thing} of {place} cost €{cost} million.",
    "The {thing} of {place} opened in {year}.",
    "The {thing} of {place} employs {staff} people.",
)
FILLER = (
    "It stands beside the old market and can be seen from the hills in the west.",
    "Visitors are let in on the first Sunday of each month, and guides show them round.",
    "The town council discussed the matter at length before the summer recess.",
    "Most of the stone came from quarries further up the valley.",
)


@dataclass(frozen=True)
class Topic:
    """What one reference is about."""

    place: str
    thing: str
    cost: int
    year: int
    staff: int

    def say(self) -> list[str]:
        return [fact.format(**vars(self)) for fact in FACTS]


def build_topic(article: int, n: int) -> Topic:
    chance = random.Random(f"{article}/{n}")
    place = chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(ENDS)
    return Topic(
        place,
        THINGS[n % len(THINGS)],
        chance.randint(11, 990),
        chance.randint(1890, 2020),
        chance.randint(30, 999),
    )


def build_page(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<!doctype html><html lang=en><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


def build_article(article: int, references: int) -> str:
    """Three facts for each reference, the first of them linked to it."""
    paragraphs = []
    for n in range(references):
        first, *more = build_topic(article, n).say()
        paragraphs.append(f'<a href="/source/{article}/{n}">{first}</a> {FILLER[n % 4]} {" ".join(more)}')
    return build_page(f"What was built, part {article}", paragraphs)


def build_source(article: int, n: int) -> str:
    """Two in three say what the article says; every third gives another cost, and leaves the staff out."""
    topic = build_topic(article, n)
    other = Topic(topic.place, topic.thing, topic.cost + 100, topic.year, topic.staff)
    said = other.say()[:2] if n % 3 == 2 else topic.say()
    return build_page(
        f"The {topic.thing} of {topic.place}",
        [f"{said[0]} {FILLER[0]}", *(f"{one} {FILLER[2]}" for one in said[1:]), *FILLER],
    )


def answer(path: str, articles: int, references: int, base: str) -> tuple[str, str]:
    """Media type and text of a path; '' when there is nothing."""
    match path.strip("/").split("/"):
        case ["articles.txt"]:
            return "text/plain", "".join(f"{base}/article/{n}\n" for n in range(articles))
        case ["article", number]:
            return "text/html", build_article(int(number), references)
        case ["source", number, n]:
            return "text/html", build_source(int(number), int(n))
    return "text/html", ""


def serve(articles: int, references: int) -> None:
    base = ""
    with serve_pages(lambda path: answer(path, articles, references, base)) as port:
        base = f"http://127.0.0.1:{port}"
        sys.stdout.write(f"{base}/articles.txt\n")
        sys.stdout.flush()
        threading.Event().wait()


@contextmanager
def open_corpus(articles: int, references: int = 10) -> Iterator[str]:
    """The address of the list of articles, as long as the server runs."""
    words = [
        sys.executable,
        "-m",
        "tests.generated",
        "--articles",
        str(articles),
        "--references",
        str(references),
    ]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.generated")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--references", type=int, default=10)
    given = parser.parse_args()
    serve(given.articles, given.references)


if __name__ == "__main__":
    main()
