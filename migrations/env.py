"""Runs migrations over the engine the portal itself uses, one transaction for all of them."""

from alembic import context

from portal.storage.database import make_engine
from portal.storage.tables import metadata


def run() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    if url is None:
        raise ValueError("migrations need a database URL")
    engine = make_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
