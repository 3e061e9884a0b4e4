"""A finished run scored against a seed's gold standard, and the floors below which no seed may fall.

A gold file is gold.jsonl (a claim a line) or gold.json (claims, strings that are no claims, opinions, what is never
evidence). Each gold claim is looked for among the claims whose source overlaps its own; the nearest in figures and
words is taken for it, and its verdict is compared.
"""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from claimcheck.desk import Options, open_desk
from claimcheck.errors import UnreadableInput, UsageError
from claimcheck.match.ranking import read_terms
from claimcheck.model.claim import UNCHECKABLE, Claim
from claimcheck.model.evidence import Stance
from claimcheck.model.run import Run
from claimcheck.model.selector import Span
from claimcheck.model.verdict import DECISIVE, Label, Verdict
from claimcheck.settings import Settings
from claimcheck.steps import check

SEEDS = Path(
    "seeds"
)  # below the working directory: gold standards ship with the repository, not with the package
FLOORS = SEEDS / "floors.toml"
BASE = "{{BASE}}"  # stands for a served site's root in a seed's article and references
ALIKE = 0.3  # share of words two claims must have in common to be taken for the same


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim that must be found, and the labels that count as right for it, the best first. ``proofs`` are quotes
    with their stance: supports, refutes, near_miss, or '' where the gold doesn't say."""

    id: str
    text: str
    source: str
    acceptable: tuple[str, ...]
    figures: frozenset[str] = frozenset()
    proofs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A seed's gold standard. ``forbidden`` are no claims; ``opinions`` have no verdict; ``never`` is no evidence."""

    claims: tuple[GoldClaim, ...]
    forbidden: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldRow:
    """What became of one gold claim. ``claim`` and ``verdict`` are ``None`` when it was not found or not judged."""

    gold: GoldClaim
    claim: Claim | None
    verdict: Verdict | None
    proof_hit: bool

    @property
    def label(self) -> str:
        return self.verdict.label.value if self.verdict else ""

    @property
    def acceptable(self) -> bool:
        return self.label in self.gold.acceptable

    @property
    def confident_wrong(self) -> bool:
        """Supported where the gold says Refuted, or the reverse, and not even acceptable."""
        sides = {Label.SUPPORTED.value, Label.REFUTED.value}
        return {self.label, self.gold.acceptable[0]} == sides and not self.acceptable


@dataclass(frozen=True, slots=True)
class GoldScore:
    """``rows`` in the gold's order. ``forbidden``: strings wrongly taken for claims; ``judged_opinions``: opinions that
    got a verdict; ``furniture_quoted``: quotes from what is never evidence."""

    rows: tuple[GoldRow, ...]
    forbidden: tuple[str, ...]
    judged_opinions: tuple[str, ...]
    furniture_quoted: tuple[str, ...]

    @property
    def figures(self) -> dict[str, float]:
        """What floors are pinned on. Shares, 0..1, of all gold claims, or for ``decided`` (a decisive label) and ``proven``
        (one that quotes a gold proof) of those that have a proof. Names that begin with ``no_`` are counts of faults
        below 0, so that more is always better."""
        provable = [row for row in self.rows if any(stance != "near_miss" for _, stance in row.gold.proofs)]
        decided = [row for row in provable if row.verdict and row.verdict.label in DECISIVE]
        return {
            "recall": _share(sum(row.claim is not None for row in self.rows), len(self.rows)),
            "acceptable": _share(sum(row.acceptable for row in self.rows), len(self.rows)),
            "decided": _share(len(decided), len(provable)),
            "proven": _share(sum(row.proof_hit for row in decided), len(provable)),
            "no_confident_wrong": 0.0 - sum(row.confident_wrong for row in self.rows),
            "no_forbidden": 0.0 - len(self.forbidden),
            "no_judged_opinions": 0.0 - len(self.judged_opinions),
            "no_furniture_quoted": 0.0 - len(self.furniture_quoted),
        }


