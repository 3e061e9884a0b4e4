"""Scores the twenty-five invented articles of tests/articles against their gold: python -m tools.articles [NAME ...]

They were written by others than the rules, to be first read unseen; docs/verdicts.md has those first readings. Since then
they have been looked at, so what this prints says what is known, not what to expect.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from claimcheck.gold import check_seed, score_gold

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "articles"


def main(names: list[str]) -> int:
    """Print a line for each article and each confident wrong verdict; 2 where a name is none of the articles'."""
    known = {path.parent.name: path.parent for path in sorted(ARTICLES.glob("*/gold.json"))}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.stderr.write(f"no such article: {', '.join(unknown)}; there are {', '.join(known)}\n")
        return 2
    for name in names or known:
        score = score_gold(asyncio.run(check_seed(known[name])), known[name] / "gold.json")
        figures = score.figures
        wrong = [row for row in score.rows if row.confident_wrong]
        sys.stdout.write(
            f"{name:15} recall {figures['recall']:.0%}, acceptable {figures['acceptable']:.1%}, "
        )
        sys.stdout.write(f"confidently wrong {len(wrong)}, forbidden {abs(figures['no_forbidden']):.0f}\n")
        for row in wrong:
            claim = row.claim.text if row.claim is not None else ""
            sys.stdout.write(f"    {row.label} for {row.gold.acceptable[0]}: {claim}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
