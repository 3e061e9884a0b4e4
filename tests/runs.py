"""Runs built by hand: a small invented article with every label, kind of source and bucket, and one that is hostile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from claimcheck.model.article import Article, Block, BlockKind, Cell, Reference
from claimcheck.model.claim import (
    Bucket,
    Claim,
    Extraction,
    Kind,
    Mention,
    Modality,
    PartialDate,
    Quantity,
    Sentence,
)
from claimcheck.model.evidence import (
    Capture,
    CaptureKind,
    Comparison,
    Document,
    Evidence,
    Outcome,
    Passage,
    Stance,
)
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.run import Engine, Issue, ReferenceState, Run, Source
from claimcheck.model.selector import Span, select
from claimcheck.model.verdict import Decision, Label, Review, Shortfall, Verdict
from claimcheck.report.background import Background

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ENGINE = Engine("0.1.0", "en_core_web_md 3.8.0", "int8:9f2c", "rules:2", "5d1e0f")
STATES = {CaptureKind.DIGEST: ReferenceState.DIGEST, CaptureKind.ARCHIVED: ReferenceState.ARCHIVED}
type Part = tuple[BlockKind, str]


def build_article(title: str, parts: Sequence[Part], **more: object) -> Article:
    """Blocks laid out with blank lines between them; headings set the section of what follows, cells split at tabs."""
    text, blocks, section = "", [], ()
    for number, (kind, words) in enumerate(parts):
        span = Span(len(text), len(text) + len(words))
        if kind is BlockKind.HEADING:
            section = (words,)
        cells = _cells(words, span.start) if kind is BlockKind.TABLE_ROW else ()
        above = () if kind in (BlockKind.TITLE, BlockKind.HEADING) else section
        blocks.append(
            Block(number, kind, span, above, "teaser" if kind is BlockKind.FURNITURE else "", cells)
        )
        text += words + "\n\n"
    return Article(title, text, sha256(text.encode()).hexdigest(), tuple(blocks), **more)  # type: ignore[arg-type]


def _cells(words: str, start: int) -> tuple[Cell, ...]:
    cells, headers = [], iter(("Name", "Office", "From"))
    for cell in words.split("\t"):
        cells.append(Cell(Span(start, start + len(cell)), next(headers)))
        start += len(cell) + 1
    return tuple(cells)


def build_claim(article: Article, exact: str, text: str = "", **more: object) -> Claim:
    """A claim whose source is the first occurrence of ``exact`` in the article."""
    start = article.text.index(exact)
    source = select(article.text, Span(start, start + len(exact)))
    block = article.block_at(start)
    assert block is not None
    fields = {"kind": Kind.EVENT, "modality": Modality.ASSERTED, "worth": 0.5} | more
    number = len(exact) * 7919 + start
    return Claim(f"c{number:06x}", text or exact, source, block.id, block.section, **fields)  # type: ignore[arg-type]


def build_source(n: int, text: str, kind: CaptureKind = CaptureKind.PAGE, **more: object) -> Source:
    """A reference that was read as ``text``; '' makes it one that was refused."""
    further = bool(more.get("further"))
    url = str(more.get("url", f"https://source-{n}.example/story"))
    title, publisher = str(more.get("title", f"Story {n}")), str(more.get("publisher", f"Gazette {n}"))
    reference = Reference(n, title, publisher, url, published=date(2026, 3, n), further=further)
    if not text:
        refused = Capture(
            url, url, Outcome.FORBIDDEN, NOON, status=403, detail="the server said 403 Forbidden"
        )
        return Source(reference, ReferenceState.UNREACHABLE, (refused,))
    digest = sha256(text.encode()).hexdigest()
    capture = Capture(url, url, Outcome.OK, NOON, kind, 200, digest, "text/html", elapsed=0.25)
    block = Block(0, BlockKind.PARAGRAPH, Span(0, len(text)))
    document = Document(n, digest, url, kind, title, text, (block,), publisher, published=date(2026, 3, n))
    return Source(reference, STATES.get(kind, ReferenceState.READ), (capture,), document)


def build_evidence(source: Source, exact: str, stance: Stance, *comparisons: Comparison) -> Evidence:
    """The first occurrence of ``exact`` in the source's document, with the rest of the text as its neighbours."""
    document = source.document
    assert document is not None
    start = document.text.index(exact)
    span = Span(start, start + len(exact))
    passage = Passage(
        document.reference, document.capture_sha256, document.url, document.kind, select(document.text, span), 0,
        before=document.text[: span.start].strip(), after=document.text[span.end :].strip(),
        title=document.title, publisher=document.publisher, published=document.published,
    )  # fmt: skip
    return Evidence(passage, stance, 0.97, "quantity-differs", comparisons, "The figures differ.")


