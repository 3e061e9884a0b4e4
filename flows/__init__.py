"""Prefect's side of claimcheck: the same steps as `claimcheck check`, orchestrated. Nothing else imports Prefect."""

import os

# Set before Prefect is first imported: no calls home, and a patient start of the temporary server on a slow machine.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
