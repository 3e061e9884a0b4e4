"""Views that spare queries what each database writes in its own way: which references a claim cites, and hosts."""

from __future__ import annotations

from alembic import op
from alembic.util.exc import CommandError

revision = "0008"
down_revision = "0007"

CITED = {
    "sqlite": "CREATE VIEW cited AS SELECT claim.key AS claim_key, one.value AS reference"
    " FROM claim, json_each(claim.cites) AS one",
    "postgresql": "CREATE VIEW cited AS SELECT claim.key AS claim_key, CAST(one.value AS integer) AS reference"
    " FROM claim, jsonb_array_elements_text(claim.cites) AS one (value)",
}

ACCESS = """
CREATE VIEW access AS
SELECT {host} AS host, outcome, status, fetched, url
FROM (SELECT *, substr(url, {at}(url, '://') + 3) AS rest FROM capture WHERE url LIKE '%://%') AS capture
"""
HOST = {
    "sqlite": ("substr(rest, 1, instr(rest || '/', '/') - 1)", "instr"),
    "postgresql": ("split_part(rest, '/', 1)", "strpos"),
}


def upgrade() -> None:
    kind = op.get_bind().dialect.name
    host, at = HOST[kind]
    op.execute(CITED[kind])
    op.execute(ACCESS.format(host=host, at=at))


def downgrade() -> None:
    raise CommandError("the ledger is never downgraded: restore a copy instead")