PARTS: tuple[Part, ...] = (
    (BlockKind.TITLE, "The Skerry Light, Relit"),
    (BlockKind.FURNITURE, "4 min read"),
    (BlockKind.HEADING, "What it cost"),
    (
        BlockKind.PARAGRAPH,
        "The lamp was relit in May 1998, and the council put the repairs at €820 billion, a fifth more than planned. "
        "It is a lovely sight. Will it last? The mayor will open a museum by December 2026.",
    ),
    (BlockKind.LIST_ITEM, "• The lamp was relit in May 1998."),
    (BlockKind.HEADING, "Who kept it"),
    (BlockKind.TABLE_ROW, "Ana Teal\tKeeper\t1991"),
    (BlockKind.TABLE_ROW, "Ivo Marsh\tEngineer\t1994"),
    (
        BlockKind.PARAGRAPH,
        "The tower is the tallest on the coast, Teal said. The island will be under water by 2090.",
    ),
)


def build_run() -> Run:
    """Every label, an opinion, a question, a prediction, a plan, a duplicate, nested and overlapping claims, a digest,
    a refused page and a further source."""
    article = build_article(
        "The Skerry Light, Relit", PARTS, url="https://paper.example/light", published=date(2026, 3, 10)
    )
    sources = (
        build_source(
            1, "Repairs cost a lot. The council approved €820 million for the repairs. Work ended in 1998."
        ),
        build_source(2, "The lamp was lit again on 4 May 1998. Crowds came.", CaptureKind.DIGEST),
        build_source(3, ""),
        build_source(
            4,
            "At 40 metres it is the tallest tower on the coast. The one at Ness is 44 metres.",
            further=True,
        ),
    )
    claims = _claims(article)
    return Run(
        "run-1", NOON, NOON.replace(minute=1), ENGINE, article,
        Extraction(claims, _sentences(article, claims)), sources, _verdicts(claims, sources),
        (Issue("fetch", "reference 3: 403 Forbidden"),),
    )  # fmt: skip


def _claims(article: Article) -> tuple[Claim, ...]:
    amount = Quantity(
        "€820 billion",
        Span(36, 48),
        Decimal("820E9"),
        Decimal("815E9"),
        Decimal("825E9"),
        currency="EUR",
        counted="repairs",
    )
    may = PartialDate("May 1998", Span(22, 30), date(1998, 5, 1), date(1998, 5, 31), "on")
    relit = build_claim(
        article, "The lamp was relit in May 1998", "The Skerry lamp was relit in May 1998.", dates=(may,)
    )
    cost = build_claim(
        article, "the council put the repairs at €820 billion, a fifth more than planned",
        "The council put the repairs of the light at €820 billion.", kind=Kind.QUANTITY, modality=Modality.REPORTED,
        quantities=(amount,), references=(1, 3), mentions=(Mention("The council", "ORG", Span(0, 11)),), worth=0.9,
    )  # fmt: skip
    fifth = build_claim(
        article,
        "a fifth more than planned",
        "The repairs cost a fifth more than planned.",
        kind=Kind.QUANTITY,
    )
    lovely = build_claim(article, "It is a lovely sight.", modality=Modality.OPINION)
    museum = build_claim(
        article,
        "The mayor will open a museum by December 2026.",
        modality=Modality.PLANNED,
        due=date(2026, 12, 31),
    )
    again = build_claim(
        article, "• The lamp was relit in May 1998.", "The lamp was relit in May 1998.", duplicate_of=relit.id
    )
    keeper = build_claim(article, "Ana Teal\tKeeper", "Ana Teal was the keeper of the light.", kind=Kind.ROLE)
    tall = build_claim(
        article, "The tower is the tallest on the coast, Teal said.", kind=Kind.RELATION, references=(4,)
    )
    sunk = build_claim(article, "The island will be under water by 2090.", modality=Modality.PREDICTED)
    return relit, cost, fifth, lovely, museum, again, keeper, tall, sunk


def _verdicts(claims: tuple[Claim, ...], sources: tuple[Source, ...]) -> tuple[Verdict, ...]:
    relit, cost, fifth, _, museum, _, keeper, tall, _ = claims
    page, digest, _, further = sources
    thousandfold = Comparison("amount", "€820 billion", "€820 million", False)
    when = Comparison("date", "May 1998", "4 May 1998", True)
    proof = build_evidence(
        page, "The council approved €820 million for the repairs.", Stance.REFUTES, thousandfold
    )
    lit = build_evidence(digest, "The lamp was lit again on 4 May 1998.", Stance.SUPPORTS, when)
    near = replace(build_evidence(page, "Repairs cost a lot.", Stance.NEUTRAL), note="")
    tallest = build_evidence(further, "At 40 metres it is the tallest tower on the coast.", Stance.SUPPORTS)
    taller = build_evidence(further, "The one at Ness is 44 metres.", Stance.REFUTES)
    return (
        Verdict(relit.id, Label.SUPPORTED, 0.91, "date-agrees", "Gazette 2 gives 4 May 1998.", (lit,)),
        Verdict(
            cost.id, Label.REFUTED, 0.97, "quantity-differs", "Gazette 1 gives €820 million.", (proof, near)
        ),
        Verdict(fifth.id, Label.NOT_ENOUGH, 0.4, "weak", "Nothing settles it.", (near,), Shortfall.WEAK),
        Verdict(
            museum.id, Label.NOT_ENOUGH, 0.8, "plan", "No source mentions the plan.", (), Shortfall.SILENT
        ),
        Verdict(
            keeper.id, Label.NOT_ENOUGH, 0.8, "uncited", "Nothing is cited for it.", (), Shortfall.UNCITED
        ),
        Verdict(tall.id, Label.CONFLICTING, 0.7, "both-ways", "The sources differ.", (tallest, taller)),
    )


