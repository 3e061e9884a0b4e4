"""Settings from the environment (CLAIMCHECK_*) or a TOML file, each with a default that works on a laptop."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from claimcheck.errors import UsageError

NAMES: dict[type, str] = {str: "text", int: "whole number", float: "number"}
FROM: dict[type, tuple[type, ...]] = {int: (str, int), float: (str, int, float)}
KINDS: dict[str, type] = {"str": str, "int": int, "float": float}


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field can be set by ``CLAIMCHECK_<NAME>`` in the environment; a command-line option goes before it."""

    db: str = "sqlite:///claimcheck.db"  # SQLAlchemy URL of the ledger
    language_model: str = "en_core_web_md"
    verifier: str = ""  # folder of another ONNX cross-encoder; '' is the shipped one
    contact: str = ""  # address given in the User-Agent, so that publishers can write to you
    timeout: float = 20.0  # seconds for one whole fetch, redirects included
    max_bytes: int = 10_000_000  # of a response, on the wire and decoded alike
    max_redirects: int = 10
    fetches: int = 8  # requests under way at once, each to another host
    patience: float = (
        30.0  # seconds that a host may ask to wait between requests; one that asks for more is left alone
    )
    fresh: float = 0.0  # seconds for which a capture is taken as it is, its server not asked again
    articles: int = 4  # of a corpus, at work at once in one process
    lease: float = 120.0  # seconds after its last sign of life at which a worker counts as crashed

    # What `python -m flows.serve` does by itself.
    corpus: str = ""  # a folder, a file of addresses, or the address of a list, feed or sitemap
    corpus_cron: str = "0 * * * *"  # when to look for new and changed articles in it
    corpus_out: str = ""  # folder for their reports; '' writes none
    recheck_cron: str = "30 3 * * *"  # when to look again at what was checked; '' never does
    recheck_days: float = 7.0  # how long a look at a source lasts; a seventh of it where figures change
    recheck_limit: int = 100  # articles looked at again in one go
    recheck_share: float = 0.2  # part of these places that is kept for what was seen longest ago
    site: str = ""  # address of the review site, for links to it in Prefect; '' makes none

    # Services that find the address of a reference without one; '' is off. A service that needs no key takes "on".
    searxng: str = ""  # root address of an instance that answers in JSON
    brave_key: str = field(default="", repr=False)  # of the Brave Search API
    brave: str = ""  # another address of that API
    mediawiki: str = ""  # address of a wiki's api.php
    gdelt: str = ""  # "on", or another address of the document API
    crossref: str = ""  # "on", or another address of its works
    wayback: str = (
        ""  # "on", or another address of the availability API: archived copies of pages that are gone
    )
    publishers: str = ""  # a TOML file of publishers' names, domains and site searches

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Defaults, overridden by the TOML file that CLAIMCHECK_SETTINGS names, overridden by CLAIMCHECK_* variables.

        Raises UsageError on a file that can't be read, an unknown name in it, or a value of the wrong type.
        """
        environment = os.environ if environment is None else environment
        found = load_settings(environment.get("CLAIMCHECK_SETTINGS", ""), {one.name for one in fields(cls)})
        values: dict[str, object] = {}
        for one in fields(cls):
            variable = f"CLAIMCHECK_{one.name.upper()}"
            written = environment.get(variable, found.get(one.name))
            if written is not None:
                shown = (
                    variable
                    if variable in environment
                    else f"{one.name} in {environment['CLAIMCHECK_SETTINGS']}"
                )
                values[one.name] = read_value(written, KINDS[str(one.type)], shown)
        return replace(cls(), **values)  # type: ignore[arg-type]  # types were taken from the defaults


def load_settings(path: str, names: Collection[str]) -> dict[str, Any]:
    """What a settings file says; empty without one. A file, unlike the environment, can't hold a name we don't know."""
    if not path:
        return {}
    try:
        found = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"CLAIMCHECK_SETTINGS: {path} can't be read: {error}") from None
    unknown = sorted(set(found) - set(names))
    if unknown:
        raise UsageError(f"{path}: no setting is called {unknown[0]!r}")
    return found


def read_value(written: Any, kind: type, shown: str) -> Any:
    """A value as its setting's type. Raises UsageError, in which a value that may be a secret isn't repeated."""
    if kind is str and isinstance(written, str):
        return written
    try:
        if kind is not str and isinstance(written, FROM[kind]) and not isinstance(written, bool):
            return kind(written)
    except ValueError:
        raise UsageError(f"{shown} must be a {NAMES[kind]}, not {written!r}") from None
    raise UsageError(f"{shown} must be a {NAMES[kind]}")
