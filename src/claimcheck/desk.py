"""The desk that every step works at: the ledger, the settings, what the caller chose, and the models, opened once."""

from __future__ import annotations

import gc
import hashlib
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import claimcheck
from claimcheck.fetch.policy import Policy
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.run import Engine
from claimcheck.settings import Settings
from claimcheck.store.ledger import Ledger
from claimcheck.text.syntax import open_language

RULE_ROOMS = ("model", "values", "text", "ingest", "extract", "resolve", "fetch", "match", "judge")
RULE_FILES = ("steps.py", "sources.py", "addresses.py")
"""What decides a verdict: the digest of these is part of the engine's name."""

YOUNG = 5_000  # new objects that are looked through for garbage together; Python's 700 are few beside what a claim takes

OPENING = threading.Lock()  # a desk is shared by threads


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose for one run. ``as_of`` is the day that plans and evidence are seen from."""

    offline: bool = False
    allow_private: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The processes that share a ledger, each asking hosts by a ``name`` of its own. A turn lapses after a while, so that
    one that was killed keeps no host for ever."""

    ledger: Ledger
    timeout: float
    name: str = field(default_factory=lambda: f"{os.getpid()}-{secrets.token_hex(6)}")

    def take(self, host: str) -> tuple[float, bool]:
        return self.ledger.take_turn(host, self.name, self.timeout)

    def leave(self, host: str, seconds: float) -> None:
        self.ledger.leave_turn(host, self.name, seconds)

    def close(self, host: str, seconds: float) -> None:
        self.ledger.close_host(host, seconds)


@dataclass(slots=True)
class Desk:
    """What a step needs besides the run's id. The ledger is opened when it is first used: bad input leaves no trace."""

    settings: Settings
    options: Options = field(default_factory=Options)
    opened: Ledger | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger that the settings name. Raises DatabaseTrouble."""
        with OPENING:
            if self.opened is None:
                self.opened = Ledger(self.settings.db)
            return self.opened

    @property
    def policy(self) -> Policy:
        """How politely and how safely to fetch."""
        return Policy(
            timeout=self.settings.timeout,
            max_bytes=self.settings.max_bytes,
            max_redirects=self.settings.max_redirects,
            contact=self.settings.contact,
            patience=self.settings.patience,
            at_once=self.settings.fetches,
            allow_private=self.options.allow_private,
            neighbours=Neighbourhood(self.opened, self.settings.timeout) if self.opened else None,
        )

    @property
    def verifier(self) -> Verifier:
        return find_verifier(self.settings.verifier)

    @property
    def engine(self) -> Engine:
        return describe_engine(self.settings.language_model, self.settings.verifier)


@contextmanager
def open_desk(settings: Settings, options: Options | None = None) -> Iterator[Desk]:
    """A desk whose ledger is closed again at the end."""
    desk = Desk(settings, options or Options())
    try:
        yield desk
    finally:
        if desk.opened is not None:
            desk.opened.close()


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
    paths = [path for room in RULE_ROOMS for path in sorted((root / room).rglob("*"))]
    for path in [*paths, *(root / name for name in RULE_FILES)]:
        if path.suffix in {".py", ".toml", ".jsonl"}:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    meta = open_language(language_model).meta
    language = f"{meta['lang']}_{meta['name']} {meta['version']}"
    parts = (claimcheck.__version__, language, find_verifier(verifier).version, digest.hexdigest()[:16])
    spare_models()
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return Engine(*parts, key)


@cache
def spare_models() -> None:
    """Once a process, with the models in it: they are never garbage, so nobody needs to look through them for it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
