"""A WARC with its index, a list of pages and all digests in one zip file: WACZ 1.1.1, which replays in a browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from claimcheck.model.run import Run
from claimcheck.store.warc import Place, write_moment

WARC = "archive/data.warc.gz"


@dataclass(frozen=True, slots=True)
class _Member:
    path: str
    content: bytes
    packed: bool = True  # of no use for what is packed already


def write_wacz(out: BinaryIO, run: Run, warc: bytes, places: Iterable[Place]) -> None:
    """``warc`` and what a replayer needs around it, to ``out``. ``places`` are what ``write_warc`` gave for it."""
    shown = sorted(places, key=lambda place: (_surt(place.url), _stamp(place.moment)))
    members = [
        _Member(WARC, warc, packed=False),
        _Member("indexes/index.cdx", "".join(sorted(map(_index_line, shown))).encode(), packed=False),
        _Member("pages/pages.jsonl", _list_pages(shown).encode()),
    ]
    package = json.dumps(_describe(run, members), ensure_ascii=False, indent=1).encode()
    told = {"path": "datapackage.json", "hash": _sha256(package)}
    members += [
        _Member("datapackage.json", package),
        _Member("datapackage-digest.json", json.dumps(told).encode()),
    ]
    with ZipFile(out, "w") as archive:
        for member in members:
            entry = ZipInfo(member.path, (run.finished or run.started).astimezone(UTC).timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED if member.packed else ZIP_STORED
            archive.writestr(entry, member.content)


def _describe(run: Run, members: Iterable[_Member]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": f"Evidence: {run.article.title}",
        "description": f"What claimcheck read in run {run.id}",
        "created": write_moment(run.finished or run.started),
        "software": f"claimcheck/{run.engine.claimcheck}",
        "resources": [
            {
                "name": Path(member.path).name,
                "path": member.path,
                "hash": _sha256(member.content),
                "bytes": len(member.content),
            }
            for member in members
        ],
    }


def _list_pages(places: Iterable[Place]) -> str:
    """A header line, then a line for each page that can be shown."""
    lines: list[dict[str, Any]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}]
    seen: set[tuple[str, str]] = set()
    for place in places:
        key = (place.url, _stamp(place.moment))
        if key not in seen and place.status == 200:
            seen.add(key)
            name = hashlib.sha256(" ".join(key).encode()).hexdigest()[:22]
            entry = {"id": name, "url": place.url, "title": place.title, "ts": write_moment(place.moment)}
            lines.append(entry)
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _index_line(place: Place) -> str:
    told = {
        "url": place.url,
        "digest": place.sha1,
        "mime": place.media_type,
        "offset": place.offset,
        "length": place.length,
        "status": place.status,
        "filename": Path(WARC).name,
    }
    return f"{_surt(place.url)} {_stamp(place.moment)} {json.dumps(told)}\n"


def _surt(url: str) -> str:
    """An address with its host turned round, so that a site's pages sort together: com,example)/page."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    turned = (
        host if ":" in host else ",".join(reversed(host.split(".")))
    )  # an IPv4 address, too: replayers do
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{turned}{port}){parts.path.rstrip('/') or '/'}{query}".replace(" ", "%20")


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S}"


def _sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
