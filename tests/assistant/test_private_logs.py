"""No log has anything that people typed, whatever fails and whoever's code writes it."""

import logging
import subprocess
import sys

import pytest

from assistant import private_logs
from tests.conftest import PROJECT

MARK = "zanzibar"


def fails():
    try:
        raise KeyError(MARK)
    except KeyError as error:
        raise ValueError(f"cannot handle {MARK}") from error


def record(name, message, error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "file.py", 7, message, (), info)


def test_records_of_libraries_say_where_and_which_kind_of_error():
    try:
        fails()
    except ValueError as error:
        written = private_logs.without_text(record("rasa.core.processor", f"lost {MARK}", error))
    assert written.getMessage() == "rasa.core.processor, line 7 (ValueError, KeyError)"
    assert logging.Formatter().format(written) == written.getMessage()


def test_own_messages_stay_and_lose_their_traceback():
    try:
        fails()
    except ValueError as error:
        written = private_logs.without_text(record("assistant.model", "It failed.", error))
    assert logging.Formatter().format(written) == "It failed."


@pytest.mark.parametrize(
    "program",
    [
        "raise ValueError('zanzibar')",
        "import threading; threading.Thread(target=lambda: {}['zanzibar']).start()",
        "import logging; logging.getLogger('rasa').error('%s', 'zanzibar')",
        "import logging; logging.error('zanzibar', exc_info=ValueError('zanzibar'))",
        "import logging; logging.getLogger('sanic.error').exception('zanzibar')",
        "import structlog, rasa.utils.log_utils as l; l.configure_structlog(10);"
        "structlog.get_logger('rasa').error('x', text='zanzibar')",
        "import asyncio\nasync def fail(): raise ValueError('zanzibar')\n"
        "async def main():\n asyncio.ensure_future(fail()); await asyncio.sleep(0.01)\n"
        "asyncio.run(main())",
        "import warnings; warnings.warn('zanzibar')",
    ],
)
def test_nothing_gets_out_of_a_process(program, tmp_path):
    (tmp_path / "program.py").write_text(program)
    result = subprocess.run(
        [sys.executable, "-m", "assistant.follow", "--private", "program"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{PROJECT}:{tmp_path}"},
        capture_output=True,
        text=True,
    )
    assert MARK not in result.stdout + result.stderr


def test_an_error_that_nobody_catches_still_tells_where(tmp_path):
    (tmp_path / "program.py").write_text("\n\nraise ValueError('zanzibar')")
    result = subprocess.run(
        [sys.executable, "-m", "assistant.follow", "--private", "program"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{PROJECT}:{tmp_path}"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "ValueError at" in result.stderr
    assert "program.py:3" in result.stderr
