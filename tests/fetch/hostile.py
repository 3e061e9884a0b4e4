"""Servers on the loopback interface that misbehave, each in one way.

A behaviour is a function that has read the request and may do what it likes with the connection.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import brotli
import zstandard
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

Behaviour = Callable[[socket.socket, bytes], None]

PAGE = b"<!DOCTYPE html><title>Weir</title><h1>Weir</h1><p>The weir at Holm was rebuilt in 1987 and is 41 m wide.</p>"


@dataclass
class Server:
    """A listening server; ``requests`` holds the raw head of each request it received."""

    port: int
    scheme: str = "http"
    requests: list[bytes] = field(default_factory=list)
    robots: list[bytes] = field(default_factory=list)
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}/"


@contextlib.contextmanager
def open_server(
    behaviour: Behaviour,
    tls: ssl.SSLContext | None = None,
    *,
    scheme: str = "",
    raw: bool = False,
    robots: Behaviour | None = None,
    host: str = "127.0.0.1",
) -> Iterator[Server]:
    """Serves ``behaviour`` on a free port until the block ends. ``raw``: it reads the request itself; ``scheme``:
    what the address says, when that shall not be what is spoken. ``robots`` answers for /robots.txt, which is missing
    without it; such requests are noted apart."""
    listener = socket.create_server((host, 0), backlog=256)
    server = Server(listener.getsockname()[1], scheme or ("https" if tls else "http"), host=host)
    stop = threading.Event()

    def talk(connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            with tls.wrap_socket(connection, server_side=True) if tls else connection as stream:
                head = b"" if raw else read_head(stream)
                if head.startswith(b"GET /robots.txt "):
                    server.robots.append(head)
                    (robots or MISSING)(stream, head)
                    return
                server.requests.append(head)
                behaviour(stream, head)

    def listen() -> None:
        while not stop.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stop.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes accept
        listener.close()
        thread.join(5)


def read_head(stream: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        part = stream.recv(4096)
        head += part
        if not part or head.startswith(b"\x16"):  # hung up, or begins a TLS handshake
            break
    return head


def answer(
    status: str = "200 OK",
    headers: dict[str, str] | None = None,
    body: bytes = PAGE,
    *,
    length: int | None = None,
    kind: str = "text/html; charset=utf-8",
) -> bytes:
    """A whole response. ``length`` is what Content-Length says when that shall not be true."""
    fields = {
        "Content-Type": kind,
        "Content-Length": str(len(body) if length is None else length),
        "Connection": "close",
    }
    fields |= headers or {}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def says(*args: object, **options: object) -> Behaviour:
    """The behaviour that sends one ``answer``."""
    data = answer(*args, **options)  # type: ignore[arg-type]
    return lambda stream, head: stream.sendall(data)


MISSING = says("404 Not Found", body=b"no")


def encoded(encoding: str, body: bytes) -> Behaviour:
    return says(headers={"Content-Encoding": encoding}, body=body)


def hangs(stream: socket.socket, head: bytes) -> None:
    time.sleep(4)


def slow_head(stream: socket.socket, head: bytes) -> None:
    for byte in answer():
        stream.sendall(bytes([byte]))
        time.sleep(0.1)


def slow_body(stream: socket.socket, head: bytes) -> None:
    stream.sendall(answer(body=b"", length=100_000))
    for _ in range(40):
        stream.sendall(b"<p>more</p>")
        time.sleep(0.1)


def stalls_in_body(stream: socket.socket, head: bytes) -> None:
    stream.sendall(answer(body=PAGE[:40], length=len(PAGE)))
    time.sleep(4)


def endless_body(stream: socket.socket, head: bytes) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    while True:
        stream.sendall(chunk)


def endless_headers(stream: socket.socket, head: bytes) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        stream.sendall(b"X-More: " + b"y" * 1000 + b"\r\n")


def endless_interim(stream: socket.socket, head: bytes) -> None:
    while True:
        stream.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        time.sleep(0.01)


def breaks_chunk(stream: socket.socket, head: bytes) -> None:
    stream.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello"
    )


def hangs_up(stream: socket.socket, head: bytes) -> None:
    stream.close()


def resets(stream: socket.socket, head: bytes) -> None:
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    stream.close()


def gzip_bomb(size: int) -> bytes:
    return gzip.compress(bytes(size), 9)


def zlib_bomb(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def brotli_bomb(size: int) -> bytes:
    return brotli.compress(bytes(size), quality=5)


def zstd_bomb(size: int) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(bytes(size))


def redirects(location: str, status: str = "302 Found") -> Behaviour:
    """Always sends on to ``location``, in which {n} counts the requests on this port."""
    count = iter(range(1, 10_000))
    return lambda stream, head: stream.sendall(
        answer(status, {"Location": location.format(n=next(count))}, b"", kind="")
    )


def speaks_http2(stream: socket.socket, head: bytes) -> None:
    """Answers every request with the page, over HTTP/2."""
    connection = H2Connection(H2Configuration(client_side=False))
    connection.initiate_connection()
    stream.sendall(connection.data_to_send())
    while data := stream.recv(65536):
        for event in connection.receive_data(data):
            if isinstance(event, RequestReceived):
                connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                connection.send_data(event.stream_id, PAGE, end_stream=True)
        stream.sendall(connection.data_to_send())


def path_of(head: bytes) -> str:
    return head.split(b" ")[1].decode()


def header_of(head: bytes, name: str) -> str:
    """A request header's value, '' when it was not sent."""
    for line in head.decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


def routes(table: dict[str, bytes]) -> Behaviour:
    """Answers by path; anything else is 404."""
    missing = answer("404 Not Found", body=b"no")
    return lambda stream, head: stream.sendall(table.get(path_of(head), missing))
