"""The errors a caller can meet, as one tree.

    ClaimcheckError                 anything we raise on purpose; its text is one clear line that says what to do
    ├── UsageError                  bad arguments or options                           exit code 2
    ├── UnreadableInput             an article or reference list that can't be read    exit code 2
    │   └── BrokenReferences        references.toml: file, line and what is wrong
    ├── Overtaken                   someone else decided, or a run came, meanwhile     exit code 2
    ├── ModelMissing                a language or verifier model is absent or altered  exit code 2
    └── DatabaseTrouble             the ledger can't be opened, read or written        exit code 4

A failure to read a *source* is never an error: it is an Outcome in a Capture, and it never counts against a claim.
"""

from __future__ import annotations


class ClaimcheckError(Exception):
    """Base of every error raised on purpose. ``str(error)`` is one line for a person."""

    exit_code = 1


class UsageError(ClaimcheckError):
    """The caller asked for something that can't be done as asked."""

    exit_code = 2


class UnreadableInput(ClaimcheckError):
    """The article, or a file given beside it, can't be read as text."""

    exit_code = 2


class BrokenReferences(UnreadableInput):
    """A references.toml that is not what it should be. The text names file, line and fault."""


class Overtaken(ClaimcheckError):
    """A decision that was made on what is no longer the latest: another person's, or a new run, came between."""

    exit_code = 2


class ModelMissing(ClaimcheckError):
    """A model that the engine needs is not there, or its bytes are not the ones that were pinned."""

    exit_code = 2


class DatabaseTrouble(ClaimcheckError):
    """The ledger can't be opened, read, written or upgraded."""

    exit_code = 4
