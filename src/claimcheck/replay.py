"""What today's engine would say of a stored run: the same article and the same stored bytes, read and judged anew.

Nothing is fetched and nothing is saved. The article is taken as the run read it; its bytes are not in the ledger.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from claimcheck.desk import Desk
from claimcheck.extract.claims import find_claims
from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.document import read_capture
from claimcheck.gold import find_opinions
from claimcheck.judge.rules import judge_claim
from claimcheck.model.claim import UNCHECKABLE
from claimcheck.model.run import ReferenceState, Run, Source
from claimcheck.report.difference import Change, find_changes
from claimcheck.steps import weigh_documents
from claimcheck.text.syntax import open_language


def replay(desk: Desk, run: Run) -> Run:
    """The run as this engine would have made it. Raises DatabaseTrouble when stored bytes are damaged."""
    extraction = find_claims(run.article, open_language(desk.settings.language_model))
    sources = tuple(reread_source(desk, source) for source in run.sources)
    claims = [claim for claim in extraction.claims if claim.modality not in UNCHECKABLE]
    documents = [source.document for source in sources if source.document is not None]
    as_of = desk.ledger.load_as_of(run.id)
    weighed = zip(claims, weigh_documents(desk, claims, documents), strict=True)
    verdicts = tuple(judge_claim(claim, evidence, sources, as_of=as_of) for claim, evidence in weighed)
    now = datetime.now(UTC)
    return replace(
        run, started=now, finished=now, engine=desk.engine, extraction=extraction, sources=sources, verdicts=verdicts
    )  # fmt: skip


def reread_source(desk: Desk, source: Source) -> Source:
    """The source with its document read anew from the bytes that it was read from."""
    digest = source.document.capture_sha256 if source.document else ""
    capture = next((one for one in source.captures if one.read and one.sha256 == digest), None)
    if source.document is None or capture is None:
        return source
    reread, document = read_capture(Fetched(capture, desk.ledger.load_body(digest)), source.reference)
    if document is None:
        captures = tuple(reread if one is capture else one for one in source.captures)
        return replace(source, state=ReferenceState.UNREADABLE, captures=captures, document=None)
    return replace(source, document=document)


def find_flips(desk: Desk, run: Run) -> tuple[tuple[Change, ...], dict[str, bool]]:
    """The answers of a stored run that this engine would change, before it is used: another label, a claim that it would
    find no more, or find besides; and which of its answers are acceptable by gold, where the article is a seed's."""
    new = replay(desk, run)
    return find_changes(run, new), find_opinions(new)
