"""Logs without anything that people typed, whatever fails.

Rasa, its action server and the web server write messages, results and whole conversations into
their logs when something goes wrong. While the assistant serves, a record of anybody's code but
this project's says only where it was written and the kind of error: nothing of its text remains.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import Any

OWN = ("actions", "assistant", "b2m")  # packages whose messages have nothing of people's in them


def withhold() -> None:
    """Do so in this process, from now on."""
    make = logging.getLogRecordFactory()

    def factory(*arguments: Any, **more: Any) -> logging.LogRecord:
        return without_text(make(*arguments, **more))

    logging.setLogRecordFactory(factory)
    sys.excepthook = lambda kind, error, trace: _tell(kind, error)
    threading.excepthook = lambda failure: _tell(failure.exc_type, failure.exc_value)


def without_text(record: logging.LogRecord) -> logging.LogRecord:
    """The record with its place and the kind of error, in place of what it says."""
    error = record.exc_info[1] if record.exc_info else None
    if record.name.partition(".")[0] not in OWN:
        record.msg, record.args = f"{record.name}, line {record.lineno}{kinds(error)}", ()
    record.exc_info = record.exc_text = record.stack_info = None
    return record


def kinds(error: BaseException | None) -> str:
    """The kinds of an error and of those that led to it: " (RasaException, TimeoutError)"."""
    found: list[str] = []
    while error is not None and len(found) < 5:
        found.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return f" ({', '.join(found)})" if found else ""


def _tell(kind: type[BaseException], error: BaseException | None) -> None:
    """Where an error that nobody caught was raised, and of what kind."""
    places = traceback.extract_tb(error.__traceback__) if error else []
    place = f" at {places[-1].filename}:{places[-1].lineno}" if places else ""
    print(f"{kind.__name__}{place}", file=sys.stderr)
