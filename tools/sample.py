"""Claims drawn at random from articles, to be read by a person: ``python -m tools.sample 60 --seed 7 ARTICLE ...``"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from claimcheck.extract.claims import find_claims
from claimcheck.ingest.article import read_article
from claimcheck.text.syntax import open_language


def main() -> None:
    """Print the claims drawn, each with the stretch of the article that it rests on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    found: list[tuple[str, str, str]] = []
    for path in options.articles:
        article = read_article(path.read_bytes(), name=path.name)
        for claim in find_claims(article, open_language()).claims:
            found.append((path.name, claim.text, " ".join(claim.source.exact.split())))
    drawn = random.Random(options.seed).sample(found, min(options.count, len(found)))
    sys.stdout.write(f"{len(drawn)} of {len(found)} claims of {len(options.articles)} articles\n")
    for place, (name, text, source) in enumerate(drawn, 1):
        sys.stdout.write(f"{place}. [{name}] {text}\n      {source}\n")


if __name__ == "__main__":
    main()
