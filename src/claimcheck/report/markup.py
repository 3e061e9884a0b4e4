"""Markdown in which nothing from outside is markup."""

from __future__ import annotations

import re

from claimcheck.report.plain import plain, web_address

# What CommonMark, its tables and common extensions read as markup within a line ("&lt;" stays as written, "$5 to $6"
# is no formula), and what they read so at the beginning of one.
_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&$])")
_OPENING = re.compile(r"^(\d*)([#+\-=.):])")


def escape(text: str) -> str:
    """``text`` on one line with every active character escaped."""
    return _OPENING.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", plain(text)))


def link(title: str, url: str) -> str:
    address = web_address(url)
    if not address:
        return escape(title)
    quoted = re.sub(r"[<>()\[\]\\|`\"' ]", lambda match: f"%{ord(match.group()):02X}", address)
    return f"[{escape(title) or 'link'}](<{quoted}>)"
