"""Serves a seed's evidence over real HTTP on the loopback interface, for tests and for a person.

python -m tests.site seeds/harbour-bridge --out DIR

prints the root, writes the article to DIR and serves until interrupted.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
PLACEHOLDER = b"{{BASE}}"


@dataclass(frozen=True, slots=True)
class Site:
    """A seed being served. ``article``: as written out, if it was; ``requests``: paths asked for so far."""

    base: str
    article: Path | None
    requests: list[str] = field(default_factory=list)


def write_article(seed: Path, out: Path, base: str) -> Path:
    """The seed's article and ``references.toml``, if any, in folder ``out`` with addresses filled in."""
    out.mkdir(parents=True, exist_ok=True)
    source = next(path for path in sorted(seed.glob("article.*")))
    for path in (source, seed / "references.toml"):
        if path.exists():
            (out / path.name).write_bytes(path.read_bytes().replace(PLACEHOLDER, base.encode()))
    return out / source.name


def _answer(
    site: Path, routes: Mapping[str, Mapping[str, Any]], path: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body for a path: its route, else the file below ``site``, else 404."""
    route = routes.get(path)
    name = path.lstrip("/") if route is None else str(route.get("file", ""))
    target = (site / name).resolve()
    headers: dict[str, str] = {}
    body = b""
    status = HTTPStatus.OK if route is None else int(route.get("status", HTTPStatus.OK))
    if name and target.is_relative_to(site) and target.is_file():
        body = target.read_bytes()
    elif route is None:
        status, body = HTTPStatus.NOT_FOUND, b"<!DOCTYPE html><title>404</title><h1>Not found</h1>"
        target = Path("404.html")
    kind = mimetypes.guess_type(target.name)[0] or "text/html"
    headers["Content-Type"] = f"{kind}; charset=utf-8" if kind == "text/html" else kind
    if route is not None:
        headers |= {"Location": str(route["location"])} if "location" in route else {}
        headers |= {str(key): str(value) for key, value in route.get("headers", {}).items()}
    return int(status), headers, body


def _handler(
    site: Path, routes: Mapping[str, Mapping[str, Any]], requests: list[str]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            requests.append(path)
            status, headers, body = _answer(site, routes, path)
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet: a test's output is its own."""

    return Handler


@contextmanager
def open_site(seed: Path | str, out: Path | None = None, *, port: int = 0) -> Iterator[Site]:
    """Serve ``seed`` (a folder, or the name of one in seeds/) until the block ends.

    With ``out`` (a folder) the article is written there, its addresses filled in."""
    folder = SEEDS / seed if isinstance(seed, str) else seed
    table = folder / "routes.json"
    routes = json.loads(table.read_text("utf-8")) if table.exists() else {}
    requests: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler((folder / "site").resolve(), routes, requests))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield Site(base, write_article(folder, out, base) if out else None, requests)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=Path)
    parser.add_argument("--out", type=Path, help="folder for the article and its references.toml")
    parser.add_argument("--port", type=int, default=0, help="0 = any free port")
    options = parser.parse_args()
    if not (options.seed / "site").is_dir():
        parser.error(f"{options.seed} has no site/ folder")
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    with open_site(options.seed, options.out, port=options.port) as site:
        sys.stdout.write(f"{site.base}\n" + (f"{site.article}\n" if site.article else ""))
        sys.stdout.flush()
        done.wait()


if __name__ == "__main__":
    main()
