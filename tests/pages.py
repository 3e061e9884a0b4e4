"""A web server for made-up pages, in the process that asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

type Answer = Callable[[str], tuple[str, str] | None]
"""Media type and text of a path: no text is a 404, and ``None`` no answer at all."""


@contextmanager
def serve_pages(answer: Answer, host: str = "127.0.0.1") -> Iterator[int]:
    """Serve what is answered, on every address of this machine where ``host`` is ''; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            given = answer(self.path)
            if given is None:
                self.close_connection = True
                return
            kind, text = given
            body = text.encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer((host, 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
