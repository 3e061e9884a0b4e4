"""How far a fetch may go, and who it says it is."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck import __version__
from claimcheck.fetch.courtesy import Neighbours


@dataclass(frozen=True, slots=True)
class Policy:
    """How far a fetch may go. Times in seconds, sizes in bytes."""

    timeout: float = 20.0  # for one whole fetch: redirects, retries, body; waiting for a turn not
    silence: float = 10.0  # for a connection, and between two parts of an answer
    max_bytes: int = 10_000_000  # on the wire and decoded alike
    max_redirects: int = 10
    attempts: int = 3
    allow_private: bool = False  # loopback and private addresses, and ports other than 80 and 443
    contact: str = ""
    also: frozenset[str] = frozenset()  # media types read besides those of documents
    robots: bool = True  # whether a site's robots.txt is asked for first, and kept to
    patience: float = 30.0  # the longest pause that a host may ask for; one that wants more is left alone
    at_once: int = 8  # requests under way, each to another host
    neighbours: Neighbours | None = None  # other processes with which we take turns

    @property
    def user_agent(self) -> str:
        about = f"+{self.contact}" if self.contact else "checks an article against the pages it cites"
        return f"claimcheck/{__version__} ({about})"
