"""Every promise of docs/trust.md, put to the test: `make trust`. One line a promise.

Exit code 1 when one is broken, 3 when none is but one could not be tried here (small disks and a network of one's own need
root).

python -m tests.trust [--short] [NAME ...]
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.trust import (
    disks,
    elsewhere,
    formulas,
    injected,
    inputs,
    kills,
    laws,
    load,
    offline,
    papers,
    privacy,
    proofs,
    servers,
    supply,
    upgrades,
    writing,
)
from tests.trust.promise import BROKEN, NOT_TRIED, Promise

ROOMS = (
    kills, writing, disks, servers, papers, inputs, injected, elsewhere, formulas, proofs, laws, load, offline,
    upgrades, supply, privacy,
)  # fmt: skip
PROMISES: tuple[Promise, ...] = tuple(promise for room in ROOMS for promise in room.PROMISES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of promises; all without one")
    parser.add_argument(
        "--short", action="store_true", help="a few tries each, and no test that is one elsewhere"
    )
    options = parser.parse_args()
    names = [promise.name for promise in PROMISES]
    if unknown := sorted(set(options.names) - set(names)):
        parser.error(f"no promise is called {unknown[0]}; there are {', '.join(names)}")
    words = set[str]()
    for promise in PROMISES:
        wanted = promise.name in options.names if options.names else promise.short or not options.short
        if not wanted:
            continue
        began = time.monotonic()
        shown = promise.show(not options.short)
        words.add(shown.word)
        sys.stdout.write(
            f"{shown.word}\t{promise.name}\t{shown.tries}\t{shown.found}\t{time.monotonic() - began:.0f} s\n"
        )
        sys.stdout.flush()
    return 1 if BROKEN in words else 3 if NOT_TRIED in words else 0


if __name__ == "__main__":
    sys.exit(main())
