from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

import httpx
import jsonschema
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.runs import build_run
from tests.web.conftest import RUN
from tests.web.serving import Visitor

from claimcheck.store.ledger import Ledger
from claimcheck.web.access import admit, make_token

CLAIMS = build_run().extraction.claims
RELIT, COST = CLAIMS[0].id, CLAIMS[1].id
PATHS = ("/api/queue", "/api/articles", "/api/metrics", f"/api/runs/{RUN}", f"/api/claims/{COST}")


@pytest.fixture(scope="module")
def program(shelf: Ledger, reader: Visitor) -> Iterator[httpx.Client]:
    """A program with Rob's token."""
    admit(shelf, "Rob", "reader", "correct horse battery")
    bearer = {"authorization": f"Bearer {make_token(shelf, 'Rob')}"}
    with httpx.Client(base_url=reader.address, headers=bearer, timeout=30) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic Um9iOng=", "Bearer"])
def test_nothing_is_read_without_a_token(reader: Visitor, path: str, header: str) -> None:
    answer = reader.client.get(path, headers={"authorization": header} if header else {})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_queue_is_that_of_the_pages(program: httpx.Client) -> None:
    page = program.get("/api/queue", params={"kind": "quantity", "limit": 1}).json()
    assert (page["found"], len(page["claims"])) == (2, 1)
    assert page["claims"][0]["claim_id"] == COST
    assert page["claims"][0]["quote"] == "The council approved €820 million for the repairs."
    assert page["states"] == {"open": 2, "reopened": 0, "second_look": 0, "decided": 0}
    (second,) = program.get("/api/queue", params={"kind": "quantity", "offset": 1}).json()["claims"]
    assert second["claim_id"] != COST


def test_a_run_keeps_the_published_schema(program: httpx.Client) -> None:
    schema = json.loads(
        (resources.files("claimcheck.report") / "claimcheck-1.schema.json").read_text("utf-8")
    )
    described = program.get(f"/api/runs/{RUN}").json()
    jsonschema.validate(described, schema)
    assert len(described["claims"]) == len(CLAIMS)


def test_a_claim_comes_with_its_history(program: httpx.Client) -> None:
    found = program.get(f"/api/claims/{COST}").json()
    assert found["claim"]["verdict"]["label"] == "Refuted"
    assert [answer["run"] for answer in found["answers"]] == [RUN]
    assert found["reviews"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/runs/none", 404), ("/api/claims/none", 404), ("/api/nowhere", 404), ("/api/queue?limit=0", 422),
     ("/api/queue?limit=x", 422), ("/api/queue?offset=-1", 422), ("/api/queue?state=maybe", 422),
     ("/api/queue?label=True", 422), ("/api/queue?q=" + "x" * 400, 422)],
)  # fmt: skip
def test_errors_are_json(program: httpx.Client, path: str, status: int) -> None:
    answer = program.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("path", PATHS)
def test_the_api_changes_nothing(program: httpx.Client, path: str) -> None:
    """A token is no session: whatever is posted with it is refused."""
    for verb in ("post", "put", "patch", "delete"):
        answer = program.request(verb, path, headers={"origin": str(program.base_url).rstrip("/")})
        assert answer.status_code in (403, 405, 415)


def test_the_description_knows_every_path(program: httpx.Client, reader: Visitor) -> None:
    """OpenAPI's paths are those that answer, each behind the token; the guide shows them."""
    described = program.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/queue",
        "/api/articles",
        "/api/metrics",
        "/api/runs/{run_id}",
        "/api/claims/{claim_id}",
    }
    assert all(verb["get"]["security"] for verb in described["paths"].values())
    refused = described["paths"]["/api/queue"]["get"]["responses"]
    assert all(refused[status]["content"]["application/json"]["schema"] for status in ("401", "422"))
    guide = reader.read("/api").text
    assert all(path in guide for path in described["paths"])
    assert "the most urgent first" in guide


def test_answers_are_what_the_description_says(program: httpx.Client) -> None:
    described = program.get("/api/openapi.json").json()
    templates = ("/api/queue", "/api/articles", "/api/runs/{run_id}", "/api/claims/{claim_id}")
    for path, template in zip((path for path in PATHS if path != "/api/metrics"), templates, strict=True):
        said = described["paths"][template]["get"]["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        jsonschema.validate(program.get(path).json(), {**said, "components": described["components"]})


def test_prometheus_reads_the_counts(program: httpx.Client) -> None:
    """With a token; every family is as `claimcheck metrics` has it, but for what is due."""
    answer = program.get("/api/metrics", params={"days": 36500})
    assert answer.headers["content-type"].startswith("text/plain; version=")
    found = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {"claimcheck_runs", "claimcheck_verdicts", "claimcheck_references"} <= found
    assert "claimcheck_recheck_due" not in found
    assert program.get("/api/metrics", params={"days": 0}).status_code == 422
