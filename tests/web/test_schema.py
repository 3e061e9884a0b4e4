"""Schemathesis against the API: whatever its own description allows is asked, and every answer is one that it promises."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from tests.runs import build_run
from tests.web.conftest import RUN
from tests.web.serving import Visitor

from claimcheck.store.ledger import Ledger
from claimcheck.web.access import admit, make_token

pytestmark = pytest.mark.slow

COST = build_run().extraction.claims[1].id
OPERATIONS = ("/api/queue", "/api/articles", "/api/metrics", "/api/runs/{run_id}", "/api/claims/{claim_id}")


@pytest.fixture(scope="module")
def bearer(shelf: Ledger) -> dict[str, str]:
    """Sue's token."""
    admit(shelf, "Sue", "reader", "correct horse battery")
    return {"Authorization": f"Bearer {make_token(shelf, 'Sue')}"}


@pytest.fixture(scope="module")
def described(reader: Visitor) -> dict[str, Any]:
    """What the API's own description says can be asked, by path."""
    schema = schemathesis.openapi.from_url(f"{reader.address}/api/openapi.json")
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def test_every_operation_is_tried(described: dict[str, Any]) -> None:
    assert set(described) == set(OPERATIONS)


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_answer_is_one_that_is_described(
    described: dict[str, Any], bearer: dict[str, str], path: str
) -> None:
    """No server error, no status or body that the description doesn't have, nothing let in without a token."""

    @given(case=described[path].as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case: Any) -> None:
        case.call_and_validate(headers=bearer)

    ask()


@pytest.mark.parametrize(
    ("path", "values"),
    [("/api/runs/{run_id}", {"run_id": RUN}), ("/api/claims/{claim_id}", {"claim_id": COST})],
)
def test_what_is_there_is_also_as_described(
    described: dict[str, Any], bearer: dict[str, str], path: str, values: dict[str, str]
) -> None:
    """The ids of a real run and claim, which nobody guesses."""
    answer = described[path].Case(path_parameters=values).call_and_validate(headers=bearer)
    assert answer.status_code == 200
