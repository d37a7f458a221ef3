"""Every way to get scripts or a catalog: folders, dumps, snapshots, git, Alembic, SQLAlchemy."""
