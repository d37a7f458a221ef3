"""The session that runs scripts and callbacks: one connection, one transaction a script, state kept or restored.

Flyway runs each script in a transaction of its own, which any DDL statement ends, and commits at the end of the
script. Flyway 3 keeps variables from script to script; Flyway 5 and later put user variables, foreign_key_checks,
sql_safe_updates and the current schema back after each script and callback (``MySQLConnection.restoreOriginalState``).
"""

from __future__ import annotations

from driftproof.live.connect import Connection, Result, ServerError
from driftproof.model.history import SessionMode
from driftproof.upgrade.statements import may_touch_session

_NOT_ROLLED_BACK = 1196
"""The warning of a ROLLBACK behind changes to tables without transactions (ER_WARNING_NOT_COMPLETE_ROLLBACK)."""

_USER_VARIABLES = {
    "mysql": (
        "SELECT v.variable_name FROM performance_schema.user_variables_by_thread v "
        "JOIN performance_schema.threads t ON t.thread_id = v.thread_id WHERE t.processlist_id = CONNECTION_ID()"
    ),
    "mariadb": "SELECT variable_name FROM information_schema.user_variables",
}


class Session:
    """The connection of a run's scripts, with what is needed to put its state back.

    `kept_rows` tells, after `abandon`, that the rollback left rows of tables without transactions, such as MyISAM's.
    """

    def __init__(self, connection: Connection, schema: str, mode: SessionMode) -> None:
        self.connection = connection
        self._schema = schema
        self._mode = mode
        self._touched = False
        self.kept_rows = False
        connection.execute("SET SESSION wait_timeout = 604800")
        if schema:
            connection.use(schema)
        checks, safe, rollback = connection.rows(
            "SELECT @@foreign_key_checks, @@sql_safe_updates, @@innodb_rollback_on_timeout"
        )[0]
        self.rolls_back_on_timeout = bool(rollback)
        self._restore = f"SET foreign_key_checks = {int(checks)}, sql_safe_updates = {int(safe)}"

    def begin(self) -> None:
        """Start a script: autocommit off, as Flyway's connection has it."""
        self._touched = False
        if self.connection.autocommit:
            self.connection.execute("SET autocommit = 0")

    def send(self, sql: str) -> Result:
        """Run one statement of a script; raises `ServerError`."""
        self._touched = self._touched or may_touch_session(sql)
        return self.connection.execute(sql)

    def commit(self) -> None:
        """End a script: commit what is open, and put the session back if that is the mode."""
        if self.connection.in_transaction:
            self.connection.execute("COMMIT")
        self._put_back()

    def abandon(self) -> bool:
        """End a script that failed: roll back what is open; return False when the connection turns out to be gone."""
        try:
            self.kept_rows = self.connection.execute("ROLLBACK").warnings > 0 and self._rows_stay()
            self._put_back()
        except ServerError as error:
            return not error.lost
        return True

    def _rows_stay(self) -> bool:
        return any(code == _NOT_ROLLED_BACK for _, code, _ in self.connection.rows("SHOW WARNINGS"))

    def _put_back(self) -> None:
        if self._mode != "restored" or not self._touched:
            return
        variables = self._user_variables()
        nulls = "".join(f", @`{name.replace('`', '``')}` = NULL" for name in variables)
        self.connection.execute(self._restore + nulls)
        if self._schema:
            self.connection.use(self._schema)

    def _user_variables(self) -> list[str]:
        try:
            return [row[0] for row in self.connection.rows(_USER_VARIABLES[self.connection.flavor.vendor])]
        except ServerError as error:
            if error.lost:
                raise
            return []  # an account or an old server that cannot list them, as Flyway leaves them then
