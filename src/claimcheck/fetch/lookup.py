"""Asking a search service: one GET, one answer, no redirects, so that a key goes nowhere but where it belongs.

What is asked here is an address from the settings, not from an article: whoever set it may mean a machine of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from claimcheck.fetch.capture import find_outcome
from claimcheck.fetch.client import Client
from claimcheck.fetch.courtesy import HostBusy
from claimcheck.fetch.decoding import TooMuch, Undecodable, UnknownEncoding, decode_body
from claimcheck.fetch.guard import AddressRefused, NameUnresolved, find_refusal
from claimcheck.fetch.policy import Policy
from claimcheck.model.evidence import Outcome

ENCODINGS = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` is decoded, b'' unless the outcome is OK; ``detail`` is one plain line on a failure."""

    outcome: Outcome
    body: bytes = b""
    detail: str = ""


async def fetch_answer(
    url: str, client: Client, policy: Policy, headers: Sequence[tuple[str, str]] = ()
) -> Answer:
    """What ``url`` answers to one request. ``client`` was opened with the same ``policy``. Never raises for what a
    server or network does."""
    if refusal := find_refusal(url, allow_private=policy.allow_private):
        return Answer(Outcome.BLOCKED_ADDRESS, detail=refusal)
    try:
        turn = client.turns.take(httpx.URL(url), patience=policy.patience, neighbours=policy.neighbours)
        async with turn, asyncio.timeout(policy.timeout):
            return await _ask(url, client, policy, headers)
    except TimeoutError:
        return Answer(Outcome.TIMEOUT, detail=f"no complete answer in {policy.timeout:g} s")
    except HostBusy as busy:
        return Answer(Outcome.RATE_LIMITED, detail=f"the host {busy}")
    except AddressRefused as error:
        return Answer(Outcome.BLOCKED_ADDRESS, detail=str(error))
    except NameUnresolved as error:
        return Answer(Outcome.DNS_FAILURE, detail=str(error))
    except httpx.TimeoutException as error:
        return Answer(Outcome.TIMEOUT, detail=type(error).__name__)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Answer(Outcome.CONNECT_FAILURE, detail=str(error) or type(error).__name__)
    except TooMuch:
        return Answer(Outcome.TOO_LARGE, detail=f"more than {policy.max_bytes:,} bytes")
    except (Undecodable, UnknownEncoding) as error:
        return Answer(Outcome.PARSE_FAILURE, detail=str(error))


async def _ask(url: str, client: Client, policy: Policy, headers: Sequence[tuple[str, str]]) -> Answer:
    sent = {"User-Agent": policy.user_agent, "Accept": "application/json", "Accept-Encoding": ENCODINGS}
    silence = httpx.Timeout(policy.silence).as_dict()
    request = httpx.Request("GET", url, headers=sent | dict(headers), extensions={"timeout": silence})
    response = await client.transport.send(request)
    response.request = request
    try:
        outcome = find_outcome(response.status_code)
        if outcome is not Outcome.OK:
            return Answer(outcome, detail=f"HTTP {response.status_code} {response.reason_phrase}".strip())
        wire = bytearray()
        async for part in response.aiter_raw():
            wire += part
            if len(wire) > policy.max_bytes:
                raise TooMuch
        encoding = response.headers.get("content-encoding", "")
        return Answer(outcome, decode_body(bytes(wire), encoding, policy.max_bytes))
    finally:
        await response.aclose()