def score_gold(run: Run, gold_path: Path) -> GoldScore:
    """Compare a run's claims and verdicts with a gold file. Raises UnreadableInput when that can't be read."""
    gold = load_gold(gold_path)
    verdicts = {verdict.claim: verdict for verdict in run.verdicts}
    rows: list[GoldRow] = []
    for wanted in gold.claims:
        claim = find_claim(wanted, run)
        verdict = verdicts.get(claim.duplicate_of or claim.id) if claim else None
        rows.append(GoldRow(wanted, claim, verdict, verdict is not None and _hits(wanted, verdict)))
    sources = [_plain(claim.source.exact) for claim in run.extraction.claims]
    judged = [_plain(c.source.exact) for c in run.extraction.claims if c.modality not in UNCHECKABLE]
    quotes = {_plain(item.passage.text) for verdict in run.verdicts for item in verdict.evidence}
    return GoldScore(
        tuple(rows),
        tuple(
            text for text in gold.forbidden if any(_is_most_of(_plain(text), source) for source in sources)
        ),
        tuple(text for text in gold.opinions if any(_is_most_of(_plain(text), source) for source in judged)),
        tuple(text for text in gold.never if any(_is_most_of(_plain(text), quote) for quote in quotes)),
    )


def find_opinions(run: Run, seeds: Path = SEEDS) -> dict[str, bool]:
    """Whether each verdict of a run over a seed's article is acceptable by its gold standard, by claim id. Empty for other
    articles, and where there are no seeds."""
    for path in sorted(seeds.glob("*/gold.json*")):
        found = [
            row for row in score_gold(run, path).rows if row.claim is not None and row.verdict is not None
        ]
        if found:
            return {row.claim.id: row.acceptable for row in found if row.claim is not None}
    return {}


