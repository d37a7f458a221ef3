"""Changes as a revision file of Alembic. All modules but `ways` import Alembic, which need not be installed."""
