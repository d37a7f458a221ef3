"""The fixtures themselves: a test must run on the server that its id names, in a database of its own."""

from support.database import Database
from support.servers import Server


def test_server_is_the_one_asked_for(server: Server) -> None:
    with server.connection() as connection:
        version = connection.value("SELECT VERSION()")
    assert ("mariadb" in version.lower()) == server.flavor.is_mariadb
    assert version.startswith(".".join(str(part) for part in server.flavor.version))


def test_database_is_empty_and_separate(database: Database, other_database: Database) -> None:
    database.run(["CREATE TABLE `a` (`id` INT PRIMARY KEY)"])
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
    assert [row[0] for row in database.rows(tables)] == ["a"]
    assert other_database.rows(tables) == []


def test_dropping_a_database_ends_sessions_that_hold_it(server: Server, database: Database) -> None:
    database.run(["CREATE TABLE `a` (`id` INT PRIMARY KEY)"])
    from support.database import drop_database

    with database.connection() as holder, server.connection() as other:
        holder.execute("BEGIN")
        holder.execute("SELECT * FROM `a`")
        drop_database(other, database.name)
        assert other.rows("SHOW DATABASES LIKE %s", (database.name,)) == []
