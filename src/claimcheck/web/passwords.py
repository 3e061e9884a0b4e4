"""Passwords: hashed slowly with a salt of their own, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from claimcheck.errors import UsageError

SHORTEST = 12  # characters
LONGEST = 1000
COST, BLOCK, LANES = 2**15, 8, 1  # of scrypt: 32 MiB and about 0.1 s a try
MEMORY = 64 * 1024 * 1024

NOBODY = "scrypt$32768$8$1$00$00"
"""Compared where there is no such person, so that the time taken tells nothing."""


def hash_password(password: str) -> str:
    """How it is kept. Raises UsageError when it is too short to hold."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} characters or more")
    salt = secrets.token_bytes(16)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${_derive(password, salt, COST, BLOCK, LANES).hex()}"


def is_password(password: str, kept: str) -> bool:
    """Whether ``kept`` was made of this password."""
    _, cost, block, lanes, salt, digest = kept.split("$")
    made = _derive(password[:LONGEST], bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(made, bytes.fromhex(digest))


def _derive(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost,
        r=block,
        p=lanes,
        maxmem=MEMORY,
        dklen=32,
    )