def load_gold(path: Path) -> Gold:
    """A gold.json or gold.jsonl. Raises UnreadableInput."""
    try:
        text = path.read_text("utf-8")
        if path.suffix == ".jsonl":
            lines = [json.loads(line) for line in text.splitlines() if line.strip()]
            return Gold(tuple(_read_claim(row, f"{n:03}") for n, row in enumerate(lines, start=1)))
        table = json.loads(text)
        return Gold(
            tuple(_read_claim(row, row["id"]) for row in table["claims"]),
            tuple(table.get("must_not_extract", ())),
            tuple(table.get("opinions", ())),
            tuple(row["text"] for row in table.get("never_evidence", ())),
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UnreadableInput(f"{path} is not a gold standard: {fault!r}") from None


def _read_claim(row: dict[str, Any], name: str) -> GoldClaim:
    proofs = row.get("proof") or []
    proofs = [*(proofs if isinstance(proofs, list) else [proofs]), *row.get("more_proof", [])]
    misses = [row["near_miss"]] if row.get("near_miss") else []
    return GoldClaim(
        id=name,
        text=row["claim"],
        source=row["source_text"],
        acceptable=tuple(row["acceptable"]),
        figures=frozenset(_find_figures(" ".join(part["text"] for part in row.get("quantities", ())))),
        proofs=(
            *((part["quote"], part.get("stance", "")) for part in proofs),
            *((part["quote"], "near_miss") for part in misses),
        ),
    )


def find_claim(wanted: GoldClaim, run: Run) -> Claim | None:
    """The run's claim that says what a gold claim says: its source overlaps the gold's, it has the gold's figures, and
    of those it shares most words. ``None`` when there is none."""
    places = _find_places(run.article.text, wanted.source)
    near = [c for c in run.extraction.claims if any(c.source.span.overlaps(place) for place in places)]
    best = max(near, key=lambda claim: _likeness(wanted, claim), default=None)
    return best if best and _is_same(wanted, best) else None


def _find_places(text: str, source: str) -> list[Span]:
    """Where a stretch stands in the article, any white space counting as one space."""
    words = r"\s+".join(re.escape(word) for word in source.split())
    return [Span(*match.span()) for match in re.finditer(words, text)] if words else []


def _likeness(wanted: GoldClaim, claim: Claim) -> tuple[float, float]:
    held = _find_figures(f"{claim.text} {claim.source.exact}")
    return (len(wanted.figures & held), _overlap(wanted.text, claim.text))


def _is_same(wanted: GoldClaim, claim: Claim) -> bool:
    """Figures that the gold names must be there; else enough words must be shared, or the sources must be alike."""
    figures, words = _likeness(wanted, claim)
    if wanted.figures:
        return figures > 0
    return words >= ALIKE or _overlap(wanted.source, claim.source.exact) >= 2 * ALIKE


def _find_figures(text: str) -> set[str]:
    """Numbers as written, without separators of thousands."""
    return {number.replace(",", "") for number in re.findall(r"\d+(?:[.,]\d+)*", text)}


def _overlap(one: str, other: str) -> float:
    """Shared words of two texts, 0..1: twice the shared ones by all."""
    a, b = set(read_terms(one)), set(read_terms(other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _hits(wanted: GoldClaim, verdict: Verdict) -> bool:
    """Whether a quote that decides the verdict is, holds or lies in one of the gold's proofs."""
    quotes = [_plain(item.passage.text) for item in verdict.evidence if item.stance is not Stance.NEUTRAL]
    proofs = [_plain(quote) for quote, stance in wanted.proofs if stance != "near_miss"]
    return any(proof in quote or quote in proof for quote in quotes for proof in proofs)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_most_of(text: str, source: str) -> bool:
    """Whether a stretch makes up most of a claim's source, or holds it."""
    return source in text or (text in source and len(text) * 2 > len(source))


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 1.0


async def report_gold(*, pin: bool = False, seeds: Path = SEEDS) -> tuple[bool, list[str]]:
    """Check every seed and compare its figures with the pinned floors: whether all hold, and the lines to print.

    With ``pin`` the floors are raised to what was measured; they are never lowered. Raises UsageError without seeds.
    """
    folders = sorted({path.parent for path in seeds.glob("*/gold.json*")})
    if not folders:
        raise UsageError(f"no gold standards in {seeds.resolve()}: run this in the repository's folder")
    floors, measured, lines = load_floors(seeds / FLOORS.name), {}, []
    for folder in folders:
        score = score_gold(await check_seed(folder), next(folder.glob("gold.json*")))
        measured[folder.name] = score.figures
        lines += [f"{folder.name}", *render_score(score, floors.get(folder.name, {})), ""]
    passed = all(not find_faults(measured[name], floors.get(name, {})) for name in measured)
    if pin:
        save_floors(seeds / FLOORS.name, floors, measured)
        lines.append(f"floors pinned in {seeds / FLOORS.name}")
    return passed, lines


async def check_seed(folder: Path) -> Run:
    """A run over one seed, with a ledger of its own that is thrown away: its site served on loopback, or offline from
    its digests."""
    article = min(folder.glob("article.*"))
    with tempfile.TemporaryDirectory() as out:
        settings = Settings(db=f"sqlite:///{out}/ledger.db")
        if not (folder / "site").is_dir():
            with open_desk(settings, Options(offline=True)) as desk:
                return await check(desk, str(article))
        with open_site(folder / "site") as base, open_desk(settings, Options(allow_private=True)) as desk:
            for path in (article, folder / "references.toml"):
                if path.exists():
                    (Path(out) / path.name).write_text(path.read_text("utf-8").replace(BASE, base), "utf-8")
            return await check(desk, str(Path(out) / article.name))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the command's output is its own."""


@contextmanager
def open_site(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback until the block ends; yields the root's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def render_score(score: GoldScore, floors: dict[str, float]) -> list[str]:
    """The per-claim table, then the figures with their floors."""
    lines = [
        f"  {_mark(row)} {row.gold.id:5} {row.label or _name_gap(row):40} want {' or '.join(row.gold.acceptable)}:"
        f" {row.gold.text}"
        for row in score.rows
    ]
    for name, texts in (
        ("taken for a claim", score.forbidden),
        ("opinion judged", score.judged_opinions),
        ("furniture quoted", score.furniture_quoted),
    ):
        lines += [f"  ! {name}: {text}" for text in texts]
    faults = find_faults(score.figures, floors)
    for name, value in score.figures.items():
        floor = f" (floor {floors[name]:g})" if name in floors else ""
        lines.append(f"  {name:20} {value:g}{floor}{' BELOW' if name in faults else ''}")
    return lines


def _name_gap(row: GoldRow) -> str:
    return "(no verdict)" if row.claim else "(not found)"


def _mark(row: GoldRow) -> str:
    return "X" if row.confident_wrong else "+" if row.acceptable else "-"


def find_faults(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Names of the figures that are below their floor."""
    return [name for name, floor in floors.items() if figures.get(name, floor) < floor - 1e-9]


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """Pinned floors by seed; none before the first pin. Raises UnreadableInput."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UnreadableInput(f"{path}: {fault}") from None


def save_floors(
    path: Path, floors: dict[str, dict[str, float]], measured: dict[str, dict[str, float]]
) -> None:
    """Write the better of the old floors and what was measured."""
    lines = [
        "# Figures below which no seed may fall. Raised by `claimcheck gold --pin`, never lowered by it."
    ]
    for seed in sorted({*floors, *measured}):
        old, new = floors.get(seed, {}), measured.get(seed, {})
        lines += ["", f"[{seed}]"]
        lines += [f"{name} = {max(old.get(name, value), value)}" for name, value in {**old, **new}.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
