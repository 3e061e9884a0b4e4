"""claimcheck: every factual claim of an article, checked against the sources it cites.

Importing this package imports neither spaCy nor Prefect; ``check_claim`` loads what it needs when first called.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# Read when numpy is first imported, by whichever room: a parse is spread over threads by whoever asks for it, and numpy's
# own ones would only spin beside the verifier's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__all__ = ["__version__", "check_claim"]

if TYPE_CHECKING:
    from claimcheck.pairs import check_claim


def __getattr__(name: str) -> object:
    if name == "check_claim":
        from claimcheck.pairs import check_claim

        return check_claim
    raise AttributeError(f"module 'claimcheck' has no attribute {name!r}")
