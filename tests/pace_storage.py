"""How much room an article takes in the ledger, table by table, on SQLite and on PostgreSQL: what it takes when it is
checked, when it is checked again and nothing is new, and when it is checked again and every verdict is new.

python -m tests.pace_storage --articles 40        articles of tests/generated.py: 10 references, some 35 claims each
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import text
from tests.generated import open_corpus
from tests.pace_corpus import Line, open_databases, rate, work_on

from claimcheck.store.database import open_database, reading

SIZES = {
    "sqlite": "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat AS s"
    " LEFT JOIN sqlite_schema AS m ON m.name = s.name GROUP BY 1",
    "postgresql": "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
}
"""Bytes of each table with its indexes."""
BODIES = "SELECT count(*), sum(size), sum(length(packed)) FROM body"
SHOWN = 8  # tables named one by one
EXAMPLE_DAY = "2031-01-01"


def measure_sizes(url: str) -> dict[str, int]:
    """Bytes by table; the tables of the search index are one."""
    engine = open_database(url)
    with reading(engine) as connection:
        found: dict[str, int] = {}
        for name, size in connection.execute(text(SIZES[connection.dialect.name])):
            short = name.partition("_")[0] if name.startswith("search") else name
            found[short] = found.get(short, 0) + int(size)
    engine.dispose()
    return found


def describe_sizes(sizes: Mapping[str, int], empty: Mapping[str, int], articles: int) -> Iterator[Line]:
    """Kilobytes an article, beyond what an empty ledger takes: all, and the largest tables."""
    grown = {name: (size - empty.get(name, 0)) / articles / 1000 for name, size in sizes.items()}
    whole = sum(grown.values())
    yield "  all", f"{whole:.0f} kB", ""
    for name in sorted(grown, key=lambda name: -grown[name])[:SHOWN]:
        yield f"  {name}", f"{grown[name]:.0f} kB", f"{grown[name] / whole:.2f} of it"


def measure_storage(articles: int, only: str) -> Iterator[Line]:
    """Each database in turn: checked, checked again from what was captured, and once more on another day."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_corpus(articles) as place,
        open_databases(Path(folder)) as kinds,
    ):
        for kind, create in kinds.items():
            if only not in ("", kind):
                continue
            url = create()
            empty = measure_sizes(url)
            speed = rate(work_on(url, place, 1))
            first = measure_sizes(url)
            yield f"{kind}: an article", f"{speed:.1f} a minute", ""
            yield from describe_sizes(first, empty, articles)
            yield from describe_bodies(url)
            again = rate(work_on(url, "", 1, "again"))
            second = measure_sizes(url)
            yield f"{kind}: the same again, nothing new", f"{again:.1f} a minute", "evidence in the cache"
            yield from describe_sizes(second, first, articles)
            anew = rate(work_on(url, EXAMPLE_DAY, 1, "again"))
            yield f"{kind}: the same again, every verdict new", f"{anew:.1f} a minute", ""
            yield from describe_sizes(measure_sizes(url), second, articles)


def describe_bodies(url: str) -> Iterator[Line]:
    engine = open_database(url)
    with reading(engine) as connection:
        count, size, packed = connection.execute(text(BODIES)).one()
    engine.dispose()
    yield "  a page as received, and packed", f"{size / count:.0f} B", f"{packed / size:.2f} of it"


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.pace_storage")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--kind", choices=["SQLite", "PostgreSQL"], default="", help="only on this database")
    given = parser.parse_args()
    for what, figure, ratio in measure_storage(given.articles, given.kind):
        sys.stdout.write(f"  {what:60} {figure:>16}  {ratio}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
