"""Search services on the loopback interface: each answers in the shape that its documentation gives, on one page."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TITLE = "Lock gates replaced after forty years of service"
KEY = "secret-key-of-a-test"

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} | Harbour Gazette</title></head><body><main><article>
<h1>{TITLE}</h1><p>The city replaced both lock gates in March 2024, after forty years of service. The work took eleven
weeks and cost 2.4 million euros, the harbour office said. Ships were let through at night for the whole time.</p>
<p>The old gates weighed 96 tonnes each. They will be kept as a monument beside the lock keeper's house.</p>
</article></main></body></html>"""


@dataclass(slots=True)
class Services:
    """``base`` is the server's root; ``page`` the address that all services name; ``asked`` what they were asked."""

    base: str = ""
    asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)  # paths that answer with an error page
    gone: set[str] = field(default_factory=set)  # paths that are not found
    page_body: str = PAGE

    @property
    def page(self) -> str:
        return f"{self.base}/harbour-gazette/lock-gates.html"

    def queries(self, path: str) -> list[dict[str, list[str]]]:
        return [query for asked, query, _ in self.asked if asked == path]


def answer(services: Services, path: str, query: dict[str, list[str]]) -> tuple[str, Any]:
    """Media type and content for a path."""
    other = f"{services.base}/other-paper/lock.html"
    pages = {
        "/search": {
            "query": "x",
            "number_of_results": 0,
            "results": [
                {"url": services.page, "title": TITLE, "content": "The city …", "engine": "any", "score": 1.0,
                 "publishedDate": "2024-03-20T00:00:00", "category": "general"},
                {"url": other, "title": "Lock gates: a history", "content": "", "publishedDate": None},
            ],
            "suggestions": [], "infoboxes": [], "unresponsive_engines": [],
        },
        "/res/v1/web/search": {
            "type": "search",
            "query": {"original": "x"},
            "web": {"type": "search", "results": [
                {"type": "search_result", "url": services.page, "title": f"<strong>{TITLE}</strong> | Harbour Gazette",
                 "description": "…", "page_age": "2024-03-20T08:00:00",
                 "profile": {"name": "Harbour Gazette", "url": services.base}, "meta_url": {"hostname": "127.0.0.1"}},
            ]},
        },
        "/w/api.php": {
            "batchcomplete": True,
            "query": {
                "general": {"sitename": "Harbour Gazette"},
                "pages": [
                    {"pageid": 9, "ns": 0, "title": "Lock gate", "index": 2, "fullurl": other, "canonicalurl": other},
                    {"pageid": 7, "ns": 0, "title": TITLE, "index": 1, "fullurl": services.page,
                     "canonicalurl": services.page},
                ],
            },
        },
        "/doc": {"articles": [
            {"url": services.page, "url_mobile": "", "title": TITLE.replace("gates", "gates ,").replace(" ,", ""),
             "seendate": "20240320T093000Z", "socialimage": "", "domain": "127.0.0.1", "language": "English",
             "sourcecountry": "Nowhere"},
        ]},
        "/works": {"status": "ok", "message-type": "work-list", "message": {"total-results": 1, "items": [
            {"DOI": "10.5555/12345678", "URL": services.page, "title": [TITLE], "container-title": ["Harbour Gazette"],
             "publisher": "Sorvane", "issued": {"date-parts": [[2024, 3, 20]]}, "type": "journal-article"},
        ]}},
        "/wp-json/wp/v2/posts": [
            {"id": 3, "date": "2024-03-20T08:00:00", "link": services.page, "title": {"rendered": TITLE}},
        ],
        "/wayback/available": {
            "url": query.get("url", [""])[0],
            "archived_snapshots": {"closest": {
                "status": "200", "available": True, "timestamp": "20240321000000",
                "url": f"{services.base}/web/20240321000000/{services.page}",
            }},
        },
    }  # fmt: skip
    if path == "/site-search":
        links = f'<li><a href="/harbour-gazette/lock-gates.html"><b>{TITLE}</b></a></li><li><a href="/">Home</a></li>'
        return "text/html", f"<!DOCTYPE html><html><body><main><ul>{links}</ul></main></body></html>"
    if path in pages:
        return "application/json", json.dumps(pages[path])
    archived = path.startswith("/web/20240321000000id_/")
    if path == "/harbour-gazette/lock-gates.html" or archived:
        return "text/html; charset=utf-8", services.page_body
    return "", ""


@contextmanager
def open_services() -> Iterator[Services]:
    """All services on one server until the block ends."""
    services = Services()

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            services.asked.append((parts.path, parse_qs(parts.query), dict(self.headers)))
            media, content = answer(services, parts.path, parse_qs(parts.query))
            status = 200 if content else 404
            if parts.path == "/res/v1/web/search" and self.headers.get("X-Subscription-Token") != KEY:
                status, media, content = 422, "application/json", '{"type": "ErrorResponse"}'
            if parts.path in services.gone:
                status, content = 404, "<h1>Not found</h1>"
            if parts.path in services.broken:
                media, content = "text/html", "Your query was too short or too long."
            body = content.encode()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", media or "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    services.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
