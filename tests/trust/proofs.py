"""What is stored of the evidence: every quote in its bytes, and every flipped byte reported."""

from __future__ import annotations

import asyncio
import random
import sqlite3

from tests.trust.mill import open_mill, open_mill_desk
from tests.trust.promise import Promise, Shown, count

from claimcheck import steps
from claimcheck.model.selector import locate

FLIPS = {True: 50, False: 10}


def show_proofs(full: bool) -> Shown:
    rng, missed, quotes, lost = random.Random(20260314), 0, 0, 0
    with open_mill() as mill:
        db = mill.scratch / "proofs.db"
        with open_mill_desk(db) as desk:
            run = asyncio.run(steps.check(desk, str(mill.article)))
            documents = {one.document.capture_sha256: one.document for one in run.sources if one.document}
            for item in (item for verdict in run.verdicts for item in verdict.evidence):
                quotes += 1
                selector = item.passage.selector
                text = documents[item.passage.capture_sha256].text
                lost += locate(text, selector) != selector.span or selector.span.of(text) != selector.exact
            lost += len(desk.ledger.verify())
            connection = sqlite3.connect(db)
            bodies = connection.execute("SELECT sha256, packed FROM body ORDER BY sha256").fetchall()
            for _ in range(FLIPS[full]):
                sha256, packed = rng.choice(bodies)
                flipped = bytearray(packed)
                flipped[rng.randrange(len(packed))] ^= 1 << rng.randrange(8)
                connection.execute("UPDATE body SET packed = ? WHERE sha256 = ?", (bytes(flipped), sha256))
                connection.commit()
                missed += [(fault.kind, fault.key) for fault in desk.ledger.verify()] != [("body", sha256)]
                connection.execute("UPDATE body SET packed = ? WHERE sha256 = ?", (packed, sha256))
                connection.commit()
            connection.close()
    return Shown(
        f"{count(quotes, 'quote')}, {count(FLIPS[full], 'flipped bit')} in stored bytes",
        f"{lost} quotes not where they were found, {missed} flips not reported by their body's name",
        quotes > 0 and not lost and not missed,
    )


PROMISES = (
    Promise("evidence", "every quote stands in bytes that are what they were", show_proofs, short=False),
)
