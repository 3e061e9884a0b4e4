"""The desk that every step works at: the ledger, the settings, what the caller chose, and the models, opened once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import claimcheck
from claimcheck.fetch.client import Policy
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.run import Engine
from claimcheck.settings import Settings
from claimcheck.store.ledger import Ledger
from claimcheck.text.syntax import open_language

RULE_ROOMS = ("values", "text", "ingest", "extract", "fetch", "match", "judge")


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose for one run. ``as_of`` is the day that plans and evidence are seen from."""

    offline: bool = False
    allow_private: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What a step needs besides the run's id."""

    ledger: Ledger
    settings: Settings
    options: Options = Options()

    @property
    def policy(self) -> Policy:
        """How politely and how safely to fetch."""
        return Policy(
            timeout=self.settings.timeout,
            max_bytes=self.settings.max_bytes,
            max_redirects=self.settings.max_redirects,
            contact=self.settings.contact,
            allow_private=self.options.allow_private,
        )

    @property
    def verifier(self) -> Verifier:
        return find_verifier(self.settings.verifier)

    @property
    def engine(self) -> Engine:
        return describe_engine(self.settings.language_model, self.settings.verifier)


@contextmanager
def open_desk(settings: Settings, options: Options = Options()) -> Iterator[Desk]:
    """A desk whose ledger is closed again at the end. Raises DatabaseTrouble."""
    ledger = Ledger(settings.db)
    try:
        yield Desk(ledger, settings, options)
    finally:
        ledger.close()


@lru_cache(maxsize=4)
def find_verifier(folder: str) -> Verifier:
    """The verifier in ``folder``, '' for the shipped one; opened once a process."""
    return open_verifier(Path(folder) if folder else None)


@lru_cache(maxsize=4)
def describe_engine(language_model: str, verifier: str) -> Engine:
    """Versions of everything that a verdict depends on besides its inputs.

    ``rules`` is a digest of the rooms' own files, so that no change of a rule goes unrecorded.
    """
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for room in RULE_ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in {".py", ".toml", ".jsonl"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    meta = open_language(language_model).meta
    language = f"{meta['lang']}_{meta['name']} {meta['version']}"
    parts = (claimcheck.__version__, language, find_verifier(verifier).version, digest.hexdigest()[:16])
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return Engine(*parts, key)