def _sentences(article: Article, claims: tuple[Claim, ...]) -> tuple[Sentence, ...]:
    found = []
    for block in article.blocks:
        if block.kind is BlockKind.FURNITURE:
            found.append(Sentence(block.span, block.id, Bucket.FURNITURE, block.why))
        elif block.silent:
            found.append(Sentence(block.span, block.id, Bucket.NOT_CHECKABLE, "heading"))
        else:
            found.extend(_sentences_of(article, block, claims))
    return tuple(found)


def _sentences_of(article: Article, block: Block, claims: tuple[Claim, ...]) -> list[Sentence]:
    found, start, words = [], block.span.start, block.span.of(article.text)
    for part in words.replace("? ", "?|").replace(". ", ".|").split("|"):
        span = Span(start, start + len(part))
        own = tuple(claim for claim in claims if span.overlaps(claim.source.span))
        start = span.end + 1
        if own and own[0].duplicate_of:
            found.append(Sentence(span, block.id, Bucket.DUPLICATE, "", (own[0].duplicate_of,)))
        elif own and own[0].modality is not Modality.OPINION:
            found.append(Sentence(span, block.id, Bucket.CLAIM, "", tuple(claim.id for claim in own)))
        else:
            found.append(
                Sentence(
                    span,
                    block.id,
                    Bucket.NOT_CHECKABLE,
                    "question" if "?" in part else "opinion" if own else "vague",
                )
            )
    return found


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'>|*_`[a](javascript:alert(1))\x1b[31m\u202e=1+1'


def build_hostile_run() -> Run:
    """Markup, script, terminal escapes and formulas in every field that comes from outside."""
    article = build_article(
        HOSTILE, [(BlockKind.HEADING, HOSTILE), (BlockKind.PARAGRAPH, HOSTILE), (BlockKind.LIST_ITEM, "=2+5")],
        url="javascript:alert(1)",
    )  # fmt: skip
    source = build_source(
        1, f"Before. {HOSTILE} After.", url="javascript:alert(1)", title=HOSTILE, publisher=HOSTILE
    )
    claims = (
        build_claim(article, HOSTILE, HOSTILE, references=(1,)),
        build_claim(article, "=2+5", "＝2+5\r\n@SUM(A1)\tand 'so' on"),
    )
    pair = Comparison(HOSTILE, HOSTILE, HOSTILE, False)
    proof = replace(build_evidence(source, HOSTILE, Stance.REFUTES, pair), rule=HOSTILE, note=HOSTILE)
    verdicts = (
        Verdict(claims[0].id, Label.REFUTED, 1.0, HOSTILE, HOSTILE, (proof,)),
        Verdict(claims[1].id, Label.NOT_ENOUGH, 0.1, "-rule", "+why", (), Shortfall.SILENT),
    )
    sentences = (Sentence(article.blocks[1].span, 1, Bucket.CLAIM, "", (claims[0].id,)),
                 Sentence(article.blocks[0].span, 0, Bucket.NOT_CHECKABLE, HOSTILE))  # fmt: skip
    issues = (Issue(HOSTILE, HOSTILE),)
    return Run(
        HOSTILE, NOON, None, ENGINE, article, Extraction(claims, sentences), (source,), verdicts, issues
    )


def build_background(run: Run) -> Background:
    """A run before without the first verdict, a person's answer to the second claim, a note on the article, and a verdict
    as of the article's day; all words of people are hostile where the run's are."""
    claim = run.extraction.claims[min(1, len(run.extraction.claims) - 1)]
    words = "Asked the council." if run.id == "run-1" else HOSTILE
    review = Review(
        claim.id, "Ana Teal" if run.id == "run-1" else HOSTILE, NOON, Label.REFUTED, "accepted", words
    )
    first = run.verdicts[0]
    then = Verdict(first.claim, Label.NOT_ENOUGH, 0.5, "could-not-know", words, (), Shortfall.WEAK)
    earlier = replace(run, verdicts=run.verdicts[1:], started=NOON.replace(month=1), finished=None)
    note = Note(NoteKind.FIGURE, words, (Span(0, 2), Span(4, 9)))
    return Background(earlier, (Decision(review, True),), (note,), NOON.date(), (then,))
