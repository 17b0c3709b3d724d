"""What is wrong is said before the start, in a sentence that says what to do."""

import errno
import gzip
import os
import sqlite3
import subprocess
import sys
from collections import namedtuple

import pytest

from assistant import checks, launch, model
from assistant.checks import CheckError
from tests.conftest import PROJECT


@pytest.mark.parametrize("hours", ["0", "-1", "abc", "", "nan", "inf"])
def test_a_retention_that_is_none_is_refused(hours):
    with pytest.raises(CheckError, match="B2M_RETENTION_HOURS must be a number above 0"):
        checks.check_settings({"B2M_RETENTION_HOURS": hours})


@pytest.mark.parametrize("hours", ["24", "0.5", "720"])
def test_a_retention_is_accepted(hours):
    checks.check_settings({"B2M_RETENTION_HOURS": hours})


def test_an_unknown_kind_of_database_is_refused_without_showing_its_password():
    with pytest.raises(CheckError, match="B2M_DATABASE_URL must begin with") as refused:
        checks.check_settings({"B2M_DATABASE_URL": "mysql://nurse:secret@host/x"})
    assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("B2M_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(CheckError, match=r"file/data \(Not a directory\)"):
        checks.check_data_folder()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_folder_that_takes_nothing_is_named(monkeypatch, tmp_path, number):
    def refuse(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setenv("B2M_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CheckError, match=os.strerror(number)):
        checks.check_data_folder()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("B2M_DATA_DIR", str(tmp_path))
    (tmp_path / "conversations.sqlite").write_bytes(b"not a database" * 1000)
    with pytest.raises(CheckError, match=r"conversations\.sqlite is damaged"):
        checks.check_data_folder()


def test_a_good_folder_is_accepted(monkeypatch, tmp_path):
    monkeypatch.setenv("B2M_DATA_DIR", str(tmp_path / "data"))
    checks.check_data_folder()
    sqlite3.connect(tmp_path / "data" / "conversations.sqlite").execute("CREATE TABLE a (b)")
    checks.check_data_folder()


def test_a_full_disk_is_noticed_before_training(monkeypatch, tmp_path):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda folder: usage(1, 1, 12_000_000))
    with pytest.raises(CheckError, match="Only 12 MB are free"):
        checks.check_room_for_training(tmp_path)


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "not a model"])
def test_a_damaged_model_is_named(tmp_path, damage):
    whole = gzip.compress(bytes(range(256)) * 1000, compresslevel=0)
    path = tmp_path / "model.tar.gz"
    path.write_bytes(whole)
    checks.check_model(path)
    content = {
        "empty": b"",
        "cut": whole[:100_000],
        "changed": whole[:50_000] + b"zanzibar" + whole[50_008:],
        "not a model": b"a model",
    }[damage]
    path.write_bytes(content)
    with pytest.raises(CheckError, match="is damaged"):
        checks.check_model(path)


def start_with(tmp_path, **settings):
    """The result of `make run` where the start must fail."""
    ports = {
        "B2M_PORT": str(launch.free_port()),
        "B2M_ACTION_PORT": str(launch.free_port()),
        "B2M_DATA_DIR": str(tmp_path / "data"),
    }
    return subprocess.run(
        [sys.executable, "-m", "assistant.launch", "run"],
        cwd=PROJECT,
        env={**os.environ, **ports, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_start_that_cannot_work_ends_with_one_sentence(trained, tmp_path):
    (tmp_path / "file").write_text("")
    result = start_with(tmp_path, B2M_DATA_DIR=str(tmp_path / "file" / "data"))
    assert result.returncode == 1
    assert "Conversations can't be kept in" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_model_that_rasa_cannot_load_ends_the_start(trained, tmp_path, monkeypatch, capfd):
    damaged = tmp_path / "model.tar.gz"
    damaged.write_bytes(trained.read_bytes()[:1_000_000])
    monkeypatch.setattr(model, "ensure", lambda: damaged)
    monkeypatch.setenv("B2M_PORT", str(launch.free_port()))
    monkeypatch.setenv("B2M_ACTION_PORT", str(launch.free_port()))
    monkeypatch.setattr(launch.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(launch.os, "umask", lambda mode: None)
    with pytest.raises(CheckError, match="is damaged"):
        launch.main("run")
    assert "Traceback" not in "".join(capfd.readouterr())
