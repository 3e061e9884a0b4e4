"""Settings from the environment (CLAIMCHECK_*), each with a default that works on a laptop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Self

from claimcheck.errors import UsageError

KINDS = {"str": str, "int": int, "float": float}


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
    fetches: int = 8  # references fetched at once

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
        """Defaults, overridden by CLAIMCHECK_* variables. Raises UsageError on a value of the wrong type."""
        environment = os.environ if environment is None else environment
        found: dict[str, object] = {}
        for one in fields(cls):
            written = environment.get(f"CLAIMCHECK_{one.name.upper()}")
            if written is None:
                continue
            kind = KINDS[str(one.type)]
            try:
                found[one.name] = kind(written)
            except ValueError:
                raise UsageError(
                    f"CLAIMCHECK_{one.name.upper()} must be a {kind.__name__}, not {written!r}"
                ) from None
        return replace(cls(), **found)  # type: ignore[arg-type]  # types were taken from the defaults
