"""Where Alembic meets the ledger: claimcheck.store.database hands over a connection that is in a transaction.

For `alembic -c db/alembic.ini revision --autogenerate` there is none; the database named in alembic.ini serves then.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from claimcheck.store.tables import Row


def migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Row.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
