"""The review site, served for real: uvicorn in a thread, on a free port of loopback; and a client that is a browser."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from claimcheck.web.server import open_socket

LOOPBACK = "127.0.0.1"


class Stage:
    """What a server shows at the moment: starting one for each test would take most of the tests' time."""

    address = ""
    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@contextmanager
def serve(app: ASGIApp) -> Iterator[str]:
    """The address at which the app answers."""
    listener = open_socket(LOOPBACK, 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    server.should_exit = server.force_exit = True
    thread.join(10)
    listener.close()


@dataclass
class Visitor:
    """A person's browser without script: keeps its cookie, sends forms with what stands in them."""

    address: str
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, follow_redirects=True, timeout=30, verify=False)

    def read(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the deciding form on a page."""
        text = self.read(path).text
        part = text[text.index('id="decide"') :]
        return {name: unescape(value) for name, value in HIDDEN.findall(part)}

    def send(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        """A form as a browser sends it; ``headers`` replace what it would say, '' leaves out."""
        said = {"origin": self.address} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, data=fields, headers={k: v for k, v in said.items() if v})

    def decide(self, claim_id: str, action: str, **fields: str) -> httpx.Response:
        form = self.form(f"/claims/{claim_id}")
        return self.send(f"/claims/{claim_id}/reviews", {**form, "action": action, **fields})

    def close(self) -> None:
        self.client.close()


HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
