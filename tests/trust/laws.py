"""The law of every run: claims in equal verdicts out, a located quote for each decision, no furniture as evidence."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.trust.promise import Promise, Shown, count

from claimcheck import steps
from claimcheck.desk import Desk, Options, open_desk
from claimcheck.errors import UnreadableInput
from claimcheck.model.claim import UNCHECKABLE, Bucket
from claimcheck.model.run import Run
from claimcheck.model.selector import locate
from claimcheck.model.verdict import DECISIVE
from claimcheck.settings import Settings

RUNS = {True: 500, False: 12}

NAMES = ("Ana Teal", "Holm", "the mill", "The council", "Ivo Marsh", "Weir & Sons", "it", "She", "O’Dea plc")
SAID = (
    "opened",
    "employs",
    "cost",
    "will close",
    "said that it bought",
    "never sold",
    "was built in",
    "is the head of",
)
ENDS = (
    "in 1932", "240 people", "€820 million", "41 metres", "by December 2031", "the new hall", "a fifth more", "nine",
    "9 per cent", "on 4 May 1998", "“the best mill”", "the weir", "$14.3bn", "", "1.5 to 2 million t", "No. 7",
)  # fmt: skip
SENTENCES = st.builds(
    lambda *parts: " ".join(part for part in parts if part) + ".",
    st.sampled_from(NAMES), st.sampled_from(SAID), st.sampled_from(ENDS), st.sampled_from(("", "", "today", "in May", "too")),
)  # fmt: skip
ODD = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=60),
    st.sampled_from(
        (
            "What a day!",
            "Who knows?",
            "1. One",
            "[1]",
            "—",
            "Sources",
            "* * *",
            "| a | b |",
            "<b>x</b>",
            "4 min read",
        )
    ),
)


@st.composite
def draw_case(draw: st.DrawFn) -> tuple[str, list[list[tuple[str, bool]]]]:
    """An article, and the paragraphs of its sources, each with whether it is hidden; some are the article's own."""
    said = draw(st.lists(SENTENCES, min_size=2, max_size=6))
    article = draw(st.permutations([*said, *draw(st.lists(ODD, max_size=3))]))
    other = draw(st.lists(st.one_of(SENTENCES, ODD), max_size=4))
    parts = st.tuples(st.sampled_from([*said, *other]), st.sampled_from((False, False, False, True)))
    pages = draw(st.lists(st.lists(parts, min_size=1, max_size=4), max_size=3))
    return draw(st.sampled_from((" ", "\n\n", "\n"))).join(article), pages


FILLER = (
    "<p>The town lies where two rivers meet, and most of those who live there work in the shops along the old harbour, "
    "which trade with the villages inland and with the islands that can be seen from the pier in clear weather.</p>"
)
FURNITURE = (
    "<nav><ul><li><a href='/'>{}</a></li></ul></nav>",
    "<aside class='related'><h2>More stories</h2><a href='/x'>{}</a></aside>",
    "<footer><p>{}</p></footer>",
    "<div id='comments'><p>Reader: {}</p></div>",
)


def write_page(parts: list[tuple[str, bool]], said: str) -> str:
    """A page of paragraphs, hidden ones among them, with the article's own words in its furniture."""
    shown = "".join(f"<p hidden>{text}</p>" if hidden else f"<p>{text}</p>" for text, hidden in parts)
    around = "".join(piece.format(said[:200]) for piece in FURNITURE)
    return (
        f"<!DOCTYPE html><title>Holm</title><article><h1>Holm</h1>{FILLER}{shown}{FILLER}</article>{around}"
    )


def find_faults(run: Run) -> list[str]:
    """What in a finished run is against the law."""
    faults = []
    due = [claim.id for claim in run.extraction.claims if claim.modality not in UNCHECKABLE]
    if [verdict.claim for verdict in run.verdicts] != due:
        faults.append("claims in are not verdicts out")
    if any(
        sentence.bucket is Bucket.NOT_CHECKABLE and not sentence.reason
        for sentence in run.extraction.sentences
    ):
        faults.append("a sentence without a reason")
    if any(not claim.text.strip() for claim in run.extraction.claims):
        faults.append("an empty claim")
    documents = {one.reference.n: one.document for one in run.sources if one.document}
    for verdict in run.verdicts:
        if verdict.label in DECISIVE and not verdict.evidence:
            faults.append(f"{verdict.label} without evidence")
        if verdict.label not in DECISIVE and verdict.shortfall is None:
            faults.append("no shortfall")
        for item in verdict.evidence:
            document, selector = documents[item.passage.reference], item.passage.selector
            if (
                locate(document.text, selector) != selector.span
                or selector.span.of(document.text) != selector.exact
            ):
                faults.append("a quote that is not where it says")
            if any(block.silent for block in document.blocks if block.span.overlaps(selector.span)):
                faults.append(f"furniture as evidence: {selector.exact[:60]!r}")
    return faults


def check_once(
    desk: Desk, folder: Path, article: str, pages: list[list[tuple[str, bool]]]
) -> list[str] | None:
    """The faults of a run over an article and its sources; None when the article can't be read."""
    (folder / "article.txt").write_text(article, "utf-8", errors="replace")
    tables = []
    for n, parts in enumerate(pages, 1):
        (folder / f"{n}.html").write_text(write_page(parts, article), "utf-8", errors="replace")
        tables.append(f'[[reference]]\nn = {n}\ntitle = "Holm {n}"\ndigest = "{n}.html"\n')
    (folder / "references.toml").write_text("\n".join(tables), "utf-8")
    try:
        return find_faults(asyncio.run(steps.check(desk, str(folder / "article.txt"))))
    except UnreadableInput:
        return None
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
        return [f"{type(error).__name__}: {error} on {article!r:.200}"]


def show_laws(full: bool) -> Shown:
    tally = {"runs": 0, "unreadable": 0}
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="trust-") as made:
        folder = Path(made)
        with open_desk(Settings(db=f"sqlite:///{folder / 'laws.db'}"), Options(offline=True)) as desk:

            @seed(20260314)
            @settings(
                max_examples=RUNS[full], deadline=None, database=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(draw_case())
            def law(case: tuple[str, list[list[tuple[str, bool]]]]) -> None:
                found = check_once(desk, folder, *case)
                tally["unreadable" if found is None else "runs"] += 1
                faults.extend(found or ())

            law()
            decided = sum(
                verdict.label in DECISIVE
                for line in desk.ledger.list_runs()
                for verdict in desk.ledger.load_verdicts(line.id)
            )
            faults.extend(str(fault) for fault in desk.ledger.verify())
    return Shown(
        f"{count(tally['runs'], 'run')} over made-up articles and sources ({tally['unreadable']} more were unreadable by name)",
        "; ".join(dict.fromkeys(faults))
        or f"no fault in any; {count(decided, 'decisive verdict')}, each with its quote",
        not faults and tally["runs"] > 0 and decided > 0,
    )


PROMISES = (
    Promise("laws", "claims in equal verdicts out, with located quotes and without furniture", show_laws),
)
