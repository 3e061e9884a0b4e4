"""Undoing a response's content encodings without ever holding more than the limit.

A few kilobytes on the wire can stand for gigabytes, so each decoder is asked for ``limit`` bytes at most
instead of being measured afterwards.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # ships no stubs
import zstandard

LAYERS = 3  # encodings on top of each other; honest servers send one
ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659


class TooMuch(Exception):
    """The decoded body would exceed the limit. Caught inside this room only."""


class Undecodable(Exception):
    """The bytes aren't in the encoding that was declared, or break off. Caught inside this room only."""


class UnknownEncoding(Exception):
    """No decoder for the declared encoding. Caught inside this room only."""


def decode_body(body: bytes, encodings: str, limit: int) -> bytes:
    """``body`` with the encodings of a Content-Encoding header undone, last applied first.

    Raises TooMuch when any layer comes to more than ``limit`` bytes, Undecodable and UnknownEncoding.
    """
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > LAYERS:
        raise UnknownEncoding(f"{len(names)} content encodings on top of each other")
    for name in reversed(names):
        decoder = DECODERS.get(name)
        if decoder is None:
            raise UnknownEncoding(f"content encoding {name[:40]!r}")
        body = decoder(body, limit) if body else body
        if len(body) > limit:
            raise TooMuch
    return body


def _decode_gzip(body: bytes, limit: int) -> bytes:
    decoded, rest = _inflate(body, limit + 1, zlib.MAX_WBITS | 16)
    while rest.startswith(b"\x1f\x8b") and len(decoded) <= limit:  # further members; anything else is padding
        member, rest = _inflate(rest, limit + 1 - len(decoded), zlib.MAX_WBITS | 16)
        decoded += member
    return decoded


def _decode_deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, limit + 1, zlib.MAX_WBITS)[0]
    except Undecodable:
        return _inflate(body, limit + 1, -zlib.MAX_WBITS)[0]  # many servers leave out the zlib frame


def _inflate(body: bytes, room: int, window: int) -> tuple[bytes, bytes]:
    """Up to ``room`` bytes of one stream, and what follows the stream."""
    stream = zlib.decompressobj(window)
    try:
        decoded = stream.decompress(body, room)
    except zlib.error as error:
        raise Undecodable(str(error)) from error
    if not stream.eof and len(decoded) < room:
        raise Undecodable("the compressed body breaks off")
    return decoded, stream.unused_data


def _decode_brotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        while size <= limit:
            parts.append(stream.process(body, output_buffer_limit=min(limit + 1 - size, 1 << 20)))
            size += len(parts[-1])
            if stream.is_finished():
                return b"".join(parts)
            if not parts[-1] and stream.can_accept_more_data():
                raise Undecodable("the compressed body breaks off")
            body = b""
    except brotli.error as error:
        raise Undecodable(str(error)) from error
    raise TooMuch


def _decode_zstd(body: bytes, limit: int) -> bytes:
    decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    try:
        with decompressor.stream_reader(io.BytesIO(body), read_across_frames=True) as stream:
            decoded = stream.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Undecodable(str(error)) from error
    if not decoded:
        raise Undecodable("the compressed body breaks off")
    return decoded


def _keep(body: bytes, limit: int) -> bytes:
    return body


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _decode_gzip,
    "x-gzip": _decode_gzip,
    "deflate": _decode_deflate,
    "br": _decode_brotli,
    "zstd": _decode_zstd,
    "identity": _keep,
}
ACCEPTED = "gzip, deflate, br, zstd"
