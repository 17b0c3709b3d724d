"""A disk that is full, a file that is damaged: said, nothing lost, and it goes on by itself."""

import logging

import pytest

from assistant.database import Database, Unavailable

ROWS = 6000  # of a kilobyte: more than SQLite keeps in memory


@pytest.fixture
def path(tmp_path):
    return tmp_path / "conversations.sqlite"


@pytest.fixture
def database(path):
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def add(database, name, size=1, rows=1):
    def work(connection):
        for number in range(rows):
            values = (f"{name}{number}", 1.0, 1, "x" * size)
            connection.exec_driver_sql("INSERT INTO conversations VALUES (?, ?, ?, ?)", values)

    database.run_here(work)


def kept(database):
    """How many conversations there are, read from the file."""
    count = "SELECT count(*) FROM conversations WHERE state LIKE 'x%'"
    return database.run_here(lambda connection: connection.exec_driver_sql(count).scalar())


def pages(database, most=None):
    """How many pages the file has; `most`: how many it may have."""
    pragma = "PRAGMA page_count" if most is None else f"PRAGMA max_page_count = {most}"
    return database.run_here(lambda connection: connection.exec_driver_sql(pragma).scalar())


def test_a_full_disk_loses_nothing_and_passes(database):
    add(database, "before")
    pages(database, most=pages(database) + 2)
    with pytest.raises(Unavailable, match="OperationalError"):
        add(database, "during", size=1000, rows=50)
    assert kept(database) == 1
    pages(database, most=1_000_000)
    add(database, "after", size=1000, rows=50)
    assert kept(database) == 51


def test_a_damaged_file_is_named_and_another_in_its_place_is_used(database, path, caplog):
    caplog.set_level(logging.ERROR)
    add(database, "before", size=1000, rows=ROWS)
    checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
    database.run_here(lambda connection: connection.exec_driver_sql(checkpoint).all())
    path.write_bytes(b"zanzibar" * (path.stat().st_size // 8))
    with pytest.raises(Unavailable, match="DatabaseError"):
        kept(database)
    assert f"{path} is damaged. Move it away" in caplog.text
    for file in path.parent.iterdir():
        file.unlink()
    add(database, "after")
    assert kept(database) == 1
