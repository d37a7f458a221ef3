"""Names in queries: what a view shows, and the columns that CREATE TABLE … SELECT makes."""

from driftproof.replay.resolve.columns import Unresolved, select_columns
from driftproof.replay.resolve.view import Resolved, resolve_view, stored_views

__all__ = ["Resolved", "Unresolved", "resolve_view", "select_columns", "stored_views"]
